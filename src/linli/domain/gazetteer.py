"""Finding a spot by words: areas, places and streets by the names people use, and what is left of the words.

"世纪花园3号楼" names a place and says more: the place gives the grid, the rest is where exactly.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import shapely

from linli.domain.area import Area, AreaLevel
from linli.domain.area_names import KIND_ENDINGS, NAME_CHARACTERS_MIN, QUERY_MAX, find_areas, plain
from linli.domain.coordinates import Point
from linli.domain.directory import Directory
from linli.domain.place import Place
from linli.domain.placing import How, Placer
from linli.domain.streets import Street
from linli.domain.wording import Wording

FOUND_MAX = 12
REST_EDGES = "".join(sorted({*" ,,、。.·"}))
SAMPLES_PER_STREET = 60
HOUSE = re.compile(r"[0-9〇一二三四五六七八九十]{1,4} ?(?:号|栋|幢|座|单元|楼|室|门|#|block\b)", re.IGNORECASE)
"""Where a house, storey or door begins: what stands before it may be no more than a part of a name."""
AREA_NAMED_TOO = 40
"""What it counts that the words name the area around a place as well."""


class SpotKind(StrEnum):
    """What the words were found to name."""

    PLACE = "place"
    STREET = "street"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One meaning of some words."""

    kind: SpotKind
    name: Wording
    area_path: str
    point: Point | None = None
    rest: str = ""
    """What the words say beyond the name: house, storey, beside what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    names: tuple[str, ...]
    """As they are compared."""
    spot: Spot
    spelled: tuple[str, ...]
    """As they are written, the longest first: what stands behind one of them is the rest."""


class Gazetteer:
    """Every name of a county's places and streets, made once for a directory."""

    def __init__(
        self, directory: Directory, placer: Placer, streets: Iterable[Street] = (), *, before: "Gazetteer | None" = None
    ) -> None:
        """Index the places that are in use and the named streets.

        `before` is the one of an earlier version of the same areas and streets: what is as it was is taken from it.
        """
        self._directory = directory
        known, kept = directory.tree.by_path, before._of if before else {}
        self._of: dict[str, tuple[Place, _Entry]] = {}
        for place in directory.setup.places:
            if place.is_active and place.area_path in known:
                was = kept.get(place.id)
                self._of[place.id] = was if was and was[0] is place else (place, _of_place(place))
        self._streets: tuple[_Entry, ...] = (
            before._streets if before else tuple(_of_streets(streets, directory, placer))
        )
        self._entries = (*(entry for _, entry in self._of.values()), *self._streets)

    def find(self, words: str, *, within_path: str = "/") -> tuple[Spot, ...]:
        """Return what `words` may mean below `within_path`, the likeliest first; nothing for words that name none."""
        words = " ".join(words.split())[:QUERY_MAX]
        asked = plain(words)
        if len(asked) < NAME_CHARACTERS_MIN:
            return ()
        areas = find_areas(self._directory, words, within_path=within_path)
        head, house = _parted(words)
        ranked: list[tuple[int, Spot]] = []
        for entry in self._entries:
            if not entry.spot.area_path.startswith(within_path):
                continue
            nearness = AREA_NAMED_TOO * any(entry.spot.area_path.startswith(area.path) for area in areas)
            if score := max((_score(name, asked) for name in entry.names), default=0):
                ranked.append((score + nearness, _with_rest(entry.spot, words, entry.spelled)))
            elif len(head) >= NAME_CHARACTERS_MIN and any(head in name for name in entry.names):
                ranked.append((len(head) * 6 + nearness, replace(entry.spot, rest=house)))
        ranked.sort(key=lambda pair: (-pair[0], len(pair[1].name.zh), pair[1].area_path))
        found = [spot for _, spot in ranked]
        lowest = [_of_area(area.path, Wording(area.name, area.name_en or area.name), words) for area in areas]
        # A grid named by its number, or an area that the words name and no more, is meant before any place;
        # a community named beside a place is only its address.
        exact = [
            spot
            for spot, area in zip(lowest, areas, strict=True)
            if area.level is AreaLevel.GRID or _is_named_whole(area, asked)
        ]
        return tuple(dict.fromkeys([*exact, *found, *lowest]))[:FOUND_MAX]


def _score(name: str, asked: str) -> int:
    """Return how well a name fits: a name within the words counts by its length, words within a name by theirs."""
    if name in asked:
        return len(name) * 10
    return len(asked) * 6 if asked in name else 0


def _parted(words: str) -> tuple[str, str]:
    """Return (what stands before a house number, as it is compared; from the house number on), both empty without."""
    house = HOUSE.search(words)
    return (plain(words[: house.start()]), words[house.start() :].strip(REST_EDGES)) if house else ("", "")


def _is_named_whole(area: Area, asked: str) -> bool:
    """Say whether the words are the area's name, with or without its kind, and nothing more."""
    name = plain(area.name)
    return asked in (name, plain(area.name_en)) or (name.startswith(asked) and name[len(asked) :] in KIND_ENDINGS)


def _with_rest(spot: Spot, words: str, spelled: Iterable[str]) -> Spot:
    """Return the spot with what stands behind its name in the words."""
    for name in spelled:
        at = words.lower().find(name.lower())
        if at >= 0:
            return replace(spot, rest=words[at + len(name) :].strip(REST_EDGES))
    return spot


def _of_area(path: str, name: Wording, words: str) -> Spot:
    return _with_rest(Spot(kind=SpotKind.AREA, name=name, area_path=path), words, (name.zh, name.en))


def _of_place(place: Place) -> _Entry:
    names = {plain(one) for one in (*place.names, place.address)}
    spot = Spot(
        kind=SpotKind.PLACE,
        name=Wording(place.name, place.name_en or place.name),
        area_path=place.area_path,
        point=place.point,
    )
    spelled = tuple(sorted({*place.names, place.address} - {""}, key=len, reverse=True))
    return _Entry(names=_comparable(names), spot=spot, spelled=spelled)


def _comparable(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(one for one in set(names) if len(one) >= NAME_CHARACTERS_MIN))


def _of_streets(streets: Iterable[Street], directory: Directory, placer: Placer) -> Iterator[_Entry]:
    """Yield each named street once for every community it runs through: a street lies in no single grid."""
    seen: set[tuple[str, str]] = set()
    for street in streets:
        names = _comparable((plain(street.name), plain(street.name_en)))
        if not names or street.shape.geom_type not in ("LineString", "MultiLineString"):
            continue
        for path in _communities_along(street, directory, placer):
            if (street.name, path) not in seen:
                seen.add((street.name, path))
                name = Wording(street.name, street.name_en or street.name)
                spot = Spot(kind=SpotKind.STREET, name=name, area_path=path)
                yield _Entry(names=names, spot=spot, spelled=(name.zh, name.en))


def _communities_along(street: Street, directory: Directory, placer: Placer) -> Sequence[str]:
    along = shapely.line_interpolate_point(street.shape, np.linspace(0, 1, SAMPLES_PER_STREET), normalized=True)
    placements = placer.place_many(shapely.get_x(along), shapely.get_y(along))
    paths: dict[str, None] = {}
    for number in range(SAMPLES_PER_STREET):
        placement = placer.placement_of(placements, number)
        if placement.how is How.INSIDE:
            area = directory.tree.at_level(placement.area_path, AreaLevel.COMMUNITY)
            paths[area.path if area else placement.area_path] = None
    return tuple(paths)
