"""The working calendar: a table per year of days off and make-up working days, and the hours of a day.

The State Council publishes the table of a year in the autumn before: it is data, never computed. A year
without a table counts plain weekends and is flagged as provisional. Source: FIELD 1.1, PROTOCOLS 11.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from zoneinfo import ZoneInfo

from chinese_calendar import __version__ as library_version
from chinese_calendar.constants import holidays as library_days_off
from chinese_calendar.constants import workdays as library_work_days

from linli.domain.problems import Problem, Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
_SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class DayKind(StrEnum):
    """What a day is, and by that why it counts or does not."""

    WORKING = "working"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"

    @property
    def is_working(self) -> bool:
        """Say whether people are at work."""
        return self in (DayKind.WORKING, DayKind.MAKE_UP)


class DayEnd(StrEnum):
    """When the last day of a period ends: at 24:00 or when business stops."""

    MIDNIGHT = "midnight"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTable:
    """The published days off and make-up working days of one year."""

    year: int
    off_days: frozenset[date] = frozenset()
    """Every day off that the notice names, weekends inside a holiday included."""
    work_days: frozenset[date] = frozenset()
    """Weekend days that are worked to make up (调休)."""
    notice: str = ""
    """The notice it was taken from, or the library that knew it."""
    version: int = 1
    """Counts the editions of this year's table."""
    provisional: bool = False
    """True while no notice is out: plain weekends, to be computed again later."""

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the table, every mistake at once."""
        named = self.off_days | self.work_days
        strangers = sorted(day for day in named if day.year != self.year)
        twice = sorted(self.off_days & self.work_days)
        idle = sorted(day for day in self.work_days if day.weekday() < _SATURDAY)
        return (
            *(Problem("calendar_other_year", "day", {"day": f"{day}", "year": self.year}) for day in strangers),
            *(Problem("calendar_day_twice", "day", {"day": f"{day}"}) for day in twice),
            *(Problem("calendar_not_a_weekend", "day", {"day": f"{day}"}) for day in idle),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Hours of work without a break, on the local clock."""

    opens: time
    closes: time


DEFAULT_SESSIONS = (
    Session(opens=time(8, 30), closes=time(12, 0)),
    Session(opens=time(14, 0), closes=time(17, 30)),
)


