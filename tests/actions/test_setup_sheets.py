"""The set-up by workbook: round trip, idempotent, all mistakes at once, nothing applied when anything is refused."""

import io
import zipfile
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from linli.actions import setup_sheets
from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.actions.proposals import apply_workbook
from linli.domain.duty import DutyRole
from linli.domain.problems import Refused
from linli.domain.setup_plan import ChangeKind, SetupPlan
from linli.domain.setup_sheets import SHEETS
from linli.domain.unit import Role
from linli.store import models
from linli.store.auditing import audit_store
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

NOW = cast.MONDAY
ADMIN = cast.POSTS["admin"]
Rows = Mapping[str, list[list[Any]]]


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def book(**sheets: list[list[Any]]) -> bytes:
    """A workbook with these rows under the Chinese heads of each noun."""
    made = Workbook()
    made.remove(made.active)
    for noun, rows in sheets.items():
        page = made.create_sheet(SHEETS[noun].title.zh)
        page.append([column.title.zh for column in SHEETS[noun].columns])
        for row in rows:
            page.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def send(office: Office, content: bytes, *, only: str = "") -> SetupPlan:
    return setup_sheets.send_workbook(office, ADMIN, filename="x.xlsx", content=content, only=only, now=NOW)


def told(plan: SetupPlan) -> set[tuple[str, int, str, str]]:
    return {(one.sheet.zh, one.row, one.letter, one.problem.code) for one in plan.problems}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_taken_away_changes_nothing_when_it_comes_back(language: str, office: Office) -> None:
    content = setup_sheets.workbook_of(office, language=language)
    plan = send(office, content)
    assert plan.problems == ()
    assert [(one.noun, one.changed_fields) for one in plan.changes] == []
    assert plan.rows > 200


def test_every_mistake_is_named_with_sheet_row_and_column_and_nothing_is_applied(office: Office) -> None:
    before = models.Entry.objects.count()
    content = book(
        area=[
            ["x1", "东街", "", "街道乡镇", "", "nowhere"],
            ["x 2", "西街", "", "街", "", "minghe", "", "many"],
        ],
        unit=[["u1", "", "", "职能部门", "minghe-liuan"]],
        duty=[["no.such", "minghe", "行业责任", "nobody"]],
        year_table=[[2027, "2027-02-30", "", "通知"]],
    )
    plan = send(office, content)
    assert told(plan) == {
        ("区划", 2, "F", "area_unknown"),
        ("区划", 3, "D", "unknown_choice"),
        ("区划", 3, "H", "not_a_number"),
        ("单位", 2, "B", "required"),
        ("职责", 2, "A", "category_unknown"),
        ("职责", 2, "D", "unit_unknown"),
        ("日历", 2, "B", "not_a_day_of_many"),
    }
    with pytest.raises(Refused):
        apply_workbook(office, ADMIN, NOW)
    assert models.Entry.objects.count() == before


def test_a_workbook_is_applied_as_a_whole_and_a_second_time_changes_nothing(office: Office) -> None:
    content = book(
        area=[["minghe-liuan-new", "新桥社区", "New Bridge", "社区村", "社区", "minghe-liuan", "核心区", 5000, 1800]],
        unit=[["new-bridge", "新桥社区居委会", "", "居(村)委会", "minghe-liuan-new", "000-1", "是"]],
        post=[["new-bridge", "承办人", "", "主任", "bridge.new", "桥新"]],
        duty=[["municipal", "minghe-liuan", "行业责任", "housing"]],
        limit=[["municipal.street_lamp", "", "一般", 2, "工作日", "区办〔2026〕1号"]],
    )
    plan = send(office, content)
    assert plan.count(ChangeKind.ADD) == 4 and plan.count(ChangeKind.CHANGE, "limit") == 1
    apply_workbook(office, ADMIN, NOW)
    fresh = open_office(SILENT_PORTS, office.county_id)
    area = fresh.directory.tree.by_key["minghe-liuan-new"]
    assert (area.path, area.population) == ("/minghe/liuan/minghe-liuan-new/", 5000)
    assert fresh.directory.limit("municipal.street_lamp", cast.GRID, "ordinary").length in (2,)
    post = next(one for one in fresh.directory.posts.values() if one.title == "主任")
    assert post.role is Role.HANDLER and post.is_active(NOW + timedelta(seconds=1))
    assert send(fresh, content).changes == ()


def test_what_was_applied_stands_the_audit(fresh_database: str) -> None:
    office = offices.set_up_office()
    rows = [["municipal.street_lamp", "", "一般", 2, "工作日", "区办〔2026〕1号"]]
    settings = [["政务热线", "000-12345", "", "换了号码"]]
    lists = [["任务清单", "1", "巡查", "", "", "", "是"]]
    send(office, book(limit=rows, setting=settings, list_item=lists))
    apply_workbook(office, ADMIN, NOW)
    report = audit_store(workers=1)
    assert report.faults == ()
    assert open_office(SILENT_PORTS).directory.settings.text("public.hotline", NOW.date()) == "000-12345"


