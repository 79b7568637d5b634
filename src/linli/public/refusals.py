"""Refused forms of people without an account: kept for ten minutes, found by a signed cookie, shown once."""

from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from linli.ui.refusals import KEPT, NOTHING_REFUSED, Refusal, keep_refusal, take_refusal

COOKIE = "linli_refused"
SALT = "linli.public.refused"
KEPT_SECONDS = 10 * 60


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


def _store(request: HttpRequest) -> SessionStore:
    key = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=KEPT_SECONDS)
    store = SessionStore(key or None)
    return store if key and KEPT in store else SessionStore()
