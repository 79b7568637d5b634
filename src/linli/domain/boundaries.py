"""Boundaries of areas from outside: shapes matched with areas, brought to WGS-84, overlaps and gaps named.

Source: shares below are ours; hand-drawn borders of neighbours never meet exactly.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from linli.domain.area import Area, AreaTree
from linli.domain.area_polygons import read_polygon
from linli.domain.coordinates import Crs, Point, is_on_earth, to_wgs84
from linli.domain.problems import Problem, Refused

OVERLAP_SHARE = 0.01
"""An overlap is named when it covers more than this share of the smaller area."""
GAP_SHARE = 0.02
"""A gap is named when the areas below leave more than this share of the area above uncovered."""
DECIMALS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape of a layer, with what the layer says about it."""

    properties: Mapping[str, str]
    geometry: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """A shape with its area, or None where no area fits."""

    shape: Shape
    area: Area | None
    by: str = ""
    """"code" or "name"."""
    is_new: bool = False
    """Whether the area had no outline before."""
    problem: str = ""
    """Code of what is wrong with the shape, "" where nothing is."""

    @property
    def label(self) -> str:
        """What the layer calls it."""
        names = [value for value in self.shape.properties.values() if value]
        return " · ".join(names[:3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two areas of one level that cover the same ground."""

    one: Area
    other: Area
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Ground of an area that none of the areas below covers."""

    area: Area
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerPlan:
    """What a layer would do."""

    matched: tuple[Matched, ...]
    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]
    without: tuple[Area, ...]
    """Grids that have no outline, afterwards either."""

    @property
    def areas(self) -> tuple[Area, ...]:
        """The areas with their fresh outlines."""
        return tuple(
            replace(one.area, geometry=shapely.to_wkb(one.shape.geometry))
            for one in self.matched
            if one.area is not None and not one.problem
        )


def plan_layer(shapes: Sequence[Shape], tree: AreaTree, crs: Crs) -> LayerPlan:
    """Return what `shapes`, given in `crs`, would do to the outlines of `tree`."""
    names: dict[str, list[Area]] = defaultdict(list)
    for area in tree:
        names[area.name].append(area)
    codes = {code: area for area in tree for code in (area.key, area.code) if code}
    matched = _without_twins([_match(one, codes, names, crs) for one in shapes])
    fresh = {one.area.id: one.shape.geometry for one in matched if one.area is not None and not one.problem}
    standing = {area.id: fresh.get(area.id) or _outline(area) for area in tree if area.valid_to is None}
    outlines = {key: shape for key, shape in standing.items() if shape is not None}
    touched = {tree.by_id[key].path for key in fresh}
    return LayerPlan(
        matched=tuple(matched),
        overlaps=tuple(_overlaps(tree, outlines, touched)),
        gaps=tuple(_gaps(tree, outlines, touched)),
        without=tuple(one for one in tree if one.level == "grid" and one.valid_to is None and one.id not in outlines),
    )


def _match(shape: Shape, codes: Mapping[str, Area], names: Mapping[str, list[Area]], crs: Crs) -> Matched:
    fixed, problem = in_wgs84(shape.geometry, crs)
    shape = replace(shape, geometry=fixed)
    values = [value.strip() for value in shape.properties.values() if value.strip()]
    for value in values:
        if value in codes:
            area = codes[value]
            return Matched(shape=shape, area=area, by="code", is_new=area.geometry is None, problem=problem)
    for value in values:
        if len(names.get(value, ())) == 1:
            area = names[value][0]
            return Matched(shape=shape, area=area, by="name", is_new=area.geometry is None, problem=problem)
    return Matched(shape=shape, area=None, problem=problem)


def _without_twins(matched: list[Matched]) -> list[Matched]:
    """Of two shapes that fit one area neither is taken."""
    seen: dict[str, int] = defaultdict(int)
    for one in matched:
        if one.area is not None:
            seen[one.area.id] += 1
    return [
        replace(one, problem="area_matched_twice") if one.area and seen[one.area.id] > 1 else one for one in matched
    ]


def in_wgs84(geometry: Any, crs: Crs) -> tuple[Any, str]:
    """Return a shape on WGS-84 and what is wrong with it; a crossed outline is mended and passes."""
    corners = shapely.get_coordinates(geometry)
    if not len(corners) or not all(is_on_earth(float(lon), float(lat)) for lon, lat in corners):
        return geometry, "area_polygon_not_degrees"

    def shifted(pairs: Any) -> Any:
        points = [to_wgs84(Point(float(lon), float(lat)), crs) for lon, lat in pairs]
        return np.array([(round(one.lon, DECIMALS), round(one.lat, DECIMALS)) for one in points])

    moved = shapely.transform(shapely.force_2d(geometry), shifted)
    polygon, code = read_polygon(shapely.to_wkb(moved))
    if polygon is None:
        return geometry, code
    return polygon, ""


def _outline(area: Area) -> Any | None:
    return read_polygon(area.geometry)[0] if area.geometry else None


def _overlaps(tree: AreaTree, outlines: Mapping[str, Any], touched: set[str]) -> Iterable[Overlap]:
    by_level: dict[str, list[Area]] = defaultdict(list)
    for key in outlines:
        by_level[tree.by_id[key].level].append(tree.by_id[key])
    for own in by_level.values():
        shapes = [outlines[area.id] for area in own]
        index = shapely.STRtree(shapes)
        for first, second in zip(*index.query(shapes, predicate="intersects"), strict=True):
            if first >= second or not {own[first].path, own[second].path} & touched:
                continue
            common = shapely.intersection(shapes[first], shapes[second]).area
            share = common / min(shapes[first].area, shapes[second].area)
            if share > OVERLAP_SHARE:
                yield Overlap(one=own[first], other=own[second], share=share)


def _gaps(tree: AreaTree, outlines: Mapping[str, Any], touched: set[str]) -> Iterable[Gap]:
    for key, outline in outlines.items():
        area = tree.by_id[key]
        depth = area.path.count("/") + 1
        below = [
            outlines[one.id]
            for one in tree
            if one.id in outlines and one.path.startswith(area.path) and one.path.count("/") == depth
        ]
        if not below or not any(path.startswith(area.path) for path in touched):
            continue
        share = shapely.difference(outline, shapely.union_all(below)).area / outline.area
        if share > GAP_SHARE:
            yield Gap(area=area, share=share)


def read_outline(text: str, crs: Crs) -> Any:
    """Return the polygon that lines of "longitude, latitude" draw; raises Refused with every mistake."""
    corners, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.replace(",", ",").replace(";", ",").replace("\t", ",").split(",")
        if not line.strip():
            continue
        try:
            lon, lat = (float(part) for part in parts)
        except ValueError:
            problems.append(Problem("outline_unreadable", at="outline", params={"line": number}))
            continue
        corners.append((lon, lat))
    if len(set(corners)) < 3 and not problems:
        problems.append(Problem("outline_too_short", at="outline"))
    if problems:
        raise Refused(problems)
    drawn = shapely.Polygon(corners)
    if not shapely.is_valid(drawn):
        raise Refused([Problem("outline_crosses", at="outline")])
    shape, problem = in_wgs84(drawn, crs)
    if problem:
        raise Refused([Problem(problem, at="outline", params={"area": ""})])
    return shape


def outline_text(wkb: bytes | None) -> str:
    """Return an outline as lines of "longitude, latitude", its largest part where there are several."""
    polygon = read_polygon(wkb)[0] if wkb else None
    if polygon is None:
        return ""
    largest = max(shapely.get_parts(polygon), key=lambda part: part.area)
    corners = shapely.get_coordinates(shapely.get_exterior_ring(largest))[:-1]
    return "\n".join(f"{lon:.6f}, {lat:.6f}" for lon, lat in corners)
