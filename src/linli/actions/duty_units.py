"""Duty units: whose duty a matter is by the responsibility matrix, and which other units could sensibly be chosen."""

from dataclasses import dataclass

from linli.domain.area import AreaLevel
from linli.domain.directory import Directory
from linli.domain.duty import Duty, DutyRole
from linli.domain.unit import Unit, UnitKind

TARGET_KINDS = frozenset(
    {
        UnitKind.GOVERNANCE_CENTRE, UnitKind.DEPARTMENT, UnitKind.COMMITTEE, UnitKind.SECTOR_BODY,
        UnitKind.PROPERTY_COMPANY,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyUnit:
    """One unit with the duty for which it is suggested."""

    unit: Unit
    duty: Duty


def duty_units(directory: Directory, category: str, area_path: str) -> tuple[DutyUnit, ...]:
    """Return the units whose duty the matter is, each once; the first is to whom a desk gives it.

    Whoever owns the thing comes first, then the territorial unit where this kind is its own, then the sector, and
    last the territorial unit that answers for everything.
    """
    principal, territorial, sector = (
        directory.responsible(category, area_path, role)
        for role in (DutyRole.PRINCIPAL, DutyRole.TERRITORIAL, DutyRole.SECTOR)
    )
    own, rest = (territorial, None) if territorial and territorial.category else (None, territorial)
    found: dict[str, DutyUnit] = {}
    for duty in (principal, own, sector, rest):
        if duty is not None:
            found.setdefault(duty.unit_id, DutyUnit(unit=directory.units[duty.unit_id], duty=duty))
    return tuple(found.values())


def target_units(
    directory: Directory, area_path: str, *, only_departments: bool = False, with_mediation: bool = False
) -> tuple[Unit, ...]:
    """Return the units that reach `area_path` or lie below it, the nearest tier first."""
    kinds = {UnitKind.DEPARTMENT} if only_departments else TARGET_KINDS
    if with_mediation:
        kinds = kinds | {UnitKind.MEDIATION_COMMITTEE}
    reaching = [
        unit
        for unit in directory.units.values()
        if unit.is_active
        and unit.kind in kinds
        and (not only_departments or unit.tier is AreaLevel.COUNTY)
        and (area_path.startswith(unit.area_path) or unit.area_path.startswith(area_path))
    ]
    return tuple(sorted(reaching, key=lambda unit: (-unit.tier.depth, unit.kind.value, unit.id)))
