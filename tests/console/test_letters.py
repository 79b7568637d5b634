"""The letter room: one person does not open a letter alone; two do, and it becomes a matter with a receipt."""

import re
from dataclasses import replace

import pytest

from linli.actions.deciding import Office
from linli.domain.letter import Hand
from linli.store import letters as stored
from linli.store import models
from linli.store.journal import load_states
from tests import cast
from tests.console.conftest import Seat, mistakes

REGISTER = {"way": "letter_box", "box": "桥东社区信箱", "received_date": "2026-03-02", "count": "1"}
FORM = {
    "words": "信里说,单元门口的路灯坏了", "category": "municipal.street_lamp", "area": cast.GRID, "urgency": "ordinary",
    "requester": "known", "requester_name": "陈先生", "requester_phone": "000-5555-0001", "command": "e" * 32,
}  # fmt: skip


def registered(seat: Seat) -> str:
    """Register one letter; return its address."""
    seat("hu").post("/console/letters", REGISTER)
    return f"/console/letters/{models.Letter.objects.get(unit=cast.POSTS['hu'].unit_id).pk}"


def one_hand() -> Hand:
    return Hand(post_id="p-one", staff_id="s-one", at=cast.MONDAY)


def opened_by_two(seat: Seat) -> str:
    here = registered(seat)
    seat("hu").post(here, {"do": "open", "pages": "3"})
    seat("pan").post(here, {"do": "witness"})
    return here


def test_every_mistake_of_a_registration_is_named_at_once(seat: Seat) -> None:
    client = seat("hu")
    shown = mistakes(client, client.post("/console/letters", {"way": "", "received_date": "soon", "count": "many"}))
    assert "2 things to put right" in shown
    shown = mistakes(client, client.post("/console/letters", {**REGISTER, "way": "pigeon", "count": "99"}))
    assert "2 things to put right" in shown
    assert models.Letter.objects.count() == 0


def test_one_person_does_not_open_a_letter_alone(seat: Seat) -> None:
    here = registered(seat)
    client = seat("hu")
    client.post(here, {"do": "open", "pages": "3"})
    assert "I was there" not in client.get(here).content.decode()
    shown = mistakes(client, client.post(here, {"do": "witness"}))
    assert "Two people open a letter" in shown
    assert client.get(f"{here}/take-in").status_code == 404


def test_a_colleague_witnesses_it_and_both_stand_in_the_log(seat: Seat) -> None:
    shown = seat("gu").get(opened_by_two(seat)).content.decode()
    for word in ("Opening log", "Opened and counted", "Witnessed the opening", "Hu", "Pan", "Take it in as a matter"):
        assert word in shown


def test_a_letter_is_taken_in_and_its_receipt_shown_once(office: Office, seat: Seat) -> None:
    here = opened_by_two(seat)
    client = seat("hu")
    page = client.get(f"{here}/take-in").content.decode()
    assert "A PDF is not taken" in page
    answer = client.post(f"{here}/take-in?procedure=grid_event", FORM, follow=True)
    shown = answer.content.decode()
    assert re.search(r"(\w{4}-){3}\w{4}", shown)
    assert models.Case.objects.get().channel == "letter"
    assert not re.search(r">(\w{4}-){3}\w{4}<", client.get(here).content.decode())
    assert client.get(f"{here}/take-in").status_code == 404


@pytest.mark.parametrize("procedure", ["grid_event", "petition", "stuck_matter"])
def test_a_writer_who_gives_only_a_postal_address_is_known_and_the_address_is_hidden(
    office: Office, seat: Seat, procedure: str
) -> None:
    here = opened_by_two(seat)
    client = seat("hu")
    categories = {"petition": "petition.request", "stuck_matter": "service.many_trips"}
    given = {**FORM, "requester_phone": "", "requester_address": "明河区探针街7号"}
    given["category"] = categories.get(procedure, FORM["category"])
    answer = client.post(f"{here}/take-in?procedure={procedure}", given)
    assert answer["Location"] == here
    case = models.Case.objects.get()
    assert (case.procedure, load_states(office.county_id, [f"case/{case.pk}"])[f"case/{case.pk}"].requester) == (
        procedure, "known"
    )  # fmt: skip
    shown = client.get(f"/console/cases/{case.pk}").content.decode()
    assert "Postal address" in shown
    assert "探针街" not in shown


