"""Map tiles: from degrees to the squares of a web map, shapes clipped and thinned out for each, and written down.

Shapes are kept in the unit square of the web Mercator world, x to the east and y to the south; a tile's own units
go the same way, so nothing is ever flipped. Source: Mapbox Vector Tile Specification 2.1; OGC "WebMercatorQuad".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import asinh, atan, degrees, pi, radians, sinh, tan
from typing import Any

import mapbox_vector_tile
import numpy as np
import shapely
from numpy.typing import NDArray

from linli.domain.coordinates import Bounds, Point

EXTENT = 4096
"""Units along one side of a tile."""
BUFFER = 64
"""Units beyond each side that are drawn too, so that lines do not end at a seam."""
THIN_UNITS = 3.0
"""Corners nearer than this to the line between their neighbours are left out: well below a pixel."""
ZOOM_MAX = 16
"""Deeper views enlarge tiles of this zoom."""
LATITUDE_MAX = 85.051_128
TIANDITU_HOST = "tianditu.gov.cn"
"""The national map service; asked only where an operator has put a key of its own into the environment."""
Properties = Mapping[str, str | int]


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One square of the map: zoom, column from the west, row from the north."""

    z: int
    x: int
    y: int

    @property
    def is_real(self) -> bool:
        """Say whether the world has such a square and it is drawn."""
        return 0 <= self.z <= ZOOM_MAX and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z

    @property
    def bounds(self) -> Bounds:
        """The square in degrees."""
        side = 2**self.z
        return Bounds(
            west=self.x / side * 360 - 180,
            south=_latitude((self.y + 1) / side),
            east=(self.x + 1) / side * 360 - 180,
            north=_latitude(self.y / side),
        )

    @property
    def reach(self) -> tuple[float, float, float, float]:
        """West, north, east, south in the unit square, with the buffer."""
        side, rim = 2**self.z, BUFFER / EXTENT
        return (self.x - rim) / side, (self.y - rim) / side, (self.x + 1 + rim) / side, (self.y + 1 + rim) / side


def tile_at(point: Point, zoom: int) -> Tile:
    """Return the tile of `zoom` in which `point` lies."""
    x, y = unit_of(point)
    last = 2**zoom - 1
    return Tile(zoom, min(last, int(x * 2**zoom)), min(last, int(y * 2**zoom)))


def unit_of(point: Point) -> tuple[float, float]:
    """Return a point in the unit square. Source: spherical Mercator, EPSG:3857."""
    lat = max(-LATITUDE_MAX, min(LATITUDE_MAX, point.lat))
    return (point.lon + 180) / 360, (1 - asinh(tan(radians(lat))) / pi) / 2


def _latitude(y: float) -> float:
    return degrees(atan(sinh(pi * (1 - 2 * y))))


def to_unit(shapes: Sequence[Any]) -> NDArray[Any]:
    """Return shapes in degrees as shapes in the unit square."""

    def projected(places: NDArray[np.float64]) -> NDArray[np.float64]:
        lat = np.radians(np.clip(places[:, 1], -LATITUDE_MAX, LATITUDE_MAX))
        return np.column_stack([(places[:, 0] + 180) / 360, (1 - np.arcsinh(np.tan(lat)) / np.pi) / 2])

    moved: NDArray[Any] = shapely.transform(np.array(list(shapes), dtype=object), projected)
    return moved


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One shape in the units of a tile, with what a click on it tells."""

    shape: Any
    properties: Properties


class Shapes:
    """The shapes of one layer; for each zoom thinned out once, when it is first asked for."""

    def __init__(self, shapes: Sequence[Any], properties: Sequence[Properties], *, is_coverage: bool = False) -> None:
        """Keep `shapes` (in degrees); those of a coverage share their edges and go on sharing them."""
        self.properties = tuple(properties)
        self._unit = to_unit(shapes)
        self._is_coverage = is_coverage
        self._thinned: dict[int, NDArray[Any]] = {}

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._unit)

    def at_zoom(self, zoom: int) -> NDArray[Any]:
        """Return the shapes as they are drawn at `zoom`."""
        kept = self._thinned.get(zoom)
        if kept is None:
            tolerance = THIN_UNITS / (EXTENT * 2**zoom)
            thin = shapely.coverage_simplify if self._is_coverage else shapely.simplify
            kept = self._thinned[zoom] = np.asarray(thin(self._unit, tolerance), dtype=object)
        return kept

    def cut(self, tile: Tile) -> tuple[Feature, ...]:
        """Return what of the shapes lies on `tile`, in its units."""
        box = shapely.box(*tile.reach)
        found = np.sort(self._tree.query(box))
        pieces = shapely.intersection(self.at_zoom(tile.z)[found], box)
        on_tile = in_units(pieces, tile)
        dimensions = shapely.get_dimensions(self._unit[found])
        kept = (_of_dimension(piece, int(one)) for piece, one in zip(on_tile, dimensions, strict=True))
        return tuple(
            Feature(shape=piece, properties=self.properties[number])
            for number, piece in zip(found.tolist(), kept, strict=True)
            if piece is not None
        )


def in_units(shapes: NDArray[Any], tile: Tile) -> NDArray[Any]:
    """Return shapes of the unit square in whole units of `tile`."""
    scale = EXTENT * 2**tile.z
    corner = np.array([tile.x * EXTENT, tile.y * EXTENT], dtype=float)
    moved = shapely.transform(shapes, lambda places: places * scale - corner)
    whole: NDArray[Any] = shapely.set_precision(moved, 1.0)
    return whole


def _of_dimension(shape: Any, dimension: int) -> Any | None:
    """Return the parts of `shape` that are points, lines or ground as asked; clipping leaves touches of all kinds."""
    if shapely.is_empty(shape):
        return None
    if shape.geom_type != "GeometryCollection":
        return shape if shapely.get_dimensions(shape) == dimension else None
    parts = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == dimension]
    return shapely.union_all(parts) if parts else None


class Spots:
    """Points with what they tell, ready to be asked which of them lie on a tile."""

    def __init__(self, places: Sequence[tuple[Point, Properties]]) -> None:
        """Keep `places` (in degrees)."""
        self._told = tuple(told for _, told in places)
        self._unit = np.array([unit_of(place) for place, _ in places], dtype=float).reshape(-1, 2)

    def on(self, tile: Tile) -> tuple[Feature, ...]:
        """Return the points that lie on `tile` itself; one on the seam belongs to the tile it begins."""
        squares = np.minimum(np.floor(self._unit * 2**tile.z), 2**tile.z - 1)
        found = np.flatnonzero((squares[:, 0] == tile.x) & (squares[:, 1] == tile.y))
        shapes = in_units(np.asarray(shapely.points(self._unit[found]), dtype=object), tile)
        return tuple(
            Feature(shape=shape, properties=self._told[number])
            for shape, number in zip(shapes, found.tolist(), strict=True)
        )


def write_tile(layers: Mapping[str, Sequence[Feature]]) -> bytes:
    """Return the bytes of a tile; a layer without features is left out."""
    written = [
        {"name": name, "features": [{"geometry": one.shape, "properties": dict(one.properties)} for one in features]}
        for name, features in layers.items()
        if features
    ]
    options = {"y_coord_down": True, "extents": EXTENT}
    return bytes(mapbox_vector_tile.encode(written, default_options=options))
