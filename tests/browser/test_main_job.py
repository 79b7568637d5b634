"""The main job in Chinese: a report comes in, is dispatched, handled, checked by somebody else, answered, rated.

Each person sits in a browser of their own. The same story is played by finger, by mouse and by the keyboard alone.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import DESK, PHONE
from tests.browser.conftest import FindResident, FindWorker
from tests.browser.hands import Keys, Pointing
from tests.browser.main_job import check_and_close, dispatch_to_city, figure, handle, hear_back
from tests.browser.people import CITY, Receipt, Worker

DEEDS = (
    "反映",
    "立案",
    "派遣",
    "接单",
    "开始处置",
    "反馈了处置结果",
    "开始核查",
    "作了答复",
    "办结",
    "作了评价",
    "作了回访",
)
HELD_MS = 30_000
"""A dispatch is held for ten seconds before it goes; the rest is for a busy machine."""


def deeds_told(worker: Worker, receipt: Receipt) -> list[str]:
    """What the matter's own page tells of its course."""
    worker.open(receipt)
    return worker.page.locator(".timeline .step__title").all_inner_texts()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_seven_people_bring_a_report_to_its_end(
    size: tuple[int, int], resident: FindResident, worker: FindWorker, photo: Path
) -> None:
    hand = Pointing()
    somebody = resident(hand, size)
    received, closed = figure(somebody.page, "收到"), figure(somebody.page, "办结")
    receipt = somebody.report(photo)
    dispatch_to_city(worker("受理员", hand, size), receipt)
    handle(worker("承办人", hand, size), receipt, photo)
    check_and_close(worker("网格员", hand, size), worker("街道派遣员", hand, size), receipt)
    hear_back(somebody, worker("回访员", hand, size), receipt)
    assert figure(somebody.page, "收到") > received
    assert figure(somebody.page, "办结") > closed
    whole = worker("区级协调员", hand, size)
    told = deeds_told(whole, receipt)
    assert [deed for deed in DEEDS if not any(deed in one for one in told)] == []
    assert len(told) == len(DEEDS)
    assert whole.page.locator(".timeline .thumbs img").count() == 2


def test_the_same_by_the_keyboard_alone(resident: FindResident, worker: FindWorker, photo: Path) -> None:
    """Tab, arrows, Enter and the desk's own keys; the suggested unit gets it first, the street passes it on."""
    hand = Keys()
    somebody = resident(hand)
    receipt = somebody.report(photo)
    operator = worker("受理员", hand)
    dispatch_by_keys(operator, receipt)
    dispatcher = worker("街道派遣员", hand)
    dispatcher.open(receipt)
    dispatcher.move("改派")
    dispatcher.name_unit("unit", CITY)
    dispatcher.write("reason", "路灯由区城市管理局管")
    dispatcher.send("改派")
    handle(worker("承办人", hand), receipt, photo)
    check_and_close(worker("网格员", hand), dispatcher, receipt)
    hear_back(somebody, worker("回访员", hand), receipt)
    told = deeds_told(worker("区级协调员", hand), receipt)
    assert [deed for deed in DEEDS if not any(deed in one for one in told)] == []


def dispatch_by_keys(operator: Worker, receipt: Receipt) -> None:
    """J and K walk the queue, Enter opens, A sends after ten seconds, ? shows every key."""
    page, keys = operator.page, operator.page.keyboard
    page.goto("/console/desk")
    keys.press("?")
    expect(page.locator("#keys")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    number = page.locator("#matter .desk__title .number")
    for _ in range(page.locator(".desk__rows [data-row]").count()):
        keys.press("j")
        address = page.evaluate("document.activeElement.getAttribute('href')")
        keys.press("Enter")
        case_id = address.partition("/desk/")[2].partition("?")[0]
        expect(page.locator(f"#matter [data-matter='{case_id}']")).to_be_visible()
        if number.inner_text() == receipt.number:
            break
    expect(number).to_have_text(receipt.number)
    keys.press("k")
    keys.press("j")
    keys.press("a")
    expect(page.locator(".toast")).to_contain_text("即将派给")
    expect(page.locator(f"#row-{case_id}")).to_have_count(0, timeout=HELD_MS)
    expect(page.locator(".toast", has_text=re.compile(f"{receipt.number} 已派给"))).to_be_visible()
