"""Weeks of rounds: a worker's own, and a community's total; nothing here lists workers side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from linli.actions.deciding import Office
from linli.domain.area import Area, AreaLevel
from linli.domain.exemption import may_agree
from linli.domain.roster import month_days
from linli.domain.round import HELD_TO_STANDARD
from linli.domain.round_standard import standard_at
from linli.domain.round_week import (
    WEEK_DAYS,
    Coverage,
    Days,
    DoneRound,
    Shift,
    Week,
    Work,
    coverage_of,
    judged,
    monday_of,
)
from linli.domain.unit import Post, Role, UnitKind
from linli.store import exemptions, rosters, rounds
from linli.store.exemptions import ExemptLine
from linli.store.rosters import ShiftLine
from linli.store.rounds import RoundLine

WEEKS_BACK = 53
_AROUND = timedelta(days=2)
"""A round of a night shift belongs to the day before; so far around a week rounds are read."""
COVERAGE_ROLES = frozenset(
    {Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.GRID_LEADER, Role.SPONSOR,
     Role.CONVENER}
)  # fmt: skip
COVERAGE_UNITS = frozenset({UnitKind.GOVERNANCE_CENTRE, UnitKind.COMMITTEE, UnitKind.JOINT_MEETING})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWeek:
    """One week as its worker sees it."""

    week: Week
    lines: tuple[RoundLine, ...]
    leave: tuple[ExemptLine, ...]
    is_held: bool
    """Whether the post is held to the standard, or only walks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityWeek:
    """One community's total; None where it is too small to show."""

    area: Area
    total: Coverage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """The communities of an area in one week; the sum is of those shown alone, so nothing hidden follows from it."""

    monday: date
    communities: tuple[CommunityWeek, ...]
    total: Coverage | None
    hidden_count: int


def own_week(office: Office, post: Post, monday: date) -> OwnWeek:
    """Return the week from `monday` of whoever holds `post`, with the rounds in it."""
    since, until = _moments(office, monday)
    since = max(since, post.started_at) if post.started_at else since  # whoever held the post before is not shown
    lines = rounds.lines_of(office.county_id, post.id, since, until)
    work = _work(office, post, [one.done for one in lines], _beside(office, monday))
    week = judged(work, monday, standard_at(office.directory.settings, monday), office.directory.calendar)
    days = {one.day for one in week.days}
    inside = tuple(one for one in lines if work.day_of(one.done, office.directory.calendar) in days)
    leave = tuple(one for one in exemptions.of_post(office.county_id, post.id) if is_holders(one, post))
    return OwnWeek(week=week, lines=inside, leave=leave, is_held=post.role in HELD_TO_STANDARD)


def is_holders(one: ExemptLine, post: Post) -> bool:
    """Say whether leave of a post was asked for by whoever holds it now, and not by somebody before them."""
    return post.started_at is None or one.asked_at >= post.started_at


def _moments(office: Office, monday: date) -> tuple[datetime, datetime]:
    first = office.directory.calendar.midnight(monday)
    return first - _AROUND, first + timedelta(days=WEEK_DAYS) + _AROUND


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beside:
    """What is known of a week beside its rounds."""

    exempt: tuple[ExemptLine, ...]
    shifts: Mapping[str, Sequence[ShiftLine]]
    months: Mapping[str, Sequence[date]]


def _beside(office: Office, monday: date) -> _Beside:
    last = monday + timedelta(days=WEEK_DAYS - 1)
    return _Beside(
        exempt=exemptions.agreed_between(office.county_id, monday, last),
        shifts=rosters.shifts_by_post(office.county_id, *_moments(office, monday)),
        months=rosters.months_between(office.county_id, monday, last),
    )


