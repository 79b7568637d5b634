"""Case lists: what waits for a post, what it may search and take out; every query carries the post's reach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from linli.actions.deciding import Office
from linli.actions.seats import actor_at
from linli.actions.settings import setting_whole
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseLine, CasePage, CaseQuery, ClockFilter, Order
from linli.domain.case_row import OPEN_PART_STAGES
from linli.domain.engine.access import DESK, reach_of, relations_of
from linli.domain.engine.context import Context
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.shared_moves import AGREE
from linli.domain.engine.state import CaseState
from linli.domain.unit import Post, Role, UnitKind
from linli.procedures import procedure_of, procedures
from linli.store import cases, journal

QUEUE_MAX = 100
EXPORT_ROWS_MAX = 10_000
UNIT_ROLES = DESK | {Role.UNIT_HEAD, Role.LIAISON}
"""Roles whose work is their unit's, whoever in it is named."""
OVERVIEW_ROLES = frozenset({Role.UNIT_HEAD, Role.SPONSOR, Role.CONVENER, Role.AUDITOR, Role.DISTRICT_COORDINATOR})
GRANTING_ROLES = DESK | {Role.UNIT_HEAD, Role.CONVENER}
CHECKING_ROLES = DESK | {Role.GRID_WORKER, Role.GRID_LEADER}
WITH_PAGES = ("grid_event",)
"""Procedures whose matters are taken in and listed here; the others are declared and wait for their pages."""
WITH_ROOMS = ("petition", "dispute", "stuck_matter", "service_visit", "hazard", "oversight")
"""Procedures taken in and worked off in a room of their own; their stages are listed and explained like the others."""
INTAKE_VERBS = ("register", "dispatch")
CHECK_VERBS = ("check", "close")


@cache
def stages_before(verbs: tuple[str, ...]) -> tuple[str, ...]:
    """Return the stages, over all procedures, from which a move of `verbs` starts."""
    found = {
        stage
        for procedure in procedures().values()
        for move in procedure.moves
        for stage in move.before
        if move.verb in verbs and not stage.startswith("*")
    }
    return tuple(sorted(found))


def id_of(office: Office, post: Post, key: str, now: datetime) -> str | None:
    """Return the id of the case of that id or number where `post` may list it; nothing that is sealed is opened."""
    return cases.id_within(query_for(office, post, now), key)


def query_for(office: Office, post: Post, now: datetime, **asked: Any) -> CaseQuery:
    """Return a query within what `post` may list."""
    return CaseQuery(county_id=office.county_id, reach=reach_of(post, office.directory), now=now, **asked)


def mine(office: Office, post: Post, now: datetime) -> CaseQuery:
    """Return the query for the open cases that are this post's to move on."""
    holder = {"holder_unit": post.unit_id} if post.role in UNIT_ROLES else {"holder_post": post.id}
    return query_for(office, post, now, is_final=False, is_held=False, order=Order.DUE, limit=QUEUE_MAX, **holder)


def has_desk(office: Office, post: Post) -> bool:
    """Say whether `post` takes in and dispatches: a desk role in a governance centre."""
    unit = office.directory.units.get(post.unit_id)
    return post.role in DESK and unit is not None and unit.kind is UnitKind.GOVERNANCE_CENTRE


