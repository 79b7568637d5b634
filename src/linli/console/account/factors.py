"""Second factors of my own account: set up on first need, added, removed, and codes for the day the phone is lost."""

from typing import Any
from urllib.parse import quote, urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidTag
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.account_news import AccountChange
from linli.actions.seats import posts_of_staff
from linli.actions.staff_sessions import has_two, lacks_two, prove
from linli.console.account.beginning import renew, tell
from linli.console.reauthentication import ask_again, is_demo_seat, is_fresh, own_address
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ENROLLING
from linli.domain.problems import Problem
from linli.domain.second_factor import needs_two
from linli.store import second_factors
from linli.ui.moment import present
from linli.ui.office import district_name
from linli.ui.refusals import Refusal, keep_refusal, take_refusal

SECRET, ONWARD = "linli_totp", "linli_after_enrolling"
NAME_MAX = 40


@who_may(ENROLLING)
def second_factor(request: SeatedRequest) -> HttpResponse:
    """Show my second factors; add or remove one. Without a fresh proof nothing is added and nothing taken away."""
    if is_demo_seat(request):
        return render(request, "console/account/demo_seat.html")
    if not is_fresh(request):
        return ask_again(request, onward=request.get_full_path())
    if request.method == "POST":
        return _changed(request)
    if "next" in request.GET:
        request.session[ONWARD] = own_address(str(request.GET["next"])[:400], otherwise="")
    return _page(request)


def _page(request: SeatedRequest) -> HttpResponse:
    staff_id, login = int(request.user.pk or 0), str(request.user.get_username())
    secret = _secret(request)
    name = district_name()
    issuer = (name.zh if name else "") or "Linli"
    label = quote(f"{issuer}:{login}")
    told = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    factors = second_factors.factors_of(staff_id)
    context = {
        "problems": take_refusal(request.session, request.path).problems,
        "factors": factors,
        "has_totp": any(one.kind == Authenticator.Type.TOTP for one in factors),
        "is_needed": lacks_two(request.office, request.session, _pseudonym(request), request.now),
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "otp_url": f"otpauth://totp/{label}?{told}",
        "creation": auth.begin_registration(request.user, False),
    }
    return render(request, "console/account/second_factor.html", context)


def _secret(request: SeatedRequest) -> str:
    """Return the secret that this page offers: the same until it is used, and sealed while it waits."""
    kept = str(request.session.get(SECRET, ""))
    try:
        return second_factors.shown_secret(kept)
    except InvalidTag:
        sealed = request.session[SECRET] = second_factors.new_secret()
        return second_factors.shown_secret(sealed)


def _changed(request: SeatedRequest) -> HttpResponse:
    staff_id = int(request.user.pk or 0)
    had_two = second_factors.has_two(staff_id)
    match str(request.POST.get("do", "")):
        case "totp":
            problem = _add_totp(request, staff_id)
        case "passkey":
            problem = _add_passkey(request)
        case "codes" if had_two:
            tell(request.user, AccountChange.CODES)
            return _codes(request, staff_id)
        case "remove":
            problem = _remove(request, staff_id)
        case _:
            problem = Problem("not_found")
    if problem is not None:
        keep_refusal(request.session, request.path, Refusal(problems=(problem,)))
        return HttpResponseRedirect(request.path)
    if had_two:
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    return _codes(request, staff_id)


def _add_totp(request: SeatedRequest, staff_id: int) -> Problem | None:
    sealed, code = str(request.session.get(SECRET, "")), str(request.POST.get("code", ""))[:20]
    if not code.strip():
        return Problem("code_needed", at="code")
    try:
        is_right = second_factors.add_totp(staff_id, sealed, code, present())
    except InvalidTag:
        is_right = False
    if not is_right:
        return Problem("code_wrong", at="code")
    del request.session[SECRET]
    _proven(request)
    tell(request.user, AccountChange.FACTOR_ADDED)
    return None


def _add_passkey(request: SeatedRequest) -> Problem | None:
    name = str(request.POST.get("name", "")).strip()[:NAME_MAX] or _("Passkey")
    form = AddWebAuthnForm(
        user=request.user, data={"name": name, "credential": str(request.POST.get("credential", ""))[:20_000]}
    )
    if not form.is_valid():
        return Problem("passkey_wrong")
    auth.WebAuthn.add(request.user, form.cleaned_data["name"], form.cleaned_data["credential"])
    _proven(request)
    tell(request.user, AccountChange.FACTOR_ADDED)
    return None


def _remove(request: SeatedRequest, staff_id: int) -> Problem | None:
    wanted = str(request.POST.get("factor", ""))
    own = [one for one in second_factors.factors_of(staff_id) if one.kind != Authenticator.Type.RECOVERY_CODES]
    posts = posts_of_staff(request.office, _pseudonym(request), request.now)
    if len(own) <= 1 and needs_two(posts):
        return Problem("factor_last")
    is_gone = wanted.isascii() and wanted.isdigit() and second_factors.remove_factor(staff_id, int(wanted[:18]))
    if not is_gone:
        return Problem("not_found")
    tell(request.user, AccountChange.FACTOR_REMOVED)
    return None


def _proven(request: SeatedRequest) -> None:
    """Whoever has just shown the new factor has proven two; the session gets a new key, the others end."""
    if not has_two(request.session):
        request.session.cycle_key()
    prove(request.session, now=present(), has_two=True)
    renew(request, request.user)


def _codes(request: SeatedRequest, staff_id: int) -> HttpResponse:
    """Show fresh recovery codes, now and never again."""
    context: dict[str, Any] = {
        "codes": second_factors.new_recovery_codes(staff_id, present()),
        "onward": request.session.pop(ONWARD, "") or reverse("console:today"),
    }
    return render(request, "console/account/codes.html", context)


def _pseudonym(request: SeatedRequest) -> str:
    return str(getattr(request.user, "pseudonym", ""))
