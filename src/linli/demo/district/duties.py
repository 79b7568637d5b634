"""The responsibility matrix: for every category in every grid, who holds, who assists and who owns."""

from collections.abc import Iterable, Sequence

from linli.demo.district.departments import (
    COMMUNITY_CATEGORIES,
    DEPARTMENTS,
    ESTATE_CATEGORIES,
    SERVICE_BODY,
    UTILITIES,
)
from linli.demo.district.identity import demo_id
from linli.demo.district.units import Staffing
from linli.domain.area import Area
from linli.domain.duty import Duty, DutyRole
from linli.domain.unit import Role, Unit, UnitKind

Cell = tuple[Unit, str, str, DutyRole, str | None]
"""Unit, category, area path, role, post."""


def draw_matrix(county: Area, staffing: Staffing) -> tuple[Duty, ...]:
    """Return every cell of the matrix."""
    units = staffing.units
    cells = [*_territorial(units), *_sector(county, units), *_principal(county, units), *_posts(staffing)]
    return tuple(
        Duty(
            id=demo_id("duty", number),
            unit_id=unit.id,
            category=category,
            area_path=path,
            role=role,
            post_id=post_id,
        )
        for number, (unit, category, path, role, post_id) in enumerate(cells)
    )


def _territorial(units: Sequence[Unit]) -> Iterable[Cell]:
    """The subdistrict's centre answers for everything in its area, the committee for its own list."""
    for unit in units:
        if unit.kind is UnitKind.GOVERNANCE_CENTRE:
            yield unit, "", unit.area_path, DutyRole.TERRITORIAL, None
        if unit.kind is UnitKind.COMMITTEE:
            for category in COMMUNITY_CATEGORIES:
                yield unit, category, unit.area_path, DutyRole.TERRITORIAL, None


def _sector(county: Area, units: Sequence[Unit]) -> Iterable[Cell]:
    by_key = {unit.key: unit for unit in units}
    for body in DEPARTMENTS:
        for category in body.categories:
            yield by_key[f"dept-{body.key}"], category, county.path, DutyRole.SECTOR, None
    for category in SERVICE_BODY.categories:
        yield by_key[SERVICE_BODY.key], category, county.path, DutyRole.SECTOR, None


def _principal(county: Area, units: Sequence[Unit]) -> Iterable[Cell]:
    """Utilities answer for their pipes and lamps, property companies for the estates of their community."""
    by_key = {unit.key: unit for unit in units}
    for body in UTILITIES:
        for category in body.categories:
            yield by_key[f"utility-{body.key}"], category, county.path, DutyRole.PRINCIPAL, None
    for unit in units:
        if unit.kind is UnitKind.PROPERTY_COMPANY:
            for category in ESTATE_CATEGORIES:
                yield unit, category, unit.area_path, DutyRole.PRINCIPAL, None


def _posts(staffing: Staffing) -> Iterable[Cell]:
    """Every grid worker answers for finding and checking in the own grid."""
    by_id = {unit.id: unit for unit in staffing.units}
    for post in staffing.posts:
        if post.role is Role.GRID_WORKER:
            yield by_id[post.unit_id], "", post.area_path, DutyRole.POST, post.id
