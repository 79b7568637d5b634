"""Who plans, does and reads an inspection: its inspectors, its unit, and those who answer for the area.

Pure. An unannounced inspection is known to nobody but its inspectors and its own unit until it has begun.
Source: design/PROCEDURES.md 6 (restricted); CHARTER (rounds measure work and places, and rank nobody).
"""

from linli.domain.directory import Directory
from linli.domain.inspection import Inspection, InspectionStage, Kind
from linli.domain.unit import Post, Role, Unit, UnitKind

PLANNING = frozenset(
    {Role.UNIT_HEAD, Role.LIAISON, Role.GRID_LEADER, Role.DISTRICT_COORDINATOR, Role.DISPATCHER, Role.INSPECTOR}
)
"""Roles that plan inspections of their own unit."""
INSPECTING = frozenset(
    {
        Role.INSPECTOR, Role.HANDLER, Role.LIAISON, Role.GRID_LEADER, Role.GRID_WORKER, Role.UNIT_HEAD,
        Role.COMMUNITY_OFFICER, Role.DISTRICT_COORDINATOR, Role.SPONSOR, Role.CONVENER,
    }
)  # fmt: skip
"""Roles that may be sent to look."""
LEADING = frozenset({Role.UNIT_HEAD, Role.SPONSOR, Role.CONVENER, Role.DISTRICT_COORDINATOR})
"""Roles of which one leads a leader-led inspection."""
READING = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.GRID_LEADER})
"""Roles of a governance centre or a committee that read what was looked at in their area."""
ANSWERS_FOR_AREA = frozenset({UnitKind.GOVERNANCE_CENTRE, UnitKind.COMMITTEE})


def may_plan(post: Post, directory: Directory) -> bool:
    """Say whether `post` plans inspections of its unit."""
    unit = directory.units.get(post.unit_id)
    return post.role in PLANNING and unit is not None and unit.is_active


def has_inspections(post: Post) -> bool:
    """Say whether `post` has anything to do with inspections."""
    return post.role in PLANNING | INSPECTING | READING or post.role is Role.AUDITOR


def covers(post: Post, area_path: str) -> bool:
    """Say whether `post` serves `area_path`, wholly or in part."""
    return area_path.startswith(post.area_path) or post.area_path.startswith(area_path)


def may_do(post: Post, inspection: Inspection) -> bool:
    """Say whether `post` looks, answers and finishes: its inspectors alone."""
    return post.id in inspection.head.inspectors


def may_steer(post: Post, inspection: Inspection, directory: Directory) -> bool:
    """Say whether `post` changes the plan or calls it off: a planner of its unit."""
    return post.unit_id == inspection.head.unit and may_plan(post, directory)


def may_read(post: Post, inspection: Inspection, directory: Directory) -> bool:
    """Say whether `post` may open an inspection."""
    head = inspection.head
    if may_do(post, inspection):
        return True
    if post.unit_id in (head.unit, *head.units) and post.role in PLANNING | READING:
        return True
    is_hidden = head.kind == Kind.UNANNOUNCED.value and inspection.stage in (
        InspectionStage.PLANNED, InspectionStage.CANCELLED,
    )  # fmt: skip
    return not is_hidden and reads_area(post, head.area, directory)


def reads_area(post: Post, area_path: str, directory: Directory) -> bool:
    """Say whether `post` reads what was looked at in `area_path`, whoever looked."""
    if not area_path.startswith(post.area_path):
        return False
    unit = directory.units.get(post.unit_id)
    answers = unit is not None and unit.kind in ANSWERS_FOR_AREA and post.role in READING
    return answers or post.role is Role.AUDITOR


def is_one_person(one: Post, other: Post) -> bool:
    """One person with two posts is still one person."""
    return one.id == other.id or bool(one.staff_id and one.staff_id == other.staff_id)


def enforces(unit: Unit) -> bool:
    """Say whether `unit` looks in a power of its own that the law gives it, so that two have to come."""
    return unit.kind is UnitKind.DEPARTMENT
