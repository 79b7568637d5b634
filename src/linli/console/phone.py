"""The phone desk: one screen for an operator with a caller on the line and both hands on the keyboard."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_moves import find_move, moves_for
from linli.actions.case_views import open_for
from linli.actions.cases import move_case
from linli.actions.gazetteer import gazetteer_of
from linli.actions.phone_desk import (
    alike_on_call,
    case_named,
    categories_called,
    earlier_of_caller,
    reach_of_call,
)
from linli.actions.seats import actor_at
from linli.console.case import clocks_of, move_buttons, seen_or_404
from linli.console.case_facts import case_head
from linli.console.case_rows import rows_of
from linli.console.clock_views import day_words
from linli.console.command_ids import command_id
from linli.console.form_fields import TYPED, FieldMaker, ReadForm, candidates_of, read_form
from linli.console.intake import asked_field, take_in, with_consent, without_doubles
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.seats_admitted import FILING_POSTS
from linli.console.words import area_words, category_words, language, unit_name
from linli.domain.engine.context import Command
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.gazetteer import SpotKind
from linli.domain.privacy_notice import FOLLOW_UP_CALLS
from linli.domain.problems import Problem, Refused
from linli.ui.map_view import data_folder
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

ASKED = (
    "channel", "requester_phone", "requester", "words", "area", "place_words", "category", "urgency", "requester_name",
)  # fmt: skip
FIRST_VALUES = {"channel": "phone", "urgency": "ordinary", "requester": "known"}
CATEGORY_TYPED = "category_typed"
CATEGORY_CHOICE = "category_choice"
"""Answers of the suggestions; the list of all categories beside them is a field of its own."""
TAKEN = "linli_phone_taken"
"""Key of the session that holds what the last call was given, until the page has shown it once."""
TYPED_MAX = 120
PLACES_MAX = 6


@who_may(FILING_POSTS)
def phone(request: SeatedRequest) -> HttpResponse:
    """Show the form, or take in what it holds: a new matter, or a note on the one that it is."""
    maker = FieldMaker(office=request.office, within_path=request.post.area_path, given=FIRST_VALUES)
    if request.method != "POST":
        return _shown(request, maker)
    read = read_form(request, [SHARED_FIELDS[key] for key in ASKED], maker)
    read = with_consent(request, _with_category(request, _with_rest(request, read)))
    same = str(request.POST.get("same", ""))[:60]
    if same:
        return _same(request, read, same)
    filed, problems = take_in(request, read)
    if filed is None:
        return refused_at(request, reverse("console:phone"), Refusal(problems=problems, typed=read.typed))
    request.session[TAKEN] = {"number": filed.number, "receipt": filed.receipt, "case_id": filed.case_id}
    request.session[KEPT_SENT] = "phone"
    return HttpResponseRedirect(reverse("console:phone"))


def _with_rest(request: SeatedRequest, read: ReadForm) -> ReadForm:
    """Return the form with what the typed place says beyond its grid kept as words, where no others were given."""
    typed, area = read.given.get("area" + TYPED, ""), read.fields.get("area")
    if not typed or not area or str(read.fields.get("place_words", "")).strip():
        return read
    spots = gazetteer_of(request.office, data_folder()).find(typed, within_path=request.post.area_path)
    chosen = next((one for one in spots if one.area_path == area), None)
    words = chosen.rest if chosen is not None and chosen.kind is SpotKind.AREA else typed
    limit = SHARED_FIELDS["place_words"].limit
    return replace(read, fields={**read.fields, "place_words": words[:limit]})


def _with_category(request: SeatedRequest, read: ReadForm) -> ReadForm:
    """Return the form with the category that was typed; a name that is none or several is a mistake."""
    typed = str(request.POST.get(CATEGORY_TYPED, "")).strip()[:TYPED_MAX]
    if not typed or read.fields.get("category"):
        return read
    given = {**read.given, CATEGORY_TYPED: typed}
    chosen = str(request.POST.get(CATEGORY_CHOICE, ""))[:60]
    if chosen:
        return replace(read, fields={**read.fields, "category": chosen}, given={**given, "category": chosen})
    found = categories_called(request.office, typed)
    if len(found) == 1:
        fields = {**read.fields, "category": found[0].key}
        return replace(read, fields=fields, given={**given, "category": found[0].key})
    problem = Problem("category_unclear", at="category", params={"value": typed[:40]})
    return replace(read, given=given, problems=(*read.problems, problem))


def _same(request: SeatedRequest, read: ReadForm, key: str) -> HttpResponse:
    """Put the caller's words as a note on a matter that is known already."""
    here = reverse("console:phone")
    view = open_for(request.office, request.post, key)
    if view is None or find_move(moves_for(request.office, view, request.now), "note") is None:
        raise Http404
    command = Command(
        id=command_id(request), verb="note", stream=view.state.stream, fields={"note": read.fields.get("words", "")}
    )
    try:
        move_case(request.office, command, actor=actor_at(request.post), now=request.now)
    except Refused as refused:
        problems = tuple(replace(one, at="words" if one.at == "note" else one.at) for one in refused.problems)
        return refused_at(request, here, Refusal(problems=problems, typed=read.typed))
    messages.success(request, _("The words are kept with %(number)s.") % {"number": view.state.number})
    request.session[KEPT_SENT] = "phone"
    return HttpResponseRedirect(here)


