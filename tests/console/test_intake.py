"""Taking in for somebody who calls or comes: all mistakes at once, nothing lost, a receipt in the end."""

import re

from linli.actions.deciding import Office
from linli.store.cases import find_case
from linli.store.journal import load_states
from tests import cast
from tests.console.conftest import Seat, mistakes

GIVEN = {
    "channel": "phone",
    "words": "单元门口的路灯坏了",
    "category": "municipal.street_lamp",
    "area_typed": "桥东 第1网格",
    "place_words": "3号楼门口",
    "urgency": "urgent",
    "requester": "known",
    "requester_name": "陈先生",
    "requester_phone": "000-5555-0001",
    "command": "f" * 32,
}


def test_every_mistake_is_named_at_once_and_nothing_typed_is_lost(seat: Seat) -> None:
    given = {**GIVEN, "words": " ", "category": "", "area_typed": "天上人间", "requester_phone": "", "title": "长" * 41}
    client = seat("hu")
    shown = mistakes(client, client.post("/console/desk/new", given))
    assert "5 things to put right" in shown
    for mistake in ("Please fill this in.", "“天上人间” was not found.", "or a postal address"):
        assert mistake in shown
    for kept in ('value="天上人间"', 'value="陈先生"', 'value="3号楼门口"', "长" * 41):
        assert kept in shown


def test_a_place_that_could_be_several_is_offered_as_a_choice(seat: Seat) -> None:
    client = seat("hu")
    shown = mistakes(client, client.post("/console/desk/new", {**GIVEN, "area_typed": "桥东"}))
    assert "names more than one place" in shown
    assert f'value="{cast.GRID}"' in shown
    assert f'value="{cast.OTHER_GRID}"' in shown


def test_a_call_is_filed_and_the_receipt_read_out(office: Office, seat: Seat) -> None:
    answer = seat("hu").post("/console/desk/new", GIVEN, follow=True)
    shown = answer.content.decode()
    assert re.search(r"Receipt code for the person: (\w{4}-){3}\w{4}", shown)
    number = re.search(r"柳岸-2026-\d{6}", shown)
    assert number is not None
    line = find_case(office.county_id, number.group())
    assert line is not None
    state = load_states(office.county_id, [line.stream])[line.stream]
    assert (state.area, state.channel, state.urgency, state.requester) == (cast.GRID, "phone", "urgent", "known")
    assert state.acts[0].post == cast.POSTS["hu"].id
    assert GIVEN["requester_phone"] not in shown


def test_pressing_twice_files_once(office: Office, seat: Seat) -> None:
    client = seat("hu")
    first = client.post("/console/desk/new", GIVEN)
    assert client.post("/console/desk/new", GIVEN)["Location"] == first["Location"]


def test_a_grid_worker_takes_in_and_is_led_to_the_case(seat: Seat) -> None:
    answer = seat("ren").post("/console/desk/new", {**GIVEN, "channel": "grid_worker", "area": cast.GRID})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/console/cases/")
