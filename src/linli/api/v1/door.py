"""The door: who knocks, whether the key is good for what is asked, and how often it may knock."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from linli.actions.api_views import Allowance, Caller, caller_of, pay
from linli.domain.problems import Problem, Refused
from linli.ui.moment import present
from linli.ui.office import the_office

JSON = "application/json"
WINDOW_SECONDS = 60


class Key(HttpBearer):
    """The key of a client, good for one scope; the name stands in the description as the security scheme."""

    def __init__(self, scope: str) -> None:
        """Ask for `scope`."""
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return the caller; raises Refused where the key lacks the scope, the caller has to wait, or sends no JSON."""
        caller = caller_of(the_office(), token, present())
        if caller is None:
            return None
        allowance = pay(caller)
        request.linli_allowance = allowance  # type: ignore[attr-defined]  # told in the headers of every answer
        if allowance.wait_seconds:
            raise Refused([Problem("too_many_requests", params={"seconds": allowance.wait_seconds})])
        if not caller.client.may(self.scope):
            raise Refused([Problem("scope_missing", params={"scope": self.scope})])
        if request.method == "POST" and request.content_type != JSON:
            raise Refused([Problem("media_type_unknown")])
        return caller


def caller(request: HttpRequest) -> Caller:
    """Return who knocked, in a view behind a key."""
    return cast(Caller, request.auth)  # type: ignore[attr-defined]  # the framework puts it there


def tell_allowance(request: HttpRequest, response: HttpResponse) -> None:
    """Say in every answer how much may still be asked, and after a refusal how long to wait.

    Source: draft-ietf-httpapi-ratelimit-headers-10; RFC 9110 section 10.2.3 (Retry-After).
    """
    allowance: Allowance | None = getattr(request, "linli_allowance", None)
    if allowance is None:
        return
    response["RateLimit-Policy"] = f'"minute";q={allowance.per_minute};w={WINDOW_SECONDS}'
    response["RateLimit"] = f'"minute";r={allowance.left};t={allowance.wait_seconds or 1}'
    if allowance.wait_seconds:
        response["Retry-After"] = str(allowance.wait_seconds)
