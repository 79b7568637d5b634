"""Moments on the working calendar: so many working minutes later, or earlier."""

from datetime import datetime, timedelta

from linli.domain.calendar import WorkingCalendar
from linli.domain.working_time import ClockUnit, Countdown

_ONE_DAY = timedelta(days=1)
SECONDS = 60


def minutes_after(moment: datetime, minutes: float, calendar: WorkingCalendar) -> datetime:
    """Return the moment at which `minutes` of working time have passed since `moment`."""
    seconds = max(1, round(minutes * SECONDS))
    return Countdown(
        unit=ClockUnit.WORKING_HOUR, counts_from=moment, left_seconds=seconds, total_seconds=seconds
    ).runs_out_at(calendar)


def minutes_before(moment: datetime, minutes: float, calendar: WorkingCalendar) -> datetime:
    """Return the latest moment after which `minutes` of working time passed until `moment`."""
    left = round(minutes * SECONDS)
    day = calendar.local_date(moment)
    while True:
        for opens, closes in reversed(calendar.sessions_on(day)):
            end = min(closes, moment.astimezone(calendar.zone))
            worked = int((end - opens).total_seconds())
            if worked <= 0:
                continue
            if left <= worked:
                return end - timedelta(seconds=left)
            left -= worked
        day -= _ONE_DAY
