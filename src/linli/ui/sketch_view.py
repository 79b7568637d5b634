"""A sketch of a place: polygons and a pin in a small drawing, without tiles and without script."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Literal

SketchKind = Literal["area", "area--2", "here", "water", "road"]
Position = tuple[float, float]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchShape:
    """One line or ring, already as SVG path data."""

    kind: SketchKind
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The whole drawing; `title` says in words what it shows."""

    title: str
    width: int
    height: int
    shapes: Sequence[SketchShape]
    pin: tuple[float, float] | None = None


def sketch_of(
    parts: Iterable[tuple[SketchKind, Sequence[Position]]],
    *,
    title: str,
    pin: Position | None = None,
    size: tuple[int, int] = (500, 300),
) -> Sketch:
    """Fit `parts` into `size`, north up, lengths true at the middle latitude.

    Source: equirectangular projection, true at the middle parallel.
    """
    kept = [(kind, list(line)) for kind, line in parts if line]
    spots = [spot for _, line in kept for spot in line] + ([pin] if pin else [])
    width, height = size
    if not spots:
        return Sketch(title=title, width=width, height=height, shapes=())
    west, east = min(x for x, _ in spots), max(x for x, _ in spots)
    south, north = min(y for _, y in spots), max(y for _, y in spots)
    squeeze = cos(radians((south + north) / 2))
    margin = 12
    span_x, span_y = max((east - west) * squeeze, 1e-9), max(north - south, 1e-9)
    scale = min((width - 2 * margin) / span_x, (height - 2 * margin) / span_y)
    middle = (west + east) / 2, (south + north) / 2

    def drawn(spot: Position) -> tuple[float, float]:
        right, up = (spot[0] - middle[0]) * squeeze * scale, (spot[1] - middle[1]) * scale
        return round(width / 2 + right, 1), round(height / 2 - up, 1)

    shapes = [
        SketchShape(kind=kind, path="M" + "L".join(f"{x:g} {y:g}" for x, y in map(drawn, line)) + _end(kind))
        for kind, line in kept
    ]
    return Sketch(title=title, width=width, height=height, shapes=shapes, pin=drawn(pin) if pin else None)


def _end(kind: SketchKind) -> str:
    """Rings close, lines do not."""
    return "" if kind in ("water", "road") else "Z"
