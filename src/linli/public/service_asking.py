"""Asking at the service hall from home: apply by a guide, or bring a matter that is stuck; works without script."""

from datetime import datetime
from re import compile as pattern
from secrets import token_urlsafe

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.actions import services
from linli.actions.deciding import Office
from linli.actions.public_views import open_by_receipt, wait_due_at, wrong_codes
from linli.actions.reports import Origin
from linli.actions.service_guides import desks_of, guides_of
from linli.actions.settings import is_set_on, setting_text
from linli.domain.engine.asked import field_of
from linli.domain.engine.declarations import Choice
from linli.domain.privacy_notice import OPTIONAL_PURPOSES
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import read_receipt_code
from linli.domain.service_guide import ServiceGuide
from linli.procedures import stuck_matter
from linli.public.opening import private_page
from linli.public.refusals import refused, shown_once, too_many
from linli.public.services import desk_name, guide_title
from linli.public.words import language, moment_words
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal
from linli.ui.sender_address import sender_address

TYPED_MAX = 6000
COMMAND_ID = pattern(r"^[A-Za-z0-9_-]{8,40}$")


@private_page
def stuck(request: HttpRequest) -> HttpResponse:
    """Ask what is stuck, or file it."""
    office, now = the_office(), present()
    if request.method == "POST":
        return _sent(request, office, services.STUCK, now)
    refusal = shown_once(request)
    named = request.GET.get("guide", "")[:60]
    page = {
        **_form(refusal),
        "kinds": [Option(value=one.key, title=one.title.within(language())) for one in _kinds()],
        "guides": [
            Option(value="", title="—"),
            *(Option(value=one.key, title=guide_title(one)) for one in guides_of(office).values()),
        ],
        "desks": [
            Option(value="", title="—"),
            *(Option(value=one.key, title=desk_name(one)) for one in desks_of(office).values()),
        ],
        "typed": refusal.typed or {"guide": named},
        "hotline": setting_text(office, "public.hotline", now),
    }
    return render(request, "public/service_stuck.html", page)


@private_page
def apply(request: HttpRequest, *, key: str) -> HttpResponse:
    """Ask what an application needs, or file it at the guide's desk."""
    office, now = the_office(), present()
    guide = guides_of(office).get(key[:60])
    if guide is None or guide.desk not in desks_of(office):
        raise Http404
    if request.method == "POST":
        return _sent(request, office, services.VISIT, now, guide)
    refusal = shown_once(request)
    page = {**_form(refusal), "guide": guide, "title": guide_title(guide), "typed": refusal.typed}
    return render(request, "public/service_apply.html", page)


def _kinds() -> tuple[Choice, ...]:
    return field_of(stuck_matter.PROCEDURE, "category").choices


def _form(refusal: Refusal) -> dict[str, object]:
    shared = {key: field_of(stuck_matter.PROCEDURE, key).title.within(language()) for key in services.ASKED}
    return {
        "problems": refusal.problems,
        "labels": shared,
        "purposes": tuple(OPTIONAL_PURPOSES.items()),
        "command_id": token_urlsafe(18),
    }


def _sent(
    request: HttpRequest, office: Office, kind: str, now: datetime, guide: ServiceGuide | None = None
) -> HttpResponse:
    """File it once; every mistake comes back at once, beside what was typed."""
    given = {key: request.POST.get(key, "").strip()[:TYPED_MAX] for key in services.ASKED}
    if not is_set_on(office, "public.is_open", now):
        closed = Problem("reports_closed", params={"hotline": setting_text(office, "public.hotline", now)})
        return refused(request, Refusal(problems=(closed,), typed=given))
    wanted = request.POST.get("command_id", "")
    coming = services.Coming(
        command_id=wanted if COMMAND_ID.match(wanted) else token_urlsafe(18),
        origin=Origin(address=sender_address(request)),
        agreed=frozenset(key for key in OPTIONAL_PURPOSES if request.POST.get(key) == "1"),
    )
    try:
        if guide is None:
            filed = services.bring_stuck(office, given, coming, now=now)
        else:
            asked = {**given, "category": services.APPLICATION, "guide": guide.key, "desk": guide.desk}
            filed = services.apply(office, asked, coming, now=now)
    except Refused as found:
        return refused(request, Refusal(problems=found.problems, typed=given))
    return redirect("service_taken", code=filed.receipt)


@private_page
def taken(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show the receipt of what was just sent, with by when somebody answers."""
    office, now = the_office(), present()
    try:
        view = open_by_receipt(office, code, now) if read_receipt_code(code[:80]) == code else None
    except Refused:
        view = None
    if view is None or view.state.procedure not in (services.VISIT, services.STUCK):
        if wrong_codes(office, sender_address(request), now):
            return too_many(request)
        raise Http404
    first, answered = wait_due_at(office, view.state.id)
    path = reverse("matter", args=[code])
    page = {
        "receipt": code,
        "number": view.state.number,
        "path": path,
        "address": f"{office.ports.public_url or f'{request.scheme}://{request.get_host()}'}{path}",
        "first_by": moment_words(first, now) if first else "",
        "answered_by": moment_words(answered, now) if answered else "",
        "is_stuck": view.state.procedure == services.STUCK,
    }
    return render(request, "public/service_taken.html", page)
