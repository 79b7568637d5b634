"""Finds spots: a point in a grid with the words people use for it."""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import shapely
from shapely.geometry import LineString, Point, Polygon

from linli.demo.district.areas import polygon_of
from linli.demo.district.frame import EAST_M_PER_DEGREE, NORTH_M_PER_DEGREE
from linli.demo.district.model import District, Place, Road, RoadClass, Spot
from linli.domain.area import Area, AreaLevel
from linli.domain.place import PlaceKind

_METRES_PER_NUMBER = 14.0
_BESIDE_ROAD_M = 12.0
_TRIES = 5
_OUTSIDE_M = 8.0
_EDGE_DEGREES = 1e-5
"""About a metre: what of the district's outline is the edge of a grid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    polygon: Polygon
    roads: tuple[Road, ...]
    estates: tuple[str, ...]
    community: str
    subdistrict: str


class Gazetteer:
    """Everything needed to name a place in a grid, indexed once."""

    def __init__(
        self,
        areas: Iterable[Area],
        *,
        roads: tuple[Road, ...],
        grid_roads: Mapping[str, tuple[int, ...]],
        places: Iterable[Place] = (),
    ) -> None:
        """Index the grids with their roads and estates."""
        by_id = {area.id: area for area in areas}
        estates: dict[str, list[str]] = defaultdict(list)
        for place in places:
            if place.kind in (PlaceKind.ESTATE, PlaceKind.HAMLET):
                estates[place.area_path].append(place.name.zh)
        self._outline = polygon_of(next(area for area in by_id.values() if area.level is AreaLevel.COUNTY))
        self._grids: dict[str, _Grid] = {}
        for area in by_id.values():
            if area.level is not AreaLevel.GRID:
                continue
            community = by_id[area.parent_id or ""]
            above = by_id[community.parent_id or ""]
            self._grids[area.path] = _Grid(
                polygon=polygon_of(area),
                roads=tuple(roads[number] for number in grid_roads[area.path]),
                estates=tuple(estates[area.path]),
                community=community.name,
                subdistrict=above.name,
            )

    def pick(self, grid_path: str, rng: random.Random) -> Spot:
        """Return a spot inside the grid, beside one of its roads."""
        grid = self._grids[grid_path]
        road = _road_of(grid.roads, rng)
        line = LineString(road.points)
        lon, lat = _beside(line, grid.polygon, rng)
        return Spot(
            lon=lon,
            lat=lat,
            area_path=grid_path,
            address=f"{road.name.zh}{_number(line, lon, lat)}号",
            road=road.name.zh,
            estate=rng.choice(grid.estates) if grid.estates else f"{grid.community}居民楼",
            community=grid.community,
            subdistrict=grid.subdistrict,
        )

    def pick_outside(self, grid_path: str, spot: Spot) -> Spot | None:
        """Return a spot a few steps outside every grid, beside this grid's own edge; None where it has neighbours.

        People who stand on the far side of the road that is the border are sent to the nearest grid.
        """
        edge = self._outline.exterior.intersection(self._grids[grid_path].polygon.buffer(_EDGE_DEGREES))
        if not edge.length:
            return None
        middle = edge.interpolate(0.5, normalized=True)
        for east, north in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            lon = round(middle.x + east * _OUTSIDE_M / EAST_M_PER_DEGREE, 6)
            lat = round(middle.y + north * _OUTSIDE_M / NORTH_M_PER_DEGREE, 6)
            if not self._outline.covers(Point(lon, lat)):
                return replace(spot, lon=lon, lat=lat)
        return None


def gazetteer_of(district: District) -> Gazetteer:
    """Return the gazetteer of a finished district."""
    return Gazetteer(district.areas, roads=district.roads, grid_roads=district.grid_roads, places=district.places)


def _road_of(roads: tuple[Road, ...], rng: random.Random) -> Road:
    """Return a road, small ones twice as likely as through roads."""
    through = (RoadClass.TRUNK, RoadClass.SECONDARY)
    return rng.choices(roads, [1 if road.road_class in through else 2 for road in roads])[0]


def _beside(line: LineString, polygon: Polygon, rng: random.Random) -> tuple[float, float]:
    """Return a point of 6 decimals next to the road and inside the grid."""
    within = shapely.intersection(line, polygon)
    for _ in range(_TRIES):
        on_road = within.interpolate(rng.random(), normalized=True)
        lon = round(on_road.x + rng.uniform(-1, 1) * _BESIDE_ROAD_M / EAST_M_PER_DEGREE, 6)
        lat = round(on_road.y + rng.uniform(-1, 1) * _BESIDE_ROAD_M / NORTH_M_PER_DEGREE, 6)
        if polygon.contains(Point(lon, lat)):
            return lon, lat
    middle = polygon.representative_point()
    return round(middle.x, 6), round(middle.y, 6)


def _number(line: LineString, lon: float, lat: float) -> int:
    """Return the house number: it grows along the road, odd on one side and even on the other."""
    along = line.project(Point(lon, lat)) * EAST_M_PER_DEGREE
    return 1 + 2 * int(along / _METRES_PER_NUMBER / 2) + (round(lon * 1e6) & 1)
