"""Worked time: seconds of work since a fixed day, so that the working time between two moments is a difference."""

from datetime import date, datetime, timedelta

from linli.domain.calendar import WorkingCalendar

FIRST_DAY = date(2015, 1, 1)
"""From here on work is counted; what happened before it counts as having taken no working time."""
_ONE_DAY = timedelta(days=1)


class WorkedTime:
    """Counts by one calendar; each day is reckoned once.

    Source: the same sessions and days as `domain.working_time.countable_seconds`, which tests hold it equal to.
    """

    def __init__(self, calendar: WorkingCalendar) -> None:
        """Begin to count on FIRST_DAY."""
        self.calendar = calendar
        self._days: dict[date, tuple[int, tuple[tuple[int, int], ...]]] = {}
        self._last, self._total = FIRST_DAY, 0

    def seconds_at(self, moment: datetime) -> int:
        """Return the seconds worked from FIRST_DAY until `moment`."""
        day = moment.astimezone(self.calendar.zone).date()
        if day < FIRST_DAY:
            return 0
        while self._last <= day:
            self._add(self._last)
        before, sessions = self._days[day]
        at = int(moment.timestamp())
        return before + sum(min(at, closes) - opens for opens, closes in sessions if at > opens)

    def _add(self, day: date) -> None:
        sessions = tuple(
            (int(opens.timestamp()), int(closes.timestamp())) for opens, closes in self.calendar.sessions_on(day)
        )
        self._days[day] = (self._total, sessions)
        self._total += sum(closes - opens for opens, closes in sessions)
        self._last = day + _ONE_DAY
