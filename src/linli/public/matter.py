"""Following a matter by its receipt: look, add, rate, ask to reopen or for a review, withdraw."""

import re
from collections.abc import Mapping
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.actions.consenting import remember_rating
from linli.actions.deciding import Office
from linli.actions.dispute_parties import own_party_token
from linli.actions.kept_things import RIGHT
from linli.actions.paper_files import papers_by_receipt
from linli.actions.public_views import (
    RECEIPT_VERBS,
    ReceiptView,
    move_by_receipt,
    open_by_receipt,
    opening_code,
    photo_by_receipt,
    wrong_codes,
)
from linli.domain.engine.context import Command
from linli.domain.engine.erasing import ERASED_WORDS
from linli.domain.engine.shared_fields import GRADES, SHARED_FIELDS
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import read_receipt_code
from linli.domain.wording import Wording
from linli.public.clock_words import Clocks
from linli.public.matter_told import answers, told
from linli.public.opening import private_page
from linli.public.petition import petition_chain, prolonged_words
from linli.public.refusals import leads_nowhere, refused, shown_once, too_many
from linli.public.report_fields import PHOTOS_MAX
from linli.public.report_what import JPEG, cleaned_photos
from linli.public.service_missing import latest_missing
from linli.public.who_looked import who_looked
from linli.public.words import area_words, category_name, language, stage_words, unit_called
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal
from linli.ui.sender_address import sender_address

COMMAND_ID = re.compile(r"^[A-Za-z0-9_-]{8,40}$")
CODE_MAX = 80
REFUSED_STATUS = 422
ASKED: Mapping[str, tuple[str, ...]] = {
    "note": ("note",),
    "attach": ("note",),
    "rate": ("grade", "comment"),
    "ask_reopen": ("reason",),
    "withdraw": ("reason",),
    "ask_review": ("reason",),
    "ask_final_review": ("reason",),
    "accept_answer": ("comment",),
    "supplement": ("note",),
}


@private_page
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for the receipt code; understand it as people write it."""
    if request.method != "POST":
        refusal = shown_once(request)
        page = {"typed": refusal.typed.get("receipt", ""), "problems": refusal.problems}
        return render(request, "public/follow.html", page)
    office, now, typed = the_office(), present(), request.POST.get("receipt", "")[:CODE_MAX]
    try:
        code = read_receipt_code(typed)
    except Refused as found:
        return _not_read(request, office, typed, found.problems, now)
    if open_by_receipt(office, code, now) is None:
        return _not_read(request, office, typed, (Problem("receipt_not_found", at="receipt"),), now)
    return redirect("matter", code=code)


@private_page
def matter(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show the matter of a receipt, or do what its holder asks."""
    office, now = the_office(), present()
    try:
        written = read_receipt_code(code[:CODE_MAX])
    except Refused as found:
        return _not_read(request, office, code[:CODE_MAX], found.problems, now)
    view = open_by_receipt(office, written, now)
    if view is None:
        return leads_nowhere(request, office, now)
    if written != code:
        return redirect("matter", code=written)
    if request.method == "POST":
        return _done(request, office, view, code, now)
    return _shown(request, office, view, code, now)


@private_page
def matter_photo(request: HttpRequest, *, code: str, seq: int, name: str) -> HttpResponse:
    """Show one of the holder's own photos."""
    office = the_office()
    written = opening_code(office, code[:CODE_MAX])
    if not written:
        return leads_nowhere(request, office, present())
    found = photo_by_receipt(office, written, seq, name[:60])
    if found is None:
        raise Http404
    return HttpResponse(found, content_type=JPEG)


def _not_read(
    request: HttpRequest, office: Office, typed: str, problems: tuple[Problem, ...], now: datetime
) -> HttpResponse:
    if wrong_codes(office, _address(request), now):
        return too_many(request)
    if request.method == "POST" and request.path == reverse("follow"):
        return refused(request, Refusal(problems=problems, typed={"receipt": typed}))
    page = {"typed": typed, "problems": problems}
    return render(request, "public/follow.html", page, status=REFUSED_STATUS)


def _address(request: HttpRequest) -> str:
    return sender_address(request)


