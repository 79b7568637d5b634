"""A stuck matter goes to the joint meeting and comes back answered: four fixed, one press, an order, a call."""

import re
from datetime import date, timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import FindResident, FindWorker, OpenPage
from tests.browser.hands import Pointing
from tests.browser.people import ANSWER, CITY, Receipt, Resident, Worker

HAND = Pointing()
OFFICE, CONVENER, SPONSOR, HANDLER, CALLER, OPERATOR = (
    "区级协调员", "总召集人", "包案领导", "承办人", "回访员", "受理员"
)  # fmt: skip
SIGN = "签发:生成纪要、事项和督办单"
MEASURES = "更换三号楼前路灯线缆,三日内亮灯"
SUMMARY = "会议听取了情况汇报,研究了群众反映的路灯问题。"
REASON = "线缆到货后没有按时施工"
WORK = "线缆已更换,连续三晚试亮正常"


def looked_at(page: Page, name: str) -> None:
    """A page of the way: nothing on it keeps anybody out, and it is as wide as the window."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def name_of(page: Page) -> str:
    """Who sits at this page."""
    return str(page.locator(".topbar__word").last.text_content()).strip()


def day(days: int) -> str:
    """A day as a date field takes it."""
    return (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011 - what a person reads off the wall


def plan(page: Page) -> str:
    """Plan a meeting for this evening; return its address."""
    page.goto("/console/meetings/new")
    looked_at(page, "meeting-new")
    HAND.press(page.get_by_role("button", name="安排会议并生成议程"))
    expect(page.locator("#problems")).to_contain_text("请填写这一项")
    page.locator("#field-starts_at").fill(f"{day(0)}T23:59")
    HAND.write(page.locator("#field-place"), "区综治中心二楼会议室")
    for words in ("云溪区综治中心", CITY):
        page.locator(".meeting-units label").filter(has_text=re.compile(f"^\\s*{words}\\s*$")).locator("input").check()
    HAND.press(page.get_by_role("button", name="安排会议并生成议程"))
    expect(page.locator("#agenda-title")).to_be_visible()
    return page.url


def put_on(page: Page, receipt: Receipt) -> None:
    """Bring the matter forward by its number, and leave out what the meeting has no time for, each with a reason."""
    HAND.write(page.locator("#field-number"), receipt.number)
    HAND.press(page.get_by_role("button", name="列入", exact=True))
    expect(page.locator(".meeting-item").filter(has_text=receipt.number)).to_have_count(1)
    others = page.locator(".meeting-item").filter(has_not_text=receipt.number)
    while others.count():
        before = others.count()
        HAND.press(others.first.locator("a[href*='/items/']"))
        HAND.press(page.locator("summary", has_text="本次会议不议这一项"))
        HAND.write(page.locator("#field-reason"), "下次会议再议")
        HAND.press(page.get_by_role("button", name="移出议程"))
        expect(others).to_have_count(before - 1)
    expect(page.locator("main")).to_contain_text("会议办公室提请")


def open_item(page: Page, receipt: Receipt) -> None:
    """Open the form of the matter's four."""
    HAND.press(page.locator(".meeting-item").filter(has_text=receipt.number).locator("a[href*='/items/']"))
    expect(page.locator("#field-measures")).to_be_visible()


def choose_post(page: Page, field: str, words: str) -> str:
    """Choose the first option of a list that has these words; return its value."""
    value = page.locator(f"#field-{field} option", has_text=words).first.get_attribute("value") or ""
    page.locator(f"#field-{field}").select_option(value)
    return value


def fix_four(page: Page, receipt: Receipt, sponsor: str, handler: str) -> None:
    """Fix three first, and the deadline only after the minutes were refused for it."""
    open_item(page, receipt)
    looked_at(page, "meeting-item")
    choose_post(page, "sponsor", sponsor)
    choose_post(page, "handler", handler)
    HAND.write(page.locator("#field-measures"), MEASURES)
    HAND.press(page.get_by_role("button", name="保存"))
    expect(page.locator(".meeting-item")).to_contain_text(MEASURES)


def refuse_one_person(page: Page, receipt: Receipt, sponsor: str, handler: str) -> None:
    """Whoever is to answer for it cannot be the one who does it."""
    open_item(page, receipt)
    heads = page.locator("#field-sponsor option")
    values = {heads.nth(at).get_attribute("value") for at in range(heads.count())}
    both = [one.get_attribute("value") for one in page.locator("#field-handler option").all()]
    value = next(one for one in both if one and one in values)
    page.locator("#field-sponsor").select_option(value)
    page.locator("#field-handler").select_option(value)
    page.locator("#field-due_date").fill(day(20))
    HAND.press(page.get_by_role("button", name="保存"))
    expect(page.locator("#problems")).to_contain_text("包案领导和办案人员不能是同一个人")
    choose_post(page, "sponsor", sponsor)
    choose_post(page, "handler", handler)
    HAND.press(page.get_by_role("button", name="保存"))
    expect(page.locator(".meeting-item")).not_to_contain_text("未定")


def press(page: Page, meeting: str) -> None:
    """Press the minutes."""
    page.goto(f"{meeting}/minutes")
    HAND.write(page.locator("#field-summary"), SUMMARY)
    HAND.press(page.get_by_role("button", name=SIGN))


def open_child(worker: Worker, number: str) -> None:
    """Find the item by its number."""
    worker.open(Receipt(code="", number=number))


def only_the_convener_signs(office: Page, convener: Page, meeting: str) -> None:
    """The office that wrote the minutes has no button; the convener is refused while a deadline is missing."""
    office.goto(f"{meeting}/minutes")
    expect(office.locator("main")).to_contain_text("纪要由召集人签发")
    expect(office.get_by_role("button", name=SIGN)).to_have_count(0)
    press(convener, meeting)
    expect(convener.locator("#problems")).to_contain_text("第 1 项没有定办结时限")
    looked_at(convener, "meeting-minutes-refused")


