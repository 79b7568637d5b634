"""Who sits in the rooms where letters are opened and visitors received: the window and its heads, at their unit."""

from linli.actions.deciding import Office
from linli.domain.engine.moves import move_for
from linli.domain.unit import Post, Role, UnitKind
from linli.procedures import procedures

ROOM_ROLES = frozenset(
    {
        Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.HANDLER, Role.LIAISON,
        Role.CONVENER, Role.SPONSOR,
    }
)  # fmt: skip
PLANNERS = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD})
"""Who draws up the rota of a unit."""
ROOM_KINDS = frozenset({UnitKind.GOVERNANCE_CENTRE, UnitKind.DEPARTMENT, UnitKind.COMMITTEE, UnitKind.JOINT_MEETING})
OWN_ROOMS = frozenset({"data_right", "data_breach", "oversight", "support", "hazard"})
"""Procedures that begin in a room of their own and never at this window."""


def has_rooms(office: Office, post: Post) -> bool:
    """Say whether letters and visitors are received where this post sits."""
    unit = office.directory.units.get(post.unit_id)
    return post.role in ROOM_ROLES and unit is not None and unit.kind in ROOM_KINDS


def may_plan(office: Office, post: Post) -> bool:
    """Say whether this post draws up the rota of its unit."""
    return post.role in PLANNERS and has_rooms(office, post)


def procedures_for(post: Post) -> tuple[str, ...]:
    """Return the procedures in which this post may take in a matter at the window, in the order of their names."""
    found = []
    for key, procedure in sorted(procedures().items(), key=lambda pair: (pair[0] != "grid_event", pair[0])):
        move = move_for(procedure, None, "file")
        if key in OWN_ROOMS or move is None or "channel" not in dict(move.asks()):
            continue
        if any(post.role in way.roles or not way.roles for way in move.who):
            found.append(key)
    return tuple(found)
