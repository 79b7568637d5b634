"""Plates of places to print: name, number and a code that leads to the place; nothing of a person stands on one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions.place_views import find_place, list_places
from linli.console.places.admitted import BY_PLACE
from linli.console.places.listing import address, asked_in, query_of
from linli.console.places.one import ID_MAX
from linli.console.seat import SeatedRequest, who_may
from linli.console.words import area_words

PER_SHEET = 40


@who_may(BY_PLACE)
def plates(request: SeatedRequest) -> HttpResponse:
    """Show the plates of one place, or of those that the filters find, a sheet at a time."""
    base = request.office.ports.public_url or f"{request.scheme}://{request.get_host()}"
    wanted = str(request.GET.get("id", ""))[:ID_MAX]
    next_url = ""
    if wanted:
        file = find_place(request.office, request.post, wanted)
        found = [(file.place.id, file.place.name, file.place.key, file.place.area_path)] if file else []
    else:
        asked = asked_in(request.GET)
        page, _count = list_places(request.office, request.post, query_of(request, asked, limit=PER_SHEET))
        found = [(one.id, one.name, one.key, one.area_path) for one in page.lines]
        if page.next_cursor:
            next_url = "?" + address({**asked, "after": page.next_cursor}).partition("?")[2]
    rows = [
        {"name": name, "key": key, "area": area_words(request.office, path), "url": _url(base, id_)}
        for id_, name, key, path in found
    ]
    return render(request, "console/places/plates.html", {"rows": rows, "next_url": next_url})


def _url(base: str, place_id: str) -> str:
    return base.rstrip("/") + reverse("console:place", args=[place_id])
