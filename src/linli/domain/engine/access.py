"""The one access policy: post × relation × area × sealing × verb; every face asks it, no face decides.

Reading verbs are listed here; moves bring their own ways in (`Who`), declared in their procedure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from linli.domain.area import AreaLevel
from linli.domain.directory import Directory
from linli.domain.engine.declarations import Procedure, Relation, Who
from linli.domain.engine.state import CaseState
from linli.domain.follow_up import KIND_OF
from linli.domain.seal import Seal
from linli.domain.unit import Post, Role, Unit, UnitKind

R = Relation
AT_WORK = frozenset({R.HOLDER, R.CO_HANDLER, R.SPONSOR, R.CONVENER})
"""What members of staff are to a case that is theirs to move on."""
WORKING = AT_WORK | {R.REQUESTER, R.PARTY}
OVERSEEING = frozenset({R.UPPER_TIER, R.SUPERVISOR})
DESK = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR})
BY_AREA = DESK | {
    Role.GRID_WORKER,
    Role.GRID_LEADER,
    Role.AUDITOR,
    Role.FOLLOW_UP,
    Role.SPONSOR,
    Role.CONVENER,
}


OVERSEERS = DESK | {Role.UNIT_HEAD}
"""Roles of a centre that watch over its area; its handlers and advisers know what they work on."""
GLASS_ROLES = DESK | {Role.FOLLOW_UP, Role.UNIT_HEAD}
"""Who has a duty in an area that may, in an emergency, reach beyond what they are entitled to."""
GLASS_OPENS = ("case.list", "case.words", "case.requester", "case.sealed")
"""What a broken glass lets one read of a sealed case, for as long as it stays open."""
ANSWERING = DESK | {Role.HANDLER, Role.LIAISON, Role.UNIT_HEAD}
"""Roles of a holding unit that write to whoever asked, where the procedure addresses its papers by name."""
NAMES_PEOPLE = frozenset({"case.requester", "case.sealed"})
"""What the unit of the accused never opens: who it was that accused one of theirs."""
WITHOUT_CASES = frozenset({Role.ADMINISTRATOR})
"""Roles that keep the system running and are nothing to any case, wherever their desk stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRule:
    """One way of being allowed to read: all of its conditions hold together."""

    verb: str
    seals: frozenset[Seal]
    relations: frozenset[Relation] = frozenset()
    """Any one of these; empty: the post's own area must cover the case instead."""
    roles: frozenset[Role] = frozenset()
    """Any one of these; empty: any role, or no post at all."""


_UP_TO_RESTRICTED = frozenset({Seal.OPEN, Seal.RESTRICTED})
_UP_TO_SEALED = _UP_TO_RESTRICTED | {Seal.SEALED}
_CLOSED = frozenset({Seal.CLOSED})
CLOSED_RELATIONS = frozenset({R.HOLDER, R.REQUESTER})
"""To whom a closed case exists at all: the body it is addressed to, and whoever sent it."""

