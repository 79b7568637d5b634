"""The set-up workbook as XLSX: written in the reader's language, read back whatever language its heads are in."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from linli.actions.packed_files import MB, check_packed
from linli.domain.plain_cells import plain_cell
from linli.domain.problems import Problem, Refused
from linli.domain.setup_cells import ROWS_MAX, CellProblem, SheetRow, column_letter, read_sheet
from linli.domain.setup_sheets import sheet_called
from linli.domain.sheet_columns import CellKind, Column, Sheet
from linli.domain.wording import Language, Wording

WORKBOOK_MB_MAX = 10
UNPACKED_MB_MAX = 120
"""A workbook is a ZIP: what it unpacks to is looked at before anything is read."""
SHEETS_MAX, HEAD_ROWS_MAX = 40, 50
LISTED_ROWS = 2000
"""Rows for which a choice is offered as a list in the spreadsheet."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
README_TITLE = Wording("说明", "Read me")
UNREADABLE = (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile, SyntaxError, TypeError)
"""What openpyxl raises for a file that is broken in one of many ways."""


def write_workbook(tables: Iterable[tuple[Sheet, Iterable[list[Any]]]], language: Language) -> bytes:
    """Return a workbook with a sheet for each of `tables`: remark, heads, rows."""
    book = Workbook(write_only=True)
    for sheet, rows in tables:
        page = book.create_sheet(sheet.title.within(language))
        for place, column in enumerate(sheet.columns):
            page.column_dimensions[column_letter(place)].width = column.width
        page.freeze_panes = "A3"
        page.append([_cell(page, sheet.remark.within(language), is_remark=True)])
        page.append([_cell(page, _head(column, language), is_head=True) for column in sheet.columns])
        for row in rows:
            page.append([_cell(page, value) for value in row])
        for place, column in enumerate(sheet.columns):
            _offer(page, place, column, language)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _head(column: Column, language: Language) -> str:
    return column.title.within(language)


def _cell(page: WriteOnlyWorksheet, value: Any, *, is_head: bool = False, is_remark: bool = False) -> Any:
    cell = WriteOnlyCell(page, value=plain_cell(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    if is_head:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="E5F0EB")
    if is_remark:
        cell.font = Font(italic=True, color="59625C")
        cell.alignment = Alignment(wrap_text=False)
    return cell


def _offer(page: WriteOnlyWorksheet, place: int, column: Column, language: Language) -> None:
    words = [title.within(language) for _, title in column.choices]
    if column.kind is CellKind.FLAG:
        words = ["是", "否"] if language == "zh" else ["yes", "no"]
    listed = ",".join(words)
    if words and len(listed) < 250:
        offered = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=not column.is_required)
        letter = column_letter(place)
        offered.add(f"{letter}3:{letter}{LISTED_ROWS}")
        page.__dict__["data_validations"].append(offered)  # as Worksheet has it; the write-only type does not say so


def read_workbook(
    content: bytes, *, only: Sheet | None = None, with_wrong: bool = False
) -> tuple[list[SheetRow], list[CellProblem]]:
    """Return every row of the sheets that are known, and every mistake in them.

    With `only` a workbook of one sheet is that sheet, whatever it is called; `with_wrong` as in `read_sheet`. Raises
    Refused for a file that
    cannot be opened, is too large or holds nothing that is known here.
    """
    tables = _tables(content)
    rows: list[SheetRow] = []
    problems: list[CellProblem] = []
    known = 0
    for title, table in tables:
        is_only = only is not None and (len(tables) == 1 or title in (only.title.zh, only.title.en))
        sheet = sheet_called(title) or (only if is_only else None)
        if sheet is None:
            if title not in (README_TITLE.zh, README_TITLE.en) and any(any(row) for row in table):
                strange = Problem("sheet_unknown", params={"value": title[:40]})
                problems.append(CellProblem(sheet=Wording(title, title), row=0, column=None, problem=strange))
            continue
        known += 1
        own, mistakes = read_sheet(sheet, table, with_wrong=with_wrong)
        rows += own
        problems += mistakes
    if not known:
        raise Refused([Problem("workbook_empty", at="file")])
    return rows, problems


def _tables(content: bytes) -> list[tuple[str, list[Sequence[Any]]]]:
    if len(content) > WORKBOOK_MB_MAX * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": WORKBOOK_MB_MAX})])
    try:
        check_packed(content, unpacked_mb_max=UNPACKED_MB_MAX, told_mb=WORKBOOK_MB_MAX)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [(sheet.title, _rows(sheet)) for sheet in book.worksheets[:SHEETS_MAX]]
    except UNREADABLE:
        raise Refused([Problem("workbook_unreadable", at="file")]) from None


def _rows(sheet: Any) -> list[Sequence[Any]]:
    """Return the rows that a sheet really has: what it claims about its own size is not believed."""
    sheet.reset_dimensions()
    return list(islice(sheet.iter_rows(values_only=True), ROWS_MAX + HEAD_ROWS_MAX))
