"""One place: what it is, who answers for it, what was found, who helps, what happened."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.place_views import PlaceView, find_place, open_place, survivor_of
from linli.console.command_ids import command_id
from linli.console.place_sketch import sketch_for
from linli.console.places.admitted import BY_PLACE
from linli.console.places.photo_rows import photo_rows
from linli.console.places.rows import RISK_TONES, history_rows
from linli.console.rounds.here import elsewhere, here_for
from linli.console.seat import SeatedRequest, who_may
from linli.console.words import area_words, language, unit_name
from linli.domain.place import KIND_WORDS, RISK_WORDS, STANDING_WORDS, Place
from linli.domain.place_checklist import FOUND_WORDS, ITEMS, PROTECTION_WORDS, Found, Protection
from linli.domain.place_file import PlaceFile
from linli.ui.refusals import take_refusal

ID_MAX = 26


def seen_or_404(request: SeatedRequest, place_id: str) -> PlaceFile:
    """Return the place as the post may see it; raises Http404 for one that is missing or not its to see."""
    file = find_place(request.office, request.post, place_id) if len(place_id) <= ID_MAX else None
    if file is None:
        raise Http404
    return file


def viewed_or_404(request: SeatedRequest, place_id: str) -> PlaceView:
    """Return everything of a place; raises Http404 for one that is missing or not the post's to see."""
    return open_place(request.office, request.post, seen_or_404(request, place_id), language())


def place_name(place: Place) -> str:
    """Return what a place is called in the reader's language."""
    return place.name_en if language() == "en" and place.name_en else place.name


def head_of(request: SeatedRequest, view: PlaceView) -> dict[str, object]:
    """Return what every page of a place shows at its top."""
    place, tongue = view.file.place, language()
    return {
        "view": view,
        "place": place,
        "name": place_name(place),
        "kind": KIND_WORDS[place.kind].within(tongue),
        "risk": RISK_WORDS[place.risk].within(tongue),
        "tone": RISK_TONES.get(place.risk, ""),
        "standing": STANDING_WORDS[place.standing].within(tongue),
        "area": area_words(request.office, place.area_path),
        "place_url": reverse("console:place", args=[place.id]),
        "command_id": command_id(request),
    }


@who_may(BY_PLACE)
def place(request: SeatedRequest, place_id: str) -> HttpResponse:
    """Show one place; the address of a merged one leads to its survivor, unless its own record is asked for."""
    check_in = elsewhere(request, place_id)
    if check_in:
        return HttpResponseRedirect(check_in)
    file = seen_or_404(request, place_id)
    if file.place.merged_into and "record" not in request.GET:
        survivor = survivor_of(request.office, request.post, file)
        if survivor is not None:
            said = _("“%(name)s” (%(number)s) was merged into this place.")
            messages.info(request, said % {"name": place_name(file.place), "number": file.place.key})
            return HttpResponseRedirect(reverse("console:place", args=[survivor.place.id]))
    view = open_place(request.office, request.post, file, language())
    refusal = take_refusal(request.session, reverse("console:place", args=[file.place.id]))
    office, told = request.office, view.file.place
    pin = (told.point.lon, told.point.lat) if told.point else None
    model = view.file.model
    context = {
        **head_of(request, view),
        "regulator": unit_name(office, told.regulator_unit),
        "owner": unit_name(office, told.owner_unit),
        "sketch": sketch_for(office, told.area_path, pin),
        "adopters": [{"name": unit_name(office, one.unit), "since": one.since} for one in view.file.adopters],
        "groups": check_groups(view),
        "history": history_rows(office, view),
        "photos": photo_rows(view),
        "model_title": view.texts.get((model.words_seq, "title"), "") if model else "",
        "merged_url": _merged_url(told),
        "here": here_for(request, told),
        "may_act": view.may_keep and not told.merged_into,
        "problems": refusal.problems,
        "typed": refusal.typed,
        "labels": {"reason": _("Why it is closed")},
    }
    return render(request, "console/places/place.html", context)


def _merged_url(place: Place) -> str:
    return reverse("console:place", args=[place.merged_into]) if place.merged_into else ""


def check_groups(view: PlaceView) -> list[dict[str, object]]:
    """Return the last walk through the checklist by protection group; without one nothing."""
    check = view.file.check
    if check is None:
        return []
    found = {one: [item for item in ITEMS if item.group is one and item.key in check.found] for one in Protection}
    return [
        {
            "title": PROTECTION_WORDS[group].within(language()),
            "items": [
                {
                    "title": item.title.within(language()),
                    "found": FOUND_WORDS[Found(check.found[item.key])].within(language()),
                    "is_gap": check.found[item.key] == Found.GAP.value,
                    "is_ok": check.found[item.key] == Found.OK.value,
                }
                for item in items
            ],
        }
        for group, items in found.items()
        if items
    ]
