"""A petition in Chinese, from the first word to the rated end through review and final review, with its papers.

Every person sits in a browser of their own; what comes too late, or is somebody else's to decide, is refused in words.
"""

import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chromium import DESK, PHONE, Look
from tests.browser.conftest import OpenPage
from tests.browser.hands import Pointing
from tests.browser.past_petitions import Past, act_out
from tests.browser.people import CITY, HOUSING, Receipt, Resident, Worker
from tests.browser.product import Product

HAND = Pointing()
SEAT_MS = 90_000
"""The first to sit down after a start waits for a server that is still warming up on a shared machine."""
ISSUE_MS = 90_000
"""Issuing a paper lays it out in LibreOffice before it answers, which takes long on a shared machine."""
WORDS, PLACE, NAME = "请求修复三号楼北侧长期漏水的化粪池", "三号楼北侧", "试验来信人"
PHONE_NUMBER = "000-77005678"
OPINION = {
    "request_words": "修复化粪池", "facts": "现场查看,池壁渗漏属实", "opinion": "限三十日内修复",
    "legal_basis": "《物业管理条例》第五十五条", "answer": "您反映的情况属实,将在三十日内修复。",
}  # fmt: skip


@pytest.fixture(scope="module")
def past(product: Product) -> Past:
    """Petitions of weeks ago in the served demo, and the posts of those who act."""
    return act_out(product)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Who can be asked to sit down."""

    open_page: OpenPage
    past: Past

    def sit(self, who: str) -> Worker:
        """Sit down at a post, as /demo/ lets a visitor sit down at any."""
        page = self.open_page(Look(size=DESK))
        page.goto("/demo/")
        page.locator(".seat").first.evaluate(
            "(one, post) => { one.closest('form').querySelector('[name=post]').value = post; }", self.past.posts[who]
        )
        page.locator(".seat").first.click(timeout=SEAT_MS)
        expect(page.locator(".frame")).to_be_visible()
        return Worker(page=page, hand=HAND)


@pytest.fixture
def office(open_page: OpenPage, past: Past) -> Office:
    return Office(open_page=open_page, past=past)


def choose(worker: Worker, field: str, value: str) -> None:
    """Choose one of a field's values."""
    HAND.choose(worker.page.locator("label.choice", has=worker.page.locator(f"[name={field}][value='{value}']")))


