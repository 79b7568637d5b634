"""The outermost step: every answer leaves with its headers, also those that no page made."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from linli.ui.standing_headers import STANDING


class StandingHeadersMiddleware:
    """Adds what an answer does not say itself; errors, redirects, files and refusals of other steps pass here too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with all headers."""
        response = self.get_response(request)
        for name, value in STANDING.items():
            response.headers.setdefault(name, value)
        return response
