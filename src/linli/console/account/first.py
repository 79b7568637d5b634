"""The page behind a one-time link: the holder of an account sets a password nobody else has seen."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from linli.actions.account_news import AccountChange
from linli.console.account.beginning import tell
from linli.domain.problems import Problem
from linli.store import first_links
from linli.ui.moment import present
from linli.ui.refusals import Refusal, keep_refusal, take_refusal

TOKEN, DONE = "linli_first_link", "linli_first_login"
REFUSED = "first"


def first_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, where neither history nor a log keeps it, and show the page."""
    request.session[TOKEN] = token[:80]
    return HttpResponseRedirect(reverse("first_password"))


def first_password(request: HttpRequest) -> HttpResponse:
    """Ask for a password twice and set it; a link that is no longer good says so, whatever the reason."""
    token, now = str(request.session.get(TOKEN, "")), present()
    account = first_links.account_behind(token, now) if token else None
    if account is None:
        login = request.session.pop(DONE, "")
        status = 200 if login else 404
        return render(request, "account/first_password.html", {"login": login, "is_gone": not login}, status=status)
    if request.method == "POST":
        problems = _problems(request, account)
        login = "" if problems else first_links.use_link(token, str(request.POST["password1"]), now)
        if login:
            request.session.pop(TOKEN)
            request.session[DONE] = login
            tell(account, AccountChange.PASSWORD)
        else:
            keep_refusal(request.session, REFUSED, Refusal(problems=tuple(problems) or (Problem("link_gone"),)))
        return HttpResponseRedirect(request.path)
    context = {"account": account, "problems": take_refusal(request.session, REFUSED).problems}
    return render(request, "account/first_password.html", context)


def _problems(request: HttpRequest, account: object) -> list[Problem]:
    """Return everything that is wrong with what was typed."""
    first, second = (str(request.POST.get(name, ""))[:128] for name in ("password1", "password2"))
    if not first:
        return [Problem("required", at="password1")]
    found = [] if first == second else [Problem("passwords_differ", at="password2")]
    try:
        validate_password(first, account)  # type: ignore[arg-type]  # our own account
    except ValidationError as error:
        found += [Problem("password_weak", at="password1", params={"why": one}) for one in error.messages]
    return found
