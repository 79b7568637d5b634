"""A table of cases as XLSX: coded, non-personal, and never a formula."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from linli.actions.deciding import Office
from linli.console.words import (
    area_words,
    category_words,
    choice_words,
    language,
    stage_of,
    title_of,
    unit_name,
)
from linli.domain.case_query import CaseLine
from linli.domain.plain_cells import plain_cell

WIDTHS = (20, 28, 24, 34, 10, 10, 10, 22, 17, 17, 17, 10, 17, 24)


def sheet_of(office: Office, lines: Iterable[CaseLine], *, now: datetime, cut_at: int | None) -> bytes:
    """Return the table; `cut_at` says in its first line that there were more rows than it holds."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Matters"))
    for at, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
    made = _("Made %(moment)s") % {"moment": f"{localtime(now):%Y-%m-%d %H:%M}"}
    if cut_at is not None:
        made += " · " + _("Only the first %(count)s rows; narrow the filters for the rest.") % {"count": cut_at}
    sheet.append([text_cell(sheet, made)])
    sheet.append([text_cell(sheet, one, is_head=True) for one in _heads()])
    for line in lines:
        sheet.append(_row(office, sheet, line))
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _heads() -> tuple[str, ...]:
    return (
        _("Number"), _("Title"), _("Category"), _("Place"), _("Channel"), _("Urgency"), _("Stage"), _("Unit"),
        _("Filed"), _("Due"), _("Closed"), _("Rating"), _("Answer by"), _("Deadline provisional"),
    )  # fmt: skip


def _row(office: Office, sheet: WriteOnlyWorksheet, line: CaseLine) -> list[Cell | datetime | int | None]:
    words = (
        line.number,
        title_of(office, line),
        category_words(office, line.category),
        area_words(office, line.area_path, joint="/"),
        choice_words("channel", line.channel),
        choice_words("urgency", line.urgency),
        stage_of(line).title.within(language()),
        unit_name(office, line.holder_unit),
    )
    moments = (line.reported_at, line.step_due_at if not line.is_final else None, line.closed_at)
    wait = wall_moment(line.wait_due_at if not line.is_final else None)
    mark = text_cell(sheet, _("holidays not published yet")) if line.is_provisional else None
    return [*(text_cell(sheet, one) for one in words), *(wall_moment(one) for one in moments), line.grade, wait, mark]


def text_cell(sheet: WriteOnlyWorksheet, words: str, *, is_head: bool = False) -> Cell:
    """Return a cell of text, which no spreadsheet reads as a formula."""
    cell = WriteOnlyCell(sheet, value=plain_cell(words))
    cell.data_type = "s"
    if is_head:
        cell.font = Font(bold=True)
    return cell


def wall_moment(moment: datetime | None) -> datetime | None:
    """Return a moment as the district's clock shows it; a spreadsheet knows no zones."""
    return localtime(moment).replace(tzinfo=None, microsecond=0) if moment else None