def _shown(request: SeatedRequest, maker: FieldMaker) -> HttpResponse:
    refusal = take_refusal(request.session, request.get_full_path())
    if refusal.problems:
        maker = replace(maker, given=refusal.typed, candidates=candidates_of(request.office, refusal.typed))
    given = dict(maker.given)
    typed = given.get(CATEGORY_TYPED, "")
    fields = {key: asked_field(maker, key) for key in ASKED}
    context = {
        "f": fields,
        "labels": {key: field.label for key, field in fields.items()},
        "problems": without_doubles(refusal.problems),
        "command_id": command_id(request),
        "may_call": FOLLOW_UP_CALLS in given,
        "taken": request.session.pop(TAKEN, None),
        "category_typed": typed,
        "categories": _categories(request, typed),
        **_aside(request, given),
    }
    return render(request, "console/phone.html", context)


@who_may(FILING_POSTS)
def suggest(request: SeatedRequest) -> HttpResponse:
    """Return what a part of the form suggests for what stands in it; sent as a body, so that no log keeps words."""
    given = {key: str(request.POST.get(key, ""))[:TYPED_MAX] for key in ("area", "category", "urgency")}
    given["requester_phone"] = str(request.POST.get("requester_phone", ""))[:TYPED_MAX]
    given["category"] = given["category"] or str(request.POST.get(CATEGORY_CHOICE, ""))[:TYPED_MAX]
    part = str(request.POST.get("part", ""))
    if part == "place":
        places = _places(request, str(request.POST.get("area_typed", ""))[:TYPED_MAX])
        return render(request, "console/_phone_choices.html", {"name": "area", "options": places})
    if part == "category":
        options = _categories(request, str(request.POST.get(CATEGORY_TYPED, ""))[:TYPED_MAX])
        return render(request, "console/_phone_choices.html", {"name": CATEGORY_CHOICE, "options": options})
    return render(request, "console/_phone_aside.html", _aside(request, given))


def _places(request: SeatedRequest, words: str) -> list[Option]:
    spots = gazetteer_of(request.office, data_folder()).find(words, within_path=request.post.area_path)
    shown: dict[str, Option] = {}
    for spot in spots:
        title = spot.name.within(language())
        more = area_words(request.office, spot.area_path)
        shown.setdefault(f"{title} {more}", Option(value=spot.area_path, title=title, more=more))
    return list(shown.values())[:PLACES_MAX]


def _categories(request: SeatedRequest, words: str) -> list[Option]:
    return [
        Option(value=one.key, title=one.name.within(language()), more=category_words(request.office, one.key))
        for one in categories_called(request.office, words)
    ]


def _aside(request: SeatedRequest, given: Mapping[str, str]) -> dict[str, Any]:
    """Return the right column: whom it reaches, by when, what is like it, and what to say."""
    office = request.office
    reach = reach_of_call(office, request.post, given, request.now)
    lines = alike_on_call(office, request.post, given, request.now)
    clocks = sorted(reach.clocks.values(), key=lambda one: one.due_at) if reach else []
    return {
        "reach": reach,
        "reach_place": area_words(office, reach.area_path) if reach else "",
        "reach_unit": unit_name(office, reach.first_unit) if reach else "",
        "reach_duty": unit_name(office, reach.duty_unit) if reach and reach.duty_unit else "",
        "promises": [day_words(one.due_at, request.now) for one in clocks],
        "answer_by": day_words(clocks[-1].due_at, request.now) if clocks else "",
        "first_by": day_words(clocks[0].due_at, request.now) if clocks else "",
        "alike": rows_of(office, lines, request.now),
        "earlier": rows_of(
            office, earlier_of_caller(office, request.post, given.get("requester_phone", ""), request.now), request.now
        ),
    }


@who_may(FILING_POSTS)
def find_matter(request: SeatedRequest) -> HttpResponse:
    """Ask for the number or the receipt code that a caller reads out, and lead to the matter."""
    here = reverse("console:phone_find")
    if request.method != "POST":
        refusal = take_refusal(request.session, request.get_full_path())
        labels = {"code": _("Number or receipt code")}
        page = {"problems": refusal.problems, "code": refusal.typed.get("code", ""), "labels": labels}
        return render(request, "console/phone_find.html", page)
    words = str(request.POST.get("code", ""))[:60]
    key = case_named(request.office, words)
    if not key or open_for(request.office, request.post, key) is None:
        code = "not_found" if words.strip() else "required"
        return refused_at(request, here, Refusal(problems=(Problem(code, at="code"),), typed={"code": words}))
    return HttpResponseRedirect(reverse("console:phone_matter", args=[key]))


@who_may(FILING_POSTS)
def matter(request: SeatedRequest, key: str) -> HttpResponse:
    """Show where a matter stands in words to tell a caller, and what may be done about it on the spot."""
    view = seen_or_404(request, key)
    buttons = move_buttons(request.office, view, request.now)
    every: Sequence[Mapping[str, Any]] = [
        one for one in (buttons["lead"], *buttons["moves"], *buttons["more_moves"]) if one
    ]  # fmt: skip
    context = {
        **case_head(request.office, view),
        "case": view.state,
        "place": area_words(request.office, view.state.area),
        "category": category_words(request.office, view.state.category),
        "holder_name": unit_name(request.office, view.state.holder.unit),
        "clocks": clocks_of(request.office, view, request.now),
        "buttons": [one for one in every if one["verb"] in ("note", "whistle", "supervise")],
        "back": reverse("console:phone_matter", args=[view.state.id]),
    }
    return render(request, "console/phone_matter.html", context)