READ_RULES: tuple[ReadRule, ...] = (
    ReadRule(verb="case.list", seals=frozenset({Seal.OPEN}), roles=BY_AREA),
    ReadRule(verb="case.list", seals=_UP_TO_RESTRICTED, relations=WORKING | OVERSEEING | {R.PAST_HOLDER}),
    ReadRule(verb="case.list", seals=_UP_TO_SEALED, relations=WORKING),
    ReadRule(verb="case.list", seals=_UP_TO_SEALED, relations=OVERSEEING, roles=DESK),
    # Of what is sealed the follow-up desk finds the kinds it calls back about: no data right, and no data breach.
    ReadRule(
        verb="case.list", seals=_UP_TO_SEALED, relations=frozenset({R.FOLLOWS_UP}), roles=frozenset({Role.FOLLOW_UP})
    ),
    ReadRule(verb="case.list", seals=_CLOSED, relations=CLOSED_RELATIONS),
    # Whoever answers for lawful erasure finds the matters of the area, and reads none of what people wrote; of a
    # sealed one even to know that it exists takes a duty of its own.
    ReadRule(verb="case.list", seals=_UP_TO_RESTRICTED, roles=frozenset({Role.DATA_PROTECTION_OFFICER})),
    ReadRule(verb="case.words", seals=_UP_TO_RESTRICTED, relations=WORKING | OVERSEEING),
    ReadRule(verb="case.words", seals=frozenset({Seal.OPEN}), roles=frozenset({Role.GRID_WORKER, Role.GRID_LEADER})),
    # An inspector who ordered something put right rechecks it: that cannot be done without reading what was said.
    ReadRule(
        verb="case.words",
        seals=frozenset({Seal.OPEN}),
        relations=frozenset({R.PAST_HOLDER}),
        roles=frozenset({Role.INSPECTOR}),
    ),
    ReadRule(verb="case.words", seals=_UP_TO_SEALED, relations=WORKING),
    ReadRule(verb="case.requester", seals=_UP_TO_RESTRICTED, relations=OVERSEEING, roles=DESK | {Role.FOLLOW_UP}),
    ReadRule(verb="case.requester", seals=_UP_TO_SEALED, relations=frozenset({R.REQUESTER})),
    # A lawful answer names whom it answers; only procedures that say so give this relation (`addressing`).
    ReadRule(verb="case.requester", seals=_UP_TO_RESTRICTED, relations=frozenset({R.ANSWERS}), roles=ANSWERING),
    # Whoever works on a sealed case calls the people in it: nobody else is there to do it. What may be opened is
    # still opened only for a duty that goes on the record (`linli.domain.disclosure`).
    ReadRule(verb="case.requester", seals=frozenset({Seal.SEALED}), relations=AT_WORK),
    # Whoever calls back after the end needs the number of who asked, and nothing that stands in the case.
    ReadRule(
        verb="case.requester",
        seals=frozenset({Seal.SEALED}),
        relations=frozenset({R.CALLS_BACK}),
        roles=frozenset({Role.FOLLOW_UP}),
    ),
    ReadRule(verb="case.sealed", seals=_UP_TO_SEALED, relations=AT_WORK),
    ReadRule(verb="case.glass", seals=frozenset({Seal.SEALED}), roles=GLASS_ROLES),
    *(
        ReadRule(verb=one, seals=frozenset({Seal.SEALED}), relations=frozenset({R.GLASS}), roles=GLASS_ROLES)
        for one in GLASS_OPENS
    ),
    # The exact point is for whoever goes there or sends somebody there; others who read along see the mesh.
    ReadRule(verb="case.point", seals=_UP_TO_RESTRICTED, relations=AT_WORK),
    ReadRule(verb="case.point", seals=_UP_TO_RESTRICTED, relations=OVERSEEING, roles=DESK),
    ReadRule(verb="case.point", seals=frozenset({Seal.OPEN}), roles=frozenset({Role.GRID_WORKER, Role.GRID_LEADER})),
    ReadRule(verb="case.looks", seals=_UP_TO_SEALED, relations=AT_WORK | OVERSEEING | {R.REQUESTER}),
    ReadRule(verb="case.looks", seals=_UP_TO_SEALED, roles=frozenset({Role.DATA_PROTECTION_OFFICER, Role.AUDITOR})),
    ReadRule(verb="case.rating", seals=_UP_TO_SEALED, relations=WORKING | OVERSEEING | {R.PAST_HOLDER}),
    ReadRule(verb="case.export", seals=frozenset({Seal.OPEN}), roles=DESK | {Role.AUDITOR}),
    ReadRule(verb="case.export", seals=_UP_TO_RESTRICTED, relations=WORKING | OVERSEEING),
)
READ_VERBS = frozenset(rule.verb for rule in READ_RULES)


def may(
    verb: str,
    *,
    post: Post | None,
    relations: frozenset[Relation],
    area: str,
    seal: Seal,
    ways: Iterable[Who] = (),
    tier: AreaLevel | None = None,
) -> bool:
    """Say whether `post` (None: nobody signed in), being `relations` to a case, may do `verb`.

    `area` is the case's area path, `tier` the level of the post's unit, `ways` a move's declared ways in.
    The accused never may, and their unit never learns who asked. A closed case exists only for the body it is
    addressed to and for its sender, who may move it on; what it says is readable to nobody here.
    """
    if R.ACCUSED in relations or (seal is Seal.CLOSED and not relations & CLOSED_RELATIONS):
        return False
    if R.BESIDE_ACCUSED in relations and verb in NAMES_PEOPLE:
        return False
    covers = post is not None and area.startswith(post.area_path)
    role = post.role if post else None
    if verb in READ_VERBS:
        return any(
            rule.verb == verb
            and seal in rule.seals
            and (relations & rule.relations if rule.relations else covers)
            and (not rule.roles or role in rule.roles)
            for rule in READ_RULES
        )
    return any(_way_is_open(way, role=role, relations=relations, covers=covers, tier=tier) for way in ways)


