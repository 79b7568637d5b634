"""Who may read, keep, check and help a place: those of its area, its regulator, who answers for it, who adopted it.

Source: PROCEDURES 6 (sector regulator and territorial owner); FIELD.md §4 (grid workers know their places).
"""

from linli.domain.directory import Directory
from linli.domain.place import Place
from linli.domain.place_file import PlaceFile
from linli.domain.place_query import PlaceScope
from linli.domain.unit import Post, Role, UnitKind

KEEPING_ROLES = frozenset(
    {Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.GRID_LEADER, Role.ADMINISTRATOR}
)
KEEPING_KINDS = frozenset({UnitKind.GOVERNANCE_CENTRE, UnitKind.COMMITTEE})
CHECKING_ROLES = KEEPING_ROLES | {Role.GRID_WORKER, Role.INSPECTOR, Role.LIAISON, Role.HANDLER}
HELPING_ROLES = KEEPING_ROLES | {Role.LIAISON, Role.HANDLER, Role.CONVENER, Role.SPONSOR}


def scope_of(post: Post) -> PlaceScope:
    """Return whose places `post` may list."""
    return PlaceScope(area_path=post.area_path, unit=post.unit_id)


def may_read(post: Post, file: PlaceFile) -> bool:
    """Say whether `post` may open a place."""
    place = file.place
    if place.area_path.startswith(post.area_path) or post.unit_id in (place.regulator_unit, place.owner_unit):
        return True
    return any(one.unit == post.unit_id for one in file.adopters)


def is_keeper(post: Post, directory: Directory) -> bool:
    """Say whether `post` enters and changes places of its area: at a centre or a committee."""
    unit = directory.units.get(post.unit_id)
    return unit is not None and unit.kind in KEEPING_KINDS and post.role in KEEPING_ROLES


def may_keep(post: Post, place: Place, directory: Directory) -> bool:
    """Say whether `post` may change, close or merge this place."""
    return is_keeper(post, directory) and place.area_path.startswith(post.area_path)


def may_check(post: Post, place: Place, directory: Directory) -> bool:
    """Say whether `post` may go through the checklist: keepers, grid workers of the area, regulator and owner."""
    if may_keep(post, place, directory):
        return True
    if post.role not in CHECKING_ROLES:
        return False
    is_own_unit = post.unit_id in (place.regulator_unit, place.owner_unit)
    is_of_area = post.role in (Role.GRID_WORKER, Role.INSPECTOR) and place.area_path.startswith(post.area_path)
    return is_own_unit or is_of_area


def may_help(post: Post, file: PlaceFile, unit: str, directory: Directory) -> bool:
    """Say whether `post` may log help by `unit`: that unit itself, or whoever keeps the place."""
    if may_keep(post, file.place, directory):
        return True
    return post.unit_id == unit and post.role in HELPING_ROLES