def _done(request: HttpRequest, office: Office, view: ReceiptView, code: str, now: datetime) -> HttpResponse:
    """Do one thing; every mistake comes back at once, beside what was typed."""
    asked = request.POST.get("verb", "")
    asked = verb = asked if asked in RECEIPT_VERBS else "note"
    uploads = [one for one in request.FILES.getlist("photo") if one.size]
    if verb in ("note", "attach"):
        verb = "attach" if uploads else "note"
    fields: dict[str, Any] = {key: request.POST.get(f"{asked}_{key}", "") for key in ASKED[verb]}
    problems = _with_photos(office, uploads, fields) if verb in ("attach", "supplement") else ()
    given = request.POST.get("command_id", "")
    command_id = given if COMMAND_ID.match(given) else token_urlsafe(18)
    try:
        if not problems:
            move_by_receipt(office, code, Command(id=command_id, verb=verb, stream="", fields=fields), now=now)
            if verb == "rate":
                remember_rating(office, view.state.stream, now)
    except Refused as found:
        problems = found.problems
    if problems:
        typed = {key: request.POST.get(f"{asked}_{key}", "") for key in ASKED[asked]}
        return refused(request, Refusal(problems=problems, typed={"verb": asked, **typed}))
    return redirect(f"{reverse('matter', args=[code])}?done=1")


def _with_photos(office: Office, uploads: "list[UploadedFile[bytes]]", fields: dict[str, Any]) -> tuple[Problem, ...]:
    cleaned, problems = cleaned_photos(office, uploads, room=PHOTOS_MAX)
    fields["photo"] = cleaned
    return problems


def _shown(request: HttpRequest, office: Office, view: ReceiptView, code: str, now: datetime) -> HttpResponse:
    refusal = shown_once(request)
    verb, problems = refusal.typed.get("verb", ""), refusal.problems
    state = view.state
    stage = view.procedure.stage(state.stage)
    clocks = Clocks(
        state=state, procedure=view.procedure, calendar=office.directory.calendar, now=now, entries=view.entries,
        units={one.id: Wording(one.name, one.name_en or one.name) for one in office.directory.units.values()},
    )  # fmt: skip
    page = {
        "code": code,
        "view": view,
        "number": state.number,
        "is_request": state.procedure == RIGHT,
        "kind": category_name(office, state.category),
        "place": area_words(office, state.area),
        "stage": stage,
        "holder": "" if state.is_final else unit_called(office, state.holder.unit),
        "main_words": stage_words(view.main) if view.main else None,
        "clocks": clocks.views(),
        "explained": clocks.explained(),
        "answers": answers(office, view),
        "chain": petition_chain(office, view, now),
        "prolonged": prolonged_words(office, view),
        "items": told(office, view),
        "missing": latest_missing(view),
        "own_words": _first(view, "words"),
        "place_words": _first(view, "place_words"),
        "may": {one: view.may_now(one) for one in RECEIPT_VERBS},
        "closed_rights": _closed_rights(view),
        "grades": tuple(Option(value=one.key, title=one.title.within(language())) for one in GRADES),
        "papers": papers_by_receipt(office, code),
        "who_looked": who_looked(office, view),
        "party_token": own_party_token(office, state, view.entries),
        "command_id": token_urlsafe(18),
        "was_done": "done" in request.GET and not problems,
        "verb": verb,
        "typed": refusal.typed,
        "problems": tuple(_renamed(one, verb) for one in problems),
        "labels": {f"{verb}_{key}": SHARED_FIELDS[key].title.within(language()) for key in ASKED.get(verb, ())},
    }
    return render(request, "public/matter.html", page)


def _renamed(problem: Problem, verb: str) -> Problem:
    """Each form of the page has fields of its own: what is wrong points to the one that was sent."""
    at = f"{verb}_{problem.at}" if problem.at in ASKED.get(verb, ()) else problem.at
    return Problem(problem.code, at, problem.params)


def _closed_rights(view: ReceiptView) -> tuple[Problem, ...]:
    """Why a finished matter can no longer be rated or reopened: each reason once."""
    if not view.state.is_final:
        return ()
    told_codes = ("right_lapsed", "rated_already", "reopen_asked_already")
    reasons = (one for verb in ("rate", "ask_reopen") for one in view.reasons.get(verb, ()) if one.code in told_codes)
    return tuple({one.code: one for one in reasons}.values())


def _first(view: ReceiptView, key: str) -> str:
    """Return what the holder wrote under `key` first, or that it was erased by law."""
    if any(field == key for _seq, field in view.erased):
        return ERASED_WORDS.within(language())
    return next((words for (_seq, field), words in sorted(view.values.items()) if field == key), "")
