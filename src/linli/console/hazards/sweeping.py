"""Sweeps of like places: begun from a hazard, place by place, with their own coverage and overseer."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import sweeps as acts
from linli.actions.case_lists import page_of, query_for
from linli.actions.case_views import open_for
from linli.console.case_rows import rows_of
from linli.console.command_ids import command_id
from linli.console.form_fields import post_groups
from linli.console.hazard_panel import inspection_chip
from linli.console.hazards.admitted import LEDGER_POSTS, SWEEP_POSTS
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import area_words, language, one_area
from linli.domain.area import AreaLevel
from linli.domain.place import KIND_WORDS, PlaceKind
from linli.domain.problems import Refused
from linli.domain.sweep import Outcome, SpotSet, Sweep, SweepLine, SweepPlan, may_check, may_close, may_plan, overseers
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

TYPED = ("kind", "area", "overseer", "due_date")
LEVELS = (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY)


def kind_words(kind: str) -> str:
    """Return what a kind of place is called; the code of one that is not known any more."""
    return KIND_WORDS[PlaceKind(kind)].within(language()) if kind in set(PlaceKind) else kind


def sweep_rows(request: SeatedRequest, lines: tuple[SweepLine, ...]) -> list[dict[str, Any]]:
    """Return sweeps as lists draw them."""
    today = localtime(request.now).date()
    return [
        {
            "one": line,
            "url": reverse("console:sweep", args=[line.id]),
            "kind": kind_words(line.kind),
            "area": area_words(request.office, line.area_path),
            "is_overdue": line.stage == "open" and line.checked < line.places and line.due_date < today,
        }
        for line in lines
    ]


@who_may(LEDGER_POSTS)
def sweep_list(request: SeatedRequest) -> HttpResponse:
    """List the sweeps of the post's area, the newest first."""
    lines = acts.sweeps_for(request.office, request.post)
    return render(request, "console/hazards/sweeps.html", {"rows": sweep_rows(request, lines)})


@who_may(SWEEP_POSTS)
def sweep_new(request: SeatedRequest, key: str) -> HttpResponse:
    """Begin a sweep from one hazard."""
    view = open_for(request.office, request.post, key[:60])
    if view is None or view.state.procedure != acts.HAZARD:
        raise Http404
    if not may_plan(request.post, view.state.area, request.office.directory):
        raise Http404
    here = reverse("console:sweep_new", args=[view.state.id])
    if request.method != "POST":
        return _form(request, here, view.state.id, view.state.number)
    typed = {name: str(request.POST.get(name, "")).strip()[:200] for name in TYPED}
    try:
        plan = SweepPlan(case=view.state.id, **typed)
        made = acts.begin_sweep(request.office, request.post, plan, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("The sweep has begun. Every place of the list is looked at once."))
    return HttpResponseRedirect(reverse("console:sweep", args=[made]))


def _form(request: SeatedRequest, here: str, case_id: str, number: str) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    office = request.office
    unit = office.directory.units.get(request.post.unit_id)
    within = unit.area_path if unit else request.post.area_path
    areas = [one for one in office.directory.tree if one.level in LEVELS and one.path.startswith(within)]
    kinds = {one.kind for one in acts.places_of(office) if one.is_active and one.area_path.startswith(within)}
    empty = Option(value="", title=_("Please choose"))
    able = overseers(within, office.directory, request.now)
    own = next((one.id for one in able if one.id == request.post.id), "")
    context = {
        "typed": refusal.typed or {"area": within, "overseer": own},
        "problems": refusal.problems,
        "labels": {"kind": _("Kind of place"), "area": _("Area"), "overseer": _("Who oversees it"),
                   "due_date": _("To be looked at by")},
        "kinds": [empty, *(Option(value=one.value, title=kind_words(one)) for one in PlaceKind if one in kinds)],
        "areas": [Option(value=one.path, title=one_area(one)) for one in areas],
        "overseers": post_groups(office, able),
        "command_id": command_id(request),
        "number": number,
        "case_url": reverse("console:case", args=[case_id]),
    }  # fmt: skip
    return render(request, "console/hazards/sweep_new.html", context)


@who_may(LEDGER_POSTS)
def sweep(request: SeatedRequest, sweep_id: str) -> HttpResponse:
    """Show one sweep with its coverage and every place; check a place, or close it."""
    found = acts.open_sweep(request.office, request.post, sweep_id[:26])
    if found is None:
        raise Http404
    here = reverse("console:sweep", args=[found.id])
    if request.method == "POST":
        return _pressed(request, found, here)
    return render(request, "console/hazards/sweep.html", _context(request, found, here))


def _pressed(request: SeatedRequest, found: Sweep, here: str) -> HttpResponse:
    id_, now = command_id(request), request.now
    try:
        if "close" in request.POST:
            acts.close_sweep(request.office, request.post, found.id, command_id=id_, now=now)
            messages.success(request, _("The sweep is closed."))
        else:
            place, outcome = str(request.POST.get("place", ""))[:26], str(request.POST.get("outcome", ""))[:20]
            acts.check_place(request.office, request.post, found.id, place, outcome, command_id=id_, now=now)
            messages.success(request, _("Noted."))
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed={}))
    return HttpResponseRedirect(here)


def _context(request: SeatedRequest, found: Sweep, here: str) -> dict[str, Any]:
    refusal = take_refusal(request.session, here)
    overseer = request.office.directory.posts.get(found.head.overseer)
    groups = post_groups(request.office, [overseer] if overseer else [])
    id_ = command_id(request)
    spots = sorted(found.spots.values(), key=lambda one: (one.outcome != Outcome.PENDING, one.area, one.name))
    return {
        "sweep": found,
        "coverage": found.coverage,
        "left": found.coverage.total - found.coverage.checked,
        "kind": kind_words(found.head.kind),
        "area": area_words(request.office, found.head.area),
        "overseer": f"{groups[0].title} · {groups[0].options[0].title}" if groups else "",
        "is_overdue": found.is_overdue(localtime(request.now).date()),
        "spots": [_spot(request, found, one, f"{id_}-{number}") for number, one in enumerate(spots)],
        "may_close": found.is_open and may_close(request.post, found),
        "problems": refusal.problems,
        "command_id": id_,
        "case_url": reverse("console:case", args=[found.head.case]),
        **_began_with(request, found.head.case),
        "ledger_url": f"{reverse('console:hazards')}?origin={found.stream}",
    }


def _began_with(request: SeatedRequest, case_id: str) -> dict[str, Any]:
    """Return the hazard that a sweep began with, and the inspection that found it, as far as the reader sees them."""
    query = query_for(request.office, request.post, request.now, ids=(case_id,))
    lines = page_of(query).lines
    row = next(iter(rows_of(request.office, lines, request.now)), None)
    origin = lines[0].origin if lines else ""
    return {"first": row, "inspection": inspection_chip(request.office, request.post, case_id, origin)}


def _spot(request: SeatedRequest, found: Sweep, spot: SpotSet, id_: str) -> dict[str, Any]:
    outcome = Outcome(spot.outcome)
    return {
        "one": spot,
        "area": area_words(request.office, spot.area),
        "words": outcome.wording.within(language()),
        "outcome": spot.outcome,
        "checked_at": found.checked_at.get(spot.place),
        "may_check": found.is_open and outcome is Outcome.PENDING and may_check(request.post, spot),
        "command_id": id_,
        "hazard_url": reverse("console:sweep_hazard", args=[found.id, spot.place]),
        "case_url": reverse("console:case", args=[spot.case]) if spot.case else "",
    }