def test_a_duty_of_a_cell_goes_over_to_another_unit_and_can_end(office: Office) -> None:
    rows = [["municipal", "minghe", "行业责任", "housing", "是"]]
    plan = send(office, book(duty=rows))
    assert [(one.kind, one.changed_fields) for one in plan.changes] == [(ChangeKind.CHANGE, ("unit_id",))]
    apply_workbook(office, ADMIN, NOW)
    rows[0][4] = "否"
    fresh = open_office(SILENT_PORTS, office.county_id)
    assert send(fresh, book(duty=rows)).count(ChangeKind.END, "duty") == 1
    apply_workbook(fresh, ADMIN, NOW)
    after = open_office(SILENT_PORTS, office.county_id).directory
    assert after.responsible("municipal.street_lamp", cast.GRID, DutyRole.SECTOR) is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"name,level\n"])
def test_what_is_no_workbook_is_refused_in_a_sentence(content: bytes, office: Office) -> None:
    with pytest.raises(Refused) as refused:
        send(office, content)
    assert refused.value.codes == ("workbook_unreadable",)


def test_only_an_administrator_of_the_whole_county_sends_one(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        setup_sheets.send_workbook(office, cast.POSTS["hu"], filename="x.xlsx", content=book(area=[]), only="", now=NOW)
    assert refused.value.codes == ("not_found",)


def test_a_text_that_looks_like_a_formula_is_taken_away_harmless_and_comes_back_the_same(office: Office) -> None:
    made = book(list_item=[["任务清单", "1", "'=1+1", "", "", "", "是"]])
    assert send(office, made).problems == ()
    apply_workbook(office, ADMIN, NOW)
    fresh = open_office(SILENT_PORTS, office.county_id)
    assert [one.title for one in fresh.directory.setup.lists] == ["=1+1"]
    content = setup_sheets.workbook_of(fresh, language="zh", only="list_item")
    cell = load_workbook(io.BytesIO(content)).worksheets[0]["C3"]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")
    assert send(fresh, content).changes == ()


def test_a_row_that_repeats_another_is_named_with_the_other(office: Office) -> None:
    rows = [["minghe", "明河", "", "区县"], ["minghe", "明河区", "", "区县"]]
    plan = send(office, book(area=rows))
    assert told(plan) == {("区划", 3, "", "row_repeats")}
    assert plan.problems[0].problem.params == {"other": 2}


def test_an_area_that_is_closed_takes_no_new_matter_and_keeps_its_old_ones(office: Office) -> None:
    before = offices.file(office)
    key = "minghe-liuan-bridge-east-g1"
    row = [
        key,
        "第1网格",
        "Grid 1",
        "网格",
        "基础网格",
        "minghe-liuan-bridge-east",
        "核心区",
        "",
        "",
        "2000-01-01",
        "2026-03-02",
    ]
    assert send(office, book(area=[row])).count(ChangeKind.END, "area") == 1
    apply_workbook(office, ADMIN, NOW)
    fresh = open_office(SILENT_PORTS, office.county_id)
    with pytest.raises(Refused) as refused:
        offices.file(fresh)
    assert refused.value.codes == ("area_closed",)
    offices.move(fresh, before.stream, "hu", "register")


def test_a_column_that_a_file_lacks_leaves_what_stands_and_an_empty_cell_empties_it(office: Office) -> None:
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "Units"
    page.append(["Code", "Name", "Kind", "Area"])
    page.append(["liuan", "柳岸街道综治中心", "Governance centre", "minghe-liuan"])
    buffer = io.BytesIO()
    made.save(buffer)
    assert send(office, buffer.getvalue()).changes == ()
    page["E1"] = "English name"
    buffer = io.BytesIO()
    made.save(buffer)
    assert [one.changed_fields for one in send(office, buffer.getvalue()).changes] == [("name_en",)]


def test_long_lines_of_a_list_are_spread_over_entries_that_hold_them(office: Office) -> None:
    rows = [["任务清单", str(number), "事项", "长" * 2000, "", "", "是"] for number in range(30)]
    assert send(office, book(list_item=rows)).problems == ()
    apply_workbook(office, ADMIN, NOW)
    fresh = open_office(SILENT_PORTS, office.county_id)
    assert len(fresh.directory.setup.lists) == 30
    assert max(len(bytes(one)) for one in models.Entry.objects.values_list("body", flat=True)) < 16_384


def test_a_sheet_that_lies_about_its_size_costs_no_more_than_what_it_holds(office: Office) -> None:
    honest = book(unit=[["liuan", "柳岸街道综治中心", "Liuan", "综治中心", "minghe-liuan", "", "是"]])
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(honest)) as packed, zipfile.ZipFile(buffer, "w") as lying:
        for name in packed.namelist():
            part = packed.read(name)
            if name.endswith("sheet1.xml"):
                assert b'<dimension ref="A1:G2"' in part
                part = part.replace(b'<dimension ref="A1:G2"', b'<dimension ref="A1:XFD1048576"')
            lying.writestr(name, part)
    assert send(office, buffer.getvalue()).rows == 1
