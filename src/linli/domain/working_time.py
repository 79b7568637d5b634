"""Counting time in the unit of a clock: when it is due, how much has passed, what is left over a pause.

Every clock is reduced at its start to a countdown of whole seconds of *countable time*: all seconds for
`second`, `hour`, `day` and `month`; the working hours of working days for `working_hour` and
`working_day`. A pause keeps the seconds that are left, to the second, so pausing and resuming at once
changes nothing and no time is lost or invented. Only then does the rule about the last day apply:
periods in days, working days and months end with the *end of the day* on which their seconds run out,
and not on a day off. Moments are cut to the whole second.

Source: Civil Code art. 201 (the start day is not counted; hours run from their moment), 202 (corresponding
day of the month), 203 (a last day that is a day off moves to the next day; it ends at 24:00 or when
business stops); Administrative Licensing Law art. 82 (working days). "Day off" in art. 203 is read as the
real day of rest after swaps, weekends included: the article does not name weekends, practice does.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from linli.domain.calendar import DayEnd, WorkingCalendar

Pause = tuple[datetime, datetime]
"""From when to when a clock stood still."""

_ONE_DAY = timedelta(days=1)
_ONE_SECOND = timedelta(seconds=1)
_DAY_SECONDS = 86_400
_HOUR_SECONDS = 3_600


class ClockUnit(StrEnum):
    """What the length of a clock is counted in."""

    SECOND = "second"
    HOUR = "hour"
    WORKING_HOUR = "working_hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    SAME_DAY = "same_day"
    """Working days of which the day of arrival is the first: one of them ends with that very day."""
    MONTH = "month"

    @property
    def counts_working_time(self) -> bool:
        """Say whether only working hours are countable."""
        return self is ClockUnit.WORKING_HOUR or self.is_of_working_days

    @property
    def is_of_working_days(self) -> bool:
        """Say whether the length is so many whole working days, whatever hours these have."""
        return self in (ClockUnit.WORKING_DAY, ClockUnit.SAME_DAY)

    @property
    def ends_with_day(self) -> bool:
        """Say whether the period ends at the end of a day; the start day is left out, but of `same_day`."""
        return self in (ClockUnit.DAY, ClockUnit.WORKING_DAY, ClockUnit.SAME_DAY, ClockUnit.MONTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Countdown:
    """A clock that runs: so many countable seconds from a moment on."""

    unit: ClockUnit
    counts_from: datetime
    """For periods in days this is 24:00 of the start day, else the start; later the last resumption."""
    left_seconds: int
    """Countable seconds left at `counts_from`."""
    total_seconds: int
    """Countable seconds of the whole length."""

    def runs_out_at(self, calendar: WorkingCalendar) -> datetime:
        """Return the moment at which the countable seconds are used up."""
        return _advance(self.counts_from, self.left_seconds, self.unit, calendar)

    def due_at(self, calendar: WorkingCalendar) -> datetime:
        """Return the deadline: for periods in days the end of the last day, never of a day off."""
        runs_out_at = self.runs_out_at(calendar)
        if not self.unit.ends_with_day:
            return runs_out_at
        end = calendar.working_day_end if self.unit is ClockUnit.WORKING_DAY else calendar.calendar_day_end
        last = calendar.working_day_on_or_after(calendar.local_date(runs_out_at - _ONE_SECOND))
        while calendar.end_of_day(last, end) < self.counts_from:
            last = calendar.working_day_on_or_after(last + _ONE_DAY)
        return calendar.end_of_day(last, end)

    def left_at(self, moment: datetime, calendar: WorkingCalendar) -> int:
        """Return the countable seconds left at `moment`; 0 once they are used up."""
        passed = countable_seconds(self.counts_from, _cut(moment, calendar), self.unit, calendar)
        return max(0, self.left_seconds - passed)

    def resumed(self, paused_at: datetime, resumed_at: datetime, calendar: WorkingCalendar) -> "Countdown":
        """Return the countdown after it stood still from `paused_at` to `resumed_at`.

        A pause that begins when the deadline is over changes nothing: what is late stays late.
        """
        if resumed_at < paused_at:
            raise ValueError("a pause ends before it begins")
        if _cut(paused_at, calendar) >= self.due_at(calendar):
            return self
        return replace(
            self,
            counts_from=max(self.counts_from, _cut(resumed_at, calendar)),
            left_seconds=self.left_at(paused_at, calendar),
        )

    def share_reached_at(self, percent: int, calendar: WorkingCalendar) -> datetime:
        """Return when `percent` of the whole length is counted (for warnings), not before counting began."""
        target = self.total_seconds * percent // 100
        missing = max(0, target - (self.total_seconds - self.left_seconds))
        return _advance(self.counts_from, missing, self.unit, calendar)


def begin(start: datetime, length: int, unit: ClockUnit, calendar: WorkingCalendar) -> Countdown:
    """Return the countdown of `length` units from `start`."""
    if length < 1:
        raise ValueError("a length is at least 1")
    counts_from = _counts_from(start, unit, calendar)
    total_seconds = _total_seconds(counts_from, length, unit, calendar)
    return Countdown(unit=unit, counts_from=counts_from, left_seconds=total_seconds, total_seconds=total_seconds)


def begin_with_pauses(
    start: datetime, length: int, unit: ClockUnit, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> Countdown:
    """Return the countdown as it runs after `pauses`, given in order of time and not overlapping."""
    countdown = begin(start, length, unit, calendar)
    for paused_at, resumed_at in pauses:
        countdown = countdown.resumed(paused_at, resumed_at, calendar)
    return countdown


def due_at(start: datetime, length: int, unit: ClockUnit, calendar: WorkingCalendar) -> datetime:
    """Return the deadline of `length` units from `start`."""
    return begin(start, length, unit, calendar).due_at(calendar)


def due_after_pause(
    start: datetime, length: int, unit: ClockUnit, calendar: WorkingCalendar, pauses: Sequence[Pause]
) -> datetime:
    """Return the deadline of `length` units from `start` when the clock stood still during `pauses`."""
    return begin_with_pauses(start, length, unit, calendar, pauses).due_at(calendar)


def elapsed(start: datetime, end: datetime, unit: ClockUnit, calendar: WorkingCalendar) -> int:
    """Return the countable seconds between two moments, the start day left out for periods in days."""
    return countable_seconds(_counts_from(start, unit, calendar), _cut(end, calendar), unit, calendar)


def whole_units(seconds: int, unit: ClockUnit, calendar: WorkingCalendar) -> tuple[int, int]:
    """Return whole units and seconds over, for showing what is left (months are shown in days)."""
    sizes = {
        ClockUnit.SECOND: 1,
        ClockUnit.HOUR: _HOUR_SECONDS,
        ClockUnit.WORKING_HOUR: _HOUR_SECONDS,
        ClockUnit.WORKING_DAY: calendar.working_day_seconds,
        ClockUnit.SAME_DAY: calendar.working_day_seconds,
    }
    return divmod(seconds, sizes.get(unit, _DAY_SECONDS))


def next_working_moment(at: datetime, calendar: WorkingCalendar) -> datetime:
    """Return `at` if people are at work then, else the opening of the next session."""
    day = calendar.local_date(at)
    while True:
        for opens, closes in calendar.sessions_on(day):
            if at < closes:
                return max(opens, at.astimezone(calendar.zone))
        day += _ONE_DAY


def month_later(day: date, months: int) -> date:
    """Return the corresponding day `months` later, or the last day of that month where there is none.

    Source: Civil Code art. 202.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def _cut(moment: datetime, calendar: WorkingCalendar) -> datetime:
    """Return `moment` on the calendar's clock, cut to the whole second; raises ValueError without a zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(calendar.zone).replace(microsecond=0)


def _counts_from(start: datetime, unit: ClockUnit, calendar: WorkingCalendar) -> datetime:
    """Return when counting begins. Source: Civil Code art. 201.

    "The same day" is a promise and no period of that article: what comes while people are at work, or before, is
    that day's; what comes later is the next working day's.
    """
    start = _cut(start, calendar)
    if unit is ClockUnit.SAME_DAY:
        return calendar.midnight(next_working_moment(start, calendar).date())
    return calendar.end_of_day(start.date(), DayEnd.MIDNIGHT) if unit.ends_with_day else start


def _total_seconds(counts_from: datetime, length: int, unit: ClockUnit, calendar: WorkingCalendar) -> int:
    """Return the countable seconds of `length` units."""
    match unit:
        case ClockUnit.SECOND:
            return length
        case ClockUnit.HOUR | ClockUnit.WORKING_HOUR:
            return length * _HOUR_SECONDS
        case ClockUnit.WORKING_DAY | ClockUnit.SAME_DAY:
            return length * calendar.working_day_seconds
        case ClockUnit.DAY:
            last = counts_from.date() + timedelta(days=length - 1)
        case ClockUnit.MONTH:
            last = month_later(counts_from.date() - _ONE_DAY, length)
    return _seconds_between(counts_from, calendar.end_of_day(last, DayEnd.MIDNIGHT))


def _advance(moment: datetime, seconds: int, unit: ClockUnit, calendar: WorkingCalendar) -> datetime:
    """Return the moment at which `seconds` countable seconds have passed since `moment`."""
    if not unit.counts_working_time:
        return (moment.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(calendar.zone)
    moment = moment.astimezone(calendar.zone)
    day = moment.date()
    while seconds:
        for opens, closes in calendar.sessions_on(day):
            opens = max(opens, moment)
            open_seconds = max(0, _seconds_between(opens, closes))
            if seconds <= open_seconds:
                return opens + timedelta(seconds=seconds)
            seconds -= open_seconds
        day += _ONE_DAY
    return moment


def countable_seconds(start: datetime, end: datetime, unit: ClockUnit, calendar: WorkingCalendar) -> int:
    """Return the countable seconds from `start` to `end`, never below 0."""
    if not unit.counts_working_time:
        return max(0, _seconds_between(start, end))
    counted, day, last = 0, calendar.local_date(start), calendar.local_date(end)
    while day <= last:
        for opens, closes in calendar.sessions_on(day):
            counted += max(0, _seconds_between(max(opens, start), min(closes, end)))
        day += _ONE_DAY
    return counted


def _seconds_between(start: datetime, end: datetime) -> int:
    """Return whole seconds of real time (same-zone subtraction would follow the wall clock)."""
    return int((end.astimezone(UTC) - start.astimezone(UTC)).total_seconds())
