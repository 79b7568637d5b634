"""Oversight rounds at the console: refused like missing, every mistake on the page, papers, the rate with its list."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django import Settings

from linli.actions.deciding import Office
from linli.domain.oversight_round import OversightRound
from tests.actions import oversight_played as played
from tests.actions.oversight_played import ENDED_AT, STARTED_AT
from tests.actions.plain_press import PlainPress
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import Seat, mistakes

TODAY = STARTED_AT.date().isoformat()
TAILS = ("", "/plan", "/notice", "/problem", "/problem/f1/out", "/box", "/sheet", "/units/u-lotus",
         "/units/u-lotus/hand-over", "/end", "/close", "/rate", "/rate.xlsx", "/paper/2.pdf")  # fmt: skip


@pytest.fixture
def house(office: Office, settings: Settings) -> Office:
    """The cast's county with a press."""
    settings.LINLI_PORTS = replace(SILENT_PORTS, papers=PlainPress())
    return replace(office, ports=settings.LINLI_PORTS)


@pytest.fixture
def going(house: Office) -> OversightRound:
    """A round on site that handed one problem over to a village and has another waiting."""
    one = played.noted(house, played.on_site(house), "u-lotus", "u-stone", words="财务公开不及时")
    one = played.handed(house, one, "u-lotus")
    return played.noted(house, one, "u-lotus", words="路灯不亮")


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_who_is_nothing_to_a_round_finds_none_and_a_visited_unit_is_one_of_them(
    going: OversightRound, seat: Seat
) -> None:
    here = f"/console/oversight/{going.id}"
    for who in ("lian", "shi", "hu", "wei", "admin", "hui", "bao"):
        client = seat(who)
        assert client.get("/console/oversight").status_code == 404, who
        assert client.get("/console/oversight/new").status_code == 404, who
        for tail in TAILS:
            assert client.get(here + tail).status_code == 404, (who, tail)
            assert client.post(here + tail, {}).status_code == 404, (who, tail)
    yuan = seat("yuan")
    assert yuan.get(here).status_code == 200 and yuan.get(f"{here}/rate").status_code == 200
    for tail in ("/plan", "/notice", "/problem", "/problem/f3/out", "/box", "/sheet", "/units/u-lotus/hand-over"):
        assert yuan.get(here + tail).status_code == 404, tail
    cen = seat("cen")
    assert cen.get(f"{here}/problem").status_code == 200
    assert cen.get(f"{here}/units/u-lotus/hand-over").status_code == 404, "the leader signs"
    for tail in ("/end", "/close"):
        assert cen.post(here + tail).status_code == 404 and cen.get(here + tail).status_code == 404


def test_a_round_is_planned_noticed_and_its_mistakes_come_at_once(house: Office, seat: Seat) -> None:
    cha = seat("cha", language="zh-CN")
    assert "还没有巡察" in page(cha, "/console/oversight")
    form = page(cha, "/console/oversight/new")
    assert 'value="50"' in form and "柳岸街道综治中心" in form
    shown = mistakes(cha, cha.post("/console/oversight/new", {"title": "第一轮", "length_days": "x"}))
    for words in ("天数要在 5 到 180 之间", "请至少选一个被巡察单位", 'value="第一轮"'):
        assert words in shown, words
    given = {
        "title": "2026年第一轮巡察", "starts_date": TODAY, "length_days": "50", "leader": "p-cha", "team": ["p-cen"],
        "units": ["u-liuan", "u-bridge-east"], "command": "a" * 32,
    }  # fmt: skip
    here = cha.post("/console/oversight/new", given)["Location"]
    assert cha.post("/console/oversight/new", given)["Location"] == here, "sent twice, planned once"
    shown = page(cha, here)
    assert "筹备中" in shown and "发布公告" in shown and "4月20日" in shown and "桥东社区居委会" in shown
    assert cha.post(f"{here}/plan", {**given, "length_days": "30", "command": "b" * 32}).status_code == 302
    assert "3月31日" in page(cha, here)
    shown = mistakes(cha, cha.post(f"{here}/plan", {"cancel": "1", "command": "c" * 32}))
    assert "2026年第一轮巡察" in shown and '<details class="panel panel--roomy page__section" open>' in shown
    shown = mistakes(cha, cha.post(f"{here}/notice", {"notice_words": ""}))
    assert shown.count("请填写这一项。") >= 4
    assert cha.post(f"{here}/notice", {"notice_words": "受理反映", "channels": ["letter"]})["Location"] == here
    shown = page(cha, here)
    assert "进驻中" in shown and "受理反映" in shown and "来信" in shown
    assert cha.get(f"{here}/plan").status_code == 404 and cha.get(f"{here}/notice").status_code == 404
    assert cha.get(f"{here}/paper/3.docx").status_code == 200
    assert cha.get(f"{here}/paper/1.docx").status_code == cha.get(f"{here}/paper/9.pdf").status_code == 404


