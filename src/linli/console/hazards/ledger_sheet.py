"""The ledger as XLSX: coded and non-personal, never a formula; its first line says how many of how many."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from openpyxl import Workbook

from linli.actions.deciding import Office
from linli.actions.hazards import LedgerCount, places_by_id
from linli.console.sheet import text_cell, wall_moment
from linli.console.words import area_words, category_words, language, stage_of, title_of, unit_name
from linli.domain.case_query import CaseLine
from linli.domain.hazard_fields import SEVERITIES

WIDTHS = (20, 30, 22, 12, 24, 34, 12, 24, 17, 17, 17)


def ledger_sheet(office: Office, lines: Sequence[CaseLine], *, count: LedgerCount, now: datetime) -> bytes:
    """Return the table of `lines`."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Hazards"))
    for at, width in enumerate(WIDTHS):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
    told = {"done": count.rectified, "total": count.total, "open": count.open_count}
    made = _("Made %(moment)s") % {"moment": f"{localtime(now):%Y-%m-%d %H:%M}"}
    words = _("%(done)s of %(total)s rectified, %(open)s open") % told
    sheet.append([text_cell(sheet, f"{made} · {words}")])
    heads = (
        _("Number"), _("Title"), _("Category"), _("Grade"), _("Place"), _("Area"), _("Stage"), _("Unit"), _("Found"),
        _("Due"), _("Closed"),
    )  # fmt: skip
    sheet.append([text_cell(sheet, one, is_head=True) for one in heads])
    grades = {one.key: one.title.within(language()) for one in SEVERITIES}
    places = places_by_id(office, frozenset(line.place_id for line in lines if line.place_id))
    for line in lines:
        spot = places[line.place_id].name if line.place_id in places else ""
        texts = (
            line.number, title_of(office, line), category_words(office, line.category), grades.get(line.severity, ""),
            spot, area_words(office, line.area_path, joint="/"), stage_of(line).title.within(language()),
            unit_name(office, line.holder_unit),
        )  # fmt: skip
        moments = (line.reported_at, line.step_due_at if not line.is_final else None, line.closed_at)
        sheet.append([*(text_cell(sheet, one) for one in texts), *(wall_moment(one) for one in moments)])
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
