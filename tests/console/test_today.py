"""Today: mine by clock, what is new, what waits for me; a leader reads where things stand."""

from collections.abc import Callable
from datetime import datetime, timedelta

from pytest_django import DjangoAssertNumQueries

from linli.actions.deciding import Office
from tests import cast, offices
from tests.console.conftest import NOW, Seat


def sections(seat: Seat, who: str) -> dict[str, list[str]]:
    """The lists on the page of `who`, by key, with the case ids in them."""
    answer = seat(who).get("/console/")
    assert answer.status_code == 200
    found = [*answer.context["mine"], *answer.context["waiting"]]
    return {section.key: [row.id for row in section.rows] for section in found}


def test_an_empty_day_says_so(seat: Seat) -> None:
    assert "没有等您处理的事" in seat("ren", language="zh-CN").get("/console/").content.decode()


def test_what_is_mine_stands_by_its_clock(office: Office, seat: Seat, clock: Callable[[datetime], None]) -> None:
    filed = offices.file(office)
    assert sections(seat, "hu") == {"on_time": [filed.case_id]}
    clock(NOW + timedelta(minutes=100))
    assert sections(seat, "hu") == {"near": [filed.case_id]}
    clock(NOW + timedelta(hours=5))
    assert sections(seat, "hu") == {"overdue": [filed.case_id]}
    assert sections(seat, "deng") == {}


def test_a_hand_over_waits_for_whoever_is_to_accept_it(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    offices.move(office, filed.stream, "hu", "register")
    offices.move(office, filed.stream, "hu", "dispatch", unit=cast.UNITS["city-management"].id)
    assert sections(seat, "wei")["handed_over"] == [filed.case_id]
    assert "handed_over" not in sections(seat, "hu")


def test_each_decision_waits_for_the_one_who_may_make_it(office: Office, seat: Seat) -> None:
    stream = offices.handled_case(office)
    case_id = stream.removeprefix("case/")
    offices.move(office, stream, "hu", "refer", unit=cast.UNITS["housing"].id, request="请看灯杆基础")
    assert sections(seat, "kong") == {"co_handling": [case_id]}
    offices.move(office, stream, "wei", "ask_extension", extension_class="parts", amount=2, reason="缺配件")
    assert sections(seat, "peng")["extensions"] == [case_id]
    assert sections(seat, "wei")["promised"] == [case_id]
    assert "extensions" not in sections(seat, "deng")
    offices.move(office, stream, "wei", "report_result", result="修好了", condition="repaired")
    assert sections(seat, "hu")["to_check"] == [case_id]
    assert sections(seat, "ren")["to_check"] == [case_id]


def test_a_proposal_waits_for_everybody_who_may_agree_and_for_nobody_else(office: Office, seat: Seat) -> None:
    one, other = offices.file(office), offices.file(office)
    assert "agreements" not in sections(seat, "peng")
    why = {"merge_class": "same_thing", "reason": "同一件事"}
    offices.move(office, one.stream, "hu", "merge", other_case=other.stream, **why)
    for who in ("cheng", "lei", "peng", "yuan"):
        assert sections(seat, who)["agreements"] == [one.case_id], who
    for who in ("hu", "pan", "gu", "ren", "wei", "deng", "hui", "zhou"):
        assert "agreements" not in sections(seat, who), who
    offices.move(office, one.stream, "peng", "agree", proposal="merge")
    assert "agreements" not in sections(seat, "yuan")


def test_an_erasure_waits_for_the_other_officer_wherever_the_matter_is(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    offices.move(office, filed.stream, "bao", "erase", legal_basis="第四十七条", reason="本人申请")
    assert sections(seat, "an") == {"agreements": [filed.case_id]}
    assert sections(seat, "bao") == {}
    offices.move(office, filed.stream, "an", "disagree", proposal="erase", reason="须存档")
    assert sections(seat, "an") == {}


def test_today_counts_what_awaits_agreement_in_one_query_more_than_none(
    office: Office, seat: Seat, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    main = offices.file(office)
    for _ in range(9):
        why = {"merge_class": "same_thing", "reason": "同一件事"}
        offices.move(office, offices.file(office).stream, "hu", "merge", other_case=main.stream, **why)
    client = seat("peng")
    with django_assert_max_num_queries(25):
        answer = client.get("/console/")
    [section] = [one for one in answer.context["waiting"] if one.key == "agreements"]
    assert section.count == 9
    [total] = [one for one in answer.context["sums"] if one["key"] == "waiting"]
    assert total["count"] >= 9


def test_a_leader_reads_what_is_stuck_and_with_whom(
    office: Office, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    filed = offices.file(office)
    clock(NOW + timedelta(days=1))
    overview = seat("tang").get("/console/").context["overview"]
    assert [row.id for row in overview["stuck"].rows] == [filed.case_id]
    assert [(one["name"], one["count"]) for one in overview["by_unit"]] == [("Liuan", 1)]
    assert {one["key"]: one["count"] for one in overview["clocks"]}["overdue"] == 1
    assert seat("hu").get("/console/").context["overview"] is None


def test_badges_count_what_waits_for_me(office: Office, seat: Seat, clock: Callable[[datetime], None]) -> None:
    offices.file(office)
    clock(NOW + timedelta(hours=5))
    shown = seat("hu").get("/console/notices").content.decode()
    assert shown.count('class="badge"') == 2
    assert 'class="badge"' not in seat("deng").get("/console/notices").content.decode()


def test_today_asks_the_database_at_most_25_times(
    office: Office, seat: Seat, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stream = offices.handled_case(office)
    offices.move(office, stream, "hu", "refer", unit=cast.UNITS["housing"].id, request="请看灯杆基础")
    for who in ("hu", "kong", "yuan", "tang"):
        client = seat(who)
        with django_assert_max_num_queries(25):
            client.get("/console/")