def test_a_letter_sent_twice_leads_to_what_it_became(seat: Seat) -> None:
    here = opened_by_two(seat)
    client = seat("hu")
    first, again = (client.post(f"{here}/take-in?procedure=grid_event", FORM) for _ in range(2))
    assert (first.status_code, first["Location"]) == (again.status_code, again["Location"]) == (302, here)
    assert models.Case.objects.count() == 1
    assert "It is taken in" in client.get(here).content.decode()


def test_the_receipt_of_one_letter_is_not_shown_with_another(seat: Seat) -> None:
    here = opened_by_two(seat)
    client = seat("hu")
    client.post("/console/letters", REGISTER)
    other = f"/console/letters/{models.Letter.objects.get(serial=2).pk}"
    client.post(other, {"do": "open", "pages": "1"})
    seat("pan").post(other, {"do": "witness"})
    client.post(f"{other}/take-in?procedure=grid_event", {**FORM, "command": "f" * 32}, follow=True)
    client.post(f"{here}/take-in?procedure=grid_event", FORM)
    assert "It is taken in" not in client.get(other).content.decode()
    assert "It is taken in" in client.get(here).content.decode()


def test_whoever_may_file_nothing_is_offered_no_form(seat: Seat) -> None:
    """The joint meeting receives letters too; its sponsor takes in no matter of any kind."""
    gao = seat("gao")
    gao.post("/console/letters", REGISTER)
    one = models.Letter.objects.get()
    hand = replace(one_hand(), post_id="p-other", staff_id="s-other")
    stored.mark_opened(one.pk, one_hand(), pages=1)
    stored.mark_witnessed(one.pk, hand)
    shown = gao.get(f"/console/letters/{one.pk}").content.decode()
    assert "hand it to the window" in shown
    assert "/take-in" not in shown
    assert "/take-in" in seat("hu").get(opened_by_two(seat)).content.decode()


def test_the_mistakes_of_the_form_come_back_with_what_was_typed(seat: Seat) -> None:
    here = opened_by_two(seat)
    client = seat("hu")
    given = {**FORM, "words": "", "requester_phone": "", "area": "", "area_typed": "天上人间"}
    shown = mistakes(client, client.post(f"{here}/take-in?procedure=grid_event", given))
    for mistake in ("Please fill this in.", "“天上人间” was not found.", "or a postal address"):
        assert mistake in shown
    assert 'value="陈先生"' in shown


def test_the_right_procedure_is_chosen_by_a_press(seat: Seat) -> None:
    here = opened_by_two(seat)
    client = seat("hu")
    shown = client.get(f"{here}/take-in?procedure=petition").content.decode()
    assert "Petition" in shown
    client.post(f"{here}/take-in?procedure=petition", {**FORM, "category": "petition.request", "command": "d" * 32})
    assert models.Case.objects.get().procedure == "petition"


def test_what_is_no_matter_is_set_aside_with_a_kind_of_reason(seat: Seat) -> None:
    here = opened_by_two(seat)
    client = seat("hu")
    assert "Please fill this in." in mistakes(client, client.post(here, {"do": "aside", "aside": "boring"}))
    shown = client.post(here, {"do": "aside", "aside": "advertisement"}, follow=True).content.decode()
    assert "Advertising" in shown


def test_another_unit_and_an_administrator_find_no_letter(seat: Seat) -> None:
    here = registered(seat)
    for name in ("deng", "admin", "ren"):
        assert seat(name).get(here).status_code == 404
        assert seat(name).post(here, {"do": "open", "pages": "1"}).status_code == 404
    assert seat("hu").post(here, {"do": "burn"}).status_code == 404


def test_the_room_says_what_it_is_for_when_nothing_waits(seat: Seat) -> None:
    assert "没有待处理的来信" in seat("hu", language="zh-hans").get("/console/letters").content.decode()
