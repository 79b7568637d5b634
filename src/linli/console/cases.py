"""All matters within reach: filters that are the address, keyset pages, and a table to take away."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import case_lists
from linli.console.case_moments import MOMENT_FILTERS, moment_changes, moment_words
from linli.console.case_rows import rows_of
from linli.console.form_fields import category_groups
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ANY_POST
from linli.console.sheet import sheet_of
from linli.console.words import language, one_area, unit_name
from linli.domain.area import AreaLevel
from linli.domain.case_query import CaseQuery, ClockFilter, Order
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.procedures import procedures
from linli.ui.clock_view import CLOCK_WORDS, ClockState
from linli.ui.pieces import FilterChip, Option, Pager

SINCE_DAYS = {"1": 1, "7": 7, "30": 30, "90": 90, "365": 365}
COUNT_MAX = 1000
FILTERS = (
    "q", "mine", "procedure", "stage", "state", "clock", "category", "area", "unit", "channel", "urgency", "since",
    *MOMENT_FILTERS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the address asks for; what it does not understand counts as not asked."""

    values: QueryDict

    def text(self, key: str) -> str:
        """Return one parameter, short."""
        return str(self.values.get(key, "")).strip()[:120]

    def changed(self, **changes: str) -> str:
        """Return the address with `changes`; an empty value takes a filter away, and the first page comes again."""
        kept = {key: self.text(key) for key in (*FILTERS, "sort", "dense") if self.text(key)}
        kept |= changes
        query = QueryDict(mutable=True)
        query.update({key: value for key, value in kept.items() if value})
        return reverse("console:cases") + (f"?{query.urlencode()}" if query else "")


def asked_query(request: SeatedRequest) -> CaseQuery:
    """Return the query that the address asks for, within the post's reach."""
    return query_of(request, request.GET)


def query_of(request: SeatedRequest, values: QueryDict) -> CaseQuery:
    """Return the query that an address with these parameters asks for: what a figure counts and its link opens."""
    asked, office, post = Asked(values=values), request.office, request.post
    query = case_lists.query_for(office, post, request.now)
    if asked.text("mine") == "1":
        query = case_lists.mine(office, post, request.now)
        query = replace(query, order=Order.NEWEST, limit=50)
    changes: dict[str, Any] = moment_changes({key: asked.text(key) for key in MOMENT_FILTERS})
    stages = {stage.key for procedure in procedures().values() for stage in procedure.stages}
    if asked.text("procedure") in procedures():
        changes["procedures"] = (asked.text("procedure"),)
    if asked.text("stage") in stages:
        changes["stages"] = (asked.text("stage"),)
    if asked.text("state") in ("open", "final"):
        changes["is_final"] = asked.text("state") == "final"
    if asked.text("clock") in set(ClockFilter):
        changes["clock"] = ClockFilter(asked.text("clock"))
    if asked.text("category") in office.directory.categories:
        changes["categories"] = (asked.text("category"),)
    if asked.text("area") in office.directory.tree.by_path:
        changes["area_path"] = asked.text("area")
    if asked.text("unit") in office.directory.units:
        changes["holder_unit"] = asked.text("unit")
    if asked.text("channel") in {one.key for one in SHARED_FIELDS["channel"].choices}:
        changes["channels"] = (asked.text("channel"),)
    if asked.text("urgency") in ("urgent", "ordinary"):
        changes["urgency"] = asked.text("urgency")
    if asked.text("since") in SINCE_DAYS:
        changes["filed_since"] = _days_before(request.now, SINCE_DAYS[asked.text("since")])
    if asked.text("sort") in set(Order):
        changes["order"] = Order(asked.text("sort"))
    return case_lists.with_words(office, replace(query, **changes), asked.text("q"))


def _days_before(now: datetime, days: int) -> datetime:
    local = localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return local - timedelta(days=days - 1)


@who_may(ANY_POST)
def case_list(request: SeatedRequest) -> HttpResponse:
    """Show one page of the matters asked for."""
    asked = Asked(values=request.GET)
    query = asked_query(request)
    page = case_lists.page_of(replace(query, cursor=asked.text("after")))
    count = case_lists.count_of(query, most=COUNT_MAX)
    context = {
        "rows": rows_of(request.office, page.lines, request.now),
        "count_words": f"{COUNT_MAX}+" if count >= COUNT_MAX else str(count),
        "count": count,
        "filters": _chips(request, asked, query),
        "is_filtered": any(asked.text(key) for key in FILTERS),
        "search_words": asked.text("q"),
        "asked": {key: asked.text(key) for key in (*FILTERS, "sort", "dense")},
        "clear_url": reverse("console:cases"),
        "export_url": reverse("console:export") + asked.changed().removeprefix(reverse("console:cases")),
        "export_max": case_lists.EXPORT_ROWS_MAX,
        "sorts": _sorts(asked),
        "dense_url": asked.changed(dense="" if asked.text("dense") else "1"),
        "pager": Pager(
            next_url=asked.changed(after=page.next_cursor) if page.next_cursor else "",
            previous_url=asked.changed() if asked.text("after") else "",
        ),
        **_choices(request),
    }
    return render(request, "console/cases.html", context)


