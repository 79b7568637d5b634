"""The district as a small picture: outlines, river and through roads as SVG path data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Polygon

from linli.demo.district.areas import polygon_of
from linli.demo.district.frame import EAST_M_PER_DEGREE, NORTH_M_PER_DEGREE
from linli.demo.district.model import District, Point, RoadClass
from linli.domain.area import Area, AreaLevel

Project = Callable[[float, float], tuple[float, float]]
_WIDTH = 1_000.0
_PADDING = 12.0
_COARSE_DEGREES = 0.00035
"""Corners that change the picture by less than about 35 m are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreetShape:
    """One subdistrict or town of the picture."""

    key: str
    name: str
    name_en: str
    path: str
    label_xy: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictDrawing:
    """Path data in one view box; `project` sets further points on the same picture."""

    view_box: str
    width: float
    height: float
    streets: tuple[StreetShape, ...]
    communities: str
    """The borders of all communities as one path."""
    roads: tuple[str, ...]
    river: str
    project: Project


def district_svg_paths(district: District) -> DistrictDrawing:
    """Return the picture of the district; neighbours share their simplified borders."""
    county = polygon_of(district.county)
    project, height = _projection(county)
    streets = [area for area in district.areas if area.level is AreaLevel.SUBDISTRICT]
    communities = [area for area in district.areas if area.level is AreaLevel.COMMUNITY]
    through = [road for road in district.roads if road.road_class in (RoadClass.TRUNK, RoadClass.SECONDARY)]
    return DistrictDrawing(
        view_box=f"0 0 {_WIDTH:.0f} {height:.0f}",
        width=_WIDTH,
        height=round(height),
        streets=tuple(
            StreetShape(
                key=area.key,
                name=area.name,
                name_en=area.name_en,
                path=_ring(polygon, project),
                label_xy=_label(polygon, project),
            )
            for area, polygon in zip(streets, _coarse(streets), strict=True)
        ),
        communities=_borders(_coarse(communities), project),
        roads=tuple(_line(_thin(road.points), project) for road in through),
        river=_line(_thin(district.river), project),
        project=project,
    )


def _coarse(areas: Sequence[Area]) -> list[Polygon]:
    """Return the polygons of a tiling, simplified together, so that no gap opens.

    Source: Visvalingam and Whyatt, "Line generalisation by repeated elimination of points", 1993.
    """
    polygons = np.array([polygon_of(area) for area in areas], dtype=object)
    return list(shapely.coverage_simplify(polygons, _COARSE_DEGREES))


def _thin(points: Sequence[Point]) -> list[Point]:
    line = shapely.simplify(shapely.LineString(points), _COARSE_DEGREES / 12)
    return [(float(lon), float(lat)) for lon, lat in shapely.get_coordinates(line)]


def _projection(county: Polygon) -> tuple[Project, float]:
    """Return the projection (equirectangular around the district) and the height of the picture."""
    west, south, east, north = county.bounds
    scale = (_WIDTH - 2 * _PADDING) / ((east - west) * EAST_M_PER_DEGREE)

    def project(lon: float, lat: float) -> tuple[float, float]:
        x = _PADDING + (lon - west) * EAST_M_PER_DEGREE * scale
        y = _PADDING + (north - lat) * NORTH_M_PER_DEGREE * scale
        return round(x, 1), round(y, 1)

    return project, project(west, south)[1] + _PADDING


def _line(points: Sequence[Point], project: Project) -> str:
    places = [project(*point) for point in points]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in places)


def _ring(polygon: Polygon, project: Project) -> str:
    return _line([(lon, lat) for lon, lat in polygon.exterior.coords[:-1]], project) + "Z"


def _borders(polygons: Sequence[Polygon], project: Project) -> str:
    """Return every border once: what two polygons share is drawn for one of them only."""
    lines = shapely.line_merge(shapely.unary_union([polygon.exterior for polygon in polygons]))
    parts = shapely.get_parts(lines)
    return "".join(_line([(lon, lat) for lon, lat in part.coords], project) for part in parts)


def _label(polygon: Polygon, project: Project) -> tuple[float, float]:
    """Return where a name has most room: the middle of the largest circle inside."""
    circle = shapely.maximum_inscribed_circle(polygon)
    lon, lat = shapely.get_coordinates(circle)[0]
    return project(float(lon), float(lat))
