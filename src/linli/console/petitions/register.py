"""Registering a petition that came by letter, visit, phone or net: all mistakes at once, nothing typed is lost.

Everything that comes is registered, spoken words as they were said. Source: 信访工作条例 arts. 17, 19, 20, 22.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_views import clean_photos, declared_field
from linli.actions.consenting import remember_call
from linli.actions.deciding import FiledCase, Filing
from linli.actions.petitions import PETITION
from linli.actions.reports import Origin, file_report
from linli.actions.seats import actor_at
from linli.console.command_ids import command_id
from linli.console.form_fields import FieldMaker, FormField, ReadForm, candidates_of, read_form
from linli.console.intake import mistakes_in, with_consent, without_doubles
from linli.console.petitions.admitted import REGISTERING
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language
from linli.domain.allowance import Passage
from linli.domain.engine.declarations import Field
from linli.domain.privacy_notice import FOLLOW_UP_CALLS
from linli.domain.problems import Problem, Refused
from linli.procedures import procedures
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

CHANNELS = ("letter", "visit", "web", "phone", "wechat", "hotline", "superior")
ASKED = (
    "channel", "category", "words", "photo", "area", "place_words", "title", "urgency", "requester",
    "requester_name", "requester_phone", "requester_email", "requester_address",
)  # fmt: skip
REQUIRED = frozenset({"channel", "category", "words", "area", "requester"})
FIRST_VALUES = {"urgency": "ordinary", "requester": "known"}
KEPT = "petition"


@who_may(REGISTERING)
def petition_new(request: SeatedRequest) -> HttpResponse:
    """Show the form, or register what it holds."""
    maker = FieldMaker(office=request.office, within_path=_within(request), given=FIRST_VALUES)
    if request.method != "POST":
        return _shown(request, maker)
    read = with_consent(request, read_form(request, _declared().values(), maker))
    filed, problems = _registered(request, read)
    if filed is None:
        return refused_at(request, request.get_full_path(), Refusal(problems=problems, typed=read.typed))
    request.session[KEPT_SENT] = KEPT
    words = _("%(number)s is registered. Receipt code for the person: %(receipt)s")
    messages.success(request, words % {"number": filed.number, "receipt": filed.receipt}, extra_tags="stays")
    return HttpResponseRedirect(reverse("console:case", args=[filed.case_id]))


def _within(request: SeatedRequest) -> str:
    """Return where a place is looked for: what is registered may lie anywhere in the post's unit's area."""
    unit = request.office.directory.units.get(request.post.unit_id)
    return unit.area_path if unit else request.post.area_path


def _declared() -> dict[str, Field]:
    procedure = procedures()[PETITION]
    found = ((key, declared_field(procedure, key)) for key in ASKED)
    return {key: declared for key, declared in found if declared is not None}


def _registered(request: SeatedRequest, read: ReadForm) -> tuple[FiledCase | None, tuple[Problem, ...]]:
    """Register what a form holds, or name every mistake in it."""
    problems = without_doubles([*read.problems, *_mistakes(read.fields)])
    if problems:
        return None, tuple(problems)
    try:
        filled = {key: value for key, value in read.fields.items() if value}
        fields = clean_photos(request.office, filled, read.uploads)
        filing = Filing(command_id=command_id(request), procedure=PETITION, fields=fields)
        origin = Origin(passage=Passage.STAFF)
        filed = file_report(request.office, filing, origin, now=request.now, actor=actor_at(request.post)).filed
    except Refused as refused:
        return None, refused.problems
    remember_call(request.office, filed.stream, may_call=FOLLOW_UP_CALLS in read.given, now=request.now)
    return filed, ()


def _mistakes(fields: Mapping[str, Any]) -> list[Problem]:
    """Name what is left empty or too long, and somebody named who cannot be answered."""
    found = mistakes_in(fields, _declared(), REQUIRED)
    if fields.get("requester") == "known" and not str(fields.get("requester_name", "")).strip():
        found.append(Problem("required", at="requester_name"))
    return found


def _shown(request: SeatedRequest, maker: FieldMaker) -> HttpResponse:
    refusal = take_refusal(request.session, request.get_full_path())
    if refusal.problems:
        maker = replace(maker, given=refusal.typed, candidates=candidates_of(request.office, refusal.typed))
    shown = {key: _field(maker, declared) for key, declared in _declared().items()}
    context = {
        "f": shown,
        "labels": {key: one.label for key, one in shown.items()},
        "problems": refusal.problems,
        "command_id": command_id(request),
        "may_call": FOLLOW_UP_CALLS in maker.given,
    }
    return render(request, "console/petitions/new.html", context)


def _field(maker: FieldMaker, declared: Field) -> FormField:
    """Return one field as the form draws it; of the channels those by which a petition comes to a desk."""
    made = maker.field(declared, is_required=declared.key in REQUIRED)
    labels = {
        "requester": _("Who petitions"), "photo": _("The letter, scanned or photographed"),
        "words": _("What is asked, and why: as written or said"),
    }  # fmt: skip
    made = replace(made, label=labels.get(declared.key, made.label))
    if declared.key == "requester_name":
        made = replace(made, label=_("Name (left empty by whoever stays unnamed)"), is_optional=False)
    if declared.key != "channel":
        return made
    titles = {one.key: one.title.within(language()) for one in declared.choices}
    options: Sequence[Option] = [Option(value=key, title=titles[key]) for key in CHANNELS]
    return replace(made, label=_("How it came"), look="choices", options=options)
