"""The room of deputies' suggestions: who enters, what a list would register, the desk, the answer, the tables."""

import io
import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from openpyxl import load_workbook

from linli.actions.deciding import Office
from linli.actions.deputy_feedback import feedback_by_code, feedback_code, give_feedback
from linli.domain.engine.state import CaseState
from linli.store import journal, models
from tests import cast
from tests.actions.suggestion_lists import book, row
from tests.console.conftest import Seat, mistakes

CITY, HOUSING, CIVIL = (cast.UNITS[key].id for key in ("city-management", "housing", "civil-affairs"))


def send(client: Client, content: bytes, **changes: str) -> HttpResponse:
    given = {"year": "2026", "session": "五次会议", **changes}
    return client.post("/console/suggestions/send", {**given, "file": SimpleUploadedFile("x.xlsx", content)})


def registered(seat: Seat, *rows: list[object]) -> list[str]:
    """Register a list as the coordinator; return the ids in the order of their numbers."""
    client = seat("yuan")
    assert send(client, book(*rows)).headers["Location"] == "/console/suggestions/plan"
    assert client.post("/console/suggestions/plan", {"register": "1"}).status_code == 302
    found = models.Case.objects.filter(procedure="suggestion")
    return [str(one.id) for one in sorted(found, key=lambda one: int(one.origin.rpartition("/")[2]))]


def drafted(seat: Seat, case_id: str) -> None:
    seat("wei").post(f"/console/cases/{case_id}/do/accept", {})
    given = {"disposition": "planned", "contacted": "visit", "answer": "列入明年计划。"}
    assert seat("wei").post(f"/console/suggestions/{case_id}/answer", given).status_code == 302


@pytest.mark.parametrize("who", ["ren", "admin", "bao"])
def test_whose_work_it_is_not_does_not_find_the_room(seat: Seat, who: str) -> None:
    case_id = registered(seat, row(1))[0]
    for address in ("/console/suggestions", f"/console/suggestions/{case_id}", "/console/suggestions/tables"):
        assert seat(who).get(address).status_code == 404


@pytest.mark.parametrize("who", ["hu", "wei", "jin", "lei"])
def test_only_the_office_of_the_county_takes_a_list_in(seat: Seat, who: str) -> None:
    for address in ("send", "plan", "template.xlsx"):
        assert seat(who).get(f"/console/suggestions/{address}").status_code == 404
    assert send(seat(who), book(row(1))).status_code == 404


def test_a_form_without_anything_names_everything(seat: Seat) -> None:
    page = seat("yuan").post("/console/suggestions/send", {})
    assert page.status_code == 422
    assert set(re.findall(r'href="#field-(\w+)"', page.content.decode())) == {"file", "year", "session"}


def test_a_wrong_list_shows_row_and_column_and_cannot_be_registered(seat: Seat) -> None:
    client = seat("yuan", language="zh-hans")
    send(client, book(row(1), row(1), row(2, proposed="某天", lead="不存在局")))
    page = client.get("/console/suggestions/plan").content.decode()
    assert "还不能登记" in page and page.count('<td class="number"') == 3
    assert 'name="register"' not in page
    assert client.post("/console/suggestions/plan", {"register": "1"}).status_code == 302
    assert models.Case.objects.count() == 0


def test_a_list_is_looked_at_then_registered_and_stands_by_clock(seat: Seat) -> None:
    client = seat("yuan", language="zh-hans")
    empty = load_workbook(io.BytesIO(client.get("/console/suggestions/template.xlsx").content))
    assert empty.sheetnames == ["议案建议"]
    send(client, book(row(1), row(2, title="增设公厕", lead=None, co_units=None)))
    page = client.get("/console/suggestions/plan").content.decode()
    assert "全部登记" in page and "增设公厕" in page and "7700001" not in page
    assert models.Case.objects.count() == 0
    client.post("/console/suggestions/plan", {"register": "1"})
    page = client.get("/console/suggestions").content.decode()
    assert page.index("增设公厕") < page.index("老旧小区增设充电桩")  # ten days to hand over, three months to answer
    narrowed = client.get("/console/suggestions?year=2026&stage=received").content.decode()
    assert "增设公厕" in narrowed and "老旧小区增设充电桩" not in narrowed
    assert "这一年还没有清单" in client.get("/console/suggestions?year=2020").content.decode()


