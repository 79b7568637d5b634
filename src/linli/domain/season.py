"""Seasons 时节: which checklists the calendar switches on, as data, so that none is forgotten.

Pure. A season of fixed days recurs each year; a season of holidays stands some days before every run of days off that
the working calendar names, so that a lunar holiday needs no almanac here: the State Council's table is the almanac.
Source: 河南省实施《中华人民共和国防洪法》办法 27 (flood season 15 May to 30 September, FIELD.md §8 [L]); REQUIREMENTS
002-20 (holiday safety), 002-27 (winter: season of fires and thefts); 003-22 (school gates by the school calendar).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from linli.domain.calendar import DayKind, WorkingCalendar
from linli.domain.wording import Wording

HOLIDAY_RUN_LEAST = 3
"""A weekend is no holiday: so many days off in a row, one of them a public holiday, are one."""
RUN_MAX = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """A time of the year in which some places are looked at."""

    key: str
    title: Wording
    checklists: tuple[str, ...]
    first: tuple[int, int] = (0, 0)
    """Month and day; (0, 0) where it follows the holidays."""
    last: tuple[int, int] = (0, 0)
    before_holiday_days: int = 0
    """So many days before a holiday it begins; it ends with it."""
    source: str = ""

    @property
    def follows_holidays(self) -> bool:
        """Say whether the working calendar switches it, and not fixed days."""
        return self.before_holiday_days > 0


SEASONS: tuple[Season, ...] = (
    Season(
        key="flood", title=Wording("汛期", "Flood season"), checklists=("flood_site",), first=(5, 15), last=(9, 30),
        source="河南省实施《中华人民共和国防洪法》办法 27",
    ),
    Season(
        key="before_flood", title=Wording("汛前检查", "Before the flood season"), checklists=("flood_site",),
        first=(4, 15), last=(5, 14), source="防汛条例 15",
    ),
    Season(
        key="holiday", title=Wording("节日", "Holidays"), checklists=("holiday_safety", "fire_market"),
        before_holiday_days=10, source="REQUIREMENTS 002-20",
    ),
    Season(
        key="winter", title=Wording("冬季火灾防控", "Winter fire season"),
        checklists=("fire_market", "corridor_ebikes", "small_lodging"), first=(11, 1), last=(2, 28),
        source="REQUIREMENTS 002-27",
    ),
    Season(
        key="school_opens", title=Wording("秋季开学前后", "Before and after school opens"),
        checklists=("school_surroundings", "food_sampling"), first=(8, 20), last=(9, 10), source="REQUIREMENTS 003-22",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A season that stands on a day, or is the next to come."""

    season: Season
    first_date: date
    last_date: date
    holiday_date: date | None = None
    """First day off of the holiday that switched it on."""

    def is_on(self, day: date) -> bool:
        """Say whether it stands on `day`."""
        return self.first_date <= day <= self.last_date


def standing(calendar: WorkingCalendar, day: date, *, ahead_days: int = 0) -> tuple[Standing, ...]:
    """Return the seasons that stand on `day`, or begin within `ahead_days`, by their first day."""
    until = day + timedelta(days=ahead_days)
    every = (one for season in SEASONS for one in _times(season, calendar, day, until))
    found = [one for one in every if one.first_date <= until and one.last_date >= day]
    return tuple(sorted(found, key=lambda one: (one.first_date, one.season.key)))


def _times(season: Season, calendar: WorkingCalendar, day: date, until: date) -> Iterator[Standing]:
    if season.follows_holidays:
        yield from _around_holidays(season, calendar, day, until)
        return
    for year in (day.year - 1, day.year, day.year + 1):
        first = date(year, *season.first)
        over = season.last < season.first
        last = date(year + over, *season.last)
        yield Standing(season=season, first_date=first, last_date=last)


def _around_holidays(season: Season, calendar: WorkingCalendar, day: date, until: date) -> Iterator[Standing]:
    before = timedelta(days=season.before_holiday_days)
    look, far = day - timedelta(days=RUN_MAX), until + before
    while look <= far:
        run = _run(calendar, look)
        if run and not _is_off(calendar, look - timedelta(days=1)):
            last = look + timedelta(days=run - 1)
            yield Standing(season=season, first_date=look - before, last_date=last, holiday_date=look)
        look += timedelta(days=max(run, 1))


def _is_off(calendar: WorkingCalendar, day: date) -> bool:
    return not calendar.day_kind(day).is_working


def _run(calendar: WorkingCalendar, first: date) -> int:
    """Return how many days off in a row begin with `first`, where that is a holiday; 0 otherwise."""
    days: list[date] = []
    while _is_off(calendar, first + timedelta(days=len(days))) and len(days) < RUN_MAX:
        days.append(first + timedelta(days=len(days)))
    has_holiday = any(calendar.day_kind(one) is DayKind.HOLIDAY for one in days)
    return len(days) if has_holiday and len(days) >= HOLIDAY_RUN_LEAST else 0
