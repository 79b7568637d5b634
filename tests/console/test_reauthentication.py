"""What cannot be undone asks again who is there, and leads back with nothing lost."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from linli.actions.deciding import Office
from linli.actions.staff_sessions import PROVEN
from linli.console.reauthentication import KEPT, needs_fresh
from linli.store import staff_sessions
from linli.store.models import Staff, StaffSession
from linli.ui.moment import present
from tests import cast
from tests.console.conftest import Seat

PASSWORD = "a sentence that is long enough"
PAGE = "/console/setup/posts/p-hu/password"


@pytest.fixture
def administrator(seat: Seat) -> Client:
    client = seat("admin")
    account = Staff.objects.get(pseudonym=cast.POSTS["admin"].staff_id)
    account.set_password(PASSWORD)
    account.save()
    client.force_login(account)
    session = client.session
    session["linli_second_factor"] = True
    session["linli_post"] = cast.POSTS["admin"].id
    session.save()
    return client


def age(client: Client, minutes: int) -> None:
    """Let the last proof lie so long ago."""
    session = client.session
    session[PROVEN] = (present() - timedelta(minutes=minutes)).timestamp()
    session.save()


def test_a_fresh_proof_is_asked_for_nothing(administrator: Client) -> None:
    age(administrator, 9)
    assert administrator.get(PAGE).status_code == 200


def test_an_old_proof_is_asked_again_and_leads_back(administrator: Client) -> None:
    age(administrator, 11)
    asked = administrator.get(PAGE)
    assert asked.status_code == 302
    page = asked["Location"]
    assert page.startswith("/console/account/again?next=")
    assert "Is it you?" in administrator.get(page).content.decode()
    assert administrator.post(page, {"password": "wrong"})["Location"] == page
    told = administrator.get(page).content.decode()
    assert "did not confirm" in told and "type them again" in told and "Everything you typed" not in told
    assert administrator.get(PAGE).status_code == 302
    assert administrator.post(page, {"password": PASSWORD})["Location"] == PAGE
    assert administrator.get(PAGE).status_code == 200


def test_a_form_that_was_sent_waits_on_the_server_and_goes_on_by_a_press(administrator: Client) -> None:
    age(administrator, 11)
    asked = administrator.post(PAGE, {"do": "link", "note": ["一", "<二>"]})
    page = asked["Location"]
    assert "first/" not in administrator.get(page).content.decode()
    assert administrator.post(page, {"password": PASSWORD})["Location"] == "/console/account/resume"
    shown = administrator.get("/console/account/resume").content.decode()
    assert f'action="{PAGE}"' in shown
    for name, value in (("do", "link"), ("note", "一"), ("note", "&lt;二&gt;")):
        assert f'name="{name}" value="{value}"' in shown
    assert "/accounts/first/" in administrator.post(PAGE, {"do": "link"}).content.decode()
    assert KEPT not in administrator.session


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_a_proof_leads_to_no_other_site(onward: str, administrator: Client) -> None:
    answer = administrator.post(f"/console/account/again?next={onward}", {"password": PASSWORD})
    assert answer["Location"] == "/console/account"


def test_guessing_at_the_page_of_proof_is_as_slow_as_at_the_sign_in(administrator: Client) -> None:
    age(administrator, 11)
    page = administrator.get(PAGE)["Location"]
    for _ in range(4):
        administrator.post(page, {"password": "wrong"})
    administrator.post(page, {"password": PASSWORD})
    assert administrator.get(PAGE).status_code == 302
    assert "try again in" in administrator.get(page).content.decode()


def test_a_fragment_request_takes_the_whole_page_to_the_proof(administrator: Client) -> None:
    age(administrator, 11)
    answer = administrator.get(PAGE, headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"][:22]) == (204, "/console/account/again")


def test_nobody_proves_anything_without_a_seat(office: Office) -> None:
    for address in ("/console/account/again", "/console/account/resume", "/console/account/second-factor"):
        assert Client().get(address)["Location"].startswith("/accounts/login/")


def test_a_view_below_the_decorator_is_not_reached_without_a_proof(office: Office) -> None:
    request = RequestFactory().post("/x", {"a": "1"})
    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    request.user = Staff.objects.get(pseudonym=cast.POSTS["admin"].staff_id)
    seen: list[HttpRequest] = []

    def view(got: HttpRequest) -> HttpResponse:
        seen.append(got)
        return HttpResponse("done")

    answer = needs_fresh(view)(request)
    assert (answer.status_code, seen) == (302, [])
    assert request.session[KEPT] == {"to": "/x", "typed": [["a", "1"]], "had_files": False}


def test_a_session_goes_on_under_a_new_key_and_the_one_of_before_opens_nothing(administrator: Client) -> None:
    age(administrator, 11)
    before = administrator.cookies[settings.SESSION_COOKIE_NAME].value
    account = Staff.objects.get(pseudonym=cast.POSTS["admin"].staff_id)
    staff_sessions.open_session(before, account.pk, browser="Firefox", now=present())
    page = administrator.get(PAGE)["Location"]
    administrator.post(page, {"password": PASSWORD})
    after = administrator.cookies[settings.SESSION_COOKIE_NAME].value
    assert after != before
    assert StaffSession.objects.filter(session_key=after).exists()
    assert not StaffSession.objects.filter(session_key=before).exists()
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get("/console/")["Location"].startswith("/accounts/login/")
