"""Handling limits 处置时限: how long a unit has, by category, area class and urgency."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from linli.domain.area import AreaClass

Urgency = Literal["ordinary", "urgent"]
LimitUnit = Literal["hour", "working_hour", "day", "working_day"]
Cell = tuple[str, AreaClass | None, str]
"""What a row is about: category, class, urgency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One row of the matrix; it covers every category below its own."""

    category: str
    """Category key; a first-level key covers its second level, "" covers everything."""
    area_class: AreaClass | None
    """None: every class."""
    urgency: Urgency
    length: int
    unit: LimitUnit
    source: str
    """Where the length comes from, as the district wrote it; shown when the clock explains itself."""
    is_active: bool = True
    """False once the row was ended; a less precise row then holds."""


def matrix_of(limits: Iterable[Limit]) -> Mapping[Cell, Limit]:
    """Return rows by what they are about, for many questions at once."""
    return {(one.category, one.area_class, one.urgency): one for one in limits}


def limit_at(matrix: Mapping[Cell, Limit], category: str, area_class: AreaClass | None, urgency: str) -> Limit | None:
    """Return the most precise row that applies, or None: the longer category wins, then the row that names the class.

    Without a class, only rows for every class apply.
    """
    while True:
        for named in dict.fromkeys((area_class, None)):
            if found := matrix.get((category, named, urgency)):
                return found
        if not category:
            return None
        category = category.rpartition(".")[0]
