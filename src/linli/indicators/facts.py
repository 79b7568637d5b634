"""Facts: what each entry of the journal says in codes, one row per entry, without a word that a person wrote.

A row is made from its entry alone, so that rows are added and never made anew. Moments are whole milliseconds since
1970 in UTC (`_at_ms`), which every engine subtracts alike; working time is a running count of seconds (`_s`).
Notes and links are taken by name: whatever points to a person (the accused, the sponsor) is never among them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from linli.domain.entry import Entry, parse_moment
from linli.indicators.worked_time import WorkedTime

FACTS_VERSION = 2
"""Counted up when a column changes its meaning: the next export then makes all rows anew."""
WORK_CLOCKS = frozenset({"handling", "deciding", "mediation"})
"""The clock on which a procedure's own work runs: grid events, petitions and support, disputes."""
WORK_DONE_STAGES = ("handled", "answered", "decided", "supported", "agreed")
"""Stages that say the work was done; a clock that stops elsewhere was taken away from whoever had it."""
FIRST_CLOCKS = frozenset({"contact", "checking"})
"""The clock by which the service hall first answers whoever came: contact, or what is missing told."""
COUNTED = frozenset(
    {"reworks", "reopens", "answers", "ratings", "dispatches", "extensions", "wrong_hand_overs", "follow_ups", "trips"}
)


@dataclass(slots=True, kw_only=True)
class EntryFact:
    """One row; None where the entry says nothing about a column."""

    stream: str
    seq: int
    recv_at_ms: int
    worked_s: int
    """Seconds worked from a fixed day until the entry."""
    verb: str
    actor_kind: str
    actor_unit: str | None = None
    procedure: str | None = None
    version: int | None = None
    category: str | None = None
    area_path: str | None = None
    urgency: str | None = None
    channel: str | None = None
    seal: str | None = None
    requester: str | None = None
    record_only: bool = False
    stage: str | None = None
    stage_kind: str | None = None
    holder_unit: str | None = None
    handler_unit: str | None = None
    dispatcher_unit: str | None = None
    work_set: bool = False
    """The clock of the work began (anew)."""
    work_due_at_ms: int | None = None
    """Its deadline from this entry on: set, extended, recomputed or resumed."""
    work_ended: bool = False
    work_lapsed: bool | None = None
    """True: it ran out; False: it began anew, or was given time again."""
    work_pauses: int = 0
    """1 where it was paused, -1 where it ran again."""
    work_rest_s: int = 0
    """Worked seconds at a resumption, less those at a pause: their sum is the working time that it rested."""
    wait_due_at_ms: int | None = None
    first_due_at_ms: int | None = None
    """By when the service hall first answers, as it was promised when the clock was set."""
    first_ended: bool = False
    reworks: int = 0
    reopens: int = 0
    answers: int = 0
    ratings: int = 0
    dispatches: int = 0
    extensions: int = 0
    wrong_hand_overs: int = 0
    follow_ups: int = 0
    trips: int = 0
    """How often whoever applied came to the desk, after the first time."""
    wrong_hand_over_unit: str | None = None
    """On whose account the wrong hand-over is counted."""
    grade: int | None = None
    result: str | None = None
    reached: str | None = None
    satisfied: str | None = None
    """What was said on the telephone afterwards; a rating stands apart from it."""
    appeal: str | None = None
    """What became of a rating that the unit called wrong."""
    called_back: str | None = None
    link: str | None = None
    """merged or child: this matter hangs on another one."""


_TYPES: Mapping[Any, str] = {
    str: "string",
    str | None: "string",
    int: "int64",
    int | None: "int64",
    bool: "boolean",
    bool | None: "boolean",
}
COLUMNS: Mapping[str, str] = {one.name: _TYPES[one.type] for one in fields(EntryFact)}
"""Each column with its type, as Arrow and Ibis both name it."""

Json = Mapping[str, Any]
Take = Callable[[EntryFact, Json, WorkedTime, datetime], None]


