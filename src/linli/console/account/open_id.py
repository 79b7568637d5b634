"""Signing in by the district's single sign-on, where one is configured; it opens accounts that exist and makes none."""

import hmac
import secrets
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from linli.console.account.beginning import prove_again
from linli.console.reauthentication import KEPT, own_address
from linli.domain.ports import OpenIdAway, OpenIdProvider, OpenIdRefused
from linli.domain.problems import Problem
from linli.store.open_id_links import is_own
from linli.store.staff import account_named
from linli.ui.moment import present
from linli.ui.refusals import Refusal, keep_refusal

STATE, REFUSED = "linli_open_id", "open-id"
OWN_PAGE = "same-origin"


def provider() -> OpenIdProvider:
    """Return the provider; without one these addresses do not exist."""
    found: OpenIdProvider | None = settings.LINLI_PORTS.open_id
    if found is None:
        raise Http404
    return found


def name_of_provider() -> str:
    """Return what the button says, or "" without a provider."""
    found: OpenIdProvider | None = settings.LINLI_PORTS.open_id
    return found.name if found else ""


@require_GET
def begin(request: HttpRequest) -> HttpResponse:
    """Lead to the provider, with a state, a nonce and a verifier that only this browser's session knows."""
    if request.headers.get("Sec-Fetch-Site", OWN_PAGE) not in (OWN_PAGE, "none"):
        return HttpResponseRedirect(reverse("account_login"))  # a strange page may not begin it: one press here does
    told = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    onward = own_address(str(request.GET.get("next", ""))[:2000], otherwise="")
    try:
        to = provider().begin(back_to=_back_to(), **told)
    except (OpenIdAway, OpenIdRefused):
        return _refused(request, "open_id_away")
    request.session[STATE] = {**told, "next": onward}
    return HttpResponseRedirect(to)


@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Sign in as the account that the provider's token names; every other end is one calm sentence."""
    found, kept = provider(), request.session.pop(STATE, None)
    state, code = str(request.GET.get("state", "")), str(request.GET.get("code", ""))[:2000]
    if not kept or not code or not hmac.compare_digest(state.encode(), kept["state"].encode()):
        return _refused(request, "open_id_refused")
    try:
        proven = found.finish(
            code=code, back_to=_back_to(), nonce=kept["nonce"], verifier=kept["verifier"], now=present()
        )
    except OpenIdRefused:
        return _refused(request, "open_id_refused")
    except OpenIdAway:
        return _refused(request, "open_id_away")
    account = account_named(proven.claim, is_email=found.claim == "email")
    if account is None or (request.user.is_authenticated and request.user.pk != account.pk):
        return _refused(request, "open_id_unknown")
    if not is_own(account.pk, proven.issuer, proven.subject, present()):
        return _refused(request, "open_id_other")
    return _enter(request, account, kept["next"])


def _enter(request: HttpRequest, account: Any, onward: str) -> HttpResponse:
    """Sign in, or prove again who one is; a second factor that the account has is still asked for."""
    if request.user.is_authenticated:
        prove_again(request)
        kept = reverse("console:account_resume") if KEPT in request.session else ""
        return HttpResponseRedirect(kept or onward or reverse("console:today"))
    record_authentication(request, account, method="open_id")
    answer: HttpResponse = perform_login(request, Login(user=account, redirect_url=onward or None))
    return answer


def _back_to() -> str:
    return f"{settings.PUBLIC_URL}{reverse('open_id_back')}"


def _refused(request: HttpRequest, code: str) -> HttpResponse:
    keep_refusal(request.session, REFUSED, Refusal(problems=(Problem(code),)))
    return HttpResponseRedirect(reverse("account_login"))