def _chips(request: SeatedRequest, asked: Asked, query: CaseQuery) -> list[FilterChip]:
    clocks = case_lists.clock_counts(replace(query, clock=None))

    def chip(title: str, key: str, value: str, count: int | None = None) -> FilterChip:
        is_on = asked.text(key) == value
        return FilterChip(title=title, url=asked.changed(**{key: "" if is_on else value}), is_on=is_on, count=count)

    return [
        chip(_("Mine"), "mine", "1"),
        *(
            chip(CLOCK_WORDS[ClockState(one.value)].within(language()), "clock", one.value, clocks[one])
            for one in (ClockFilter.OVERDUE, ClockFilter.NEAR, ClockFilter.PAUSED)
        ),
        chip(_("Urgent"), "urgency", "urgent"),
        chip(_("Not closed"), "state", "open"),
        chip(_("Closed matters"), "state", "final"),
        chip(_("Last 7 days"), "since", "7"),
        *(
            FilterChip(title=words, url=asked.changed(**dict.fromkeys(keys, "")), is_on=True)
            for keys, words in moment_words({key: asked.text(key) for key in MOMENT_FILTERS})
        ),
    ]


def _sorts(asked: Asked) -> list[FilterChip]:
    titles = {Order.NEWEST: _("Newest"), Order.OLDEST: _("Oldest"), Order.DUE: _("Due first")}
    current = asked.text("sort") or Order.NEWEST.value
    return [
        FilterChip(title=title, url=asked.changed(sort=one.value), is_on=current == one.value)
        for one, title in titles.items()
    ]


def _choices(request: SeatedRequest) -> dict[str, Any]:
    """Return what the selects of the filter form offer."""
    office = request.office
    listed = (*case_lists.WITH_ROOMS, *case_lists.WITH_PAGES)
    stages = {stage.key: stage.title for key in listed for stage in procedures()[key].stages}
    streets = [area for area in office.directory.tree if area.level is AreaLevel.SUBDISTRICT]
    within = [area for area in streets if area.path.startswith(request.post.area_path)] or [
        area
        for area in office.directory.tree
        if area.level is AreaLevel.COMMUNITY and area.path.startswith(request.post.area_path)
    ]
    unit = request.GET.get("unit", "")
    return {
        "stage_options": [Option(value=key, title=title.within(language())) for key, title in stages.items()],
        "category_groups": category_groups(office),
        "area_options": [Option(value=area.path, title=one_area(area)) for area in within],
        "channel_options": [
            Option(value=one.key, title=one.title.within(language())) for one in SHARED_FIELDS["channel"].choices
        ],
        "since_options": [Option(value=key, title=_("Last %(days)s days") % {"days": key}) for key in SINCE_DAYS],
        "unit_words": unit_name(office, str(unit)),
    }


@who_may(ANY_POST)
def search(request: SeatedRequest) -> HttpResponse:
    """Lead to the one matter of that number, else to the list of what was found."""
    words = str(request.GET.get("q", "")).strip()[:100]
    case_id = case_lists.id_of(request.office, request.post, words, request.now) if words else None
    if case_id is not None:
        return HttpResponseRedirect(reverse("console:case", args=[case_id]))
    query = QueryDict(mutable=True)
    query["q"] = words
    return HttpResponseRedirect(f"{reverse('console:cases')}?{query.urlencode()}")


@who_may(ANY_POST)
def export(request: SeatedRequest) -> HttpResponse:
    """Give the same matters as a table, as far as this post may take them out."""
    query = case_lists.exportable(request.office, request.post, asked_query(request))
    found = case_lists.count_of(query, most=case_lists.EXPORT_ROWS_MAX + 1)
    table = sheet_of(
        request.office, case_lists.each_line(query), now=request.now, cut_at=case_lists.EXPORT_ROWS_MAX
        if found > case_lists.EXPORT_ROWS_MAX else None,
    )  # fmt: skip
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(table, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="linli-{localtime(request.now):%Y%m%d-%H%M}.xlsx"'
    return response
