"""The petition duty desk: all mistakes at once, a list of what is owed, routes by law, an answer in three tiers."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from linli.actions.deciding import FiledCase, Office
from linli.actions.public_views import move_by_receipt
from linli.domain.engine.context import Command
from linli.store.cases import find_case
from linli.store.journal import load_states
from tests import cast, offices
from tests.actions.plain_press import PlainPress
from tests.actions.silent_ports import SILENT_PORTS
from tests.actions.test_petitions import CITY, NAME, decided, registered, routed
from tests.console.conftest import Seat, mistakes

NEW, LIST = "/console/petitions/new", "/console/petitions"
GIVEN = {
    "channel": "letter", "category": "petition.request", "words": "请求修复化粪池", "area_typed": "桥东 第1网格",
    "place_words": "三号楼北侧", "requester": "known", "requester_name": "探针名", "requester_phone": "000-70917",
    "urgency": "ordinary", "command": "a" * 32,
}  # fmt: skip


@pytest.fixture(autouse=True)
def press(settings: Settings, office: Office) -> None:
    settings.LINLI_PORTS = replace(SILENT_PORTS, papers=PlainPress())


def texts(html: str) -> str:
    """A page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_an_empty_register_names_every_mistake_at_once_and_keeps_what_was_typed(seat: Seat) -> None:
    client = seat("xin", language="zh-CN")
    empty = mistakes(client, client.post(NEW, {"requester": "known", "title": "楼" * 41, "place_words": "三号楼"}))
    found = set(re.findall(r'<a href="#field-(\w+)">', empty))
    assert found == {"channel", "category", "words", "area", "requester_name", "requester_phone", "title"}
    assert 'value="三号楼"' in empty


@pytest.mark.parametrize("channel", ["letter", "visit", "web", "phone"])
def test_a_petition_is_registered_by_every_channel_and_gets_a_receipt(office: Office, seat: Seat, channel: str) -> None:
    client = seat("xin", language="zh-CN")
    answer = client.post(NEW, {**GIVEN, "channel": channel})
    assert answer.status_code == 302
    case_id = answer["Location"].rsplit("/", 1)[-1]
    line = find_case(office.county_id, case_id)
    assert line is not None and (line.procedure, line.channel, line.stage) == ("petition", channel, "received")
    page = client.get(answer["Location"]).content.decode()
    assert "已登记。请把回执码告诉信访人" in page and NAME not in texts(page)
    again = client.post(NEW, {**GIVEN, "channel": channel})
    assert again["Location"] == answer["Location"]


def test_the_register_is_for_posts_that_take_petitions_in(seat: Seat) -> None:
    assert seat("jin").get(NEW).status_code == 404 and seat("admin").get(LIST).status_code == 404
    assert seat("jin").get(LIST).status_code == 200 and seat("xin").get(NEW).status_code == 200


def test_the_list_says_what_is_owed_by_whom_until_when_and_filters_by_address(office: Office, seat: Seat) -> None:
    filed = registered(office)
    client = seat("cheng", language="zh-CN")
    page = texts(client.get(LIST).content.decode())
    assert filed.number in page and "分类转送" in page and "告知收到" in page and "区信访局" in page
    assert "告知收到" in texts(client.get(f"{LIST}?deed=receipt").content.decode())
    late = client.get(f"{LIST}?late=1").content.decode()
    assert filed.number not in late and "这一类现在没有待办的" in late
    assert filed.number not in client.get(f"{LIST}?own=1").content.decode()
    assert filed.number in seat("xin").get(f"{LIST}?own=1").content.decode()


def test_an_overdue_deed_stands_under_overdue(office: Office, seat: Seat, clock: Any) -> None:
    filed = registered(office)
    clock(cast.MONDAY + timedelta(days=30))
    assert filed.number in seat("cheng").get(f"{LIST}?late=1").content.decode()


def test_nothing_owed_is_said_in_words(seat: Seat) -> None:
    assert "没有未办结的信访事项" in seat("xin", language="zh-CN").get(LIST).content.decode()


def test_each_route_is_explained_beside_its_choice_and_the_form_routes(office: Office, seat: Seat) -> None:
    filed = registered(office)
    client, case = seat("peng", language="zh-CN"), f"/console/cases/{filed.case_id}"
    form = client.get(f"{case}/do/route").content.decode()
    assert form.count('name="petition_route"') == 6
    assert "本机关不作实体处理" in form and "导入仲裁程序" in form and "六十日内出具处理意见书" in form
    sent = client.post(f"{case}/do/route", {"unit": CITY, "petition_route": "petition_opinion", "command": "b" * 32})
    assert sent.status_code == 302
    page = texts(client.get(case).content.decode())
    assert "已转送交办" in page and "出具信访处理意见书" in page and "可提异议(错转)" in page


def test_the_unit_of_the_accused_is_named_from_a_list_of_posts(office: Office, seat: Seat) -> None:
    filed = registered(office, category="petition.accusation")
    client, case = seat("xin", language="zh-CN"), f"/console/cases/{filed.case_id}"
    form = client.get(f"{case}/do/name_accused").content.decode()
    assert '<option value="p-song">' in form and "Song" in form
    client.post(f"{case}/do/name_accused", {"accused_post": "p-song", "command": "c" * 32})
    state = load_states(office.county_id, [filed.stream])[filed.stream]
    assert state.notes["accused"] == "s-song"


