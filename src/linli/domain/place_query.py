"""What a list of places asks for, and the lines that answer it."""

from dataclasses import dataclass
from datetime import date

from linli.domain.place import PlaceKind, PlaceRisk, PlaceStanding

PAGE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScope:
    """Whose places a post may read: those of its area, and those its unit regulates, owns or has adopted."""

    area_path: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceQuery:
    """Filters of a list; "" and None ask for everything."""

    scope: PlaceScope
    kind: PlaceKind | None = None
    risk: PlaceRisk | None = None
    area_path: str = ""
    regulator: str = ""
    adopted: str = ""
    """"yes", "no", or "mine": by the asking post's own unit."""
    is_model: bool | None = None
    standing: PlaceStanding | None = PlaceStanding.OPEN
    words: str = ""
    cursor: str = ""
    limit: int = PAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One place in a list."""

    id: str
    key: str
    name: str
    name_en: str
    kind: PlaceKind
    risk: PlaceRisk
    area_path: str
    address: str
    regulator_unit: str
    is_active: bool
    merged_into: str
    adopters: int
    is_model: bool
    checked_date: date | None
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePage:
    """One page of places by name; an empty cursor means there are no more."""

    lines: tuple[PlaceLine, ...]
    next_cursor: str = ""
