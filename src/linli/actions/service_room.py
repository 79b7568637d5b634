"""The room of the service hall: desks today, what waits by clock, bad reviews with their clocks, causes of a month."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from linli.actions.case_lists import query_for
from linli.actions.deciding import Office
from linli.actions.service_guides import desks_of
from linli.actions.services import STUCK, VISIT
from linli.domain.case_query import CaseLine, Order
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.service_guide import ServiceDesk
from linli.domain.service_review import BAD_GRADES
from linli.domain.unit import Post
from linli.procedures.stuck_matter import CAUSES
from linli.store import cases, journal

WAITING_MAX, DAY_MAX, REVIEWS_MAX, MONTH_MAX = 100, 500, 200, 2_000
REVIEW_CLOCKS = ("fixing", "calling_back", "deciding_appeal")
ANSWERED_STAGE = "closed"
NO_CAUSE = "none"
MONTH = re.compile(r"((?:19[7-9]|20[0-9])[0-9])-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDay:
    """One desk today: counts of visits, never of people."""

    desk: ServiceDesk
    came: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BadReview:
    """A bad review that is not settled: the matter, and the clock that runs."""

    line: CaseLine
    state: CaseState
    clock: ClockState


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits of one kind, the earliest due first; a long list is cut."""

    lines: tuple[CaseLine, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRoom:
    """What the room shows."""

    desks: tuple[DeskDay, ...]
    stuck: Waiting
    visits: Waiting
    reviews: tuple[BadReview, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Causes:
    """Why matters were stuck that were answered in one month: n of N for each cause."""

    month: str
    counts: Mapping[str, int]
    outcomes: Mapping[str, int]
    total: int
    contacted_in_time: int
    is_cut: bool
    lines: Mapping[str, tuple[CaseLine, ...]]
    """The matters behind each number."""


def room(office: Office, post: Post, now: datetime) -> ServiceRoom:
    """Return the room as `post` may see it."""
    return ServiceRoom(
        desks=_desks(office, post, now), stuck=_waiting(office, post, STUCK, now),
        visits=_waiting(office, post, VISIT, now), reviews=_reviews(office, post, now),
    )  # fmt: skip


def _waiting(office: Office, post: Post, procedure: str, now: datetime) -> Waiting:
    """Return what waits of a kind; each has its own list, so that many of one never hide the other."""
    query = query_for(
        office, post, now, procedures=(procedure,), is_final=False, is_held=False, order=Order.DUE, limit=WAITING_MAX
    )
    page = cases.list_cases(query)
    return Waiting(lines=page.lines, is_cut=bool(page.next_cursor))


def _states(office: Office, lines: Iterable[CaseLine]) -> Mapping[str, CaseState]:
    streams = [one.stream for one in lines]
    return journal.load_states(office.county_id, streams) if streams else {}


def _desks(office: Office, post: Post, now: datetime) -> tuple[DeskDay, ...]:
    calendar = office.directory.calendar
    since = datetime.combine(calendar.local_date(now), time.min, tzinfo=calendar.zone)
    query = query_for(office, post, now, procedures=(VISIT,), filed_since=since, is_held=False, limit=DAY_MAX)
    states = _states(office, cases.list_cases(query).lines)
    came = Counter(one.notes.get("desk", "") for one in states.values())
    done = Counter(one.notes.get("desk", "") for one in states.values() if one.is_final)
    return tuple(DeskDay(desk=one, came=came[key], done=done[key]) for key, one in desks_of(office).items())


def _reviews(office: Office, post: Post, now: datetime) -> tuple[BadReview, ...]:
    """Return the bad reviews with an open clock, the earliest due first."""
    query = query_for(office, post, now, procedures=(VISIT, STUCK), grades=BAD_GRADES, limit=REVIEWS_MAX)
    lines = cases.list_cases(query).lines
    states = _states(office, lines)
    found = [_review(line, states[line.stream]) for line in lines]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.clock.due_at, one.line.id)))


def _review(line: CaseLine, state: CaseState) -> BadReview | None:
    running = [one for one in state.open_clocks() if one.key in REVIEW_CLOCKS]
    if not running:
        return None
    return BadReview(line=line, state=state, clock=running[0])


def month_of(office: Office, words: str, now: datetime) -> tuple[str, datetime, datetime]:
    """Return the month that `words` ("2026-03") name, this one where they name none, with its first and last moment."""
    calendar = office.directory.calendar
    today = calendar.local_date(now)
    named = MONTH.fullmatch(words)
    first = today.replace(day=1) if named is None else today.replace(year=int(named[1]), month=int(named[2]), day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    begin, end = (datetime.combine(one, time.min, tzinfo=calendar.zone) for one in (first, after))
    return first.strftime("%Y-%m"), begin, end


def causes_of(office: Office, post: Post, words: str, now: datetime) -> Causes:
    """Return the causes of the stuck matters that were answered in a month, as far as `post` may list them."""
    month, begin, end = month_of(office, words, now)
    query = query_for(
        office, post, now, procedures=(STUCK,), stages=(ANSWERED_STAGE,), closed_since=begin, closed_before=end,
        limit=MONTH_MAX,
    )  # fmt: skip
    lines = tuple(cases.each_case(query, most=MONTH_MAX + 1))
    states = _states(office, lines[:MONTH_MAX])
    known = {one.key for one in CAUSES}
    behind: dict[str, list[CaseLine]] = {one.key: [] for one in CAUSES}
    for line in lines[:MONTH_MAX]:
        cause = states[line.stream].notes.get("cause", "")
        behind.setdefault(cause if cause in known else NO_CAUSE, []).append(line)
    return Causes(
        month=month,
        counts={key: len(found) for key, found in behind.items()},
        outcomes=Counter(one.notes.get("result", "") for one in states.values()),
        total=len(states),
        contacted_in_time=sum(_is_contacted_in_time(one) for one in states.values()),
        is_cut=len(lines) > MONTH_MAX,
        lines={key: tuple(found) for key, found in behind.items()},
    )


def _is_contacted_in_time(state: CaseState) -> bool:
    """Whoever came was contacted before the promise of the same day ran out."""
    clock = state.clocks.get("contact")
    return clock is not None and clock.lapsed_at is None and bool(state.actors_of(("contact",)))
