"""Telephone calls 来电: how many were answered, how soon, and whether the standard is met.

Source: GB/T 33358-2016: a call is picked up within 15 seconds, and at least 95 % of calls are connected.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from statistics import median

PICK_UP_MAX_S = 15
CONNECTED_MIN_PERCENT = 95


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call: moments only; nothing says who called."""

    key: str
    began_at: datetime
    answered_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def waited_s(self) -> float | None:
        """Seconds until somebody answered; None for a call that nobody answered."""
        return (self.answered_at - self.began_at).total_seconds() if self.answered_at else None

    @property
    def is_in_time(self) -> bool:
        """Say whether it was picked up within PICK_UP_MAX_S; the last second counts."""
        return self.waited_s is not None and self.waited_s <= PICK_UP_MAX_S


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFigures:
    """What is said of some calls; a share of no calls is None, never 0 or 100."""

    calls: int = 0
    answered: int = 0
    in_time: int = 0
    median_wait_s: float | None = None
    """Of the calls that were answered."""

    @property
    def in_time_percent(self) -> float | None:
        """Share of all calls that were picked up in time; one that nobody answered was not."""
        return 100 * self.in_time / self.calls if self.calls else None

    @property
    def connected_percent(self) -> float | None:
        """Share of all calls that were answered."""
        return 100 * self.answered / self.calls if self.calls else None

    @property
    def meets_connection(self) -> bool | None:
        """Say whether the standard's connection rate is met; None without calls. Compared in whole numbers."""
        return self.answered * 100 >= self.calls * CONNECTED_MIN_PERCENT if self.calls else None


def figures_of(calls: Iterable[Call]) -> CallFigures:
    """Return the figures of `calls`."""
    given = tuple(calls)
    waits = [one.waited_s for one in given if one.waited_s is not None]
    return CallFigures(
        calls=len(given),
        answered=len(waits),
        in_time=sum(one.is_in_time for one in given),
        median_wait_s=median(waits) if waits else None,
    )


def by_day(calls: Iterable[Call], zone: tzinfo) -> Mapping[date, CallFigures]:
    """Return the figures of each day on which calls began, in order."""
    days: defaultdict[date, list[Call]] = defaultdict(list)
    for one in calls:
        days[one.began_at.astimezone(zone).date()].append(one)
    return {day: figures_of(days[day]) for day in sorted(days)}


def by_hour(calls: Iterable[Call], zone: tzinfo) -> Mapping[int, CallFigures]:
    """Return the figures of each hour of the day at which calls began, in order."""
    hours: defaultdict[int, list[Call]] = defaultdict(list)
    for one in calls:
        hours[one.began_at.astimezone(zone).hour].append(one)
    return {hour: figures_of(hours[hour]) for hour in sorted(hours)}
