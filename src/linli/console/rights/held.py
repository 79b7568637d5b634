"""Legal holds: what is kept from erasing, for which document, since when; putting one, and lifting somebody else's."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import holds
from linli.console.command_ids import command_id
from linli.console.reauthentication import needs_fresh
from linli.console.rights.admitted import OFFICERS
from linli.console.rights.counter import labels_of
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import unit_name
from linli.domain.problems import Refused
from linli.ui.refusals import Refusal, take_refusal

TYPED_MAX = 600


@who_may(OFFICERS)
def held(request: SeatedRequest) -> HttpResponse:
    """List what is held, or hold one more."""
    here = reverse("console:held")
    if request.method != "POST":
        return _shown(request, here)
    given, number = hold_given(request), str(request.POST.get("number", "")).strip()[:TYPED_MAX]
    try:
        holds.hold_number(request.office, request.post, number, given, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return hold_refused(request, here, refused, {**given, "number": number})
    messages.success(request, _("It is held; nothing of it is erased until somebody else lifts the hold."))
    return HttpResponseRedirect(here)


def hold_given(request: SeatedRequest) -> dict[str, str]:
    """Return what the form of a hold brought; its reason has a name of its own, as other forms ask one too."""
    posted = {"hold_document": "hold_document", "reason": "hold_reason"}
    return {key: str(request.POST.get(name, "")).strip()[:TYPED_MAX] for key, name in posted.items()}


def hold_refused(request: SeatedRequest, to: str, refused: Refused, typed: Mapping[str, str]) -> HttpResponse:
    """Lead back to the form of a hold with what is wrong beside what was typed."""
    problems = tuple(replace(one, at="hold_reason") if one.at == "reason" else one for one in refused.problems)
    return refused_at(request, to, Refusal(problems=problems, typed={**typed, "hold_reason": typed["reason"]}))


def hold_labels() -> dict[str, str]:
    """Return what the fields of a hold are called."""
    found = labels_of(holds.ASKED)
    return {**found, "hold_reason": found["reason"]}


@who_may(OFFICERS)
@needs_fresh
def hold_lift(request: SeatedRequest, case_id: str) -> HttpResponse:
    """End a hold that somebody else put; the reason goes on the record."""
    here = reverse("console:held")
    if request.method != "POST":
        return HttpResponseRedirect(here)
    reason = str(request.POST.get("lift_reason", "")).strip()[:TYPED_MAX]
    try:
        holds.lift(
            request.office, request.post, case_id, reason, command_id=command_id(request), now=request.now
        )  # fmt: skip
    except Refused as refused:
        # Several forms stand on the page: what is wrong with one of them is told without a place.
        problems = tuple(replace(one, at="") for one in refused.problems)
        return refused_at(request, here, Refusal(problems=problems, typed={}))
    messages.success(request, _("The hold is lifted."))
    return HttpResponseRedirect(here)


def _shown(request: SeatedRequest, here: str) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    rows = [
        {"one": one, "unit": unit_name(request.office, one.unit)}
        for one in holds.held_matters(request.office, request.post)
    ]
    context = {
        "rows": rows,
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {**hold_labels(), "number": _("Number")},
        "command_id": command_id(request),
    }
    return render(request, "console/rights/held.html", context)
