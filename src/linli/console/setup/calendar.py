"""The calendar of a year: its months as they are worked, the notice, and the clocks that run by it."""

from calendar import monthrange
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.actions.setup_records import Typed, save_row
from linli.actions.ticks import recompute_clocks
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import READERS
from linli.console.words import language
from linli.domain.calendar import DayKind
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Problem, Refused
from linli.domain.setup_sheets import SHEETS
from linli.domain.wording import Wording

REFUSED_STATUS = 422
DAY_WORDS = {
    DayKind.WORKING: Wording("工作日", "Working day"),
    DayKind.MAKE_UP: Wording("调休上班", "Make-up working day"),
    DayKind.WEEKEND: Wording("周末", "Weekend"),
    DayKind.HOLIDAY: Wording("放假", "Day off"),
}
WEEKDAYS = {"zh": "一二三四五六日", "en": "MTWTFSS"}
YEARS = range(2000, 2101)


@who_may(READERS)
def year(request: SeatedRequest, year: int) -> HttpResponse:
    """Show a year's months, take a new edition of its table, and reckon open clocks anew when asked."""
    if year not in YEARS:
        raise Http404
    may_change = may_set_up("setup.change", request.post, request.office.directory)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        if not may_change:
            raise Http404
        try:
            return _change(request, year)
        except Refused as refused:
            problems = refused.problems
    calendar = request.office.directory.calendar
    table = next((one for one in calendar.tables if one.year == year), None)
    given = {
        "off_days": ", ".join(sorted(map(str, table.off_days))) if table else "",
        "work_days": ", ".join(sorted(map(str, table.work_days))) if table else "",
        "notice": table.notice if table else "",
        "provisional": table.provisional if table else True,
    }
    if request.method == "POST":
        given = {key: request.POST.get(key, "") for key in given}
    context = {
        "year": year,
        "table": table,
        "given": given,
        "is_provisional": calendar.is_provisional(year),
        "months": [_month(request, year, number) for number in range(1, 13)],
        "weekdays": WEEKDAYS[language()],
        "legend": [(kind.value, words) for kind, words in DAY_WORDS.items()],
        "years": [one.year for one in calendar.tables],
        "problems": problems,
        "may_change": may_change,
    }
    return render(request, "console/setup/year.html", context, status=REFUSED_STATUS if problems else 200)


def _change(request: SeatedRequest, year: int) -> HttpResponse:
    here = HttpResponseRedirect(reverse("console:setup_year", args=[year]))
    if "recompute" in request.POST:
        count = recompute_clocks(request.office, now=request.now)
        said = ngettext("The clocks of %(count)s matter were reckoned anew.",
                        "The clocks of %(count)s matters were reckoned anew.", count)  # fmt: skip
        messages.success(request, said % {"count": count})
        return here
    cells = {key: str(request.POST.get(key, "")) for key in ("off_days", "work_days", "notice")}
    cells |= {"year": str(year), "provisional": "1" if request.POST.get("provisional") else "0"}
    typed = Typed(sheet=SHEETS["year_table"], cells=cells)
    plan = save_row(request.office, request.post, typed, now=request.now)
    messages.success(request, _("Saved.") if plan.changes else _("Nothing changed."))
    return here


def _month(request: SeatedRequest, year: int, number: int) -> dict[str, Any]:
    calendar = request.office.directory.calendar
    first, days = monthrange(year, number)
    cells: list[dict[str, Any]] = [{} for _ in range(first)]
    for day in range(1, days + 1):
        kind = calendar.day_kind(date(year, number, day))
        cells.append({"day": day, "kind": kind.value, "words": DAY_WORDS[kind], "is_plain": kind is DayKind.WORKING})
    return {"first": date(year, number, 1), "cells": cells}
