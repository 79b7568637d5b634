"""What every answer bears, and what hostile input gets: never a 5xx."""

import json
import os
import subprocess
import sys
from pathlib import Path

import django.db
import psycopg
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import override_settings

from linli.config.limits import HostileInputMiddleware
from linli.domain.problems import Problem, Refused

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


def test_every_answer_says_that_nothing_from_outside_may_run() -> None:
    answer = Client().get("/healthz")
    assert answer.status_code == 200
    assert {one.strip() for one in answer["Content-Security-Policy"].split(";")} >= POLICY
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.django_db
def test_readiness_asks_the_database() -> None:
    assert Client().get("/readyz").status_code == 200


def test_a_body_announced_as_too_long_is_refused_before_it_is_read() -> None:
    with override_settings(REQUEST_BODY_BYTES_MAX=10):
        answer = Client().post("/language/", {"language": "en", "next": "/" + "x" * 40})
    assert answer.status_code == 413
    assert answer.content


def test_what_the_database_cannot_keep_is_refused() -> None:
    assert Client().get("/healthz", {"q": "a\x00b"}).status_code == 400


@pytest.mark.parametrize("kind", [django.db.DataError, psycopg.DataError])
def test_what_the_database_refused_for_what_was_sent_is_a_bad_request(
    rf: RequestFactory, kind: type[Exception]
) -> None:
    """A form that nobody checked for it, written by the ORM or by COPY; any other fault stays one of ours."""
    watched = HostileInputMiddleware(lambda _: HttpResponse())
    sent, harmless = rf.post("/", {"words": ["a", "b\x00c"]}), rf.post("/", {"words": "abc"})
    sent.LANGUAGE_CODE = "zh-hans"
    answer = watched.process_exception(sent, kind("NUL"))
    assert answer is not None and answer.status_code == 400
    assert watched.process_exception(harmless, kind("too long")) is None


def test_too_many_fields_are_a_bad_request() -> None:
    answer = Client().post("/language/", {f"field{number}": "1" for number in range(600)})
    assert answer.status_code == 400


@pytest.mark.parametrize("announced", ["", "-5", "ten", "٣"])
def test_a_malformed_length_is_not_our_fault(announced: str) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("ok")

    request = RequestFactory().post("/", HTTP_CONTENT_LENGTH=announced)
    request.META["CONTENT_LENGTH"] = announced
    assert HostileInputMiddleware(page)(request).status_code == 200


@pytest.mark.parametrize(("accepted", "expected"), [("en", "en"), ("zh-CN,zh;q=0.9", "zh-hans"), ("fr", "zh-hans")])
def test_the_language_follows_the_browser_and_is_chinese_otherwise(accepted: str, expected: str) -> None:
    answer = Client().get("/healthz", HTTP_ACCEPT_LANGUAGE=accepted)
    assert answer["Content-Language"] == expected


def test_the_language_cookie_wins() -> None:
    client = Client()
    client.post("/language/", {"language": "en", "next": "/healthz"})
    assert client.get("/healthz", HTTP_ACCEPT_LANGUAGE="zh")["Content-Language"] == "en"


CHECK = (
    "import json, django; django.setup()\n"
    "from django.core.checks import run_checks\n"
    "print(json.dumps([str(one) for one in run_checks(include_deployment_checks=True)]))"
)


def test_the_deployment_check_is_clean_behind_https(tmp_path: Path) -> None:
    told = {
        "PATH": os.defpath,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_DATA_DIR": str(tmp_path),
        "LINLI_PUBLIC_URL": "https://linli.example",
        "LINLI_ALLOWED_HOSTS": "linli.example",
        "LINLI_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    }
    done = subprocess.run([sys.executable, "-c", CHECK], env=told, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


def test_a_page_that_needs_a_shut_vault_says_so_and_is_no_server_error(
    rf: RequestFactory,
) -> None:
    request = rf.get("/console/cases/1")
    request.LANGUAGE_CODE = "zh-hans"
    refused = Refused([Problem("vault_unavailable")])
    answer = HostileInputMiddleware(lambda _: HttpResponse()).process_exception(request, refused)
    assert answer is not None and answer.status_code == 503 and answer["Retry-After"] == "60"
    assert "没有收下" in answer.content.decode()
    other = Refused([Problem("not_found")])
    assert HostileInputMiddleware(lambda _: HttpResponse()).process_exception(request, other) is None
