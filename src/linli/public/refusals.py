"""Refused forms of people without an account: kept for ten minutes, found by a signed cookie, shown once."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from linli.actions.deciding import Office
from linli.actions.public_views import wrong_codes
from linli.store.strangers import StrangerSession
from linli.ui.refusals import KEPT, NOTHING_REFUSED, Refusal, keep_refusal, take_refusal
from linli.ui.sender_address import sender_address

COOKIE = "linli_refused"
SALT = "linli.public.refused"
KEPT_SECONDS = 10 * 60
WAIT_SECONDS = 10 * 60
"""How long a part of the net that tried too many codes is asked to wait."""


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Lead back to the page of the form, which then shows what is wrong beside what was typed."""
    store = _store(request)
    keep_refusal(store, request.path, refusal)
    store.set_expiry(KEPT_SECONDS)
    if store.session_key is None:
        store.clear_expired()
        store.create()
    else:
        store.save()
    response = HttpResponseRedirect(request.path)
    response.set_signed_cookie(
        COOKIE, str(store.session_key), salt=SALT, max_age=KEPT_SECONDS, httponly=True, samesite="Lax",
        secure=request.is_secure(),
    )  # fmt: skip
    return response


def shown_once(request: HttpRequest) -> Refusal:
    """Return what this page is to show of a refusal; a second look shows the plain page."""
    if COOKIE not in request.COOKIES:
        return NOTHING_REFUSED
    store = _store(request)
    refusal = take_refusal(store, request.path)
    if store.modified:
        if store[KEPT]:
            store.save()
        else:
            store.delete()
    return refusal


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer whoever tried too many codes that led nowhere."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(WAIT_SECONDS)
    return response


def leads_nowhere(request: HttpRequest, office: Office, now: datetime) -> HttpResponse:
    """Count a code that led nowhere, for whoever guesses; raises Http404 as long as they did not try too many."""
    if wrong_codes(office, sender_address(request), now):
        return too_many(request)
    raise Http404


def _store(request: HttpRequest) -> StrangerSession:
    key = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=KEPT_SECONDS)
    store = StrangerSession(key or None)
    return store if key and KEPT in store else StrangerSession()