def year_table_from_library(year: int) -> YearTable:
    """Return the table that `chinesecalendar` knows for `year`, else a provisional one without days."""
    off_days = frozenset(day for day in library_days_off if day.year == year)
    if not off_days:
        return YearTable(year=year, provisional=True)
    return YearTable(
        year=year,
        off_days=off_days,
        work_days=frozenset(day for day in library_work_days if day.year == year),
        notice=f"chinesecalendar {library_version}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingCalendar:
    """Which days and hours count as work; a value that is replaced, never changed.

    The ends of the last day follow Civil Code art. 203: 24:00, or where there are business hours the
    moment business stops. By default a period in working days ends at the close of business, a period
    in days or months at 24:00 (moments at 24:00 are written as 00:00 of the next day).
    """

    tables: tuple[YearTable, ...] = ()
    sessions: tuple[Session, ...] = DEFAULT_SESSIONS
    zone: ZoneInfo = SHANGHAI
    working_day_end: DayEnd = DayEnd.CLOSE
    calendar_day_end: DayEnd = DayEnd.MIDNIGHT
    version: str = field(init=False)
    """Changes whenever a table, the hours or a rule of the calendar changes, and only then."""
    _by_year: dict[int, YearTable] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        """Refuse hours that overlap and tables that contradict themselves, all mistakes at once."""
        problems = [problem for table in self.tables for problem in table.problems()]
        problems += self._session_problems()
        if len({table.year for table in self.tables}) != len(self.tables):
            problems.append(Problem("calendar_year_twice", "tables"))
        if problems:
            raise Refused(problems)
        ordered = tuple(sorted(self.tables, key=lambda table: table.year))
        object.__setattr__(self, "tables", ordered)
        object.__setattr__(self, "_by_year", {table.year: table for table in ordered})
        object.__setattr__(self, "version", self._digest())

    @classmethod
    def from_library(cls, years: Iterable[int]) -> "WorkingCalendar":
        """Return the default calendar with the library's tables of `years`."""
        return cls(tables=tuple(year_table_from_library(year) for year in years))

    def with_year(self, table: YearTable) -> "WorkingCalendar":
        """Return the calendar with `table` in place of that year's; raises Refused if it is wrong."""
        kept = tuple(one for one in self.tables if one.year != table.year)
        return replace(self, tables=(*kept, table))

    def day_kind(self, day: date) -> DayKind:
        """Return what `day` is."""
        table = self._by_year.get(day.year)
        is_weekend = day.weekday() >= _SATURDAY
        if table is not None and day in table.work_days:
            return DayKind.MAKE_UP
        if table is not None and day in table.off_days:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if is_weekend else DayKind.WORKING

    def is_working_day(self, day: date) -> bool:
        """Say whether `day` is worked."""
        return self.day_kind(day).is_working

    def is_provisional(self, year: int) -> bool:
        """Say whether `year` is counted by plain weekends because no notice is known."""
        table = self._by_year.get(year)
        return table is None or table.provisional

    def provisional_years(self, since: datetime, until: datetime) -> tuple[int, ...]:
        """Return the provisional years that a count from `since` to `until` rests on.

        The midnight that ends a year belongs to that year.
        """
        first = self.local_date(since).year
        last = max(first, self.local_date(until - timedelta(seconds=1)).year)
        return tuple(year for year in range(first, last + 1) if self.is_provisional(year))

    def working_day_on_or_after(self, day: date) -> date:
        """Return the first working day that is not before `day`."""
        while not self.is_working_day(day):
            day += _ONE_DAY
        return day

    def local_date(self, moment: datetime) -> date:
        """Return the local day on which `moment` falls."""
        return moment.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """Return 00:00 at the start of `day`."""
        return datetime.combine(day, time(), tzinfo=self.zone)

    def sessions_on(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Return the working hours of `day` as moments; none on a day off."""
        if not self.is_working_day(day):
            return ()
        return tuple(
            (
                datetime.combine(day, one.opens, tzinfo=self.zone),
                datetime.combine(day, one.closes, tzinfo=self.zone),
            )
            for one in self.sessions
        )

    def end_of_day(self, day: date, end: DayEnd) -> datetime:
        """Return when `day` ends as the last day of a period."""
        if end is DayEnd.MIDNIGHT:
            return self.midnight(day + _ONE_DAY)
        return datetime.combine(day, self.sessions[-1].closes, tzinfo=self.zone)

    @property
    def working_day_seconds(self) -> int:
        """Seconds of work in one working day."""
        return sum(_seconds(one.closes) - _seconds(one.opens) for one in self.sessions)

    def _session_problems(self) -> list[Problem]:
        """Return what is wrong with the hours."""
        if not self.sessions:
            return [Problem("required", "sessions")]
        edges = [edge for one in self.sessions for edge in (one.opens, one.closes)]
        problems = []
        if any(later <= earlier for earlier, later in pairwise(edges)):
            problems.append(Problem("hours_out_of_order", "sessions"))
        if any(edge.microsecond or edge.tzinfo for edge in edges):
            problems.append(Problem("hours_not_whole", "sessions"))
        return problems

    def _digest(self) -> str:
        """Return a short fingerprint of everything that decides a count."""
        parts = [self.zone.key, self.working_day_end, self.calendar_day_end]
        parts += [f"{one.opens}-{one.closes}" for one in self.sessions]
        for table in self.tables:
            parts.append(f"{table.year}/{table.version}/{table.provisional}/{table.notice}")
            parts += [f"off {day}" for day in sorted(table.off_days)]
            parts += [f"work {day}" for day in sorted(table.work_days)]
        return "calendar-" + sha256("\n".join(parts).encode()).hexdigest()[:12]


def _seconds(clock: time) -> int:
    """Return the seconds from midnight to `clock`."""
    return clock.hour * 3600 + clock.minute * 60 + clock.second
