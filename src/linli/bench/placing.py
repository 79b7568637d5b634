"""Bulk placing against a tree's bulk query over the same points and polygons, point by point the same."""

from collections.abc import Callable
from time import perf_counter

import numpy as np
import shapely
from numpy.typing import NDArray

from linli.bench.figure import Figure, figure
from linli.bench.tessellation import spread_points, tessellation
from linli.domain.coordinates import Point
from linli.domain.placing import Placements, Placer

SUMMARY = "place 1,000,000 points in 2,000 polygons of 24 vertices"

POINTS = 1_000_000
COLUMNS, ROWS = 50, 40
PIECES_PER_SIDE = 6
ONE_BY_ONE = 20_000
_REPEATS = 3


def run(*, seed: int, scale: float) -> list[Figure]:
    """Measure placing and compare every match; the tree's query alone is the limit."""
    random = np.random.default_rng(seed)
    areas = tessellation(COLUMNS, ROWS, pieces=PIECES_PER_SIDE, random=random)
    lons, lats = spread_points(areas, max(1_000, int(POINTS * scale)), random)
    polygons = shapely.from_wkb([area.geometry for area in areas])
    spots = shapely.points(lons, lats)
    tree = shapely.STRtree(polygons)
    placer = Placer(areas, index_points_min=0)
    # The first call builds the index; it is paid once per process and reported by itself.
    first_seconds = _seconds(lambda: placer.place_many(lons, lats))
    many_seconds, tree_seconds = [], []
    for _ in range(_REPEATS):  # in turns, so that a busy machine disturbs both
        many_seconds.append(_seconds(lambda: placer.place_many(lons, lats)))
        tree_seconds.append(_seconds(lambda: tree.query(spots, predicate="intersects")))
    build_seconds = max(0.0, first_seconds - min(many_seconds))
    same = _same_as_tree(placer, placer.place_many(lons, lats), tree.query(spots, predicate="intersects"))
    few = slice(0, min(len(lons), ONE_BY_ONE))
    same_alone = _same_as_place(placer, lons[few], lats[few])
    tree_rate = len(lons) / min(tree_seconds)
    limit = "STRtree bulk query, same points"
    all_rate = len(lons) / (build_seconds + min(many_seconds))
    return [
        figure("place_many", len(lons) / min(many_seconds), "points/s", limit_name=limit, limit_value=tree_rate),
        figure("place_many with building", all_rate, "points/s", limit_name=limit, limit_value=tree_rate),
        figure("same area as STRtree", same, "points", limit_name="points", limit_value=len(lons)),
        figure("same as place()", same_alone, "points", limit_name="points", limit_value=few.stop),
    ]


def _seconds(work: Callable[[], object]) -> float:
    """Return how long `work` takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def _same_as_tree(placer: Placer, placements: Placements, pairs: NDArray[np.int64]) -> int:
    """Count the points with the same area as the tree found (lowest key of several, or none)."""
    expected = np.full(len(placements.index), len(placer.areas), dtype=np.int64)
    np.minimum.at(expected, pairs[0], pairs[1])
    covered = expected < len(placer.areas)
    found = np.where(placements.how < 2, placements.index, len(placer.areas))
    return int(np.sum(np.where(covered, expected == found, found == len(placer.areas))))


def _same_as_place(placer: Placer, lons: NDArray[np.float64], lats: NDArray[np.float64]) -> int:
    """Count the points that `place` and `place_many` answer alike in every detail."""
    placements = placer.place_many(lons, lats)
    return sum(
        placer.place(Point(float(lon), float(lat))) == placer.placement_of(placements, number)
        for number, (lon, lat) in enumerate(zip(lons, lats, strict=True))
    )
