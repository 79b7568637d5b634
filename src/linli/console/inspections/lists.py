"""Lists of inspections: what I still have to look at, and all within my reach with filters that are the address."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from linli.actions.campaigns import seasons_of
from linli.actions.deciding import Office, today_of
from linli.actions.inspection_views import my_inspections, reach_of
from linli.console.inspections.admitted import INSPECTION_POSTS
from linli.console.inspections.rows import KINDS, STAGES, list_options, list_title, options, rows_of
from linli.console.seat import SeatedRequest, who_may
from linli.console.words import language
from linli.domain.inspection_rights import may_plan
from linli.domain.season import Standing
from linli.store.inspections import InspectionQuery, page
from linli.ui.pieces import FilterChip, Option, Pager

ASKED = ("kind", "stage", "checklist", "found", "refused", "mine", "campaign", "since", "until")
VALUE_MAX = 40
CURSOR_MAX = 60


@who_may(INSPECTION_POSTS)
def inspections(request: SeatedRequest) -> HttpResponse:
    """Show what I still have to look at, the earliest first, and what season stands."""
    office, today = request.office, today_of(request.office, request.now)
    context = {
        "rows": rows_of(office, my_inspections(office, request.post), today),
        "seasons": [_season(request.office, one, today) for one in seasons_of(office, request.now)],
        "may_plan": may_plan(request.post, office.directory),
        "today": today,
    }
    return render(request, "console/inspections/mine.html", context)


def _season(office: Office, one: Standing, today: date) -> dict[str, object]:
    return {
        "key": one.season.key, "title": one.season.title, "first": one.first_date, "last": one.last_date,
        "is_on": one.is_on(today), "lists": [list_title(office, key) for key in one.season.checklists],
    }  # fmt: skip


@who_may(INSPECTION_POSTS)
def every(request: SeatedRequest) -> HttpResponse:
    """List the inspections within my reach; each filter stands in the address."""
    asked = {key: str(request.GET.get(key, ""))[:VALUE_MAX] for key in ASKED}
    query = _query(request, asked)
    found = page(query)
    here = reverse("console:inspections_all")
    later = urlencode({**{key: value for key, value in asked.items() if value}, "after": found.next_cursor})
    context = {
        "rows": rows_of(request.office, found.lines, today_of(request.office, request.now)),
        "filters": _chips(here, asked),
        "asked": asked,
        "is_filtered": any(asked.values()),
        "clear_url": here,
        "pager": Pager(words="", next_url=f"{here}?{later}" if found.next_cursor else "", previous_url=""),
        "kinds": options(KINDS), "stages": options(STAGES), "lists": _every_list(request.office),
        "may_plan": may_plan(request.post, request.office.directory),
    }  # fmt: skip
    return render(request, "console/inspections/all.html", context)


def _every_list(office: Office) -> tuple[Option, ...]:
    """Offer every list by which an inspection may ever have gone."""
    known = office.directory.checklists
    return list_options(one for key in known.keys if (one := known.newest(key)) is not None)


def _query(request: SeatedRequest, asked: dict[str, str]) -> InspectionQuery:
    return InspectionQuery(
        county_id=request.office.county_id, reach=reach_of(request.office, request.post), kind=asked["kind"],
        stage=asked["stage"], checklist=asked["checklist"], campaign=asked["campaign"],
        has_findings={"yes": True, "no": False}.get(asked["found"]), is_refused=bool(asked["refused"]),
        is_mine=bool(asked["mine"]), since=_day(asked["since"]), until=_day(asked["until"]),
        cursor=str(request.GET.get("after", ""))[:CURSOR_MAX],
    )  # fmt: skip


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _chips(here: str, asked: dict[str, str]) -> list[FilterChip]:
    def chip(title: str, key: str, value: str) -> FilterChip:
        is_on = asked[key] == value
        wanted = {**asked, key: "" if is_on else value}
        kept = urlencode({one: given for one, given in wanted.items() if given})
        return FilterChip(title=title, url=f"{here}?{kept}" if kept else here, is_on=is_on)

    stages = [chip(one.within(language()), "stage", key) for key, one in STAGES.items()]
    return [
        chip(_("Mine"), "mine", "1"), *stages, chip(_("With findings"), "found", "yes"),
        chip(_("Signature refused"), "refused", "1"),
    ]  # fmt: skip
