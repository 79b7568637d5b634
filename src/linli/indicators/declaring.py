"""How an indicator is declared: once, with its words, its source and its expressions; everything else is derived."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ibis import Table
from ibis.expr.types import BooleanValue, NumericValue

from linli.domain.wording import Wording

Condition = Callable[[Table], BooleanValue]
"""Which matters; the table has one row per matter (`case_facts`)."""
LEAST_CASES = 5
"""Below so many matters a figure is not shown. Source: charter, small numbers."""


class FigureUnit(StrEnum):
    """What a value is counted in."""

    PERCENT = "percent"
    HOURS = "hours"
    WORKING_HOURS = "working_hours"
    PER_1000 = "per_1000"

    @property
    def wording(self) -> Wording:
        """The unit as it is written behind a value."""
        return UNIT_WORDINGS[self]


UNIT_WORDINGS: dict[FigureUnit, Wording] = {
    FigureUnit.PERCENT: Wording("%", "%"),
    FigureUnit.HOURS: Wording("小时", "h"),
    FigureUnit.WORKING_HOURS: Wording("工作时", "working h"),
    FigureUnit.PER_1000: Wording("件/千人", "per 1,000"),
}


class Direction(StrEnum):
    """Which way is better; a rise in reports is neither."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"

    @property
    def wording(self) -> Wording:
        """The direction in words."""
        return DIRECTION_WORDINGS[self]


DIRECTION_WORDINGS: dict[Direction, Wording] = {
    Direction.UP: Wording("高为好", "higher is better"),
    Direction.DOWN: Wording("低为好", "lower is better"),
    Direction.NEITHER: Wording("不分好坏", "neither way is better"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One figure: the matters it is taken over, and how it is taken.

    A share has `hits`, a quantile `value` and `quantile`, a rate per 1,000 residents neither.
    """

    key: str
    name: Wording
    definition: Wording
    """What it says, in one or two sentences for whoever reads the page."""
    formula: Wording
    source: str
    unit: FigureUnit
    direction: Direction
    period_column: str
    """The moment that decides into which period a matter falls."""
    population: Condition
    hits: Condition | None = None
    value: Callable[[Table], NumericValue] | None = None
    quantile: float | None = None
    unit_column: str = ""
    """Which unit answers for it; "" where it is nobody's alone, and it is then shown by area only."""
    by_channel: bool = False
    by_category: bool = False
    least_n: int = LEAST_CASES

    def __post_init__(self) -> None:
        """Refuse a declaration that is none of the three kinds, or more than one."""
        is_quantile = self.value is not None and self.quantile is not None
        if (self.hits is not None) + is_quantile + (self.unit is FigureUnit.PER_1000) != 1:
            raise ValueError(f"{self.key} is neither a share nor a quantile nor a rate")
