"""Merged cells of a workbook, by sheet: a merged cell holds its words once, so the rows below it look empty."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from linli.domain.problems import Problem
from linli.domain.setup_cells import CellProblem, column_letter
from linli.domain.sheet_columns import Sheet

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})\"")
SHOWN_MAX = 200


def merged_ranges(content: bytes) -> dict[str, tuple[str, ...]]:
    """Return the merged ranges of each sheet; the file was looked at by `check_packed` before."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    # A sheet that is only read knows where it lies in the file, and nothing of its merged cells.
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {
            page.title: tuple(one.decode() for one in _MERGED.findall(packed.read(page.__dict__["_worksheet_path"])))
            for page in book.worksheets
        }


def merged_problems(
    content: bytes, sheet: Sheet, *, first_row: int, letters: Mapping[str, str]
) -> Iterator[CellProblem]:
    """Yield a mistake for each range that is merged over rows of the table; a title above the heads may be merged.

    `letters` says by a column's key where it stands in this file.
    """
    titles = {letter: sheet.column(key).title for key, letter in letters.items()}
    ranges = [one for merged in merged_ranges(content).values() for one in merged]
    for merged in ranges[:SHOWN_MAX]:
        column, _row, _last_column, last_row = range_boundaries(merged)
        if last_row is not None and last_row >= first_row:
            letter = column_letter((column or 1) - 1)
            yield CellProblem(
                sheet=sheet.title, row=max(_row or 0, first_row), column=titles.get(letter), letter=letter,
                problem=Problem("cells_merged", params={"value": merged}),
            )  # fmt: skip
