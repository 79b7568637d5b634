"""The shapes of grids, communities and subdistricts: one net of lines, so that children tile parents."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Polygon

from linli.demo.district.frame import Plane, to_degrees

COMMUNITY_COUNT = 110
GRID_COUNT = 1_012
EAST_RADIUS_M, NORTH_RADIUS_M = 6_300.0, 4_200.0
_TRIES = 30
_LONGEST_EDGE_M = 160.0
_NET_STEP_M = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """Grid polygons in degrees with their seeds in metres, and who belongs to whom."""

    grids: tuple[Polygon, ...]
    grid_seeds: Plane
    community_of_grid: NDArray[np.intp]
    community_seeds: Plane
    subdistrict_of_community: NDArray[np.intp]
    outline: Polygon
    """The district in metres, before the warp."""


def draw_shapes(seed: int, middles: Plane) -> Shapes:
    """Draw the district around the `middles` of its subdistricts (in units of the two radii)."""
    for attempt in range(_TRIES):
        shapes = _attempt(np.random.default_rng([seed, attempt]), middles)
        if shapes is not None:
            return shapes
    raise RuntimeError(f"no seamless district for seed {seed} in {_TRIES} tries")


def _attempt(rng: np.random.Generator, middles: Plane) -> Shapes | None:
    outline = _outline(rng)
    communities = _spread(_dust(rng, outline, 6_000), COMMUNITY_COUNT, rng)
    subdistricts = _nearest(communities, _settle(communities, middles * [EAST_RADIUS_M, NORTH_RADIUS_M]))
    cells = _cells(outline, communities)
    grids, owner = _grid_seeds(cells, rng)
    net = shapely.union_all(
        [outline.exterior, _borders(communities, outline)]
        + [_borders(grids[owner == one], cells[one]) for one in range(COMMUNITY_COUNT)],
        grid_size=_NET_STEP_M,
    )
    faces = list(shapely.get_parts(shapely.polygonize([shapely.segmentize(net, _LONGEST_EDGE_M)])))
    if len(faces) != GRID_COUNT:
        return None
    inside = np.array([shapely.get_coordinates(shapely.point_on_surface(face))[0] for face in faces])
    whose = _whose(inside, communities, grids, owner)
    if len(set(whose.tolist())) != GRID_COUNT:
        return None
    polygons = _in_degrees([faces[face] for face in np.argsort(whose)])
    shapes = Shapes(
        grids=polygons,
        grid_seeds=grids,
        community_of_grid=owner,
        community_seeds=communities,
        subdistrict_of_community=subdistricts,
        outline=outline,
    )
    return shapes if _is_seamless(shapes) else None


def _outline(rng: np.random.Generator) -> Polygon:
    """Return a smooth, uneven outline: a circle with a few waves on its radius."""
    angle = np.linspace(0, 2 * np.pi, 180, endpoint=False)
    radius = np.ones_like(angle)
    for count, height in ((2, 0.06), (3, 0.09), (4, 0.05), (5, 0.06), (7, 0.04), (11, 0.025), (17, 0.012)):
        radius += height * np.sin(count * angle + rng.uniform(0, 2 * np.pi))
    ring = np.column_stack([EAST_RADIUS_M * radius * np.cos(angle), NORTH_RADIUS_M * radius * np.sin(angle)])
    return Polygon(np.round(ring, 1))


def _dust(rng: np.random.Generator, shape: Polygon, count: int) -> Plane:
    """Return random points in `shape`, denser towards the middle of the district."""
    west, south, east, north = shape.bounds
    loose = rng.uniform((west, south), (east, north), size=(count * 3, 2))
    loose = loose[shapely.contains_xy(shape, loose[:, 0], loose[:, 1])]
    distance = np.hypot(loose[:, 0] / EAST_RADIUS_M, loose[:, 1] / NORTH_RADIUS_M)
    weight = 0.22 + np.exp(-((distance / 0.5) ** 2))
    return np.asarray(loose[rng.uniform(0, 1.22, len(loose)) < weight][:count])


def _nearest(points: Plane, seeds: Plane) -> NDArray[np.intp]:
    """Return for each point the position of its nearest seed."""
    away = (points**2).sum(axis=1)[:, None] - 2 * points @ seeds.T + (seeds**2).sum(axis=1)[None, :]
    return np.asarray(away.argmin(axis=1))


def _settle(points: Plane, seeds: Plane, *, rounds: int = 4) -> Plane:
    """Move each seed to the middle of the points nearest to it, a few times.

    Source: Lloyd, "Least squares quantization in PCM", 1982.
    """
    seeds = seeds.astype(np.float64).copy()
    for _ in range(rounds):
        owner = _nearest(points, seeds)
        counts = np.bincount(owner, minlength=len(seeds))
        for axis in (0, 1):
            sums = np.bincount(owner, weights=points[:, axis], minlength=len(seeds))
            seeds[:, axis] = np.where(counts > 0, sums / np.maximum(counts, 1), seeds[:, axis])
    return seeds


def _spread(points: Plane, count: int, rng: np.random.Generator) -> Plane:
    """Return `count` seeds spread over `points` evenly by their density."""
    chosen = points[rng.choice(len(points), count, replace=False)]
    return np.round(_settle(points, chosen, rounds=12), 1)


def _borders(seeds: Plane, shape: Polygon) -> shapely.Geometry:
    """Return the lines between the seeds' nearest regions, cut to `shape`."""
    around = shape.buffer(9_000.0)
    lines = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=around, only_edges=True)
    return shapely.intersection(lines, shape)


