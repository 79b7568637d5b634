"""The phone desk with both hands on the keyboard: a call is taken in without the mouse."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage


def test_a_call_is_taken_in_by_keys_alone(open_page: OpenPage) -> None:
    page = open_page(seat="受理员")
    page.goto("/console/phone")
    expect(page.locator("#field-requester_phone")).to_be_focused()
    page.keyboard.type("000-5555-0199")
    page.locator("#field-words").focus()
    page.keyboard.type("路灯不亮")
    page.locator("#typed-area").focus()
    page.keyboard.type("社区")
    expect(page.locator("#places input").first).to_be_checked()
    page.locator("#typed-category").focus()
    page.keyboard.type("路灯")
    expect(page.locator("#categories input").first).to_be_checked()
    expect(page.locator("#phone-aside strong")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".phone__taken .phone__big").last).to_be_visible()
    expect(page.locator("#field-requester_phone")).to_be_focused()
    expect(page.locator("#field-requester_phone")).to_have_value("")
