"""Signing in over HTTP: two proofs where a post needs them, slow guessing, sessions that end where they should."""

import base64
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from linli.actions.deciding import Office
from linli.console.account import guessing
from linli.domain.second_factor import STEP_SECONDS, code_at
from linli.store import second_factors
from linli.store.models import SignInPace, Staff, StaffSession
from linli.store.staff import StaffMember, save_staff
from linli.ui.moment import present
from tests import cast

PASSWORD = "a sentence that is long enough"
OTHER_PASSWORD = "another sentence that will do"
READERS = (
    "linli.config.sign_in", "linli.config.second_factor", "linli.config.sessions", "linli.console.account.beginning",
    "linli.console.account.again", "linli.console.account.factors", "linli.console.account.account",
    "linli.console.reauthentication",
)  # fmt: skip
Clock = Callable[[timedelta], datetime]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Set the clock of everything that signs in to some time after now."""
    began = present()

    def set_to(after: timedelta) -> datetime:
        for module in READERS:
            monkeypatch.setattr(f"{module}.present", lambda: began + after)
        return began + after

    set_to(timedelta())
    return set_to


@pytest.fixture
def operator(office: Office) -> Staff:
    """Somebody at a desk, whose post needs two factors and who has one."""
    save_staff([StaffMember(username="hu-at-home", pseudonym="s-fresh", name="胡")])
    account = Staff.objects.get(pseudonym=cast.POSTS["hu"].staff_id)
    account.set_password(PASSWORD)
    account.save()
    return account


@pytest.fixture
def handler(office: Office) -> Staff:
    """Somebody whose post needs only one."""
    account = Staff.objects.get(pseudonym=cast.POSTS["ren"].staff_id)
    account.set_password(PASSWORD)
    account.save()
    return account


def browser(net: str = "192.0.2.7") -> Client:
    told = {"accept-language": "en", "user-agent": "Mozilla/5.0 (Windows) Firefox/140.0"}
    return Client(headers=told, REMOTE_ADDR=net)


def sign_in(client: Client, account: Staff, password: str = PASSWORD, code: str = "") -> str:
    """Return where signing in leads, "" where it is refused."""
    given = {"login": account.username, "password": password, **({"code": code} if code else {})}
    answer = client.post("/accounts/login/", given)
    return str(answer.headers.get("Location", ""))


def secret_shown(client: Client) -> bytes:
    shown = client.get("/console/account/second-factor").content.decode()
    found = re.search(r'account__secret">([A-Z2-7 ]+)<', shown)
    assert found is not None, shown[:400]
    return base64.b32decode(found[1].replace(" ", ""))


def code_of(secret: bytes, moment: datetime, steps: int = 0) -> str:
    return code_at(secret, int(moment.timestamp()) // STEP_SECONDS + steps)


def enrolled(account: Staff, now: datetime) -> bytes:
    """Give an account a phone, used last a minute ago."""
    sealed = second_factors.new_secret()
    secret = base64.b32decode(second_factors.shown_secret(sealed))
    before = now - timedelta(seconds=4 * STEP_SECONDS)
    assert second_factors.add_totp(account.pk, sealed, code_of(secret, before), before)
    return secret


def test_with_one_factor_an_operator_gets_the_page_of_the_second_and_nothing_else(
    operator: Staff, later: Clock
) -> None:
    client = browser()
    assert sign_in(client, operator) == "/console/"
    for page in ("/console/", "/console/cases", "/console/account", "/console/seat", "/console/desk"):
        assert client.get(page)["Location"] == f"/console/account/second-factor?next={quote(page, safe='')}"
    assert client.get("/accounts/password/change/")["Location"] == "/console/account/second-factor"
    fragment = client.get("/console/", headers={"hx-request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"][:29]) == (204, "/console/account/second-facto")
    page = client.get("/console/account/second-factor?next=/console/cases").content.decode()
    assert "six digits" in page
    assert 'href="/console/cases"' not in page
    assert "badge" not in page
    assert 'role="search"' not in page


def test_setting_up_an_app_opens_the_house_and_shows_recovery_codes_once(operator: Staff, later: Clock) -> None:
    client, now = browser(), later(timedelta())
    sign_in(client, operator)
    client.get("/console/account/second-factor?next=/console/cases")
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    secret = secret_shown(client)
    answer = client.post("/console/account/second-factor", {"do": "totp", "code": code_of(secret, now)})
    codes = re.findall(r"<li><code>(\d{8})</code></li>", answer.content.decode())
    assert len(codes) == 10
    assert 'href="/console/cases"' in answer.content.decode()
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before
    assert client.get("/console/").status_code == 200
    again = client.get("/console/account/second-factor").content.decode()
    assert not any(code in again for code in codes)


def test_a_wrong_first_code_sets_nothing_up(operator: Staff, later: Clock) -> None:
    client = browser()
    sign_in(client, operator)
    secret_shown(client)
    answer = client.post("/console/account/second-factor", {"do": "totp", "code": "000000"})
    assert answer["Location"] == "/console/account/second-factor"
    assert not second_factors.has_two(operator.pk)
    page = client.get("/console/account/second-factor").content.decode()
    assert "type them again" in page and "Everything you typed" not in page
    assert client.get("/console/")["Location"].startswith("/console/account/second-factor")


def test_neither_secret_nor_recovery_codes_stand_in_the_database_in_plain(operator: Staff, later: Clock) -> None:
    secret = enrolled(operator, later(timedelta()))
    codes = second_factors.new_recovery_codes(operator.pk, present())
    from allauth.mfa.models import Authenticator

    kept = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert base64.b32encode(secret).decode() not in kept
    assert not any(code in kept for code in codes)
    assert "v1:" in kept


def test_the_code_of_the_phone_signs_in_once(operator: Staff, later: Clock) -> None:
    now = later(timedelta())
    secret = enrolled(operator, now)
    first, second = browser(), browser()
    for client in (first, second):
        assert sign_in(client, operator) == "/accounts/login/second/"
        assert client.get("/console/").status_code == 302
    assert first.post("/accounts/login/second/", {"code": code_of(secret, now)})["Location"] == "/console/"
    assert first.get("/console/").status_code == 200
    assert second.post("/accounts/login/second/", {"code": code_of(secret, now)}).status_code == 200
    assert second.get("/console/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("steps", "is_right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_one_step_off(steps: int, is_right: bool, operator: Staff, later: Clock) -> None:
    now = later(timedelta())
    secret, client = enrolled(operator, now), browser()
    sign_in(client, operator)
    answer = client.post("/accounts/login/second/", {"code": code_of(secret, now, steps)})
    assert (answer.status_code == 302) is is_right


def test_a_recovery_code_signs_in_once(operator: Staff, later: Clock) -> None:
    now = later(timedelta())
    enrolled(operator, now)
    code = second_factors.new_recovery_codes(operator.pk, now)[3]
    for expected in (302, 200):
        client = browser()
        sign_in(client, operator)
        assert client.post("/accounts/login/second/", {"code": code}).status_code == expected


def test_codes_are_tried_slowly_once_the_password_is_known(operator: Staff, later: Clock) -> None:
    """At most ten in an hour, whoever tries: a one-time code is six digits."""
    began = later(timedelta())
    secret, client = enrolled(operator, began), browser()
    sign_in(client, operator)
    for _ in range(5):
        client.post("/accounts/login/second/", {"code": "000000"})
    answer = client.post("/accounts/login/second/", {"code": code_of(secret, began)})
    assert answer.status_code == 200
    assert "try again in" in answer.content.decode()
    now = later(timedelta(minutes=12, seconds=1))
    assert client.post("/accounts/login/second/", {"code": code_of(secret, now)})["Location"] == "/console/"


def test_an_unknown_name_is_answered_word_for_word_like_a_wrong_password(operator: Staff, later: Clock) -> None:
    answers = []
    for net, name in (("198.51.100.1", operator.username), ("203.0.113.1", "nobody-of-that-name")):
        client, told = browser(net), []
        for number in range(9):
            later(timedelta(seconds=number))
            answer = client.post("/accounts/login/", {"login": name, "password": "wrong"})
            text = re.sub(r'value="[^"]*"', "", answer.content.decode())
            told.append((answer.status_code, text))
        answers.append(told)
    assert answers[0] == answers[1]


def test_of_many_guesses_few_are_compared_and_the_owner_still_gets_in(
    operator: Staff, later: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty guesses within an hour from thirty nets; the owner, at home, adds the code and is in."""
    secret = enrolled(operator, later(timedelta()))
    compared = []
    checked = Staff.check_password
    monkeypatch.setattr(Staff, "check_password", lambda self, raw: compared.append(raw) is None and checked(self, raw))
    for number in range(60):
        later(timedelta(minutes=number))
        sign_in(browser(f"198.51.{number % 30}.1"), operator, f"guess number {number}")
    assert 5 <= len(compared) <= 10
    now = later(timedelta(minutes=59, seconds=30))
    home = browser("203.0.113.9")
    assert sign_in(home, operator) == ""
    assert sign_in(home, operator, code=code_of(secret, now)) == "/console/"
    assert home.get("/console/").status_code == 200