def test_giving_a_list_up_registers_nothing(seat: Seat) -> None:
    client = seat("yuan")
    send(client, book(row(1)))
    client.post("/console/suggestions/plan", {"give_up": "1"})
    assert client.get("/console/suggestions/plan").headers["Location"] == "/console/suggestions/send"
    assert models.Case.objects.count() == 0


def test_the_desk_hands_over_all_at_one_press_and_names_every_mistake(seat: Seat) -> None:
    case_id = registered(seat, row(1, lead=None, co_units=None))[0]
    client, address = seat("yuan"), f"/console/suggestions/{case_id}/hand-over"
    page = mistakes(client, client.post(address, {"months": "6", "co_units": [HOUSING], "sponsor": "p-wei"}))
    assert set(re.findall(r'href="#field-(\w+)"', page)) == {"lead", "reason", "sponsor"}
    assert f'value="{HOUSING}" checked' in page
    given = {"lead": CITY, "co_units": [HOUSING, CIVIL], "months": "6", "sponsor": "p-gao", "reason": "涉及多个部门"}
    assert client.post(address, given).status_code == 302
    kept = models.Case.objects.get(pk=case_id)
    assert (kept.holder_unit, sorted(kept.co_units), kept.sponsor_post) == (CITY, sorted([HOUSING, CIVIL]), "p-gao")
    assert client.get(address).status_code == 404
    assert seat("wei").get(address).status_code == 404


def test_a_co_handler_who_was_named_is_told_and_not_offered_to_be_unticked(seat: Seat) -> None:
    case_id = registered(seat, row(1, lead=None))[0]
    client, address = seat("yuan", language="zh-CN"), f"/console/suggestions/{case_id}/hand-over"
    page = client.get(address).content.decode()
    assert "已经确定的协办单位:区住建局" in page and f'name="co_units" value="{HOUSING}"' not in page
    assert f'name="co_units" value="{CIVIL}"' in page
    page = mistakes(client, client.post(address, {"lead": HOUSING, "months": "3"}))
    assert "不能既主办又协办" in page


def test_a_sponsor_is_chosen_among_sponsors_and_a_deputy_is_called_one(seat: Seat, office: Office) -> None:
    case_id = registered(seat, row(1, co_units=None))[0]
    page = seat("yuan", language="zh-CN").get(f"/console/cases/{case_id}/do/set_sponsor").content.decode()
    assert 'value="p-gao"' in page and 'value="p-wei"' not in page and 'value="p-jin"' not in page
    drafted(seat, case_id)
    seat("jin").post(f"/console/suggestions/{case_id}/sign", {})
    asked = feedback_by_code(office, case_id, feedback_code(office, case_id, "d1"))
    assert asked is not None
    give_feedback(office, asked, {"attitude": "5", "result": "4"}, command_id="said", now=cast.MONDAY)
    page = seat("yuan", language="zh-CN").get(f"/console/cases/{case_id}").content.decode()
    assert "第1位代表" in page and "居民" not in page.partition('class="timeline')[2].partition("</ol>")[0]


def test_an_objection_comes_back_to_the_desk_with_the_unit_that_it_names(seat: Seat) -> None:
    case_id = registered(seat, row(1, co_units=None))[0]
    seat("wei").post(f"/console/cases/{case_id}/do/object", {"right_unit": HOUSING, "reason": "属住建职责"})
    page = seat("yuan").get(f"/console/suggestions/{case_id}/hand-over").content.decode()
    assert "属住建职责" in page and f'<option value="{HOUSING}" selected>' in page


def test_an_objection_after_ten_working_days_is_refused(seat: Seat, clock: Callable[[datetime], None]) -> None:
    case_id = registered(seat, row(1, co_units=None))[0]
    clock(cast.MONDAY + timedelta(days=15))
    client = seat("wei")
    client.post(f"/console/cases/{case_id}/do/object", {"right_unit": HOUSING, "reason": "属住建职责"})
    assert models.Case.objects.get(pk=case_id).stage == "assigned"
    page = client.get(f"/console/suggestions/{case_id}").content.decode()
    assert "“Object” is not possible" in page


