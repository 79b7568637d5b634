"""Invented areas that tile a county: neighbours share every vertex of their common edge."""

from typing import Any

import numpy as np
import shapely
from numpy.random import Generator
from numpy.typing import NDArray

from linli.domain.area import Area, AreaKind, AreaLevel

_WEST, _SOUTH = 114.3, 36.0
_CELL_DEGREES = 0.004
"""About 400 m: the size of a grid in a built-up district."""
_VERTEX_SHAKE = 0.25
_EDGE_SHAKE = 0.06


def tessellation(columns: int, rows: int, *, pieces: int, random: Generator) -> list[Area]:
    """Return `columns` × `rows` grids whose four sides bend at `pieces` - 1 points each."""
    corners = np.stack(np.meshgrid(np.arange(columns + 1.0), np.arange(rows + 1.0)), axis=-1)
    inner = (slice(1, -1), slice(1, -1))
    corners[inner] += random.uniform(-_VERTEX_SHAKE, _VERTEX_SHAKE, corners[inner].shape)
    eastward = _bent(corners[:, :-1], corners[:, 1:], pieces, random)
    northward = _bent(corners[:-1], corners[1:], pieces, random)
    areas = []
    for row in range(rows):
        for column in range(columns):
            ring = np.concatenate(
                [
                    eastward[row, column][:-1],
                    northward[row, column + 1][:-1],
                    eastward[row + 1, column][::-1][:-1],
                    northward[row, column][::-1][:-1],
                ]
            )
            areas.append(_grid(row * columns + column, ring))
    return areas


def spread_points(areas: list[Area], count: int, random: Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return `count` points spread evenly over the box around `areas`."""
    west, south, east, north = shapely.total_bounds(shapely.from_wkb([area.geometry for area in areas]))
    return random.uniform(west, east, count), random.uniform(south, north, count)


def _bent(starts: Any, ends: Any, pieces: int, random: Generator) -> NDArray[np.float64]:
    """Return each straight side as `pieces` + 1 points, the inner ones shaken."""
    share = np.linspace(0.0, 1.0, pieces + 1)[:, np.newaxis]
    lines = starts[..., np.newaxis, :] * (1 - share) + ends[..., np.newaxis, :] * share
    lines[..., 1:-1, :] += random.uniform(-_EDGE_SHAKE, _EDGE_SHAKE, lines[..., 1:-1, :].shape)
    return np.asarray(lines)


def _grid(number: int, ring: NDArray[np.float64]) -> Area:
    """Return the grid with `ring` as its border."""
    key = f"g{number:06d}"
    polygon = shapely.Polygon(ring * _CELL_DEGREES + (_WEST, _SOUTH))
    return Area(
        id=key,
        key=key,
        name=key,
        level=AreaLevel.GRID,
        kind=AreaKind.BASIC_GRID,
        path=f"/county/{key}/",
        parent_id="county",
        geometry=shapely.to_wkb(polygon),
    )
