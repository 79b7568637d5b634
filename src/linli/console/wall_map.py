"""The map on the wall: streets, communities and the middle of every grid, drawn once for each set-up."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sin
from typing import Any

import shapely

from linli.domain.area import Area, AreaLevel
from linli.domain.directory import Directory

WIDTH, HEIGHT, MARGIN = 1_000, 800, 16
TOLERANCE = 0.9
"""In units of the drawing: finer than a wall shows."""
SPREAD = 6.5
GOLDEN_ANGLE = pi * (3 - 5**0.5)
ORDER = ("", "on_time", "paused", "near", "overdue")
"""Drawn last is on top: what is overdue is never hidden."""
DOTS_MAX = 2_500


@dataclass(frozen=True, slots=True, kw_only=True)
class WallStreet:
    """One street: its outline and where its name stands."""

    area: Area
    path: str
    label: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class WallMap:
    """The drawing without its dots."""

    width: int
    height: int
    streets: tuple[WallStreet, ...]
    communities: str
    middles: Mapping[str, tuple[float, float]]
    """Where cases of an area are drawn, by its path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WallDot:
    """One open case in the middle of its grid: never where it is."""

    x: float
    y: float
    look: str


@lru_cache(maxsize=2)
def map_of(directory: Directory) -> WallMap | None:
    """Return the drawing of a county, or None where it has no polygons."""
    shapes = {area.path: shapely.from_wkb(area.geometry) for area in directory.tree if area.geometry}
    if not shapes:
        return None
    places, height = _placed(shapes)
    streets = [area for area in directory.tree if area.level is AreaLevel.SUBDISTRICT and area.path in places]
    communities = [area.path for area in directory.tree if area.level is AreaLevel.COMMUNITY and area.path in places]
    return WallMap(
        width=WIDTH,
        height=height,
        streets=tuple(
            WallStreet(area=one, path=_path(places[one.path]), label=_middle(places[one.path])) for one in streets
        ),
        communities="".join(_path(places[path]) for path in communities),
        middles={path: _middle(shape) for path, shape in places.items()},
    )


def _placed(shapes: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """Fit the shapes into the drawing, north up. Source: equirectangular projection, true at the middle parallel."""
    bounds = [shape.bounds for shape in shapes.values()]
    west, south = min(one[0] for one in bounds), min(one[1] for one in bounds)
    east, north = max(one[2] for one in bounds), max(one[3] for one in bounds)
    squeeze = cos(radians((south + north) / 2))
    span_x, span_y = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((WIDTH - 2 * MARGIN) / span_x, (HEIGHT - 2 * MARGIN) / span_y)
    left = (WIDTH - span_x * scale) / 2

    def drawn(points: Any) -> Any:
        points = points.copy()
        points[:, 0] = left + (points[:, 0] - west) * squeeze * scale
        points[:, 1] = MARGIN + (north - points[:, 1]) * scale
        return points

    moved = shapely.transform(list(shapes.values()), drawn)
    return dict(zip(shapes, moved, strict=True)), round(span_y * scale + 2 * MARGIN)


def _path(shape: Any) -> str:
    parts = getattr(shape, "geoms", [shape])
    rings = [part.simplify(TOLERANCE).exterior.coords for part in parts]
    return "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in ring) + "Z" for ring in rings)


def _middle(shape: Any) -> tuple[float, float]:
    point = shape.representative_point()
    return round(point.x, 1), round(point.y, 1)


def dots_of(drawing: WallMap, counts: Mapping[tuple[str, str], int]) -> tuple[WallDot, ...]:
    """Place each open case around the middle of its grid, several side by side as seeds in a flower."""
    seen: Counter[str] = Counter()
    found: list[WallDot] = []
    for path, look in sorted(counts):
        if path not in drawing.middles:
            continue
        x, y = drawing.middles[path]
        for _ in range(min(counts[path, look], DOTS_MAX - len(found))):
            away, turn = SPREAD * seen[path] ** 0.5, seen[path] * GOLDEN_ANGLE
            seen[path] += 1
            found.append(WallDot(x=round(x + away * cos(turn), 1), y=round(y + away * sin(turn), 1), look=look))
    return tuple(sorted(found, key=lambda dot: ORDER.index(dot.look)))
