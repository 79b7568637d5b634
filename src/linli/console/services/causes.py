"""Why matters were stuck, month by month: a page to read and print, and the same as a table."""

from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from openpyxl import Workbook

from linli.actions.service_room import NO_CAUSE, Causes, causes_of
from linli.actions.setup_workbook import XLSX
from linli.console.case_rows import rows_of
from linli.console.seat import SeatedRequest, who_may
from linli.console.services.admitted import ROOM_POSTS
from linli.console.words import language
from linli.domain.plain_cells import plain_cell
from linli.domain.wording import Wording
from linli.procedures.stuck_matter import CAUSES, FIELDS

CAUSE_WORDS: dict[str, Wording] = {
    **{one.key: one.title for one in CAUSES}, NO_CAUSE: Wording("没有记原因", "No cause recorded"),
}  # fmt: skip
OUTCOMES = next(one for one in FIELDS if one.key == "outcome").choices


@who_may(ROOM_POSTS)
def causes(request: SeatedRequest) -> HttpResponse:
    """Show the causes of one month, with the matters behind each."""
    found = causes_of(request.office, request.post, str(request.GET.get("month", ""))[:7], request.now)
    chosen = str(request.GET.get("cause", ""))[:40]
    context = {
        "found": found,
        "rows": _rows(found),
        "outcomes": [(one.title, found.outcomes.get(one.key, 0)) for one in OUTCOMES],
        "chosen": CAUSE_WORDS.get(chosen),
        "behind": rows_of(request.office, found.lines.get(chosen, ()), request.now),
        "xlsx_url": f"{reverse('console:service_causes_xlsx')}?month={found.month}",
    }
    return render(request, "console/services/causes.html", context)


def _rows(found: Causes) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "title": CAUSE_WORDS[key].within(language()),
            "count": count,
            "share": f"{100 * count / found.total:.1f} %" if found.total else _("no cases"),
        }
        for key, count in found.counts.items()
    ]


@who_may(ROOM_POSTS)
def causes_xlsx(request: SeatedRequest) -> HttpResponse:
    """Give the same as a workbook, every share with its two numbers."""
    found = causes_of(request.office, request.post, str(request.GET.get("month", ""))[:7], request.now)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Causes"))
    sheet.append([plain_cell(_("Causes of stuck matters answered in %(month)s") % {"month": found.month})])
    sheet.append([_("Cause"), _("Matters"), _("of"), _("Share")])
    for row in _rows(found):
        sheet.append([plain_cell(row["title"]), row["count"], found.total, row["share"]])
    sheet.append([])
    sheet.append([_("Contacted the same day"), found.contacted_in_time, found.total])
    for choice in OUTCOMES:
        sheet.append([choice.title.within(language()), found.outcomes.get(choice.key, 0), found.total])
    buffer = BytesIO()
    book.save(buffer)
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="stuck-causes-{found.month}.xlsx"'
    return response