def test_no_answer_is_drafted_before_the_co_handlers_spoke(seat: Seat) -> None:
    case_id = registered(seat, row(1))[0]
    seat("wei").post(f"/console/cases/{case_id}/do/accept", {})
    page = seat("wei").get(f"/console/suggestions/{case_id}/answer").content.decode()
    assert "It cannot be answered yet." in page and "<textarea" not in page
    part = next(one.id for one in state_of(case_id).parts.values() if one.rule == "co_handler")
    seat("kong").post(f"/console/cases/{case_id}/do/give_opinion?part={part}", {"opinion": "配合施工"})
    page = seat("wei").get(f"/console/suggestions/{case_id}/answer").content.decode()
    assert "配合施工" in page and "<textarea" in page


def state_of(case_id: str) -> CaseState:
    county = models.Case.objects.get(pk=case_id).county_id
    return journal.load_states(county, [f"case/{case_id}"])[f"case/{case_id}"]


def test_whoever_drafted_it_is_told_why_they_cannot_sign(seat: Seat) -> None:
    case_id = registered(seat, row(1, co_units=None))[0]
    seat("jin").post(f"/console/cases/{case_id}/do/accept", {})
    given = {"disposition": "resolved", "contacted": "visit", "answer": "已办。"}
    seat("jin").post(f"/console/suggestions/{case_id}/answer", given)
    page = seat("jin").get(f"/console/suggestions/{case_id}/sign").content.decode()
    assert "已办。" in page and "Sign and answer the deputies" not in page
    seat("jin").post(f"/console/suggestions/{case_id}/sign", {})
    assert models.Case.objects.get(pk=case_id).stage == "drafted"


def test_the_slips_are_for_the_office_and_the_lead_unit_alone(seat: Seat, office: Office) -> None:
    case_id = registered(seat, row(1, co_units=None))[0]
    drafted(seat, case_id)
    address = f"/console/suggestions/{case_id}/slips"
    assert seat("yuan").get(address).status_code == 404  # nothing is signed yet
    seat("jin").post(f"/console/suggestions/{case_id}/sign", {})
    code = feedback_code(office, case_id, "d1")
    for who in ("yuan", "wei"):
        page = seat(who).get(address).content.decode()
        assert code in page and "王甲" in page and "7700001" not in page
    assert seat("kong").get(address).status_code == 404


def test_the_tables_count_and_lead_to_the_very_suggestions(seat: Seat, office: Office) -> None:
    ids = registered(seat, row(1, kind="议案", co_units=None), row(2, co_units=None), row(3, co_units=None))
    for case_id in ids[:2]:
        drafted(seat, case_id)
        seat("jin").post(f"/console/suggestions/{case_id}/sign", {})
    page = seat("yuan").get("/console/suggestions/tables").content.decode()
    assert "66.7%" in page and " 2/3" in page and "outcome=planned" in page
    listed = seat("yuan").get("/console/suggestions?year=2026&outcome=planned").content.decode()
    assert [one in listed for one in ids] == [True, True, False]
    sheet = load_workbook(io.BytesIO(seat("yuan").get("/console/suggestions/tables.xlsx").content)).active
    assert sheet is not None
    heads, whole, motions = ([cell.value for cell in line] for line in list(sheet.rows)[:3])
    assert whole[heads.index("On the list")] == 3 and whole[heads.index("Planned")] == 2
    assert (motions[1], motions[heads.index("On the list")]) == ("Motion", 1)


def test_a_unit_sees_what_it_may_list_and_no_other_county_role_is_needed(seat: Seat) -> None:
    registered(seat, row(1, co_units=None), row(2, title="增设公厕", lead="区民政局", co_units=None))
    page = seat("wei").get("/console/suggestions").content.decode()
    assert "老旧小区增设充电桩" in page and "增设公厕" not in page
