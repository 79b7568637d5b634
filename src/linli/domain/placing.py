"""Placing: from a point to the lowest area that has a polygon there, the same answer every time.

A point on an edge that several polygons share belongs to the one with the lowest key. A point outside
all polygons goes to the nearest within a limit and is flagged; beyond it, or without any polygon, a
person places it. Where an area has a polygon and only some of its parts have one, the parts come first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from linli.domain.area import Area
from linli.domain.area_polygons import read_polygons
from linli.domain.coordinates import EARTH_RADIUS_M, Bounds, Point
from linli.domain.problems import Problem
from linli.domain.square_grid import OUTSIDE, Floats, Ints, PolygonCover, SquareGrid

NEAREST_MAX_M = 2_000.0
"""Default limit for taking the nearest area; a setting of the county."""

_INDEX_POINTS_MIN = 200_000
"""Below this many points building the square pre-index costs more than it saves."""


class How(StrEnum):
    """How the area of a point was found."""

    INSIDE = "inside"
    SHARED_EDGE = "shared_edge"
    """On an edge shared with (or in an overlap with) another area of the level: the lowest key has it."""
    NEAREST = "nearest"
    """Outside all polygons; a person should look at it."""
    BY_HAND = "by_hand"
    """No polygon near enough: a person chooses the area."""


HOWS: tuple[How, ...] = tuple(How)
"""The order that the numbers of `Placements.how` refer to."""

_INSIDE, _SHARED_EDGE, _NEAREST, _BY_HAND = range(len(HOWS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a point belongs."""

    area_id: str | None
    area_path: str
    """"" when a person must choose."""
    how: How
    distance_m: float = 0.0
    """To the nearest area, for `nearest`; within 1 % inside a county."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placements:
    """Where many points belong, as arrays of equal length."""

    index: Ints
    """Into `Placer.areas`; -1 for `by_hand`."""
    how: NDArray[np.int8]
    """Into `HOWS`."""
    distance_m: Floats


class Placer:
    """The polygons of a county, ready to place points."""

    def __init__(
        self,
        areas: Iterable[Area],
        *,
        nearest_max_m: float = NEAREST_MAX_M,
        index_points_min: int = _INDEX_POINTS_MIN,
    ) -> None:
        """Read the polygons of `areas`, all valid on the same day.

        What was wrong with polygons stands in `problems`, by area key.
        """
        everything = tuple(areas)
        polygons, problems = read_polygons(everything)
        self.problems: tuple[Problem, ...] = problems
        placed = sorted(_lowest(everything, polygons), key=lambda area: (-area.level.depth, area.key))
        self.areas: tuple[Area, ...] = tuple(placed)
        """The areas that points can be placed in, in order of rank."""
        self._nearest_max_m = nearest_max_m
        self._index_points_min = index_points_min
        self._cover: PolygonCover | None = None
        self._grid: SquareGrid | None = None
        self.bounds: Bounds | None = None
        """The box around every polygon; None where nothing is drawn."""
        if placed:
            shapes = np.array([polygons[area.id] for area in placed], dtype=object)
            west, south, east, north = (float(side) for side in shapely.total_bounds(shapes))
            self.bounds = Bounds(west=west, south=south, east=east, north=north)
            self._cover = PolygonCover(shapes, np.array([area.level.depth for area in placed], dtype=np.int8))
            self._plane = _Plane(shapes)

    def place(self, point: Point) -> Placement:
        """Return where `point` (WGS-84) belongs."""
        lons, lats = np.array([point.lon]), np.array([point.lat])
        placements = self._placements(lons, lats, self._cover)
        return self.placement_of(placements, 0)

    def place_many(self, lons: Sequence[float] | Floats, lats: Sequence[float] | Floats) -> Placements:
        """Return where many points belong: for every point the same as `place`.

        The first large batch builds the square pre-index, which is kept.
        """
        if self._grid is None and self._cover is not None and len(lons) >= self._index_points_min:
            self._grid = SquareGrid(self._cover)
        found_by = self._grid or self._cover
        return self._placements(np.asarray(lons, dtype=float), np.asarray(lats, dtype=float), found_by)

    def placement_of(self, placements: Placements, number: int) -> Placement:
        """Return one of `placements` in full."""
        how = HOWS[placements.how[number]]
        if how is How.BY_HAND:
            return Placement(area_id=None, area_path="", how=how)
        area = self.areas[placements.index[number]]
        distance_m = float(placements.distance_m[number])
        return Placement(area_id=area.id, area_path=area.path, how=how, distance_m=distance_m)

    def _placements(self, lons: Floats, lats: Floats, cover: PolygonCover | SquareGrid | None) -> Placements:
        """Return the placements by the covering polygon, else by the nearest one."""
        codes = np.full(len(lons), OUTSIDE, dtype=np.int32)
        on_earth = (np.abs(lons) <= 180) & (np.abs(lats) <= 90)
        if cover is not None and on_earth.all():
            codes = cover.codes(lons, lats)
        elif cover is not None:
            codes[on_earth] = cover.codes(lons[on_earth], lats[on_earth])
        covered = codes != OUTSIDE
        index = np.where(covered, codes >> 1, -1).astype(np.int32)
        how = np.where(covered, codes & 1, _BY_HAND).astype(np.int8)
        distance_m = np.zeros(len(lons))
        outside = np.flatnonzero(on_earth & ~covered)
        if cover is not None and len(outside):
            near = self._plane.nearest(lons[outside], lats[outside], self._nearest_max_m)
            found = outside[near.points]
            index[found], how[found], distance_m[found] = near.ranks, _NEAREST, near.distance_m
        return Placements(index=index, how=how, distance_m=distance_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """The nearest polygon of those points that have one within the limit."""

    points: NDArray[np.int64]
    ranks: NDArray[np.int64]
    distance_m: Floats


class _Plane:
    """The polygons in metres on a plane that touches the county's middle latitude."""

    def __init__(self, polygons: NDArray[Any]) -> None:
        """Flatten `polygons`, which stand in order of rank."""
        _, south, _, north = shapely.total_bounds(polygons)
        metre = radians(1) * EARTH_RADIUS_M
        self._scale = np.array([metre * cos(radians((south + north) / 2)), metre])
        self._polygons = shapely.transform(polygons, lambda degrees: degrees * self._scale)
        self._tree = shapely.STRtree(self._polygons)

    def nearest(self, lons: Floats, lats: Floats, max_m: float) -> _Near:
        """Return the nearest polygon within `max_m`; of those equally near the lowest rank."""
        spots = shapely.points(np.column_stack([lons, lats]) * self._scale)
        (asked, ranks), distances = self._tree.query_nearest(spots, max_distance=max_m, return_distance=True)
        order = np.lexsort((ranks, asked))
        points, first = np.unique(asked[order], return_index=True)
        lowest = order[first]
        return _Near(points=points, ranks=ranks[lowest], distance_m=distances[lowest])


def _lowest(areas: Iterable[Area], polygons: dict[str, Any]) -> list[Area]:
    """Return the areas that take points: those with a polygon that their parts do not fully replace."""
    parts: dict[str | None, list[Area]] = {}
    for area in areas:
        parts.setdefault(area.parent_id, []).append(area)

    def is_replaced(area: Area) -> bool:
        """Say whether every part of `area` has a polygon, of its own or through its parts."""
        below = parts.get(area.id, [])
        return bool(below) and all(part.id in polygons or is_replaced(part) for part in below)

    return [area for below in parts.values() for area in below if area.id in polygons and not is_replaced(area)]
