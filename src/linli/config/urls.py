"""The map of addresses: each face brings its own `urls`; only their prefixes are said here."""

from importlib.util import find_spec

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from linli.config.health import health, readiness
from linli.config.policy_reports import policy_report
from linli.config.sign_in import addresses

FACE_PREFIXES = (
    ("console/", "linli.console.urls"),
    ("demo/", "linli.demo.urls"),
    ("", "linli.api.urls"),  # its doors have prefixes of their own: /open311/v2/, /api/v1/
    ("", "linli.public.urls"),
)


def faces() -> list[URLResolver]:
    """Return the addresses of the faces that are switched on and have pages; `public` has the root."""
    return [
        path(prefix, include(module))
        for prefix, module in FACE_PREFIXES
        if module.split(".")[1] in settings.FACES and find_spec(module)
    ]


handler500 = "linli.config.limits.gone_wrong"
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health, name="health"),
    path("readyz", readiness, name="readiness"),
    path("policy-reports", policy_report, name="policy_report"),
    path("language/", set_language, name="set_language"),
    path("accounts/", include(addresses())),
    path("wall", RedirectView.as_view(pattern_name="console:wall"), name="short_wall"),
    *faces(),
]
