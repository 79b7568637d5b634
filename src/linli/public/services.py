"""Public services 政务服务: the guides, one guide to read or print, a desk with its standard, and the way to rating."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.actions.deciding import Office
from linli.actions.public_views import open_by_receipt, wrong_codes
from linli.actions.service_guides import desks_of, guide_in_version, guides_of, history_of, unit_of
from linli.domain.problems import Problem, Refused
from linli.domain.receipt import read_receipt_code
from linli.domain.service_guide import FORM_WORDINGS, ServiceDesk, ServiceGuide, matches
from linli.public.opening import private_page, public_page
from linli.public.refusals import refused, shown_once, too_many
from linli.public.words import language, unit_called
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.refusals import Refusal
from linli.ui.sender_address import sender_address

WORDS_MAX = 60
CODE_MAX = 80


@public_page
def services(request: HttpRequest) -> HttpResponse:
    """List the guides by desk, narrowed by what somebody typed."""
    office = the_office()
    words = request.GET.get("q", "").strip()[:WORDS_MAX]
    desks, guides = desks_of(office), guides_of(office)
    found = [one for one in guides.values() if not words or matches(one, words)]
    groups = [
        {"desk": desk, "name": desk_name(desk), "guides": [card(one) for one in found if one.desk == key]}
        for key, desk in desks.items()
    ]
    page = {
        "words": words,
        "groups": [one for one in groups if one["guides"]],
        "desks": [(one, desk_name(one)) for one in desks.values()],
        "count": len(found),
        "is_empty": not guides,
    }
    return render(request, "public/services.html", page)


def desk_name(desk: ServiceDesk | None) -> str:
    """Return a desk's name in the reader's language."""
    if desk is None:
        return ""
    return desk.name_en if language() == "en" and desk.name_en else desk.name


def guide_title(guide: ServiceGuide) -> str:
    """Return a guide's title in the reader's language."""
    return guide.title_en if language() == "en" and guide.title_en else guide.title


def card(guide: ServiceGuide) -> dict[str, object]:
    """Return a guide as a list shows it."""
    return {"guide": guide, "title": guide_title(guide), "count": len(guide.needed)}


@public_page
def guide(request: HttpRequest, *, key: str) -> HttpResponse:
    """Show one guide; a former version where its number is asked for."""
    office = the_office()
    newest = guides_of(office, only_active=False).get(key[:60])
    if newest is None:
        raise Http404
    asked = request.GET.get("version", "")
    shown = guide_in_version(office, newest.key, int(asked)) if asked.isdecimal() and len(asked) < 6 else newest
    if shown is None:
        raise Http404
    desk = desks_of(office, only_active=False).get(shown.desk)
    history = history_of(office, "guide", newest.key)
    page = {
        "guide": shown,
        "title": guide_title(shown),
        "is_former": shown.version != newest.version,
        "materials": [(one, FORM_WORDINGS[one.form]) for one in shown.materials],
        "desk": desk,
        "desk_name": desk_name(desk),
        "unit": unit_called(office, unit_of(office, desk)) if desk else "",
        "history": history,
        "made_at": next((one.made_at for one in history if one.version == shown.version), None),
        "is_open": newest.is_active and desk is not None and desk.is_active,
    }
    return render(request, "public/service_guide.html", page)


@private_page
def desk(request: HttpRequest, *, key: str) -> HttpResponse:
    """Show a desk, its standard and guides, and lead to rating by receipt; the code printed for the desk leads here."""
    office, now = the_office(), present()
    found = desks_of(office).get(key[:60])
    if found is None:
        raise Http404
    if request.method == "POST":
        return _to_rating(request, office, now)
    refusal = shown_once(request)
    page = {
        "desk": found,
        "name": desk_name(found),
        "unit": unit_called(office, unit_of(office, found)),
        "guides": [card(one) for one in guides_of(office).values() if one.desk == found.key],
        "typed": refusal.typed.get("receipt", ""),
        "problems": refusal.problems,
    }
    return render(request, "public/service_desk.html", page)


def _to_rating(request: HttpRequest, office: Office, now: datetime) -> HttpResponse:
    """Lead to the matter of a receipt, where it is rated; without a receipt nobody rates anything."""
    typed = request.POST.get("receipt", "")[:CODE_MAX]
    try:
        code = read_receipt_code(typed)
    except Refused:
        code = ""
    if code and open_by_receipt(office, code, now) is not None:
        return redirect(f"{reverse('matter', args=[code])}#s-rate")
    if wrong_codes(office, sender_address(request), now):
        return too_many(request)
    problem = Problem("rating_needs_receipt", at="receipt")
    return refused(request, Refusal(problems=(problem,), typed={"receipt": typed}))
