"""Reports that wait: why each does, in groups and one by one; a press lets one, many or a whole group in."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.actions.held_reports import HeldGroup, HeldLine, Queue, queue_for, release_group, release_reports
from linli.console.case_rows import rows_of
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.seats_admitted import DESK_POSTS
from linli.console.words import area_words, category_words, language
from linli.domain.allowance import Hold
from linli.domain.problems import Refused
from linli.ui.refusals import Refusal, take_refusal
from linli.ui.time_words import duration_words

KEY_MAX = 200


@who_may(DESK_POSTS)
def queue(request: SeatedRequest) -> HttpResponse:
    """Show what waits, the largest group first, then the longest waiting."""
    found = queue_for(request.office, request.post, request.now)
    context = {
        "count": found.count,
        "groups": [_group(request, one) for one in found.groups],
        "rows": _rows(request, found),
        "is_cut": found.count > len(found.lines),
        "problems": take_refusal(request.session, request.path).problems,
    }
    return render(request, "console/queue.html", context)


@who_may(DESK_POSTS)
def release(request: SeatedRequest) -> HttpResponse:
    """Let in what was chosen."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    given, here = request.POST, reverse("console:queue")
    try:
        if "category" in given:
            category, area = given["category"][:KEY_MAX], given.get("area", "")[:KEY_MAX]
            count = release_group(request.office, request.post, category, area, now=request.now)
        else:
            count = release_reports(request.office, request.post, given.getlist("report"), now=request.now)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems))
    words = ngettext("%(count)d report has been let in.", "%(count)d reports have been let in.", count)
    messages.success(request, words % {"count": count})
    return HttpResponseRedirect(here)


def _rows(request: SeatedRequest, found: Queue) -> list[dict[str, object]]:
    rows = rows_of(request.office, (one.line for one in found.lines), request.now)
    return [_row(request, row, one) for row, one in zip(rows, found.lines, strict=True)]


def _row(request: SeatedRequest, row: object, one: HeldLine) -> dict[str, object]:
    return {"row": row, "reasons": _reasons((one.hold,)), "left": _left(request, one.hold)}


def _group(request: SeatedRequest, one: HeldGroup) -> dict[str, object]:
    return {
        "category": one.category,
        "area": one.area_path,
        "title": category_words(request.office, one.category) or _("Kind not sure"),
        "place": area_words(request.office, one.area_path),
        "count": one.count,
        "reasons": _reasons((one.hold,)),
        "since": one.first_at,
        "left": _left(request, one.hold),
    }


def _reasons(holds: Iterable[Hold]) -> list[str]:
    return [reason.wording.within(language()) for hold in holds for reason in hold.reasons]


def _left(request: SeatedRequest, hold: Hold) -> str:
    """Return how long it waits yet, at the longest."""
    seconds = max((hold.until - request.now).total_seconds(), 60)
    return duration_words(seconds, language=language())
