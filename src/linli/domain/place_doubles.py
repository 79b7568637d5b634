"""Places that may be entered twice: the same name near by, or almost the same name at one spot; a person decides.

Source: the distances are ours; a gate and its building lie within 30 m, two entries of one estate within 500 m.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, floor, radians

from linli.domain.coordinates import Point, distance_m
from linli.domain.place import ALIAS_MARK, Place, PlaceKind

SAME_NAME_M = 500.0
SAME_SPOT_M = 30.0
LIKENESS_MIN = 0.5
NEIGHBOURS_MAX = 60
"""Places of one spot that are compared with each other; where thousands bear one point, the point is the mistake."""
NAMES_KEPT = 100_000
METRES_PER_DEGREE = 111_195.0
Names = Mapping[str, frozenset[str]]
"""By id of a place: the names by which it is compared."""
_NOISE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Two places that may be one; the earlier entry first."""

    one: Place
    other: Place
    distance_m: float | None
    """None where one of them has no point."""
    likeness: float

    @property
    def key(self) -> tuple[str, str]:
        """Their ids in order."""
        return (self.one.id, self.other.id)


def plain_name(name: str) -> str:
    """Return a name as it is compared: without width, case, spaces and signs."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name).casefold())


def likeness(one: str, other: str) -> float:
    """Return how alike two plain names are, by the pairs of characters they share.

    Source: Dice's coefficient over character bigrams: 2 |A ∩ B| / (|A| + |B|).
    """
    if one == other:
        return 1.0
    first, second = _pairs(one), _pairs(other)
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def _compared(place: Place) -> frozenset[str]:
    """Return the names by which a place is compared: its own and what people call it; a translation tells little."""
    spelled = (place.name, *place.aliases.split(ALIAS_MARK))
    return frozenset(plain_name(one) for one in spelled) - {""}


@lru_cache(maxsize=NAMES_KEPT)
def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[at : at + 2] for at in range(len(name) - 1))


def find_doubles(places: Iterable[Place], apart: frozenset[tuple[str, str]] = frozenset()) -> tuple[Double, ...]:
    """Return pairs that may be one place, the likeliest first; those in `apart` were looked at and are not."""
    standing = [one for one in places if one.is_active]
    names = {one.id: _compared(one) for one in standing}
    pairs = (*_by_name(standing, names), *_by_spot(standing, names))
    found = {one.key: one for one in (_double(*pair, names) for pair in pairs) if one.key not in apart}
    return tuple(sorted(found.values(), key=lambda one: (-one.likeness, one.distance_m or 0.0, one.key)))


def _by_name(places: Iterable[Place], names: Names) -> Iterator[tuple[Place, Place]]:
    """Yield pairs of one name: near each other, or in one area where a point is missing."""
    groups: dict[str, list[Place]] = defaultdict(list)
    for one in places:
        for name in names[one.id]:
            groups[name].append(one)
    for own in groups.values():
        if len(own) > 1:
            yield from _near(own, SAME_NAME_M)
            yield from _without_point(own)


def _without_point(own: list[Place]) -> Iterator[tuple[Place, Place]]:
    by_area: dict[str, list[Place]] = defaultdict(list)
    for one in own:
        by_area[one.area_path].append(one)
    for group in by_area.values():
        for at, first in enumerate(group[:NEIGHBOURS_MAX]):
            for second in group[at + 1 : NEIGHBOURS_MAX]:
                if first.point is None or second.point is None:
                    yield first, second


def _by_spot(places: Iterable[Place], names: Names) -> Iterator[tuple[Place, Place]]:
    """Yield pairs at one spot whose names are alike; an estate and its fire lane are two things."""

    def is_alike(first: Place, second: Place) -> bool:
        is_one_kind = first.kind is second.kind or PlaceKind.OTHER in (first.kind, second.kind)
        return is_one_kind and _likeness_of(names[first.id], names[second.id]) >= LIKENESS_MIN

    yield from _near(places, SAME_SPOT_M, is_alike)


def _near(
    places: Iterable[Place], limit_m: float, fits: Callable[[Place, Place], bool] = lambda first, second: True
) -> Iterator[tuple[Place, Place]]:
    """Yield pairs within `limit_m` that fit, by squares of that size and their neighbours."""
    squares: dict[tuple[int, int], list[tuple[Place, Point]]] = defaultdict(list)
    for one in places:
        if one.point is not None:
            squares[_square(one.point, limit_m)].append((one, one.point))
    for (column, row), own in squares.items():
        around = [(0, 1), (1, -1), (1, 0), (1, 1)]
        beside = [each for dx, dy in around for each in squares.get((column + dx, row + dy), ())[:NEIGHBOURS_MAX]]
        for at, (first, here) in enumerate(own[:NEIGHBOURS_MAX]):
            for second, there in (*own[at + 1 : NEIGHBOURS_MAX], *beside):
                if fits(first, second) and distance_m(here, there) <= limit_m:
                    yield first, second


def _square(point: Point, size_m: float) -> tuple[int, int]:
    """Return the square a point lies in; at no latitude of the country is one narrower than `size_m`."""
    step = size_m / METRES_PER_DEGREE
    return floor(point.lon * cos(radians(_LAT_MAX)) / step), floor(point.lat / step)


_LAT_MAX = 54.0
"""The northernmost latitude: a degree of longitude is shortest there."""


def _double(first: Place, second: Place, names: Names) -> Double:
    one, other = sorted((first, second), key=lambda place: place.id)
    apart_m = distance_m(one.point, other.point) if one.point and other.point else None
    return Double(one=one, other=other, distance_m=apart_m, likeness=_likeness_of(names[one.id], names[other.id]))


def _likeness_of(some: frozenset[str], others: frozenset[str]) -> float:
    return max((likeness(a, b) for a in some for b in others), default=0.0)
