"""The map of a file: which column is what, and which of its words mean what here."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import load_wizard as actions
from linli.actions.packed_files import MB
from linli.console.form_fields import category_groups
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS
from linli.console.setup.areas import CRS_WORDS
from linli.console.words import category_name, language
from linli.domain.load_guess import VALUES_MAX, common_values, map_text
from linli.domain.load_map import COLUMNS
from linli.domain.problems import Problem, Refused
from linli.ui.pieces import Option

REFUSED_STATUS = 422
OTHER = "other"


@who_may(CHANGERS)
def mapping(request: SeatedRequest) -> HttpResponse:
    """Show the map of the waiting file and keep what is changed in it."""
    try:
        sent = actions.waiting(request.office, request.post)
    except Refused:
        return HttpResponseRedirect(reverse("console:load"))
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            sent = _keep(request, sent)
            if "onward" in request.POST:
                actions.checked_map(request.office, sent)
                return HttpResponseRedirect(reverse("console:load_preview"))
            return HttpResponseRedirect(reverse("console:load_map"))
        except Refused as refused:
            problems = refused.problems
    return render(request, "console/load/map.html", _context(request, sent, problems),
                  status=REFUSED_STATUS if problems else 200)  # fmt: skip


def _keep(request: SeatedRequest, sent: actions.SentFile) -> actions.SentFile:
    office, post = request.office, request.post
    if "use_map" in request.POST:
        return actions.keep_map(office, post, _chosen(request))
    map_ = actions.with_values(office, sent, typed_map(request.POST, sent))
    return actions.keep_map(
        office,
        post,
        map_,
        sheet=str(request.POST.get("sheet", "")),
        encoding=str(request.POST.get("encoding", "")),
    )


def _chosen(request: SeatedRequest) -> dict[str, Any]:
    """Return the map that was uploaded, or the kept one that was chosen."""
    uploaded = request.FILES.get("map_file")
    if uploaded is not None:
        return actions.read_map_text(uploaded.read(MB))
    return actions.kept_map(request.office, str(request.POST.get("kept_map", "")))


def typed_map(given: Mapping[str, str], sent: actions.SentFile) -> dict[str, Any]:
    """Return the map that the form spells; what the form does not show stays as it was."""
    columns = {one: given.get(f"column-{one}", "") for one in COLUMNS}
    typed: dict[str, Any] = {
        **sent.map,
        "source": given.get("source", "").strip()[:60],
        "default_category": given.get("default_category", ""),
        "day_first": given.get("day_first", "1") == "1",
        "crs": given.get("crs", ""),
        "columns": {ours: theirs for ours, theirs in columns.items() if theirs},
    }
    for name in ("statuses", "categories"):
        values = dict(sent.map.get(name, {}))
        for place in range(VALUES_MAX):
            word = given.get(f"{name}-word-{place}")
            if word:
                values[word] = given.get(f"{name}-{place}", "")
        typed[name] = {word: value for word, value in values.items() if value}
    return typed


def _context(request: SeatedRequest, sent: actions.SentFile, problems: tuple[Problem, ...]) -> dict[str, Any]:
    named = titles()
    columns = sent.map.get("columns", {})
    heads = [
        Option(value="", title=_("not in this file")),
        *(Option(value=one, title=one) for one in sent.heads if one),
    ]
    return {
        "problems": problems, "sent": sent, "found": sent.found, "map": sent.map,
        "fields": [
            {"name": f"column-{one}", "title": named[one], "value": columns.get(one, ""),
             "example": next((value for value in sent.values_of(columns.get(one, "")) if value.strip()), "")[:60]}
            for one in COLUMNS
        ],
        "heads": heads,
        "statuses": _values(sent, "statuses", columns.get("status", "")),
        "categories": _values(sent, "categories", columns.get("category", "")),
        "status_options": [Option(value="open", title=_("still open")), Option(value="closed", title=_("closed"))],
        "category_groups": category_groups(request.office),
        "crs_options": [Option(value=one.value, title=words.within(language())) for one, words in CRS_WORDS.items()],
        "day_options": [Option(value="1", title=_("day/month/year")), Option(value="0", title=_("month/day/year"))],
        "day_first": "1" if sent.map.get("day_first", True) else "0",
        "sheet_options": [Option(value=one, title=one) for one in sent.found.sheets],
        "encoding_options": _encodings(sent), "default_option": _default(request),
        "kept_maps": actions.kept_maps(request.office),
    }  # fmt: skip


def _encodings(sent: actions.SentFile) -> list[Option]:
    own = sent.found.encoding
    names = dict.fromkeys((own, *actions.ENCODINGS)) if sent.found.delimiter else {}
    return [Option(value=one, title=one.upper()) for one in names]


def _default(request: SeatedRequest) -> Option | None:
    """Return the first-level category for what nobody has classified, which no group of the list holds."""
    listed = {one.value for group in category_groups(request.office) for one in group.options}
    if OTHER in listed or OTHER not in request.office.directory.categories:
        return None
    return Option(value=OTHER, title=category_name(request.office, OTHER))


def _values(sent: actions.SentFile, name: str, head: str) -> list[dict[str, Any]]:
    kept = sent.map.get(name, {})
    words = common_values(sent.values_of(head))
    return [{"place": place, "word": word, "value": kept.get(word, "")} for place, word in enumerate(words)]


def titles() -> dict[str, str]:
    """Return what our columns are called."""
    return {
        "id": _("Number in the other system"), "words": _("What is the matter"), "title": _("Short title"),
        "place_words": _("Place in words"), "lon": _("Longitude"), "lat": _("Latitude"), "area": _("Area code"),
        "category": _("Category"), "status": _("State"), "filed_at": _("Taken in at"), "closed_at": _("Closed at"),
    }  # fmt: skip


@who_may(CHANGERS)
def map_file(request: SeatedRequest) -> HttpResponse:
    """Give the map of the file sent last, as the command line takes it."""
    sent = actions.sent_file(request.office, request.post)
    if sent is None:
        return HttpResponseRedirect(reverse("console:load"))
    response = HttpResponse(map_text(sent.map), content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="linli-load-map.toml"'
    return response
