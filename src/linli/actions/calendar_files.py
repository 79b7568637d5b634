"""The days off of a year as a file: XLSX out, XLSX or delimited text of any encoding in."""

import io

from openpyxl import Workbook
from openpyxl.styles import Font

from linli.actions.load_files import file_records, recognise
from linli.domain.calendar import YearTable
from linli.domain.calendar_file import COLUMNS, KIND_WORDS, TITLE, CalendarFile, calendar_rows, read_calendar
from linli.domain.plain_cells import plain_cell
from linli.domain.wording import Language

WIDTHS = (14, 14, 12, 30)


def read_calendar_file(content: bytes, year: int) -> CalendarFile:
    """Return what a file says of a year, or every mistake in it; raises Refused where it is no table at all."""
    return read_calendar(file_records(content, recognise(content)), year)


def calendar_workbook(table: YearTable, language: Language) -> bytes:
    """Return the table of a year as a workbook that `read_calendar_file` reads back to the same days."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"{TITLE.within(language)} {table.year}"
    sheet.append([plain_cell(one.within(language)) for one in COLUMNS.values()])
    for cell, letter, width in zip(sheet[1], "ABCD", WIDTHS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[letter].width = width
    for first, last, kind in calendar_rows(table.off_days, table.work_days):
        sheet.append([first, last, KIND_WORDS[kind].within(language), ""])
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
