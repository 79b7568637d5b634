"""The register as a list: every filter stands in the address, the next page follows by keyset."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.place_views import keeps_places, list_places
from linli.console.places.admitted import BY_PLACE
from linli.console.places.rows import REGULATING, area_options, options, row_of, unit_options
from linli.console.seat import SeatedRequest, who_may
from linli.console.words import language
from linli.domain.area import AreaLevel
from linli.domain.place import KIND_WORDS, RISK_WORDS, STANDING_WORDS, PlaceKind, PlaceRisk, PlaceStanding
from linli.domain.place_access import scope_of
from linli.domain.place_query import PAGE, PlaceQuery
from linli.ui.pieces import FilterChip

KEYS = ("kind", "risk", "area", "regulator", "adoption", "model", "standing", "q")
VALUE_MAX = 200


@who_may(BY_PLACE)
def places(request: SeatedRequest) -> HttpResponse:
    """List the places that the post may read, by name, filtered by what the address says."""
    asked = asked_in(request.GET)
    page, count = list_places(request.office, request.post, query_of(request, asked))
    office, post = request.office, request.post
    filtered = {key: value for key, value in asked.items() if value}
    context = {
        "rows": [row_of(office, one) for one in page.lines],
        "count": count,
        "asked": asked,
        "is_filtered": bool(filtered),
        "filters": _chips(asked),
        "kind_options": options({one.value: words for one, words in KIND_WORDS.items()}),
        "risk_options": options({one.value: words for one, words in RISK_WORDS.items()}),
        "area_options": area_options(office, post, lowest=AreaLevel.COMMUNITY),
        "regulator_options": unit_options(office, REGULATING, standing=asked["regulator"]),
        "next_url": address({**asked, "after": page.next_cursor}) if page.next_cursor else "",
        "clear_url": reverse("console:places"),
        "plates_url": f"{reverse('console:places_plates')}?{urlencode(filtered)}",
        "xlsx_url": f"{reverse('console:places_xlsx')}?{urlencode(filtered)}",
        "geojson_url": f"{reverse('console:places_geojson')}?{urlencode(filtered)}",
        "may_keep": keeps_places(office, post),
    }
    return render(request, "console/places/list.html", context)


def asked_in(given: Mapping[str, str]) -> dict[str, str]:
    """Return the filters that an address names."""
    return {key: str(given.get(key, "")).strip()[:VALUE_MAX] for key in KEYS}


def query_of(request: SeatedRequest, asked: Mapping[str, str], *, limit: int = PAGE) -> PlaceQuery:
    """Return what a list asks for; a value that does not exist filters nothing."""
    standing = asked["standing"]
    return PlaceQuery(
        scope=scope_of(request.post),
        kind=PlaceKind(asked["kind"]) if asked["kind"] in set(PlaceKind) else None,
        risk=PlaceRisk(asked["risk"]) if asked["risk"] in set(PlaceRisk) else None,
        area_path=asked["area"],
        regulator=asked["regulator"],
        adopted=asked["adoption"] if asked["adoption"] in ("yes", "no", "mine") else "",
        is_model=True if asked["model"] == "yes" else None,
        standing=PlaceStanding(standing) if standing in set(PlaceStanding) else PlaceStanding.OPEN,
        words=asked["q"].replace("\x00", ""),
        cursor=str(request.GET.get("after", "")).replace("\x00", "")[:VALUE_MAX],
        limit=limit,
    )


def address(asked: Mapping[str, str]) -> str:
    """Return the address of the list with these filters."""
    kept = {key: value for key, value in asked.items() if value}
    return f"{reverse('console:places')}?{urlencode(kept)}" if kept else reverse("console:places")


def _chips(asked: Mapping[str, str]) -> list[FilterChip]:
    def chip(title: str, key: str, value: str) -> FilterChip:
        is_on = asked[key] == value
        return FilterChip(title=title, is_on=is_on, url=address({**asked, key: "" if is_on else value}))

    return [
        chip(RISK_WORDS[PlaceRisk.MAJOR].within(language()), "risk", "major"),
        chip(_("Adopted by my unit"), "adoption", "mine"),
        chip(_("Adopted"), "adoption", "yes"),
        chip(_("Not adopted"), "adoption", "no"),
        chip(_("Model places"), "model", "yes"),
        chip(STANDING_WORDS[PlaceStanding.CLOSED].within(language()), "standing", "closed"),
        chip(STANDING_WORDS[PlaceStanding.MERGED].within(language()), "standing", "merged"),
    ]