def _cells(outline: Polygon, communities: Plane) -> list[Polygon]:
    """Return the nearest region of each community, in their order."""
    regions = shapely.voronoi_polygons(shapely.MultiPoint(communities), extend_to=outline.buffer(9_000.0), ordered=True)
    return [shapely.intersection(region, outline) for region in shapely.get_parts(regions)]


def _grid_seeds(cells: list[Polygon], rng: np.random.Generator) -> tuple[Plane, NDArray[np.intp]]:
    """Return the seeds of all grids and the community of each."""
    share = np.full(COMMUNITY_COUNT, GRID_COUNT // COMMUNITY_COUNT) + rng.integers(-2, 3, COMMUNITY_COUNT)
    for one in rng.permutation(COMMUNITY_COUNT).tolist() * 3:
        gap = GRID_COUNT - int(share.sum())
        share[one] += np.sign(gap)
    seeds = []
    for cell, count in zip(cells, share.tolist(), strict=True):
        west, south, east, north = cell.bounds
        loose = rng.uniform((west, south), (east, north), size=(600, 2))
        loose = loose[shapely.contains_xy(cell, loose[:, 0], loose[:, 1])]
        seeds.append(np.round(_settle(loose, loose[:count], rounds=8), 1))
    return np.vstack(seeds), np.repeat(np.arange(COMMUNITY_COUNT), share)


def _whose(inside: Plane, communities: Plane, grids: Plane, owner: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return for each face the position of the grid seed that it belongs to."""
    community = _nearest(inside, communities)
    found = np.zeros(len(inside), dtype=np.intp)
    for one in range(COMMUNITY_COUNT):
        mine, seeds = np.flatnonzero(community == one), np.flatnonzero(owner == one)
        found[mine] = seeds[_nearest(inside[mine], grids[seeds])]
    return found


def _in_degrees(faces: list[Polygon]) -> tuple[Polygon, ...]:
    """Return the faces in degrees; a vertex that two faces share stays shared."""
    moved = shapely.transform(np.array(faces, dtype=object), to_degrees)
    return tuple(shapely.normalize(moved).tolist())


def _is_seamless(shapes: Shapes) -> bool:
    """Say whether every community and every subdistrict is one piece without holes."""
    grids = np.array(shapes.grids, dtype=object)
    if not (shapely.is_valid(grids).all() and shapely.coverage_is_valid(grids)):
        return False
    by_subdistrict = shapes.subdistrict_of_community[shapes.community_of_grid]
    wholes = [
        shapely.coverage_union_all(grids[owner == one])
        for owner in (shapes.community_of_grid, by_subdistrict)
        for one in range(int(owner.max()) + 1)
    ]
    return all(isinstance(whole, Polygon) and not whole.interiors for whole in wholes)


def merged(grids: NDArray[np.object_]) -> Polygon:
    """Return the one polygon that touching grids make; raises ValueError when they are in pieces."""
    whole = shapely.coverage_union_all(grids)
    if not isinstance(whole, Polygon):
        raise ValueError(f"grids in pieces: {whole.geom_type}")
    return whole
