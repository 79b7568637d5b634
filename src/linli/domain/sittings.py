"""Sittings 调解会: what was planned, where and when, what was called off and what took place; read from the entries.

Pure: a fold over the entries of one dispute. A sitting has the number in which it was planned, for good.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

from linli.domain.engine.declarations import StageKind
from linli.domain.engine.effects import StageSet
from linli.domain.entry import Entry
from linli.domain.problems import Problem
from linli.domain.wording import Wording

PLAN, CANCEL, HOLD = "case.plan_sitting", "case.cancel_sitting", "case.hold_session"
SITTINGS_PLANNED = "sittings_planned"
"""What counts the sittings that a dispute planned."""
MINUTES_LEAST = 15


class SittingState(StrEnum):
    """Where one sitting stands."""

    PLANNED = "planned"
    CANCELLED = "cancelled"
    HELD = "held"

    @property
    def wording(self) -> Wording:
        """The state in both languages."""
        return _STATES[self]


_STATES = {
    SittingState.PLANNED: Wording("已约定", "Planned"),
    SittingState.CANCELLED: Wording("已取消", "Called off"),
    SittingState.HELD: Wording("已进行", "Held"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One sitting as the entries tell it; nothing of what was said."""

    number: int
    seq: int
    """The entry by which it was planned, or in which it was recorded without a plan."""
    starts_at: datetime
    minutes: int = 0
    room: str = ""
    kind: str = ""
    """open, closed, or "" where it was not said."""
    state: SittingState = SittingState.PLANNED
    attended: int = 0
    record_seq: int = 0

    @property
    def ends_at(self) -> datetime:
        """When it is to be over."""
        return self.starts_at + timedelta(minutes=self.minutes)


def sittings_of(entries: Iterable[Entry]) -> tuple[Sitting, ...]:
    """Return the sittings of a dispute in the order of their numbers; its end calls off what was still planned."""
    found: dict[int, Sitting] = {}
    for entry in entries:
        if entry.type == PLAN:
            number = len(found) + 1
            found[number] = _planned(number, entry)
        elif entry.type == CANCEL and _named(entry, found):
            number = int(entry.pub["sitting"])
            found[number] = replace(found[number], state=SittingState.CANCELLED)
        elif entry.type == HOLD:
            number = int(entry.pub["sitting"]) if _named(entry, found) else len(found) + 1
            known = found.get(number) or Sitting(number=number, seq=entry.seq, starts_at=entry.recv)
            found[number] = replace(
                known, state=SittingState.HELD, attended=int(entry.pub.get("attended", 0)), record_seq=entry.seq,
                kind=str(entry.pub.get("session_kind", known.kind)),
            )  # fmt: skip
        if _ends_it(entry):
            found = {number: _called_off(one) for number, one in found.items()}
    return tuple(found[number] for number in sorted(found))


def _planned(number: int, entry: Entry) -> Sitting:
    told: Mapping[str, Any] = entry.pub
    return Sitting(
        number=number, seq=entry.seq, starts_at=datetime.fromisoformat(str(told["sitting_at"])),
        minutes=int(told.get("sitting_minutes", 0)), room=str(told.get("room", "")),
        kind=str(told.get("session_kind", "")),
    )  # fmt: skip


def _ends_it(entry: Entry) -> bool:
    return any(one.get("k") == StageSet.k and one.get("kind") == StageKind.FINAL for one in entry.effects)


def _called_off(one: Sitting) -> Sitting:
    return replace(one, state=SittingState.CANCELLED) if one.state is SittingState.PLANNED else one


def _named(entry: Entry, found: Mapping[int, Sitting]) -> bool:
    """Say whether an entry names a sitting that still stands."""
    known = found.get(int(entry.pub.get("sitting", 0) or 0))
    return known is not None and known.state is SittingState.PLANNED


class Span(Protocol):
    """A stretch of time."""

    @property
    def starts_at(self) -> datetime:
        """Its beginning."""

    @property
    def ends_at(self) -> datetime:
        """Its end; at that very moment the next may begin."""


def clashes(one: Span, others: Iterable[Span]) -> bool:
    """Say whether `one` takes up time that any of `others` has."""
    return any(one.starts_at < other.ends_at and other.starts_at < one.ends_at for other in others)


def plan_problems(starts_at: datetime | None, minutes: int | None, now: datetime) -> tuple[Problem, ...]:
    """Return everything that is wrong with the time of a planned sitting."""
    found = []
    if starts_at is None:
        found.append(Problem("sitting_time_missing", at="sitting_at"))
    elif starts_at <= now:
        found.append(Problem("sitting_in_the_past", at="sitting_at"))
    if minutes is not None and minutes < MINUTES_LEAST:
        found.append(Problem("too_small", at="sitting_minutes", params={"limit": MINUTES_LEAST}))
    return tuple(found)
