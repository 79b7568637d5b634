"""The small files that browsers and search engines ask for."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static

from linli.domain.wording import Wording
from linli.public.opening import public_page
from linli.public.words import language

KEPT_OUT = ("/r/", "/report/", "/follow/", "/console/", "/accounts/", "/demo/")
PRODUCT = Wording("邻里", "Linli")
ACCENT, PAPER = "#1F6B57", "#F7F6F2"


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Keep what belongs to one person out of search engines."""
    lines = ["User-agent: *", *(f"Disallow: {one}" for one in KEPT_OUT)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public_page
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead old browsers to the sign."""
    return redirect(static("ui/mark.svg"))


@public_page
def manifest(request: HttpRequest) -> HttpResponse:
    """Say what the page is called on a home screen."""
    district: Wording = getattr(settings, "LINLI_DISTRICT_NAME", PRODUCT)
    answer = {
        "name": f"{district.within(language())} · {PRODUCT.within(language())}",
        "short_name": PRODUCT.within(language()),
        "lang": "en" if language() == "en" else "zh-Hans",
        "start_url": "/",
        "display": "browser",
        "background_color": PAPER,
        "theme_color": ACCENT,
        "icons": [{"src": static("ui/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(answer, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
