"""Supervision orders: signed in a meeting or between two, listed with their clocks, repeats and answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from linli.actions.case_lists import query_for
from linli.actions.cases import move_within
from linli.actions.deciding import Office, check_command_id
from linli.actions.meeting_minutes import ORDER_SERIES, counter_of, number_words
from linli.actions.papers import TRIES
from linli.actions.seats import actor_at
from linli.domain.case_query import CaseLine
from linli.domain.engine.context import Command
from linli.domain.engine.fold import fold
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.entry import Entry
from linli.domain.meeting import Strength, may_sign, meeting_unit
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.store import journal, meetings
from linli.store import papers as stored

PAGE = 30
PART_STRENGTH = {one.part: one for one in Strength}
VERBS = frozenset(f"case.{one.verb}" for one in Strength)
FILLED_IN = ("strength", "due_date", "reason")
WRITTEN = ("measures", "reason", "order_answer", "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One supervision order, as its matter's entries tell of it."""

    part: str
    strength: Strength
    number: str
    unit: str
    stage: str
    signed_at: datetime
    signer: str
    """The post that signed."""
    due_date: str
    reason: str = ""
    repeats: int = 0
    answered_at: datetime | None = None
    answer: str = ""
    clock: ClockState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One open item that a meeting fixed, with its orders, the latest last."""

    line: CaseLine
    state: CaseState
    measures: str
    orders: tuple[Order, ...]

    @property
    def solving(self) -> ClockState | None:
        """The clock of the deadline that the meeting fixed."""
        return self.state.clocks.get("solving")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPage:
    """One page of open items; an empty cursor means there are no more."""

    items: tuple[ItemLine, ...]
    next_cursor: str = ""


def open_items(office: Office, post: Post, now: datetime, *, cursor: str = "") -> ItemPage:
    """Return the open items of the post's meeting with their orders, the oldest first; in four queries a page."""
    unit = meeting_unit(post, office.directory)
    if unit is None or not (cursor == "" or cursor.isalnum()):
        return ItemPage(items=())
    query = query_for(office, post, now, is_final=False)
    lines = meetings.before_meeting(query, agenda_unit=unit.id, after=cursor, limit=PAGE + 1)
    more = lines[PAGE - 1].id if len(lines) > PAGE else ""
    return ItemPage(items=item_lines(office, lines[:PAGE]), next_cursor=more)


def item_lines(office: Office, lines: Sequence[CaseLine]) -> tuple[ItemLine, ...]:
    """Return items that a meeting fixed with what their streams say, in two queries for all of them."""
    streams = [line.stream for line in lines]
    entries = journal.entries_of(office.county_id, streams) if streams else {}
    texts = meetings.texts_of(office.county_id, streams, WRITTEN)
    found = []
    for line in lines:
        own = entries[line.stream]
        if not own:
            continue
        written = {(seq, key): text for (stream, seq, key), text in texts.items() if stream == line.stream}
        state = fold(own)
        found.append(
            ItemLine(
                line=line, state=state, measures=written.get((1, "measures"), ""),
                orders=tuple(_orders(own, state, written)),
            )
        )  # fmt: skip
    return tuple(found)


def _orders(entries: Sequence[Entry], state: CaseState, written: Mapping[tuple[int, str], str]) -> Iterator[Order]:
    for entry in entries:
        part = next((one["id"] for one in entry.effects if one["k"] == "part"), "")
        if entry.type in VERBS and part in state.parts:
            yield _order(entry, part, entries, state, written)


