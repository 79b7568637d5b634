"""Finding an area by words: streets, communities and grids by the names people write, whole or in part."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from linli.domain.area import Area, AreaLevel
from linli.domain.directory import Directory

FOUND_MAX = 12
QUERY_MAX = 120
NAME_CHARACTERS_MIN = 2
KIND_ENDINGS = ("街道", "镇", "乡", "社区", "村", "居委会", "村委会", "网格")
ENGLISH_ENDINGS = (" subdistrict", " town", " township", " community", " village", " grid")
GRID_NUMBER = re.compile(r"(?<!\d)0*+(\d{1,4})号?网格|grid0*+(\d{1,4})(?!\d)")
NUMBERED = re.compile(r"^第?0*(\d{1,4})号?网格$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An area with every name it answers to."""

    area: Area
    names: tuple[str, ...]
    number: str = ""
    """For a grid called by its number only."""


def plain(words: str) -> str:
    """Return words without blanks, case and width, as they are compared."""
    return re.sub(r"[\s·,,。.、\-]+", "", normalize("NFKC", words).casefold())


def find_areas(directory: Directory, words: str, *, within_path: str = "/") -> tuple[Area, ...]:
    """Return the areas below `within_path` that `words` may mean, the likeliest first; nothing where they name none."""
    asked = plain(words[:QUERY_MAX])
    if len(asked) < NAME_CHARACTERS_MIN:
        return ()
    found = [(score, one.area) for one in _named(directory) if (score := _score(one, asked))]
    numbers = {number.lstrip("0") for pair in GRID_NUMBER.findall(asked) for number in pair if number}
    if numbers:
        found.extend(_grids_of(directory, [area for _, area in found], numbers))
    ranked = sorted(found, key=lambda pair: (-pair[0], -pair[1].level.depth, pair[1].path))
    return tuple(dict.fromkeys(area for _, area in ranked if area.path.startswith(within_path)))[:FOUND_MAX]


def areas_below(directory: Directory, area: Area | None) -> tuple[Area, ...]:
    """Return the areas right below `area` (the county's own for None), in order of their paths."""
    top = area or next((one for one in directory.tree if one.level is AreaLevel.COUNTY), None)
    children = (one for one in directory.tree if top is not None and path_above(one.path) == top.path)
    return tuple(sorted(children, key=lambda one: one.path))


def path_above(path: str) -> str:
    """Return the path of the area right above."""
    return path.rstrip("/").rpartition("/")[0] + "/"


def _score(named: Named, asked: str) -> int:
    """Return how well an area fits: a name within the words counts by its length, words within a name by theirs."""
    within = [len(name) * 10 for name in named.names if name in asked]
    around = [len(asked) * 6 for name in named.names if asked in name]
    return max([*within, *around], default=0)


def _grids_of(directory: Directory, above: list[Area], numbers: set[str]) -> Iterator[tuple[int, Area]]:
    paths = [area.path for area in above if area.level is AreaLevel.COMMUNITY]
    for one in _named(directory):
        if one.number in numbers and any(one.area.path.startswith(path) for path in paths):
            yield 10_000, one.area


@lru_cache(maxsize=4)
def _named(directory: Directory) -> tuple[Named, ...]:
    return tuple(_with_names(area) for area in directory.tree if area.level is not AreaLevel.COUNTY)


def _with_names(area: Area) -> Named:
    numbered = NUMBERED.match(normalize("NFKC", area.name))
    if numbered:
        return Named(area=area, names=(), number=numbered.group(1))
    english = area.name_en.lower()
    names = {area.name, _without(area.name, KIND_ENDINGS), english, _without(english, ENGLISH_ENDINGS)}
    compared = {plain(name) for name in names} | ({area.code} if area.code else set())
    return Named(area=area, names=tuple(sorted(name for name in compared if len(name) >= NAME_CHARACTERS_MIN)))


def _without(name: str, endings: tuple[str, ...]) -> str:
    return next((name.removesuffix(ending) for ending in endings if name.endswith(ending)), name)
