"""From the domain's values to what the API answers."""

from datetime import datetime
from typing import Any, cast

from linli.actions.api_views import Caller
from linli.actions.case_moves import OpenMove
from linli.actions.case_views import CaseView
from linli.api.v1 import case_schemas as cs
from linli.api.v1 import schemas as s
from linli.domain.area import Area
from linli.domain.case_query import CaseLine
from linli.domain.case_row import provisional_marks, row_of
from linli.domain.engine.asked import field_of
from linli.domain.engine.clock_keeping import rule_of
from linli.domain.engine.declarations import ClockRule, LengthFrom, Move, PartRule, Procedure, Stage
from linli.domain.engine.moves import all_moves, title_of
from linli.domain.engine.state import ClockState
from linli.domain.entry import Entry
from linli.domain.problems import Problem
from linli.domain.unit import Unit
from linli.domain.wording import Wording


def words(wording: Wording | None) -> s.Words | None:
    """Return a wording where there is one."""
    return s.words(wording) if wording else None


def area(one: Area) -> s.Area:
    """Return an area."""
    return s.Area(
        path=one.path, key=one.key, name=one.name, name_en=one.name_en, level=one.level.value, kind=one.kind.value,
        area_class=one.area_class.value, code=one.code, population=one.population,
    )  # fmt: skip


def unit(one: Unit) -> s.Unit:
    """Return a unit."""
    return s.Unit(
        id=one.id, key=one.key, name=one.name, name_en=one.name_en, kind=one.kind.value, tier=one.tier.value,
        area=one.area_path, phone=one.phone, is_active=one.is_active,
    )  # fmt: skip


def procedure(one: Procedure) -> s.Procedure:
    """Return a procedure."""
    return s.Procedure(
        key=one.key, version=one.version, title=s.words(one.title), source=s.words(one.source),
        requester=cast(Any, one.requester), seal=one.seal.value, stages=[_stage(stage) for stage in one.stages],
        moves=[_move(one, move) for move in all_moves(one)], clocks=[_clock_rule(rule) for rule in one.clocks],
    )  # fmt: skip


def _stage(one: Stage) -> s.Stage:
    return s.Stage(
        key=one.key, title=s.words(one.title), public_words=s.words(one.public_words), kind=one.kind.value,
        next_lawful_step=words(one.next_lawful_step),
    )  # fmt: skip


def _move(one: Procedure, move: Move) -> s.Move:
    return s.Move(
        verb=move.verb, title=s.words(move.title), before=list(move.before), after=move.after,
        trigger=move.trigger.value, second=move.second.value if move.second else None,
        fields=fields_of(one, move),
    )  # fmt: skip


def fields_of(one: Procedure, move: Move, part: PartRule | None = None) -> list[s.FieldAsked]:
    """Return what a move asks."""
    found = []
    for key, is_required in move.asks():
        declared = field_of(one, key, part)
        choices = [s.FieldChoice(key=choice.key, title=s.words(choice.title)) for choice in declared.choices]
        found.append(
            s.FieldAsked(
                key=key, title=s.words(declared.title), type=declared.type.value, is_required=is_required,
                is_personal=declared.commit == "com", limit=declared.limit, choices=choices,
            )
        )  # fmt: skip
    return found


def _clock_rule(rule: ClockRule) -> s.ClockRule:
    return s.ClockRule(
        key=rule.key, title=s.words(rule.title), kind=rule.kind.value, length_from=rule.length.source.value,
        amount=rule.length.amount if rule.length.source is LengthFrom.FIXED else None, unit=rule.unit.value,
        pauses=list(rule.pauses), on_lapse=rule.on_lapse.value, source=words(rule.source),
    )  # fmt: skip


def case_line(line: CaseLine, now: datetime) -> cs.CaseLine:
    """Return a matter in a list."""
    clock = line.clock_state(now) if not line.is_final else None
    return cs.CaseLine(
        id=line.id, number=line.number, version=line.seq, procedure=line.procedure, procedure_version=line.version,
        stage=line.stage, is_final=line.is_final, seal=cast(Any, line.seal), category=line.category,
        area=line.area_path, urgency=line.urgency, channel=line.channel, title=line.title, holder_unit=line.holder_unit,
        co_units=list(line.co_units), reported_at=line.reported_at, moved_at=line.moved_at, closed_at=line.closed_at,
        step_due_at=line.step_due_at, clock=clock.value if clock else None, wait_due_at=line.wait_due_at,
    )  # fmt: skip


def case(caller: Caller, view: CaseView, moves: tuple[OpenMove, ...]) -> cs.Case:
    """Return one matter whole: its row, its clocks, what happened, and what may be done."""
    row = row_of(view.state)
    row["reported_at"] = row.pop("source_filed_at") or row["filed_at"]
    row |= provisional_marks(view.state)
    line = CaseLine(**{key: row[key] for key in CaseLine.__slots__})
    return cs.Case(
        **case_line(line, caller.now).model_dump(),
        clocks=[_clock(view, clock) for clock in sorted(view.state.clocks.values(), key=lambda one: one.key)],
        parts=[
            cs.CasePart(id=one.id, rule=one.rule, stage=one.stage, unit=one.unit or None)
            for one in view.state.parts.values()
        ],
        timeline=[_entry(view, entry) for entry in view.entries],
        moves=[_open_move(view, one) for one in moves],
    )


def _clock(view: CaseView, one: ClockState) -> cs.CaseClock:
    return cs.CaseClock(
        key=one.key, title=s.words(rule_of(view.procedure, one.key).title), kind=one.kind.value,
        status=cast(Any, one.status), started_at=one.started_at, due_at=one.due_at, warned_at=one.warned_at,
        lapsed_at=one.lapsed_at,
        stopped_at=one.stopped_at, amount=one.amount, unit=one.unit, is_provisional=one.provisional,
    )  # fmt: skip


def _entry(view: CaseView, entry: Entry) -> cs.CaseEntry:
    verb = entry.type.partition(".")[2]
    return cs.CaseEntry(
        version=entry.seq, verb=verb, title=s.words(_title(view.procedure, verb)), at=entry.recv,
        by=entry.actor["kind"], unit=entry.actor.get("unit") or None,
    )  # fmt: skip


def _title(one: Procedure, verb: str) -> Wording:
    """Return how an entry is called: a move of the case, of a part ("co_handler_reply"), or a clock's doing."""
    for rule in one.parts:
        for move in rule.moves:
            if verb == f"{rule.key}_{move.verb}":
                return move.title
    return title_of(one, verb.removesuffix("_proposed"))


def _open_move(view: CaseView, one: OpenMove) -> cs.OpenMove:
    part = view.procedure.part(one.part.rule) if one.part else None
    return cs.OpenMove(
        verb=one.move.verb, title=s.words(one.move.title), part=one.part.id if one.part else None,
        proposal=one.proposal or None, second=one.move.second.value if one.move.second else None,
        is_open=one.is_open, reasons=[_reason(problem) for problem in one.reasons],
        fields=fields_of(view.procedure, one.move, part),
    )  # fmt: skip


def _reason(problem: Problem) -> cs.Reason:
    return cs.Reason(code=problem.code, words=s.Words(zh=problem.within("zh"), en=problem.within("en")))