def _order(
    entry: Entry, part: str, entries: Sequence[Entry], state: CaseState, written: Mapping[tuple[int, str], str]
) -> Order:
    held = state.parts[part]
    acts = [one for one in entries if one.pub.get("part") == part]
    answers = [one for one in acts if one.type.endswith("_respond")]
    return Order(
        part=part, strength=PART_STRENGTH[held.rule], number=str(entry.pub.get("order_number", "")), unit=held.unit,
        stage=held.stage, signed_at=entry.recv, signer=str(entry.actor.get("post", "")),
        due_date=str(entry.pub.get("due_date", "")), reason=written.get((entry.seq, "reason"), ""),
        repeats=sum(one.type.endswith("_repeat") for one in acts),
        answered_at=answers[-1].recv if answers else None,
        answer=written.get((answers[-1].seq, "order_answer"), "") if answers else "",
        clock=state.clocks.get(f"{held.rule}_answer:{part}"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What whoever signs an order between two sittings fills in."""

    command_id: str
    case_id: str
    strength: str
    due_date: str
    reason: str


def sign_order(office: Office, post: Post, asked: Signing, now: datetime) -> Mapping[str, Any]:
    """Sign an order on an open item; its number is the next. Raises Refused with every mistake."""
    check_command_id(asked.command_id)
    unit = meeting_unit(post, office.directory)
    if unit is None or not may_sign(post, unit):
        raise Refused([Problem("convener_signs")])
    if asked.strength not in set(Strength):  # what else is missing is named beside it
        missing = [key for key in FILLED_IN if not getattr(asked, key).strip()]
        problems = [Problem("required", at=key) for key in missing]
        if asked.strength:
            problems.append(Problem("unknown_choice", at="strength", params={"value": asked.strength[:40]}))
        raise Refused(problems)
    state = journal.load_states(office.county_id, [f"case/{asked.case_id}"]).get(f"case/{asked.case_id}")
    if state is None or state.procedure != "difficult_case":
        raise Refused([Problem("not_found")])
    for _try in range(TRIES):
        try:
            return _signed(office, post, asked, state.holder.unit, now)
        except stored.NumberTaken:
            continue
    raise Refused([Problem("paper_number_busy")])


def _signed(office: Office, post: Post, asked: Signing, unit_id: str, now: datetime) -> Mapping[str, Any]:
    counter = counter_of(office, post.unit_id, ORDER_SERIES, now)
    serial = stored.next_serial(counter)
    actor = actor_at(post)
    typed = {"unit": unit_id, "due_date": asked.due_date, "reason": asked.reason}
    command = Command(
        id=asked.command_id, verb=Strength(asked.strength).verb, stream=f"case/{asked.case_id}",
        fields={**typed, "order_number": number_words(office, post.unit_id, ORDER_SERIES, serial, now)},
    )  # fmt: skip
    with journal.one_transaction():
        known = journal.begin_command(office.county_id, command.id)
        if known is not None:  # its number is no part of what was asked, so the bodies are not compared
            if known.result.get("stream") != command.stream:
                raise Refused([Problem("command_conflict")])
            return known.result
        stored.take_serial(counter, serial)
        return move_within(office, command, actor=actor, now=now)


@dataclass(frozen=True, slots=True, kw_only=True)
class SolvedRate:
    """Items solved by their deadline, of those due in a period; a zero denominator is "no items", never 100 %."""

    solved: int
    due: int
    calling: int
    """Reported solved in time and waiting for the call: in neither number yet."""
    since: date
    until: date

    @property
    def percent(self) -> float | None:
        """The share in percent, or None where nothing was due."""
        return round(100 * self.solved / self.due, 1) if self.due else None


def solved_rate(office: Office, post: Post, now: datetime) -> SolvedRate | None:
    """Return the rate of this year up to today for the post's meeting."""
    unit = meeting_unit(post, office.directory)
    if unit is None:
        return None
    calendar = office.directory.calendar
    today = calendar.local_date(now)
    since = datetime(today.year, 1, 1, tzinfo=calendar.zone)
    solved, due, calling = meetings.solved_rate(
        office.county_id, unit=unit.id, area_path=unit.area_path, since=since, until=now
    )
    return SolvedRate(solved=solved, due=due, calling=calling, since=since.date(), until=today)


def order_target(office: Office, post: Post, case_id: str, now: datetime) -> ItemLine | None:
    """Return an open item of the post's own meeting, on which it may sign an order; None for any other."""
    unit = meeting_unit(post, office.directory)
    if unit is None or not may_sign(post, unit) or not case_id.isalnum():
        return None
    query = query_for(office, post, now, is_final=False, ids=(case_id,))
    lines = meetings.before_meeting(query, agenda_unit=unit.id)
    found = item_lines(office, lines)
    return found[0] if found else None