def test_the_team_writes_down_what_it_finds(going: OversightRound, seat: Seat) -> None:
    cen, here = seat("cen", language="zh-CN"), f"/console/oversight/{going.id}"
    shown = mistakes(cen, cen.post(f"{here}/problem", {"words": "账目不清", "kind": "individual"}))
    assert "账目不清" in shown and "请填写这一项。" in shown
    both = {"words": "账目不清", "kind": "individual", "topic": "funds", "units": ["u-lotus", "u-stone"]}
    assert "个性问题只记在一个单位名下" in mistakes(cen, cen.post(f"{here}/problem", both))
    assert cen.post(f"{here}/problem", {**both, "units": ["u-stone"]})["Location"] == here
    shown = page(cen, f"{here}/units/u-stone")
    assert "账目不清" in shown and "财务公开不及时" in shown and "荷塘村委会" in shown, "it is shared with a village"
    assert "请填写这一项。" in mistakes(cen, cen.post(f"{here}/problem/f4/out", {"reason": " "}))
    assert cen.post(f"{here}/problem/f4/out", {"reason": "不属实"})["Location"] == here
    assert "账目不清" not in page(cen, f"{here}/units/u-stone")
    assert cen.get(f"{here}/problem/f4/out").status_code == 404
    box = {"unit": "u-lotus", "day": TODAY, "letters": "两封", "witness": "p-cen"}
    shown = mistakes(cen, cen.post(f"{here}/box", box))
    assert "请填数字。" in shown and "开信箱要两个人在场" in shown
    assert cen.post(f"{here}/box", {**box, "letters": "2", "witness": "p-cha"})["Location"] == here
    shown = mistakes(cen, cen.post(f"{here}/sheet", {"unit": "u-lotus", "day": "2026-09-09"}))
    assert "请至少回答一个问题。" in shown and "日期要在巡察开始之后" in shown
    sheet = {"unit": "u-lotus", "day": TODAY, "place_kind": "market", "q_rubbish": "poor", "q_lamps": "good"}
    assert cen.post(f"{here}/sheet", sheet)["Location"] == here
    shown = page(cen, here)
    assert "2 封信" in shown and "垃圾及时清理" in shown and "商超、市场 1" in shown


def test_the_leader_hands_over_the_unit_answers_and_the_team_verifies(
    house: Office, going: OversightRound, seat: Seat
) -> None:
    cha, lian = seat("cha", language="zh-CN"), seat("lian", language="zh-CN")
    here = f"/console/oversight/{going.id}/units/u-lotus"
    form = page(cha, f"{here}/hand-over")
    assert "路灯不亮" in form and "财务公开不及时" not in form, "what went out is no longer offered"
    shown = mistakes(cha, cha.post(f"{here}/hand-over", {"findings": ["f3"], "rectify_date": TODAY, "demands": ""}))
    assert "日期要在今天之后" in shown and "请填写这一项。" in shown
    given = {"findings": ["f3"], "rectify_date": played.RECTIFY_BY, "demands": "限期亮灯"}
    assert cha.post(f"{here}/hand-over", given)["Location"] == here
    shown = page(lian, "/console/oversight/answers")
    assert "路灯不亮" in shown and "限期亮灯" in shown and "0/1 已核验" in shown and shown.count("报告整改</a>") == 2
    assert "财务公开" not in page(seat("hu"), "/console/oversight/answers")
    problem = next(one for one in played.rate(house, going).problems if one.finding == "f3")
    move = f"/console/cases/{problem.case}/do/rectify?part={problem.part}&next=/console/oversight/answers"
    assert move.replace("&", "&amp;") in shown
    assert "单位:元" in page(lian, move), "money is asked in yuan"
    given = {"measures": "已换灯", "recovered_fen": "53,260.50"}
    assert lian.post(move, given)["Location"] == "/console/oversight/answers"
    assert "53,260.50 元" in page(cha, f"/console/cases/{problem.case}")
    shown = page(lian, "/console/oversight/answers")
    assert "已报整改" in shown and "已换灯" in shown
    shown = page(cha, here)
    verify = f"/console/cases/{problem.case}/do/verify?part={problem.part}&next={here}"
    assert verify.replace("&", "&amp;") in shown and "退回再改" in shown
    assert cha.post(verify, {})["Location"] == here
    assert "50.0%" in page(cha, here), "one of two"


