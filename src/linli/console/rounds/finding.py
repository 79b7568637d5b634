"""What was found on a round: filed by the one door for every channel, and noted on the round."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import rounds as acts
from linli.actions.case_views import clean_photos
from linli.console.command_ids import command_id
from linli.console.form_fields import FieldMaker, read_form
from linli.console.intake import mistakes_in, without_doubles
from linli.console.rail import KEPT_SENT
from linli.console.rounds.admitted import WALKING_POSTS
from linli.console.rounds.walk import own_or_404
from linli.console.rounds.words import place_name
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.problems import Refused
from linli.domain.round import Round
from linli.store import rounds as stored
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

ASKED = ("category", "words", "photo", "urgency", "place_words")
REQUIRED = frozenset({"category", "words"})
FIRST_VALUES = {"urgency": "ordinary"}


@who_may(WALKING_POSTS)
def found_here(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Show the form of a finding, or file it."""
    found = own_or_404(request, round_id)
    if request.method == "POST":
        return _file(request, found)
    if not found.is_running:
        raise Http404
    refusal = take_refusal(request.session, request.path)
    maker = _maker(request, refusal.typed if refusal.problems else FIRST_VALUES)
    fields = {key: maker.field(SHARED_FIELDS[key], is_required=key in REQUIRED) for key in ASKED}
    context = {
        "found": found,
        "f": fields,
        "places": _places(request, found),
        "place": refusal.typed.get("place", found.stops[-1].told.place if found.stops else ""),
        "place_label": _("At which place"),
        "problems": without_doubles(refusal.problems),
        "labels": {**{key: one.label for key, one in fields.items()}, "place": _("At which place")},
        "command_id": command_id(request),
    }
    return render(request, "console/rounds/found.html", context)


def _maker(request: SeatedRequest, given: Mapping[str, str]) -> FieldMaker:
    return FieldMaker(office=request.office, within_path=request.post.area_path, given=given)


def _places(request: SeatedRequest, found: Round) -> list[Option]:
    """Return the places of the round, with that of the last check-in, and none."""
    places = {one.id: one for one in request.office.directory.setup.places}
    wanted = dict.fromkeys((*found.head.planned, *(one.told.place for one in found.stops)))
    named = [Option(value=id_, title=place_name(places[id_])) for id_ in wanted if id_ in places]
    return [Option(value="", title=_("Nowhere on the list: I describe it")), *named]


def _file(request: SeatedRequest, found: Round) -> HttpResponse:
    read = read_form(request, [SHARED_FIELDS[key] for key in ASKED], _maker(request, {}))
    place = str(request.POST.get("place", ""))[:26]
    problems = [*read.problems, *mistakes_in(read.fields, {key: SHARED_FIELDS[key] for key in ASKED}, REQUIRED)]
    try:
        fields: dict[str, Any] = {key: value for key, value in read.fields.items() if value}
        fields = clean_photos(request.office, fields, read.uploads)
        if not problems:
            given = {**fields, "place": place}
            acts.report_found(
                request.office, request.post, found.id, given, command_id=command_id(request), now=request.now
            )
            request.session[KEPT_SENT] = "round-found"
            messages.success(request, _("Filed, and noted on this round."))
            return HttpResponseRedirect(_after(request, found))
    except Refused as refused:
        problems += refused.problems
    typed = {**read.typed, "place": place}
    return refused_at(request, request.path, Refusal(problems=tuple(problems), typed=typed))


def _after(request: SeatedRequest, found: Round) -> str:
    """Lead to the round that goes on: another one, where this was forgotten meanwhile."""
    running = stored.running_id(request.office.county_id, request.post.id)
    return reverse("console:round", args=[running or found.id])
