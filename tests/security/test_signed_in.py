"""What somebody who is signed in can rely on: a way out on every page, a session nobody guesses, one's own password."""

import base64
import json
import logging
import re
from datetime import timedelta

import pytest
from django.test import Client

from linli.actions import staffing
from linli.actions.staff_sessions import PROVEN
from linli.domain.problems import Refused
from linli.domain.second_factor import STEP_SECONDS, code_at
from linli.store import first_links, second_factors
from linli.store.staff import account_of
from linli.ui.moment import present
from tests import cast
from tests.security.world import POSTS, World, browser

PASSWORD, NEXT = "wet socks on a stove", "three boats and a lamp"


def with_password(name: str) -> None:
    account = account_of(POSTS[name].staff_id or "")
    assert account is not None
    account.set_password(PASSWORD)
    account.save()


@pytest.mark.parametrize("path", ["/console/", "/console/cases", "/console/seat", "/console/help", "/console/figures"])
def test_every_page_leads_to_signing_out(path: str, world: World) -> None:
    assert 'action="/accounts/logout/"' in browser("hu").get(path).content.decode()


def test_a_session_is_known_by_chance_that_nobody_guesses(world: World) -> None:
    keys = {str(browser("hu").session.session_key) for _ in range(20)}
    assert len(keys) == 20
    assert all(re.fullmatch(r"[a-z0-9]{32}", one) for one in keys)  # 32 of 36 signs: 165 bits


def test_a_new_password_asks_for_the_present_one(world: World) -> None:
    with_password("wei")
    client = browser("wei")
    for old in ("", "something else entirely"):
        client.post("/accounts/password/change/", {"oldpassword": old, "password1": NEXT, "password2": NEXT})
        account = account_of(POSTS["wei"].staff_id or "")
        assert account is not None and account.check_password(PASSWORD)


def test_each_sign_in_refusal_and_end_leaves_a_line_without_a_name(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    with_password("wei")
    client = Client()
    with caplog.at_level(logging.INFO, logger="linli.sign_in"):
        client.post("/accounts/login/", {"login": "login-wei", "password": "wrong words here"})
        client.post("/accounts/login/", {"login": "login-wei", "password": PASSWORD})
        client.post("/accounts/logout/")
    said = [one.getMessage() for one in caplog.records if one.name == "linli.sign_in"]
    assert said == ["sign-in refused", "signed in", "signed out"]
    assert "login-wei" not in json.dumps([one.getMessage() for one in caplog.records])


def with_an_app(name: str) -> int:
    """Give somebody a second factor; return the number of the account."""
    account = account_of(POSTS[name].staff_id or "")
    assert account is not None
    now, sealed = present(), second_factors.new_secret()
    secret = base64.b32decode(second_factors.shown_secret(sealed))
    code = code_at(secret, int(now.timestamp()) // STEP_SECONDS)
    assert second_factors.add_totp(account.pk, sealed, code, now)
    return int(account.pk)


@pytest.mark.parametrize("path", ["/console/account/second-factor"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_factors_are_neither_shown_nor_changed_without_a_fresh_proof(path: str, method: str, world: World) -> None:
    client = browser("hu")
    session = client.session
    session[PROVEN] = (present() - timedelta(days=1)).timestamp()
    session.save()
    answer = getattr(client, method)(path, {"do": "totp", "code": "000000"})
    assert answer.status_code == 302 and "/again" in answer["Location"]


def test_an_administrator_takes_lost_factors_away_and_nobody_else_does(world: World) -> None:
    number = with_an_app("hu")
    for other in ("pan", "yuan", "bao"):
        with pytest.raises(Refused):
            staffing.clear_factors(world.office, POSTS[other], POSTS["hu"], now=cast.MONDAY)
        assert second_factors.has_two(number)
    staffing.clear_factors(world.office, POSTS["admin"], POSTS["hu"], now=cast.MONDAY)
    assert not second_factors.has_two(number)


def test_a_password_given_anew_leaves_the_second_factor_to_be_proven(world: World) -> None:
    number = with_an_app("hu")
    token, _ = first_links.new_link(POSTS["hu"].staff_id or "", present())
    assert first_links.use_link(token, PASSWORD, present()) == "login-hu"
    assert second_factors.has_two(number)
    client = Client()
    client.post("/accounts/login/", {"login": "login-hu", "password": PASSWORD})
    assert client.get("/console/").status_code == 302, "the password alone opens nothing"
