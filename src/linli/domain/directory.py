"""The directory: one immutable snapshot of a county's areas, units, posts, duties, limits and calendar."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime

from linli.domain.area import Area, AreaLevel, AreaTree, area_class_of
from linli.domain.calendar import WorkingCalendar
from linli.domain.category import Category
from linli.domain.duty import Duty, DutyRole
from linli.domain.house_list import ListItem
from linli.domain.limit import Limit, limit_at, matrix_of
from linli.domain.mediation_committee import MediationCommittee
from linli.domain.mediator import Mediator
from linli.domain.message_text import MessageText, MessageTexts
from linli.domain.own_checklist import ChecklistHead, ChecklistLine, Checklists
from linli.domain.place import Place
from linli.domain.setting import Setting
from linli.domain.settings_catalogue import Settings
from linli.domain.unit import Post, Role, Unit, UnitKind

TAKES_WORK: tuple[Role, ...] = (
    Role.HANDLER,
    Role.LIAISON,
    Role.DISPATCHER,
    Role.OPERATOR,
    Role.GRID_LEADER,
    Role.MEDIATOR,
    Role.DISTRICT_COORDINATOR,
    Role.CONVENER,
    Role.FOLLOW_UP,
    Role.UNIT_HEAD,
    Role.INSPECTOR,
    Role.COMMUNITY_OFFICER,
)
"""Roles that can be handed a case, in the order in which they are asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """What a county has set up: the raw material of a directory."""

    county: str
    areas: tuple[Area, ...]
    units: tuple[Unit, ...]
    posts: tuple[Post, ...]
    duties: tuple[Duty, ...]
    categories: tuple[Category, ...]
    limits: tuple[Limit, ...]
    calendar: WorkingCalendar
    version: str = "1"
    settings: tuple[Setting, ...] = ()
    texts: tuple[MessageText, ...] = ()
    lists: tuple[ListItem, ...] = ()
    places: tuple[Place, ...] = ()
    committees: tuple[MediationCommittee, ...] = ()
    mediators: tuple[Mediator, ...] = ()
    checklists: tuple[ChecklistHead, ...] = ()
    checklist_items: tuple[ChecklistLine, ...] = ()
    machines: frozenset[str] = frozenset()
    """Pseudonyms behind which stands another system: its post acts, and is never given work."""


