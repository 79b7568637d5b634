"""Proof again: what cannot be undone asks once more who is there, and leads back with nothing lost.

`needs_fresh` stands below `who_may` and above a view. A page that is read is simply shown afterwards; a form that
was sent is kept on the server, shown once more after the proof, and sent by the person's own press.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from linli.actions.staff_sessions import fresh_within, is_proven, lacks_two
from linli.domain.problems import Refused
from linli.ui.moment import present
from linli.ui.office import the_office

View = Callable[..., HttpResponse]
KEPT: Final = "linli_kept_form"
KEPT_CHARACTERS_MAX: Final = 200_000
UNKEPT: Final = frozenset({"csrfmiddlewaretoken"})


def is_fresh(request: HttpRequest) -> bool:
    """Say whether whoever asks has proven lately who they are; a demo seat has nothing to prove it with."""
    if is_demo_seat(request):
        return True
    now = present()
    return is_proven(request.session, now=now, within=fresh_within(the_office(), now))


def is_demo_seat(request: HttpRequest) -> bool:
    """Say whether the account is one of a demo: taken by a press, exempt from second factors, marked as such."""
    return is_demo_account(request.user)


def is_demo_account(user: Any) -> bool:
    """Say whether an account is one of a demo; outside a demo no account is."""
    return bool(settings.DEMO and getattr(user, "is_demo", False))


def is_half_in(request: HttpRequest) -> bool:
    """Say whether somebody is signed in with one factor and holds a post that needs two."""
    if not request.user.is_authenticated or is_demo_seat(request):
        return False
    try:
        return lacks_two(the_office(), request.session, str(getattr(request.user, "pseudonym", "")), present())
    except Refused:  # before a county is set up nobody holds a post
        return False


def needs_fresh(view: View) -> View:
    """Let a view be reached only with a fresh proof; otherwise ask for it, and come back to the same place."""

    @wraps(view)
    def proven(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_fresh(request):
            return ask_again(request)
        if request.method == "POST":
            request.session.pop(KEPT, None)
        return view(request, *args, **kwargs)

    return proven


def ask_again(request: HttpRequest, *, onward: str = "") -> HttpResponse:
    """Lead to the page that asks for a proof; `onward` is where to go afterwards (default: this very address).

    A form's words are kept; files cannot be, so a page that takes files asks before it is shown.
    """
    to = onward or request.get_full_path()
    request.session.pop(KEPT, None)
    if request.method == "POST":
        typed = [[key, value] for key in request.POST for value in request.POST.getlist(key) if key not in UNKEPT]
        if sum(len(key) + len(value) for key, value in typed) <= KEPT_CHARACTERS_MAX:
            request.session[KEPT] = {"to": to, "typed": typed, "had_files": bool(request.FILES)}
    asked = f"{reverse('console:account_again')}?{urlencode({'next': to})}"
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = asked
        return response
    return HttpResponseRedirect(asked)


def own_address(wanted: str, *, otherwise: str) -> str:
    """Return `wanted` where it lies on this site, else `otherwise`."""
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else otherwise
