"""A petition by its receipt: the tiers of the answer, both clocks, what may be asked within its window, the papers."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from linli.actions.case_views import open_for
from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.papers import Issuing, issue_paper
from linli.domain.problems import Problem
from linli.store.journal import load_states
from tests import cast, offices
from tests.actions.plain_press import PlainPress
from tests.public.conftest import PORTS, body, mistakes, visitor_in

NAME, PHONE = "探针名", "000-70917"
CITY = cast.UNITS["city-management"].id
GIVEN = {
    "category": "petition.request", "area": cast.GRID, "channel": "letter", "requester": "known",
    "requester_name": NAME, "requester_phone": PHONE, "words": "请求修复化粪池",
}  # fmt: skip
OPINION = {
    "petition_result": "not_supported", "request_words": "请求修复", "facts": "查无此事", "opinion": "不予支持",
    "legal_basis": "某条例第三条", "answer": "经查没有依据",
}  # fmt: skip


@pytest.fixture
def pressed(office: Office, settings: Settings) -> Office:
    settings.LINLI_PORTS = replace(PORTS, papers=PlainPress())
    return replace(office, ports=settings.LINLI_PORTS)


def registered(office: Office) -> FiledCase:
    filing = Filing(command_id=offices.command_id("file"), procedure="petition", fields=GIVEN)
    filed = file_case(office, filing, actor=cast.actor("xin"), now=cast.MONDAY)
    offices.move(office, filed.stream, "peng", "route", unit=CITY, petition_route="petition_opinion")
    offices.move(office, filed.stream, "wei", "accept")
    return filed


def decided(office: Office) -> FiledCase:
    filed = registered(office)
    offices.move(office, filed.stream, "wei", "decide", **OPINION)
    return filed


def page(filed: FiledCase, language: str = "zh-CN") -> str:
    """The petitioner's page without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body(visitor_in(language).get(f"/r/{filed.receipt}"))))


def send(filed: FiledCase, verb: str, visitor: Client | None = None, **fields: Any) -> Any:
    given = {f"{verb}_{key}": value for key, value in fields.items()}
    sender = visitor or visitor_in("zh-CN")
    return sender.post(f"/r/{filed.receipt}", {"verb": verb, "command_id": f"{verb}-0001", **given})


def stage(office: Office, filed: FiledCase) -> str:
    return load_states(office.county_id, [filed.stream])[filed.stream].stage


def test_the_page_shows_stage_both_clocks_and_the_next_lawful_step(office: Office) -> None:
    """The present step is the duty that is due first: while nobody told of the receipt, that; then the decision."""
    filed = registered(office)
    assert re.search(r"当前这一步 \S+ 剩 15 日 告知收到 · 最迟 3月17日 24:00", page(filed))
    offices.move(office, filed.stream, "wei", "notify_receipt", receipt_note="收到您的来信")
    shown = page(filed)
    assert "已受理,正在办理" in shown and "六十日内书面答复" in shown
    assert "您已经等了" in shown and "5月18日" in shown
    assert re.search(r"当前这一步 \S+ 剩 \d+ 日 办理期限 · 最迟 5月6日 24:00", shown)
    assert "处理意见" in shown and "前一步答复之后,您可以提出。" in shown
    assert "请求复查" not in shown.replace("意见、复查、复核", "")


def test_an_answer_opens_the_review_and_names_its_last_day(office: Office) -> None:
    filed = decided(office)
    shown = page(filed)
    assert "您接受这个答复吗?" in shown and "不接受,请求复查" in shown and "您最迟可以在4月1日 24:00前提出。" in shown
    assert "经查没有依据" in shown and "不予支持" in shown


def test_a_review_without_a_reason_is_refused_beside_what_was_asked(office: Office) -> None:
    filed = decided(office)
    visitor = visitor_in("zh-CN")
    shown = mistakes(visitor, send(filed, "ask_review", visitor, reason=""))
    assert 'href="#field-ask_review_reason"' in shown and '<details class="move panel" open>' in shown
    assert stage(office, filed) == "answered"


def test_the_petitioner_goes_through_review_and_final_review_to_the_end(office: Office) -> None:
    filed = decided(office)
    assert send(filed, "ask_review", reason="事实不清").status_code == 302
    assert stage(office, filed) == "review"
    shown = page(filed)
    assert "您请求复查" in shown and "事实不清" in shown and "区综治中心" in shown
    offices.move(office, filed.stream, "cheng", "answer_review", **OPINION)
    assert "不接受,请求复核" in page(filed)
    assert send(filed, "ask_final_review", reason="不服").status_code == 302
    assert stage(office, filed) == "final_review"
    offices.move(office, filed.stream, "lei", "answer_final_review", **OPINION)
    shown = page(filed)
    assert "同一事实和理由不再受理;新的事实可以再提出" in shown and "不接受" not in shown
    assert stage(office, filed) == "closed"


def test_the_window_shuts_on_its_day_and_the_page_offers_nothing_after_it(
    office: Office, clock: Callable[[datetime], None]
) -> None:
    filed = decided(office)
    clock(cast.MONDAY + timedelta(days=40))
    assert "不接受,请求复查" not in page(filed)
    visitor = visitor_in("zh-CN")
    assert Problem("right_lapsed").within("zh") in mistakes(visitor, send(filed, "ask_review", visitor, reason="不服"))
    assert stage(office, filed) == "answered"


def test_accepting_the_answer_ends_the_matter_and_lets_it_be_rated(office: Office) -> None:
    filed = decided(office)
    assert send(filed, "accept_answer", comment="").status_code == 302
    shown = page(filed)
    assert stage(office, filed) == "closed" and "您接受了答复" in shown and "没有提出请求。" in shown
    assert send(filed, "rate", grade="4").status_code == 302
    assert "您作了评价" in page(filed)


def test_a_prolonged_time_says_by_whose_approval_and_why(office: Office) -> None:
    filed = registered(office)
    offices.move(office, filed.stream, "wei", "ask_extension", amount=30, extension_class="complex", reason="内部用语")
    offices.move(office, filed.stream, "lei", "grant_extension", reason="内部用语")
    shown = page(filed)
    assert "给您答复的期限延长了。" in shown and "经明河区综治中心批准延长 30 日(理由:情况复杂)" in shown
    assert "6月15日" in shown and "内部用语" not in shown
    assert "approved by Centre (reason: The matter is complex)" in page(filed, "en")


def test_the_papers_meant_for_the_petitioner_are_given_and_no_name_stands_on_the_page(pressed: Office) -> None:
    filed = decided(pressed)
    view = open_for(pressed, cast.POSTS["wei"], filed.case_id, cast.MONDAY)
    assert view is not None
    issue_paper(pressed, view, Issuing(command_id=offices.command_id("p"), key="opinion", reason="handle"), cast.MONDAY)
    answer = visitor_in("zh-CN").get(f"/r/{filed.receipt}")
    shown = body(answer)
    (address,) = set(re.findall(r'href="(/r/[^"]+/paper/\d+\.docx)"', shown))
    assert "信访处理意见书" in shown and NAME not in shown and PHONE not in shown
    assert NAME.encode() in Client().get(address).content


def test_staff_are_told_by_their_unit_and_never_by_their_name(office: Office) -> None:
    assert "STAFF-" not in page(decided(office))


def test_another_matter_has_no_tiers(office: Office) -> None:
    filed = offices.file(office)
    assert "处理意见、复查、复核" not in page(filed)
