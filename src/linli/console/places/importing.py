"""A file of places: sent, looked at with every mistake at once, applied by one press, or given up."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import place_import as actions
from linli.actions.load_files import FILE_MB_MAX
from linli.actions.packed_files import MB
from linli.actions.table_rows import RefusedRow
from linli.console.places.admitted import KEEPERS
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.setup.areas import CRS_WORDS
from linli.console.words import language
from linli.domain.coordinates import Crs
from linli.domain.place import KIND_WORDS, RISK_WORDS
from linli.domain.place_row import COLUMN_WORDS
from linli.domain.plain_cells import plain_cell
from linli.domain.problems import Problem, Refused
from linli.domain.wording import Wording
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

SHOWN_MAX = 200
"""So many rows are shown on the page; the file of refused rows has them all."""

LABELS: Mapping[str, Wording] = {
    **COLUMN_WORDS, "point": Wording("坐标", "Coordinates"), "point.lon": COLUMN_WORDS["lon"],
    "point.lat": COLUMN_WORDS["lat"],
}  # fmt: skip
"""What a mistake's place in a row is called."""


@who_may(KEEPERS)
def places_import(request: SeatedRequest) -> HttpResponse:
    """Take a file of places, show what it would do, and do it."""
    here = reverse("console:places_import")
    if request.method == "POST":
        try:
            return _act(request, here)
        except Refused as refused:
            typed = {"datum": str(request.POST.get("datum", ""))[:20]}
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    refusal = take_refusal(request.session, here)
    waiting = actions.waiting_places(request.office, request.post, request.now)
    context = {
        "problems": refusal.problems,
        "datum": refusal.typed.get("datum") or Crs.WGS84.value,
        "datums": [Option(value=one.value, title=words.within(language())) for one, words in CRS_WORDS.items()],
        "waiting": waiting,
        "columns": _spelled(COLUMN_WORDS),
        "kinds": _spelled(KIND_WORDS),
        "risks": _spelled(RISK_WORDS),
        "mb_max": FILE_MB_MAX,
        **(_told(waiting) if waiting else {}),
    }
    return render(request, "console/places/import.html", context)


def _spelled(words: Mapping[Any, Wording]) -> list[str]:
    return [one.within(language()) for one in words.values()]


def _act(request: SeatedRequest, here: str) -> HttpResponse:
    office, post = request.office, request.post
    if "give_up" in request.POST:
        actions.give_up(office, post)
        return HttpResponseRedirect(here)
    if "apply" in request.POST:
        done = actions.apply_places(office, post, request.now)
        said = _("%(added)s places entered, %(changed)s changed, %(unchanged)s as they were, %(refused)s rows refused.")
        messages.success(request, said % {"added": done.added, "changed": done.changed, "unchanged": done.unchanged,
                                          "refused": len(done.refused)})  # fmt: skip
        return HttpResponseRedirect(reverse("console:places"))
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused([Problem("required", at="file")])
    if sent.size and sent.size > FILE_MB_MAX * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": FILE_MB_MAX})])
    actions.send_places(
        office, post, filename=str(sent.name), content=sent.read(), datum=str(request.POST.get("datum", "")),
        now=request.now,
    )  # fmt: skip
    return HttpResponseRedirect(here)


def _told(waiting: actions.WaitingPlaces) -> dict[str, Any]:
    plan = waiting.plan
    return {
        "plan": plan,
        "good": len(plan.records),
        "datum_words": CRS_WORDS[waiting.datum].within(language()),
        "refused": plan.refused[:SHOWN_MAX],
        "refused_more": max(0, len(plan.refused) - SHOWN_MAX),
        "remarks": plan.remarks[:SHOWN_MAX],
        "remarks_more": max(0, len(plan.remarks) - SHOWN_MAX),
        "labels": {key: words.within(language()) for key, words in LABELS.items()},
    }


@who_may(KEEPERS)
def refused_file(request: SeatedRequest) -> HttpResponse:
    """Give the rows that would not be kept, each with its reasons."""
    waiting = actions.waiting_places(request.office, request.post, request.now)
    if waiting is None:
        return HttpResponseRedirect(reverse("console:places_import"))
    response = HttpResponse(_refused_table(waiting.plan.refused), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="linli-places-refused.csv"'
    return response


def _refused_table(rows: Iterable[RefusedRow]) -> bytes:
    """Return line, number and reasons of each row, marked so that spreadsheet programs read Chinese."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    writer.writerow(["line", "key", "reasons"])
    for row in rows:
        reasons = " ".join(_sentence(one) for one in row.problems)
        writer.writerow([row.line, plain_cell(row.key), plain_cell(reasons)])
    return buffer.getvalue().encode("utf-8-sig")


def _sentence(one: Problem) -> str:
    words = LABELS.get(one.at)
    return f"{words.within(language())}: {one.within(language())}" if words else one.within(language())
