"""What the pages of the set-up show: counts, gaps, and whether a district is ready to open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office
from linli.domain.area import Area, AreaLevel
from linli.domain.directory import Directory
from linli.domain.duty import Duty, DutyRole
from linli.domain.unit import Role, UnitKind
from linli.domain.wording import Wording

ANSWERING = (DutyRole.TERRITORIAL, DutyRole.SECTOR, DutyRole.PRINCIPAL)
"""Duties by which a matter finds its unit."""
NAMED_MAX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """One thing that must, or should, stand before a district opens."""

    key: str
    noun: str
    """Where it is put right."""
    title: Wording
    detail: Wording
    is_done: bool
    is_needed: bool = True


def counts(office: Office) -> dict[str, int]:
    """Return how much of each noun is in use."""
    setup = office.directory.setup
    return {
        "area": sum(one.valid_to is None for one in setup.areas),
        "unit": sum(one.is_active for one in setup.units),
        "post": sum(one.ended_at is None for one in setup.posts),
        "duty": sum(one.is_active for one in setup.duties),
        "category": sum(one.is_active for one in setup.categories),
        "limit": sum(one.is_active for one in setup.limits),
        "year_table": len(setup.calendar.tables),
        "setting": len({one.key for one in setup.settings}),
        "message_text": len([one for one in setup.texts if not one.is_reset]),
        "list_item": sum(one.is_active for one in setup.lists),
        "mediation_committee": sum(one.is_active for one in setup.committees),
        "mediator": sum(one.is_active for one in setup.mediators),
        "checklist": len(office.directory.checklists.keys),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyCell:
    """What a category's duty in an area is: whose, and whether the cell says so itself."""

    duty: Duty | None
    is_own: bool = False


def duty_cell(directory: Directory, category: str, area: Area, role: DutyRole) -> DutyCell:
    """Return whose duty of `role` a category is in an area."""
    found = directory.responsible(category, area.path, role)
    is_own = found is not None and (found.category, found.area_path) == (category, area.path)
    return DutyCell(duty=found, is_own=is_own)


def gaps(directory: Directory) -> tuple[tuple[str, Area], ...]:
    """Return the second-level categories and subdistricts for which no unit answers in any role."""
    streets = _streets(directory)
    return tuple(
        (one.key, area)
        for one in directory.setup.categories
        if one.is_active and one.parent_key
        for area in streets
        if not any(directory.responsible(one.key, area.path, role) for role in ANSWERING)
    )


def _streets(directory: Directory) -> list[Area]:
    return [one for one in directory.tree if one.level is AreaLevel.SUBDISTRICT and one.valid_to is None]


def readiness(office: Office, now: datetime) -> tuple[Readiness, ...]:
    """Return the check list of a district, in the order in which it is set up."""
    directory = office.directory
    return (_areas(directory), *_units(directory), _posts(directory, now), _duties(directory),
            _limits(directory), _calendar(directory, now), _outlines(directory))  # fmt: skip


def _check(key: str, noun: str, title: tuple[str, str], missing: Iterable[str], *, is_needed: bool = True) -> Readiness:
    names = list(missing)
    more = "" if len(names) <= NAMED_MAX else f" … ({len(names)})"
    told = "、".join(names[:NAMED_MAX]) + more
    told_en = ", ".join(names[:NAMED_MAX]) + more
    return Readiness(
        key=key, noun=noun, title=Wording(*title), is_done=not names, is_needed=is_needed,
        detail=Wording(f"缺:{told}" if names else "已齐全", f"Missing: {told_en}" if names else "Complete"),
    )  # fmt: skip


def _areas(directory: Directory) -> Readiness:
    counted = dict.fromkeys(AreaLevel, 0)
    for area in directory.tree:
        counted[area.level] += 1
    words = {AreaLevel.SUBDISTRICT: "街道乡镇", AreaLevel.COMMUNITY: "社区村", AreaLevel.GRID: "网格"}
    missing = [name for level, name in words.items() if not counted[level]]
    return _check("areas", "area", ("区划分到网格", "Areas down to the grid"), missing)


def _units(directory: Directory) -> tuple[Readiness, Readiness]:
    tiers = [one for one in directory.tree if one.level in (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT)]
    no_centre = [one.name for one in tiers if directory.centre_for(one.path, one.level) is None]
    communities = [one for one in directory.tree if one.level is AreaLevel.COMMUNITY]
    held = {unit.area_path for unit in directory.units.values() if unit.kind is UnitKind.COMMITTEE}
    no_committee = [one.name for one in communities if one.path not in held]
    return (
        _check("centres", "unit", ("区和每个街道有综治中心", "A centre for each subdistrict"), no_centre),
        _check(
            "committees", "unit", ("每个社区村有居(村)委会", "A committee for every community"), no_committee,
            is_needed=False,
        ),
    )  # fmt: skip


def _posts(directory: Directory, now: datetime) -> Readiness:
    centres = [one for one in directory.units.values() if one.kind is UnitKind.GOVERNANCE_CENTRE and one.is_active]
    wanted = (Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR)
    empty = [one.name for one in centres if not directory.posts_of(one.id, now, wanted)]
    answering = {duty.unit_id for duty in directory.setup.duties if duty.is_active}
    empty += [
        unit.name
        for unit in directory.units.values()
        if unit.id in answering and unit.is_active and not directory.posts_of(unit.id, now) and unit.name not in empty
    ]
    title = ("中心有受理员,有职责的单位有人", "Centres have an operator, units with duties somebody in post")
    return _check("posts", "post", title, empty)


def _duties(directory: Directory) -> Readiness:
    missing = {key for key, _ in gaps(directory)}
    names = [one.name.zh for one in directory.setup.categories if one.key in missing]
    if not _streets(directory):
        names = ["街道乡镇"]
    return _check(
        "duties", "duty", ("每个类别在每个街道都有单位负责", "A unit answers for every kind everywhere"), names
    )


def _limits(directory: Directory) -> Readiness:
    standing = {one.urgency for one in directory.setup.limits if one.is_active and not one.category}
    words = {"ordinary": "一般", "urgent": "紧急"}
    missing = [word for urgency, word in words.items() if urgency not in standing]
    return _check("limits", "limit", ("有兜底的时限", "A limit for everything else"), missing)


def _calendar(directory: Directory, now: datetime) -> Readiness:
    year = directory.calendar.local_date(now).year
    missing = [str(one) for one in (year,) if directory.calendar.is_provisional(one)]
    return _check("calendar", "year_table", ("今年的放假安排", "This year's days off"), missing)


def _outlines(directory: Directory) -> Readiness:
    grids = [one for one in directory.tree if one.level is AreaLevel.GRID and one.valid_to is None]
    missing = [one.name for one in grids if one.geometry is None]
    title = ("网格有边界(没有时由人工选网格)", "Grids have outlines (else the grid is chosen by hand)")
    return _check("outlines", "area", title, missing, is_needed=False)
