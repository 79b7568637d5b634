"""Your data: what is kept about whoever holds a receipt, who looked, what they agreed to, and asking for a right."""

from datetime import datetime
from secrets import token_urlsafe

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.asking import ASKED, ask_by_receipt
from linli.actions.consenting import withdraw_consent
from linli.actions.deciding import Office
from linli.actions.public_views import open_by_receipt
from linli.actions.rights import AboutMe, about_me
from linli.actions.rights_copy import copy_by_receipt
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.domain.notice_history import every_notice
from linli.domain.privacy_notice import OPTIONAL_PURPOSES
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import read_receipt_code
from linli.procedures import data_right
from linli.public.matter import COMMAND_ID
from linli.public.opening import private_page
from linli.public.refusals import leads_nowhere, refused, shown_once
from linli.public.who_looked import who_looked
from linli.public.words import language
from linli.public.your_data_notices import form_words
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal
from linli.ui.sender_address import sender_address

CODE_MAX = 80
TYPED_MAX = 6000
CHOICES = {one.key: one for one in data_right.FIELDS if one.choices}


@private_page
def your_data(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show what is kept, or take a request, or a consent back."""
    office, now = the_office(), present()
    about = _about(office, code)
    if about is None:
        return leads_nowhere(request, office, now)
    if request.method != "POST":
        return _shown(request, office, about, code, now)
    purpose = request.POST.get("purpose", "")
    if purpose:
        return _consent_changed(request, office, code, purpose, now)
    return _asked(request, office, code, now)


@private_page
def your_copy(request: HttpRequest, *, code: str) -> HttpResponse:
    """Hand out the copy that was granted, to whoever holds the receipt of that request."""
    office, now = the_office(), present()
    if _about(office, code) is None:
        return leads_nowhere(request, office, now)
    made = copy_by_receipt(office, code)
    if made is None:
        raise Http404
    response = HttpResponse(made, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="your-data.zip"'
    return response


def _about(office: Office, code: str) -> AboutMe | None:
    try:
        return about_me(office, code) if read_receipt_code(code[:CODE_MAX]) == code else None
    except Refused:
        return None


def _consent_changed(request: HttpRequest, office: Office, code: str, purpose: str, now: datetime) -> HttpResponse:
    try:
        withdraw_consent(office, code, purpose[:40], is_given=request.POST.get("agree") == "1", now=now)
    except Refused:
        raise Http404 from None
    return redirect(f"{reverse('your_data', args=[code])}?done=1")


def _asked(request: HttpRequest, office: Office, code: str, now: datetime) -> HttpResponse:
    """File the request; every mistake comes back at once, beside what was typed."""
    given = {key: request.POST.get(key, "").strip()[:TYPED_MAX] for key in ASKED}
    wanted = request.POST.get("command_id", "")
    command_id = wanted if COMMAND_ID.match(wanted) else token_urlsafe(18)
    try:
        filed = ask_by_receipt(office, code, given, command_id=command_id, now=now, address=sender_address(request))
    except Refused as found:
        return refused(request, Refusal(problems=found.problems, typed=given))
    return redirect(f"{reverse('your_data', args=[code])}?request={filed.receipt}#asked")


def _shown(request: HttpRequest, office: Office, about: AboutMe, code: str, now: datetime) -> HttpResponse:
    refusal, view = shown_once(request), open_by_receipt(office, code, now)
    asked, written = request.GET.get("request", "")[:CODE_MAX], every_notice()
    page = {
        "code": code,
        "number": about.state.number,
        "about": about,
        "who_looked": who_looked(office, view) if view else [],
        "notices": [(one, form_words(written[one].form)) for one in about.notices if one in written],
        "purposes": [(key, words, about.agreed[key]) for key, words in OPTIONAL_PURPOSES.items()],
        "rights": _options("category"),
        "people": _options("asked_as"),
        "typed": refusal.typed,
        "problems": _pointed(refusal.problems),
        "labels": _labels(),
        "asked": asked if asked and about_me(office, asked) else "",
        "was_done": "done" in request.GET,
        "is_request": about.state.procedure == data_right.PROCEDURE.key,
        "command_id": token_urlsafe(18),
    }
    return render(request, "public/your_data.html", page)


def _options(key: str) -> tuple[Option, ...]:
    return tuple(Option(value=one.key, title=one.title.within(language())) for one in CHOICES[key].choices)


def _pointed(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """What is wrong with a field that no page shows is told without a place."""
    return tuple(one if one.at in ASKED else Problem(one.code, params=one.params) for one in problems)


def _labels() -> dict[str, str]:
    shared = {key: SHARED_FIELDS[key].title.within(language()) for key in ASKED if key in SHARED_FIELDS}
    own = {key: one.title.within(language()) for key, one in CHOICES.items()}
    return {**shared, **own, "words": _("What exactly")}
