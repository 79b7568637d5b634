"""The calendar of a year: its months as they are worked, the notice, and the clocks that run by it."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from linli.actions.calendar_files import calendar_workbook, read_calendar_file
from linli.actions.packed_files import MB
from linli.actions.proposals import save_row
from linli.actions.setup_records import Typed
from linli.actions.setup_workbook import XLSX
from linli.actions.ticks import recompute_clocks
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import READERS
from linli.console.setup.second_person import because_of, say_saved, second_person
from linli.console.words import language
from linli.domain.calendar import DayKind, WorkingCalendar, YearTable
from linli.domain.calendar_file import CalendarFile
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Problem, Refused
from linli.domain.setup_sheets import SHEETS
from linli.domain.wording import Wording

REFUSED_STATUS = 422
FILE_MB_MAX = 2
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
    read: CalendarFile | None = None
    if request.method == "POST":
        if not may_change:
            raise Http404
        try:
            if "read" not in request.POST:
                return _change(request, year)
            read = _read(request, year)
        except Refused as refused:
            problems = refused.problems
    calendar = request.office.directory.calendar
    table = next((one for one in calendar.tables if one.year == year), None)
    given = {
        "off_days": _listed(table.off_days) if table else "",
        "work_days": _listed(table.work_days) if table else "",
        "notice": table.notice if table else "",
        "provisional": table.provisional if table else True,
    }
    shown = calendar
    if read is not None and not read.problems:
        given |= {"off_days": _listed(read.off_days), "work_days": _listed(read.work_days), "provisional": False}
        shown = calendar.with_year(YearTable(year=year, off_days=read.off_days, work_days=read.work_days))
    elif request.method == "POST" and read is None and "read" not in request.POST:
        given = {key: request.POST.get(key, "") for key in given}
    context = {
        "year": year,
        "table": table,
        "given": given,
        "is_provisional": calendar.is_provisional(year),
        "months": [_month(shown, year, number) for number in range(1, 13)],
        "weekdays": WEEKDAYS[language()],
        "legend": [(kind.value, words) for kind, words in DAY_WORDS.items()],
        "years": [one.year for one in calendar.tables],
        "problems": problems,
        "read": read if read is not None and not read.problems else None,
        "cell_problems": read.problems if read is not None else (),
        "may_change": may_change,
        **second_person(request, noun="year_table"),
    }
    is_refused = bool(problems or context["cell_problems"])
    return render(request, "console/setup/year.html", context, status=REFUSED_STATUS if is_refused else 200)


@who_may(READERS)
def year_file(request: SeatedRequest, year: int) -> HttpResponse:
    """Give a year's days off as a table, with its heads also where nothing stands yet."""
    if year not in YEARS:
        raise Http404
    tables = request.office.directory.calendar.tables
    table = next((one for one in tables if one.year == year), YearTable(year=year))
    response = HttpResponse(calendar_workbook(table, language()), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="linli-days-off-{year}.xlsx"'
    return response


def _read(request: SeatedRequest, year: int) -> CalendarFile:
    """Read a file of days off; raises Refused where it is no table."""
    found = request.FILES.get("file")
    if found is None:
        raise Refused([Problem("required", at="file")])
    if found.size and found.size > FILE_MB_MAX * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": FILE_MB_MAX})])
    return read_calendar_file(found.read(), year)


def _listed(days: Iterable[date]) -> str:
    return ", ".join(sorted(map(str, days)))


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
    saved = save_row(request.office, request.post, typed, now=request.now, because=because_of(request))
    say_saved(request, saved)
    return here


def _month(calendar: WorkingCalendar, year: int, number: int) -> dict[str, Any]:
    first, days = monthrange(year, number)
    cells: list[dict[str, Any]] = [{} for _ in range(first)]
    for day in range(1, days + 1):
        kind = calendar.day_kind(date(year, number, day))
        cells.append({"day": day, "kind": kind.value, "words": DAY_WORDS[kind], "is_plain": kind is DayKind.WORKING})
    return {"first": date(year, number, 1), "cells": cells}
