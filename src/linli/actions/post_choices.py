"""Posts that a move may name: whoever takes over in the unit that holds a matter, and whom an accusation is about."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from linli.actions.deciding import Office
from linli.domain.engine.access import WITHOUT_CASES
from linli.domain.engine.state import CaseState
from linli.domain.unit import SPONSORING, Post, Role
from linli.store import staff

ACCUSED = "accused_post"
SECOND_INSPECTOR = "second_inspector"


def posts_for(office: Office, state: CaseState, field: str, now: datetime) -> tuple[Post, ...]:
    """Return the posts that may be named in `field`, unit by unit: of the holding unit, or of all that reach there.

    A sponsor is one of those whose work that is, and of no unit that handles it.
    """
    directory = office.directory
    if field == SECOND_INSPECTOR:
        return _inspectors(office, state, now)
    if field not in (ACCUSED, "sponsor"):
        held = directory.posts_of(state.holder.unit, now)
        return tuple(one for one in held if one.id != state.holder.post and one.role not in WITHOUT_CASES)
    units = [
        unit
        for unit in directory.units.values()
        if state.area.startswith(unit.area_path) or unit.area_path.startswith(state.area)
    ]
    ordered = sorted(units, key=lambda unit: (unit.id != state.holder.unit, -unit.tier.depth, unit.id))
    posts = (post for unit in ordered for post in directory.posts_of(unit.id, now))
    return tuple(one for one in posts if field == ACCUSED or one.role in SPONSORING)


def _inspectors(office: Office, state: CaseState, now: datetime) -> tuple[Post, ...]:
    """Return who may be the other inspector: anybody at work in the holding unit, and inspectors who reach there."""
    directory = office.directory
    held = [one for one in directory.posts_of(state.holder.unit, now) if one.role not in WITHOUT_CASES]
    others = [
        one for one in directory.posts.values()
        if one.role is Role.INSPECTOR and one.is_active(now) and one.unit_id != state.holder.unit
        and state.area.startswith(one.area_path)
    ]  # fmt: skip
    return (*held, *sorted(others, key=lambda one: (one.unit_id, one.id)))


def staff_names(posts: Iterable[Post]) -> Mapping[str, str]:
    """Return who holds the posts, by pseudonym."""
    return staff.names_of({post.staff_id for post in posts if post.staff_id})
