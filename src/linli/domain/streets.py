"""Streets and waters as an operator hands them over: GeoJSON lines and polygons, read with every mistake named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import shapely
from shapely.geometry import shape as read_shape

from linli.domain.coordinates import Crs, Point, convert, is_on_earth
from linli.domain.problems import Problem

PROBLEMS_MAX = 200


class StreetKind(StrEnum):
    """How wide it is drawn, or that it is water."""

    TRUNK = "trunk"
    SECONDARY = "secondary"
    LOCAL = "local"
    LANE = "lane"
    RIVER = "river"
    WATER = "water"


_BY_HIGHWAY = {
    "motorway": "trunk", "trunk": "trunk", "primary": "trunk", "secondary": "secondary", "tertiary": "secondary",
    "residential": "local", "unclassified": "local", "living_street": "local", "service": "lane", "footway": "lane",
    "pedestrian": "lane", "path": "lane", "steps": "lane", "track": "lane",
}  # fmt: skip
"""Words of the `highway` key. Source: OpenStreetMap wiki, Key:highway."""
_GEOMETRIES = {"LineString": 1, "MultiLineString": 1, "Polygon": 2, "MultiPolygon": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Street:
    """One named line, or one stretch of water."""

    name: str
    """"" for one without a name."""
    name_en: str
    kind: StreetKind
    shape: Any
    """A line or polygon in WGS-84 degrees."""


def read_streets(document: Any, *, datum: Crs = Crs.WGS84) -> tuple[tuple[Street, ...], tuple[Problem, ...]]:
    """Return the streets of a GeoJSON FeatureCollection, and every feature that could not be read."""
    features = document.get("features") if isinstance(document, Mapping) else None
    if not isinstance(features, list):
        return (), (Problem("not_geojson", at="file"),)
    streets: list[Street] = []
    problems: list[Problem] = []
    for number, feature in enumerate(features, start=1):
        read = _street(feature, datum)
        if isinstance(read, Street):
            streets.append(read)
        elif len(problems) < PROBLEMS_MAX:
            problems.append(Problem(read, at=f"feature {number}"))
    return tuple(streets), tuple(problems)


def _street(feature: Any, datum: Crs) -> Street | str:
    """Return the street, or the code of what is wrong with it."""
    if not isinstance(feature, Mapping) or not isinstance(feature.get("geometry"), Mapping):
        return "street_without_line"
    told = feature.get("properties") or {}
    geometry = feature["geometry"]
    if geometry.get("type") not in _GEOMETRIES:
        return "street_without_line"
    try:
        found = shapely.force_2d(read_shape(geometry))
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, shapely.errors.ShapelyError):
        return "street_without_line"
    if found.is_empty or not all(is_on_earth(lon, lat) for lon, lat in shapely.get_coordinates(found)):
        return "street_not_degrees"
    kind = _kind(told, _GEOMETRIES[geometry["type"]])
    if kind is None:
        return "street_kind_unknown"
    name, name_en = _names(told)
    return Street(name=name, name_en=name_en, kind=kind, shape=_in_wgs84(found, datum))


def _kind(told: Mapping[str, Any], dimension: int) -> StreetKind | None:
    said = str(told.get("kind") or _BY_HIGHWAY.get(str(told.get("highway")), ""))
    if not said and (told.get("waterway") or told.get("natural") == "water"):
        said = "river" if dimension == 1 else "water"
    if said not in set(StreetKind) or (dimension == 2) != (said == StreetKind.WATER):
        return None
    return StreetKind(said)


def _names(told: Mapping[str, Any]) -> tuple[str, str]:
    name = str(told.get("name") or told.get("name:zh") or "")[:60]
    return name, str(told.get("name_en") or told.get("name:en") or name)[:80]


def _in_wgs84(found: Any, datum: Crs) -> Any:
    if datum in (Crs.WGS84, Crs.CGCS2000):
        return found

    def moved(places: Any) -> Any:
        points = (convert(Point(float(lon), float(lat)), datum, Crs.WGS84) for lon, lat in places)
        return [[point.lon, point.lat] for point in points]

    return shapely.transform(found, moved)


def spell_streets(streets: tuple[Street, ...]) -> Iterator[dict[str, Any]]:
    """Yield each street as the GeoJSON feature that `read_streets` reads back."""
    for one in streets:
        told = {"name": one.name, "name_en": one.name_en, "kind": one.kind.value}
        geometry = shapely.geometry.mapping(shapely.set_precision(one.shape, 1e-6, mode="pointwise"))
        yield {"type": "Feature", "properties": told, "geometry": geometry}
