"""The log of the loudspeaker car: when, past which places, about what, for how long; never where it was between."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import sections as choices
from linli.actions import shift_notes as acts
from linli.actions.ledger_views import reach_of
from linli.actions.rosters import may_open_roster
from linli.actions.sections import Typed
from linli.console.command_ids import command_id
from linli.console.rounds.admitted import BROADCAST_POSTS
from linli.console.rounds.sections import PLACES_TYPED_MAX, place_options
from linli.console.rounds.words import day_words, place_name, time_of
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import area_words, language, unit_name
from linli.domain.broadcast import STREAM, TOPIC_WORDS, Topic
from linli.domain.problems import Refused
from linli.domain.section import CODES_MAX
from linli.domain.supply_checks import NOTE_MAX
from linli.store import shift_notes as stored
from linli.store.shift_notes import BroadcastLine
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("day", "at", "minutes", "topic", "codes", "note")
ID_MAX, CURSOR_MAX = 26, 80


@who_may(BROADCAST_POSTS)
def broadcasts(request: SeatedRequest) -> HttpResponse:
    """List the drives within the post's reach; enter one of its unit, or strike it out."""
    if request.method == "POST":
        return _done(request)
    office, post = request.office, request.post
    here, logs = reverse("console:broadcasts"), may_open_roster(office, post)
    refusal = take_refusal(request.session, here)
    cursor = str(request.GET.get("after", ""))[:CURSOR_MAX].replace(" ", "+")
    lines, next_cursor = stored.broadcasts(office.county_id, reach_of(post), cursor)
    words = stored.words_of(office.county_id, STREAM, [one.id for one in lines])
    local = localtime(request.now)
    first = {"day": f"{local:%Y-%m-%d}", "at": f"{local - timedelta(minutes=30):%H:%M}", "minutes": "30"}
    typed = refusal.typed or {**first, "topic": Topic.FRAUD.value}
    context = {
        "place": area_words(office, post.area_path), "logs": logs, "next_cursor": next_cursor,
        "rows": [_row(request, one, words.get(one.id, "")) for one in lines],
        "places": place_options(request, choices.register_for(office, post, None)) if logs else [],
        "chosen": typed.get("places", "").split(","), "typed": typed, "problems": refusal.problems,
        "topics": [Option(value=one.value, title=TOPIC_WORDS[one].within(language())) for one in Topic],
        "codes_max": CODES_MAX, "note_max": NOTE_MAX,
        "labels": {
            "day": _("Day"), "at": _("From what time"), "minutes": _("How many minutes"), "topic": _("About what"),
            "places": _("Past which places"), "codes": _("Others, by the code on their plate"), "note": _("Remark"),
        },
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/rounds/broadcasts.html", context)


def _row(request: SeatedRequest, one: BroadcastLine, note: str) -> dict[str, Any]:
    office = request.office
    known = {place.id: place for place in office.directory.setup.places if place.id in one.places}
    local = localtime(one.started_at)
    return {
        "id": one.id, "when": f"{day_words(local.date())} {time_of(one.started_at)}", "minutes": one.minutes,
        "topic": TOPIC_WORDS[Topic(one.topic)].within(language()), "unit": unit_name(office, one.unit),
        "route": " → ".join(place_name(known[id_]) if id_ in known else id_ for id_ in one.places), "note": note,
        "is_void": one.is_void,
        "may_strike": not one.is_void and one.unit == request.post.unit_id and may_open_roster(office, request.post),
    }  # fmt: skip


def _done(request: SeatedRequest) -> HttpResponse:
    office, post, now, id_ = request.office, request.post, request.now, command_id(request)
    here, do = reverse("console:broadcasts"), str(request.POST.get("do", ""))
    typed = {key: str(request.POST.get(key, "")).replace("\r\n", "\n").strip()[: CODES_MAX + 1] for key in FIELDS}
    places = tuple(dict.fromkeys(str(one)[:ID_MAX] for one in request.POST.getlist("places")[:PLACES_TYPED_MAX]))
    if not may_open_roster(office, post):
        raise Http404
    try:
        if do == "log":
            acts.log_broadcast(office, post, Typed(command_id=id_, typed=typed, places=places), now=now)
            messages.success(request, _("Entered."))
        elif do == "strike":
            which = str(request.POST.get("which", ""))[:ID_MAX]
            acts.strike_broadcast(office, post, which, command_id=id_, now=now)
            messages.success(request, _("Struck out; it stays to be seen."))
        else:
            raise Http404
    except Refused as refused:
        kept = {**typed, "places": ",".join(places)} if do == "log" else {}
        return refused_at(request, here, Refusal(problems=refused.problems, typed=kept))
    return HttpResponseRedirect(here)
