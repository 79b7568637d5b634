"""Rounds of the last two weeks in two communities of the visitors' street, and an oversight round over another street.

The workers of a community walk their weeks: most meet the standard, some do not; the street states a flood day, and
some were on leave. Who falls short is drawn by the seed.
"""

from datetime import date, datetime, timedelta
from random import Random

from django.db import transaction

from linli.actions.deciding import Office
from linli.actions.oversight import end_period
from linli.demo import oversight_steps as steps
from linli.demo import round_steps
from linli.demo.cast import Cast
from linli.demo.round_steps import Walker, full_weeks
from linli.demo.seats import FIRST_STREET
from linli.demo.year.sections import lay_sections
from linli.domain.area import AreaLevel
from linli.domain.round import WALKERS
from linli.domain.unit import Post, Role
from linli.store import journal

COMMUNITIES = 2
FLOOD_DAY, LEAVE_DAY = 1, 3
"""Days of the earlier and of the later week, counted from its Monday."""
SHORT_SHARE, LEAVE_SHARE = 0.3, 0.2
PATROL_DAYS, PATROL_HOUR = (0, 3), 20.0
"""When the leader of a community's grids walks all its places, in the evening."""
OVERSIGHT_STREET = 3
HANDED_OVER, VERIFIED = 60, 53
BEGINS_HOUR, ENDS_HOUR = 9.25, 17.0
ENDED_DAYS = 3
"""So many days ago the oversight round's period was over."""


def walk_weeks(office: Office, now: datetime, label: str, *, communities: int = COMMUNITIES) -> int:
    """Let the workers walk their two weeks, each worker in one transaction; return how many did so now.

    A worker who went on a round meanwhile, because a visitor sat down there, is left alone.
    """
    first, second = full_weeks(office, now)
    street = streets(office)[FIRST_STREET]
    round_steps.state_flood_day(office, street, first + timedelta(days=FLOOD_DAY), f"{label}/rounds")
    lay_sections(office, street, first, now, f"{label}/sections", communities=communities)
    walked = 0
    for post in _workers(office, street, communities):
        if round_steps.is_fresh(office, post, first, now):
            with transaction.atomic():
                walker = Walker(office=office, post=post, mark=f"{label}/rounds/{post.id}")
                _walk(walker, (first, second), Random(f"{label}/{post.id}"))
            walked += 1
    return walked


def streets(office: Office) -> list[str]:
    """Return the streets and towns of the district, in order of their paths."""
    return sorted(one.path for one in office.directory.tree if one.level is AreaLevel.SUBDISTRICT)


def _workers(office: Office, street: str, communities: int) -> list[Post]:
    """Return those who walk in the first communities of a street, grid by grid, and the patrol of their leaders."""
    tree = office.directory.tree
    chosen = sorted(one.path for one in tree if one.level is AreaLevel.COMMUNITY and one.path.startswith(street))
    own = tuple(chosen[:communities])
    return sorted(
        (
            one
            for one in office.directory.posts.values()
            if one.role in WALKERS and one.area_path.startswith(own) and one.staff_id is not None
        ),
        key=lambda one: (one.area_path, one.id),
    )


def _walk(walker: Walker, mondays: tuple[date, date], rng: Random) -> None:
    """Walk two weeks: a leader's patrols on two days of each, a worker's days as the seed has it."""
    if walker.post.role is not Role.GRID_WORKER:
        for monday in mondays:
            for day in PATROL_DAYS:
                walker.walk(walker.at(monday + timedelta(days=day), PATROL_HOUR), is_clear=True)
        return
    first, second = mondays
    is_short, is_away = rng.random() < SHORT_SHARE, rng.random() < LEAVE_SHARE
    walker.good_week(first)
    if is_away:
        away = second + timedelta(days=LEAVE_DAY)
        walker.agree(walker.ask_leave(away), walker.at(away - timedelta(days=1), round_steps.FIRST_HOUR))
    (walker.short_week if is_short else walker.good_week)(second)


def hold_oversight(office: Office, now: datetime, label: str) -> bool:
    """Play a round over a street with its communities whose period is over; say whether it was played now."""
    mark = f"{label}/oversight"
    if office.ports.papers is None or journal.known_command(office.county_id, f"{mark}/plan") is not None:
        return False
    calendar = office.directory.calendar
    last = calendar.local_date(now) - timedelta(days=ENDED_DAYS)
    first = last - timedelta(days=steps.LENGTH_DAYS - 1)
    street = streets(office)[OVERSIGHT_STREET]
    area = office.directory.tree.by_path[street]
    course = steps.Course(
        street=street, starts_at=calendar.midnight(first) + timedelta(hours=BEGINS_HOUR),
        title=f"{first.year}年{area.name}及所辖社区巡察", handed_over=HANDED_OVER, verified=VERIFIED, mark=mark,
    )  # fmt: skip
    with transaction.atomic():
        round_id = steps.play_round(office, course)
        ended_at = calendar.midnight(last) + timedelta(hours=ENDS_HOUR)
        leader = steps.leader_of(Cast(office, ended_at))
        end_period(office, leader, round_id, command_id=f"{mark}/end", now=ended_at)
    return True
