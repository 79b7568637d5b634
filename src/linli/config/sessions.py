"""Sessions of staff end by themselves: after lying idle, and after one working day whatever is done."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from linli.actions.staff_sessions import times_of, touch
from linli.console.account.beginning import idle
from linli.store.staff_sessions import touch_session
from linli.ui.moment import present

WALL = "/console/wall"


class SessionTimesMiddleware:
    """Signs out whoever has been away too long, before any page sees the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End or touch the session; who brings no cookie costs nothing."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now, allowed = present(), idle(request, request.user)
            if times_of(request.session, now).is_over(now, allowed):
                logout(request)
            elif not asks_by_itself(request) and touch(request.session, now=now, idle=allowed):
                touch_session(request.session.session_key or "", now)
        return self.get_response(request)


def asks_by_itself(request: HttpRequest) -> bool:
    """Say whether a page asks for news by itself: that is no sign of somebody sitting there.

    A wall hangs in a room where nobody presses anything; it stays until the working day ends.
    """
    return "Linli-By-Itself" in request.headers and not request.path.startswith(WALL)
