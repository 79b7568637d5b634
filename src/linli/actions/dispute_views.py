"""Disputes at a glance: what is open by clock, type, level and body, and what came of mediation in a period.

Everything is taken over disputes that the post may list. Numbers are of types, levels and bodies, never of a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from linli.actions import figures
from linli.actions.case_lists import query_for
from linli.actions.deciding import Office
from linli.actions.figures import Board, Breakdown, Cell
from linli.domain.area import AreaLevel
from linli.domain.case_query import CasePage, CaseQuery, ClockFilter, Order
from linli.domain.dispute_types import DISPUTE_TYPES
from linli.domain.mediation_committee import MEDIATION_LEVELS, level_of
from linli.domain.unit import Post
from linli.indicators.asking import By, Scope
from linli.indicators.declaring import FigureUnit, Indicator
from linli.indicators.guarding import hidden
from linli.indicators.mediation import INDICATORS
from linli.indicators.periods import Period
from linli.store import cases

DISPUTE = "dispute"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAsked:
    """Which open disputes a page asks for; "" and None ask for all."""

    clock: ClockFilter | None = None
    category: str = ""
    level: AreaLevel | None = None
    unit_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDisputes:
    """Counts of the open disputes a post may list, each with the filter that opens it, and one page of them."""

    count: int
    by_clock: Mapping[ClockFilter, int]
    by_type: Mapping[str, int]
    by_level: Mapping[AreaLevel, int]
    by_body: Mapping[str, int]
    page: CasePage


def open_disputes(office: Office, post: Post, now: datetime, *, asked: OpenAsked, after: str = "") -> OpenDisputes:
    """Return what is open; every count is taken over all, the page over what was asked."""
    everything = query_for(office, post, now, procedures=(DISPUTE,), is_final=False, order=Order.DUE)
    by_body = cases.count_by(everything, "holder_unit")
    wanted = _narrowed(office, everything, asked, tuple(by_body))
    by_type = cases.count_by(everything, "category")
    page = cases.list_cases(replace(wanted, cursor=after)) if wanted is not None else CasePage(lines=())
    return OpenDisputes(
        count=sum(by_type.values()),
        by_clock=cases.count_by_clock(everything),
        by_type={key: by_type[key] for key in DISPUTE_TYPES if by_type.get(key)},
        by_level={level: _sum_at(office, by_body, level) for level in MEDIATION_LEVELS},
        by_body=by_body,
        page=page,
    )


def _narrowed(office: Office, query: CaseQuery, asked: OpenAsked, bodies: tuple[str, ...]) -> CaseQuery | None:
    """Return the query narrowed to what was asked; None where no body can have any."""
    units: tuple[str, ...] = (asked.unit_id,) if asked.unit_id else ()
    if asked.level is not None:
        units = tuple(one for one in bodies if _level(office, one) is asked.level and units in ((), (one,)))
        if not units:
            return None
    categories = (asked.category,) if asked.category else ()
    return replace(query, clock=asked.clock, categories=categories, holder_units=units)


def _sum_at(office: Office, by_body: Mapping[str, int], level: AreaLevel) -> int:
    return sum(count for unit, count in by_body.items() if _level(office, unit) is level)


def _level(office: Office, unit_id: str) -> AreaLevel | None:
    unit = office.directory.units.get(unit_id)
    return level_of(unit.tier) if unit else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """What came of mediation in a period: together, and by type, level and body."""

    board: Board
    by_type: Breakdown
    by_body: Breakdown
    by_level: Mapping[AreaLevel, Mapping[str, Cell]]
    level_of_body: Mapping[str, AreaLevel]


def outcomes(office: Office, scope: Scope, period: Period) -> Outcomes:
    """Return the statistics of a scope; a small number is hidden together with what would give it away."""
    board = figures.board(office, scope, period)
    units = figures.breakdown(office, scope, period, By.UNIT)
    rows = {unit: _own(cells) for unit, cells in units.rows.items() if _has_any(cells)}
    levels = {unit: level for unit in rows if (level := _level(office, unit)) is not None}
    by_level = {level: _summed([rows[unit] for unit in levels if levels[unit] is level]) for level in MEDIATION_LEVELS}
    by_level = _guarded_levels(by_level)
    shown = {unit: dict(cells) for unit, cells in rows.items() if unit in levels}
    for level, total in by_level.items():
        _guard_bodies({unit: shown[unit] for unit in levels if levels[unit] is level}, total)
    return Outcomes(
        board=board,
        by_type=figures.breakdown(office, scope, period, By.CATEGORY),
        by_body=replace(units, indicators=INDICATORS, rows=shown),
        by_level={level: cells for level, cells in by_level.items() if any(one.n for one in cells.values())},
        level_of_body=levels,
    )


def _own(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    return {one.key: cells.get(one.key, Cell(indicator=one)) for one in INDICATORS}


def _has_any(cells: Mapping[str, Cell]) -> bool:
    return any(one.key in cells and cells[one.key].n for one in INDICATORS)


def _summed(rows: list[dict[str, Cell]]) -> dict[str, Cell]:
    """Return the cells of several bodies as one: shares are made anew from their counts, never averaged."""
    return {one.key: _share(one, [row[one.key] for row in rows]) for one in INDICATORS}


def _share(indicator: Indicator, cells: list[Cell]) -> Cell:
    n, hits = sum(one.n for one in cells), sum(one.hits for one in cells)
    if indicator.unit is not FigureUnit.PERCENT or not n:
        return Cell(indicator=indicator, n=n, hits=hits)
    return Cell(indicator=indicator, n=n, hits=hits, value=100.0 * hits / n)


def _guarded_levels(by_level: dict[AreaLevel, dict[str, Cell]]) -> dict[AreaLevel, dict[str, Cell]]:
    for one in INDICATORS:
        for level in hidden({level: cells[one.key].n for level, cells in by_level.items()}, one.least_n):
            by_level[AreaLevel(level)][one.key] = _hide(by_level[AreaLevel(level)][one.key])
    return by_level


def _guard_bodies(rows: Mapping[str, dict[str, Cell]], total: Mapping[str, Cell]) -> None:
    """Hide the small bodies of one level; where the level itself is hidden, none of its bodies gives it away."""
    for one in INDICATORS:
        counts = {unit: cells[one.key].n for unit, cells in rows.items()}
        with_any = frozenset(unit for unit, n in counts.items() if n)
        too_small = with_any if total[one.key].is_hidden else hidden(counts, one.least_n)
        for unit, cells in rows.items():
            cells[one.key] = _hide(cells[one.key]) if unit in too_small else _share(one, [cells[one.key]])


def _hide(cell: Cell) -> Cell:
    return replace(cell, is_hidden=True, value=None)


def own_board(board: Board) -> Board:
    """Return a board with the figures of mediation alone."""
    own = {one.key for one in INDICATORS}
    now = {key: cell for key, cell in board.cells.items() if key in own}
    then = {key: cell for key, cell in board.cells_before.items() if key in own}
    return replace(board, cells=now, cells_before=then)
