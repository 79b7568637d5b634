"""Posts that a move may name: whoever takes over in the unit that holds a matter, and whom an accusation is about."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from linli.actions.deciding import Office
from linli.domain.engine.access import WITHOUT_CASES
from linli.domain.engine.state import CaseState
from linli.domain.unit import SPONSORING, Post
from linli.store import staff

ACCUSED = "accused_post"


def posts_for(office: Office, state: CaseState, field: str, now: datetime) -> tuple[Post, ...]:
    """Return the posts that may be named in `field`, unit by unit: of the holding unit, or of all that reach there.

    A sponsor is one of those whose work that is, and of no unit that handles it.
    """
    directory = office.directory
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


def staff_names(posts: Iterable[Post]) -> Mapping[str, str]:
    """Return who holds the posts, by pseudonym."""
    return staff.names_of({post.staff_id for post in posts if post.staff_id})
