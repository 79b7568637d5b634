"""The map of a post: its matters where duty lets it see them; the filters are the address, the list beside it."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import case_lists
from linli.actions.map_views import POINTS_MAX, Spot, ground_of, spots_for
from linli.console.case_rows import rows_of
from linli.console.cases import FILTERS, SINCE_DAYS, Asked, asked_query
from linli.console.form_fields import category_groups
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ANY_POST
from linli.console.words import area_words, language, title_of
from linli.domain.case_query import CaseQuery, ClockFilter
from linli.ui.clock_view import CLOCK_WORDS, ClockState
from linli.ui.map_view import district_map
from linli.ui.pieces import FilterChip, Option

ROWS_MAX = 50
LOOKS = (ClockState.ON_TIME, ClockState.NEAR, ClockState.OVERDUE, ClockState.PAUSED)


def map_query(request: SeatedRequest) -> CaseQuery:
    """Return the query of the address; without a word about it, matters that are not closed."""
    query = asked_query(request)
    return query if query.is_final is not None else replace(query, is_final=False)


@who_may(ANY_POST)
def case_map(request: SeatedRequest) -> HttpResponse:
    """Show the matters asked for on a map, and the first of them as a list."""
    asked, query = Asked(values=request.GET), map_query(request)
    lines = case_lists.page_of(replace(query, limit=ROWS_MAX)).lines
    count = case_lists.count_of(query, most=POINTS_MAX)
    address = request.GET.urlencode()
    matters_url = reverse("console:map_points") + (f"?{address}" if address else "")
    shown = district_map(request.office, "cases", title=_("Map of the matters"), matters_url=matters_url)
    own = ground_of(request.office.directory).bounds.get(asked.text("area") or request.post.area_path)
    context = {
        "map": replace(shown, bounds=own or shown.bounds),
        "rows": rows_of(request.office, lines, request.now),
        "count": count,
        "count_words": f"{POINTS_MAX}+" if count >= POINTS_MAX else str(count),
        "is_full": count >= POINTS_MAX,
        "points_max": POINTS_MAX,
        "list_url": _list_url(asked),
        "filters": _chips(asked, query),
        "asked": {key: asked.text(key) for key in FILTERS},
        "category_groups": category_groups(request.office),
        "since_options": [Option(value=key, title=_("Last %(days)s days") % {"days": key}) for key in SINCE_DAYS],
        "legend": [Option(value=one.value, title=CLOCK_WORDS[one].within(language())) for one in LOOKS],
    }
    return render(request, "console/map.html", context)


def _list_url(asked: Asked) -> str:
    """Return the address of the same matters as a list: closed ones only where they were asked for."""
    return asked.changed(**({} if asked.text("state") else {"state": "open"}))


def _on_map(asked: Asked, **changes: str) -> str:
    return reverse("console:map") + asked.changed(**changes).removeprefix(reverse("console:cases"))


def _chips(asked: Asked, query: CaseQuery) -> list[FilterChip]:
    clocks = case_lists.clock_counts(replace(query, clock=None))

    def chip(title: str, key: str, value: str, count: int | None = None) -> FilterChip:
        is_on = asked.text(key) == value
        url = _on_map(asked, **{key: "" if is_on else value})
        return FilterChip(title=title, url=url, is_on=is_on, count=count)

    return [
        chip(_("Mine"), "mine", "1"),
        *(
            chip(CLOCK_WORDS[ClockState(one.value)].within(language()), "clock", one.value, clocks[one])
            for one in (ClockFilter.OVERDUE, ClockFilter.NEAR, ClockFilter.PAUSED)
        ),
        chip(_("Urgent"), "urgency", "urgent"),
        chip(_("Closed matters"), "state", "final"),
    ]


@who_may(ANY_POST)
def points(request: SeatedRequest) -> HttpResponse:
    """Give the same matters as points: exact by duty, else at the middle of their area."""
    spots = spots_for(request.office, request.post, map_query(request))
    answer = JsonResponse({"type": "FeatureCollection", "features": [_feature(request, one) for one in spots]})
    answer["Content-Type"] = "application/geo+json"
    return answer


def _feature(request: SeatedRequest, spot: Spot) -> dict[str, Any]:
    line, office = spot.line, request.office
    state = line.clock_state(request.now)
    more = [line.number, area_words(office, line.area_path)]
    if not spot.is_exact:
        more.append(_("place of the area only"))
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(spot.point.lon, 6), round(spot.point.lat, 6)]},
        "properties": {
            "look": state.value if state else ClockState.ON_TIME.value,
            "title": title_of(office, line),
            "more": " · ".join(more),
            "url": reverse("console:case", args=[line.id]),
            "exact": spot.is_exact,
        },
    }
