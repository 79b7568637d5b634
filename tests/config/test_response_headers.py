"""Every answer leaves with its headers: pages, files, redirects, refusals, errors of each kind."""

from collections.abc import Callable, Iterator, MutableMapping
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from linli.config.response_headers import StandingHeadersMiddleware
from linli.ui.standing_headers import STANDING
from tests.live.test_app import COOKIE, HOST, asked
from tests.security.addresses import Filling, Place, places

FORBIDDEN = ("unsafe-inline", "unsafe-eval", "*", "http:", "https:", "data: 'self'")
LATER = "Fri, 31 Dec 2099 00:00:00 GMT"


def check(answer: HttpResponse, what: str) -> None:
    """What holds of every answer."""
    missing = [name for name in STANDING if not answer.headers.get(name)]
    assert missing == [], f"{what}: {missing}"
    assert answer["X-Content-Type-Options"] == "nosniff", what
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin", what
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer"), what
    policy = {part.split()[0]: part.split()[1:] for part in answer["Content-Security-Policy"].split(";")}
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"], what
    assert policy["form-action"] in (["'self'"], ["'none'"]), what
    assert not [one for values in policy.values() for one in values if one in FORBIDDEN], what
    assert "camera=()" in answer["Permissions-Policy"] and "microphone=()" in answer["Permissions-Policy"], what
    assert answer.headers["X-Request-ID"], what


def of_every_address() -> Iterator[tuple[Place, str]]:
    """Every address with arguments that lead nowhere."""
    filling = Filling(case_id="01ARZ3NDEKTSV4RRFFQ69G5FAV")
    for place in places():
        yield place, filling.address(place)


@pytest.mark.django_db
def test_every_address_answers_with_all_headers_by_every_method() -> None:
    client = Client(raise_request_exception=False)
    for place, address in of_every_address():
        for method in ("get", "post", "head", "options", "put"):
            answer = getattr(client, method)(address)
            check(answer, f"{method} {place.name} {answer.status_code}")
    assert len(places()) > 60


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda one: one.get("/static/ui/tokens.css"), 200),
        (lambda one: one.get("/static/public/js/work.js"), 200),
        (lambda one: one.get("/static/ui/mark.svg"), 200),
        (lambda one: one.get("/static/ui/tokens.css", headers={"if-modified-since": LATER}), 304),
        (lambda one: one.get("/static/nothing.css"), 404),
        (lambda one: one.get("/nothing/at/all"), 404),
        (lambda one: one.get("/healthz"), 200),
        (lambda one: one.get("/healthz?q=%00"), 400),
        (lambda one: one.get("/healthz", headers={"host": "strange.example"}), 400),
        (lambda one: one.get("/healthz", headers={"host": "a b\r\nx"}), 400),
        (lambda one: one.post("/language/", {f"f{at}": "1" for at in range(600)}), 400),
        (lambda one: one.post("/report/", headers={"content-length": "999999999999"}), 413),
        (lambda one: one.get("/wall"), 302),
        (lambda one: one.get("/api/v1/nothing"), 404),
    ],
)  # fmt: skip
@pytest.mark.django_db
def test_files_and_errors_of_each_kind_bear_them_too(ask: Callable[[Client], HttpResponse], status: int) -> None:
    answer = ask(Client(raise_request_exception=False))
    b"".join(answer)  # a file is closed when it was read
    answer.close()
    check(answer, str(answer.status_code))
    assert answer.status_code == status


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_with_all_headers() -> None:
    answer = Client(enforce_csrf_checks=True).post("/report/", {"area": "x"})
    check(answer, "csrf")
    assert answer.status_code == 403


@pytest.mark.django_db
def test_a_fault_of_ours_bears_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("linli.public.opening.name_district", broken)
    answer = Client(raise_request_exception=False).get(reverse("home"))
    check(answer, "500")
    assert answer.status_code == 500


def test_what_an_answer_says_itself_stands() -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Referrer-Policy": "no-referrer"})

    answer = StandingHeadersMiddleware(page)(RequestFactory().get("/"))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("ask", "status"),
    [
        (lambda: asked(HOST, COOKIE), 200),
        (lambda: asked(HOST), 401),
        (lambda: asked(COOKIE), 403),
        (lambda: asked(HOST, COOKIE, (b"origin", b"null")), 403),
        (lambda: asked(HOST, COOKIE, path="/nothing"), 404),
        (lambda: asked(HOST, COOKIE, method="POST"), 405),
        (lambda: asked(HOST, COOKIE, consoles_per_person=0), 429),
        (lambda: asked(path="/live/health"), 200),
    ],
)  # fmt: skip
def test_every_answer_of_the_live_process_bears_them_too(
    ask: Callable[[], list[MutableMapping[str, Any]]], status: int
) -> None:
    start = ask()[0]
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    assert start["status"] == status
    assert {name: told.get(name.lower()) for name in STANDING} == dict(STANDING)
