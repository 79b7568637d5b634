"""What pages show of an area: its name, who looks after it, its outline, and the way down to its grids."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from linli.actions.deciding import Office
from linli.actions.gazetteer import gazetteer_of
from linli.actions.public_views import GridPeople, grid_people
from linli.domain.area import Area, AreaLevel
from linli.domain.area_names import areas_below, path_above
from linli.domain.area_polygons import read_polygon
from linli.domain.directory import Directory
from linli.domain.gazetteer import Spot, SpotKind
from linli.public.words import area_name, area_words, language, unit_name
from linli.ui.map_view import data_folder
from linli.ui.pieces import Link
from linli.ui.sketch_view import Position, Sketch, SketchKind, sketch_of

TOLERANCE_DEGREES = 0.00005
SKETCH_SIZE = (500, 280)
Ring = tuple[SketchKind, tuple[Position, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """One area with the people it has."""

    area: Area
    name: str
    people: GridPeople
    sketch: Sketch | None

    @property
    def is_grid(self) -> bool:
        """Say whether it is the lowest level."""
        return self.area.level is AreaLevel.GRID

    @property
    def workers(self) -> str:
        """The names of those who look after it."""
        return "、".join(self.people.workers)

    @property
    def unit(self) -> str:
        """Where they are reached."""
        return unit_name(self.people.unit)

    @property
    def supervisor(self) -> str:
        """Who supervises them."""
        return unit_name(self.people.supervisor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One area to choose, or to look into."""

    value: str
    """What choosing it sends: the path."""
    key: str
    title: str
    more: str
    has_parts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finder:
    """What the finder shows: what was asked, what was found, and the level one has gone down to."""

    query: str
    found: tuple[Suggestion, ...]
    above: tuple[Link, ...]
    """The levels above, each leading back."""
    here: Suggestion | None
    below: tuple[Suggestion, ...]

    @property
    def found_nothing(self) -> bool:
        """Say whether words were given that name no area."""
        return bool(self.query) and not self.found


def card_of(office: Office, area: Area, now: datetime) -> AreaCard:
    """Return the card of an area."""
    name = area_words(office, area.path)
    people = grid_people(office, area.path, now)
    return AreaCard(area=area, name=name, people=people, sketch=sketch_for(office.directory, area, name))


def sketch_for(directory: Directory, area: Area, title: str) -> Sketch | None:
    """Return the area among its neighbours, or None where it has no polygon."""
    rings = _rings(directory, area.path)
    return sketch_of(rings, title=title, size=SKETCH_SIZE) if rings else None


def finder(office: Office, *, query: str, under: str) -> Finder:
    """Return what the finder shows for words, or below the area with the key `under`."""
    directory = office.directory
    spots = gazetteer_of(office, data_folder()).find(query) if query else ()
    found = tuple(dict.fromkeys(directory.tree.by_path[one.area_path] for one in spots))
    here = directory.tree.by_key.get(under)
    only = found[0] if len(found) == 1 and found[0].level is not AreaLevel.GRID else None
    here = here if here is not None and here.level is not AreaLevel.COUNTY else only
    above = directory.tree.lineage(here.path)[1:-1] if here is not None else ()
    return Finder(
        query=query,
        found=tuple(_spot(office, one) for one in spots),
        above=tuple(Link(title=area_name(area), url=area.key) for area in above),
        here=_suggestion(office, here) if here is not None else None,
        below=tuple(_suggestion(office, area, short=True) for area in areas_below(directory, here)),
    )


def _spot(office: Office, spot: Spot) -> Suggestion:
    """Return an area as it is, and a place or a street by its own name above that of its area."""
    area = office.directory.tree.by_path[spot.area_path]
    suggestion = _suggestion(office, area)
    if spot.kind is SpotKind.AREA:
        return suggestion
    return replace(suggestion, title=spot.name.within(language()), more=area_words(office, area.path))


def _suggestion(office: Office, area: Area, *, short: bool = False) -> Suggestion:
    above = area_words(office, path_above(area.path))
    is_top = area.level is AreaLevel.SUBDISTRICT
    return Suggestion(
        value=area.path, key=area.key, title=area_name(area), more="" if short or is_top else above,
        has_parts=area.level is not AreaLevel.GRID and bool(areas_below(office.directory, area)),
    )  # fmt: skip


@lru_cache(maxsize=512)
def _rings(directory: Directory, path: str) -> tuple[Ring, ...]:
    here = directory.tree.by_path.get(path)
    own = _ring(here, "here") if here is not None else []
    if here is None or not own:
        return ()
    above = directory.tree.by_path.get(path_above(path))
    around = [area for area in areas_below(directory, above) if area.id != here.id]
    kinds: tuple[SketchKind, SketchKind] = ("area", "area--2")
    return (*(ring for at, area in enumerate(around) for ring in _ring(area, kinds[at % 2])), *own)


def _ring(area: Area, kind: SketchKind) -> list[Ring]:
    polygon = read_polygon(area.geometry)[0] if area.geometry else None
    if polygon is None:
        return []
    parts = list(getattr(polygon, "geoms", [polygon]))
    return [(kind, tuple(part.simplify(TOLERANCE_DEGREES).exterior.coords)) for part in parts]
