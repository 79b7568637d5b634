"""The phone desk: all mistakes at once, places and categories by typing, the receipt big, and questions answered."""

import re

from linli.actions.deciding import Office
from linli.store.cases import find_case, values_of
from tests.console.conftest import Seat, mistakes

PHONE = "/console/phone"
GIVEN = {
    "channel": "phone",
    "requester_phone": "000-5555-0001",
    "requester": "known",
    "words": "单元门口的路灯坏了",
    "area_typed": "桥东 第1网格",
    "category_typed": "路灯",
    "urgency": "ordinary",
    "command": "e" * 32,
}


def test_every_mistake_is_named_at_once_and_nothing_typed_is_lost(seat: Seat) -> None:
    client = seat("hu")
    given = {**GIVEN, "words": "", "area_typed": "天上人间", "category_typed": "飞碟", "requester_phone": ""}
    shown = mistakes(client, client.post(PHONE, given))
    for mistake in (
        "Please fill this in.",
        "“天上人间” was not found.",
        "“飞碟” names no category",
        "Leave a phone number",
    ):
        assert mistake in shown
    for kept in ('value="天上人间"', 'value="飞碟"'):
        assert kept in shown


def test_a_call_is_taken_in_and_its_receipt_stands_big_once(office: Office, seat: Seat) -> None:
    client = seat("hu")
    answer = client.post(PHONE, GIVEN, follow=True)
    shown = answer.content.decode()
    number = re.search(r"柳岸-2026-\d{6}", shown)
    assert number is not None
    assert re.search(r"(\w{4}-){3}\w{4}", shown)
    line = find_case(office.county_id, number.group())
    assert line is not None
    assert (line.channel, line.category) == ("phone", "municipal.street_lamp")
    kept = {one.field: one.text for one in values_of(office.county_id, line.stream)}
    assert kept["requester_phone"] == GIVEN["requester_phone"]
    assert GIVEN["requester_phone"] not in shown
    assert number.group() not in client.get(PHONE).content.decode().split('class="phone"')[0]


def test_typing_suggests_places_and_categories(seat: Seat) -> None:
    client = seat("hu")
    places = client.post(f"{PHONE}/suggest", {"part": "place", "area_typed": "桥东"}).content.decode()
    categories = client.post(f"{PHONE}/suggest", {"part": "category", "category_typed": "路灯"}).content.decode()
    assert 'name="area"' in places
    assert 'value="municipal.street_lamp"' in categories


def test_the_same_matter_gains_a_note_and_no_second_matter(office: Office, seat: Seat) -> None:
    client = seat("hu")
    first = re.search(r"柳岸-2026-\d{6}", client.post(PHONE, GIVEN, follow=True).content.decode())
    assert first is not None
    line = find_case(office.county_id, first.group())
    assert line is not None
    asked = {"area": line.area_path, "category": line.category, "urgency": "ordinary"}
    assert first.group() in client.post(f"{PHONE}/suggest", asked).content.decode()
    given = {**GIVEN, "command": "d" * 32, "same": line.id, "words": "还没有修好"}
    assert f"kept with {first.group()}" in client.post(PHONE, given, follow=True).content.decode()
    assert "还没有修好" in [one.text for one in values_of(office.county_id, line.stream, fields=["note"])]


def test_a_number_that_leads_nowhere_is_said_and_kept(seat: Seat) -> None:
    client = seat("hu")
    assert "0000" in mistakes(client, client.post(f"{PHONE}/matter", {"code": "0000"}))


def test_a_receipt_code_leads_to_the_matter_in_words(seat: Seat) -> None:
    client = seat("hu")
    shown = client.post(PHONE, GIVEN, follow=True).content.decode()
    receipt = re.search(r"(?:\w{4}-){3}\w{4}", shown)
    number = re.search(r"柳岸-2026-\d{6}", shown)
    assert receipt is not None
    assert number is not None
    told = client.post(f"{PHONE}/matter", {"code": receipt.group()}, follow=True).content.decode()
    assert f"Your matter {number.group()} stands at" in told


def test_without_calls_the_figures_say_so(seat: Seat) -> None:
    assert "no calls" in seat("hu").get(f"{PHONE}/figures").content.decode()