def fact_of(entry: Entry, worked: WorkedTime) -> EntryFact:
    """Return the row of `entry`."""
    fact = EntryFact(
        stream=entry.stream,
        seq=entry.seq,
        recv_at_ms=milliseconds(entry.recv),
        worked_s=worked.seconds_at(entry.recv),
        verb=entry.type.partition(".")[2],
        actor_kind=entry.actor["kind"],
        actor_unit=entry.actor.get("unit"),
    )
    for effect in entry.effects:
        take = _TAKERS.get(effect["k"])
        if take is not None:
            take(fact, effect, worked, entry.recv)
    return fact


def milliseconds(moment: datetime) -> int:
    """Return whole milliseconds since 1970, as an entry keeps moments."""
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000


def _filed(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    for name in ("procedure", "version", "category", "channel", "seal", "requester", "urgency"):
        setattr(fact, name, effect.get(name))
    fact.area_path = effect["area"]
    fact.record_only = bool(effect.get("record_only"))


def _classified(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    fact.category = effect.get("category") or fact.category
    fact.area_path = effect.get("area") or fact.area_path
    fact.urgency = effect.get("urgency") or fact.urgency


def _stage(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    fact.stage, fact.stage_kind = effect["to"], effect["kind"]


def _held(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    setattr(fact, f"{effect.get('as_role', 'holder')}_unit", effect["unit"])


def _clock_set(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    due_at_ms = milliseconds(parse_moment(effect["due_at"]))
    if effect["key"] == "wait":
        fact.wait_due_at_ms = due_at_ms
    if effect["key"] in WORK_CLOCKS:
        fact.work_set, fact.work_due_at_ms, fact.work_lapsed = True, due_at_ms, False
    if effect["key"] in FIRST_CLOCKS:
        fact.first_due_at_ms = due_at_ms


def _clock_moved(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    due_at = parse_moment(effect["due_at"])
    if effect["key"] == "wait":
        fact.wait_due_at_ms = milliseconds(due_at)
    if effect["key"] in WORK_CLOCKS:
        fact.work_due_at_ms = milliseconds(due_at)
        if due_at > at:
            fact.work_lapsed = False


def _clock_paused(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    if effect["key"] in WORK_CLOCKS:
        since = parse_moment(effect["since"]) if effect.get("since") else at
        fact.work_pauses += 1
        fact.work_rest_s -= worked.seconds_at(since)


def _clock_resumed(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    if effect["key"] == "wait":
        fact.wait_due_at_ms = milliseconds(parse_moment(effect["due_at"]))
    if effect["key"] in WORK_CLOCKS:
        fact.work_due_at_ms = milliseconds(parse_moment(effect["due_at"]))
        fact.work_pauses -= 1
        fact.work_rest_s += worked.seconds_at(at)


def _clock_marked(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    if effect["key"] in WORK_CLOCKS and effect["mark"] == "lapsed":
        fact.work_lapsed = True
    if effect["key"] in WORK_CLOCKS and effect["mark"] == "stopped":
        fact.work_ended = True
    if effect["key"] in FIRST_CLOCKS and effect["mark"] == "stopped":
        fact.first_ended = True


def _counted(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    what = effect["what"]
    if what in COUNTED:
        setattr(fact, what, getattr(fact, what) + effect.get("by", 1))
    if what == "wrong_hand_overs":
        fact.wrong_hand_over_unit = effect.get("unit")


def _noted(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    if effect["key"] == "grade":
        fact.grade = int(effect["value"])
    elif effect["key"] in ("result", "reached", "satisfied", "appeal", "called_back"):
        setattr(fact, effect["key"], effect["value"])


def _linked(fact: EntryFact, effect: Json, worked: WorkedTime, at: datetime) -> None:
    if effect.get("direction", "to") == "to" and effect["relation"] in ("merged", "child"):
        fact.link = effect["relation"]


_TAKERS: dict[str, Take] = {
    "filed": _filed,
    "classified": _classified,
    "stage": _stage,
    "held": _held,
    "clock.set": _clock_set,
    "clock.moved": _clock_moved,
    "clock.paused": _clock_paused,
    "clock.resumed": _clock_resumed,
    "clock.marked": _clock_marked,
    "counted": _counted,
    "noted": _noted,
    "linked": _linked,
}