def _way_is_open(
    way: Who, *, role: Role | None, relations: frozenset[Relation], covers: bool, tier: AreaLevel | None
) -> bool:
    if way.roles and role not in way.roles:
        return False
    if way.tier is not None and (tier is None or tier.depth > way.tier.depth):
        return False
    return bool(relations & way.relations) if way.relations else covers


SETUP_ROLES: Mapping[str, frozenset[Role]] = {
    "setup.read": frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.DISTRICT_COORDINATOR}),
    "setup.change": frozenset({Role.ADMINISTRATOR}),
    "setup.decide": frozenset(
        {
            Role.ADMINISTRATOR,
            Role.DISTRICT_COORDINATOR,
            Role.CONVENER,
            Role.DATA_PROTECTION_OFFICER,
        }
    ),
    "setup.rehearse": frozenset({Role.ADMINISTRATOR, Role.DISTRICT_COORDINATOR}),
}
"""Which roles do what with the set-up; it counts for the whole county, so their area must be all of it."""


def may_set_up(verb: str, post: Post, directory: Directory) -> bool:
    """Say whether `post` may read, change or rehearse what the county has set up."""
    top = (area for area in directory.tree if area.level is AreaLevel.COUNTY)
    return post.role in SETUP_ROLES[verb] and all(area.path.startswith(post.area_path) for area in top)


ACCOUNT_ROLES = frozenset({Role.DATA_PROTECTION_OFFICER, Role.AUDITOR, Role.UNIT_HEAD})
"""Who sees how people's data were used: in the whole of their area, a head of unit in the unit."""


def answers_for(post: Post, *, unit_id: str, area_path: str) -> bool:
    """Say whether looks of a post in `unit_id` that serves `area_path` are for `post` to account for."""
    if post.role is Role.UNIT_HEAD:
        return post.unit_id == unit_id
    return post.role in ACCOUNT_ROLES and area_path.startswith(post.area_path)


def relations_of(post: Post, state: CaseState, directory: Directory) -> frozenset[Relation]:
    """Return what `post` is to the case."""
    unit = directory.units.get(post.unit_id)
    if unit is None or post.role in WITHOUT_CASES:
        return frozenset()
    found: set[Relation] = set()
    if state.holder.unit == unit.id:
        found.add(R.HOLDER)
    if unit.id in state.co_units:
        found.add(R.CO_HANDLER)
    if unit.id in state.units_before:
        found.add(R.PAST_HOLDER)
    if state.notes.get("sponsor") == post.id:
        found.add(R.SPONSOR)
    if post.staff_id and post.staff_id in state.accused:
        found.add(R.ACCUSED)
    if state.area.startswith(unit.area_path):
        found |= _oversight(post, state, directory)
    return frozenset(found)


def addressing(
    relations: frozenset[Relation], *, post: Post, state: CaseState, directory: Directory, procedure: Procedure
) -> frozenset[Relation]:
    """Return `relations` with what it adds that `procedure` addresses its papers by name: who answers, who never asks.

    Of any other procedure they are as they were.
    """
    if not procedure.holder_addresses:
        return relations
    added: set[Relation] = {R.ANSWERS} if R.HOLDER in relations else set()
    if state.accused and post.unit_id in _units_of_accused(state, directory):
        added.add(R.BESIDE_ACCUSED)
    return relations | added


def _units_of_accused(state: CaseState, directory: Directory) -> set[str]:
    """Return the units of the accused: those noted when they were named, and where they have a post at any time."""
    there = {post.unit_id for post in directory.posts.values() if post.staff_id in state.accused}
    return there.union(state.notes.get("accused_units", "").split())


def oversees(post: Post, unit: Unit) -> bool:
    """Say whether a post watches over the cases of its unit's area, whoever holds them."""
    return (
        (unit.kind is UnitKind.GOVERNANCE_CENTRE and post.role in OVERSEERS)
        or (unit.kind is UnitKind.TEAM and post.role is Role.FOLLOW_UP)
        or (unit.kind is UnitKind.JOINT_MEETING and post.role is Role.CONVENER)
    )


def _oversight(post: Post, state: CaseState, directory: Directory) -> set[Relation]:
    unit = directory.units[post.unit_id]
    if not oversees(post, unit):
        return set()
    found = {R.SUPERVISOR}
    if post.role is Role.FOLLOW_UP and state.procedure in KIND_OF:
        found |= {R.FOLLOWS_UP, R.CALLS_BACK} if state.is_final else {R.FOLLOWS_UP}
    if unit.kind is UnitKind.JOINT_MEETING and state.notes.get("agenda") == unit.id:
        found.add(R.CONVENER)
    if unit.kind is not UnitKind.TEAM and _is_upper_tier(post, unit, directory.units.get(state.holder.unit)):
        found.add(R.UPPER_TIER)
    return found


