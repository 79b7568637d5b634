"""Refusals of the API: problem documents, every mistake at once, in the reader's language, before anything is done."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from linli.actions.deciding import Office
from linli.actions.doors import list_clients, revoke_client
from linli.api.v1.urls import api
from linli.domain.problem_catalogue import CATALOGUE
from linli.domain.unit import Role
from linli.store import models
from tests import cast, offices
from tests.api.v1.conftest import KeyMaker, caller

MISSING = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
PUBLIC = {"/api/v1/problems"}
MOVE_HEADERS = {"idempotency-key": "one", "if-match": '"1"'}


def operations() -> Iterator[tuple[str, str]]:
    """Every method and address that the description names."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield method, path.replace("{key}", MISSING)


def post(client: Client, path: str, body: Any, **headers: str) -> Any:
    given = {"idempotency-key": "k1", **{key.replace("_", "-"): value for key, value in headers.items()}}
    return client.post(f"/api/v1{path}", body, content_type="application/json", headers=given)


@pytest.mark.parametrize(("method", "path"), list(operations()))
@pytest.mark.parametrize("secret", ["", "lk_wrong", "Basic x", "lk_" + "x" * 200, "\x7f"])
def test_without_a_key_that_holds_nothing_is_answered(office: Office, method: str, path: str, secret: str) -> None:
    answer = getattr(caller(secret), method)(path, content_type="application/json")
    if path in PUBLIC:
        assert answer.status_code == 200
        return
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["errors"][0]["code"] == "key_missing"


def test_a_revoked_key_is_like_no_key(office: Office, key: KeyMaker) -> None:
    secret = key(unit="liuan")
    assert caller(secret).get("/api/v1/me").status_code == 200
    revoke_client(office, list_clients(office)[0].id, now=cast.MONDAY)
    assert caller(secret).get("/api/v1/me").status_code == 401


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [("area.read", "/me"), ("case.read", "/cases"), ("case.file", ""), ("figure.read", "")],
)
def test_a_key_is_good_for_its_scopes_only(key: KeyMaker, scope: str, allowed: str) -> None:
    client = caller(key(scope, unit="liuan"))
    for path in ("/me", "/cases"):
        answer = client.get(f"/api/v1{path}")
        assert answer.status_code == (200 if path == allowed else 403)
    codes = [post(client, f"/cases/{MISSING}/notes", {"note": "x"}).json()["errors"][0]["code"]]
    assert codes == ["scope_missing"]


def test_a_key_without_a_post_sees_and_moves_nothing(office: Office, key: KeyMaker) -> None:
    stream = offices.file(office).stream.partition("/")[2]
    client = caller(key())
    for answer in (
        client.get("/api/v1/cases"),
        client.get(f"/api/v1/cases/{stream}"),
        post(client, f"/cases/{stream}/moves", {"verb": "register"}, if_match="*"),
        post(client, f"/cases/{stream}/notes", {"note": "x"}),
    ):
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "seat_missing")


