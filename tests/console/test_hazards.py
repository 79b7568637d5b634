"""Hazards at the console: the ledger as its address, exact counts, sweeps place by place, before beside after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from linli.actions.cases import file_case
from linli.actions.deciding import Filing, Office
from linli.actions.office import open_office
from linli.actions.sweeps import begin_sweep
from linli.domain.place import Place, PlaceKind
from linli.domain.sweep import SweepPlan
from linli.store import setup
from tests import cast, offices
from tests.console.conftest import Seat, mistakes

NOW = cast.MONDAY
CITY = cast.UNITS["city-management"].id
PLACES = tuple(
    Place(id=f"pl{number}", key=f"k{number}", name=f"{number}号市场", kind=PlaceKind.MARKET, area_path=cast.GRID)
    for number in (1, 2, 3)
)
TOLD = {"problem": "疏散通道堆放货物", "measures": "清空", "legal_basis": "消防法第二十八条"}
QUERIES_MAX = 25


@pytest.fixture
def county(office: Office, clock: Callable[[datetime], None]) -> Office:
    """The register has three markets."""
    setup.save_records(office.county_id, PLACES, actor=offices.SYSTEM, now=cast.STARTED_AT)
    clock(NOW)
    return open_office(office.ports, office.county_id)


def hazard(office: Office, **changes: object) -> str:
    given = {
        "category": "fire.blocked_exit", "severity": "general", "area": cast.GRID, "channel": "inside",
        "title": "市场疏散通道堵塞", "place": "pl1", "found_in": "round", **changes,
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id(), procedure="hazard", fields=given)
    return file_case(office, filing, actor=cast.actor("hu"), now=NOW).case_id


def closed(office: Office, **changes: object) -> str:
    id_ = hazard(office, **changes)
    offices.move(office, f"case/{id_}", "hu", "remove_on_spot", result="当场清空", photo_after=b"x")
    return id_


def swept(office: Office) -> str:
    due = (NOW + timedelta(days=10)).date().isoformat()
    plan = SweepPlan(case=hazard(office), kind="market", area=cast.LIUAN, overseer="p-gu", due_date=due)
    return begin_sweep(office, cast.POSTS["hu"], plan, command_id=offices.command_id(), now=NOW)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_whoever_has_no_business_finds_neither_ledger_nor_sweep(county: Office, seat: Seat) -> None:
    id_ = swept(county)
    for path in ("/console/hazards", "/console/hazards.xlsx", "/console/hazards/new", "/console/hazards/sweeps",
                 f"/console/hazards/sweeps/{id_}"):  # fmt: skip
        assert seat("admin").get(path).status_code == 404, path
    lan = seat("lan")
    for path in (f"/console/hazards/sweeps/{id_}", f"/console/hazards/sweeps/{id_}/places/pl2",
                 "/console/hazards/sweeps/moon", "/console/hazards/moon/sweep"):  # fmt: skip
        assert lan.get(path).status_code == 404 and lan.post(path, {}).status_code == 404, path


def test_the_ledger_says_how_many_of_how_many_and_lists_what_is_open(county: Office, seat: Seat) -> None:
    for number in range(13):
        closed(county, title=f"已整改{number}")
    left = [hazard(county, title=f"未整改{number}") for number in range(2)]
    hu = seat("hu", language="zh-CN")
    shown = page(hu, "/console/hazards")
    assert "15 处隐患已整改 13 处,还有 2 处未销号。" in shown and "未销号的 2 处" in shown
    assert all(shown.count(f"/console/cases/{one}") == 2 for one in left)
    shown = page(hu, "/console/hazards?state=closed")
    assert "15 处隐患已整改 13 处" in shown, "the count does not change with the state that is looked at"
    assert "15 of 15" not in page(seat("hu"), "/console/hazards?state=closed")


def test_each_filter_is_the_address_and_nonsense_asks_for_nothing(county: Office, seat: Seat) -> None:
    major = hazard(county, severity="major", category="building.facade", title="外墙脱落", place="pl2")
    minor = hazard(county, title="通道堵塞")
    hu = seat("hu")
    for query, here, gone in (
        ("severity=major", major, minor), ("category=fire", minor, major), ("place=pl2", major, minor),
        ("severity=general&state=open", minor, major), (f"area={cast.GRID}&place=pl1", minor, major),
    ):  # fmt: skip
        shown = page(hu, f"/console/hazards?{query}")
        assert here in shown and gone not in shown, query
    assert "Nothing fits" in page(hu, f"/console/hazards?area={cast.LOTUS}")
    assert major in page(hu, "/console/hazards?severity=moon&clock=moon&area=moon&place=%21&origin=%21&after=moon")
    assert major not in page(hu, "/console/hazards?clock=overdue")


def test_the_table_says_the_same_and_holds_no_formula(county: Office, seat: Seat) -> None:
    closed(county)
    hazard(county, title="=1+1")
    answer = seat("hu", language="zh-CN").get("/console/hazards.xlsx?severity=general")
    rows = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert "2 处隐患已整改 1 处" in str(rows[0][0])
    assert {row[4] for row in rows[2:]} == {"1号市场"} and {row[3] for row in rows[2:]} == {"一般隐患"}
    assert "=1+1" not in {row[1] for row in rows}


def test_a_hazard_is_entered_and_its_place_says_where_it_is(county: Office, seat: Seat) -> None:
    ren = seat("ren", language="zh-CN")
    shown = mistakes(ren, ren.post("/console/hazards/new", {"title": "  "}))
    assert shown.count("请填写这一项。") >= 8
    given = {"severity": "general", "category": "fire.blocked_exit", "title": "通道堵塞", "place": "pl3",
             "problem": "堆放货物", "found_in": "round"}  # fmt: skip
    answer = ren.post("/console/hazards/new", {**given, "command": "c" * 32})
    again = ren.post("/console/hazards/new", {**given, "command": "c" * 32})
    assert answer["Location"] == again["Location"]
    shown = page(ren, answer["Location"])
    assert "3号市场" in shown and "一般隐患" in shown and "堆放货物" in shown


def test_before_stands_beside_after_and_decisions_with_their_number(county: Office, seat: Seat) -> None:
    hu = seat("hu", language="zh-CN")
    stream = f"case/{hazard(county, photo_before=(b'before',))}"
    here = f"/console/cases/{stream.removeprefix('case/')}"
    shown = page(hu, here)
    assert "整改前照片 1" in shown and "整改后照片" not in shown and "还没有照片" in shown
    offices.move(county, stream, "hu", "order", unit=CITY, **TOLD)
    offices.move(county, stream, "hu", "record_decision", decision_kind="temporary_seal", decision_body="消防救援大队",
                 document_number="明消封〔2026〕1号", decision_date="2026-03-02")  # fmt: skip
    offices.move(county, stream, "wei", "report_rectified", result="已清空", photo_after=b"after")
    shown = page(hu, here)
    assert "整改前照片 1" in shown and "整改后照片 1" in shown
    assert "临时查封" in shown and "明消封〔2026〕1号" in shown and "尚未送达" in shown


def test_a_sweep_is_begun_checked_and_closed_at_the_console(county: Office, seat: Seat) -> None:
    hu, gu = seat("hu", language="zh-CN"), seat("gu", language="zh-CN")
    origin = hazard(county)
    here = f"/console/hazards/{origin}/sweep"
    assert here in page(hu, f"/console/cases/{origin}")
    shown = mistakes(hu, hu.post(here, {"kind": "", "area": "", "overseer": "", "due_date": "moon"}))
    assert shown.count("请填写这一项。") >= 6
    due = (NOW + timedelta(days=10)).date().isoformat()
    given = {"kind": "market", "area": cast.LIUAN, "overseer": "p-gu", "due_date": due}
    sweep = hu.post(here, given)["Location"]
    begun = page(hu, sweep)
    assert "2 个场所已检查 0 个" in begun and f'<a href="/console/cases/{origin}"><span class="number">' in begun
    hu.post(sweep, {"place": "pl2", "outcome": "nothing"})
    answer = hu.post(f"{sweep}/places/pl3", {"severity": "general", "category": "fire.blocked_exit", "title": "堵塞"})
    assert "举一反三时发现" in page(hu, answer["Location"])
    shown = page(gu, sweep)
    assert "2 个场所已检查 2 个,其中 1 个发现隐患。" in shown
    assert gu.post(sweep, {"close": "1"}).status_code == 302 and 'name="close"' not in page(gu, sweep)
    assert "2 个场所已检查 2 个" in page(hu, f"/console/cases/{origin}") and "2/2" in page(
        hu, "/console/hazards/sweeps"
    )
    found = page(hu, f"/console/hazards?origin=sweep/{sweep.rsplit('/', 1)[-1]}")
    assert answer["Location"].rsplit("/", 1)[-1] in found
    assert hu.get(f"{sweep}/places/pl3").status_code == 302


@pytest.mark.parametrize("path", ["/console/hazards", "/console/hazards.xlsx", "/console/hazards/sweeps"])
def test_a_list_takes_as_many_questions_for_forty_as_for_one(path: str, county: Office, seat: Seat) -> None:
    hu = seat("hu")
    swept(county)
    hu.get(path)
    asked = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as found:
            assert hu.get(path).status_code == 200
        asked.append(len(found))
        for _number in range(12):
            hazard(county)
            closed(county)
        swept(county)
    assert asked[0] == asked[1] <= QUERIES_MAX, asked


def test_a_place_of_another_area_is_not_offered_and_not_taken(county: Office, seat: Seat) -> None:
    far = replace(PLACES[0], id="pl7", key="k7", name="荷塘集市", area_path=cast.FAR_GRID)
    setup.save_records(county.county_id, [far], actor=offices.SYSTEM, now=NOW)
    ren = seat("ren")
    assert "荷塘集市" not in page(ren, "/console/hazards/new")
    given = {"severity": "general", "category": "fire.blocked_exit", "title": "x", "place": "pl7"}
    assert "place" in mistakes(ren, ren.post("/console/hazards/new", given)).casefold()
