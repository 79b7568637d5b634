"""A round on a phone: check in by plate, code or place, what was found or handled, finish."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import rounds as acts
from linli.actions.case_lists import page_of, query_for
from linli.actions.deciding import Office
from linli.actions.place_views import find_place as readable
from linli.actions.round_places import Found, find_place, merges_of
from linli.actions.rounds import CheckIn, forgotten_after
from linli.console.command_ids import command_id
from linli.console.rounds.admitted import WALKING_POSTS
from linli.console.rounds.words import HOWS, STANDINGS, day_words, place_name, time_of, told_words
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, title_of
from linli.domain.problems import Problem, Refused
from linli.domain.round import How, Result, Round, Standing, Stop, may_read
from linli.store import ledgers
from linli.store import rounds as stored
from linli.store.rounds import ROUNDS
from linli.ui.refusals import Refusal, take_refusal

CODE_MAX, TOLD_MAX = 60, 40
HOW_TYPED = {"code": How.CODE, "place": How.PLACE}


def own_or_404(request: SeatedRequest, round_id: str) -> Round:
    """Return a round of the post's own; raises Http404 for one that is missing or somebody else's."""
    found = ledgers.kept(ROUNDS, request.office.county_id, round_id[:26])
    if found is None or not may_read(request.post, found):
        raise Http404
    return found


@who_may(WALKING_POSTS)
def one_round(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Show a round with its places, or make one act on it."""
    found = own_or_404(request, round_id)
    if request.method == "POST":
        return _done(request, found)
    office, now = request.office, request.now
    refusal = take_refusal(request.session, request.path)
    is_forgotten = found.head.is_forgotten or found.was_forgotten(now, forgotten_after(office, now))
    context = {
        "found": found,
        "day": day_words(office.directory.calendar.local_date(found.began_at)),
        "from": time_of(found.began_at),
        "until": time_of(found.ended_at),
        "minutes": found.done().minutes,
        "is_forgotten": is_forgotten,
        "is_clear": found.head.result == Result.CLEAR,
        "places": _planned(office, found) if found.is_running else [],
        "left": len(set(found.head.planned) - found.visited),
        "stops": [_stop(office, one) for one in reversed(found.stops)],
        "items": _items(request, found),
        "follows_url": reverse("console:round", args=[found.head.follows]) if found.head.follows else "",
        "problems": refusal.problems,
        "typed": refusal.typed,
        "labels": {"place": _("Code on the plate"), "number": _("Number of the matter")},
        "command_id": command_id(request),
    }
    return render(request, "console/rounds/round.html", context)


def _planned(office: Office, found: Round) -> list[dict[str, Any]]:
    """Return the planned places, those not passed yet first; a place that is gone from the register keeps its line."""
    places = {one.id: one for one in office.directory.setup.places}
    passed = {one.told.place: one.at for one in found.stops}
    passed |= {one.told.into: one.at for one in found.stops if one.told.into}
    lines = [
        {
            "id": id_, "name": place_name(places[id_]) if id_ in places else id_,
            "code": places[id_].key if id_ in places else "",
            "is_closed": id_ in places and not places[id_].is_active,
            "passed": time_of(passed[id_]) if id_ in passed else "",
        }
        for id_ in found.head.planned
    ]  # fmt: skip
    return sorted(lines, key=lambda one: bool(one["passed"]))


def _stop(office: Office, one: Stop) -> dict[str, Any]:
    places = {place.id: place for place in office.directory.setup.places}
    place, into = places.get(one.told.place), places.get(one.told.into)
    standing = Standing(one.told.standing)
    words = STANDINGS[standing].within(language()) if standing in STANDINGS else ""
    return {
        "name": place_name(place) if place else one.told.place, "time": time_of(one.at), "at": one.at,
        "how": HOWS[How(one.told.how)].within(language()), "is_planned": one.told.is_planned,
        "standing": words.format(name=place_name(into) if into else one.told.into),
        "told": told_words(one.told.told) if one.told.told else "",
    }  # fmt: skip


