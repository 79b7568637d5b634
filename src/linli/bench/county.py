"""An invented county for benches: areas that tile, units with posts, duties; nothing about it is real."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import numpy as np

from linli.bench.tessellation import tessellation
from linli.domain.area import Area, AreaKind, AreaLevel
from linli.domain.calendar import year_table_from_library
from linli.domain.default_catalogue import CATEGORIES
from linli.domain.default_limits import LIMITS
from linli.domain.duty import Duty, DutyRole
from linli.domain.setup_records import Record
from linli.domain.unit import Post, Role, Unit, UnitKind

COUNTY = "bench"
ROOT = "/bench/"
SUBDISTRICTS, COMMUNITIES, GRIDS = 10, 10, 10
"""Of the county, of each subdistrict, of each community: 1,000 grids in all."""
DEPARTMENTS = ("municipal", "appearance", "street_order", "building", "environment")
DESK = (Role.OPERATOR, Role.DISPATCHER, Role.HANDLER)


def records(seed: int, started_at: datetime) -> list[Record]:
    """Return everything the county has set up."""
    areas = list(_areas(seed))
    units = [_unit("centre", UnitKind.GOVERNANCE_CENTRE, ROOT), _unit("follow", UnitKind.TEAM, ROOT)]
    units += [
        _unit(f"s{one}", UnitKind.GOVERNANCE_CENTRE, f"{ROOT}s{one}/", AreaLevel.SUBDISTRICT)
        for one in range(SUBDISTRICTS)
    ]
    units += [_unit(f"d-{one}", UnitKind.DEPARTMENT, ROOT) for one in DEPARTMENTS]
    posts = [_post(unit, role, started_at) for unit in units for role in _roles(unit)]
    duties = [_duty(unit, "", DutyRole.TERRITORIAL) for unit in units if unit.kind is UnitKind.GOVERNANCE_CENTRE]
    duties += [_duty(unit, unit.key[2:], DutyRole.SECTOR) for unit in units if unit.kind is UnitKind.DEPARTMENT]
    tables = [year_table_from_library(started_at.year + later) for later in (-1, 0, 1, 2)]
    return [*areas, *units, *posts, *duties, *CATEGORIES, *LIMITS, *tables]


def _areas(seed: int) -> Iterator[Area]:
    yield _area(ROOT, AreaLevel.COUNTY, AreaKind.COUNTY)
    tiles = iter(tessellation(40, 25, pieces=6, random=np.random.default_rng(seed)))
    for one in range(SUBDISTRICTS):
        subdistrict = f"{ROOT}s{one}/"
        yield _area(subdistrict, AreaLevel.SUBDISTRICT, AreaKind.SUBDISTRICT)
        for two in range(COMMUNITIES):
            community = f"{subdistrict}c{two}/"
            yield _area(community, AreaLevel.COMMUNITY, AreaKind.COMMUNITY)
            for three in range(GRIDS):
                grid = _area(f"{community}g{three}/", AreaLevel.GRID, AreaKind.BASIC_GRID)
                yield replace(grid, geometry=next(tiles).geometry)


def _area(path: str, level: AreaLevel, kind: AreaKind) -> Area:
    key = path.strip("/").replace("/", "-")
    above = path.rstrip("/").rpartition("/")[0].strip("/").replace("/", "-")
    return Area(id=key, key=key, name=key.replace("-", ""), level=level, kind=kind, path=path, parent_id=above or None)


def _unit(key: str, kind: UnitKind, path: str, tier: AreaLevel = AreaLevel.COUNTY) -> Unit:
    area_id = path.strip("/").replace("/", "-")
    return Unit(id=f"u-{key}", key=key, name=key, kind=kind, area_id=area_id, area_path=path, tier=tier)


def _roles(unit: Unit) -> tuple[Role, ...]:
    if unit.kind is UnitKind.GOVERNANCE_CENTRE:
        return DESK
    return (Role.LIAISON, Role.HANDLER) if unit.kind is UnitKind.DEPARTMENT else (Role.FOLLOW_UP,)


def _post(unit: Unit, role: Role, started_at: datetime) -> Post:
    return Post(
        id=f"p-{unit.key}-{role.value}"[:26], unit_id=unit.id, role=role, area_path=unit.area_path,
        staff_id=f"f-{unit.key}-{role.value}"[:26], started_at=started_at,
    )  # fmt: skip


def _duty(unit: Unit, category: str, role: DutyRole) -> Duty:
    return Duty(id=f"t-{unit.key}", unit_id=unit.id, category=category, area_path=unit.area_path, role=role)
