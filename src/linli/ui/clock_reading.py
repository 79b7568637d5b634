"""Reading an engine's clock as it stands at a moment: its look, what is left of it, how much is used."""

from datetime import datetime

from linli.domain.calendar import WorkingCalendar
from linli.domain.engine.state import ClockState
from linli.ui import clock_view


def is_over(clock: ClockState, now: datetime) -> bool:
    """Say whether a clock that runs has passed its end."""
    return clock.status != "paused" and clock.due_at <= now


def look_of(clock: ClockState, now: datetime) -> clock_view.ClockState:
    """Return which of the five looks a clock has."""
    if not clock.is_open:
        return clock_view.ClockState.STOPPED
    if clock.status == "paused":
        return clock_view.ClockState.PAUSED
    if clock.due_at <= now:
        return clock_view.ClockState.OVERDUE
    return clock_view.ClockState.NEAR if clock.warn_at <= now else clock_view.ClockState.ON_TIME


def seconds_left(clock: ClockState, calendar: WorkingCalendar, now: datetime) -> int:
    """Return the countable seconds that are left."""
    if clock.status == "paused":
        return clock.left_seconds
    return clock.countdown.left_at(min(now, clock.stopped_at or now), calendar)


def percent_used(clock: ClockState, calendar: WorkingCalendar, now: datetime) -> int:
    """Return how much of the whole length is used, 0 to 100."""
    if not clock.total_seconds or (clock.is_open and is_over(clock, now)):
        return 100
    return max(0, min(100, 100 - seconds_left(clock, calendar, now) * 100 // clock.total_seconds))
