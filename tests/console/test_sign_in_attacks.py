"""What somebody tries who wants in: a hundred thousand guesses, names, stolen cookies, forms of strange pages."""

import re
import statistics
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from time import perf_counter

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from linli.actions.deciding import Office
from linli.actions.setup_sheets import save_changes
from linli.domain.unit import Role
from linli.store import second_factors
from linli.store.models import Entry, Notice, Outbox, Staff, StaffSession
from linli.ui.moment import present
from tests import cast
from tests.console.conftest import Seat
from tests.console.test_sign_in import (  # fixtures are found by their names
    OTHER_PASSWORD,
    PASSWORD,
    Clock,
    browser,
    code_of,
    enrolled,
    handler,
    later,
    operator,
    secret_shown,
    sign_in,
)
from tests.domain.test_sign_in_pace import House, most_within
from tests.security.addresses import places

__all__ = ["handler", "later", "operator"]
NOON = datetime(2026, 3, 2, 4, tzinfo=cast.MONDAY.tzinfo)
EFFECTIVE_MAX, LOCKED_OUT_MAX = 10, timedelta(minutes=15)
OPEN_TO_STRANGE_PAGES = {"policy_report"}
"""What a browser sends by itself and bears no token; its only effect is a number that grows."""

SIGNED_BY_A_PLATFORM = {"callback"}
"""WeChat's servers post it: they hold no token of ours and no cookie. It is taken by a signature over a secret, the
moment and the message (`tests/api/test_wechat.py`), and who is signed in gets nothing by it (the test below)."""


def attack(guesses: int, *, nets: int, every: timedelta) -> House:
    """Guess so often, from so many parts of the net in turn; every seventh time beside an invented code."""
    house = House()
    for number in range(guesses):
        house.guess(NOON + number * every, net=f"n{number % nets}", code=number % 7 == 6)
    return house


