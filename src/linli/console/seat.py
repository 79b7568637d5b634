"""The seat: every view says who may, and is given the office, the post and the moment it acts in.

Forbidden is answered exactly like missing; who is not signed in is asked to, and comes back to the same page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from linli.actions import seats
from linli.actions.deciding import Office
from linli.actions.staff_sessions import lacks_two
from linli.console.rail import furnish
from linli.console.reauthentication import is_demo_seat
from linli.domain.problems import Refused
from linli.domain.unit import Post
from linli.domain.wording import Wording
from linli.ui.moment import present
from linli.ui.office import office_of
from linli.ui.refusals import Refusal, keep_refusal

View = Callable[..., HttpResponse]
Admits = Callable[[Office, Post], bool]
NEXT_MAX = 2_000


class SeatedRequest(HttpRequest):
    """A request whose sender sits at a post."""

    office: Office
    post: Post
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may open a page, in words and as a rule."""

    words: Wording
    admits: Admits
    needs_post: bool = True
    is_before_two: bool = False
    """Open also to somebody whose post needs two factors and who has proven one."""


def who_may(access: Access) -> Callable[[View], View]:
    """State who may open a view; the access table reads it back from there."""

    def stated(view: View) -> View:
        @wraps(view)
        def seated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            response = _answer(view, access, request, args, kwargs)
            response["Cache-Control"] = "private, no-store"
            return response

        seated.access = access  # type: ignore[attr-defined]  # read back by access_table
        return seated

    return stated


def access_of(view: View) -> Access | None:
    """Return what `who_may` stated about a view, or None."""
    return getattr(view, "access", None)


def _answer(view: View, access: Access, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
    if not request.user.is_authenticated:
        return _sign_in(request)
    now = present()
    try:
        office = office_of(request)
    except Refused as refused:
        return render(request, "console/not_ready.html", {"problems": refused.problems}, status=503)
    is_half_in = not is_demo_seat(request) and lacks_two(office, request.session, request.user.pseudonym, now)
    if is_half_in and not access.is_before_two:
        return _to(request, f"{reverse('console:second_factor')}?{urlencode({'next': request.get_full_path()})}")
    wanted = str(request.session.get(seats.SESSION_POST, ""))
    post = seats.seat(office, request.user.pseudonym, wanted, now)
    seated = cast(SeatedRequest, request)
    seated.office, seated.now = office, now
    if post is not None:
        seated.post = post
        if not access.admits(office, post):
            raise Http404
        furnish(request, office=office, post=None if is_half_in else post, name=request.user.name, now=now)
    elif access.needs_post:
        furnish(request, office=office, post=None, name=request.user.name, now=now)
        return render(request, "console/no_post.html", status=200)
    return view(seated, *args, **kwargs)


def refused_at(request: HttpRequest, to: str, refusal: Refusal) -> HttpResponse:
    """Lead back to the page of a form, which then shows what is wrong beside what was typed."""
    keep_refusal(request.session, to, refusal)
    return HttpResponseRedirect(to)


def _sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page; a fragment request takes the whole page there."""
    asked = request.get_full_path()
    back = asked if len(asked) <= NEXT_MAX else request.path  # no browser is led to an address without end
    return _to(request, redirect_to_login(back, reverse("account_login")).url)


def _to(request: HttpRequest, url: str) -> HttpResponse:
    """Lead elsewhere; a fragment request takes the whole page there."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = url
        return response
    return HttpResponseRedirect(url)
