"""Weeks of rounds: what one post did in a week, against the standard, with a reason for every requirement.

A round belongs to the day of the shift in which it began, else to the local day on which it began; so a night shift
is one day. A day is asked for where the roster has a shift, and without a roster where the calendar works; leave, bad
weather and flood days are not asked for, and what was done on them counts all the same. Source: PROCEDURES.md, "5213".
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from linli.domain.calendar import WorkingCalendar
from linli.domain.round_standard import SMALLEST, Standard

WEEK_DAYS = 7
_ONE_DAY = timedelta(days=1)


class ExemptKind(StrEnum):
    """Why a day is not asked for; of leave only that it is one, never why."""

    LEAVE = "leave"
    WEATHER = "weather"
    FLOOD = "flood"


class DayKind(StrEnum):
    """What a day is in a week of rounds."""

    ASKED = "asked"
    FREE = "free"
    """A day off by the calendar, or without a shift."""
    NOT_HELD = "not_held"
    """Somebody else held the post, or nobody."""
    LEAVE = "leave"
    WEATHER = "weather"
    FLOOD = "flood"


class Need(StrEnum):
    """What a week must hold, in the order in which it is told."""

    DAYS = "days"
    """Days with a round."""
    ROUNDS = "rounds"
    """Days with enough rounds."""
    MINUTES = "minutes"
    """Days with enough rounds that lasted long enough."""
    ITEMS = "items"
    """Reported, handled, or rounds without a problem."""


class Outcome(StrEnum):
    """What a week comes to."""

    MET = "met"
    NOT_MET = "not_met"
    EXEMPT = "exempt"
    """No day of it was asked for."""
    RUNNING = "running"
    """It is not over, and not everything is there yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneRound:
    """One round as a week reads it."""

    started_at: datetime
    ended_at: datetime
    """Its last act that counts."""
    cases: tuple[str, ...] = ()
    """Matters reported or handled on it."""
    is_clear: bool = False
    """It found no problem, which is a full result."""

    @property
    def minutes(self) -> int:
        """Whole minutes from its start to its last act."""
        return max(0, int((self.ended_at - self.started_at).total_seconds() // 60))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A time for which a post is on the roster, after every swap."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Say whether `day` is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Exempt:
    """Days that are not asked for."""

    days: Days
    kind: ExemptKind


@dataclass(frozen=True, kw_only=True)
class Work:
    """What one post did and was asked for, as far as its weeks read it."""

    rounds: tuple[DoneRound, ...] = ()
    shifts: tuple[Shift, ...] = ()
    """In order, none within another."""
    rostered: tuple[Days, ...] = ()
    """Days for which a roster stands, also where it gives this post no shift."""
    exempt: tuple[Exempt, ...] = ()
    held_from: date = date.min
    held_until: date = date.max

    @cached_property
    def _starts(self) -> tuple[datetime, ...]:
        return tuple(one.starts_at for one in self.shifts)

    def day_of(self, one: DoneRound, calendar: WorkingCalendar) -> date:
        """Return the day to which a round belongs."""
        at = bisect_right(self._starts, one.started_at) - 1
        within = at >= 0 and one.started_at < self.shifts[at].ends_at
        return calendar.local_date(self.shifts[at].starts_at if within else one.started_at)

    def by_day(self, calendar: WorkingCalendar) -> Mapping[date, list[DoneRound]]:
        """Return the rounds by the day to which they belong."""
        found: dict[date, list[DoneRound]] = defaultdict(list)
        for one in self.rounds:
            found[self.day_of(one, calendar)].append(one)
        return found

    def kind_of(self, day: date, shift_days: frozenset[date], calendar: WorkingCalendar) -> DayKind:
        """Return what `day` is for this post."""
        if not self.held_from <= day <= self.held_until:
            return DayKind.NOT_HELD
        is_rostered = any(day in days for days in self.rostered)
        if not (day in shift_days if is_rostered else calendar.is_working_day(day)):
            return DayKind.FREE
        exempt = next((one.kind for one in self.exempt if day in one.days), None)
        return DayKind(exempt.value) if exempt else DayKind.ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDay:
    """One day of a week."""

    day: date
    kind: DayKind
    rounds: int = 0
    full_rounds: int = 0
    """Those that lasted long enough."""
    minutes: int = 0
    counts: bool = False
    """Whether it is one of the days that the week must hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One requirement of a week: what was asked, what there is."""

    need: Need
    have: int
    asked: int

    @property
    def is_met(self) -> bool:
        """Say whether there is enough."""
        return self.have >= self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of one post, with a reason for every requirement."""

    monday: date
    days: tuple[WeekDay, ...]
    standard: Standard
    asked_days: int
    items: int

    @property
    def sunday(self) -> date:
        """Its last day."""
        return self.monday + timedelta(days=WEEK_DAYS - 1)

    @property
    def rounds(self) -> int:
        """How many rounds began in it."""
        return sum(one.rounds for one in self.days)

    @property
    def minutes(self) -> int:
        """How long they lasted together."""
        return sum(one.minutes for one in self.days)

    @property
    def counted_days(self) -> int:
        """Days that count."""
        return sum(one.counts for one in self.days)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every requirement with what there is of it."""
        enough = self.standard.rounds_per_day
        return (
            Reason(need=Need.DAYS, have=sum(one.rounds > 0 for one in self.days), asked=self.asked_days),
            Reason(need=Need.ROUNDS, have=sum(one.rounds >= enough for one in self.days), asked=self.asked_days),
            Reason(need=Need.MINUTES, have=self.counted_days, asked=self.asked_days),
            Reason(need=Need.ITEMS, have=self.items, asked=self.standard.items_for(self.asked_days)),
        )

    @property
    def is_met(self) -> bool:
        """Say whether every requirement is met."""
        return all(one.is_met for one in self.reasons)

    @property
    def is_asked(self) -> bool:
        """Say whether anything was asked of it."""
        return self.asked_days > 0

    def outcome(self, today: date) -> Outcome:
        """Return what it comes to as of `today`."""
        if not self.is_asked:
            return Outcome.EXEMPT
        if self.is_met:
            return Outcome.MET
        return Outcome.RUNNING if today <= self.sunday else Outcome.NOT_MET


def monday_of(day: date) -> date:
    """Return the Monday of the week in which `day` lies."""
    return day - timedelta(days=day.weekday())


def judged(work: Work, monday: date, standard: Standard, calendar: WorkingCalendar) -> Week:
    """Return one week of a post against `standard`."""
    return weeks_of(work, {monday: standard}, calendar)[0]


def weeks_of(work: Work, standards: Mapping[date, Standard], calendar: WorkingCalendar) -> tuple[Week, ...]:
    """Return the weeks that begin on the Mondays of `standards`, each against its own."""
    by_day = work.by_day(calendar)
    shift_days = frozenset(calendar.local_date(one.starts_at) for one in work.shifts)
    found = []
    for monday, standard in standards.items():
        days = tuple(
            _day(day, work.kind_of(day, shift_days, calendar), by_day.get(day, ()), standard)
            for day in (monday + number * _ONE_DAY for number in range(WEEK_DAYS))
        )
        rounds = [one for day in days for one in by_day.get(day.day, ())]
        items = len({case for one in rounds for case in one.cases}) + sum(one.is_clear for one in rounds)
        asked = sum(one.kind is DayKind.ASKED for one in days)
        found.append(
            Week(
                monday=monday,
                days=days,
                standard=standard,
                asked_days=min(standard.days_per_week, asked),
                items=items,
            )
        )
    return tuple(found)


def _day(day: date, kind: DayKind, rounds: Iterable[DoneRound], standard: Standard) -> WeekDay:
    lengths = [one.minutes for one in rounds]
    full = sum(one >= standard.minutes_per_round for one in lengths)
    return WeekDay(
        day=day, kind=kind, rounds=len(lengths), full_rounds=full, minutes=sum(lengths),
        counts=full >= standard.rounds_per_day,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A community's week: the sum of its posts' own weeks, never a list of them."""

    posts: int = 0
    """Of which something was asked."""
    met: int = 0
    asked_days: int = 0
    counted_days: int = 0
    """Of the days asked: nobody's extra day makes up for somebody else's."""
    rounds: int = 0
    minutes: int = 0
    items: int = 0

    @property
    def is_hidden(self) -> bool:
        """Say whether it is too small to show."""
        return self.posts < SMALLEST

    def __add__(self, other: "Coverage") -> "Coverage":
        """Return both together."""
        return Coverage(
            posts=self.posts + other.posts, met=self.met + other.met, asked_days=self.asked_days + other.asked_days,
            counted_days=self.counted_days + other.counted_days, rounds=self.rounds + other.rounds,
            minutes=self.minutes + other.minutes, items=self.items + other.items,
        )  # fmt: skip


def coverage_of(weeks: Iterable[Week]) -> Coverage:
    """Return the sum of `weeks`; posts of which nothing was asked add what they did, and are not counted."""
    total = Coverage()
    for week in weeks:
        is_met = week.is_asked and week.is_met
        total += Coverage(
            posts=int(week.is_asked), met=int(is_met), asked_days=week.asked_days,
            counted_days=min(week.counted_days, week.asked_days), rounds=week.rounds, minutes=week.minutes,
            items=week.items,
        )  # fmt: skip
    return total