def test_the_open_list_stands_with_the_rate_on_the_page_and_in_the_table(
    house: Office, going: OversightRound, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    one = played.handed(house, played.handed(house, going, "u-lotus"), "u-stone")
    first, *rest = played.rate(house, one).problems
    played.rectified(house, first, recovered_fen=1_234_500, rules_made=1)
    cha, here = seat("cha", language="zh-CN"), f"/console/oversight/{one.id}"
    shown = page(cha, f"{here}/rate")
    for words in ("33.3%", "路灯不亮", "12,345.00 元", "未完成清单"):
        assert words in shown, words
    assert "巡察期到 2026-04-20 才满" in mistakes(cha, cha.post(f"{here}/end"))
    clock(ENDED_AT)
    assert cha.post(f"{here}/end")["Location"] == f"{here}/rate"
    shown = page(cha, f"{here}/rate")
    assert "3 个中整改 1 个,2 个未完成" in shown and "逾期" in shown
    assert "还有 2 个问题没有整改到位:" in mistakes(cha, cha.post(f"{here}/close"))
    answer = cha.get(f"{here}/rate.xlsx")
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["整改率", "未完成清单"]
    assert [row[1].value for row in book["整改率"].iter_rows()][1:4] == [3, 1, 33.3]
    listed = [[cell.value for cell in row] for row in book["未完成清单"].iter_rows(min_row=2)]
    assert sorted(row[0] for row in listed) == sorted(problem.finding.removeprefix("f") for problem in rest)
    assert not any("路灯不亮" in str(cell) for row in listed for cell in row), "coded, without words"
    for problem in rest:
        played.rectified(house, problem)
    for case in one.cases:
        played.act(house, case, "cha", "look_back", at=ENDED_AT, findings="未反弹")
    assert cha.post(f"{here}/close")["Location"] == here
    assert "已办结" in page(cha, here)
    assert "没有未完成的问题" in page(cha, f"{here}/rate")


def test_every_page_asks_at_most_25_times_however_much_there_is(house: Office, seat: Seat) -> None:
    one = played.on_site(house)
    for number in range(12):
        one = played.noted(house, one, *played.UNITS, words=f"第{number}类")
    for unit in played.UNITS:
        one = played.handed(house, one, unit, limit=10)
    for _other in range(6):
        played.planned(house)
    here = f"/console/oversight/{one.id}"
    for who, path in (
        ("cha", "/console/oversight"), ("cha", here), ("cha", f"{here}/rate"), ("cha", f"{here}/units/u-lotus"),
        ("cha", f"{here}/units/u-lotus/hand-over"), ("cha", f"{here}/rate.xlsx"),
        ("lian", "/console/oversight/answers"),
    ):  # fmt: skip
        client = seat(who)
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= 25, (path, len(asked))


def test_the_list_goes_on_by_keyset(house: Office, seat: Seat) -> None:
    for number in range(21):
        first = (STARTED_AT + timedelta(days=number)).date().isoformat()
        played.planned(house, title=f"第{number + 1}轮巡察", starts_date=first)
    cha = seat("cha", language="zh-CN")
    shown = page(cha, "/console/oversight")
    assert "第21轮" in shown and "第1轮巡察" not in shown
    after = shown.partition('rel="next" href="')[2].partition('"')[0]
    assert "第1轮巡察" in page(cha, f"/console/oversight{after}")
    assert "还没有巡察" in page(cha, "/console/oversight?after=nonsense_x")
