"""The tree of areas: codes, names, classes, people and polygons from grid to county.

Codes follow the segments of GB/T 2260 and GB/T 10114 (001-099 subdistrict, 100-199 town, 001-199 residents'
committee, 200-399 villagers' committee) below 990101: no province has the number 99, so no real register has
any of them. A grid has no statistical code; its key is its community's short code and three digits, numbered
from west to east and from north to south.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import shapely
from shapely.geometry import Polygon

from linli.demo.district.frame import EAST_M_PER_DEGREE, NORTH_M_PER_DEGREE
from linli.demo.district.identity import demo_id
from linli.demo.district.names import COUNTY_NAME, SPARE_COMMUNITIES, SUBDISTRICTS, SubdistrictName
from linli.demo.district.shapes import EAST_RADIUS_M, NORTH_RADIUS_M, Shapes, merged
from linli.domain.area import Area, AreaClass, AreaKind, AreaLevel
from linli.domain.wording import Wording

COUNTY_CODE = "990101"
POPULATION = 300_000
FOUNDED_DATE = date(2020, 1, 1)
_CORE_RADIUS, _OUTER_RADIUS = 0.42, 0.92
_CROWD = {AreaClass.CORE: 1.25, AreaClass.ORDINARY: 1.0, AreaClass.OUTSKIRTS: 0.65}
_PEOPLE_PER_HOUSEHOLD = 2.62
_SEAT_COMMUNITIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """The areas together with what later steps need to know about them."""

    areas: tuple[Area, ...]
    """County, subdistricts, communities, grids; each level in the order of its keys."""
    grid_of_seed: tuple[Area, ...]
    """The grid of each seed of the shapes."""
    community_of_seed: tuple[Area, ...]

    def at(self, level: AreaLevel) -> tuple[Area, ...]:
        """Return the areas of one level."""
        return tuple(area for area in self.areas if area.level is level)


def lay_out(shapes: Shapes, rng: random.Random) -> Land:
    """Return the tree of areas over `shapes`."""
    grids = np.array(shapes.grids, dtype=object)
    county = _top(merged(grids))
    by_subdistrict = shapes.subdistrict_of_community[shapes.community_of_grid]
    subdistricts = [
        _subdistrict(number, county, merged(grids[by_subdistrict == number])) for number in range(len(SUBDISTRICTS))
    ]
    communities = _communities(shapes, subdistricts)
    below = [_grids(shapes, number, community, rng) for number, community in enumerate(communities)]
    of_seed = {seed: area for rows in below for seed, area in rows.items()}
    people = _people([of_seed[seed] for seed in range(len(of_seed))], rng)
    counted = {seed: replace(of_seed[seed], population=people[seed]) for seed in of_seed}
    grid_of_seed = [_with_households(counted[seed]) for seed in range(len(counted))]
    everything = [*_summed([county, *subdistricts, *communities], grid_of_seed), *grid_of_seed]
    everything.sort(key=lambda area: (area.level.depth, area.key))
    by_key = {area.key: area for area in everything}
    return Land(
        areas=tuple(everything),
        grid_of_seed=tuple(grid_of_seed),
        community_of_seed=tuple(by_key[community.key] for community in communities),
    )


def size_m2(polygon: Polygon) -> int:
    """Return the size of a polygon in degrees, on the plane of the district."""
    return round(polygon.area * EAST_M_PER_DEGREE * NORTH_M_PER_DEGREE)


def polygon_of(area: Area) -> Polygon:
    """Return the polygon of an area of this district; raises ValueError for an area without one."""
    polygon = shapely.from_wkb(area.geometry) if area.geometry else None
    if not isinstance(polygon, Polygon):
        raise ValueError(f"no polygon: {area.key}")
    return polygon


def local_name(community: Area) -> Wording:
    """Return a community's name without its kind: 磨坊社区 → 磨坊."""
    zh = community.name.removesuffix("社区") if community.kind is AreaKind.COMMUNITY else community.name[:-1]
    return Wording(zh, community.name_en.rsplit(" ", 1)[0])


def _top(polygon: Polygon) -> Area:
    code = f"{COUNTY_CODE}000000"
    return Area(
        id=demo_id("area", 0),
        key=code,
        code=code,
        name=COUNTY_NAME.zh,
        name_en=COUNTY_NAME.en,
        level=AreaLevel.COUNTY,
        kind=AreaKind.COUNTY,
        path=f"/{code}/",
        size_m2=size_m2(polygon),
        valid_from=FOUNDED_DATE,
        geometry=shapely.to_wkb(polygon),
    )


def _below(parent: Area, *, key: str, name: Wording, kind: AreaKind, polygon: Polygon) -> Area:
    levels = list(AreaLevel)
    level = levels[parent.level.depth + 1]
    return Area(
        id=demo_id("area", int(key)),
        key=key,
        code=None if level is AreaLevel.GRID else key,
        name=name.zh,
        name_en=name.en,
        level=level,
        kind=kind,
        path=f"{parent.path}{key}/",
        parent_id=parent.id,
        area_class=parent.area_class,
        size_m2=size_m2(polygon),
        valid_from=FOUNDED_DATE,
        geometry=shapely.to_wkb(polygon),
    )


