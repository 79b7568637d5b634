"""What became of a year's suggestions: by kind and by unit, each number with what it is taken over, and its matters."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from linli.actions.setup_workbook import XLSX
from linli.actions.suggestions import counted, lines_of_year, profile_of, years_of
from linli.console.seat import SeatedRequest, who_may
from linli.console.suggestions.admitted import ROOM_POSTS
from linli.console.suggestions.listing import year_asked
from linli.console.words import category_name, language, unit_name
from linli.domain.engine.declarations import Choice
from linli.domain.plain_cells import plain_cell
from linli.domain.suggestion import Listed, TableRow, shown_dispositions, table_by, table_row
from linli.ui.pieces import FilterChip

YEARS_MAX = 5
"""How many years stand beside each other."""
WHOLE = "whole"


@who_may(ROOM_POSTS)
def tables(request: SeatedRequest) -> HttpResponse:
    """Show the tables of one year, and the years beside each other."""
    years = years_of(request.office, request.post, request.now)
    year = year_asked(request, years)
    listed = _listed(request, year)
    whole = table_row(WHOLE, listed)
    outcomes = shown_dispositions(profile_of(request.office, request.now), [whole])
    context = {
        "year": year,
        "years": [
            FilterChip(
                title=_("%(year)s list") % {"year": one}, url=f"{request.path}?year={one}", is_on=one == year
            )
            for one in years
        ],
        "whole": whole,
        "tiles": [
            {"title": one.title, "share": whole.by_disposition[one.key], "url": _url(year, outcome=one.key)}
            for one in outcomes
        ],
        "outcomes": outcomes,
        "parts": [part for part in _parts(request, listed, year, outcomes, years) if part["rows"]],
        "xlsx_url": f"{reverse('console:suggestion_tables_xlsx')}?year={year}",
        "list_url": _url(year),
    }  # fmt: skip
    return render(request, "console/suggestions/tables.html", context)


def _listed(request: SeatedRequest, year: int) -> tuple[Listed, ...]:
    return counted(request.office, lines_of_year(request.office, request.post, year, request.now))


def _url(year: int, **asked: str) -> str:
    return f"{reverse('console:suggestions')}?{urlencode({'year': str(year), **asked, 'counted': '1'})}"


def _parts(
    request: SeatedRequest, listed: tuple[Listed, ...], year: int, outcomes: tuple[Choice, ...], years: tuple[int, ...]
) -> Iterator[dict[str, Any]]:  # fmt: skip
    office = request.office
    yield {
        "title": _("By kind"), "head": _("Kind"),
        "rows": [
            _row(row, category_name(office, row.key), outcomes, year, kind=row.key)
            for row in table_by(lambda one: one.kind, listed)
        ],
    }  # fmt: skip
    yield {
        "title": _("By lead unit"), "head": _("Unit"),
        "rows": [
            _row(row, unit_name(office, row.key), outcomes, year, unit=row.key)
            for row in table_by(lambda one: one.unit, listed)
        ],
    }  # fmt: skip
    yield {
        "title": _("By year"), "head": _("Year"),
        "rows": [
            _row(table_row(str(one), _listed(request, one)), str(one), outcomes, one) for one in years[:YEARS_MAX]
        ],
    }  # fmt: skip


def _row(row: TableRow, title: str, outcomes: tuple[Choice, ...], year: int, **asked: str) -> dict[str, Any]:
    return {
        "title": title,
        "url": _url(year, **asked),
        "total": row.total,
        "cells": [
            {"title": one.title, "share": row.by_disposition[one.key], "url": _url(year, outcome=one.key, **asked)}
            for one in outcomes
        ],
        "still_open": row.still_open,
        "answered": row.answered,
        "heard": row.heard,
        "satisfied": row.satisfied,
    }


@who_may(ROOM_POSTS)
def workbook(request: SeatedRequest) -> HttpResponse:
    """Give the same tables as XLSX: counts as numbers, so that they can be added up again."""
    years = years_of(request.office, request.post, request.now)
    year = year_asked(request, years)
    listed = _listed(request, year)
    outcomes = shown_dispositions(profile_of(request.office, request.now), [table_row(WHOLE, listed)])
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = str(year)
    heads = [
        _("Grouped by"), _("Group"), _("Period"), _("On the list"), *(one.title.within(language()) for one in outcomes),
        _("Not answered yet"), _("Answered so far"), _("Deputies asked"), _("Deputies heard"), _("Satisfied"),
    ]  # fmt: skip
    sheet.append(heads)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    rows = [_row(table_row(WHOLE, listed), _("The whole list"), outcomes, year)]
    for line in (*((_("All"), row) for row in rows), *_each(request, listed, year, outcomes, years)):
        sheet.append(_cells(line[0], line[1], year))
    for at in range(len(heads)):
        sheet.column_dimensions[chr(ord("A") + at)].width = 24 if at == 1 else 14
    sheet.freeze_panes = "A2"
    buffer = BytesIO()
    book.save(buffer)
    response = HttpResponse(buffer.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="linli-suggestions-{year}.xlsx"'
    return response


def _each(
    request: SeatedRequest, listed: tuple[Listed, ...], year: int, outcomes: tuple[Choice, ...], years: tuple[int, ...]
) -> Iterator[tuple[str, dict[str, Any]]]:  # fmt: skip
    for part in _parts(request, listed, year, outcomes, years):
        yield from ((str(part["head"]), row) for row in part["rows"])


def _cells(by: str, row: dict[str, Any], year: int) -> list[str | int]:
    period = row["title"] if str(row["title"]).isdigit() else str(year)
    shares = [one["share"].hits for one in row["cells"]]
    return [
        plain_cell(by), plain_cell(str(row["title"])), plain_cell(str(period)), row["total"], *shares,
        row["still_open"], row["answered"].hits, row["heard"].out_of, row["heard"].hits, row["satisfied"].hits,
    ]  # fmt: skip