def in_key_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return places in the order of their numbers, which is the same on every machine."""
    return tuple(sorted(places, key=lambda one: one.key))


class Directory:
    """Answers who is who and whose duty what is; never changes after it is built."""

    def __init__(self, setup: Setup) -> None:
        """Index `setup`."""
        self.setup = setup
        self.county = setup.county
        self.version = setup.version
        self.calendar = setup.calendar
        self.settings = Settings(setup.settings)
        self.texts = MessageTexts(setup.texts)
        self.checklists = Checklists(setup.checklists, setup.checklist_items)
        self.tree = AreaTree(setup.areas)
        self.units: Mapping[str, Unit] = {unit.id: unit for unit in setup.units}
        self.posts: Mapping[str, Post] = {post.id: post for post in setup.posts}
        self.categories: Mapping[str, Category] = {one.key: one for one in setup.categories}
        self.committees: Mapping[str, MediationCommittee] = {one.unit_id: one for one in setup.committees}
        self.mediators: Mapping[str, Mediator] = {one.post_id: one for one in setup.mediators}
        self._posts_of: dict[str, list[Post]] = defaultdict(list)
        for post in setup.posts:
            self._posts_of[post.unit_id].append(post)
        self._centres = {
            (unit.area_path, unit.kind): unit
            for unit in setup.units
            if unit.kind in (UnitKind.GOVERNANCE_CENTRE, UnitKind.JOINT_MEETING, UnitKind.COMMITTEE)
        }
        self.limits = matrix_of(limit for limit in setup.limits if limit.is_active)
        self._duties: dict[tuple[DutyRole, str], list[Duty]] = defaultdict(list)
        for duty in setup.duties:
            if not duty.is_active:
                continue
            self._duties[(duty.role, duty.area_path)].append(duty)

    def with_places(self, changed: Iterable[Place], *, version: str) -> "Directory":
        """Return the directory of a later version in which only these places are new or other than before."""
        told = {one.id: one for one in changed}
        places = in_key_order([*(told.pop(one.id, one) for one in self.setup.places), *told.values()])
        after = copy(self)  # nothing but the set-up itself holds places, so every index stays as it is
        after.setup = replace(self.setup, places=places, version=version)
        after.version = version
        return after

    def unit_name(self, unit_id: str) -> str:
        """Return a unit's name, or "" for an unknown one."""
        unit = self.units.get(unit_id)
        return unit.name if unit else ""

    def responsible(self, category: str, area_path: str, role: DutyRole) -> Duty | None:
        """Return the most precise duty of `role`: the longest area path, then the longest category."""
        for path in _paths_up(area_path):
            found = [duty for duty in self._duties.get((role, path), ()) if duty.covers(category, area_path)]
            active = [duty for duty in found if self.units[duty.unit_id].is_active]
            if active:
                return max(active, key=lambda duty: duty.precision)
        return None

    def centre_for(self, area_path: str, level: AreaLevel) -> Unit | None:
        """Return the governance centre of `level` whose area covers `area_path`."""
        area = self.tree.at_level(area_path, level)
        return self._centres.get((area.path, UnitKind.GOVERNANCE_CENTRE)) if area else None

    def lowest_centre(self, area_path: str) -> Unit | None:
        """Return the nearest governance centre above (or at) `area_path`."""
        for path in _paths_up(area_path):
            centre = self._centres.get((path, UnitKind.GOVERNANCE_CENTRE))
            if centre is not None:
                return centre
        return None

    def lowest_committee(self, area_path: str) -> Unit | None:
        """Return the nearest residents' or villagers' committee above (or at) `area_path`."""
        committees = (self._centres.get((path, UnitKind.COMMITTEE)) for path in _paths_up(area_path))
        return next((one for one in committees if one is not None), None)

    def upper_unit(self, unit_id: str, area_path: str) -> Unit | None:
        """Return the governance centre one tier above `unit_id` for a matter in `area_path`; None at the top."""
        unit = self.units.get(unit_id)
        if unit is None:
            return self.lowest_centre(area_path)
        if unit.kind is not UnitKind.GOVERNANCE_CENTRE and unit.tier is AreaLevel.COUNTY:
            return self.centre_for(area_path, AreaLevel.COUNTY)
        for path in _paths_up(area_path):
            centre = self._centres.get((path, UnitKind.GOVERNANCE_CENTRE))
            if centre is not None and centre.tier.depth < unit.tier.depth:
                return centre
        return None

    def joint_meeting(self, area_path: str, level: AreaLevel = AreaLevel.COUNTY) -> Unit | None:
        """Return the joint meeting of `level` that covers `area_path`."""
        area = self.tree.at_level(area_path, level)
        return self._centres.get((area.path, UnitKind.JOINT_MEETING)) if area else None

    def posts_of(self, unit_id: str, now: datetime, roles: Iterable[Role] = ()) -> tuple[Post, ...]:
        """Return the posts of a unit that are held at `now`, optionally of some roles only."""
        wanted = frozenset(roles)
        held = (post for post in self._posts_of.get(unit_id, ()) if post.is_active(now))
        return tuple(post for post in held if not wanted or post.role in wanted)

    def working_post(
        self, unit_id: str, now: datetime, area_path: str, *, first: Role | None = None,
        but: frozenset[str] = frozenset(),
    ) -> Post | None:  # fmt: skip
        """Return the post of `unit_id` that takes a matter in `area_path`, also when nobody was named.

        The role asked first wins, then the order of TAKES_WORK, then the closest area, then the id. A matter of a
        whole area may go to a post that serves a part of it. No matter goes to another system's post, nor to `but`.
        """
        asked = dict.fromkeys((first, *TAKES_WORK) if first else TAKES_WORK)
        order = {role: rank for rank, role in enumerate(asked)}
        able = [
            post
            for post in self.posts_of(unit_id, now)
            if post.staff_id not in self.setup.machines
            and post.staff_id not in but
            and post.role in order
            and (area_path.startswith(post.area_path) or post.area_path.startswith(area_path))
        ]
        return min(able, key=lambda post: (order[post.role], -len(post.area_path), post.id), default=None)

    def limit(self, category: str, area_path: str, urgency: str) -> Limit:
        """Return the handling limit for a matter; raises LookupError where not even a row for everything stands."""
        area_class = area_class_of(self.tree, area_path)
        found = limit_at(self.limits, category, area_class, urgency)
        if found is None:
            raise LookupError(f"no handling limit for {category}, {area_class}, {urgency}")
        return found


def _paths_up(area_path: str) -> Iterable[str]:
    """Yield `area_path` and every path above it, the longest first."""
    path = area_path
    while path not in ("", "/"):
        yield path
        path = path.rstrip("/").rpartition("/")[0] + "/"
