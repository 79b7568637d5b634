"""Map views: tiles of areas, streets and coarse matters for everybody; exact points for those whose duty it is.

The public sees counts at the middle of an area, never a matter's own place. Staff see a point where the one access
policy lets them read what the resident wrote; any other matter in their lists stands at the middle of its area.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely

from linli.actions.deciding import Office
from linli.actions.public_views import public_query
from linli.domain.area import Area, AreaLevel
from linli.domain.area_polygons import read_polygons
from linli.domain.case_query import CaseLine, CaseQuery
from linli.domain.coordinates import Bounds, Point
from linli.domain.directory import Directory
from linli.domain.engine.access import reach_of
from linli.domain.placing import Placement
from linli.domain.streets import StreetKind
from linli.domain.tiles import Feature, Properties, Shapes, Spots, Tile, write_tile
from linli.domain.unit import Post
from linli.domain.wording import Wording
from linli.store import cases
from linli.store import map as stored

TILES_KEPT = 4096
COUNTS_KEPT = timedelta(seconds=60)
"""The public map may lag this far behind: it shows sums, not news."""
POINTS_MAX = 1_000
AREA_ZOOMS: Mapping[AreaLevel, int] = {
    AreaLevel.COUNTY: 0, AreaLevel.SUBDISTRICT: 8, AreaLevel.COMMUNITY: 11, AreaLevel.GRID: 13,
}  # fmt: skip
"""From which zoom each level is drawn."""
NAME_ZOOMS: Mapping[AreaLevel, int] = {AreaLevel.SUBDISTRICT: 8, AreaLevel.COMMUNITY: 12, AreaLevel.GRID: 14}
STREET_ZOOMS: Mapping[StreetKind, int] = {
    StreetKind.RIVER: 6, StreetKind.WATER: 6, StreetKind.TRUNK: 9, StreetKind.SECONDARY: 11, StreetKind.LOCAL: 12,
    StreetKind.LANE: 14,
}  # fmt: skip
COUNT_LEVELS = ((14, AreaLevel.GRID), (12, AreaLevel.COMMUNITY), (0, AreaLevel.SUBDISTRICT))
"""From this zoom on, public sums stand for areas of this level."""
MiddlesByPath = Mapping[str, Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A county's areas, ready for tiles."""

    levels: Mapping[AreaLevel, Shapes]
    middles: MiddlesByPath
    """A point inside each area; one without a polygon has that of the area above."""
    names: Mapping[AreaLevel, Spots]
    bounds: Mapping[str, Bounds]


@lru_cache(maxsize=4)
def ground_of(directory: Directory) -> Ground:
    """Return the ground of a set-up, worked out once."""
    areas = sorted(directory.tree, key=lambda area: (area.level.depth, area.key))
    polygons = _with_unions(areas)
    drawn = [area for area in areas if area.id in polygons]
    middles: dict[str, Point] = {}
    bounds: dict[str, Bounds] = {}
    for area in drawn:
        spot = shapely.point_on_surface(polygons[area.id])
        middles[area.path] = Point(float(spot.x), float(spot.y))
        west, south, east, north = (float(side) for side in shapely.bounds(polygons[area.id]))
        bounds[area.path] = Bounds(west=west, south=south, east=east, north=north)
    for area in areas:
        above = _above(area.path)
        if area.path not in middles and above in middles:
            middles[area.path], bounds[area.path] = middles[above], bounds[above]
    levels = {}
    for level in AreaLevel:
        mine = [area for area in drawn if area.level is level]
        shapes = [polygons[area.id] for area in mine]
        levels[level] = Shapes(shapes, [_told(area) for area in mine], is_coverage=True)
    names = {
        level: Spots([(middles[area.path], _told(area)) for area in drawn if area.level is level])
        for level in NAME_ZOOMS
    }
    return Ground(levels=levels, middles=middles, names=names, bounds=bounds)


def _with_unions(areas: list[Area]) -> dict[str, Any]:
    """Return polygons by area id; an area that was never drawn is what its parts cover together."""
    polygons, _ = read_polygons(areas)
    parts: dict[str, list[Any]] = {}
    for area in reversed(areas):  # from the grids up
        if area.id not in polygons and area.path in parts:
            polygons[area.id] = shapely.union_all(parts[area.path])
        if area.id in polygons:
            parts.setdefault(_above(area.path), []).append(polygons[area.id])
    return polygons


def _above(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0] + "/"


def _told(area: Area) -> Properties:
    return {"key": area.key, "name": area.name, "name_en": area.name_en or area.name, "level": area.level.value}


@lru_cache(maxsize=TILES_KEPT)
def area_tile(directory: Directory, tile: Tile) -> bytes:
    """Return the outlines and names of areas on a tile, down to the level its zoom shows."""
    ground = ground_of(directory)
    layers: dict[str, tuple[Feature, ...]] = {
        level.value: ground.levels[level].cut(tile) for level, zoom in AREA_ZOOMS.items() if tile.z >= zoom
    }
    named = [ground.names[level].on(tile) for level, zoom in NAME_ZOOMS.items() if tile.z >= zoom]
    layers["name"] = tuple(one for features in named for one in features)
    return write_tile(layers)


