"""Where a page hears of changes: told to the page, and allowed by its Content-Security-Policy."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

EVENTS = "/live/events"
CONSOLE = "/console/"


class LiveAddressMiddleware:
    """Gives pages of the console the address of the live process, on whatever host they were asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set `request.linli_live`; where it lies on another port, let the page connect to that and nothing else."""
        if settings.LINLI_LIVE == "off" or not request.path.startswith(CONSOLE):
            return self.get_response(request)
        if settings.LINLI_LIVE == "/":
            request.linli_live = EVENTS  # type: ignore[attr-defined]  # read by the console's frame
            return self.get_response(request)
        origin = next_port(request)
        request.linli_live = f"{origin}{EVENTS}"  # type: ignore[attr-defined]  # as above
        response = self.get_response(request)
        response._csp_update = {"connect-src": [origin]}  # type: ignore[attr-defined]  # django-csp's own door
        return response


def next_port(request: HttpRequest) -> str:
    """Return scheme, host and the port after the one under which the browser knows this page."""
    host = request.get_host()
    name, colon, port = host.rpartition(":")
    if not colon or not port.isdigit():
        name, port = host, str(request.get_port())
    return f"{request.scheme}://{name}:{int(port) + 1}"
