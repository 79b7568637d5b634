"""The page that asks again who is there, and the one that gives back a form that had to wait for it."""

from typing import Any

from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from linli.console.account import guessing, open_id
from linli.console.account.beginning import prove_again
from linli.console.reauthentication import KEPT, is_demo_seat, own_address
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ENROLLING
from linli.domain.problems import Problem
from linli.store import second_factors
from linli.ui.moment import present
from linli.ui.refusals import Refusal, keep_refusal, take_refusal

REFUSED = "again"


@who_may(ENROLLING)
def again(request: SeatedRequest) -> HttpResponse:
    """Ask for the password, a code or a passkey; lead back to where one was."""
    onward = own_address(str(request.GET.get("next", ""))[:2000], otherwise=reverse("console:account"))
    if is_demo_seat(request):
        return HttpResponseRedirect(onward)
    here = f"{request.path}?{urlencode({'next': onward})}"
    if request.method == "POST":
        problem = _problem(request)
        if problem is None:
            prove_again(request)
            kept = request.session.get(KEPT)
            return HttpResponseRedirect(reverse("console:account_resume") if kept else onward)
        keep_refusal(request.session, REFUSED, Refusal(problems=(problem,)))
        return HttpResponseRedirect(here)
    factors = second_factors.factors_of(int(request.user.pk or 0))
    kinds = {one.kind for one in factors}
    context: dict[str, Any] = {
        "problems": take_refusal(request.session, REFUSED).problems,
        "has_password": has_password(request),
        "has_code": bool(kinds & {"totp", "recovery_codes"}),
        "request_options": auth.begin_authentication(request.user) if "webauthn" in kinds else None,
        "open_id": "" if kinds or has_password(request) else open_id.name_of_provider(),
        "here": here,
        "onward": onward,
    }
    return render(request, "console/account/again.html", context)


def has_password(request: SeatedRequest) -> bool:
    """Say whether the account has a password of its own."""
    return request.user.is_authenticated and request.user.has_usable_password()


def _problem(request: SeatedRequest) -> Problem | None:
    """Return what is wrong with the proof; guesses are as slow here as at the sign-in."""
    now, login = present(), str(request.user.get_username())
    if request.POST.get("credential"):
        form = AuthenticateWebAuthnForm(
            user=request.user, data={"credential": str(request.POST["credential"])[:20_000]}
        )
        return None if form.is_valid() else Problem("passkey_wrong")
    code = str(request.POST.get("code", "")).strip()
    if code:
        is_right, wait = guessing.try_code(int(request.user.pk or 0), code, now)
        if wait:
            return Problem("sign_in_pause", params={"wait": guessing.wait_words(wait)})
        return None if is_right else Problem("code_wrong", at="code")
    password = str(request.POST.get("password", ""))[:128]
    if not password:
        return Problem("required", at="password")
    verdict = guessing.ask(request, login, has_code=False, now=now)
    if not verdict.is_compared:
        return Problem("sign_in_pause", params={"wait": guessing.wait_words(verdict.wait)})
    is_right = request.user.check_password(password)
    guessing.note(request, login, verdict, is_right=is_right, now=now)
    return None if is_right else Problem("proof_wrong", at="password")


@who_may(ENROLLING)
def resume(request: SeatedRequest) -> HttpResponse:
    """Give back the form that waited: it is sent by the person's own press, with everything that stood in it."""
    kept = request.session.get(KEPT)
    if not isinstance(kept, dict):
        return HttpResponseRedirect(reverse("console:today"))
    context = {"to": own_address(str(kept["to"]), otherwise=""), "typed": kept["typed"], "had_files": kept["had_files"]}
    return render(request, "console/account/resume.html", context)