def _items(request: SeatedRequest, found: Round) -> list[dict[str, Any]]:
    """Return the matters of a round; one that is not open to its worker any more is only counted."""
    if not found.items:
        return []
    query = query_for(request.office, request.post, request.now, ids=tuple(found.items), limit=len(found.items))
    lines = {one.id: one for one in page_of(query).lines}
    return [
        {
            "title": title_of(request.office, lines[id_]) if id_ in lines else _("A matter that is not open to you"),
            "number": lines[id_].number if id_ in lines else "",
            "url": reverse("console:case", args=[id_]) if id_ in lines else "", "is_found": item.kind == "found",
        }
        for id_, item in found.items.items()
    ]  # fmt: skip


def _done(request: SeatedRequest, found: Round) -> HttpResponse:
    typed = {"place": _posted(request, "place", CODE_MAX), "number": _posted(request, "number", CODE_MAX)}
    try:
        after = _act(request, found, typed)
    except Refused as refused:
        return refused_at(request, request.path, Refusal(problems=refused.problems, typed=typed))
    if after.id != found.id:
        messages.warning(
            request, _("The round before had been forgotten and counts until its last act; a new one goes on from it.")
        )
    return HttpResponseRedirect(reverse("console:round", args=[after.id]))


def _act(request: SeatedRequest, found: Round, typed: Mapping[str, str]) -> Round:
    office, post, now, id_ = request.office, request.post, request.now, command_id(request)
    do = str(request.POST.get("do", ""))
    if do in HOW_TYPED:
        asked = CheckIn(place=typed["place"], how=HOW_TYPED[do], told=_posted(request, "told", TOLD_MAX))
        after = acts.check_in(office, post, found.id, asked, command_id=id_, now=now)
        messages.success(request, _("Checked in."))
        return after
    if do == "handled":
        return acts.note_handled(office, post, found.id, typed["number"], command_id=id_, now=now)
    if do in ("finish", "clear"):
        after = acts.finish_round(office, post, found.id, is_clear=do == "clear", command_id=id_, now=now)
        messages.success(request, _("The round is finished."))
        return after
    raise Http404


def _posted(request: SeatedRequest, key: str, most: int) -> str:
    return str(request.POST.get(key, "")).strip()[:most]


@who_may(WALKING_POSTS)
def at_plate(request: SeatedRequest, code: str) -> HttpResponse:
    """Check in at the place whose plate was scanned; without a round a new one begins there."""
    spot = find_place(request.office, code[:CODE_MAX], merges_of(request.office))
    if spot is None:
        raise Http404
    office, post = request.office, request.post
    running = stored.running_id(office.county_id, post.id, post.started_at)
    if request.method == "POST":
        return _scanned(request, spot, running)
    refusal = take_refusal(request.session, request.path)
    context = {
        "name": place_name(spot.place), "code": spot.place.key, "has_round": bool(running),
        "standing": STANDINGS[spot.standing].within(language()) if spot.standing in STANDINGS else "",
        "problems": refusal.problems, "command_id": command_id(request),
        "place_url": _place_url(request, spot),
    }  # fmt: skip
    return render(request, "console/rounds/plate.html", context)


def _place_url(request: SeatedRequest, spot: Found) -> str:
    file = readable(request.office, request.post, spot.place.id)
    return reverse("console:place", args=[spot.place.id]) if file else ""


def _scanned(request: SeatedRequest, spot: Found, running: str) -> HttpResponse:
    office, post, now, id_ = request.office, request.post, request.now, command_id(request)
    asked = CheckIn(place=spot.place.id, how=How.QR, told=_posted(request, "told", TOLD_MAX))
    try:
        round_id = running or acts.start_round(office, post, command_id=f"{id_}-start", now=now)
        after = acts.check_in(office, post, round_id, asked, command_id=id_, now=now)
    except Refused as refused:
        problems: list[Problem] = list(refused.problems)
        return refused_at(request, request.path, Refusal(problems=tuple(problems), typed={}))
    messages.success(request, _("Checked in."))
    return HttpResponseRedirect(reverse("console:round", args=[after.id]))
