"""Every address of the console says who may open it, and forbidden looks exactly like missing."""

import pytest
from django.test import Client
from django.urls import reverse

from linli.actions.deciding import Office
from linli.console.access_table import access_table
from linli.store.staff import account_of
from tests import offices
from tests.console.conftest import Seat

ARGUMENTS = {
    "case_id": "x", "key": "x", "verb": "note", "clock_key": "wait", "seq": 1, "name": "photo1",
    "procedure": "petition", "noun": "unit", "post_id": "x", "area_key": "x", "template": "moved", "step": "areas",
    "paper": "answer_letter", "kind": "docx", "form": "answer_letter", "version": 0,
    "setting": "public.hotline", "year": 2026, "proposal_id": "x", "glass_id": "x", "unit_key": "x", "meeting_id": "x",
    "round_id": "x", "code": "x",
    "checklist": "x", "inspection_id": "x", "draw_id": "x", "campaign_id": "x",
    "sweep_id": "x", "place_id": "x", "place": "x",
    "visit_id": "x", "finding": "f1", "unit_id": "x", "letter_id": "x", "letter": "a", "sitting": 1,
    "site_id": "x", "asset_id": "x", "plan_id": "x", "drill_id": "x", "section_id": "x",
}  # fmt: skip


def addresses() -> list[str]:
    """Every address, filled with a case that does not exist where it names one."""
    from linli.console.urls import urlpatterns

    found = []
    for one in urlpatterns:
        names = one.pattern.converters
        found.append(reverse(f"console:{one.name}", kwargs={name: ARGUMENTS[name] for name in names}))
    return found


def test_every_address_says_who_may_open_it() -> None:
    table = access_table()
    assert set(table) >= {"today", "desk", "intake", "cases", "export", "case", "move", "photo", "open", "clock"}
    assert all(one.words.zh and one.words.en for one in table.values())


@pytest.mark.parametrize("address", addresses())
def test_who_is_not_signed_in_is_led_to_sign_in_and_back(address: str, office: Office) -> None:
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={address}"


def test_a_fragment_request_without_a_seat_takes_the_whole_page_to_sign_in(office: Office) -> None:
    answer = Client().get("/console/desk/x", headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/accounts/login/?next=/console/desk/x")


@pytest.mark.parametrize("address", ["/console/", "/console/cases", "/console/desk"])
def test_staff_without_any_post_reads_so_calmly(address: str, office: Office) -> None:
    client = Client(headers={"accept-language": "zh-CN"})
    newcomer = account_of("s-newcomer")
    assert newcomer is not None
    client.force_login(newcomer)
    answer = client.get(address)
    assert answer.status_code == 200
    assert "您现在没有在岗" in answer.content.decode()


@pytest.mark.parametrize("who", ["deng", "kong", "min", "tiao", "cha"])
def test_a_case_of_others_is_answered_like_one_that_does_not_exist(who: str, seat: Seat, office: Office) -> None:
    """Another street, departments and committees without a relation."""
    filed = offices.file(office)
    client = seat(who)
    missing = client.get("/console/cases/01ARZ3NDEKTSV4RRFFQ69G5FAV")
    forbidden = client.get(f"/console/cases/{filed.case_id}")
    assert missing.status_code == forbidden.status_code == 404
    assert missing.content == forbidden.content
    for tail in ("/do/note", "/clock/wait", "/contact", "/photo/1/photo1"):
        assert client.get(f"/console/cases/{filed.case_id}{tail}").content == missing.content
        assert client.post(f"/console/cases/{filed.case_id}{tail}").content == missing.content


@pytest.mark.parametrize("who", ["zhou", "gu", "wei", "ren", "hui", "tang", "admin"])
def test_the_desk_is_answered_like_a_missing_page_to_whoever_has_none(who: str, seat: Seat, office: Office) -> None:
    filed = offices.file(office)
    client = seat(who)
    missing = client.get("/console/cases/nothing").content
    for address in ("/console/desk", f"/console/desk/{filed.case_id}", f"/console/desk/{filed.case_id}/send"):
        answer = client.get(address)
        assert (answer.status_code, answer.content) == (404, missing)


def test_only_posts_that_may_file_can_open_the_form_of_taking_in(seat: Seat) -> None:
    assert [seat(who).get("/console/desk/new").status_code for who in ("hu", "ren", "hui")] == [200, 200, 200]
    assert [seat(who).get("/console/desk/new").status_code for who in ("zhou", "wei", "tang", "admin")] == [404] * 4


def test_nothing_of_the_console_is_kept_by_a_shared_cache(seat: Seat) -> None:
    assert seat("hu").get("/console/")["Cache-Control"] == "private, no-store"
