"""One line in the log for each request: the name of the route, never the address, for a receipt code stands in it."""

import logging
import re
import time
from collections.abc import Callable
from secrets import token_hex

from django.http import HttpRequest, HttpResponse

from linli.config.logs import request_id

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9_-]{8,64}")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = logging.getLogger("linli.requests")


class RequestLogMiddleware:
    """Gives each request an id, which its answer and every line of the log about it bear."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write the line."""
        given = request.headers.get(HEADER, "")
        own = given if GIVEN.fullmatch(given) else token_hex(8)
        mark, began = request_id.set(own), time.perf_counter()
        try:
            response = self.get_response(request)
            facts = {
                "route": request.resolver_match.view_name if request.resolver_match else "",
                "method": request.method if request.method in METHODS else "other",
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000, 1),
                "post": getattr(getattr(request, "post", None), "id", ""),
            }
            log.info("request", extra=facts)
        finally:
            request_id.reset(mark)
        response.headers[HEADER] = own
        return response
