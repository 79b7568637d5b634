"""Taking in on behalf of somebody who calls, writes or stands at the window."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_lists import has_desk
from linli.actions.case_views import clean_photos
from linli.actions.consenting import remember_call
from linli.actions.deciding import FiledCase, Filing
from linli.actions.reports import Origin, file_report
from linli.actions.seats import actor_at
from linli.console.command_ids import command_id
from linli.console.form_fields import FieldMaker, FormField, ReadForm, candidates_of, read_form
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.seats_admitted import FILING_POSTS
from linli.console.words import language
from linli.domain.allowance import Passage
from linli.domain.engine.declarations import Field, FieldType
from linli.domain.engine.shared_fields import REACHED_BY, SHARED_FIELDS
from linli.domain.privacy_notice import FOLLOW_UP_CALLS
from linli.domain.problems import Problem, Refused
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

CHANNELS = ("phone", "visit", "letter", "hotline", "wechat", "superior", "grid_worker")
"""Doors behind which somebody of ours sits; the web has its own."""
ASKED = (
    "channel", "words", "category", "area", "place_words", "urgency", "title", "requester", "requester_name",
    "requester_phone", "requester_email", "requester_address", "photo",
)  # fmt: skip
REQUIRED = frozenset({"channel", "words", "category", "area", "requester"})
FIRST_VALUES = {"channel": "phone", "urgency": "ordinary", "requester": "known"}


@who_may(FILING_POSTS)
def intake(request: SeatedRequest) -> HttpResponse:
    """Show the form, or file what it holds."""
    maker = FieldMaker(office=request.office, within_path=request.post.area_path, given=FIRST_VALUES)
    if request.method != "POST":
        return _shown(request, maker)
    read = with_consent(request, read_form(request, [SHARED_FIELDS[key] for key in ASKED], maker))
    filed, problems = take_in(request, read)
    if filed is None:
        return refused_at(request, request.get_full_path(), Refusal(problems=problems, typed=read.typed))
    request.session[KEPT_SENT] = "intake"
    words = _("%(number)s is taken in. Receipt code for the person: %(receipt)s")
    messages.success(request, words % {"number": filed.number, "receipt": filed.receipt}, extra_tags="stays")
    return HttpResponseRedirect(_after(request, filed.case_id))


def with_consent(request: SeatedRequest, read: ReadForm) -> ReadForm:
    """Return the form with what the person said about being called afterwards."""
    is_given = request.POST.get(FOLLOW_UP_CALLS) == "1"
    return replace(read, given={**read.given, FOLLOW_UP_CALLS: "1"}) if is_given else read


def take_in(request: SeatedRequest, read: ReadForm) -> tuple[FiledCase | None, tuple[Problem, ...]]:
    """File what a form holds, or name every mistake in it."""
    declared = {key: SHARED_FIELDS[key] for key in ASKED}
    problems = [*read.problems, *mistakes_in(read.fields, declared, REQUIRED)]
    if problems:
        return None, tuple(problems)
    try:
        filled = {key: value for key, value in read.fields.items() if value}
        fields = clean_photos(request.office, filled, read.uploads)
        filing = Filing(command_id=command_id(request), fields=fields)
        origin, actor = Origin(passage=Passage.STAFF), actor_at(request.post)
        filed = file_report(request.office, filing, origin, now=request.now, actor=actor).filed
        may_call = FOLLOW_UP_CALLS in read.given
        remember_call(request.office, filed.stream, may_call=may_call, now=request.now)
        return filed, ()
    except Refused as refused:
        return None, refused.problems


def without_doubles(problems: Sequence[Problem]) -> list[Problem]:
    """Return each mistake once; a place that was not found is not called empty as well."""
    once = list({(one.at, one.code): one for one in problems}.values())
    settled = {one.at for one in once if one.code in ("place_unclear", "place_unknown", "category_unclear")}
    return [one for one in once if not (one.at in settled and one.code == "required")]


def _shown(request: SeatedRequest, maker: FieldMaker) -> HttpResponse:
    """Show the form, with the mistakes of what was just refused."""
    refusal = take_refusal(request.session, request.get_full_path())
    if refusal.problems:
        maker = replace(maker, given=refusal.typed, candidates=candidates_of(request.office, refusal.typed))
    return _form(request, maker, refusal.problems)


def _after(request: SeatedRequest, case_id: str) -> str:
    name = "desk_case" if has_desk(request.office, request.post) else "case"
    return reverse(f"console:{name}", args=[case_id])


def mistakes_in(fields: Mapping[str, Any], declared: Mapping[str, Field], required: Collection[str]) -> list[Problem]:
    """Name all that is left empty or too long, and somebody named who cannot be reached, before the engine is asked."""
    found = [Problem("required", at=key) for key in declared if key in required and not _said(fields, key)]
    if fields.get("requester") == "known" and not any(_said(fields, key) for key in REACHED_BY):
        code = "contact_or_address_needed" if "requester_address" in fields else "contact_needed"
        found.append(Problem(code, at=REACHED_BY[0]))
    for key, one in declared.items():
        if one.type in (FieldType.LINE, FieldType.TEXT) and len(str(fields.get(key) or "")) > one.limit:
            found.append(Problem("too_long", at=key, params={"limit": one.limit}))
    return found


def _said(fields: Mapping[str, Any], key: str) -> str:
    return str(fields.get(key) or "").strip()


def _form(request: SeatedRequest, maker: FieldMaker, problems: Sequence[Problem]) -> HttpResponse:
    shown = {key: asked_field(maker, key) for key in ASKED}
    context = {
        "f": shown,
        "labels": {key: field.label for key, field in shown.items()},
        "problems": without_doubles(problems),
        "command_id": command_id(request),
        "may_call": FOLLOW_UP_CALLS in maker.given,
        "suggest_url": reverse("console:desk") if has_desk(request.office, request.post) else reverse("console:today"),
    }
    return render(request, "console/intake.html", context)


def asked_field(maker: FieldMaker, key: str) -> FormField:
    """Return one of the fields in ASKED, as a form draws it."""
    declared = SHARED_FIELDS[key]
    made = maker.field(declared, is_required=declared.key in REQUIRED)
    if declared.key == "requester":
        return replace(made, label=_("Who asked"))
    if declared.key != "channel":
        return made
    choices = {one.key: one.title.within(language()) for one in declared.choices}
    return FormField(
        name=made.name, label=_("How it came"), look="choices", value=made.value,
        options=[Option(value=key, title=choices[key]) for key in CHANNELS],
    )  # fmt: skip
