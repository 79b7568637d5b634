"""A file of cases before, while and after it is loaded: preview, progress, result."""

import csv
import io
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime

from linli.actions import load_wizard as actions
from linli.actions.load_cases import CheckedRow, refused_of
from linli.actions.load_runs import Progress, progress_of
from linli.console.load.mapping import titles
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS
from linli.console.words import area_words, category_name, language
from linli.domain.plain_cells import plain_cell
from linli.domain.problems import Problem, Refused

REFUSED_STATUS = 422
REFRESH_SECONDS = 3


@who_may(CHANGERS)
def preview(request: SeatedRequest) -> HttpResponse:
    """Show what the file would become, and start it."""
    try:
        sent = actions.waiting(request.office, request.post)
        if request.method == "POST":
            actions.start(request.office, request.post, request.now)
            return HttpResponseRedirect(reverse("console:load_run"))
        found = actions.preview(request.office, sent)
    except Refused as refused:
        if refused.problems[0].code == "draft_gone":
            return HttpResponseRedirect(reverse("console:load_run" if request.method == "POST" else "console:load"))
        wrong = {"problems": refused.problems}
        return render(request, "console/load/preview.html", wrong, status=REFUSED_STATUS)
    context = {"sent": sent, "found": found, "good": found.read - found.refused, "labels": titles(),
               "rows": [_row(request, one) for one in found.rows]}  # fmt: skip
    return render(request, "console/load/preview.html", context)


def _row(request: SeatedRequest, one: CheckedRow) -> dict[str, Any]:
    given = one.given
    if given is None:
        return {"line": one.line, "key": one.key, "problems": one.problems}
    moment = localtime(given.filed_at).strftime("%Y-%m-%d %H:%M") if given.filed_at else ""
    return {
        "line": one.line, "key": one.key, "problems": one.problems, "is_kept": True,
        "words": str(given.values.get("words", ""))[:120], "category": category_name(request.office, given.category),
        "area": area_words(request.office, given.area), "is_closed": given.is_closed, "filed": moment,
    }  # fmt: skip


@who_may(CHANGERS)
def run(request: SeatedRequest) -> HttpResponse:
    """Show how far the file is or what became of it; a POST calls it off."""
    if request.method == "POST":
        actions.cancel(request.office, request.post)
        return HttpResponseRedirect(reverse("console:load_run"))
    found = progress_of(request.office, request.post)
    if found is None:
        return HttpResponseRedirect(reverse("console:load"))
    is_part = request.headers.get("HX-Request") == "true"
    template = "console/load/_progress.html" if is_part else "console/load/run.html"
    response = render(request, template, {"run": found, "is_running": found.state == actions.RUNNING})
    if is_part and found.state != actions.RUNNING:
        # The whole page tells the end: its title and its first heading change with it.
        response["HX-Refresh"] = "true"
    return response


@who_may(CHANGERS)
def refused_file(request: SeatedRequest) -> HttpResponse:
    """Give the rows that were not kept, each with its reasons."""
    found: Progress | None = progress_of(request.office, request.post)
    if found is None:
        return HttpResponseRedirect(reverse("console:load"))
    content = refused_table(refused_of(found.batch_id))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="linli-refused.csv"'
    return response


def refused_table(rows: Iterable[tuple[int, str, Iterable[Problem]]]) -> bytes:
    """Return line, key and reasons of each row, marked so that spreadsheet programs read Chinese."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(["line", "key", "reasons"])
    for line, key, reasons in rows:
        writer.writerow([line, plain_cell(key), plain_cell(" ".join(_told(one) for one in reasons))])
    return buffer.getvalue().encode("utf-8-sig")


def _told(one: Problem) -> str:
    return f"{titles().get(one.at, one.at)}: {one.within(language())}" if one.at else one.within(language())
