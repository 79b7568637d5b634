"""The cast: who acts for a unit or an area, as the posts of the directory have it."""

from collections.abc import Iterable
from datetime import datetime

from linli.actions.deciding import Office
from linli.actions.duty_units import duty_units
from linli.actions.seats import actor_at
from linli.domain.area import AreaLevel
from linli.domain.engine.context import Actor
from linli.domain.engine.state import CaseState
from linli.domain.unit import Post, Role, Unit, UnitKind


class Cast:
    """Looks people up in one county's directory."""

    def __init__(self, office: Office, now: datetime) -> None:
        """Index the grid workers, whom no other lookup finds by their grid."""
        self.directory = office.directory
        self.now = now
        posts = self.directory.posts.values()
        self._grid_workers = {post.area_path: post for post in posts if post.role is Role.GRID_WORKER}
        self._by_key = {unit.key: unit for unit in self.directory.units.values()}
        self._committees = {
            unit.area_path: unit
            for unit in self.directory.units.values()
            if unit.kind is UnitKind.MEDIATION_COMMITTEE and unit.tier is not AreaLevel.COUNTY
        }
        self._departments = sorted(
            (unit for unit in self.directory.units.values() if unit.kind is UnitKind.DEPARTMENT), key=lambda one: one.id
        )

    def grid_worker(self, grid: str) -> Post:
        """Return the worker of a grid; raises KeyError for one without."""
        return self._grid_workers[grid]

    def has_grid_worker(self, grid: str) -> bool:
        """Say whether a grid has a worker of its own."""
        return grid in self._grid_workers

    def centre(self, area_path: str, level: AreaLevel = AreaLevel.SUBDISTRICT) -> Unit:
        """Return the governance centre of `level` over an area."""
        centre = self.directory.centre_for(area_path, level)
        if centre is None:
            raise LookupError(f"no {level} centre over {area_path}")
        return centre

    def posts(self, unit: Unit, *roles: Role) -> tuple[Post, ...]:
        """Return the posts of a unit, in the order of `roles` where any are named."""
        held = self.directory.posts_of(unit.id, self.now)
        return tuple(post for role in roles for post in held if post.role is role) if roles else held

    def team(self, key: str) -> tuple[Post, ...]:
        """Return the posts of the unit with that key; raises StopIteration for none."""
        unit = next(one for one in self.directory.units.values() if one.key == key)
        return self.directory.posts_of(unit.id, self.now)

    def unit(self, key: str) -> Unit:
        """Return the unit of that key; raises KeyError for none."""
        return self._by_key[key]

    def mediators(self, area_path: str) -> Unit:
        """Return the mediation committee of the community in which an area lies."""
        return self._committee(area_path, AreaLevel.COMMUNITY)

    def mediators_of_street(self, area_path: str) -> Unit:
        """Return the mediation committee of the street in which an area lies."""
        return self._committee(area_path, AreaLevel.SUBDISTRICT)

    def _committee(self, area_path: str, level: AreaLevel) -> Unit:
        area = self.directory.tree.at_level(area_path, level)
        if area is None:
            raise LookupError(f"no {level} over {area_path}")
        return self._committees[area.path]

    def duty_unit(self, category: str, area_path: str) -> Unit:
        """Return whom the desk suggests first, as far as somebody works there; the street's own centre otherwise."""
        for one in duty_units(self.directory, category, area_path):
            if self.directory.working_post(one.unit.id, self.now, area_path):
                return one.unit
        return self.centre(area_path)

    def department_but(self, unit_ids: Iterable[str], choice: int) -> Unit:
        """Return one of the departments that are none of `unit_ids`."""
        barred = set(unit_ids)
        others = [unit for unit in self._departments if unit.id not in barred]
        return others[choice % len(others)]

    def holder(self, state: CaseState) -> Actor:
        """Return who works on a case now: the post that holds it, else whoever in the unit takes work."""
        post = self.directory.posts.get(state.holder.post) or self.directory.working_post(
            state.holder.unit, self.now, state.area
        )
        if post is None:
            raise LookupError(f"nobody works in {state.holder.unit}")
        return actor_at(post)

    def free(self, posts: Iterable[Post], state: CaseState, verbs: tuple[str, ...]) -> Actor:
        """Return the first of `posts` whose holder did none of `verbs` on the case; raises LookupError."""
        acts = state.actors_of(verbs)
        people, held = {act.staff for act in acts}, {act.post for act in acts}
        for post in posts:
            if post.id not in held and post.staff_id not in people:
                return actor_at(post)
        raise LookupError(f"everybody had a hand in {state.number}")