def test_whoever_is_accused_finds_no_trace_at_any_address(office: Office, seat: Seat) -> None:
    filed = routed(office, category="petition.accusation")
    offices.move(office, filed.stream, "peng", "name_accused", accused_post="p-song")
    accused = seat("song")
    for address in (f"/console/cases/{filed.case_id}", f"/console/cases/{filed.case_id}/do/accept"):
        assert accused.get(address).status_code == 404
    for address in (LIST, "/console/", "/console/cases", f"/console/search?q={filed.number}", "/console/notices"):
        assert filed.number not in accused.get(address, follow=True).content.decode().replace(
            f'value="{filed.number}"', ""
        ).replace(f"“{filed.number}”", "")
    assert filed.number in seat("wei").get(LIST).content.decode()


def test_stepping_aside_offers_the_other_posts_of_the_unit(office: Office, seat: Seat) -> None:
    filed = routed(office)
    form = seat("wei").get(f"/console/cases/{filed.case_id}/do/recuse").content.decode()
    assert '<option value="p-jin">' in form and '<option value="p-kong">' not in form


def test_an_opinion_without_its_parts_is_refused_with_all_that_is_missing(office: Office, seat: Seat) -> None:
    filed = routed(office)
    offices.move(office, filed.stream, "wei", "accept")
    client, address = seat("wei", language="zh-CN"), f"/console/cases/{filed.case_id}/do/decide"
    page = mistakes(client, client.post(address, {"command": "d" * 32, "facts": "属实"}))
    found = set(re.findall(r'<a href="#field-(\w+)">', page))
    assert found == {"petition_result", "request_words", "opinion", "legal_basis", "answer"}
    assert "属实" in page


def test_the_page_shows_the_chain_with_the_document_of_each_tier_and_offers_the_next(
    office: Office, seat: Seat
) -> None:
    filed = decided(office)
    client, case = seat("wei", language="zh-CN"), f"/console/cases/{filed.case_id}"
    page = client.get(case).content.decode()
    assert f'href="{case}/papers/opinion"' in page
    assert "最迟可在" in page and "还没到这一步" in page and "支持" in texts(page)
    made = client.post(f"{case}/papers/opinion", {"issue": "1", "reason": "handle", "command": "e" * 32})
    assert made.status_code == 302
    assert "信复〔2026〕1号" in texts(client.get(case).content.decode())


def test_the_name_is_masked_until_a_duty_opens_it(office: Office, seat: Seat) -> None:
    filed = decided(office)
    client, case = seat("wei", language="zh-CN"), f"/console/cases/{filed.case_id}"
    assert NAME not in client.get(case).content.decode()
    opened = client.post(
        f"{case}/open", {"field": "1/requester_name", "reason": "handle", "words": "", "command": "f" * 32}
    )
    assert opened.status_code == 200 and NAME in opened.content.decode()
    looked = texts(client.get(case).content.decode())
    assert "办理这件事需要了解情况" in looked


def test_a_prolonged_whole_says_by_whom_and_why(office: Office, seat: Seat) -> None:
    filed = routed(office)
    offices.move(office, filed.stream, "wei", "accept")
    offices.move(office, filed.stream, "wei", "ask_extension", amount=30, extension_class="complex", reason="须鉴定")
    assert "延期待批" in seat("lei", language="zh-CN").get(LIST).content.decode()
    offices.move(office, filed.stream, "lei", "grant_extension")
    page = texts(seat("wei", language="zh-CN").get(f"/console/cases/{filed.case_id}").content.decode())
    assert "总期限已延长。" in page and "经明河区综治中心批准延长 30 日(理由:情况复杂)" in page
    told = texts(seat("wei", language="zh-CN").get(f"/console/cases/{filed.case_id}/clock/wait").content.decode())
    assert "批准延长 30 日" in told and "已经延长过,不能再延。" in told


def test_the_whole_wait_says_with_which_step_it_may_grow_and_a_review_with_none(office: Office, seat: Seat) -> None:
    """Art. 34 lets the decision take 30 days more, and the whole with it; a review has its 30 days and no more."""
    filed = decided(office)
    wait = f"/console/cases/{filed.case_id}/clock/wait"
    told = texts(seat("wei", language="zh-CN").get(wait).content.decode())
    assert "信访人一共等了" in told and "只随“办理期限”一起延长,最多 30 日。" in told
    ask = Command(id=offices.command_id("ask"), verb="ask_review", stream="", fields={"reason": "不服"})
    move_by_receipt(office, filed.receipt, ask, now=cast.MONDAY)
    told = texts(seat("peng", language="zh-CN").get(wait).content.decode())
    assert "不能延长。" in told and "信访工作条例第三十五条" in told and "时长 30 日" in told


def test_other_matters_have_no_chain(office: Office, seat: Seat) -> None:
    filed: FiledCase = offices.file(office)
    assert "chain-title" not in seat("hu").get(f"/console/cases/{filed.case_id}").content.decode()


def test_the_help_explains_the_stages_of_petitions(seat: Seat) -> None:
    assert "三十日内可以请求复查" in seat("xin", language="zh-CN").get("/console/help").content.decode()
