"""The ledger: every filter is the address, "13 of 15" is exact, and the open ones are listed with it."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import case_lists
from linli.actions.hazards import counted, ledger_query, may_enter, places_by_id
from linli.console.case_rows import rows_of
from linli.console.form_fields import category_groups
from linli.console.hazards.admitted import LEDGER_POSTS
from linli.console.hazards.ledger_sheet import ledger_sheet
from linli.console.seat import SeatedRequest, who_may
from linli.console.words import language, one_area
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseLine, CaseQuery, ClockFilter, Order
from linli.domain.hazard_fields import SEVERITIES
from linli.procedures import procedures
from linli.store.inspections import cases_of_campaign
from linli.ui.clock_view import CLOCK_WORDS, ClockState
from linli.ui.pieces import FilterChip, Option, Pager

FILTERS = ("category", "severity", "state", "stage", "area", "clock", "place", "origin", "campaign")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NONE_OF_THEM = ("none",)
"""Ids of a campaign that found nothing: an empty list would ask for every hazard."""
GRADES = {one.key: one.title for one in SEVERITIES}


def asked_of(values: QueryDict) -> dict[str, str]:
    """Return what the address asks for, short; what it does not understand is left out by `asked_query`."""
    return {key: str(values.get(key, "")).strip()[:120] for key in FILTERS}


def address(asked: dict[str, str], name: str = "hazards", **changes: str) -> str:
    """Return the address of the ledger with `changes`; an empty value takes a filter away."""
    query = QueryDict(mutable=True)
    query.update({key: value for key, value in {**asked, **changes}.items() if value})
    return reverse(f"console:{name}") + (f"?{query.urlencode()}" if query else "")


def asked_query(request: SeatedRequest) -> CaseQuery:
    """Return the question that the address asks, within the post's reach."""
    asked, directory = asked_of(request.GET), request.office.directory
    query = ledger_query(request.office, request.post, request.now)
    changes: dict[str, Any] = {}
    if asked["category"] in directory.categories:
        changes["categories"] = (asked["category"],)
    if asked["severity"] in GRADES:
        changes["severity"] = asked["severity"]
    if asked["state"] in ("open", "closed"):
        changes["is_final"] = asked["state"] == "closed"
    if asked["stage"] in {one.key for one in procedures()["hazard"].stages}:
        changes["stages"] = (asked["stage"],)
    if asked["area"] in directory.tree.by_path:
        changes["area_path"] = asked["area"]
    if asked["clock"] in set(ClockFilter):
        changes["clock"] = ClockFilter(asked["clock"])
    if asked["place"].isascii() and asked["place"].isalnum():
        changes["place_id"] = asked["place"][:26]
    noun, _slash, id_ = asked["origin"].partition("/")
    if asked["origin"].isascii() and noun.isalpha() and id_.isalnum():
        changes["origin"] = asked["origin"][:80]
    if asked["campaign"].isascii() and asked["campaign"].isalnum():
        changes["ids"] = cases_of_campaign(request.office.county_id, asked["campaign"][:26]) or NONE_OF_THEM
    return replace(query, **changes)


@who_may(LEDGER_POSTS)
def hazards(request: SeatedRequest) -> HttpResponse:
    """Show the ledger as the address narrows it."""
    asked, query = asked_of(request.GET), asked_query(request)
    page = case_lists.page_of(replace(query, order=Order.NEWEST, cursor=str(request.GET.get("after", ""))[:80]))
    left = case_lists.page_of(
        replace(query, is_final=False, stages=(), clock=None, order=Order.DUE, limit=OPEN_SHOWN)
    ).lines  # fmt: skip
    count = counted(query)
    context = {
        "rows": _rows(request, page.lines),
        "count": count,
        "left": _rows(request, left) if count.rectified else [],
        "left_more": max(0, count.open_count - len(left)),
        "groups": _groups(request, asked, query),
        "asked": asked,
        "area_options": _areas(request),
        "category_groups": category_groups(request.office),
        "is_filtered": any(asked.values()),
        "clear_url": reverse("console:hazards"),
        "export_url": address(asked, "hazards_xlsx"),
        "map_url": _map_url(asked),
        "may_enter": may_enter(request.post),
        "pager": Pager(
            next_url=address(asked, after=page.next_cursor) if page.next_cursor else "",
            previous_url=address(asked) if request.GET.get("after") else "",
        ),
    }
    return render(request, "console/hazards/ledger.html", context)


OPEN_SHOWN = 20


def _map_url(asked: dict[str, str]) -> str:
    query = QueryDict(mutable=True)
    query["procedure"] = "hazard"
    query.update({key: asked[key] for key in ("category", "area", "clock") if asked[key]})
    return f"{reverse('console:map')}?{query.urlencode()}"


def _rows(request: SeatedRequest, lines: tuple[CaseLine, ...]) -> list[dict[str, Any]]:
    places = places_by_id(request.office, frozenset(line.place_id for line in lines if line.place_id))
    drawn = rows_of(request.office, lines, request.now)
    return [
        {
            "row": row,
            "grade": GRADES.get(line.severity),
            "is_major": line.severity == "major",
            "spot": places[line.place_id].name if line.place_id in places else "",
            "spot_url": address({}, place=line.place_id) if line.place_id in places else "",
        }
        for line, row in zip(lines, drawn, strict=True)
    ]


def _areas(request: SeatedRequest) -> list[Option]:
    levels = (AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY)
    tree = request.office.directory.tree
    within = [one for one in tree if one.level in levels and one.path.startswith(request.post.area_path)]
    return [Option(value=one.path, title=one_area(one)) for one in within]


def _groups(request: SeatedRequest, asked: dict[str, str], query: CaseQuery) -> list[dict[str, Any]]:
    """Return the rows of filters; the clocks are counted over everything else that was asked."""
    clocks = case_lists.clock_counts(replace(query, clock=None))

    def chips(key: str, options: list[tuple[str, str, int | None]]) -> list[FilterChip]:
        return [
            FilterChip(
                title=words, count=count, is_on=asked[key] == value,
                url=address(asked, **{key: "" if asked[key] == value else value}),
            )
            for value, words, count in options
        ]  # fmt: skip

    grades = [(key, title.within(language()), None) for key, title in GRADES.items()]
    states = [("open", _("Not closed"), None), ("closed", _("Closed"), None)]
    looks = [
        (one.value, CLOCK_WORDS[ClockState(one.value)].within(language()), clocks[one])
        for one in (ClockFilter.OVERDUE, ClockFilter.NEAR, ClockFilter.PAUSED)
    ]
    return [
        {"title": _("By grade"), "chips": chips("severity", [*grades])},
        {"title": _("By state"), "chips": chips("state", [*states])},
        {"title": _("By clock"), "chips": chips("clock", [*looks])},
    ]


@who_may(LEDGER_POSTS)
def hazards_xlsx(request: SeatedRequest) -> HttpResponse:
    """Give the same hazards as a table, as far as this post may take them out."""
    query = case_lists.exportable(request.office, request.post, asked_query(request))
    lines = tuple(case_lists.each_line(query))
    table = ledger_sheet(request.office, lines, count=counted(query), now=request.now)
    response = HttpResponse(table, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="hazards.xlsx"'
    return response
