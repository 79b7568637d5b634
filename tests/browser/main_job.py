"""The steps of the main job, told once: who opens what, presses what and sees what."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.people import ANSWER, CITY, RESULT, WORDS, Receipt, Resident, Worker


def figure(page: Page, name: str) -> int:
    """One of the figures on the first page."""
    page.goto("/")
    words = page.locator(".sums__one", has_text=name).locator("dd").inner_text()
    return int(re.sub(r"\D", "", words))


def dispatch_to_city(operator: Worker, receipt: Receipt) -> None:
    """Take it off the queue: first the suggested unit, taken back within ten seconds, then the right one."""
    page = operator.page
    page.goto("/console/desk")
    row = page.locator(".desk__rows .row", has=page.locator("a[href*='/console/desk/']")).first
    expect(row).to_be_visible()
    open_on_desk(operator, receipt)
    operator.hand.press(page.locator(".actions").get_by_role("button", name=re.compile("^派遣给")))
    operator.hand.press(page.locator(".toast").get_by_role("button", name="撤销"))
    expect(page.locator(".toast")).to_contain_text("已撤销,没有发出")
    operator.hand.press(page.locator(".actions").get_by_role("link", name=re.compile("^改派")))
    operator.name_unit("unit", CITY)
    operator.hand.press(page.locator(".form__actions").get_by_role("button", name="派遣"))
    expect(page.locator("#desk .note").first).to_contain_text(f"{receipt.number} 现在由{CITY}办理")


def open_on_desk(operator: Worker, receipt: Receipt) -> None:
    """Open the matter of that number in the desk's right pane, walking down the queue."""
    page = operator.page
    for row in page.locator(".desk__rows [data-row]").all():
        address = row.get_attribute("href") or ""
        operator.hand.press(row)
        expect(page.locator(f"#matter [data-matter='{address.split('/')[-1].split('?')[0]}']")).to_be_visible()
        if page.locator("#matter .desk__title .number", has_text=receipt.number).count():
            return
        if page.locator(".desk__back").is_visible():  # on the phone list and matter take turns
            operator.hand.press(page.locator(".desk__back"))
            expect(page.locator(".desk__rows")).to_be_visible()
    raise AssertionError(f"{receipt.number} is not in the queue")


def handle(handler: Worker, receipt: Receipt, photo: Path) -> None:
    """Accept, start, report the result with a photo."""
    handler.open(receipt)
    expect(handler.page.locator(".timeline")).to_contain_text(WORDS)
    handler.move("接单")
    handler.stage("已接单")
    handler.move("开始处置")
    handler.send("开始处置")
    handler.stage("处置中")
    handler.move("反馈处置结果")
    handler.write("result", RESULT)
    handler.hand.choose(handler.page.locator("label.choice", has_text="已修复"))
    handler.hand.add_photo(handler.page.locator("#field-photo_after"), photo)
    handler.send("反馈处置结果")


def check_and_close(checker: Worker, dispatcher: Worker, receipt: Receipt) -> None:
    """Somebody who did not handle it looks at the place; the street answers and closes."""
    checker.open(receipt)
    checker.move("开始核查")
    checker.write("note", "晚上到现场看过,灯亮")
    checker.send("开始核查")
    checker.stage("核查中")
    dispatcher.open(receipt)
    dispatcher.move("答复")
    dispatcher.write("answer", ANSWER)
    dispatcher.send("答复")
    dispatcher.move("核查结案")
    dispatcher.send("核查结案")
    dispatcher.stage("已办结")


def hear_back(resident: Resident, caller: Worker, receipt: Receipt) -> None:
    """The resident reads the answer and rates it; the follow-up desk calls."""
    resident.follow(receipt)
    expect(resident.page.locator(".answer__words")).to_have_text(ANSWER)
    resident.rate("满意")
    expect(resident.page.locator("[role=status].note")).to_contain_text("谢谢")
    caller.open(receipt)
    caller.move("回访")
    choose(caller, "reached", "reached")
    choose(caller, "solved", "solved")
    caller.send("回访")


def choose(worker: Worker, field: str, value: str) -> None:
    """Choose one of a field's values."""
    radio = worker.page.locator(f"[name={field}][value={value}]")
    worker.hand.choose(worker.page.locator("label.choice", has=radio))