def looked_at(page: Page, name: str) -> None:
    """Nothing keeps anybody out of a page, and it is as wide as its window."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def register(operator: Worker) -> Receipt:
    """The desk registers a letter; an empty form comes back with every mistake."""
    page = operator.page
    page.goto("/console/")
    HAND.press(page.get_by_role("link", name="信访事项", exact=True))
    looked_at(page, "petitions")
    HAND.press(page.get_by_role("link", name="登记信访事项"))
    looked_at(page, "petition-new")
    HAND.press(page.locator(".form__actions").get_by_role("button", name="登记", exact=True))
    expect(page.locator("#problems li")).to_have_count(6)
    choose(operator, "channel", "letter")
    choose(operator, "category", "petition.request")
    operator.write("words", WORDS)
    operator.write("area_typed", "书院社区 01网格")
    operator.write("place_words", PLACE)
    operator.write("requester_name", NAME)
    operator.write("requester_phone", PHONE_NUMBER)
    HAND.press(page.locator(".form__actions").get_by_role("button", name="登记", exact=True))
    told = page.locator(".toast__words").inner_text()
    found = re.match(r"(\S+) 已登记。请把回执码告诉信访人:(\S+)", told)
    assert found, told
    return Receipt(number=found[1], code=found[2])


def owed(worker: Worker, receipt: Receipt, deed: str) -> None:
    """The duty list names what is owed on the petition."""
    worker.page.goto("/console/petitions")
    row = worker.page.locator("tbody tr", has_text=receipt.number).filter(has_text=deed)
    expect(row).to_have_count(1)


def route(dispatcher: Worker, receipt: Receipt, unit: str) -> None:
    """Each of the six ways says what it means; the petition goes to a unit."""
    dispatcher.open(receipt)
    dispatcher.move("转送交办")
    expect(dispatcher.page.locator("#field-petition_route .choice")).to_have_count(6)
    expect(dispatcher.page.locator("#field-petition_route")).to_contain_text("导入仲裁程序")
    dispatcher.name_unit("unit", unit)
    choose(dispatcher, "petition_route", "petition_opinion")
    dispatcher.send("转送交办")
    dispatcher.stage("已转送交办")


def issue(worker: Worker, title: str) -> None:
    """Issue the paper of the step that was just made, addressed by the name that is opened for it."""
    page = worker.page
    HAND.press(page.locator("#papers-title ~ .moves").get_by_role("link", name=title))
    page.wait_for_url("**/papers/*")
    expect(page.locator("main")).not_to_contain_text(NAME)
    if page.locator("[name=earlier_paper]").count():
        worker.write("earlier_paper", "信复〔2026〕1号")
    choose(worker, "reason", "handle")
    page.get_by_role("button", name="出具文书").click(timeout=ISSUE_MS)
    expect(page.locator("section:has(#papers-title)")).to_contain_text(title, timeout=ISSUE_MS)
    expect(page.locator("section:has(#papers-title) li").first).to_contain_text("号")


def give(worker: Worker, title: str, result: str) -> None:
    """Answer a tier: an empty form names all that an opinion must hold, a full one is taken."""
    worker.move(title)
    HAND.press(worker.page.locator(".form__actions").get_by_role("button", name=title, exact=True))
    expect(worker.page.locator("#problems li")).to_have_count(6)
    choose(worker, "petition_result", result)
    for field, words in OPINION.items():
        worker.write(field, words)
    worker.send(title)


def extend(handler: Worker, coordinator: Worker, receipt: Receipt) -> None:
    """The unit asks and cannot approve; one tier up approves, and the whole time moves too."""
    handler.move("申请延期")
    handler.write("amount", "20")
    choose(handler, "extension_class", "complex")
    handler.write("reason", "须请专业机构鉴定")
    handler.send("申请延期")
    expect(handler.page.locator(".moves").get_by_text("同意延期")).to_have_count(0)
    owed(coordinator, receipt, "延期待批")
    coordinator.open(receipt)
    coordinator.move("同意延期")
    coordinator.send("同意延期")
    expect(coordinator.page.locator(".chain")).to_contain_text("总期限已延长。")
    expect(coordinator.page.locator(".chain")).to_contain_text("批准延长 20 日(理由:情况复杂)")


def press_on_receipt(resident: Resident, receipt: Receipt, summary: str, field: str, words: str, button: str) -> None:
    """Open one of the folds on the petitioner's page, write, send."""
    page = resident.page
    page.goto(f"/r/{receipt.code}")
    HAND.press(page.locator("summary", has_text=summary))
    HAND.write(page.locator(f"[name={field}]"), words)
    HAND.press(page.get_by_role("button", name=button, exact=True))
    expect(page.locator("[role=status].note")).to_contain_text("谢谢")