def decide_once(convener: Page, meeting: str) -> str:
    """Press the minutes; whoever goes back and presses again changes nothing. Return the number of what became."""
    press(convener, meeting)
    expect(convener.locator(".meeting-sums")).to_contain_text("〕")
    expect(convener.locator("main")).to_contain_text(SUMMARY)
    looked_at(convener, "meeting-decided")
    convener.go_back()
    if convener.get_by_role("button", name=SIGN).count():
        HAND.write(convener.locator("#field-summary"), "再按一次")
        HAND.press(convener.get_by_role("button", name=SIGN))
        expect(convener.locator("main")).not_to_contain_text("再按一次")
    convener.goto(f"{meeting}/minutes")
    expect(convener.locator("main")).not_to_contain_text("签发:生成纪要")
    convener.goto(meeting)
    return convener.locator(".meeting-became a .number").inner_text().strip()


def order(office: Page, convener: Page, child: str) -> None:
    """Only the convener orders, and not without a deadline."""
    office.goto("/console/meetings/orders")
    expect(office.locator("main")).not_to_contain_text("签发督办")
    convener.goto("/console/meetings/orders")
    HAND.press(convener.locator(".meeting-item").filter(has_text=child).get_by_role("link", name="签发督办"))
    HAND.choose(convener.locator("label.choice", has=convener.locator("input[value='order']")))
    HAND.write(convener.locator("#field-reason"), REASON)
    looked_at(convener, "meeting-order")
    HAND.press(convener.get_by_role("button", name="签发", exact=True))
    expect(convener.locator("#problems")).to_contain_text("请填写这一项")
    convener.locator("#field-due_date").fill(day(10))
    HAND.press(convener.get_by_role("button", name="签发", exact=True))
    listed = convener.locator(".meeting-item").filter(has_text=child)
    expect(listed).to_contain_text("督〔")
    expect(listed).to_contain_text("待反馈")
    looked_at(convener, "meeting-orders")


def moved(worker: Worker, title: str) -> None:
    """Press a move, and send its form where it asks for something."""
    worker.move(title)
    if worker.page.locator(".form__actions").count():
        worker.send(title)


def solve(handler: Worker, sponsor: Worker, child: str) -> None:
    """The handler answers the order and reports it solved; whoever sponsors it confirms."""
    open_child(handler, child)
    moved(handler, "接办")
    HAND.press(handler.page.locator(".moves a", has_text="反馈督办").first)
    handler.write("order_answer", "线缆今日到场,明日完工")
    HAND.press(handler.page.locator(".form__actions").get_by_role("button", name=f"反馈督办 · {CITY}", exact=True))
    expect(handler.page.locator("body")).to_contain_text("已完成:反馈督办")
    handler.move("报告已化解")
    handler.write("result", WORK)
    handler.send("报告已化解")
    handler.stage("已报化解")
    open_child(sponsor, child)
    moved(sponsor, "确认化解")
    sponsor.stage("待回访")


def call_back(handler: Worker, caller: Worker, child: str) -> None:
    """Whoever did the work does not call back about it; somebody else does, and ends it."""
    open_child(handler, child)
    expect(handler.page.locator("main")).not_to_contain_text("回访:已化解")
    open_child(caller, child)
    caller.move("回访:已化解,销号")
    caller.write("note", "居民说灯已经亮了")
    caller.send("回访:已化解,销号")
    caller.stage("已销号")


def answer(operator: Worker, somebody: Resident, receipt: Receipt) -> None:
    """The resident reads the answer and that a meeting looked at it, and nothing of what it decided inside."""
    operator.open(receipt)
    operator.move("答复")
    operator.write("answer", ANSWER)
    operator.send("答复")
    somebody.follow(receipt)
    expect(somebody.page.locator("main")).to_contain_text("联席会议研究了这件事")
    expect(somebody.page.locator("main")).to_contain_text(ANSWER)
    expect(somebody.page.locator("main")).not_to_contain_text(MEASURES)


def test_a_stuck_matter_is_fixed_by_a_meeting_supervised_solved_called_back_and_answered(
    open_page: OpenPage, resident: FindResident, worker: FindWorker
) -> None:
    somebody = resident(HAND, PHONE)
    receipt = somebody.report(None)
    operator = worker(OPERATOR, HAND)
    operator.open(receipt)
    operator.move("立案")
    operator.send("立案")
    operator.stage("已立案")

    office, convener = open_page(seat=OFFICE), open_page(seat=CONVENER)
    sponsor, handler = worker(SPONSOR, HAND), worker(HANDLER, HAND)
    sponsor_name, handler_name = name_of(sponsor.page), name_of(handler.page)
    meeting = plan(office).partition("#")[0]
    put_on(office, receipt)
    looked_at(office, "meeting-agenda")
    fix_four(office, receipt, sponsor_name, handler_name)
    only_the_convener_signs(office, convener, meeting)
    office.goto(meeting)
    refuse_one_person(office, receipt, sponsor_name, handler_name)

    child = decide_once(convener, meeting)
    order(office, convener, child)
    solve(handler, sponsor, child)
    call_back(handler, worker(CALLER, HAND), child)
    answer(operator, somebody, receipt)


def test_a_leader_reads_a_meeting_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(seat=SPONSOR)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/console/meetings")
    looked_at(page, "meetings-phone")
    if page.locator("#main [data-row]").count():
        HAND.press(page.locator("#main [data-row]").first)
        looked_at(page, "meeting-phone")
        expect(page.get_by_role("link", name="定四项")).to_have_count(0)