def _work(office: Office, post: Post, done: Iterable[DoneRound], beside: _Beside) -> Work:
    calendar = office.directory.calendar
    own = (
        one
        for one in beside.exempt
        if (one.post == post.id and is_holders(one, post))
        or (not one.post and post.area_path.startswith(one.area_path))
    )
    held_from = calendar.local_date(post.started_at) if post.started_at else date.min
    return Work(
        rounds=tuple(done), exempt=tuple(one.exempt for one in own), held_from=held_from,
        shifts=tuple(Shift(starts_at=one.starts_at, ends_at=one.ends_at) for one in beside.shifts.get(post.id, ())),
        rostered=tuple(Days(first=one, last=month_days(one)[-1]) for one in beside.months.get(post.unit_id, ())),
        held_until=calendar.local_date(post.ended_at) if post.ended_at else date.max,
    )  # fmt: skip


def may_cover(office: Office, post: Post) -> bool:
    """Say whether `post` reads totals of communities: centres, committees, the joint meeting, and the auditor."""
    unit = office.directory.units.get(post.unit_id)
    is_office = unit is not None and unit.kind in COVERAGE_UNITS and post.role in COVERAGE_ROLES
    return post.role is Role.AUDITOR or is_office


def coverage(office: Office, area_path: str, monday: date) -> Covered:
    """Return the totals of the communities below a path: each the sum of its workers' own weeks."""
    since, until = _moments(office, monday)
    done = rounds.done_within(office.county_id, area_path, since, until)
    beside = _beside(office, monday)
    standard = standard_at(office.directory.settings, monday)
    weeks: dict[str, list[Week]] = {}
    for post in _held(office, area_path, monday):
        community = office.directory.tree.at_level(post.area_path, AreaLevel.COMMUNITY)
        if community is not None:
            work = _work(office, post, _since_held(post, done.get(post.id, ())), beside)
            week = judged(work, monday, standard, office.directory.calendar)
            weeks.setdefault(community.path, []).append(week)
    return _covered(office, area_path, monday, {path: coverage_of(own) for path, own in weeks.items()})


def _since_held(post: Post, done: Sequence[DoneRound]) -> list[DoneRound]:
    """Leave out what somebody else did at the same post before."""
    return [one for one in done if post.started_at is None or one.started_at >= post.started_at]


def _held(office: Office, area_path: str, monday: date) -> list[Post]:
    """Return the posts held to the standard below a path in any day of the week."""
    calendar = office.directory.calendar
    since, until = calendar.midnight(monday), calendar.midnight(monday + timedelta(days=WEEK_DAYS))
    return [
        one
        for one in office.directory.posts.values()
        if one.role in HELD_TO_STANDARD
        and one.area_path.startswith(area_path)
        and one.staff_id is not None
        and (one.started_at is None or one.started_at < until)
        and (one.ended_at is None or one.ended_at > since)
    ]


def _covered(office: Office, area_path: str, monday: date, totals: Mapping[str, Coverage]) -> Covered:
    areas = [
        one
        for one in office.directory.tree
        if one.level is AreaLevel.COMMUNITY and one.path.startswith(area_path) and one.path in totals
    ]
    found = tuple(
        CommunityWeek(area=one, total=None if totals[one.path].is_hidden else totals[one.path]) for one in areas
    )
    shown = [one.total for one in found if one.total is not None]
    return Covered(
        monday=monday, communities=found, total=sum(shown, Coverage()) if shown else None,
        hidden_count=len(found) - len(shown),
    )  # fmt: skip


def week_asked(office: Office, typed: str, now: datetime) -> date:
    """Return the Monday of the week that an address names, within a year back; else of the present one."""
    this = monday_of(office.directory.calendar.local_date(now))
    try:
        wanted = monday_of(date.fromisoformat(typed[:10]))
    except (ValueError, OverflowError):
        return this
    return wanted if timedelta(0) <= this - wanted <= timedelta(days=WEEK_DAYS * WEEKS_BACK) else this


def waiting_leave(office: Office, post: Post) -> tuple[ExemptLine, ...]:
    """Return the leave that waits for this post to agree."""
    found = exemptions.asked(office.county_id)
    return tuple(
        one for one in found if one.post != post.id and may_agree(post, one.area_path, one.unit, office.directory)
    )
