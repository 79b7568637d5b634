"""Rows of a spreadsheet as records: dates and numbers spelled as people see them, heads found below a title."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from linli.domain.delimited import RawRecord
from linli.domain.problems import Problem, Refused

SHEET_ROWS_MAX = 200_000
SHEET_COLUMNS_MAX = 300


def cell_words(value: Any) -> str:
    """Return what a cell shows: a day without its midnight, a whole number without its point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        text = value.isoformat(sep=" ", timespec="seconds")
        return text.removesuffix(" 00:00:00")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def sheet_records(rows: Iterable[Sequence[Any]]) -> Iterator[RawRecord]:
    """Yield the heads and one record for each row that holds anything, under the number its sheet gives it.

    Rows above the heads with a single cell, such as a title over merged columns, are passed over. A cell merged
    over several rows stands in the first of them only. Raises Refused for more rows or columns than can be.
    """
    width = 0
    for line, row in enumerate(rows, 1):
        if line > SHEET_ROWS_MAX:
            raise Refused([Problem("sheet_too_long", at="file", params={"limit": SHEET_ROWS_MAX})])
        cells = tuple(cell_words(cell) for cell in row[:SHEET_COLUMNS_MAX])
        filled = sum(bool(cell.strip()) for cell in cells)
        if not width:
            if filled < 2:
                continue
            while not cells[-1].strip():
                cells = cells[:-1]
            width = len(cells)
        elif not filled:
            continue
        # A sheet leaves out empty cells at the end of a row; that is no row cut short.
        yield RawRecord(line=line, cells=(*cells[:width], *[""] * (width - len(cells))))
