"""A year's list taken in: the empty sheet to fill in, the file, what it would register, and registering it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.actions import suggestion_sheets
from linli.actions.packed_files import MB
from linli.actions.setup_workbook import WORKBOOK_MB_MAX, XLSX
from linli.actions.suggestion_sheets import SentList, SuggestionPlan
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.suggestions.admitted import OFFICE_POSTS
from linli.console.words import language, unit_name
from linli.domain.problems import Problem, Refused
from linli.domain.suggestion_sheet import SHEET
from linli.ui.refusals import Refusal, take_refusal

REFUSED_STATUS = 422
SHOWN_MAX = 200


@who_may(OFFICE_POSTS)
def empty_sheet(request: SeatedRequest) -> HttpResponse:
    """Give the workbook to be filled in, in the reader's language."""
    response = HttpResponse(suggestion_sheets.template(language()), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="linli-suggestions.xlsx"'
    return response


@who_may(OFFICE_POSTS)
def send(request: SeatedRequest) -> HttpResponse:
    """Take a file with the year and session it belongs to, and lead to what it would register."""
    problems: tuple[Problem, ...] = ()
    typed = {key: str(request.POST.get(key, "")).strip()[:60] for key in ("year", "session")}
    if request.method == "POST":
        try:
            suggestion_sheets.send_list(request.office, request.post, _sent(request, typed), request.now)
        except Refused as refused:
            problems = refused.problems
        else:
            return HttpResponseRedirect(reverse("console:suggestion_plan"))
    else:
        typed["year"] = str(localtime(request.now).year)
    context = {
        "typed": typed,
        "problems": problems,
        "labels": {"file": _("File"), "year": _("Year"), "session": _("Session")},
        "columns": [one.title for one in SHEET.columns],
        "mb_max": WORKBOOK_MB_MAX,
    }
    return render(request, "console/suggestions/send.html", context, status=REFUSED_STATUS if problems else 200)


def _sent(request: SeatedRequest, typed: dict[str, str]) -> SentList:
    """Return what the form brought; raises Refused with everything that is missing."""
    found, problems = request.FILES.get("file"), []
    if found is None:
        problems.append(Problem("required", at="file"))
    elif found.size and found.size > WORKBOOK_MB_MAX * MB:
        problems.append(Problem("workbook_too_large", at="file", params={"limit": WORKBOOK_MB_MAX}))
    try:
        suggestion_sheets.year_and_session(typed["year"], typed["session"])
    except Refused as refused:
        problems += refused.problems
    if problems or found is None:
        raise Refused(problems)
    return SentList(
        filename=str(found.name), content=found.read(), year=typed["year"], session=typed["session"]
    )  # fmt: skip


@who_may(OFFICE_POSTS)
def plan(request: SeatedRequest) -> HttpResponse:
    """Show what the file sent last would register; register it or give it up."""
    if request.method == "POST":
        return _decided(request)
    try:
        found = suggestion_sheets.waiting_list(request.office, request.post)
    except Refused:
        found = None
    if found is None:
        messages.info(request, _("No list waits; send one."))
        return HttpResponseRedirect(reverse("console:suggestion_send"))
    refusal = take_refusal(request.session, request.path)
    return render(request, "console/suggestions/plan.html", _shown(request, found, refusal))


def _shown(request: SeatedRequest, found: SuggestionPlan, refusal: Refusal) -> dict[str, Any]:
    return {
        "plan": found,
        "problems": refusal.problems,
        "cell_problems": found.problems[:SHOWN_MAX],
        "more_problems": max(0, len(found.problems) - SHOWN_MAX),
        "rows": [
            {
                "one": one,
                "kind": dict(SHEET.column("kind").choices)[one.kind],
                "lead": unit_name(request.office, one.lead),
                "co_units": [unit_name(request.office, unit) for unit in one.co_units],
                "names": "、".join(deputy.name for deputy in one.deputies),
            }
            for one in found.rows[:SHOWN_MAX]
        ],
        "more_rows": max(0, len(found.rows) - SHOWN_MAX),
        "at_once": sum(bool(one.lead) for one in found.rows),
    }


def _decided(request: SeatedRequest) -> HttpResponse:
    if "give_up" in request.POST:
        suggestion_sheets.give_up(request.office, request.post)
        messages.info(request, _("The list was given up; nothing was registered."))
        return HttpResponseRedirect(reverse("console:suggestion_send"))
    try:
        found = suggestion_sheets.waiting_list(request.office, request.post)
        if found is None:
            raise Refused([Problem("draft_gone")])
        count = suggestion_sheets.register(request.office, request.post, found, request.now)
    except Refused as refused:
        return refused_at(request, request.path, Refusal(problems=refused.problems, typed={}))
    messages.success(
        request,
        ngettext("%(count)s suggestion was registered.", "%(count)s suggestions were registered.", count)
        % {"count": count},
    )
    return HttpResponseRedirect(f"{reverse('console:suggestions')}?year={found.year}")
