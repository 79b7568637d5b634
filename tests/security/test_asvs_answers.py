"""What goes out: types, names of files, caches, faults, refusals logged: OWASP ASVS 5.0.0 chapters 3 to 7, 14, 16."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.test import Client
from django.urls import reverse

from linli.store.models import Staff
from linli.store.staff import account_of
from tests.logged import listening
from tests.security.addresses import Filling, Place, places
from tests.security.world import POSTS, World, browser

KIND = re.compile(
    r"(?:text/(?:html|plain|csv|css|calendar|xml)|application/xml); charset=utf-8|image/(?:jpeg|png|svg\+xml)"
    r"|application/(?:(?:(?:problem|manifest|geo|schema)\+)?json(?:; charset=utf-8)?|toml|zip|vnd\.[a-z.+-]+)"
)
NAMED = re.compile(r"""inline|attachment; filename="[A-Za-z0-9._-]+"|attachment; filename\*=UTF-8''[A-Za-z0-9%._-]+""")
"""A paper bears its title and number, every sign but letters and digits written as its bytes."""
PASSWORD = "wet socks on a stove"


def answers(world: World, seat: str) -> Iterator[tuple[Place, Any]]:
    """Every address as somebody at a seat reads it."""
    own, client = world.matters["own"], browser(seat)
    filling = Filling(case_id=own.case_id, receipt=own.receipt, photo=world.photos["own"])
    for place in places():
        if place.face != "demo":
            yield place, client.get(filling.address(place))


@pytest.mark.parametrize("seat", ["", "hu", "admin"])
def test_every_answer_names_what_it_is(seat: str, world: World) -> None:
    wrong, seen = [], 0
    for place, answer in answers(world, seat):
        if answer.status_code == 200 and (answer.streaming or answer.content):
            seen += 1
            if not KIND.fullmatch(answer["Content-Type"].lower()):
                wrong.append((place.name, answer["Content-Type"]))
    assert wrong == []
    assert seen > 15


def test_names_of_files_that_are_handed_out_are_ours_and_plain(world: World) -> None:
    found = {
        place.name: answer["Content-Disposition"]
        for seat in ("hu", "admin")
        for place, answer in answers(world, seat)
        if "Content-Disposition" in answer
    }
    assert {"console:cases_sheet", "console:photo"} <= set(found) or len(found) >= 3, found
    assert {key: named for key, named in found.items() if not NAMED.fullmatch(named)} == {}


@pytest.mark.parametrize("seat", ["hu", "admin"])
def test_no_page_of_the_console_is_kept_by_a_browser(seat: str, world: World) -> None:
    kept = [
        (place.name, answer.get("Cache-Control", ""))
        for place, answer in answers(world, seat)
        if place.face == "console" and answer.status_code == 200 and "no-store" not in answer.get("Cache-Control", "")
    ]
    assert kept == []


def test_a_fault_of_ours_says_nothing_of_the_inside(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("SELECT secret FROM inside")

    monkeypatch.setattr("linli.public.opening.name_district", broken)
    answer = Client(raise_request_exception=False).get(reverse("home"))
    assert answer.status_code == 500
    assert not re.search(rb"SELECT|RuntimeError|Traceback|\.py\b|site-packages|django", answer.content)


def test_a_page_that_was_refused_leaves_a_line_with_who_asked_for_what(world: World) -> None:
    hidden = world.matters["own"].case_id
    with listening() as log:
        assert browser("kong").get(f"/console/cases/{hidden}").status_code == 404
        assert browser("hu", strict=True).post(f"/console/cases/{hidden}/do/note").status_code == 403
    lines = [one for one in log.lines if one["logger"] == "linli.requests"]
    assert [(one["route"], one["status"]) for one in lines] == [("console:case", 404), ("console:move", 403)]
    assert lines[0]["post"] == POSTS["kong"].id
    assert hidden not in log.text


def test_who_signed_in_and_out_stands_in_the_log_by_pseudonym_and_a_refused_name_does_not(world: World) -> None:
    account, client = account_of(POSTS["wei"].staff_id or ""), Client()
    assert account is not None
    account.set_password(PASSWORD)
    account.save()
    with listening() as log:
        client.post("/accounts/login/", {"login": account.username, "password": "a wrong sentence"})
        client.post("/accounts/login/", {"login": account.username, "password": PASSWORD})
        client.post("/accounts/logout/")
    lines = [(one["said"], one.get("staff", "")) for one in log.lines if one["logger"] == "linli.sign_in"]
    who = account.pseudonym
    assert lines == [("sign-in refused", ""), ("signed in", who), ("signed out", who)]
    assert account.username not in log.text


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_host(onward: str, world: World) -> None:
    account = account_of(POSTS["wei"].staff_id or "")
    assert account is not None
    account.set_password(PASSWORD)
    account.save()
    given = {"login": account.username, "password": PASSWORD, "next": onward}
    answer = Client().post(f"/accounts/login/?next={onward}", given)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/console/")


def test_the_end_of_an_account_ends_its_sessions_at_once(world: World) -> None:
    client, account = browser("deng"), account_of(POSTS["deng"].staff_id or "")
    assert account is not None and client.get("/console/").status_code == 200
    Staff.objects.filter(pk=account.pk).update(is_active=False)
    try:
        assert client.get("/console/")["Location"].startswith("/accounts/login/")
    finally:
        Staff.objects.filter(pk=account.pk).update(is_active=True)


def test_an_unknown_account_costs_as_much_time_as_a_known_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long is the digest: one is made for either."""
    made: list[str] = []

    def counted(of: Callable[..., Any]) -> Callable[..., Any]:
        def noted(self: Argon2PasswordHasher, word: str, other: str) -> Any:
            made.append(word)
            return of(self, word, other)

        return noted

    for name in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name, counted(getattr(Argon2PasswordHasher, name)))
    account = account_of(POSTS["wei"].staff_id or "")
    assert account is not None
    account.set_password(PASSWORD)
    account.save()
    made.clear()
    for at, name in enumerate((account.username, "nobody-of-that-name")):
        Client(REMOTE_ADDR=f"198.51.{at}.1").post("/accounts/login/", {"login": name, "password": "a wrong sentence"})
        assert made == ["a wrong sentence"] * (at + 1)