def test_password_and_code_together_never_say_which_of_them_was_wrong(operator: Staff, later: Clock) -> None:
    now = later(timedelta())
    secret, told = enrolled(operator, now), set()
    for net, password, code in (
        ("198.51.100.1", PASSWORD, "000000"), ("198.51.101.1", "wrong", code_of(secret, now)),
        ("198.51.102.1", "wrong", "000000"),
    ):  # fmt: skip
        answer = browser(net).post("/accounts/login/", {"login": operator.username, "password": password, "code": code})
        told.add(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    assert len(told) == 1


def test_the_owners_own_browser_is_not_slowed_by_anybody(handler: Staff, later: Clock) -> None:
    own = browser("203.0.113.9")
    assert sign_in(own, handler) == "/console/"
    device = own.cookies[guessing.DEVICE_COOKIE].value
    for number in range(40):
        later(timedelta(seconds=number))
        sign_in(browser(f"198.51.{number}.1"), handler, "guess")
    fresh = browser("203.0.113.9")
    assert sign_in(fresh, handler) == ""
    fresh.cookies[guessing.DEVICE_COOKIE] = device
    assert sign_in(fresh, handler) == "/console/"


@pytest.mark.parametrize("cookie", ["", "x", "a:b:c", "eyJpZCI6Im1pbmUifQ:1abcde:forged"])
def test_a_device_cookie_that_nobody_signed_is_no_known_device(cookie: str, handler: Staff, later: Clock) -> None:
    for number in range(40):
        later(timedelta(seconds=number))
        sign_in(browser(f"198.51.{number}.1"), handler, "guess")
    client = browser()
    client.cookies[guessing.DEVICE_COOKIE] = cookie
    assert sign_in(client, handler) == ""


def test_neither_names_nor_addresses_are_kept_of_whoever_guesses(operator: Staff, later: Clock) -> None:
    sign_in(browser("198.51.100.77"), operator, "wrong")
    kept = " ".join(SignInPace.objects.values_list("bucket", flat=True))
    assert len(kept.split()) >= 2
    assert operator.username not in kept
    assert "198.51" not in kept


def test_a_session_planted_before_signing_in_is_worth_nothing(handler: Staff, later: Clock) -> None:
    """Fixation: whoever knows the key of before does not know the one of after."""
    client = browser()
    client.get("/accounts/login/?next=/console/")
    session = client.session
    session["planted"] = "yes"
    session.save()
    planted = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    sign_in(client, handler)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != planted
    thief = browser()
    thief.cookies[settings.SESSION_COOKIE_NAME] = planted
    assert thief.get("/console/")["Location"].startswith("/accounts/login/")


def test_a_stolen_cookie_is_refused_after_signing_out(handler: Staff, later: Clock) -> None:
    client, thief = browser(), browser()
    sign_in(client, handler)
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert thief.get("/console/").status_code == 200
    answer = client.post("/accounts/logout/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert thief.get("/console/")["Location"].startswith("/accounts/login/")
    assert not StaffSession.objects.exists()


def test_an_idle_session_ends_and_a_used_one_goes_on_until_the_longest_day(handler: Staff, later: Clock) -> None:
    client = browser()
    sign_in(client, handler)
    for minutes in range(10, 600, 10):
        later(timedelta(minutes=minutes))
        assert client.get("/console/").status_code == 200, minutes
    later(timedelta(minutes=600))
    assert client.get("/console/")["Location"].startswith("/accounts/login/")
    other = browser()
    later(timedelta(minutes=601))
    sign_in(other, handler)
    later(timedelta(minutes=616, seconds=1))
    assert other.get("/console/")["Location"].startswith("/accounts/login/")


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(handler: Staff, later: Clock) -> None:
    client = browser()
    sign_in(client, handler)
    for minutes in (5, 10, 14):
        later(timedelta(minutes=minutes))
        client.get("/console/", headers={"hx-request": "true", "linli-by-itself": "1"})
    later(timedelta(minutes=15, seconds=1))
    assert client.get("/console/")["Location"].startswith("/accounts/login/")


def test_my_sessions_are_listed_and_ended_on_the_server_without_showing_what_opens_them(
    handler: Staff, later: Clock
) -> None:
    here, there = browser(), browser()
    sign_in(here, handler)
    sign_in(there, handler)
    shown = here.get("/console/account").content.decode()
    assert shown.count("Firefox · Windows") == 2
    keys = list(Session.objects.values_list("session_key", flat=True))
    assert keys
    assert not any(key in shown for key in keys)
    found = re.search(r'name="session" value="([^"]+)"><button class="button button--small" type="submit">End<', shown)
    assert found is not None
    here.post("/console/account/sessions/end", {"session": found[1]})
    assert there.get("/console/")["Location"].startswith("/accounts/login/")
    assert here.get("/console/").status_code == 200


def test_a_session_of_somebody_else_cannot_be_ended(handler: Staff, operator: Staff, later: Clock) -> None:
    victim, client = browser(), browser()
    sign_in(victim, operator)
    sign_in(client, handler)
    row = StaffSession.objects.get(staff=operator)
    assert client.post("/console/account/sessions/end", {"session": row.id}).status_code == 404
    assert client.post("/console/account/sessions/end", {"session": "a\x00b"}).status_code == 400
    assert StaffSession.objects.filter(pk=row.pk).exists()


def test_a_new_password_ends_every_other_session_and_keeps_this_one(handler: Staff, later: Clock) -> None:
    here, there = browser(), browser()
    sign_in(here, handler)
    sign_in(there, handler)
    given = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert here.post("/accounts/password/change/", given).status_code == 302
    assert there.get("/console/")["Location"].startswith("/accounts/login/")
    assert here.get("/console/").status_code == 200
    assert StaffSession.objects.filter(staff=handler).count() == 1


def test_the_last_factor_of_somebody_who_needs_two_cannot_be_removed(operator: Staff, later: Clock) -> None:
    now = later(timedelta())
    secret, client = enrolled(operator, now), browser()
    sign_in(client, operator)
    client.post("/accounts/login/second/", {"code": code_of(secret, now)})
    factor = second_factors.factors_of(operator.pk)[0]
    client.post("/console/account/second-factor", {"do": "remove", "factor": factor.id})
    assert second_factors.has_two(operator.pk)
    assert "Add another one before" in client.get("/console/account/second-factor").content.decode()


def test_a_demo_seat_needs_no_second_factor_and_says_so(operator: Staff, later: Clock) -> None:
    Staff.objects.filter(pk=operator.pk).update(is_demo=True)
    client = browser()
    client.force_login(Staff.objects.get(pk=operator.pk))
    assert "Demo seat: no second factor." in client.get("/console/").content.decode()
    assert client.get("/console/account").status_code == 200


def test_outside_a_demo_no_account_is_exempt(operator: Staff, later: Clock, settings: object) -> None:
    settings.DEMO = False
    Staff.objects.filter(pk=operator.pk).update(is_demo=True)
    client = browser()
    sign_in(client, operator)
    assert client.get("/console/")["Location"].startswith("/console/account/second-factor")
