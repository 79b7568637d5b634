"""Rosters 值班表: the shifts of a unit, a month made in one press, and a shift that somebody else takes over.

A stream of its own, `roster/<unit>`: an entry for each post when a month is made, one for each step of a swap. What is
kept is post, from when, until when. A shift changes hands only when whoever is to take it says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from linli.domain.calendar import WorkingCalendar
from linli.domain.directory import Directory
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry, moment_text, parse_moment
from linli.domain.exemption import LEADERS
from linli.domain.problems import Problem
from linli.domain.unit import Post

STREAM = "roster/"
MONTHS_AHEAD = 12
PER_DAY_MAX = 50
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftSet(Effect):
    """One shift after an entry."""

    k: ClassVar[str] = "shift.set"
    shift: str
    """The local day and a number of that day: the same for ever, whoever holds it."""
    post: str
    starts: str
    """As RFC 3339; an effect's own moments are the clocks'."""
    ends: str
    asked: str = ""
    """The post that is asked to take it over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthSet(Effect):
    """A month for which the roster stands."""

    k: ClassVar[str] = "roster.month"
    month: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The roster of one unit, as its stream leaves it."""

    stream: str
    seq: int = 0
    shifts: Mapping[str, ShiftSet] = field(default_factory=dict)
    months: frozenset[str] = frozenset()

    @property
    def unit(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPlan:
    """What whoever makes a month fills in."""

    month: date
    """Its first day."""
    posts: tuple[str, ...]
    begins: time
    ends: time
    """At or before `begins`: of the next day."""
    per_day: int = 0
    """So many by turns; 0 for everybody."""
    every_day: bool = False
    """Days off too."""


def folded(entries: Iterable[Entry]) -> Roster | None:
    """Return the roster that `entries` of its stream add up to; None without any."""
    found: Roster | None = None
    for entry in entries:
        found = found or Roster(stream=entry.stream)
        shifts, months = dict(found.shifts), set(found.months)
        for spelled in entry.effects:
            values = {key: value for key, value in spelled.items() if key != "k"}
            if spelled["k"] == ShiftSet.k:
                shifts[str(values["shift"])] = ShiftSet(**values)
            elif spelled["k"] == MonthSet.k:
                months.add(str(values["month"]))
        found = replace(found, seq=entry.seq, shifts=shifts, months=frozenset(months))
    return found


def month_days(month: date) -> list[date]:
    """Return the days of the month in which `month` lies."""
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return [first + number * _ONE_DAY for number in range((after - first).days)]


def month_shifts(plan: MonthPlan, calendar: WorkingCalendar) -> tuple[ShiftSet, ...]:
    """Return the shifts of a month: everybody on each day, or so many by turns, no two posts more than one apart."""
    days = [one for one in month_days(plan.month) if plan.every_day or calendar.is_working_day(one)]
    count = plan.per_day or len(plan.posts)
    found = []
    for number, day in enumerate(days):
        starts = datetime.combine(day, plan.begins, tzinfo=calendar.zone)
        ends = datetime.combine(day, plan.ends, tzinfo=calendar.zone)
        if ends <= starts:
            ends += _ONE_DAY
        for place in range(count):
            post = plan.posts[(number * count + place) % len(plan.posts)]
            found.append(
                ShiftSet(
                    shift=f"{day:%Y%m%d}{place:02d}", post=post, starts=moment_text(starts), ends=moment_text(ends)
                )
            )  # fmt: skip
    return tuple(found)


def plan_problems(plan: MonthPlan, roster: Roster | None, able: Sequence[str], today: date) -> list[Problem]:
    """Return everything that keeps a month from being made; one that stands is never made over."""
    found = []
    if not plan.posts:
        found.append(Problem("required", at="posts"))
    found += [
        Problem("unknown_choice", at="posts", params={"value": one[:40]}) for one in plan.posts if one not in able
    ]
    if not 0 <= plan.per_day <= min(PER_DAY_MAX, max(1, len(plan.posts))):
        found.append(Problem("roster_per_day", at="per_day"))
    if not 0 <= (plan.month - today.replace(day=1)).days <= 31 * MONTHS_AHEAD:
        found.append(Problem("roster_month", at="month"))
    if roster is not None and f"{plan.month:%Y-%m}" in roster.months:
        found.append(Problem("roster_stands", at="month"))
    return found


def swap_problems(roster: Roster, one: ShiftSet, taker: str, now: datetime) -> list[Problem]:
    """Return why `taker` cannot take a shift: it has begun, it is theirs, or they have another one at that time."""
    if parse_moment(one.starts) <= now:
        return [Problem("shift_begun", at="shift")]
    if taker == one.post:
        return [Problem("shift_own", at="taker")]
    others = (other for other in roster.shifts.values() if other.post == taker and other.shift != one.shift)
    if any(other.starts < one.ends and one.starts < other.ends for other in others):  # all in UTC, of one length
        return [Problem("shift_clash", at="taker")]
    return []


def makes_rosters(post: Post, directory: Directory) -> bool:
    """Say whether `post` makes the roster of its own unit: its head or grid leader."""
    return post.role in LEADERS and post.unit_id in directory.units
