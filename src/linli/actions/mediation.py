"""Mediation's registers at work: whom to propose for a dispute, the roster with its load, bodies with their history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from linli.actions.deciding import Office, today_of
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseQuery
from linli.domain.engine.access import DESK
from linli.domain.engine.state import CaseState
from linli.domain.mediation_committee import CommitteeKind, MediationCommittee, TermState, level_of
from linli.domain.mediator import Mediator
from linli.domain.mediator_choice import DisputeNeed, ProposedMediator, has_stepped_aside, propose
from linli.domain.setup_records import RecordSet, read_record
from linli.domain.unit import Post, Unit, UnitKind
from linli.store import cases, staff
from linli.store.journal import entries_of

DISPUTE = "dispute"
CHOOSING = frozenset({"assign", "choose_mediator"})
"""Moves of a dispute at which mediators are proposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLine:
    """One mediator as the roster shows it."""

    mediator: Mediator
    post: Post
    unit: Unit
    level: AreaLevel
    name: str
    is_away: bool
    open_count: int | None = None
    """Open disputes now, for those who plan the work; None for everybody else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One body that mediates, as the register shows it."""

    committee: MediationCommittee
    unit: Unit
    level: AreaLevel
    term: TermState
    mediator_count: int
    chair_name: str
    lead: Unit | None
    """The governance centre that leads there; only a centre closes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """How a body stood from a moment on."""

    committee: MediationCommittee
    changed_at: datetime


def open_counts(office: Office, now: datetime) -> Mapping[str, int]:
    """Return open disputes by the post that has them, over the whole county: numbers, and no matter's name."""
    query = CaseQuery(county_id=office.county_id, reach=None, now=now, procedures=(DISPUTE,), is_final=False)
    return {post: count for post, count in cases.count_by(query, "holder_post").items() if post}


def need_of(office: Office, state: CaseState, now: datetime, *, chosen_post: str = "") -> DisputeNeed:
    """Return for whom a mediator is sought, with who stepped aside and who has how much open."""
    aside = {one for act in state.actors_of(("recuse",)) for one in (act.post, act.staff) if one}
    return DisputeNeed(
        category=state.category, area_path=state.area, now=now, today=today_of(office, now), chosen_post=chosen_post,
        stepped_aside=frozenset(aside), open_counts=open_counts(office, now),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MediatorChoice:
    """What the form of a move offers: proposals, and everybody whom the parties may choose instead."""

    proposed: tuple[ProposedMediator, ...]
    others: tuple[Post, ...]
    names: Mapping[str, str]
    """Who holds a post, by its id."""


def mediator_choice(office: Office, state: CaseState, now: datetime, *, chosen_post: str = "") -> MediatorChoice:
    """Return the proposals for a dispute and the rest of the roster there; who stepped aside is in neither."""
    need = need_of(office, state, now, chosen_post=chosen_post)
    proposed = propose(office.directory, need)
    shown = {one.post_id for one in proposed}
    others = tuple(
        line.post
        for line in roster(office, now)
        if line.post.id not in shown and not has_stepped_aside(line.post, need) and _reaches(line.unit, state.area)
    )
    posts = [office.directory.posts[one.post_id] for one in proposed]
    names = staff.names_of({post.staff_id or "" for post in (*posts, *others)})
    return MediatorChoice(
        proposed=proposed, others=others,
        names={post.id: names.get(post.staff_id or "", "") for post in (*posts, *others)},
    )  # fmt: skip


def _reaches(unit: Unit, area_path: str) -> bool:
    return area_path.startswith(unit.area_path) or unit.area_path.startswith(area_path)


def is_planner(office: Office, post: Post) -> bool:
    """Say whether a post gives out disputes, and so is shown how much is open: a desk of a governance centre."""
    unit = office.directory.units.get(post.unit_id)
    return post.role in DESK and unit is not None and unit.kind is UnitKind.GOVERNANCE_CENTRE


def roster(office: Office, now: datetime, *, with_load: bool = False) -> tuple[RosterLine, ...]:
    """Return the roster by level, body and name: an order that says nothing about anybody's work."""
    directory, today = office.directory, today_of(office, now)
    standing = [
        (one, post, directory.units[post.unit_id])
        for one in directory.setup.mediators
        if one.is_active and (post := directory.posts.get(one.post_id)) is not None and post.is_active(now)
    ]
    names = staff.names_of({post.staff_id or "" for _one, post, _unit in standing})
    counts = open_counts(office, now) if with_load else {}
    lines = [
        RosterLine(
            mediator=one, post=post, unit=unit, level=level_of(unit.tier), name=names.get(post.staff_id or "", ""),
            is_away=one.is_away(today), open_count=counts.get(post.id, 0) if with_load else None,
        )
        for one, post, unit in standing
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (-line.level.depth, line.unit.area_path, line.unit.key, line.name)))


def bodies(office: Office, now: datetime) -> tuple[Body, ...]:
    """Return the register by level and place, sector bodies last."""
    directory = office.directory
    counts: dict[str, int] = {}
    for line in roster(office, now):
        counts[line.unit.id] = counts.get(line.unit.id, 0) + 1
    chairs = [directory.posts.get(one.chair_post_id) for one in directory.setup.committees]
    names = staff.names_of({post.staff_id or "" for post in chairs if post})
    found = [
        _body(office, one, names, counts.get(one.unit_id, 0), today_of(office, now))
        for one in directory.setup.committees
        if one.is_active and one.unit_id in directory.units
    ]
    return tuple(sorted(found, key=lambda one: (*_place(one), one.unit.area_path, one.unit.key)))


def _place(one: Body) -> tuple[bool, int]:
    return (one.committee.kind is CommitteeKind.SECTOR, -one.level.depth)


def _body(office: Office, one: MediationCommittee, names: Mapping[str, str], mediators: int, today: date) -> Body:
    directory = office.directory
    unit, chair = directory.units[one.unit_id], directory.posts.get(one.chair_post_id)
    return Body(
        committee=one, unit=unit, level=level_of(unit.tier), term=one.term(today), mediator_count=mediators,
        chair_name=names.get(chair.staff_id or "", "") if chair else "", lead=directory.lowest_centre(unit.area_path),
    )  # fmt: skip


def editions(office: Office, unit_id: str) -> tuple[Edition, ...]:
    """Return how a body stood from its first entry on, the newest first; the journal only grows."""
    stream = f"rules/{office.directory.county}-mediation"
    found = [
        Edition(committee=read_record(effect["what"], effect["values"]), changed_at=entry.recv)
        for entry in entries_of(office.county_id, [stream])[stream]
        for effect in entry.effects
        if effect["k"] == RecordSet.k and effect["values"].get("unit_id") == unit_id
    ]
    return tuple(reversed(found))
