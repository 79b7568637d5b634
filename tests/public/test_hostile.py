"""Hostile input: 500 strings in every field of every form; each is answered in words, none breaks out of its place."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from linli.actions.deciding import Office
from tests import cast, offices
from tests.public.conftest import body, filled, nasty_strings, what

RAW = ("<script>alert(1)</script>", "<img src=x", "<!--\n", "<b>")
Send = Callable[[str], HttpResponse]


def never_breaks(send: Send) -> None:
    for nasty in nasty_strings():
        answer = send(nasty)
        page = body(answer)
        assert "Set-Cookie: x=1" not in str(answer.headers)
        found = [raw for raw in RAW if raw in page]
        assert found == [], repr(nasty)


def test_there_are_five_hundred_different_strings() -> None:
    assert len(list(nasty_strings())) == 500
    assert len(set(nasty_strings())) > 450


@pytest.mark.parametrize("form", ["chosen", "located", "words", "search", "under"])
def test_the_first_step_survives(form: str, visitor: Client) -> None:
    visitor.post("/report/", {"area": cast.GRID})
    sends: dict[str, Send] = {
        "chosen": lambda nasty: visitor.post("/report/", {"area": nasty, "q": nasty}),
        "located": lambda nasty: visitor.post("/report/", {"lon": nasty, "lat": nasty}),
        "words": lambda nasty: visitor.post("/report/", {"place_words": nasty}),
        "search": lambda nasty: visitor.get("/report/", {"q": nasty}),
        "under": lambda nasty: visitor.get("/grid/", {"under": nasty, "q": nasty}),
    }
    never_breaks(sends[form])


def test_the_second_step_survives_in_all_fields_at_once(visitor: Client) -> None:
    visitor.post("/report/", {"area": cast.GRID})
    fields = (*what(), "remove", "go")
    never_breaks(lambda nasty: visitor.post("/report/what/", dict.fromkeys(fields, nasty)))


@pytest.mark.parametrize("field", ["words", "requester_name", "requester_phone", "requester_email"])
def test_what_the_second_step_takes_the_third_shows_harmlessly(field: str, visitor: Client) -> None:
    visitor.post("/report/", {"area": cast.GRID})
    for nasty in list(nasty_strings())[::5]:
        if visitor.post("/report/what/", what(**{field: nasty})).status_code == 302:
            page = body(visitor.get("/report/check/"))
            assert [raw for raw in RAW if raw in page] == []


def test_the_hidden_number_and_the_receipt_field_survive(visitor: Client) -> None:
    filled(visitor)
    never_breaks(lambda nasty: visitor.post("/report/check/", {"command_id": nasty}))
    never_breaks(lambda nasty: visitor.post("/follow/", {"receipt": nasty}))


@pytest.mark.parametrize("verb", ["note", "rate", "ask_reopen", "withdraw"])
def test_the_forms_of_a_matter_survive(verb: str, visitor: Client, office: Office) -> None:
    code = offices.file(office).receipt
    keys = [f"{verb}_{key}" for key in ("note", "grade", "comment", "reason")]

    def send(nasty: str) -> HttpResponse:
        fields: dict[str, Any] = dict.fromkeys((*keys, "command_id"), nasty)
        return visitor.post(f"/r/{code}", {**fields, "verb": verb if len(nasty) % 2 else nasty})

    for nasty in list(nasty_strings())[:: 1 if verb == "rate" else 5]:
        page = body(send(nasty))
        assert [raw for raw in RAW if raw in page] == []


def test_addresses_survive(visitor: Client) -> None:
    for nasty in list(nasty_strings())[:120]:
        for path in ("/r/{}", "/grid/{}/", "/r/{}/photo/1/{}"):
            body(visitor.get(path.format(*[nasty.replace("/", "")[:200] or "x"] * 2)))


@pytest.mark.parametrize("cookie", ["", "x", "x:y", "x" * 4000, '"', "a:1:b", "%00"])
def test_a_broken_cookie_is_no_cookie(cookie: str, visitor: Client) -> None:
    visitor.cookies["linli_report"] = cookie
    assert visitor.get("/report/").status_code == 200
    assert visitor.get("/report/what/").status_code == 302
    assert visitor.post("/report/", {"area": cast.GRID}).status_code == 302