@pytest.mark.parametrize("nets", [1, 3, 250])
@pytest.mark.parametrize("guesses", [500, pytest.param(100_000, marks=pytest.mark.drill)])
@pytest.mark.parametrize("seconds", [0.04, 1, 17])
def test_of_any_number_of_guesses_ten_an_hour_count_and_the_victim_is_never_locked_out(
    guesses: int, nets: int, seconds: float
) -> None:
    """With a browser of one's own, or with the code, one is in within a quarter of an hour, always."""
    house = attack(guesses, nets=nets, every=timedelta(seconds=seconds))
    assert most_within(house.compared_at, timedelta(hours=1)) <= EFFECTIVE_MAX
    end = NOON + guesses * timedelta(seconds=seconds)
    assert house.guess(end, net="n0", device="my own", right=True).is_compared
    assert any(
        house.guess(end + timedelta(seconds=one), net="n0", code=True, right=True).is_compared
        for one in range(int(LOCKED_OUT_MAX.total_seconds()) + 1)
    )
    if nets == 1:  # from elsewhere, without a code and on a new browser
        minutes = range(int(LOCKED_OUT_MAX.total_seconds()) // 60 + 1)
        assert any(house.guess(end + timedelta(minutes=one), net="home", right=True).is_compared for one in minutes)


def test_the_time_of_an_answer_does_not_say_whether_there_is_such_an_account(handler: Staff, later: Clock) -> None:
    """Both are compared with the same slow hash; the middle of eight answers differs by less than half."""
    taken: dict[str, list[float]] = {"known": [], "unknown": []}
    for number in range(8):
        later(timedelta(hours=number))
        for kind, name in (("known", handler.username), ("unknown", "nobody-of-that-name")):
            began = perf_counter()
            answer = browser(f"198.51.{number}.1").post("/accounts/login/", {"login": name, "password": "wrong"})
            taken[kind].append(perf_counter() - began)
            assert answer.status_code == 200
    known, unknown = (statistics.median(one) for one in taken.values())
    assert 0.5 < known / unknown < 2


def views() -> Iterator[tuple[str, object]]:
    def walk(patterns: list[URLPattern | URLResolver]) -> Iterator[tuple[str, object]]:
        for one in patterns:
            if isinstance(one, URLResolver):
                yield from walk(one.url_patterns)
            else:
                yield str(one.name), one.callback

    yield from walk(get_resolver().url_patterns)


def test_no_view_for_people_is_exempt_from_the_token_of_forms() -> None:
    exempt = {name for name, view in views() if getattr(view, "csrf_exempt", False)}
    by_key = {one.name.partition(":")[2] for one in places() if one.face in ("api-v1", "open311")}
    by_signature = {one.name.partition(":")[2] for one in places() if one.face == "wechat"}
    assert by_signature == SIGNED_BY_A_PLATFORM
    assert exempt - by_key == OPEN_TO_STRANGE_PAGES | SIGNED_BY_A_PLATFORM


def test_a_strange_page_that_posts_where_wechat_knocks_gets_nothing_by_whoever_is_signed_in(
    seat: Seat, office: Office
) -> None:
    """The signature alone decides, so the cookie that a browser sends along changes neither answer nor store."""
    before = Entry.objects.count()
    answers = [one.post("/wechat/callback", {"a": "b"}) for one in (seat("admin"), Client())]
    assert answers[0].status_code == answers[1].status_code and answers[0].status_code in (400, 404)
    assert {one.content for one in answers} == {b""}
    assert not any("sessionid" in one.cookies for one in answers)
    assert Entry.objects.count() == before


def test_every_address_of_accounts_and_of_my_account_refuses_a_form_without_its_token(
    seat: Seat, office: Office
) -> None:
    sat = seat("admin")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = sat.cookies
    paths = [f"/console/{one}" for one in ("account/sessions/end", "account/second-factor", "account/again")]
    paths += ["/accounts/login/", "/accounts/logout/", "/accounts/password/change/", "/accounts/first/"]
    paths += ["/console/setup/posts/p-hu/password", "/console/setup/posts/p-hu/leave"]
    assert {path: strict.post(path, {"do": "sessions"}).status_code for path in paths} == dict.fromkeys(paths, 403)
    assert sat.get("/console/").status_code == 200


def test_several_browsers_at_once_are_seen_and_each_new_one_is_told_of_once(handler: Staff, later: Clock) -> None:
    """A parallel sign-in is allowed; the list of sessions shows it."""
    first, second = browser(), browser("203.0.113.9")
    for client in (first, second):
        assert sign_in(client, handler) == "/console/"
    assert StaffSession.objects.filter(staff=handler).count() == 2
    assert first.get("/console/account").content.decode().count("Firefox · Windows") == 2
    told = [one.payload for one in Outbox.objects.filter(payload__template="sign_in_new_browser")]
    assert [one["staff"] for one in told] == [handler.pseudonym] * 2
    second.post("/accounts/logout/")
    assert sign_in(second, handler) == "/console/"
    assert Outbox.objects.filter(payload__template="sign_in_new_browser").count() == 2


def stolen(client: Client) -> Client:
    thief = browser("198.51.100.66")
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert thief.get("/console/").status_code == 200
    return thief


def is_out(client: Client) -> bool:
    return str(client.get("/console/").headers.get("Location", "")).startswith("/accounts/login/")


def test_a_stolen_cookie_is_worth_nothing_from_the_moment_a_role_changes(
    handler: Staff, office: Office, later: Clock
) -> None:
    client = browser()
    sign_in(client, handler)
    thief = stolen(client)
    save_changes(office, cast.POSTS["admin"], (replace(cast.POSTS["ren"], role=Role.GRID_LEADER),), present())
    assert is_out(thief) and is_out(client)


def test_a_stolen_cookie_is_worth_nothing_once_an_administrator_ends_every_session(
    handler: Staff, seat: Seat, later: Clock
) -> None:
    client, admin = browser(), seat("admin")
    sign_in(client, handler)
    thief = stolen(client)
    page = admin.get("/console/setup/posts/p-ren/password").content.decode()
    assert "End every session" in page
    answer = admin.post("/console/setup/posts/p-ren/password", {"do": "sessions"})
    assert answer["Location"] == "/console/setup/posts/p-ren/password"
    assert "1 session has ended." in admin.get(answer["Location"]).content.decode()
    assert is_out(thief) and is_out(client) and not is_out(admin)


def test_an_administrator_without_a_fresh_proof_ends_nothing(handler: Staff, seat: Seat, later: Clock) -> None:
    client, admin = browser(), seat("admin")
    sign_in(client, handler)
    Staff.objects.filter(pseudonym=cast.POSTS["admin"].staff_id).update(is_demo=False)
    session = admin.session
    session["linli_proven_at"] = 0
    session.save()
    answer = admin.post("/console/setup/posts/p-ren/password", {"do": "sessions"})
    assert answer["Location"].startswith("/console/account/again")
    assert not is_out(client)


def test_i_end_all_my_sessions_this_one_too(handler: Staff, later: Clock) -> None:
    here, there = browser(), browser()
    for client in (here, there):
        sign_in(client, handler)
    assert here.post("/console/account/sessions/end", {"session": "all"})["Location"] == "/accounts/login/"
    assert is_out(here) and is_out(there)
    assert not StaffSession.objects.filter(staff=handler).exists()


def changes_told(account: Staff) -> list[str]:
    found = Outbox.objects.filter(payload__template="sign_in_changed", payload__staff=account.pseudonym)
    return [one.payload["params"]["change_en"] for one in found.order_by("id")]


def test_every_change_of_my_sign_in_is_told_to_me(operator: Staff, later: Clock) -> None:
    now = later(timedelta())
    client = browser()
    sign_in(client, operator)
    secret = secret_shown(client)
    client.post("/console/account/second-factor", {"do": "totp", "code": code_of(secret, now)})
    client.post("/console/account/second-factor", {"do": "codes"})
    given = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    client.post("/accounts/password/change/", given)
    assert [re.sub(r";.*", "", one) for one in changes_told(operator)] == [
        "A second factor was added", "New recovery codes were made", "The password was changed",
    ]  # fmt: skip
    assert not Notice.objects.exists()  # the worker brings it to the post, and mails it


def test_a_password_set_behind_a_link_and_a_factor_taken_away_are_told(
    handler: Staff, seat: Seat, later: Clock
) -> None:
    shown = seat("admin").post("/console/setup/posts/p-ren/password").content.decode()
    link = shown.partition('<code class="account__secret">')[2].partition("</code>")[0]
    client = browser()
    client.get(link[link.index("/accounts/first/") :])
    client.post("/accounts/first/", {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD})
    assert changes_told(handler) == ["The password was changed"]
    now = later(timedelta())
    secret = enrolled(handler, now)
    sign_in(client, handler, OTHER_PASSWORD)
    client.post("/accounts/login/second/", {"code": code_of(secret, now)})
    factor = second_factors.factors_of(handler.pk)[0]
    client.post("/console/account/second-factor", {"do": "remove", "factor": factor.id})
    assert changes_told(handler)[1:] == ["A second factor was removed"]
