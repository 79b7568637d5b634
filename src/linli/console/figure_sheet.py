"""Figures to take away: every number of the page as lines of a table, with its definition beside it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.figures import Board, Breakdown, Cell
from linli.console.figure_words import group_name, period_words
from linli.console.table_files import Line
from linli.console.words import language
from linli.indicators.asking import By
from linli.indicators.declaring import DIRECTION_WORDINGS


def lines_of(office: Office, board: Board, parts: list[Breakdown]) -> Iterator[Line]:
    """Yield the heading and one line for each number; what is too small to show stays empty and says so."""
    yield (
        _("Figure"), _("Grouped by"), _("Group"), _("Period"), _("Counted"), _("Out of"), _("Value"), _("Measured in"),
        _("Formula"), _("Remark"),
    )  # fmt: skip
    for cells, period in ((board.cells, board.period), (board.cells_before, board.before)):
        for cell in cells.values():
            yield _line(cell, "", "", period_words(period))
    for part in parts:
        for group, row in part.rows.items():
            for cell in row.values():
                yield _line(cell, _by_words(part.by), group_name(office, part.by, group), period_words(board.period))


def _by_words(by: By) -> str:
    named = {By.UNIT: _("unit"), By.CHANNEL: _("channel"), By.CATEGORY: _("type")}
    return named.get(by) or _("area")


def _line(cell: Cell, by: str, group: str, period: str) -> Line:
    one = cell.indicator
    remark = DIRECTION_WORDINGS[one.direction].within(language())
    numbers: Line = (cell.hits if one.hits else None, cell.n, cell.value)
    if cell.n == 0:
        numbers, remark = (None, 0, None), _("no cases")
    elif cell.is_hidden:
        numbers, remark = (None, None, None), _("too few to show")
    words = (one.name.within(language()), by, group, period)
    return (*words, *numbers, one.unit.wording.within(language()), one.formula.within(language()), remark)
