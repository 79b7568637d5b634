"""A year's list: every mistake at once with row and column, nothing half-registered, what comes again recognised."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from linli.actions.deciding import Office
from linli.actions.suggestion_sheets import SentList, SuggestionPlan, register, send_list, template, waiting_list
from linli.domain.problems import Refused
from linli.domain.suggestion_sheet import SHEET
from linli.store import models
from tests import cast, offices
from tests.actions.suggestion_lists import CITY, HOUSING, book, row, table

NOW = cast.MONDAY
PENG = cast.POSTS["peng"]


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def send(office: Office, content: bytes, **changes: str) -> SuggestionPlan:
    given = {"year": "2026", "session": "区十届人大五次会议", **changes}
    return send_list(office, PENG, SentList(filename="建议.xlsx", content=content, **given), NOW)


def told(plan: SuggestionPlan) -> set[tuple[int, str, str]]:
    return {(one.row, one.letter, one.problem.code) for one in plan.problems}


def cases() -> int:
    return models.Case.objects.filter(procedure="suggestion").count()


def test_only_the_office_of_the_whole_county_takes_a_list_in(office: Office) -> None:
    """A desk of one street neither sends a list nor registers one that the office sent."""
    plan = send(office, book(row(1)))
    sent = SentList(filename="建议.xlsx", content=book(row(2)), year="2026", session="区十届人大五次会议")
    for who in ("hu", "wei"):
        with pytest.raises(Refused) as refused:
            send_list(office, cast.POSTS[who], sent, NOW)
        assert refused.value.codes == ("not_yours",)
        with pytest.raises(Refused) as refused:
            register(office, cast.POSTS[who], plan, NOW)
        assert refused.value.codes == ("not_yours",)
    assert cases() == 0


def test_every_mistake_of_every_row_is_named_with_row_and_column_and_nothing_is_registered(office: Office) -> None:
    plan = send(office, book(
        row(1),
        row(1, title="又一件"),
        row(2, title=None, text=None),
        row(3, proposed="2026年13月1日", lead="区没有局", phones="1"),
        row(4, lead="区不存在局", co_units=f"{HOUSING}、区也不存在局"),
        row(5, lead=CITY, co_units=CITY),
        row(6, deputies="王甲、王甲", phones="1、2、3"),
        row(7, deputies="王甲000000199001011234", phones=None),
        row(8, phones=1.10105199001011e17),
        row(9, lead="明河区综治中心", co_units=None),
        row("十", kind="议题", months="一年"),
        row(0, publish="也许"),
        row(14, lead="区空缺局"),
    ))  # fmt: skip
    assert told(plan) == {
        (3, "A", "row_twice"), (4, "D", "required"), (4, "E", "required"), (5, "H", "not_a_date"),
        (5, "I", "unit_name_unknown"), (5, "G", "deputies_and_phones"), (6, "I", "unit_name_unknown"),
        (6, "J", "unit_name_unknown"), (7, "J", "lead_is_co_unit"), (8, "F", "deputy_twice"),
        (8, "G", "deputies_and_phones"), (9, "F", "digits_in_name"), (10, "G", "digits_lost"),
        (11, "I", "unit_is_office"), (12, "A", "not_a_number"), (12, "B", "unknown_choice"),
        (12, "K", "unknown_choice"), (13, "A", "too_small"), (13, "L", "not_yes_or_no"),
        (14, "I", "target_without_post"),
    }  # fmt: skip
    with pytest.raises(Refused):
        register(office, PENG, plan, NOW)
    assert cases() == 0


def test_no_identity_number_is_repeated_in_what_is_said_about_it(office: Office) -> None:
    plan = send(office, book(row(7, deputies="王甲000000199001011234")))
    assert all("19900101" not in one.problem.within("zh") for one in plan.problems)


def test_cells_merged_over_rows_are_named_and_a_merged_title_is_not(office: Office) -> None:
    whole = send(office, book(row(1), row(2, lead=None), title="二〇二六年建议汇总表"))
    assert (told(whole), len(whole.rows)) == (set(), 2)
    plan = send(office, book(row(1), row(2, lead=None), merged=["I2:I3"]))
    assert told(plan) == {(2, "I", "cells_merged")}
    assert plan.problems[0].column == SHEET.column("lead").title


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
def test_a_table_in_any_encoding_says_the_same(office: Office, encoding: str) -> None:
    plan = send(office, table(row(1), row(2, title="㐂𠮷巷改造", months="6"), encoding=encoding))
    assert told(plan) == set()
    assert [(one.number, one.title, one.is_complex) for one in plan.rows] == [
        (1, "老旧小区增设充电桩", False), (2, "㐂𠮷巷改造", True),
    ]  # fmt: skip


@pytest.mark.parametrize(("content", "code"), [
    (b"", "required"), (b"PK\x03\x04 no workbook", "workbook_unreadable"),
])  # fmt: skip
def test_what_cannot_be_opened_is_refused_with_a_sentence(office: Office, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        send(office, content)
    assert refusal.value.codes == (code,)


def test_a_table_without_the_heads_says_which_are_missing(office: Office) -> None:
    plan = send(office, b"a,b\n1,2\n")
    assert [one.problem.code for one in plan.problems] == ["sheet_without_heads"]


@pytest.mark.parametrize("changes", [{"year": "26"}, {"year": "二〇二六"}, {"session": " "}, {"session": "会" * 41}])
def test_year_and_session_are_needed(office: Office, changes: dict[str, str]) -> None:
    with pytest.raises(Refused):
        send(office, book(row(1)), **changes)


def test_a_list_is_registered_whole_and_what_names_a_lead_unit_is_handed_over(office: Office) -> None:
    plan = send(office, book(row(1, kind="议案", months="六个月"), row(2, lead=None, co_units=None)))
    assert register(office, PENG, plan, NOW) == 2
    found = {one.origin: one for one in models.Case.objects.filter(procedure="suggestion")}
    first, second = found["rd/2026/1"], found["rd/2026/2"]
    assert (first.category, first.stage, first.holder_unit, first.co_units) == (
        "suggestion.motion", "assigned", "u-city-management", ["u-housing"],
    )  # fmt: skip
    assert (first.step_clock, second.stage, second.holder_unit) == ("answering_complex", "received", "u-centre")
    assert waiting_list(office, PENG) is None


def test_what_comes_again_is_passed_over_and_what_changed_is_a_mistake(office: Office) -> None:
    register(office, PENG, send(office, book(row(1), row(2))), NOW)
    again = send(office, book(row(1), row(2), row(3)))
    assert (again.known, [one.number for one in again.rows], again.problems) == (2, [3], ())
    changed = send(office, book(row(1, text="改了"), row(3)))
    assert told(changed) == {(2, "A", "row_changed")}
    other_year = send(office, book(row(1)), year="2025")
    assert [one.number for one in other_year.rows] == [1]


def test_a_refusal_in_the_middle_leaves_nothing_behind(office: Office) -> None:
    """The unit that a row names has lost its last post between looking and registering."""
    plan = send(office, book(row(1), row(2, co_units=None)))
    plan = replace(plan, rows=(plan.rows[0], replace(plan.rows[1], lead=cast.UNITS["empty"].id)))
    with pytest.raises(Refused) as refusal:
        register(office, PENG, plan, NOW)
    assert refusal.value.codes == ("target_without_post",)
    assert (cases(), models.LoadRow.objects.count()) == (0, 0)


def test_registering_twice_at_once_registers_once(office: Office) -> None:
    plan = send(office, book(row(1)))
    register(office, PENG, plan, NOW)
    register(office, PENG, plan, NOW + timedelta(minutes=1))
    assert cases() == 1


def test_the_empty_sheet_comes_back_empty(office: Office) -> None:
    plan: Any = send(office, template("zh"))
    assert (plan.rows, plan.problems) == ((), ())
