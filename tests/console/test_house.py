"""The house: my unit, my seats, the help page; signing in by a calm page and in no other way."""

import pytest
from django.test import Client

from linli.actions.deciding import Office
from linli.console.urls import urlpatterns
from linli.store.staff import StaffMember, account_of, save_staff
from tests import cast
from tests.console.conftest import Seat

PASSWORD = "a sentence that is long enough"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("path", ["unit", "help", "seat", "notices", "components", "cases", "desk/new", "desk", ""])
def test_every_page_shows_in_both_languages(path: str, language: str, seat: Seat) -> None:
    answer = seat("hu", language=language).get(f"/console/{path}")
    assert answer.status_code == 200
    assert ('lang="en"' in answer.content.decode()[:60]) == (language == "en")
    assert len(answer.content) < 100 * 1024
    assert len(urlpatterns) >= 19


def test_a_unit_reads_its_posts_and_duties(seat: Seat) -> None:
    shown = seat("wei", language="zh-CN").get("/console/unit").content.decode()
    for words in ("区城市管理局", "部门联络员", "Song", "市政设施", "行业责任"):
        assert words in shown


def test_who_holds_two_posts_changes_between_them(seat: Seat) -> None:
    client = seat("zhou")
    assert client.get("/console/desk").status_code == 404
    shown = client.get("/console/seat").content.decode()
    assert cast.POSTS["zhou_at_desk"].id in shown
    answer = client.post("/console/seat", {"post": cast.POSTS["zhou_at_desk"].id})
    assert answer["Location"] == "/console/"
    assert client.get("/console/desk").status_code == 200


@pytest.mark.parametrize("post", ["p-cheng", "p-nobody", ""])
def test_nobody_sits_at_a_post_of_others(post: str, seat: Seat) -> None:
    client = seat("zhou")
    client.post("/console/seat", {"post": post})
    assert client.get("/console/desk").status_code == 404


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"])
def test_changing_seats_leads_nowhere_else(onward: str, seat: Seat) -> None:
    answer = seat("zhou").post("/console/seat", {"post": "", "next": onward})
    assert answer["Location"] == "/console/"


def test_a_wrong_password_is_told_in_chinese_and_the_name_stays(office: Office) -> None:
    save_staff([StaffMember(username="mei", pseudonym="s-mei", name="梅")], password=PASSWORD)
    client = Client(headers={"accept-language": "zh-CN"})
    answer = client.post("/accounts/login/", {"login": "mei", "password": "wrong"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "请修改以下内容" in shown
    assert 'value="mei"' in shown
    assert "wrong" not in shown


def test_signing_in_leads_back_to_where_one_was(office: Office) -> None:
    save_staff([StaffMember(username="mei", pseudonym="s-hu", name="梅")], password=PASSWORD)
    save_staff([StaffMember(username="lin", pseudonym="s-lin", name="林")], password=PASSWORD)
    client = Client()
    answer = client.post(
        "/accounts/login/?next=/console/cases", {"login": "lin", "password": PASSWORD, "next": "/console/cases"}
    )
    assert answer["Location"] == "/console/cases"


def test_nobody_signs_up(office: Office) -> None:
    assert Client().get("/accounts/signup/").status_code == 404
    assert Client().post("/accounts/signup/", {"username": "new", "password1": PASSWORD}).status_code == 404


def test_an_account_that_was_ended_is_answered_like_a_wrong_password(office: Office) -> None:
    account = account_of(cast.POSTS["hu"].staff_id or "")
    assert account is not None
    account.set_password(PASSWORD)
    account.is_active = False
    account.save()
    answer = Client().post("/accounts/login/", {"login": account.username, "password": PASSWORD})
    assert answer.status_code == 200
    assert 'name="password"' in answer.content.decode()


def test_an_account_without_a_password_of_its_own_has_none_to_change(seat: Seat) -> None:
    client = seat("hu")
    assert client.get("/accounts/password/change/").status_code == 404
    assert "/accounts/password/change/" not in client.get("/console/seat").content.decode()