@pytest.mark.parametrize(
    ("role", "unit", "area"), [(Role.LIAISON, "housing", cast.COUNTY), (Role.DISPATCHER, "liuan", cast.DONGTANG)]
)
def test_a_matter_out_of_reach_is_answered_byte_for_byte_like_a_missing_one(
    office: Office, key: KeyMaker, role: Role, unit: str, area: str
) -> None:
    hidden = offices.file(office).stream.partition("/")[2]
    client = caller(key(unit=unit, role=role, area=area))
    for path, body, headers in (
        ("", None, {}),
        ("/moves", {"verb": "register"}, {"if_match": '"1"'}),
        ("/notes", {"note": "x"}, {}),
    ):
        pair = [
            client.get(f"/api/v1/cases/{one}") if body is None else post(client, f"/cases/{one}{path}", body, **headers)
            for one in (hidden, MISSING)
        ]
        assert pair[0].status_code == pair[1].status_code == 404
        assert pair[0].content == pair[1].content
    assert client.get("/api/v1/cases").json()["items"] == []


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/cases?categori=municipal", "unknown_field"), ("/cases?category=nope", "unknown_choice"),
        ("/cases?area=/nowhere/", "unknown_choice"), ("/cases?unit=u-none", "unknown_choice"),
        ("/cases?stage=nope", "wrong_shape"), ("/cases?limit=0", "too_small"), ("/cases?limit=201", "too_large"),
        ("/cases?limit=x", "not_a_number"), ("/cases?cursor=AAAA", "cursor_unknown"),
        ("/areas?level=village", "wrong_shape"), ("/units?q=x", "unknown_field"),
    ],
)  # fmt: skip
def test_a_question_with_a_slip_is_refused_and_finds_nothing(key: KeyMaker, path: str, code: str) -> None:
    answer = caller(key(unit="liuan")).get(f"/api/v1{path}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    (error,) = answer.json()["errors"]
    assert (error["code"], error["in"]) == (code, "query")
    assert error["parameter"] == path.partition("?")[2].partition("=")[0]


def test_a_cursor_belongs_to_its_question_and_its_key(office: Office, key: KeyMaker) -> None:
    for _ in range(3):
        offices.file(office)
    one, other = key(unit="liuan"), key(unit="liuan")
    cursor = caller(one).get("/api/v1/cases?limit=1").json()["next"]
    assert caller(one).get(f"/api/v1/cases?limit=2&cursor={cursor}").status_code == 200
    for client, question in ((caller(other), ""), (caller(one), "&state=open"), (caller(one), "&q=x")):
        answer = client.get(f"/api/v1/cases?limit=1&cursor={cursor}{question}")
        assert answer.json()["errors"][0]["code"] == "cursor_unknown"
    forged = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    assert caller(one).get(f"/api/v1/cases?cursor={forged}").status_code == 422


def test_every_mistake_of_a_filing_is_named_at_once_with_its_pointer(key: KeyMaker) -> None:
    values = {"category": "municipal.nope", "area": "/minghe/nowhere/", "requester": "known"}
    answer = post(caller(key(unit="liuan")), "/cases", {"procedure": "grid_event", "values": values})
    assert answer.status_code == 422
    found = {(error["code"], error.get("pointer")) for error in answer.json()["errors"]}
    assert found >= {
        ("unknown_choice", "#/values/category"), ("unknown_choice", "#/values/area"),
        ("required", "#/values/channel"), ("contact_needed", "#/values/requester_phone"),
    }  # fmt: skip
    assert models.Case.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "not_json"), (b'{"a": NaN}', 400, "not_json"), (b'"\\ud800"', 400, "not_json"),
        (b"", 415, "media_type_unknown"), (b"[]", 422, "wrong_shape"), (b'{"procedure":"grid_event"}', 422, "required"),
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused(key: KeyMaker, body: bytes, status: int, code: str) -> None:
    answer = post(caller(key(unit="liuan")), "/cases", body)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code)


@pytest.mark.parametrize("media", ["text/plain", "application/xml", "application/x-www-form-urlencoded"])
def test_another_media_type_is_refused(key: KeyMaker, media: str) -> None:
    answer = caller(key(unit="liuan")).post("/api/v1/cases", "{}", content_type=media)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (415, "media_type_unknown")


def test_a_body_beyond_the_limit_is_refused(key: KeyMaker) -> None:
    answer = post(caller(key(unit="liuan")), "/cases", {"values": {"words": "x" * 2_000_000}})
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (413, "body_too_large")


@pytest.mark.parametrize("path", ["/nothing", "/cases/a/b/c", "/cases/", "/problems/required", ""])
def test_an_address_that_does_not_exist_is_a_problem_document_too(office: Office, path: str) -> None:
    answer = caller().get(f"/api/v1/{path.lstrip('/')}")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_a_method_that_is_not_there_is_refused_with_those_that_are(office: Office, method: str) -> None:
    answer = getattr(caller(), method)("/api/v1/cases")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, POST")
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/cases?q=%00", "/cases/%00"])
def test_what_cannot_be_kept_is_refused_as_unreadable(key: KeyMaker, path: str) -> None:
    answer = caller(key(unit="liuan")).get(f"/api/v1{path}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize(("language", "words"), [("en", "A key is needed"), ("zh", "需要密钥"), ("fr", "需要密钥")])
def test_refusals_are_said_in_the_language_that_was_asked_for(office: Office, language: str, words: str) -> None:
    answer = caller(language=language).get("/api/v1/me")
    assert answer.json()["title"] == words
    assert "Accept-Language" in answer["Vary"]


def test_too_many_requests_wait_as_long_as_they_are_told(key: KeyMaker, clock: Callable[[datetime], None]) -> None:
    client = caller(key(unit="liuan", rate=2))
    answers = [client.get("/api/v1/me") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert [one["RateLimit"].partition(";t=")[0] for one in answers] == ['"minute";r=1', '"minute";r=0', '"minute";r=0']
    assert answers[2]["RateLimit-Policy"] == '"minute";q=2;w=60'
    wait = int(answers[2]["Retry-After"])
    clock(cast.MONDAY + timedelta(seconds=wait))
    assert client.get("/api/v1/me").status_code == 200


def test_every_code_stands_in_the_catalogue_that_anybody_may_read(office: Office) -> None:
    items = caller().get("/api/v1/problems").json()["items"]
    assert {one["code"] for one in items} == set(CATALOGUE)
    assert all(one["words"]["zh"] and one["words"]["en"] for one in items)
