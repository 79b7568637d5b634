"""Reporting, step 1: where it is — by words, by the browser's position, or down from street to grid."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from linli.actions.deciding import Office
from linli.actions.public_views import filing_problems
from linli.domain.area import AreaLevel
from linli.domain.area_names import QUERY_MAX, find_areas
from linli.domain.coordinates import Point, is_on_earth
from linli.domain.problems import Problem
from linli.public.drafts import Draft, draft_to_fill
from linli.public.opening import finding_page
from linli.public.place_cards import card_of, finder
from linli.public.refusals import refused, shown_once
from linli.public.report_fields import labels
from linli.ui.map_view import pick_map
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.refusals import Refusal

PLACE_FIELDS = ("place_words",)
FINDING_FIELDS = ("q", "under")


@finding_page
def place(request: HttpRequest) -> HttpResponse:
    """Ask for the place, name its grid and who looks after it."""
    office, draft, now = the_office(), draft_to_fill(request), present()
    if request.method == "POST":
        return _taken(request, office, draft, now)
    return _shown(request, office, draft, now)


def _taken(request: HttpRequest, office: Office, draft: Draft, now: datetime) -> HttpResponse:
    """Take one of three answers: an area, a position, or "go on"."""
    given = request.POST
    if "area" in given:
        area = office.directory.tree.by_path.get(given["area"])
        if area is None or area.level is AreaLevel.COUNTY:
            return _refused(request, (Problem("place_needed", at="q"),))
        draft.point = None
        draft.take({"area": area.path, "how_placed": "by_hand"})
        _keep_rest(office, draft, given.get("q", ""))
        return _kept(request, draft, "report_place")
    if "lon" in given or "lat" in given:
        problem = locate(office, draft, given)
        if problem is None:
            return _kept(request, draft, "report_place")
        return _refused(request, (problem,))
    draft.take({"place_words": given.get("place_words", "").strip()})
    problems = _place_problems(office, draft, now)
    if problems:
        return draft.save(_refused(request, problems), is_encrypted=request.is_secure())
    return _kept(request, draft, "report_what")


def locate(office: Office, draft: Draft, given: Mapping[str, Any]) -> Problem | None:
    """Place the draft where the browser says it is; returns what is wrong instead."""
    try:
        lon, lat = float(str(given.get("lon", ""))[:40]), float(str(given.get("lat", ""))[:40])
    except ValueError:
        return Problem("not_a_point", at="q")
    if not is_on_earth(lon, lat):
        return Problem("not_a_point", at="q")
    spot = Point(lon, lat).rounded()
    placement = office.placer.place(spot)
    if not placement.area_path:
        return Problem("outside_county", at="q")
    lon_e6, lat_e6 = spot.microdegrees
    draft.point = {"lon_e6": lon_e6, "lat_e6": lat_e6}
    draft.take({"area": placement.area_path, "how_placed": placement.how.value})
    return None


def _keep_rest(office: Office, draft: Draft, words: str) -> None:
    """Words that say more than an area's name are where exactly it is."""
    words = " ".join(words.split())[:QUERY_MAX]
    names = {area.name for area in find_areas(office.directory, words)}
    if words and words not in names and not draft.values.get("place_words"):
        draft.take({"place_words": words})


def _place_problems(office: Office, draft: Draft, now: datetime) -> tuple[Problem, ...]:
    if not draft.area:
        return (Problem("place_needed", at="q"),)
    given = {key: draft.values.get(key, "") for key in ("area", *PLACE_FIELDS)}
    return tuple(one for one in filing_problems(office, given, now) if one.at in PLACE_FIELDS)


def _kept(request: HttpRequest, draft: Draft, name: str) -> HttpResponse:
    return draft.save(redirect(name), is_encrypted=request.is_secure())


def _refused(request: HttpRequest, problems: tuple[Problem, ...]) -> HttpResponse:
    typed = {key: request.POST[key] for key in FINDING_FIELDS if key in request.POST}
    return refused(request, Refusal(problems=problems, typed=typed))


def _shown(request: HttpRequest, office: Office, draft: Draft, now: datetime) -> HttpResponse:
    refusal = shown_once(request)
    problems, asked = refusal.problems, refusal.typed or request.GET
    query = " ".join(asked.get("q", "").split())[:QUERY_MAX]
    under = asked.get("under", "")[:60]
    area = office.directory.tree.by_path.get(draft.area)
    is_finding = area is None or bool(query or under or "change" in request.GET)
    if any(problem.at == "q" for problem in problems):
        is_finding = True
    page = {
        "problems": problems,
        "labels": labels(),
        "draft": draft,
        "card": card_of(office, area, now) if area is not None else None,
        "is_finding": is_finding,
        "finder": (found := finder(office, query=query, under=under)),
        "map": pick_map(office, found.here.value if found.here else ""),
        "was_expired": "expired" in request.GET,
        "place_max": 120,
    }
    return render(request, "public/report_place.html", page)