def _is_upper_tier(post: Post, unit: Unit, holder: Unit | None) -> bool:
    """A centre (or meeting) stands above lower tiers and above other bodies of its own; at the top, its heads do."""
    if holder is None or holder.tier.depth > unit.tier.depth:
        return True
    if holder.tier.depth < unit.tier.depth:
        return False
    if holder.id == unit.id:
        return unit.tier is AreaLevel.COUNTY and post.role in (Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD)
    return holder.kind is not UnitKind.GOVERNANCE_CENTRE or unit.kind is UnitKind.JOINT_MEETING


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The cases a post may list, as a store can ask for them: `may("case.list")` in the form of a query."""

    area_seals: frozenset[Seal] = frozenset()
    """Seals readable by area alone, below `area_path`."""
    oversight_seals: frozenset[Seal] = frozenset()
    """Seals readable below `oversight_path`, for a centre, the follow-up team or a meeting."""
    follow_seals: frozenset[Seal] = frozenset()
    """Seals readable below `oversight_path` of the kinds that are called back about."""
    call_seals: frozenset[Seal] = frozenset()
    """The same, once the matter has ended."""
    work_seals: frozenset[Seal] = frozenset()
    """Seals readable where the unit holds."""
    part_seals: frozenset[Seal] = frozenset()
    """Seals readable where the unit co-handles, the post is sponsor, or its meeting has the case on its agenda."""
    past_seals: frozenset[Seal] = frozenset()
    """Seals readable where the unit once held."""
    area_path: str = ""
    oversight_path: str | None = None
    unit_id: str = ""
    post_id: str = ""
    staff_id: str = field(default="")
    """Whoever is accused in a case does not see it."""

    def holds(self, state: CaseState) -> bool:
        """Say whether `state` lies within reach: what a store's query must amount to."""
        if self.staff_id and self.staff_id in state.accused:
            return False
        seal = Seal(state.seal)
        overseen = self.oversight_path is not None and state.area.startswith(self.oversight_path)
        followed = overseen and state.procedure in KIND_OF
        on_agenda = overseen and state.notes.get("agenda") == self.unit_id
        is_part = self.unit_id in state.co_units or state.notes.get("sponsor") == self.post_id or on_agenda
        return (
            (seal in self.area_seals and state.area.startswith(self.area_path))
            or (seal in self.oversight_seals and overseen)
            or (seal in self.follow_seals and followed)
            or (seal in self.call_seals and followed and state.is_final)
            or (seal in self.work_seals and state.holder.unit == self.unit_id)
            or (seal in self.part_seals and is_part)
            or (seal in self.past_seals and self.unit_id in state.units_before)
        )


def reach_of(post: Post, directory: Directory, verb: str = "case.list") -> Reach:
    """Return what `post` may list (or do by another reading verb), derived from the same rules as `may`."""
    return reach_within(post, directory.units[post.unit_id], verb)


def reach_within(post: Post, unit: Unit, verb: str = "case.list") -> Reach:
    """Do as `reach_of`, for who knows the post's unit and no directory."""
    if post.role in WITHOUT_CASES:
        return Reach(area_path=post.area_path, unit_id=unit.id, post_id=post.id, staff_id=post.staff_id or "")

    def seals(relation: Relation | None) -> frozenset[Seal]:
        found: set[Seal] = set()
        for rule in READ_RULES:
            fits = relation in rule.relations if relation else not rule.relations
            if rule.verb == verb and fits and (not rule.roles or post.role in rule.roles):
                found |= rule.seals
        return frozenset(found)

    is_overseeing = oversees(post, unit)
    calls = is_overseeing and post.role is Role.FOLLOW_UP
    return Reach(
        area_seals=seals(None),
        oversight_seals=seals(R.SUPERVISOR) if is_overseeing else frozenset(),
        follow_seals=seals(R.FOLLOWS_UP) if calls else frozenset(),
        call_seals=seals(R.CALLS_BACK) if calls else frozenset(),
        work_seals=seals(R.HOLDER),
        part_seals=seals(R.CO_HANDLER),
        past_seals=seals(R.PAST_HOLDER),
        area_path=post.area_path,
        oversight_path=unit.area_path if is_overseeing else None,
        unit_id=unit.id,
        post_id=post.id,
        staff_id=post.staff_id or "",
    )
