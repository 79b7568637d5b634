"""Joint meetings at the console: refused like missing, every mistake on the page, one press, a page to be read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils.timezone import localtime
from pytest_django import Settings

from linli.actions.deciding import FiledCase, Office
from linli.actions.meeting_views import open_meeting
from linli.actions.meetings import leave_out
from linli.domain.meeting import Sitting
from tests import cast
from tests.actions import meetings_played as played
from tests.actions.meetings_played import HELD_AT, STUCK_AT
from tests.actions.plain_press import PlainPress
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import Seat, mistakes

DUE = (HELD_AT + timedelta(days=15)).date().isoformat()
FOUR = {"sponsor": "p-gao", "handler": "p-wei", "measures": "更换线缆,三日内亮灯", "due_date": DUE}


@pytest.fixture
def filed(office: Office, settings: Settings, clock: Callable[[datetime], None]) -> FiledCase:
    """A lamp that ran over at the top tier; it is the day before the meeting."""
    settings.LINLI_PORTS = replace(SILENT_PORTS, papers=PlainPress())
    found = played.stuck(office)
    clock(STUCK_AT)
    return found


@pytest.fixture
def meeting(office: Office, filed: FiledCase) -> Sitting:
    return played.planned(office)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_who_is_nothing_to_the_meeting_finds_none(meeting: Sitting, filed: FiledCase, seat: Seat) -> None:
    here = f"/console/meetings/{meeting.id}"
    for who in ("ren", "hui", "admin", "wei"):
        for path in ("/console/meetings", "/console/meetings/new", "/console/meetings/orders"):
            assert seat(who).get(path).status_code == 404, (who, path)
    for who in ("hu", "ma", "ren", "admin"):
        client = seat(who)
        for tail in ("", ".ics", "/plan", "/agenda", f"/items/{filed.case_id}", f"/items/{filed.case_id}/out",
                     "/minutes", "/minutes.pdf"):  # fmt: skip
            assert client.get(here + tail).status_code == 404, (who, tail)
            assert client.post(here + tail, {}).status_code == 404, (who, tail)
    gao = seat("gao")
    assert gao.get(here).status_code == 200
    for tail in ("/plan", f"/items/{filed.case_id}", "/minutes"):
        assert gao.get(here + tail).status_code == 404


def test_a_meeting_is_planned_and_its_agenda_says_why(office: Office, filed: FiledCase, seat: Seat) -> None:
    yuan = seat("yuan", language="zh-CN")
    assert "还没有安排过会议" in page(yuan, "/console/meetings")
    shown = mistakes(yuan, yuan.post("/console/meetings/new", {"starts_at": "", "length_minutes": "60"}))
    assert shown.count("请填写这一项。") >= 8  # four of them, each in the list and beside its field
    given = {
        "starts_at": f"{localtime(HELD_AT):%Y-%m-%dT%H:%M}", "place": "二楼会议室", "length_minutes": "60",
        "chair": "p-tang", "units": ["u-centre", "u-city-management"],
    }  # fmt: skip
    answer = yuan.post("/console/meetings/new", given)
    shown = page(yuan, answer["Location"])
    for words in ("区联席会议", "5月例会", "最高一级仍超期", "未定", "二楼会议室", filed.number):
        assert words in shown, words
    listed = page(yuan, "/console/meetings")
    assert "筹备中" in listed and "1 项" in listed and "没有到期的事项" in listed


def test_mistakes_in_the_four_come_back_at_once_beside_what_was_typed(
    meeting: Sitting, filed: FiledCase, seat: Seat
) -> None:
    yuan, here = seat("yuan", language="zh-CN"), f"/console/meetings/{meeting.id}/items/{filed.case_id}"
    wrong = {**FOUR, "sponsor": "p-lei", "handler": "p-lei", "due_date": "2026-01-01"}
    shown = mistakes(yuan, yuan.post(here, wrong))
    assert "包案领导和办案人员不能是同一个人" in shown and "日期要在今天之后" in shown and "更换线缆" in shown
    assert yuan.post(here, FOUR).status_code == 302
    shown = page(yuan, f"/console/meetings/{meeting.id}")
    assert "更换线缆" in shown and "未定" not in shown


def test_an_item_is_left_out_with_a_reason_and_comes_back(meeting: Sitting, filed: FiledCase, seat: Seat) -> None:
    yuan, here = seat("yuan", language="zh-CN"), f"/console/meetings/{meeting.id}"
    out = f"{here}/items/{filed.case_id}/out"
    shown = mistakes(yuan, yuan.post(out, {"reason": ""}))
    assert ">为什么 · 请填写这一项。<" in shown and '<details class="panel panel--roomy page__section" open>' in shown
    yuan.post(out, {"reason": "正在施工"})
    shown = page(yuan, here)
    assert "本次不议" in shown and "正在施工" in shown and "没有超期 5 天以上" in shown
    yuan.post(f"{here}/agenda", {"act": "take_back", "case": filed.case_id})
    assert "本次不议" not in page(yuan, here)
    assert "没有找到这件事项" in mistakes(yuan, yuan.post(f"{here}/agenda", {"act": "propose", "number": "没有"}))


def test_the_office_sees_what_is_missing_and_only_the_convener_presses(
    office: Office, meeting: Sitting, filed: FiledCase, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    clock(HELD_AT)
    yuan, tang = seat("yuan", language="zh-CN"), seat("tang", language="zh-CN")
    here = f"/console/meetings/{meeting.id}/minutes"
    assert "纪要由召集人签发" in page(yuan, here) and "签发:生成纪要" not in page(yuan, here)
    refused = yuan.post(here, {"summary": "x", "present": ["u-centre"]})
    assert "由总召集人签发" in mistakes(yuan, refused)
    shown = mistakes(tang, tang.post(here, {"summary": ""}))
    for words in ("第 1 项没有定包案领导", "第 1 项没有定办案人员", "第 1 项没有定工作措施", "第 1 项没有定办结时限"):
        assert words in shown, words
    played.fix(office, meeting, filed.case_id)
    given = {"summary": "研究了一项疑难问题。", "present": ["u-centre"], "command": "press-once"}
    assert tang.post(here, given)["Location"] == f"/console/meetings/{meeting.id}"
    assert tang.post(here, given)["Location"] == f"/console/meetings/{meeting.id}"
    again = mistakes(tang, tang.post(here, {**given, "command": "press-twice"}))
    assert "纪要已经生成" in again
    shown = page(tang, f"/console/meetings/{meeting.id}")
    for words in ("区联席会议纪〔2026〕1号", "您本人", "研究了一项疑难问题。", "已四定", "更换线缆"):
        assert words in shown, words
    given_file = tang.get(f"/console/meetings/{meeting.id}/minutes.docx")
    assert given_file.status_code == 200 and "no-store" in given_file["Cache-Control"]
    assert "联席会议明确了责任人、措施和时限" in page(tang, f"/console/cases/{filed.case_id}")


def test_an_order_is_signed_numbered_and_listed_with_its_clock(
    office: Office, filed: FiledCase, meeting: Sitting, seat: Seat, clock: Callable[[datetime], None]
) -> None:
    played.fix(office, meeting, filed.case_id)
    played.press(replace(office, ports=replace(SILENT_PORTS, papers=PlainPress())), meeting)
    child = played.sitting(office, meeting.id).items[filed.case_id].child
    clock(HELD_AT + timedelta(days=1))
    tang, here = seat("tang", language="zh-CN"), f"/console/meetings/orders/{child}"
    for who in ("yuan", "gao", "ma", "hu"):
        assert seat(who).get(here).status_code == 404, who
    assert tang.get("/console/meetings/orders/nothing").status_code == 404
    assert "请填写这一项。" in mistakes(tang, tang.post(here, {"reason": "x"}))
    given = {"strength": "listed", "reason": "仍无进展", "due_date": DUE}
    assert tang.post(here, given).status_code == 302
    shown = page(tang, "/console/meetings/orders")
    for words in ("挂牌督办", "区联席会议督〔2026〕1号", "仍无进展", "待反馈", "更换线缆"):
        assert words in shown, words
    case = page(tang, f"/console/cases/{child}")
    assert f"{here}?strength=listed" in case
    assert "挂牌督办" in case and "联席会议事项" in case


def test_calling_off_without_a_reason_shows_where_it_is_missing_and_the_plan_as_it_was(
    meeting: Sitting, seat: Seat
) -> None:
    yuan = seat("yuan", language="zh-CN")
    shown = mistakes(yuan, yuan.post(f"/console/meetings/{meeting.id}/plan", {"cancel": "1", "reason": ""}))
    assert '<details class="panel panel--roomy page__section" open>' in shown
    assert f'value="{meeting.head.place}"' in shown and f'value="{localtime(HELD_AT):%Y-%m-%dT%H:%M}"' in shown


def test_why_a_matter_was_left_out_is_for_those_who_may_see_the_matter(
    office: Office, meeting: Sitting, filed: FiledCase, seat: Seat
) -> None:
    leave_out(
        office, cast.POSTS["yuan"], meeting.id, filed.case_id, reason="等待法院判决", command_id="out", now=STUCK_AT
    )
    here = f"/console/meetings/{meeting.id}"
    assert "等待法院判决" in page(seat("yuan", language="zh-CN"), here)
    for who in ("jin", "yuan", "tang"):
        view = open_meeting(office, cast.POSTS[who], meeting.id, STUCK_AT, "zh")
        assert view is not None
        shown = page(seat(who, language="zh-CN"), here)
        assert ("等待法院判决" in shown) is not view.left_out[0].is_hidden, who


def test_the_calendar_file_names_room_and_hour(meeting: Sitting, seat: Seat) -> None:
    answer = seat("gao", language="zh-CN").get(f"/console/meetings/{meeting.id}.ics")
    assert answer["Content-Type"].startswith("text/calendar") and "attachment" in answer["Content-Disposition"]
    whole = answer.content.decode().replace("\r\n ", "")
    assert "区联席会议 5月例会" in whole and "LOCATION:区综治中心二楼会议室" in whole


def test_the_rail_leads_there_for_those_who_sit_in_it(office: Office, seat: Seat) -> None:
    for who, there in (("tang", True), ("gao", True), ("yuan", True), ("hu", True), ("ren", False), ("wei", False)):
        assert ('href="/console/meetings"' in page(seat(who), "/console/")) is there, who


def test_an_auditor_or_a_head_asked_to_it_reads_without_what_is_not_theirs(
    meeting: Sitting, filed: FiledCase, seat: Seat
) -> None:
    shown = page(seat("jin", language="zh-CN"), f"/console/meetings/{meeting.id}")
    assert "区联席会议" in shown and "定四项" not in shown
    assert cast.POSTS["jin"].unit_id in meeting.head.units