def _subdistrict(number: int, county: Area, polygon: Polygon) -> Area:
    known: SubdistrictName = SUBDISTRICTS[number]
    earlier = sum(one.kind is known.kind for one in SUBDISTRICTS[:number])
    segment = 100 + earlier if known.kind is AreaKind.TOWN else 1 + earlier
    key = f"{COUNTY_CODE}{segment:03d}000"
    return _below(county, key=key, name=known.name, kind=known.kind, polygon=polygon)


def _names_of(number: int, spare: Iterator[Wording]) -> Iterator[Wording]:
    yield from SUBDISTRICTS[number].communities
    yield from spare


def _communities(shapes: Shapes, subdistricts: Sequence[Area]) -> list[Area]:
    """Return the communities in the order of their seeds; the middle of a subdistrict comes first by name."""
    grids = np.array(shapes.grids, dtype=object)
    spare = iter(SPARE_COMMUNITIES)
    found: dict[int, Area] = {}
    for number, parent in enumerate(subdistricts):
        members = np.flatnonzero(shapes.subdistrict_of_community == number)
        seeds = shapes.community_seeds[members]
        order = members[np.argsort(np.hypot(*(seeds - seeds.mean(axis=0)).T), kind="stable")]
        serial = {AreaKind.COMMUNITY: 0, AreaKind.VILLAGE: 199}
        for rank, (community, name) in enumerate(zip(order.tolist(), _names_of(number, spare), strict=False)):
            area_class = _class_of(shapes.community_seeds[community], parent, rank)
            is_village = area_class is AreaClass.OUTSKIRTS
            kind = AreaKind.VILLAGE if is_village else AreaKind.COMMUNITY
            serial[kind] += 1
            area = _below(
                parent,
                key=f"{parent.key[:9]}{serial[kind]:03d}",
                name=_community_name(name, is_village=is_village),
                kind=kind,
                polygon=merged(grids[shapes.community_of_grid == community]),
            )
            found[community] = replace(area, area_class=area_class)
    return [found[community] for community in range(len(found))]


def _community_name(name: Wording, *, is_village: bool) -> Wording:
    zh, en = ("村", "Village") if is_village else ("社区", "Community")
    return Wording(f"{name.zh}{zh}", f"{name.en} {en}")


def _class_of(seed: np.ndarray[tuple[int, ...], np.dtype[np.float64]], parent: Area, rank: int) -> AreaClass:
    """Return the class by distance from the middle; the seat of a subdistrict or town is never outskirts."""
    away = float(np.hypot(seed[0] / EAST_RADIUS_M, seed[1] / NORTH_RADIUS_M))
    limit = _OUTER_RADIUS - (0.25 if parent.kind is AreaKind.TOWN else 0.0)
    if away > limit and rank >= _SEAT_COMMUNITIES:
        return AreaClass.OUTSKIRTS
    return AreaClass.CORE if away < _CORE_RADIUS else AreaClass.ORDINARY


def _grids(shapes: Shapes, number: int, community: Area, rng: random.Random) -> dict[int, Area]:
    """Return the grids of one community by seed; some are special grids of one large body."""
    seeds = np.flatnonzero(shapes.community_of_grid == number)
    places = shapes.grid_seeds[seeds].tolist()
    rows = [(round(-y / 400), x, seed) for seed, (x, y) in zip(seeds.tolist(), places, strict=True)]
    found = {}
    for serial, (_, _, seed) in enumerate(sorted(rows), start=1):
        is_special = community.kind is AreaKind.COMMUNITY and rng.random() < 0.04
        kind = AreaKind.SPECIAL_GRID if is_special else AreaKind.BASIC_GRID
        zh, en = ("专属网格", "special grid") if is_special else ("网格", "grid")
        found[seed] = _below(
            community,
            key=f"{community.key}{serial:03d}",
            name=Wording(f"{serial:02d}{zh}", f"{en.capitalize()} {serial:02d}"),
            kind=kind,
            polygon=shapes.grids[seed],
        )
    return found


def _people(grids: Sequence[Area], rng: random.Random) -> list[int]:
    """Share POPULATION over `grids` by class and chance, to the last person."""
    weights = [_CROWD[grid.area_class] * rng.uniform(0.75, 1.3) for grid in grids]
    whole = sum(weights)
    people = [int(POPULATION * weight / whole) for weight in weights]
    for number in range(POPULATION - sum(people)):
        people[number % len(people)] += 1
    return people


def _with_households(area: Area) -> Area:
    people = area.population or 0
    return replace(area, household_count=round(people / _PEOPLE_PER_HOUSEHOLD))


def _summed(uppers: Sequence[Area], grids: Sequence[Area]) -> list[Area]:
    """Return `uppers` with the people and households of the grids below them."""
    totals: dict[str, list[int]] = {area.path: [0, 0] for area in uppers}
    for grid in grids:
        keys = grid.path.strip("/").split("/")
        for depth in range(1, len(keys)):
            total = totals["/" + "/".join(keys[:depth]) + "/"]
            total[0] += grid.population or 0
            total[1] += grid.household_count or 0
    return [replace(area, population=totals[area.path][0], household_count=totals[area.path][1]) for area in uppers]