def queue(office: Office, post: Post, now: datetime, *, tab: str = "intake", everywhere: bool = False) -> CaseQuery:
    """Return the query for the desk's queue: taking in, or checking; the own unit's, or all below it."""
    verbs = CHECK_VERBS if tab == "check" else INTAKE_VERBS
    own = {} if everywhere else {"holder_unit": post.unit_id}
    return query_for(
        office,
        post,
        now,
        stages=stages_before(verbs),
        is_final=False,
        is_held=False,
        order=Order.DUE,
        limit=QUEUE_MAX,
        **own,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """How much waits for a post: the badges."""

    today: int
    """Overdue or near."""
    desk: int
    held: int = 0
    """Reports that wait to be let in."""


def waiting_for(office: Office, post: Post, now: datetime) -> Waiting:
    """Return what the badges show, in at most three queries."""
    clocks = cases.count_by_clock(mine(office, post, now))
    desk, held = 0, 0
    if has_desk(office, post):
        desk = cases.count_cases(queue(office, post, now))
        held = cases.count_cases(query_for(office, post, now, is_held=True))
    return Waiting(today=clocks[ClockFilter.OVERDUE] + clocks[ClockFilter.NEAR], desk=desk, held=held)


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """Everything that waits for a post today."""

    mine: tuple[CaseLine, ...]
    handed_over: tuple[CaseLine, ...]
    to_check: tuple[CaseLine, ...]
    extensions: tuple[CaseLine, ...]
    reopenings: tuple[CaseLine, ...]
    co_handling: tuple[CaseLine, ...]
    agreements: tuple[CaseLine, ...]
    """Somebody else proposed a move here, and this post may agree."""
    promised: tuple[CaseLine, ...]
    follow_ups: tuple[CaseLine, ...] = ()
    """What the follow-up desk has to call about: its own list says which (`linli.actions.follow_up`)."""


def today(office: Office, post: Post, now: datetime) -> Today:
    """Return what waits for `post`: its own matters by clock, and what others wait for it to decide."""
    own = cases.list_cases(mine(office, post, now)).lines
    accepting = set(stages_before(("accept",)))
    checking = set(stages_before(CHECK_VERBS))
    return Today(
        mine=tuple(line for line in own if line.stage not in checking),
        handed_over=tuple(line for line in own if line.stage in accepting),
        to_check=_to_check(office, post, now),
        extensions=_extensions(office, post, now),
        reopenings=_reopenings(office, post, now),
        co_handling=_co_handling(office, post, now),
        agreements=_agreements(office, post, now),
        promised=tuple(line for line in own if line.extension_asked or line.is_paused or line.reworks),
    )


def _to_check(office: Office, post: Post, now: datetime) -> tuple[CaseLine, ...]:
    if post.role not in CHECKING_ROLES:
        return ()
    everywhere = post.role not in DESK
    query = queue(office, post, now, tab="check", everywhere=everywhere)
    return cases.list_cases(replace(query, area_path=post.area_path)).lines


def _extensions(office: Office, post: Post, now: datetime) -> tuple[CaseLine, ...]:
    """The requests that this post's unit decides on: it stands one tier above the holder."""
    if post.role not in GRANTING_ROLES:
        return ()
    asked = cases.list_cases(query_for(office, post, now, extension_asked=True, is_final=False, limit=QUEUE_MAX)).lines
    upper = office.directory.upper_unit
    return tuple(
        line for line in asked if (unit := upper(line.holder_unit, line.area_path)) and unit.id == post.unit_id
    )


def _reopenings(office: Office, post: Post, now: datetime) -> tuple[CaseLine, ...]:
    if post.role not in GRANTING_ROLES:
        return ()
    query = query_for(office, post, now, reopen_asked=True, holder_unit=post.unit_id, limit=QUEUE_MAX)
    return cases.list_cases(query).lines


def _co_handling(office: Office, post: Post, now: datetime) -> tuple[CaseLine, ...]:
    query = query_for(office, post, now, co_unit=post.unit_id, is_final=False, limit=QUEUE_MAX)
    asked = cases.list_cases(query).lines
    states = journal.load_states(office.county_id, [line.stream for line in asked]) if asked else {}

    def is_waiting(line: CaseLine) -> bool:
        parts = states[line.stream].parts.values()
        return any(part.unit == post.unit_id and part.stage in OPEN_PART_STAGES for part in parts)

    return tuple(line for line in asked if is_waiting(line))


def _agreements(office: Office, post: Post, now: datetime) -> tuple[CaseLine, ...]:
    """The matters where the post may agree to what somebody else proposed: asked as the matter's own page asks."""
    asked = cases.list_cases(query_for(office, post, now, awaits_agreement=True, limit=QUEUE_MAX)).lines
    states = journal.load_states(office.county_id, [line.stream for line in asked]) if asked else {}
    return tuple(line for line in asked if may_agree(office, post, states[line.stream], now))


def may_agree(office: Office, post: Post, state: CaseState, now: datetime) -> bool:
    """Say whether `post` may agree to any of the moves proposed on a case."""
    context = Context(
        now=now,
        actor=actor_at(post),
        procedure=procedure_of(state.procedure, state.version),
        directory=office.directory,
        relations=relations_of(post, state, office.directory),
        procedures=procedures(),
    )
    return any(not reasons_against(state, AGREE, {"proposal": verb}, context) for verb in state.proposals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Where things stand below a leader or before an auditor, with the cases behind every number."""

    clocks: Mapping[ClockFilter, int]
    overdue_by_unit: tuple[tuple[str, int], ...]
    stuck: tuple[CaseLine, ...]
    on_agenda: tuple[CaseLine, ...]


def overview(office: Office, post: Post, now: datetime) -> Overview | None:
    """Return the overview for a post that answers for others' work; None for the rest."""
    if post.role not in OVERVIEW_ROLES:
        return None
    everything = query_for(office, post, now, is_final=False, area_path=post.area_path, order=Order.DUE, limit=20)
    late = replace(everything, clock=ClockFilter.OVERDUE)
    by_unit = cases.count_by(late, "holder_unit")
    return Overview(
        clocks=cases.count_by_clock(everything),
        overdue_by_unit=tuple(sorted(by_unit.items(), key=lambda pair: (-pair[1], pair[0]))),
        stuck=cases.list_cases(late).lines,
        on_agenda=cases.list_cases(replace(everything, on_agenda=True)).lines,
    )


def page_of(query: CaseQuery) -> CasePage:
    """Return one page of a list."""
    return cases.list_cases(query)


def count_of(query: CaseQuery, *, most: int = 1000) -> int:
    """Return how many cases a query finds, counting no further than `most`."""
    return cases.count_cases(query, most=most)


def clock_counts(query: CaseQuery) -> Mapping[ClockFilter, int]:
    """Return how many open cases of a query stand in each clock state."""
    return cases.count_by_clock(query)


def with_words(office: Office, query: CaseQuery, words: str) -> CaseQuery:
    """Return the query narrowed to `words`: in numbers and titles, or as the name of a category or a place."""
    words = words.strip()[:100]
    if not words:
        return query
    categories = tuple(
        one.key
        for one in office.directory.categories.values()
        if words in one.name.zh or words.lower() in one.name.en.lower()
    )
    return replace(query, text=words, text_categories=categories, text_areas=areas_named(office, words))


def areas_named(office: Office, words: str) -> tuple[str, ...]:
    """Return the paths of the highest areas whose name holds `words`; grids are too many to be found by name alone."""
    low = words.lower()
    found = sorted(
        area.path
        for area in office.directory.tree
        if area.level not in (AreaLevel.GRID, AreaLevel.COUNTY) and (words in area.name or low in area.name_en.lower())
    )
    return tuple(path for path in found if not any(path != one and path.startswith(one) for one in found))


def exportable(office: Office, post: Post, query: CaseQuery) -> CaseQuery:
    """Return the query within what `post` may take out of the house."""
    return replace(query, reach=reach_of(post, office.directory, "case.export"))


def each_line(query: CaseQuery) -> Iterator[CaseLine]:
    """Yield the cases of an export, no more than EXPORT_ROWS_MAX."""
    return cases.each_case(query, most=EXPORT_ROWS_MAX)


def alike_counts(office: Office, lines: tuple[CaseLine, ...], now: datetime) -> Mapping[str, int]:
    """Return for each case how many others of its category its grid had within the days that are set."""
    since = now - timedelta(days=setting_whole(office, "desk.alike_days", now))
    found = cases.count_alike(office.county_id, [(line.area_path, line.category) for line in lines], since)
    return {line.id: found.get((line.area_path, line.category), 1) - (line.reported_at >= since) for line in lines}


def alike(office: Office, post: Post, state: CaseState, now: datetime) -> tuple[CaseLine, ...]:
    """Return the other cases of the same category and grid within the days that are set, the newest first."""
    since = now - timedelta(days=setting_whole(office, "desk.alike_days", now))
    query = query_for(
        office, post, now, categories=(state.category,), area_path=state.area, filed_since=since, is_held=False
    )
    return tuple(one for one in cases.list_cases(query).lines if one.id != state.id)
