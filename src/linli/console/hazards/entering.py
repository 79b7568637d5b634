"""Entering a hazard: one that was found in the course of work, or at a place of a sweep; all mistakes at once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_views import clean_photos, declared_field
from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Filing
from linli.actions.hazards import HAZARD, places_within
from linli.actions.seats import actor_at
from linli.actions.sweeps import open_sweep, raise_hazard
from linli.console.command_ids import command_id
from linli.console.form_fields import FieldMaker, FormField, candidates_of, read_form
from linli.console.hazards.admitted import ENTERING_POSTS
from linli.console.intake import mistakes_in, without_doubles
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.domain.engine.declarations import Field
from linli.domain.place import Place
from linli.domain.problems import Refused
from linli.domain.sweep import Outcome, SpotSet, Sweep, may_check
from linli.procedures import procedures
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

ASKED = ("severity", "category", "title", "place", "area", "place_words", "problem", "photo_before", "found_in")
AT_A_SPOT = ("severity", "category", "title", "place_words", "problem", "photo_before")
REQUIRED = frozenset({"severity", "category", "title", "area"})
FIRST_VALUES = {"severity": "general", "found_in": "round"}
KEPT = "hazard"
PLACES_MAX = 500
"""Most places that the list offers; a wider area names the place in words."""


@who_may(ENTERING_POSTS)
def hazard_new(request: SeatedRequest) -> HttpResponse:
    """Show the form, or enter what it holds."""
    return _answered(request, None, None)


@who_may(ENTERING_POSTS)
def sweep_hazard(request: SeatedRequest, sweep_id: str, place: str) -> HttpResponse:
    """Enter the hazard that was found at a place of a sweep."""
    sweep = open_sweep(request.office, request.post, sweep_id[:26])
    spot = sweep.spots.get(place) if sweep else None
    if sweep is None or spot is None or not may_check(request.post, spot):
        raise Http404
    if request.method != "POST" and (not sweep.is_open or spot.outcome != Outcome.PENDING):
        return HttpResponseRedirect(reverse("console:sweep", args=[sweep.id]))
    return _answered(request, sweep, spot)


def _answered(request: SeatedRequest, sweep: Sweep | None, spot: SpotSet | None) -> HttpResponse:
    keys = AT_A_SPOT if spot else ASKED
    maker = FieldMaker(office=request.office, within_path=request.post.area_path, given=FIRST_VALUES)
    if request.method != "POST":
        return _shown(request, maker, keys, sweep, spot)
    read = read_form(request, _declared(keys).values(), maker)
    fields = _placed(request, dict(read.fields))
    problems = [
        one for one in without_doubles([*read.problems, *mistakes_in(fields, _declared(keys), REQUIRED & set(keys))])
        if one.at != "area" or not fields.get("area")
    ]  # fmt: skip
    filed = None
    if not problems:
        try:
            filed = _filed(request, clean_photos(request.office, _filled(fields), read.uploads), sweep, spot)
        except Refused as refused:
            problems = list(refused.problems)
    if filed is None:
        return refused_at(request, request.get_full_path(), Refusal(problems=tuple(problems), typed=read.typed))
    request.session[KEPT_SENT] = KEPT
    messages.success(request, _("%(number)s is entered. Grade it, and order what is to be done.") % {
        "number": filed.number,
    })  # fmt: skip
    return HttpResponseRedirect(reverse("console:case", args=[filed.case_id]))


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


def _filed(
    request: SeatedRequest, fields: Mapping[str, Any], sweep: Sweep | None, spot: SpotSet | None
) -> FiledCase:  # fmt: skip
    filing = Filing(command_id=command_id(request), procedure=HAZARD, fields=fields)
    if sweep is not None and spot is not None:
        return raise_hazard(request.office, request.post, sweep.id, spot.place, filing, now=request.now)
    whole = replace(filing, fields={**fields, "channel": "inside"})
    return file_case(request.office, whole, actor=actor_at(request.post), now=request.now)


def _placed(request: SeatedRequest, fields: dict[str, Any]) -> dict[str, Any]:
    """A place of the register says where it is; whoever chose one need not name the grid too."""
    chosen = next((one for one in _places(request) if one.id == fields.get("place")), None)
    if chosen is not None and not fields.get("area"):
        fields["area"] = chosen.area_path
    return fields


def _places(request: SeatedRequest) -> tuple[Place, ...]:
    return places_within(request.office, request.post.area_path)[:PLACES_MAX]


def _declared(keys: tuple[str, ...]) -> dict[str, Field]:
    found = ((key, declared_field(procedures()[HAZARD], key)) for key in keys)
    return {key: declared for key, declared in found if declared is not None}


def _shown(
    request: SeatedRequest, maker: FieldMaker, keys: tuple[str, ...], sweep: Sweep | None, spot: SpotSet | None
) -> HttpResponse:
    refusal = take_refusal(request.session, request.get_full_path())
    if refusal.problems:
        maker = replace(maker, given=refusal.typed, candidates=candidates_of(request.office, refusal.typed))
    shown = {key: _field(request, maker, one) for key, one in _declared(keys).items()}
    context = {
        "f": shown,
        "labels": {key: one.label for key, one in shown.items()},
        "problems": refusal.problems,
        "command_id": command_id(request),
        "sweep": sweep,
        "spot": spot,
        "back_url": reverse("console:sweep", args=[sweep.id]) if sweep else reverse("console:hazards"),
    }
    return render(request, "console/hazards/new.html", context)


def _field(request: SeatedRequest, maker: FieldMaker, declared: Field) -> FormField:
    made = maker.field(declared, is_required=declared.key in REQUIRED)
    if declared.key != "place":
        return made
    options = [Option(value="", title=_("None of the register")), *(
        Option(value=one.id, title=f"{one.name} · {one.address}" if one.address else one.name)
        for one in _places(request)
    )]  # fmt: skip
    return replace(made, look="select", options=options, hint="")
