"""Registering a dispute that a worker finds or that somebody brings: one search, one form, helplines first."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_views import open_for
from linli.actions.consenting import remember_call
from linli.actions.deciding import FiledCase
from linli.actions.disputes import file_dispute, is_dangerous
from linli.actions.reports import Origin
from linli.actions.seats import actor_at
from linli.console.command_ids import command_id
from linli.console.form_fields import FieldMaker, ReadForm, candidates_of, read_form
from linli.console.intake import CHANNELS, without_doubles
from linli.console.mediation.admitted import REGISTERING
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language
from linli.domain.allowance import Passage
from linli.domain.engine.asked import field_of
from linli.domain.problems import Problem, Refused
from linli.procedures import procedures
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

ASKED = (
    "found_by", "channel", "category", "area", "place_words", "words", "danger", "wishes", "other_party",
    "requester_name", "requester_phone", "title",
)  # fmt: skip
REQUIRED = frozenset({"found_by", "channel", "category", "area", "words"})
FIRST_VALUES = {"found_by": "search", "channel": "visit"}
OWN_CHANNELS = (*CHANNELS, "inside")


@who_may(REGISTERING)
def register(request: SeatedRequest) -> HttpResponse:
    """Show the form, or register what it holds."""
    maker = FieldMaker(office=request.office, within_path=request.post.area_path, given=FIRST_VALUES)
    if request.method != "POST":
        refusal = take_refusal(request.session, request.get_full_path())
        if refusal.problems:
            candidates = candidates_of(request.office, refusal.typed)
            maker = replace(maker, given=refusal.typed, candidates=candidates)
        return _form(request, maker, refusal.problems)
    procedure = procedures()["dispute"]
    read = read_form(request, [field_of(procedure, key) for key in ASKED], maker)
    filed, problems = _taken_in(request, read)
    if filed is None:
        return refused_at(request, request.get_full_path(), Refusal(problems=problems, typed=read.typed))
    request.session[KEPT_SENT] = "dispute"
    words = _("%(number)s is registered. Receipt code for the person: %(receipt)s")
    messages.success(request, words % {"number": filed.number, "receipt": filed.receipt}, extra_tags="stays")
    is_seen = open_for(request.office, request.post, filed.case_id) is not None
    return HttpResponseRedirect(
        reverse("console:case", args=[filed.case_id]) if is_seen else reverse("console:today")
    )  # fmt: skip


def _taken_in(request: SeatedRequest, read: ReadForm) -> tuple[FiledCase | None, tuple[Problem, ...]]:
    given = {key: str(read.fields.get(key) or "").strip() for key in ASKED}
    problems = [*read.problems, *(Problem("required", at=key) for key in ASKED if key in REQUIRED and not given[key])]
    named = given["requester_name"] or given["requester_phone"]
    if problems:
        return None, tuple(problems)
    fields: dict[str, Any] = {**read.fields, "requester": "known" if named else "none"}
    try:
        origin, actor = Origin(passage=Passage.STAFF), actor_at(request.post)
        filed = file_dispute(
            request.office, command_id(request), fields, origin, now=request.now, actor=actor
        ).filed  # fmt: skip
        if named:
            remember_call(request.office, filed.stream, may_call=False, now=request.now)
    except Refused as refused:
        return None, refused.problems
    return filed, ()


def _form(request: SeatedRequest, maker: FieldMaker, problems: tuple[Problem, ...]) -> HttpResponse:
    procedure = procedures()["dispute"]
    fields = []
    for key in ASKED:
        declared = field_of(procedure, key)
        made = maker.field(declared, is_required=key in REQUIRED)
        if key == "channel":
            titles = {one.key: one.title.within(language()) for one in declared.choices}
            options = [Option(value=one, title=titles[one]) for one in OWN_CHANNELS]
            made = replace(made, look="select", options=options)
        fields.append(made)
    given: Mapping[str, str] = maker.given
    context = {
        "fields": fields,
        "labels": {one.name: one.label for one in fields},
        "problems": without_doubles(problems),
        "command_id": command_id(request),
        "is_dangerous": is_dangerous(given),
    }
    return render(request, "console/mediation/register.html", context)
