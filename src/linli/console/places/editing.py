"""A place entered, changed, closed, taken into use again; nothing typed is lost when something is wrong."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import place_register as acts
from linli.console.command_ids import command_id
from linli.console.places.admitted import BY_PLACE, KEEPERS
from linli.console.places.one import head_of, viewed_or_404
from linli.console.places.rows import OWNING, REGULATING, area_options, options, unit_options
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.setup.areas import CRS_WORDS
from linli.console.words import language
from linli.domain.coordinates import Crs
from linli.domain.place import KIND_WORDS, RISK_WORDS, Place
from linli.domain.place_file import PlaceFile
from linli.domain.place_row import COLUMN_WORDS, COLUMNS, LENGTHS, outline_lines, spelled_point
from linli.domain.problems import Problem, Refused
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

CELL_MAX = 20_000
AT = {"point": "lon", "point.lon": "lon", "point.lat": "lat"}
"""Where a problem of the point is shown in the form."""


@who_may(KEEPERS)
def place_new(request: SeatedRequest) -> HttpResponse:
    """Show the form of a place, or enter it."""
    here = reverse("console:place_new")
    if request.method == "POST":
        typed, datum = _typed(request)
        try:
            file = acts.enter(
                request.office, request.post, typed, datum=datum, command_id=command_id(request), now=request.now
            )
        except Refused as refused:
            return refused_at(request, here, _refusal(refused, typed, datum))
        return _saved(request, file, _("The place is entered."))
    return _form(request, here, None, {"title": _("Enter a place"), "cancel_url": reverse("console:places")})


@who_may(BY_PLACE)
def place_edit(request: SeatedRequest, place_id: str) -> HttpResponse:
    """Show what the register says of a place, or change it."""
    view = viewed_or_404(request, place_id)
    place = view.file.place
    if not view.may_keep or not place.is_active:
        raise Http404
    here = reverse("console:place_edit", args=[place.id])
    if request.method == "POST":
        typed, datum = _typed(request)
        try:
            file = acts.change(
                request.office, request.post, place.id, typed, datum=datum, command_id=command_id(request),
                now=request.now,
            )  # fmt: skip
        except Refused as refused:
            return refused_at(request, here, _refusal(refused, typed, datum))
        return _saved(request, file, _("Saved."))
    head = head_of(request, view)
    return _form(request, here, place, {**head, "title": _("Change the entry"), "cancel_url": head["place_url"]})


@who_may(BY_PLACE)
def place_standing(request: SeatedRequest, place_id: str) -> HttpResponse:
    """Close a place with the reason, or take it into use again."""
    view = viewed_or_404(request, place_id)
    if request.method != "POST" or not view.may_keep:
        raise Http404
    here = reverse("console:place", args=[view.file.place.id])
    reason = str(request.POST.get("reason", ""))[: acts.TEXT_MAX + 1]
    id_, now = command_id(request), request.now
    try:
        if request.POST.get("act") == "reopen":
            acts.reopen(request.office, request.post, view.file.place.id, command_id=id_, now=now)
        else:
            acts.close(request.office, request.post, view.file.place.id, reason, command_id=id_, now=now)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed={"reason": reason}))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(here)


def _typed(request: SeatedRequest) -> tuple[dict[str, str], Crs]:
    typed = {key: str(request.POST.get(key, "")).strip().replace("\r\n", "\n")[:CELL_MAX] for key in COLUMNS}
    datum = str(request.POST.get("datum", ""))
    return typed, Crs(datum) if datum in set(Crs) else Crs.WGS84


def _refusal(refused: Refused, typed: Mapping[str, str], datum: Crs) -> Refusal:
    problems = tuple(Problem(one.code, AT.get(one.at, one.at), one.params) for one in refused.problems)
    return Refusal(problems=problems, typed={**typed, "datum": datum.value})


def _saved(request: SeatedRequest, file: PlaceFile, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("console:place", args=[file.place.id]))


def _form(request: SeatedRequest, here: str, place: Place | None, more: Mapping[str, object]) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    office, post = request.office, request.post
    context = {
        **more,
        "typed": refusal.typed or standing_cells(place),
        "problems": refusal.problems,
        "labels": {key: words.within(language()) for key, words in COLUMN_WORDS.items()},
        "limits": LENGTHS,
        "kinds": [Option(value="", title=_("Please choose")), *options({k.value: w for k, w in KIND_WORDS.items()})],
        "risks": options({k.value: w for k, w in RISK_WORDS.items()}),
        "areas": [Option(value="", title=_("From the point on the map")), *area_options(office, post)],
        "regulators": [_nobody(), *unit_options(office, REGULATING, standing=place.regulator_unit if place else "")],
        "owners": [
            _nobody(),
            *unit_options(office, OWNING, within=post.area_path, standing=place.owner_unit if place else ""),
        ],
        "datums": [Option(value=one.value, title=words.within(language())) for one, words in CRS_WORDS.items()],
        "command_id": command_id(request),
    }
    return render(request, "console/places/edit.html", context)


def _nobody() -> Option:
    return Option(value="", title=_("not named yet"))


def standing_cells(place: Place | None) -> dict[str, str]:
    """Return what stands, as the form shows it; coordinates in WGS-84."""
    if place is None:
        return {"datum": Crs.WGS84.value, "risk": "unrated"}
    lon, lat = spelled_point(place.point) if place.point else ("", "")
    return {
        "key": place.key, "name": place.name, "name_en": place.name_en, "kind": place.kind.value,
        "risk": place.risk.value, "address": place.address, "area": place.area_path, "lon": lon, "lat": lat,
        "outline": outline_lines(place.outline), "aliases": place.aliases, "regulator": place.regulator_unit,
        "owner": place.owner_unit, "phone": place.phone, "credit_code": place.credit_code, "datum": Crs.WGS84.value,
    }  # fmt: skip
