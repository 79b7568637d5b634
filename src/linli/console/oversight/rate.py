"""The rate with its open list: on a page, on paper, as a table; ending the period and closing the round."""

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from linli.actions import oversight as acts
from linli.actions.oversight_views import RoundView
from linli.console.command_ids import command_id
from linli.console.oversight.admitted import BY_ROUND
from linli.console.oversight.rows import (
    KIND_WORDS,
    PART_WORDS,
    TOPIC_WORDS,
    day_words,
    head_of,
    mark_of,
    problem_row,
    recovered_words,
    seen_or_404,
    unit_rows,
)
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.oversight_rate import HandedProblem, percent_of
from linli.domain.plain_cells import plain_cell
from linli.domain.problems import Refused
from linli.ui.refusals import Refusal

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@who_may(BY_ROUND)
def rate(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Show the rate as it stands, what stood when the period ended, and every open problem."""
    view = seen_or_404(request, round_id)
    ended = view.round.ended
    context = {
        **head_of(request, view),
        "view": view,
        "rate": view.rate,
        "units": [row for row in unit_rows(request.office, view) if row.handed_over],
        "open": [problem_row(request.office, view, one) for one in view.rate.open],
        "recovered": recovered_words(view.rate.recovered),
        "ended": ended,
        "ended_on": day_words(ended.day) if ended else "",
        "ended_percent": percent_of(ended.rectified, ended.handed_over) if ended else None,
        "ended_open": len(ended.open) if ended else 0,
        "today": request.office.directory.calendar.local_date(request.now),
    }
    return render(request, "console/oversight/rate.html", context)


@who_may(BY_ROUND)
def workbook(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Give the same as XLSX: coded and without what anybody wrote; counts as numbers."""
    view = seen_or_404(request, round_id)
    book = Workbook()
    sheet = book.active
    if sheet is None:
        raise Http404
    sheet.title = _("Share rectified")
    found = view.rate
    for row in (
        (_("Oversight round"), plain_cell(view.round.head.title)),
        (_("Handed over"), found.handed_over),
        (_("Rectified and verified"), found.rectified),
        (_("Rate in percent"), found.percent),
        (_("Still open"), len(found.open)),
        (_("Called off, counted in neither"), found.called_off),
    ):
        sheet.append(row)
    listed = book.create_sheet(_("Open list"))
    listed.append(
        [_("No."), _("Unit"), _("Individual or shared"), _("What it is about"), _("Document"), _("Matter"),
         _("To be rectified by"), _("Stage"), _("Late")]
    )  # fmt: skip
    for cell in listed[1]:
        cell.font = Font(bold=True)
    for one in found.open:
        listed.append(_cells(request, view, one))
    listed.freeze_panes = "A2"
    for letter, width in zip("ABCDEFGHI", (8, 26, 16, 22, 26, 22, 14, 18, 8), strict=True):
        listed.column_dimensions[letter].width = width
    sheet.column_dimensions["A"].width = 34
    for cell in (cell for part in (sheet, listed) for line in part.iter_rows() for cell in line):
        if isinstance(cell.value, str):
            cell.data_type = "s"  # never a formula, whatever somebody called a round
    buffer = BytesIO()
    book.save(buffer)
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="linli-oversight-{view.round.id}.xlsx"'
    return response


def _cells(request: SeatedRequest, view: RoundView, one: HandedProblem) -> list[str]:
    return [
        plain_cell(words)
        for words in (
            mark_of(one.finding), unit_name(request.office, one.unit), KIND_WORDS[one.kind].within(language()),
            TOPIC_WORDS[one.topic].within(language()), one.document, one.number, one.due_date,
            PART_WORDS[one.stage].within(language()), _("late") if one.is_late else "",
        )
    ]  # fmt: skip


@who_may(BY_ROUND)
def end(request: SeatedRequest, round_id: str) -> HttpResponse:
    """End the period: the rate with its open list is entered for good."""
    view = _led_or_404(request, round_id)
    here = reverse("console:oversight_round", args=[view.round.id])
    try:
        acts.end_period(
            request.office, request.post, view.round.id, command_id=command_id(request), now=request.now
        )  # fmt: skip
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed={}))
    messages.success(request, _("The period is over; the open list stands with the rate."))
    return HttpResponseRedirect(reverse("console:oversight_rate", args=[view.round.id]))


def _led_or_404(request: SeatedRequest, round_id: str) -> RoundView:
    view = seen_or_404(request, round_id)
    if request.method != "POST" or not view.leads:
        raise Http404
    return view


@who_may(BY_ROUND)
def close(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Close a round in which nothing is open."""
    view = _led_or_404(request, round_id)
    here = reverse("console:oversight_round", args=[view.round.id])
    try:
        acts.close_round(
            request.office, request.post, view.round.id, command_id=command_id(request), now=request.now
        )  # fmt: skip
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed={}))
    messages.success(request, _("The round is closed."))
    return HttpResponseRedirect(here)
