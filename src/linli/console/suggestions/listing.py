"""The year's list: by clock, by stage or by outcome, each filter an address."""

from collections import Counter
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions.suggestions import lines_of_year, takes_in, years_of
from linli.console.case_rows import CaseRow, rows_of
from linli.console.seat import SeatedRequest, who_may
from linli.console.suggestions.admitted import ROOM_POSTS
from linli.console.words import language, unit_name
from linli.domain.case_query import CaseLine, ClockFilter
from linli.domain.suggestion import DISPOSITIONS, WITHDRAWN, year_and_number
from linli.procedures import procedures
from linli.ui.clock_view import CLOCK_WORDS, ClockState
from linli.ui.pieces import FilterChip

SHOWN_MAX = 300
FILTERS = ("clock", "stage", "outcome", "unit", "kind", "counted")
"""The last leaves out what the tables leave out, so that a number opens the very matters it counts."""


@who_may(ROOM_POSTS)
def suggestions(request: SeatedRequest) -> HttpResponse:
    """Show one year's list, narrowed as the address asks."""
    office, post, now = request.office, request.post, request.now
    years = years_of(office, post, now)
    year = year_asked(request, years)
    asked = {key: str(request.GET.get(key, ""))[:40] for key in FILTERS}
    everything = lines_of_year(office, post, year, now)
    found = sorted((line for line in everything if _fits(request, line, asked)), key=_by_clock)
    context = {
        "year": year,
        "years": [
            FilterChip(title=_("%(year)s list") % {"year": one}, url=_url(one, {}), is_on=one == year)
            for one in years
        ],
        "rows": _rows(request, found[:SHOWN_MAX]),
        "count": len(found),
        "total": len(everything),
        "groups": _groups(request, everything, year, asked),
        "is_filtered": any(asked.values()),
        "clear_url": _url(year, {}),
        "takes_in": takes_in(office, post),
    }  # fmt: skip
    return render(request, "console/suggestions/list.html", context)


def year_asked(request: SeatedRequest, years: tuple[int, ...]) -> int:
    """Return the year that the address asks for; the latest there is, or the present one, where it asks for none."""
    asked = str(request.GET.get("year", ""))
    if asked.isascii() and asked.isdigit() and len(asked) == 4:
        return int(asked)
    return years[0] if years else localtime(request.now).year


def _by_clock(line: CaseLine) -> tuple[bool, str]:
    """What is due first stands first; what is due together stays in the order of the list."""
    return (line.step_due_at is None, line.step_due_at.isoformat() if line.step_due_at else "")


def _fits(request: SeatedRequest, line: CaseLine, asked: dict[str, str]) -> bool:
    state = line.clock_state(request.now)
    return (
        (not asked["clock"] or (state is not None and state.value == asked["clock"]))
        and (not asked["stage"] or line.stage == asked["stage"])
        and (not asked["outcome"] or line.result == asked["outcome"])
        and (not asked["unit"] or asked["unit"] == (line.handler_unit or line.holder_unit))
        and (not asked["kind"] or line.category == asked["kind"])
        and (not asked["counted"] or line.result != WITHDRAWN)
    )


def _rows(request: SeatedRequest, lines: list[CaseLine]) -> list[dict[str, Any]]:
    drawn = rows_of(request.office, lines, request.now)
    return [_row(request, line, row) for line, row in zip(lines, drawn, strict=True)]


def _row(request: SeatedRequest, line: CaseLine, row: CaseRow) -> dict[str, Any]:
    pair = year_and_number(line.origin)
    outcome = next((one.title for one in DISPOSITIONS if one.key == line.result), None)
    return {
        "url": reverse("console:suggestion", args=[line.id]),
        "number": pair[1] if pair else line.number,
        "title": row.title,
        "kind": row.category,
        "unit": unit_name(request.office, line.handler_unit or line.holder_unit),
        "co_count": len(line.co_units),
        "stage": row.stage,
        "clock": row.clock,
        "outcome": outcome,
        "grade": line.grade,
    }


def _groups(
    request: SeatedRequest, lines: tuple[CaseLine, ...], year: int, asked: dict[str, str]
) -> list[dict[str, Any]]:  # fmt: skip
    """Return the rows of filters, each with its counts over the whole year; empty ones are left out."""
    clocks = Counter(state.value for line in lines if (state := line.clock_state(request.now)) is not None)
    stages = Counter(line.stage for line in lines)
    outcomes = Counter(line.result for line in lines if line.result)
    declared = procedures()["suggestion"].stages
    groups = [
        (_("By clock"), "clock", [
            (one.value, CLOCK_WORDS[ClockState(one.value)].within(language())) for one in ClockFilter
        ], clocks),
        (_("By stage"), "stage", [(one.key, one.title.within(language())) for one in declared], stages),
        (_("By outcome"), "outcome", [(one.key, one.title.within(language())) for one in DISPOSITIONS], outcomes),
    ]  # fmt: skip
    return [
        {
            "title": title,
            "chips": [
                FilterChip(
                    title=words, count=counts[value], is_on=asked[key] == value,
                    url=_url(year, {**asked, key: "" if asked[key] == value else value}),
                )
                for value, words in options
                if counts[value]
            ],
        }
        for title, key, options, counts in groups
        if any(counts[value] for value, _words in options)
    ]  # fmt: skip


def _url(year: int, asked: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query.update({"year": str(year), **{key: value for key, value in asked.items() if value}})
    return f"{reverse('console:suggestions')}?{query.urlencode()}"
