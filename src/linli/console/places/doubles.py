"""Places entered twice: the pairs that may be one, compared side by side, merged or kept apart by a person."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from linli.actions import place_merging as acts
from linli.actions.place_views import find_place
from linli.console.command_ids import command_id
from linli.console.places.admitted import KEEPERS
from linli.console.places.one import ID_MAX, place_name
from linli.console.places.rows import RISK_TONES
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import area_words, language, unit_name
from linli.domain.place import KIND_WORDS, RISK_WORDS, Place
from linli.domain.place_access import may_keep
from linli.domain.place_file import PlaceFile
from linli.domain.problems import Refused
from linli.ui.refusals import Refusal, take_refusal

SHOWN_MAX = 50


@who_may(KEEPERS)
def places_doubles(request: SeatedRequest) -> HttpResponse:
    """List pairs that may be one place, the likeliest first; keep one pair apart."""
    here = reverse("console:places_doubles")
    if request.method == "POST":
        one, other = (str(request.POST.get(key, ""))[:ID_MAX] for key in ("one", "other"))
        try:
            acts.keep_apart(
                request.office, request.post, one, other, command_id=command_id(request), now=request.now
            )  # fmt: skip
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems))
        messages.success(request, _("Kept apart; the pair is offered no more."))
        return HttpResponseRedirect(here)
    refusal = take_refusal(request.session, here)
    found = acts.doubles(request.office, request.post)
    rows = [
        {
            "one": _side(request, pair.one), "other": _side(request, pair.other), "percent": f"{pair.likeness:.0%}",
            "distance_m": None if pair.distance_m is None else round(pair.distance_m),
            "merge_url": _merge_url(pair.other.id, pair.one.id),
        }
        for pair in found[:SHOWN_MAX]
    ]  # fmt: skip
    context = {
        "rows": rows, "more": max(0, len(found) - SHOWN_MAX), "problems": refusal.problems,
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/places/doubles.html", context)


def _merge_url(goes: str, stays: str) -> str:
    return f"{reverse('console:places_merge')}?{urlencode({'goes': goes, 'stays': stays})}"


def _side(request: SeatedRequest, place: Place) -> dict[str, object]:
    return {
        "id": place.id, "name": place_name(place), "key": place.key, "url": reverse("console:place", args=[place.id]),
        "kind": KIND_WORDS[place.kind].within(language()), "area": area_words(request.office, place.area_path),
        "address": place.address,
    }  # fmt: skip


@who_may(KEEPERS)
def places_merge(request: SeatedRequest) -> HttpResponse:
    """Show both side by side with what a merge hands on, and merge them at the second look."""
    given = request.POST if request.method == "POST" else request.GET
    goes, stays = (_kept_or_404(request, str(given.get(key, ""))[:ID_MAX]) for key in ("goes", "stays"))
    here = _merge_url(goes.place.id, stays.place.id)
    if request.method == "POST":
        asked = acts.Merging(
            goes=goes.place.id, stays=stays.place.id, goes_seq=_number(request, "goes_seq"),
            stays_seq=_number(request, "stays_seq"),
        )  # fmt: skip
        try:
            acts.merge(request.office, request.post, asked, command_id=command_id(request), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems))
        messages.success(request, _("Merged: the number and the plate of the other one lead here now."))
        return HttpResponseRedirect(reverse("console:place", args=[stays.place.id]))
    handed = acts.handed_on(goes, stays)
    context = {
        "goes": _compared(request, goes), "stays": _compared(request, stays),
        "handed": [unit_name(request.office, one.unit) for one in handed],
        "turn_url": _merge_url(stays.place.id, goes.place.id),
        "problems": take_refusal(request.session, here).problems,
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/places/merge.html", context)


def _kept_or_404(request: SeatedRequest, place_id: str) -> PlaceFile:
    file = find_place(request.office, request.post, place_id)
    if file is None or not may_keep(request.post, file.place, request.office.directory):
        raise Http404
    return file


def _number(request: SeatedRequest, name: str) -> int:
    spelled = str(request.POST.get(name, ""))[:9]
    return int(spelled) if spelled.isascii() and spelled.isdigit() else 0


def _compared(request: SeatedRequest, file: PlaceFile) -> dict[str, object]:
    place, office = file.place, request.office
    return {
        **_side(request, place), "seq": file.seq, "risk": RISK_WORDS[place.risk].within(language()),
        "tone": RISK_TONES.get(place.risk, ""), "regulator": unit_name(office, place.regulator_unit),
        "owner": unit_name(office, place.owner_unit), "phone": place.phone, "aliases": place.aliases,
        "point": f"{place.point.lon:.6f}, {place.point.lat:.6f}" if place.point else "",
        "adopters": [unit_name(office, one.unit) for one in file.adopters],
        "checked": file.check.day if file.check else "", "is_model": file.is_model, "entries": len(file.history),
    }  # fmt: skip
