"""The follow-up desk by the keyboard alone: from the list over the number to the recorded result."""

import re
import time

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage

LIST = "/console/follow-up"
FILLED_SECONDS = 90.0
"""The demo's year is filled in while it is served: until then a short list may be called through."""


def listed(page: Page) -> None:
    """Open the list, again until somebody is on it."""
    end = time.monotonic() + FILLED_SECONDS
    while time.monotonic() < end:
        page.goto(LIST)
        if page.locator("[data-row]").count():
            return
    raise AssertionError("nobody to call")


def test_a_call_is_made_by_keys_alone_from_the_list_to_its_result(open_page: OpenPage) -> None:
    page = open_page(seat="回访员")
    listed(page)
    before = page.locator(".calls__figures .calls__big").first.inner_text()
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".calls__say")).to_contain_text("这里是区回访组")
    assert "000-7" not in page.locator("main").inner_text()
    address = page.url
    page.keyboard.press("o")
    expect(page.locator(".calls__contact")).to_contain_text("000-7")
    page.keyboard.press("1")
    expect(page.locator("input[value=satisfied]")).to_be_checked()
    page.keyboard.press("4")
    expect(page.locator("input[value=solved]")).to_be_checked()
    page.keyboard.press("s")
    expect(page).to_have_url(re.compile(f"{LIST}$"))
    expect(page.locator("body")).to_contain_text("联系上了,满意")
    assert page.locator(".calls__figures .calls__big").first.inner_text() != before
    page.goto(address)
    expect(page.locator("main")).to_contain_text("不用再打了")
    expect(page.get_by_role("link", name="回访记录")).to_be_visible()


def test_what_does_not_belong_to_an_answer_goes_away_and_mistakes_are_told_together(open_page: OpenPage) -> None:
    page = open_page(seat="回访员")
    listed(page)
    page.locator("[data-row]").first.click()
    page.wait_for_url(re.compile(f"{LIST}/."))
    expect(page.locator(".calls__say")).to_be_visible()
    page.keyboard.press("3")
    expect(page.locator(".calls__reached")).to_be_hidden()
    page.keyboard.press("2")
    expect(page.locator(".calls__reached")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator("#problems")).to_contain_text("问题解决了吗")


def test_whoever_handled_it_cannot_open_the_desk_nor_the_call(open_page: OpenPage) -> None:
    caller = open_page(seat="回访员")
    listed(caller)
    caller.locator("[data-row]").first.click()
    caller.wait_for_url(re.compile(f"{LIST}/."))
    handler = open_page(seat="承办人")
    for address in (LIST, caller.url):
        answer = handler.goto(address)
        assert answer is not None and answer.status == 404
        expect(handler.locator("body")).not_to_contain_text("怎么说")
