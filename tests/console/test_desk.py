"""The desk: its own queue, the unit whose duty it is, one press that files and dispatches."""

import pytest
from pytest_django import DjangoAssertNumQueries

from linli.actions.deciding import Office
from linli.store.journal import load_states
from tests import cast, offices
from tests.console.conftest import Seat, mistakes

COMMAND = "e" * 32


def test_the_queue_holds_what_the_own_centre_is_to_take_in(office: Office, seat: Seat) -> None:
    own = offices.file(office)
    other = offices.file(office, area=cast.FAR_GRID)
    shown = seat("hu").get("/console/desk").content.decode()
    assert f"row-{own.case_id}" in shown
    assert f"row-{other.case_id}" not in shown
    above = seat("cheng").get("/console/desk?all=1").content.decode()
    assert f"row-{own.case_id}" in above
    assert f"row-{other.case_id}" in above


def test_an_empty_queue_says_what_to_do(seat: Seat) -> None:
    assert "受理台是空的" in seat("hu", language="zh-CN").get("/console/desk").content.decode()


def test_the_suggested_unit_comes_from_the_responsibility_matrix_and_says_why(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    shown = seat("hu", language="zh-CN").get(f"/console/desk/{filed.case_id}").content.decode()
    assert "派遣给区城市管理局" in shown
    assert "行业责任" in shown
    assert "为什么是他们?" in shown
    assert 'data-hold="10"' in shown


def test_one_press_files_and_dispatches(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    given = {"unit": cast.UNITS["city-management"].id, "command": COMMAND, "title": "菜市场北口路灯不亮"}
    answer = seat("hu").post(f"/console/desk/{filed.case_id}/send", given, follow=True)
    state = load_states(office.county_id, [filed.stream])[filed.stream]
    assert (state.stage, state.holder.unit, state.title) == (
        "dispatched",
        cast.UNITS["city-management"].id,
        "菜市场北口路灯不亮",
    )
    assert "is with City Management now" in answer.content.decode()
    assert "Send it elsewhere" in answer.content.decode()


def test_pressing_twice_sends_once(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    client = seat("hu")
    given = {"unit": cast.UNITS["city-management"].id, "command": COMMAND}
    client.post(f"/console/desk/{filed.case_id}/send", given)
    seq = load_states(office.county_id, [filed.stream])[filed.stream].seq
    client.post(f"/console/desk/{filed.case_id}/send", given)
    assert load_states(office.county_id, [filed.stream])[filed.stream].seq == seq


@pytest.mark.parametrize("unit", ["u-nowhere", "u-empty"])
def test_where_the_dispatch_is_refused_nothing_is_filed(unit: str, office: Office, seat: Seat) -> None:
    """A unit that does not exist, and one where nobody is in post."""
    filed = offices.file(office)
    client = seat("hu")
    given = {"unit": unit, "urgency": "urgent", "command": COMMAND}
    shown = mistakes(client, client.post(f"/console/desk/{filed.case_id}/send", given))
    state = load_states(office.county_id, [filed.stream])[filed.stream]
    assert "This could not be sent" in shown
    assert '<input type="hidden" name="urgency" value="urgent">' in shown
    assert (state.stage, state.seq) == ("reported", 1)


def test_a_fragment_answer_takes_the_row_off(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    given = {"unit": cast.UNITS["city-management"].id, "command": COMMAND}
    answer = seat("hu").post(f"/console/desk/{filed.case_id}/send", given, headers={"hx-request": "true"})
    shown = answer.content.decode()
    assert f'id="row-{filed.case_id}" hx-swap-oob="delete"' in shown
    assert "<html" not in shown


def test_a_fragment_of_the_desk_is_the_matter_alone(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    shown = seat("hu").get(f"/console/desk/{filed.case_id}", headers={"hx-request": "true"}).content.decode()
    assert shown.startswith('<div class="desk__matter"')
    assert "<html" not in shown


def test_the_co_handler_is_asked_in_the_same_press(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    given = {"unit": cast.UNITS["liuan"].id, "co_unit": cast.UNITS["city-management"].id, "command": COMMAND}
    seat("hu").post(f"/console/desk/{filed.case_id}/send", given)
    state = load_states(office.county_id, [filed.stream])[filed.stream]
    assert [part.unit for part in state.parts.values()] == [cast.UNITS["city-management"].id]


def test_another_category_leads_to_another_unit_before_anything_is_sent(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    client = seat("hu", language="zh-CN")
    shown = client.get(f"/console/desk/{filed.case_id}?category=building.facade").content.decode()
    assert "派遣给区住建局" in shown
    assert '<input type="hidden" name="category" value="building.facade">' in shown


def test_what_is_alike_nearby_stands_beside_it(office: Office, seat: Seat) -> None:
    first = offices.file(office)
    second = offices.file(office)
    offices.file(office, area=cast.OTHER_GRID)
    shown = seat("hu").get(f"/console/desk/{second.case_id}").content.decode()
    assert "1 matter of this kind in this grid" in shown
    assert first.number in shown
    assert "1 alike nearby" in shown


def test_checking_has_a_queue_of_its_own(office: Office, seat: Seat) -> None:
    stream = offices.handled_case(office)
    offices.move(office, stream, "wei", "report_result", result="修好了", condition="repaired")
    shown = seat("hu").get("/console/desk?tab=check").content.decode()
    assert f"row-{stream.removeprefix('case/')}" in shown
    assert "/do/check" in shown


def test_the_desk_asks_the_database_at_most_25_times(
    office: Office, seat: Seat, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        offices.file(office)
    client = seat("hu")
    with django_assert_max_num_queries(25):
        client.get("/console/desk")


def test_sending_is_never_asked_for_by_a_link(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    assert seat("hu").get(f"/console/desk/{filed.case_id}/send").status_code == 405
