"""The batch form leaves exactly what the single form leaves: entries, rows, clocks, messages and answers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.actions.batch import Batch
from linli.actions.cases import file_case, move_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.domain.engine.context import Command
from linli.domain.problems import Refused
from linli.store.secrets import EVERYTHING, opened, sealed_rows, unsealed
from tests import cast, offices

pytestmark = pytest.mark.django_db
CITY, HOUSING = cast.UNITS["city-management"].id, cast.UNITS["housing"].id
RESULT = {"result": "已换灯泡", "condition": "repaired"}
MOVES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("hu", "register", {}),
    ("hu", "register", {"title": "路灯", "urgency": "urgent"}),
    ("pan", "dispatch", {"unit": CITY}),
    ("wei", "accept", {}),
    ("wei", "return", {"right_unit": HOUSING, "reason": "不归我们管"}),
    ("song", "start", {}),
    ("song", "note", {"note": "看过了"}),
    ("pan", "refer", {"unit": HOUSING, "request": "请一起看"}),
    ("song", "report_result", RESULT),
    ("hu", "check", {}),
    ("hu", "answer", {"answer": "修好了"}),
    ("hu", "close", {}),
    ("resident", "rate", {"grade": 5}),
    ("resident", "withdraw", {}),
    ("hu", "split", {"category": "municipal.road_damage", "reason": "另一件事"}),
    ("hu", "merge", {"other_case": 0, "merge_class": "same_thing", "reason": "同一件事"}),
    ("peng", "agree", {"proposal": "merge"}),
    ("hu", "void", {"void_class": "duplicate", "reason": "重复录入"}),
    ("peng", "agree", {"proposal": "void"}),
)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("file"), st.sampled_from([{}, {"requester": "anonymous"}, {"category": "nonsense"}])),
        st.tuples(st.just("move"), st.integers(0, 3), st.sampled_from(MOVES)),
        st.tuples(st.just("go on"), st.integers(0, 3)),
        st.tuples(st.just("again"), st.integers(0, 5)),
        st.tuples(st.just("wait"), st.integers(0, 60)),
        st.tuples(st.just("flush")),
    ),
    min_size=4,
    max_size=30,
)
MERGE, AGREE = MOVES[-4], MOVES[-3]
WAY = ("register", "dispatch", "accept", "start", "report_result", "check", "answer", "close", "rate")
"""The moves that lead a case from filing to rating, so that chance alone does not have to find them."""


@dataclass
class Player:
    """Plays steps through one of the two forms and notes every answer."""

    office: Office
    file: Callable[..., FiledCase]
    move: Callable[..., Mapping[str, Any]]
    flush: Callable[[], object]
    now: datetime = cast.MONDAY
    cases: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    given: list[tuple[str, Any]] = field(default_factory=list)
    answers: list[object] = field(default_factory=list)

    def play(self, steps: list[Any]) -> None:
        """Play all steps, and everything at the end is saved."""
        for number, step in enumerate(steps):
            self.step(number, step)
        self.flush()

    def step(self, number: int, step: Any) -> None:
        """Play one step."""
        match step:
            case ("file", changes):
                filing = Filing(command_id=f"f{number}", fields=cast.report(**changes))
                self.ask("resident", filing)
            case ("move", which, (who, verb, fields)) if self.cases:
                self.ask(who, self.command(number, which, verb, fields))
            case ("go on", which) if self.cases:
                stream = self.cases[which % len(self.cases)]
                verb = WAY[self.done.get(stream, 0) % len(WAY)]
                self.done[stream] = self.done.get(stream, 0) + 1
                who, fields = next((one, rest) for one, key, rest in MOVES if key == verb)
                self.ask(who, self.command(number, which, verb, fields))
            case ("again", back) if self.given:
                self.ask(*self.given[-1 - back % len(self.given)])
            case ("wait", hours):
                self.now += timedelta(hours=hours)
            case ("flush",):
                self.flush()

    def command(self, number: int, which: int, verb: str, fields: dict[str, Any]) -> Command:
        """Return a move on one of the cases; another case is meant by its place."""
        if "other_case" in fields:
            fields = {**fields, "other_case": self.cases[fields["other_case"]]}
        return Command(id=f"m{number}", verb=verb, stream=self.cases[which % len(self.cases)], fields=fields)

    def ask(self, who: str, asked: Filing | Command) -> None:
        """Give a command and note what comes back, an answer or all the reasons."""
        self.given.append((who, asked))
        actor = cast.actor(who)
        try:
            if isinstance(asked, Filing):
                filed = self.file(asked, actor=actor, now=self.now)
                if filed.stream not in self.cases:
                    self.cases.append(filed.stream)
                self.answers.append((filed.stream, filed.number))
            else:
                self.answers.append(sorted(self.move(asked, actor=actor, now=self.now).items()))
        except Refused as refused:
            self.answers.append(refused.codes)


def single(office: Office) -> Player:
    return Player(
        office,
        file=lambda one, **rest: file_case(office, one, **rest),
        move=lambda one, **rest: move_case(office, one, **rest),
        flush=lambda: None,
    )


def batched(office: Office) -> Player:
    batch = Batch(office)
    return Player(office, file=batch.file, move=batch.move, flush=batch.flush)


ID = re.compile(r"01[0-9A-HJKMNP-TV-Z]{24}")
HASH = re.compile(r"\b[0-9a-f]{64}\b")


def left_by(player: Player, steps: list[Any]) -> list[str]:
    """Play, return everything that was left, with ids, serials and hashes named by their order; undo.

    What chance makes differs between two plays and only that; what is committed to is compared by its values.
    """
    with transaction.atomic():
        player.play(steps)
        cases, tables = stored()
        transaction.set_rollback(True)
    names = {word: f"<{place}>" for place, pair in enumerate(cases) for word in pair}

    def known(line: str) -> str:
        for word, name in names.items():
            line = line.replace(word, name)
        return HASH.sub("<hash>", line)

    lines = [known(repr(answer)) for answer in player.answers]
    for table in tables:
        lines += sorted(map(known, table), key=lambda line: ID.sub("?", line))
    parts: dict[str, str] = {}
    return [ID.sub(lambda match: parts.setdefault(match[0], f"<part {len(parts)}>"), line) for line in lines]


QUERIES = (
    "SELECT convert_from(body, 'UTF8'), type, recv FROM entry WHERE stream LIKE 'case/%'",
    "SELECT county_id, purpose, digest, stream, seq, field, subject FROM blind_index",
    "SELECT stream, seq FROM stream WHERE stream LIKE 'case/%'",
    "SELECT * FROM case_row",
    "SELECT * FROM clock",
    "SELECT key, kind, payload, created_at, not_before FROM outbox",
    "SELECT id, actor, stream, base_seq, result, recv FROM command",
    "SELECT case_id, made_at FROM receipt",
)


def stored() -> tuple[list[tuple[str, str]], list[list[str]]]:
    """Return id and number of each case in the order of filing, and every row a command may touch, as text."""
    with opened(0, EVERYTHING), connection.cursor() as cursor:
        cursor.execute("SELECT id, number FROM case_row ORDER BY split_part(number, '-', 3)::int")
        cases = [(str(id_), str(number)) for id_, number in cursor.fetchall()]
        tables = []
        for query in QUERIES:
            cursor.execute(query)
            rows = cursor.fetchall()
            tables.append([repr([bytes(v) if isinstance(v, memoryview) else v for v in row]) for row in rows])
        cursor.execute("SELECT DISTINCT county_id FROM stream")
        sealed = [
            row
            for (county_id,) in cursor.fetchall()
            for row in sealed_rows(county_id, [f"case/{id_}" for id_, _ in cases])
        ]
    tables.append([repr((*row.place[1:], held.value)) for row, held in unsealed(sealed)])
    assert bool(tables[-1]) == bool(cases)
    return cases, tables


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_the_batch_leaves_what_single_commands_leave(db: None, steps: list[Any]) -> None:
    with transaction.atomic():
        office = offices.set_up_office()
        assert left_by(batched(office), steps) == left_by(single(office), steps)
        transaction.set_rollback(True)


def test_a_whole_way_with_repetitions_is_the_same_in_both_forms(db: None) -> None:
    office = offices.set_up_office()
    steps: list[Any] = [("file", {}), ("file", {}), ("go on", 1), ("flush",), ("move", 1, MERGE), ("move", 1, AGREE)]
    steps += [("go on", 0), ("wait", 1), ("again", 0)] * len(WAY)
    alone = left_by(single(office), steps)
    assert left_by(batched(office), steps) == alone
    for verb in ("case.rate", "case.merge"):
        assert any(f'"{verb}"' in line for line in alone), f"{verb} was never reached"


def test_a_batch_refuses_what_the_single_form_refuses(db: None) -> None:
    batch = Batch(offices.set_up_office())
    hu = cast.actor("hu")
    with pytest.raises(Refused, match="not_found"):
        batch.move(Command(id="m", verb="register", stream="case/none"), actor=hu, now=cast.MONDAY)
    filing = offices.filing()
    batch.file(filing, actor=cast.actor("resident"), now=cast.MONDAY)
    for saved in (False, True):
        if saved:
            batch.flush()
        with pytest.raises(Refused, match="command_conflict"):
            batch.file(Filing(command_id=filing.command_id, fields={}), actor=hu, now=cast.MONDAY)
    assert len(batch) == 0
