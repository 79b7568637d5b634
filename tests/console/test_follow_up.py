"""The follow-up desk: who is admitted, what is shown before anything is opened, and every result by its form."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from linli.actions.consenting import remember_call
from linli.actions.deciding import Office
from linli.domain.unit import Post
from linli.store import follow_ups, looks, setup
from tests import cast, offices
from tests.console.conftest import Seat, mistakes

CLOSED_AT = cast.MONDAY + timedelta(days=1)
LIST = "/console/follow-up"


@pytest.fixture
def case_id(office: Office, clock: object) -> str:
    """A closed matter whose person agreed to be called; the clock stands a day after the end."""
    stream = offices.handled_case(office)
    offices.move(office, stream, "song", "report_result", at=CLOSED_AT, result="已修", condition="repaired")
    offices.move(office, stream, "hu", "check", at=CLOSED_AT)
    offices.move(office, stream, "hu", "answer", at=CLOSED_AT, answer="灯已经修好,当晚就亮了。")
    offices.move(office, stream, "hu", "close", at=CLOSED_AT)
    remember_call(office, stream, may_call=True, now=CLOSED_AT)
    clock(CLOSED_AT + timedelta(days=1))
    return stream.removeprefix("case/")


def address(case_id: str) -> str:
    return f"{LIST}/{case_id}"


def command(page: str) -> str:
    found = re.search(r'name="command" value="([0-9a-f]{32})"', page)
    assert found
    return found[1]


def record(client: Client, case_id: str, **given: str) -> str:
    page = client.get(address(case_id)).content.decode()
    answer = client.post(address(case_id), {"command": command(page), **given})
    assert answer.status_code == 302
    return client.get(answer.headers["Location"]).content.decode()


@pytest.mark.parametrize("name", ["hu", "pan", "wei", "song", "yuan", "admin", "bao"])
def test_nobody_but_the_follow_up_desk_is_admitted(case_id: str, seat: Seat, name: str) -> None:
    client = seat(name)
    assert client.get(LIST).status_code == 404
    assert client.get(address(case_id)).status_code == 404
    assert client.post(address(case_id), {"open": "1"}).status_code == 404


def test_a_matter_that_is_open_or_unknown_is_answered_like_one_that_does_not_exist(office: Office, seat: Seat) -> None:
    stream = offices.handled_case(office)
    for key in (stream.removeprefix("case/"), "01ARZ3NDEKTSV4RRFFQ69G5FAV", "nothing"):
        assert seat("hui").get(address(key)).status_code == 404


def test_the_empty_list_says_so(office: Office, seat: Seat) -> None:
    page = seat("hui").get(LIST).content.decode()
    assert "Nobody to call now" in page
    assert "0 / 0" in page and "100.0 %" not in page


def test_the_list_leads_to_the_matter_and_shows_no_number(case_id: str, seat: Seat) -> None:
    page = seat("hui").get(LIST).content.decode()
    assert f'href="{address(case_id)}"' in page
    assert cast.report()["requester_phone"] not in page
    assert "现在要打" in seat("hui", language="zh").get(LIST).content.decode()


def test_the_number_is_shown_once_after_its_look_was_recorded(office: Office, case_id: str, seat: Seat) -> None:
    client = seat("hui")
    page = client.get(address(case_id)).content.decode()
    phone = str(cast.report()["requester_phone"])
    assert phone not in page and "灯已经修好" in page
    opened = client.post(address(case_id), {"open": "1", "command": command(page)})
    assert opened.status_code == 200 and phone in opened.content.decode()
    [look] = looks.of_stream(office.county_id, f"case/{case_id}", most=5)
    assert look.reason == "call_back"
    again = client.post(address(case_id), {"open": "1", "command": command(page)})
    assert again.status_code == 302
    assert phone not in client.get(address(case_id)).content.decode()


def test_an_empty_form_is_told_everything_and_keeps_what_was_typed(case_id: str, seat: Seat) -> None:
    client = seat("hui")
    page = client.get(address(case_id)).content.decode()
    answer = client.post(address(case_id), {"command": command(page), "result": "not_satisfied", "note": "晚上再打"})
    shown = mistakes(client, answer)
    assert shown.count("problems__list") == 1
    assert "#field-solved" in shown and "#field-reason" in shown
    assert "晚上再打" in shown


def test_a_satisfied_person_is_recorded_and_the_paper_is_offered(office: Office, case_id: str, seat: Seat) -> None:
    client = seat("hui")
    page = record(client, case_id, result="satisfied", solved="solved", note="挺快")
    assert "Recorded for" in page and "1 / 1" in page
    [call] = follow_ups.calls_of(office.county_id, [f"case/{case_id}"])[f"case/{case_id}"]
    assert (call.is_reached, call.satisfied) == (True, "satisfied")
    page = client.get(address(case_id)).content.decode()
    assert "Reached, satisfied" in page and 'name="result"' not in page
    assert f"/console/cases/{case_id}/papers/follow_up_record" in page


def test_the_follow_up_desk_issues_no_other_paper(case_id: str, seat: Seat) -> None:
    client = seat("hui")
    record(client, case_id, result="satisfied", solved="solved")
    assert client.get(f"/console/cases/{case_id}/papers/follow_up_record").status_code == 200
    assert client.get(f"/console/cases/{case_id}/papers/answer_letter").status_code == 404


def test_an_unsatisfied_person_has_it_asked_open(case_id: str, seat: Seat) -> None:
    client = seat("hui")
    record(client, case_id, result="not_satisfied", solved="unsolved", reason="还是一闪一闪")
    page = seat("peng").get(f"/console/cases/{case_id}").content.decode()
    assert "Reopen" in page


def test_three_tries_are_shown_with_their_times_and_end_as_not_reached(
    office: Office, case_id: str, seat: Seat, clock: object
) -> None:
    client = seat("hui")
    for number in range(3):
        clock(CLOSED_AT + timedelta(days=1, hours=3 * number))
        page = client.get(address(case_id)).content.decode()
        assert ("this is try 3 of 3" in page) == (number == 2)
        record(client, case_id, result="not_reached")
    page = client.get(address(case_id)).content.decode()
    assert "Not reached" in page and page.count("<li>") >= 3
    listed = client.get(LIST).content.decode()
    assert "Nobody to call now" in listed


def test_whoever_had_a_hand_in_it_is_told_and_given_no_form(office: Office, case_id: str, seat: Seat) -> None:
    """A second post at the follow-up desk does not make somebody else of the handler."""
    hui = cast.POSTS["hui"]
    second = Post(
        id="p-song-calls", unit_id=hui.unit_id, role=hui.role, area_path=hui.area_path,
        staff_id=cast.POSTS["song"].staff_id, title="回访员", started_at=cast.STARTED_AT,
    )  # fmt: skip
    setup.save_records(office.county_id, [second], actor=offices.SYSTEM, now=cast.STARTED_AT)
    client = seat("song")
    session = client.session
    session["linli_post"] = second.id
    session.save()
    assert "1 matter is left to a colleague" in client.get(LIST).content.decode()
    page = client.get(address(case_id)).content.decode()
    assert "Somebody else makes this call" in page and 'name="open"' not in page
    before = len(looks.of_stream(office.county_id, f"case/{case_id}", most=5))
    answer = client.post(address(case_id), {"open": "1", "command": "a" * 32})
    assert answer.status_code == 302
    answer = client.post(address(case_id), {"result": "satisfied", "solved": "solved", "command": "b" * 32})
    assert "problems__list" in mistakes(client, answer)
    assert len(looks.of_stream(office.county_id, f"case/{case_id}", most=5)) == before
    assert follow_ups.calls_of(office.county_id, [f"case/{case_id}"]) == {}


def test_every_key_of_the_sheet_has_its_button(case_id: str, seat: Seat) -> None:
    page = seat("hui").get(address(case_id)).content.decode()
    for key in "o123456sb":
        assert f'data-key="{key}"' in page, key
