"""What happened to a clock since it was set, read from the entries themselves: nothing is counted anew.

Pauses, extensions and new calendars stand in the entries with the deadline that they led to. So the story of a
deadline can be told years later, when neither the calendar nor the limits of then hold any more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from linli.domain.calendar import WorkingCalendar
from linli.domain.deadline_steps import hours_wording, length_wording
from linli.domain.entry import Entry, parse_moment
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit, whole_units

EXTENSION_CLASS = "extension_class"
"""The field in which whoever asks for an extension says of what kind the reason is."""


class TurnKind(StrEnum):
    """What an entry did to a clock."""

    SET = "set"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    RECOMPUTED = "recomputed"
    CORRECTED = "corrected"
    WARNED = "warned"
    LAPSED = "lapsed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One thing that happened to a clock, with what it led to."""

    kind: TurnKind
    at: datetime
    due_at: datetime
    """The deadline from then on; while it stands still, the one that held before."""
    was_due_at: datetime
    left_seconds: int
    """Countable seconds that were left; at a pause and after it, what was kept."""
    counted_seconds: int = 0
    """At a pause: what had been counted since it was set or ran again."""
    amount: int = 0
    reason: str = ""
    """At a pause its lawful reason; at an extension the class of the reason for which it was asked."""
    calendar: str = ""
    unit: str = ""
    """The unit of whoever did it."""
    is_paused: bool = False
    """It stood still when this happened."""

    @property
    def is_moved(self) -> bool:
        """Say whether the deadline became another one."""
        return self.due_at != self.was_due_at


def turns_of(entries: Iterable[Entry], key: str) -> tuple[Turn, ...]:
    """Return what happened to the clock `key` in its latest run, in order."""
    found: list[Turn] = []
    asked_for = ""
    for entry in entries:
        asked_for = str(entry.pub.get(EXTENSION_CLASS, asked_for))
        for effect in entry.effects:
            if effect.get("key") != key:
                continue
            if effect["k"] == "clock.set":
                found = []
            turn = _turn(effect, entry, found[-1] if found else None)
            if turn is not None:
                is_extended = turn.kind is TurnKind.EXTENDED
                found.append(replace(turn, reason=asked_for) if is_extended else turn)
    return tuple(found)


_WAKES = (TurnKind.SET, TurnKind.RESUMED)
_MARKS = {"warned": TurnKind.WARNED, "lapsed": TurnKind.LAPSED, "stopped": TurnKind.STOPPED}


def _turn(effect: Mapping[str, Any], entry: Entry, before: Turn | None) -> Turn | None:
    told = dict(_told(effect, entry, before))
    if "kind" not in told:
        return None
    due_at = parse_moment(effect["due_at"]) if "due_at" in effect else before.due_at if before else None
    if due_at is None:
        return None
    was_asleep = before is not None and (before.kind is TurnKind.PAUSED or before.is_paused)
    asleep = was_asleep and told["kind"] not in _WAKES
    return Turn(
        is_paused=asleep, due_at=due_at, was_due_at=before.due_at if before else due_at,
        unit=str(entry.actor.get("unit", "")),
        **{"at": entry.recv, "calendar": before.calendar if before else "", **told},
    )  # fmt: skip


def _told(effect: Mapping[str, Any], entry: Entry, before: Turn | None) -> Iterator[tuple[str, Any]]:
    kept = before.left_seconds if before else 0
    kind = effect["k"]
    if kind == "clock.set":
        yield from (("kind", TurnKind.SET), ("left_seconds", effect["left_seconds"]), ("amount", effect["amount"]))
    elif kind == "clock.moved":
        yield from (("kind", TurnKind(effect["because"])), ("left_seconds", effect["left_seconds"]))
        yield "amount", effect.get("amount", 0)
    elif kind == "clock.paused":
        left = effect["left_seconds"]
        yield from (("kind", TurnKind.PAUSED), ("left_seconds", left), ("reason", effect["reason"]))
        yield "counted_seconds", max(0, kept - left)
    elif kind == "clock.resumed":
        yield from (("kind", TurnKind.RESUMED), ("left_seconds", effect.get("left_seconds") or kept))
    elif kind == "clock.marked":
        yield from (("kind", _MARKS[effect["mark"]]), ("left_seconds", kept))
    if "calendar" in effect:
        yield "calendar", effect["calendar"]
    if effect.get("since"):
        yield "at", parse_moment(effect["since"])


def span_wording(seconds: int, unit: ClockUnit, calendar: WorkingCalendar) -> Wording:
    """Return countable seconds in the unit of their clock: "2 个工作日 4 小时 30 分" / "2 working days 4 h 30 min"."""
    whole, rest = whole_units(seconds, unit, calendar)
    if not unit.ends_with_day or not whole:
        return hours_wording(seconds)
    days = length_wording(whole, ClockUnit.DAY if unit is ClockUnit.MONTH else unit)
    if not rest:
        return days
    more = hours_wording(rest - rest % 60 or rest)
    return Wording(f"{days.zh} {more.zh}", f"{days.en} {more.en}")
