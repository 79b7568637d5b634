"""Handling limits 处置时限: how long a unit has, by category, area class and urgency."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from linli.domain.area import AreaClass

Urgency = Literal["ordinary", "urgent"]
LimitUnit = Literal["hour", "working_hour", "day", "working_day"]


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

    def covers(self, category: str, area_class: AreaClass, urgency: str) -> bool:
        """Say whether the row applies to a matter."""
        return (
            self.urgency == urgency
            and self.area_class in (None, area_class)
            and (not self.category or f"{category}.".startswith(f"{self.category}."))
        )

    @property
    def precision(self) -> tuple[int, bool]:
        """Sort key: the longer category wins, then the row that names the area class."""
        return (len(self.category), self.area_class is not None)


def limit_for(limits: Iterable[Limit], category: str, area_class: AreaClass, urgency: str) -> Limit:
    """Return the most precise row; raises LookupError when not even a row for everything stands there."""
    found = [limit for limit in limits if limit.covers(category, area_class, urgency)]
    if not found:
        raise LookupError(f"no handling limit for {category}, {area_class}, {urgency}")
    return max(found, key=lambda limit: limit.precision)
