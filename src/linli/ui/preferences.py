"""Language, theme, size of type and width of the rail: kept in cookies, changed by any address.

`?lang=en`, `?theme=dark`, `?elder=1` and `?rail=narrow` on any page keep the choice and lead back to the same
page, so that every switch is a plain link which works without script.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes
from django.utils.translation import get_language_from_request

from linli.domain.wording import Language
from linli.ui.language import language_of

KEPT_FOR_SECONDS = 365 * 24 * 3600
COOKIES: Mapping[str, str] = {
    "lang": settings.LANGUAGE_COOKIE_NAME,
    **{name: f"{settings.COOKIE_PREFIX}linli_{name}" for name in ("theme", "elder", "rail")},
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "lang": ("zh-hans", "en"),
    "theme": ("auto", "light", "dark"),
    "elder": ("0", "1", "2", "3"),
    "rail": ("wide", "narrow"),
}
MACHINE_DOORS = ("/api/", "/open311/", "/ogc/", "/cap/", "/openrosa/", "/log/", "/static/")
"""Addresses for programs, whose parameters are theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """How this reader wants pages to look."""

    language_code: str = "zh-hans"
    theme: Literal["auto", "light", "dark"] = "auto"
    elder_size: int = 0
    """0 is off; 1, 2 and 3 are 20, 24 and 30 px of type."""
    rail: Literal["wide", "narrow"] = "wide"

    @property
    def language(self) -> Language:
        """The language as the domain names it."""
        return language_of(self.language_code)


def preferences_of(request: HttpRequest) -> Preferences:
    """Read the choices out of `request`; anything unknown counts as not chosen."""

    def chosen(name: str) -> str:
        value = request.COOKIES.get(COOKIES[name], "")
        return value if value in CHOICES[name] else CHOICES[name][0]

    return Preferences(
        language_code=get_language_from_request(request),
        theme=cast(Literal["auto", "light", "dark"], chosen("theme")),
        elder_size=int(chosen("elder")),
        rail=cast(Literal["wide", "narrow"], chosen("rail")),
    )


class PreferencesMiddleware:
    """Keeps `request.preferences`; stands before LocaleMiddleware, which then follows the same cookie."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Keep a choice and lead back, or go on."""
        names = [name for name in COOKIES if name in request.GET]
        if names and request.method in ("GET", "HEAD") and not request.path.startswith(MACHINE_DOORS):
            return _kept(request, names)
        request.preferences = preferences_of(request)  # type: ignore[attr-defined]  # our own attribute
        response = self.get_response(request)
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
        return response


def _kept(request: HttpRequest, names: list[str]) -> HttpResponse:
    """Lead to the same address without `names`, with the valid ones kept as cookies."""
    query = request.GET.copy()
    chosen = {name: str(query.pop(name)[-1]) for name in names}
    path = escape_leading_slashes(request.path)
    response = HttpResponseRedirect(f"{path}?{query.urlencode()}" if query else path)
    for name, value in chosen.items():
        if value in CHOICES[name]:
            response.set_cookie(
                COOKIES[name], value, max_age=KEPT_FOR_SECONDS, samesite="Lax", secure=request.is_secure()
            )
    response["Cache-Control"] = "no-store"
    return response
