"""Behind HTTPS: cookies of this very host, everything else led there, and other systems refused in plain."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import django, json
django.setup()
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from linli.config.limits import HostileInputMiddleware
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory
make = RequestFactory(headers={"host": "linli.example"})
pages = SecurityMiddleware(HostileInputMiddleware(lambda request: HttpResponse("in")))
found = {}
for path in ("/", "/console/", "/report", "/api/v1/cases", "/open311/v2/requests.json", "/healthz"):
    plain, secure = pages(make.get(path)), pages(make.get(path, secure=True))
    found[path] = [plain.status_code, plain.headers.get("Location", ""), secure.status_code,
                   secure.headers.get("Strict-Transport-Security", "")]
names = [one for one in dir(settings) if "COOKIE" in one or one.startswith("SESSION_")]
from linli.console.account import guessing
from linli.public import drafts
from linli.ui.preferences import COOKIES
own = [guessing.DEVICE_COOKIE, drafts.COOKIE, drafts.DEVICE_COOKIE, *COOKIES.values()]
told = {one: str(getattr(settings, one)) for one in names}
print(json.dumps({"paths": found, "settings": told, "cookies": own, "draft_path": drafts.PATH}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What an installation behind HTTPS says of itself, asked in a process of its own."""
    environment = {
        "PATH": os.defpath, "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_DATA_DIR": str(tmp_path_factory.mktemp("data")), "LINLI_PUBLIC_URL": "https://linli.example",
        "LINLI_ALLOWED_HOSTS": "linli.example",
        "LINLI_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "PYTHONPATH": str(ROOT / "src"),
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


@pytest.mark.parametrize("path", ["/", "/console/", "/report"])
def test_pages_lead_to_https_and_ask_browsers_to_stay_there_for_a_year(path: str, told: dict[str, Any]) -> None:
    plain, to, secure, stays = told["paths"][path]
    assert (plain, to, secure) == (301, f"https://linli.example{path}", 200)
    assert stays == "max-age=31536000; includeSubDomains; preload"


@pytest.mark.parametrize("path", ["/api/v1/cases", "/open311/v2/requests.json"])
def test_other_systems_are_refused_in_plain_and_not_led_on(path: str, told: dict[str, Any]) -> None:
    assert told["paths"][path] == [403, "", 200, "max-age=31536000; includeSubDomains; preload"]


def test_cookies_are_of_this_host_secure_and_the_sessions_out_of_reach_of_scripts(told: dict[str, Any]) -> None:
    settings = told["settings"]
    for kind in ("SESSION", "CSRF"):
        assert settings[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert settings[f"{kind}_COOKIE_SECURE"] == settings[f"{kind}_COOKIE_HTTPONLY"] == "True"
        assert settings[f"{kind}_COOKIE_SAMESITE"] == "Lax"
        assert settings[f"{kind}_COOKIE_PATH"] == "/" and settings[f"{kind}_COOKIE_DOMAIN"] == "None"
    assert settings["LANGUAGE_COOKIE_SECURE"] == "True"
    assert settings["SESSION_ENGINE"] == "django.contrib.sessions.backends.db"


def test_every_other_cookie_bears_the_prefix_of_its_host_too(told: dict[str, Any]) -> None:
    """A browser takes such a name only with Secure and for the whole host; scripts write the same names."""
    assert len(told["cookies"]) == 7
    assert [one for one in told["cookies"] if not one.startswith("__Host-linli_")] == []
    assert told["draft_path"] == "/"
    script = (ROOT / "src/linli/ui/static/ui/js/preferences.js").read_text("utf-8")
    assert "`${prefix}linli_${name}=${value}; Path=/;" in script and '["__Host-", "; Secure"]' in script
