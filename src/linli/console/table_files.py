"""Tables to take away, by XLSX or CSV."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from openpyxl import Workbook
from openpyxl.styles import Font

from linli.actions.setup_workbook import XLSX
from linli.domain.plain_cells import plain_cell

Line = tuple[str | int | float | None, ...]
WIDTHS = (22, 12, 22, 18, 10, 10, 12, 10, 40, 14)


def table_file(lines: Iterator[Line], name: str, kind: str = "xlsx") -> HttpResponse:
    """Return lines, the heading first, as a file to take away; `kind` is "xlsx" or "csv" and ends its name."""
    is_csv = kind == "csv"
    content = as_csv(lines) if is_csv else as_xlsx(lines)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if is_csv else XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def table_links(name: str, **asked: str) -> list[tuple[str, str]]:
    """Return what the files of a table are called, and where each is: at the addresses `name`_xlsx and `name`_csv."""
    return [(kind.upper(), f"{reverse(f'console:{name}_{kind}')}?{urlencode(asked)}") for kind in ("xlsx", "csv")]


def _plain(line: Line) -> Line:
    """Numbers stay numbers; no text begins a formula."""
    return tuple(plain_cell(one) if isinstance(one, str) else one for one in line)


def as_csv(lines: Iterator[Line]) -> bytes:
    """Return the table as CSV in UTF-8, marked so that spreadsheet programs read Chinese."""
    text = StringIO()
    csv.writer(text).writerows(map(_plain, lines))
    return "\ufeff".encode() + text.getvalue().encode()


def as_xlsx(lines: Iterator[Line]) -> bytes:
    """Return the table as XLSX."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(_plain(line))
    for at, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
