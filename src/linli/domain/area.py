"""Areas 区划: the tree county → subdistrict or town → community or village → grid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AreaLevel(StrEnum):
    """The four tiers of the tree, from the top."""

    COUNTY = "county"
    SUBDISTRICT = "subdistrict"
    COMMUNITY = "community"
    GRID = "grid"

    @property
    def depth(self) -> int:
        """0 for the county, 3 for the grid."""
        return list(AreaLevel).index(self)


class AreaKind(StrEnum):
    """What an area is called; several kinds may share one level."""

    COUNTY = "county"
    SUBDISTRICT = "subdistrict"
    TOWN = "town"
    TOWNSHIP = "township"
    COMMUNITY = "community"
    VILLAGE = "village"
    BASIC_GRID = "basic_grid"
    SPECIAL_GRID = "special_grid"


class AreaClass(StrEnum):
    """Area class of the handling-limit matrix (built-up core, ordinary, outskirts)."""

    CORE = "core"
    ORDINARY = "ordinary"
    OUTSKIRTS = "outskirts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One node of the tree, valid from a day to a day (codes change every year).

    Source: GB/T 2260 and GB/T 10114 for codes; a code may be absent, the local key never is.
    """

    id: str
    key: str
    """Local key, unique in the county; the statistical code where there is one."""
    name: str
    level: AreaLevel
    kind: AreaKind
    path: str
    """"/county/subdistrict/community/grid/" by keys; a prefix test is a descent test."""
    code: str | None = None
    """12-digit statistical code, or None where the register has none."""
    name_en: str = ""
    parent_id: str | None = None
    area_class: AreaClass = AreaClass.ORDINARY
    population: int | None = None
    household_count: int | None = None
    size_m2: int | None = None
    valid_from: date = date(2000, 1, 1)
    valid_to: date | None = None
    geometry: bytes | None = None
    """Polygon or multipolygon as WKB, WGS-84/CGCS2000 degrees; None: placed by hand."""

    def contains(self, other_path: str) -> bool:
        """Say whether `other_path` is this area or lies below it."""
        return other_path.startswith(self.path)

    def is_valid_on(self, day: date) -> bool:
        """Say whether the area exists on `day` (valid_to is the first day without it)."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class AreaTree:
    """All areas of a county, looked up by id, key and path."""

    def __init__(self, areas: Iterable[Area]) -> None:
        """Index `areas`; raises ValueError for a key that stands twice."""
        self.by_id: dict[str, Area] = {}
        self.by_key: dict[str, Area] = {}
        self.by_path: dict[str, Area] = {}
        for area in areas:
            if area.key in self.by_key:
                raise ValueError(f"area key stands twice: {area.key}")
            self.by_id[area.id] = area
            self.by_key[area.key] = area
            self.by_path[area.path] = area

    def __iter__(self) -> Iterator[Area]:
        """Yield every area."""
        return iter(self.by_id.values())

    def __len__(self) -> int:
        """Count the areas."""
        return len(self.by_id)

    def lineage(self, path: str) -> tuple[Area, ...]:
        """Return the areas from the county down to `path`, both included."""
        keys = [key for key in path.split("/") if key]
        paths = ("/" + "/".join(keys[: count + 1]) + "/" for count in range(len(keys)))
        return tuple(self.by_path[one] for one in paths if one in self.by_path)

    def at_level(self, path: str, level: AreaLevel) -> Area | None:
        """Return the ancestor of `path` at `level`, or None where the path is shorter."""
        return next((area for area in self.lineage(path) if area.level is level), None)


def area_class_of(tree: AreaTree, path: str) -> AreaClass:
    """Return the class of the lowest area on `path` (grids inherit what loading set)."""
    lineage = tree.lineage(path)
    return lineage[-1].area_class if lineage else AreaClass.ORDINARY