def street_tile(folder: Path, version: str, tile: Tile) -> bytes:
    """Return the streets and waters on a tile; `version` is that of the kept streets."""
    return _street_tile(folder, version, tile) if version else b""


@lru_cache(maxsize=TILES_KEPT)
def _street_tile(folder: Path, version: str, tile: Tile) -> bytes:
    kinds = {kind for kind, zoom in STREET_ZOOMS.items() if tile.z >= zoom}
    found = [one for one in _streets(folder, version).cut(tile) if one.properties["kind"] in kinds]
    water = [one for one in found if one.properties["kind"] in (StreetKind.RIVER, StreetKind.WATER)]
    return write_tile({"water": water, "street": [one for one in found if one not in water]})


@lru_cache(maxsize=2)
def _streets(folder: Path, version: str) -> Shapes:
    kept = stored.kept_streets(folder)
    told = [{"name": one.name, "name_en": one.name_en, "kind": one.kind.value} for one in kept]
    return Shapes([one.shape for one in kept], told)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSums:
    """How many public matters are open, by area path, at some moment."""

    at: datetime
    by_path: Mapping[str, int]

    def below(self, path: str) -> int:
        """Return how many lie in the area at `path` or below it."""
        return sum(number for one, number in self.by_path.items() if one.startswith(path))


_sums: dict[tuple[int, str], OpenSums] = {}


def open_sums(office: Office, now: datetime, *, kind: str = "") -> OpenSums:
    """Return the sums of open public matters of `kind` (a family; "" for all), at most a minute old."""
    key = (office.county_id, "")
    kept = _sums.get((office.county_id, kind))
    if kept is not None and timedelta(0) <= now - kept.at < COUNTS_KEPT:
        return kept
    by_kind: dict[str, Counter[str]] = {"": Counter()}
    for (path, category), number in cases.count_by_place(public_query(office, now, is_final=False)).items():
        by_kind[""][path] += number
        by_kind.setdefault(category.partition(".")[0], Counter())[path] += number
    for known in [one for one in _sums if one[0] == office.county_id]:
        del _sums[known]
    _sums.update({(office.county_id, one): OpenSums(at=now, by_path=sums) for one, sums in by_kind.items()})
    return _sums.get((office.county_id, kind)) or replace(_sums[key], by_path={})


def forget_sums() -> None:
    """Drop the kept sums, so that the next question counts again."""
    _sums.clear()


def matter_tile(office: Office, tile: Tile, sums: OpenSums) -> bytes:
    """Return the sums that stand on a tile: at the middle of the grid, community or street, never at a place."""
    level = next(level for zoom, level in COUNT_LEVELS if tile.z >= zoom)
    return write_tile({"matter": Spots(_places_of(office, level, sums)).on(tile)})


def _places_of(office: Office, level: AreaLevel, sums: OpenSums) -> list[tuple[Point, Properties]]:
    tree, middles = office.directory.tree, ground_of(office.directory).middles
    found: Counter[str] = Counter()
    for path, number in sums.by_path.items():
        area = tree.at_level(path, level) or tree.by_path.get(path)
        if area is not None:
            found[area.path] += number
    told = ((path, _told_of_sum(tree.by_path[path], level), number) for path, number in sorted(found.items()))
    return [(middles[path], {**properties, "count": number}) for path, properties, number in told if path in middles]


def _told_of_sum(area: Area, level: AreaLevel) -> Properties:
    if area.level is level:
        return _told(area)
    named = loose_name(area)
    return {**_told(area), "name": named.zh, "name_en": named.en}


def loose_name(area: Area) -> Wording:
    """Return what the sum of matters is called that were placed in `area` and no closer: not the whole of it."""
    return Wording(f"{area.name},没有更细的位置", f"{area.name_en or area.name}, not placed any closer")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """The area that a point on the map falls in, as filing would place it."""

    placement: Placement
    area: Area | None


def name_place(office: Office, point: Point) -> NamedPlace:
    """Return where a point belongs: the same answer that a report from there would get."""
    placement = office.placer.place(point.rounded())
    return NamedPlace(placement=placement, area=office.directory.tree.by_path.get(placement.area_path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One matter on the map of a post."""

    line: CaseLine
    point: Point
    is_exact: bool
    """False where the post sees only the area, or nobody gave a point."""


def spots_for(office: Office, post: Post, query: CaseQuery) -> tuple[Spot, ...]:
    """Return up to POINTS_MAX matters of `query`, exact for those whose exact point the post may know."""
    lines = tuple(cases.each_case(query, most=POINTS_MAX))
    by_duty = replace(query, reach=reach_of(post, office.directory, "case.point"))
    readable = {line.id for line in cases.each_case(by_duty, most=POINTS_MAX)}
    exact = stored.points_of(office.county_id, [line.stream for line in lines if line.id in readable])
    middles = ground_of(office.directory).middles
    spots = []
    for line in lines:
        point = exact.get(line.stream) or middles.get(line.area_path)
        if point is not None:
            spots.append(Spot(line=line, point=point, is_exact=line.stream in exact))
    return tuple(spots)
