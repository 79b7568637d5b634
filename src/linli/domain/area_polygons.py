"""The polygons of areas, read and mended: what cannot be used is named by the key of its area."""

from collections.abc import Iterable
from typing import Any

import shapely

from linli.domain.area import Area
from linli.domain.coordinates import is_on_earth
from linli.domain.problems import Problem

_POLYGONAL = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)


def read_polygons(areas: Iterable[Area]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return usable polygons by area id, and every problem met; areas without geometry are no problem."""
    polygons: dict[str, Any] = {}
    problems: list[Problem] = []
    for area in areas:
        if area.geometry is None:
            continue
        polygon, code = read_polygon(area.geometry)
        if polygon is not None:
            polygons[area.id] = polygon
        if code:
            problems.append(Problem(code, area.key, {"area": area.name}))
    return polygons, tuple(problems)


def read_polygon(wkb: bytes) -> tuple[Any | None, str]:
    """Return the polygon that `wkb` holds, mended where it crosses itself, and a problem code or ""."""
    shape = shapely.from_wkb(wkb, on_invalid="ignore")
    if shape is None:
        return None, "area_polygon_unreadable"
    shape = shapely.force_2d(shape)
    if shapely.is_empty(shape):
        return None, "area_polygon_empty"
    if not _is_in_degrees(shape):
        return None, "area_polygon_not_degrees"
    if shape.geom_type in ("Polygon", "MultiPolygon") and shapely.is_valid(shape):
        return (shape, "") if shape.area > 0 else (None, "area_polygon_empty")
    mended = _polygonal_part(shapely.make_valid(shape))
    return (None, "area_polygon_empty") if mended.area <= 0 else (mended, "area_polygon_repaired")


def _is_in_degrees(shape: Any) -> bool:
    """Say whether all corners can be longitudes and latitudes."""
    west, south, east, north = shapely.bounds(shape)
    return is_on_earth(west, south) and is_on_earth(east, north)


def _polygonal_part(shape: Any) -> Any:
    """Return what of `shape` covers ground, without the lines and points that mending leaves."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    kept = [part for part in parts if shapely.get_type_id(part) in _POLYGONAL]
    return shapely.union_all(kept)