def test_a_petition_goes_from_the_first_word_through_both_reviews_to_its_rated_end(
    office: Office, open_page: OpenPage
) -> None:
    operator, dispatcher, handler = office.sit("operator"), office.sit("dispatcher"), office.sit("handler")
    coordinator, colleague = office.sit("coordinator"), office.sit("colleague")
    resident = Resident(page=open_page(Look(size=PHONE)), hand=HAND)
    receipt = register(operator)
    owed(operator, receipt, "分类转送")
    wrong_unit(office, dispatcher, receipt)
    route(dispatcher, receipt, CITY)
    handler.open(receipt)
    expect(handler.page.locator("main")).not_to_contain_text(NAME)
    handler.move("告知收到")
    handler.write("receipt_note", "您的来信已收到,由本局办理。")
    handler.send("告知收到")
    handler.move("受理")
    handler.send("受理")
    handler.stage("办理中")
    issue(handler, "信访事项告知书")
    extend(handler, coordinator, receipt)
    handler.open(receipt)
    give(handler, "出具处理意见", "not_supported")
    issue(handler, "信访处理意见书")
    looked_at(handler.page, "petition-case")
    resident.page.goto(f"/r/{receipt.code}")
    expect(resident.page.locator("main")).to_contain_text("给您答复的期限延长了。")
    looked_at(resident.page, "petition-receipt")
    press_on_receipt(resident, receipt, "请求复查", "ask_review_reason", "事实没有查清", "请求复查")
    coordinator.open(receipt)
    coordinator.stage("复查中")
    give(coordinator, "答复复查", "not_supported")
    issue(coordinator, "复查意见书")
    press_on_receipt(resident, receipt, "请求复核", "ask_final_review_reason", "仍然不服", "请求复核")
    coordinator.open(receipt)
    expect(coordinator.page.locator(".moves__why", has_text="答复复核")).to_contain_text("须由未经手的人来做")
    colleague.open(receipt)
    give(colleague, "答复复核", "supported")
    issue(colleague, "复核意见书")
    colleague.stage("已办结")
    expect(colleague.page.locator(".chain__tier--done")).to_have_count(3)
    the_end(resident, receipt)
    operator.page.goto("/console/petitions")
    expect(operator.page.locator("main")).not_to_contain_text(receipt.number)


def wrong_unit(office: Office, dispatcher: Worker, receipt: Receipt) -> None:
    """It goes to a unit whose duty it is not; that unit objects in time, names the right one, and it is back."""
    route(dispatcher, receipt, HOUSING)
    housing = office.sit("housing")
    owed(housing, receipt, "可提异议(错转)")
    housing.open(receipt)
    housing.move("提出异议")
    housing.name_unit("right_unit", CITY)
    housing.write("reason", "化粪池属市政设施")
    housing.send("提出异议")


def the_end(resident: Resident, receipt: Receipt) -> None:
    """The petitioner reads three opinions and a notice, rates, and is told what the law leaves open."""
    page = resident.page
    page.goto(f"/r/{receipt.code}")
    expect(page.locator("section:has(#s-papers) li")).to_have_count(4)
    expect(page.locator("main")).not_to_contain_text(NAME)
    expect(page.locator(".stage")).to_contain_text("同一事实和理由不再受理;新的事实可以再提出")
    HAND.choose(page.locator("label.choice", has=page.locator("[name=rate_grade][value='3']")))
    HAND.press(page.get_by_role("button", name="提交评价", exact=True))
    expect(page.locator("[role=status].note")).to_contain_text("谢谢")
    looked_at(page, "petition-end")


def test_an_objection_after_five_working_days_is_refused_in_words(office: Office) -> None:
    handler = office.sit("handler")
    handler.open(Receipt(code="", number=office.past.numbers["routed_long_ago"]))
    why = handler.page.locator(".moves__why", has_text="提出异议")
    expect(why).to_contain_text("已经过了可以提出的期限")
    expect(handler.page.locator(".moves a", has_text="提出异议")).to_have_count(0)


def test_an_extension_asked_after_the_due_day_is_refused_in_words(office: Office) -> None:
    """By then the matter has moved up by itself: whoever holds it now cannot ask either."""
    coordinator = office.sit("coordinator")
    coordinator.open(Receipt(code="", number=office.past.numbers["accepted_long_ago"]))
    expect(coordinator.page.locator(".case__holder")).to_contain_text(office.past.names["county"])
    why = coordinator.page.locator(".moves__why", has_text="申请延期")
    expect(why).to_contain_text("已经到期,不能再申请延期")


def test_whoever_asked_for_an_extension_does_not_approve_it(office: Office) -> None:
    coordinator = office.sit("coordinator")
    coordinator.open(Receipt(code="", number=office.past.numbers["with_the_county"]))
    coordinator.move("申请延期")
    coordinator.write("amount", "10")
    choose(coordinator, "extension_class", "complex")
    coordinator.write("reason", "须鉴定")
    coordinator.send("申请延期")
    why = coordinator.page.locator(".moves__why", has_text="“同意延期”")
    expect(why).to_contain_text("须由未经手的人来做")
    expect(coordinator.page.locator(".moves a", has_text="同意延期")).to_have_count(0)
