"""Where a case lies: its grid among the communities of its subdistrict, drawn without tiles."""

from functools import lru_cache
from typing import Any

from linli.actions.deciding import Office
from linli.console.words import area_words
from linli.domain.area import Area, AreaLevel
from linli.domain.area_polygons import read_polygon
from linli.domain.directory import Directory
from linli.ui.sketch_view import Position, Sketch, SketchKind, sketch_of

TOLERANCE_DEGREES = 0.0001
"""About 10 m: a small drawing needs no more, and the page stays light."""
SIZE = (500, 240)
Ring = tuple[SketchKind, tuple[Position, ...]]


def sketch_for(office: Office, path: str, pin: Position | None = None) -> Sketch | None:
    """Return the drawing for an area, with a pin where the point may be seen; None without any polygon."""
    rings = _rings(office.directory, path)
    return sketch_of(rings, title=area_words(office, path), pin=pin, size=SIZE) if rings else None


@lru_cache(maxsize=256)
def _rings(directory: Directory, path: str) -> tuple[Ring, ...]:
    """The communities around the one in which `path` lies, that one's grids, and the place itself."""
    tree = directory.tree
    here = tree.by_path.get(path)
    middle = tree.at_level(path, AreaLevel.COMMUNITY) or here
    polygon = _polygon(middle) if middle else None
    if here is None or middle is None or polygon is None:
        return ()
    level = AreaLevel.COMMUNITY if middle.level is AreaLevel.COMMUNITY else AreaLevel.SUBDISTRICT
    near = polygon.buffer(TOLERANCE_DEGREES)
    others = [area for area in tree if area.level is level and area is not middle]
    around = [area for area in others if (shape := _polygon(area)) is not None and shape.intersects(near)]
    grids = [area for area in tree if area.level is AreaLevel.GRID and area.parent_id == middle.id]
    rings = [ring for area in around for ring in _ring(area, "area")]
    inner = [ring for area in grids or [middle] for ring in _ring(area, "area--2")]
    return (*rings, *inner, *_ring(here, "here"))


def _polygon(area: Area) -> Any | None:
    return read_polygon(area.geometry)[0] if area.geometry else None


def _ring(area: Area, kind: SketchKind) -> list[Ring]:
    polygon = _polygon(area)
    if polygon is None:
        return []
    parts: list[Any] = list(getattr(polygon, "geoms", [polygon]))
    return [(kind, tuple(part.simplify(TOLERANCE_DEGREES).exterior.coords)) for part in parts]
