"""Slots of a day over many sections: how each stands at a moment, and sums of them; of sections, never of workers.

A slot that is not over yet is never counted as missed. Source: REQUIREMENTS.md 003-13; PROCEDURES.md, "Patrol rule".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from linli.domain.calendar import WorkingCalendar
from linli.domain.round_section import Span
from linli.domain.round_standard import SlotRule

_DAY = timedelta(days=1)


class SlotState(StrEnum):
    """How one slot stands."""

    COVERED = "covered"
    MISSED = "missed"
    OPEN = "open"
    """It goes on, and nobody was there yet."""
    AHEAD = "ahead"


def state_of(span: Span, now: datetime) -> SlotState:
    """Return how a slot stands at `now`."""
    if span.is_covered:
        return SlotState.COVERED
    if span.ends_at <= now:
        return SlotState.MISSED
    return SlotState.OPEN if span.begins_at <= now else SlotState.AHEAD


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotCount:
    """So many slots are over or were passed, and of these so many were passed."""

    asked: int = 0
    covered: int = 0

    def __add__(self, other: "SlotCount") -> "SlotCount":
        """Return both together."""
        return SlotCount(asked=self.asked + other.asked, covered=self.covered + other.covered)

    @property
    def missed(self) -> int:
        """Those that nobody passed."""
        return self.asked - self.covered


NOTHING = SlotCount()


def counted(span: Span, now: datetime) -> SlotCount:
    """Return what one slot adds to a sum; one that still lies ahead or goes on adds nothing until it was passed."""
    state = state_of(span, now)
    if state in (SlotState.OPEN, SlotState.AHEAD):
        return NOTHING
    return SlotCount(asked=1, covered=int(state is SlotState.COVERED))


def by_slot(spans: Iterable[Span], rule: SlotRule, now: datetime, calendar: WorkingCalendar) -> tuple[SlotCount, ...]:
    """Return a sum for each slot of the day; the hours of a round-the-clock section fall into the slot they lie in."""
    found = [NOTHING] * rule.slots_per_day
    for span in spans:
        at = slot_number(span.begins_at, rule, calendar)
        found[at] += counted(span, now)
    return tuple(found)


def slot_number(moment: datetime, rule: SlotRule, calendar: WorkingCalendar) -> int:
    """Return into which slot of its day a moment falls, counted from 0."""
    midnight = calendar.midnight(calendar.local_date(moment))
    since_first = (moment - midnight - rule.offset(0)) % _DAY
    return min(int(since_first / (_DAY / rule.slots_per_day)), rule.slots_per_day - 1)


def slot_day(now: datetime, rule: SlotRule, calendar: WorkingCalendar) -> date:
    """Return the day to which the slot that goes on belongs: before the first slot begins it is the day before."""
    return calendar.local_date(now - rule.offset(0))


def stretches(spans: Iterable[Span]) -> tuple[tuple[datetime, datetime], ...]:
    """Return slots that follow one another as one stretch of time, the others by themselves."""
    found: list[tuple[datetime, datetime]] = []
    for one in spans:
        if found and found[-1][1] == one.begins_at:
            found[-1] = (found[-1][0], one.ends_at)
        else:
            found.append((one.begins_at, one.ends_at))
    return tuple(found)
