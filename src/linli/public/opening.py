"""How public pages are answered: with the headers their content asks for, whatever happens in the view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.views.defaults import page_not_found

from linli.domain.problems import Refused
from linli.ui.office import name_district

View = Callable[..., HttpResponse]
PLACE_ONLY_HERE = "geolocation=(self), camera=(), microphone=()"
NO_SENSORS = "geolocation=(), camera=(), microphone=()"


def public_page(view: View) -> View:
    """A page for everybody: only read, and without use of the device's sensors."""
    return _answered(view, {"Permissions-Policy": NO_SENSORS}, methods=("GET", "HEAD"))


def finding_page(view: View) -> View:
    """A page on which the reader may let the browser say where they are."""
    return _answered(view, {"Permissions-Policy": PLACE_ONLY_HERE, "Cache-Control": "no-store"})


def private_page(view: View) -> View:
    """A page that shows what one person wrote: kept nowhere, indexed nowhere, named to nobody."""
    headers = {
        "Permissions-Policy": NO_SENSORS,
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
    }
    return _answered(view, headers)


def _answered(view: View, headers: dict[str, str], methods: tuple[str, ...] = ("GET", "HEAD", "POST")) -> View:
    @wraps(view)
    def answered(request: HttpRequest, **parts: Any) -> HttpResponse:
        if request.method not in methods:
            response: HttpResponse = HttpResponseNotAllowed(methods)
        else:
            try:
                name_district(request)
                response = view(request, **parts)
            except Http404 as missing:
                response = page_not_found(request, missing)
            except Refused as refused:
                response = _without_county(request, refused)
        for name, value in headers.items():
            response[name] = value
        return response

    return answered


def _without_county(request: HttpRequest, refused: Refused) -> HttpResponse:
    """Before a county is set up there is nothing to show; any other refusal is the view's own business."""
    if all(one.code == "no_county" for one in refused.problems):
        return page_not_found(request, Http404())
    raise refused
