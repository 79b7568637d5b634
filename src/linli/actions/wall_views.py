"""The wall: what a seat of the whole county sees at a glance, counted by the same queries as the lists behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from linli.actions.deciding import Office
from linli.domain.case_query import CaseLine, CaseQuery, Order
from linli.domain.engine.access import reach_of
from linli.domain.seal import Seal
from linli.domain.unit import Post
from linli.store import cases, wall

MOST = 1_000_000
LATE_TICK = timedelta(minutes=2)
"""A clock that came due this long ago should have been seen to."""
LATE_MESSAGE = timedelta(minutes=5)


def sees_county(office: Office, post: Post) -> bool:
    """Say whether a seat may list the open matters of the whole county: nobody else is shown the wall."""
    top = next((area.path for area in office.directory.tree if area.parent_id is None), "/")
    reach = reach_of(post, office.directory)
    by_area = reach.area_path == top and Seal.OPEN in reach.area_seals
    return by_area or (reach.oversight_path == top and Seal.OPEN in reach.oversight_seals)


def count(query: CaseQuery) -> int:
    """Return how many cases a query finds."""
    return cases.count_cases(query, most=MOST)


def open_by_place(query: CaseQuery) -> Mapping[tuple[str, str], int]:
    """Return open cases by (area path, clock state), in one question; "" where no step runs."""
    return wall.open_by_place(query)


def filed_by_hour(query: CaseQuery) -> Mapping[datetime, int]:
    """Return the query's cases by the hour in which they were reported."""
    return wall.count_by_hour(query, "reported_at")


def closed_by_hour(query: CaseQuery) -> Mapping[datetime, int]:
    """Return the query's cases by the hour in which they were closed."""
    return wall.count_by_hour(query, "closed_at")


def acts_by_hour(query: CaseQuery, acts: Mapping[str, Sequence[str]]) -> Mapping[tuple[str, datetime], int]:
    """Return the query's cases by what was done to them and in which hour; each case once an hour."""
    return wall.count_acts_by_hour(query, acts)


def acts(query: CaseQuery, acts: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    """Return how many of the query's cases each kind of act was done to."""
    return wall.count_acts(query, acts)


def grades(query: CaseQuery) -> Mapping[int, int]:
    """Return the query's rated cases by their grade."""
    found = cases.count_by(query, "grade")
    return {int(grade): number for grade, number in found.items() if grade.isdigit()}


def newest(query: CaseQuery, *, limit: int) -> tuple[CaseLine, ...]:
    """Return the query's newest cases."""
    return cases.list_cases(replace(query, order=Order.NEWEST, limit=limit)).lines


def next_due(query: CaseQuery, *, limit: int) -> tuple[CaseLine, ...]:
    """Return the query's cases that are due next."""
    return cases.list_cases(replace(query, order=Order.DUE, limit=limit)).lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """Whether the house's own works keep up."""

    tick_late_seconds: float
    """0 while no clock waits longer than LATE_TICK for being seen to."""
    unsent: int
    """Messages that should have gone out LATE_MESSAGE ago."""
    given_up: int

    @property
    def is_well(self) -> bool:
        """Say whether nothing is late or given up."""
        return not (self.tick_late_seconds or self.unsent or self.given_up)


def works(office: Office, now: datetime) -> Works:
    """Return how far tick and outbox are behind."""
    found = wall.machinery(office.county_id, sent_by=now - LATE_MESSAGE)
    late = now - found.tick_due_at if found.tick_due_at is not None else timedelta(0)
    return Works(
        tick_late_seconds=late.total_seconds() if late > LATE_TICK else 0.0,
        unsent=found.unsent,
        given_up=found.given_up,
    )
