"""Going back never meets a page that cannot be shown again: neither after mistakes, nor without script."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Look
from tests.browser.conftest import OpenPage
from tests.browser.places_to_see import press

PLACE = "/report/?q=%E5%8D%B0%E6%9C%88%E7%A4%BE%E5%8C%BA01%E7%BD%91%E6%A0%BC"
GO_ON = ".onward button"


@pytest.mark.parametrize("has_script", [True, False])
def test_a_resident_who_made_mistakes_goes_back_through_all_steps(open_page: OpenPage, has_script: bool) -> None:
    page = open_page(Look(size=PHONE, has_script=has_script))
    page.goto(PLACE)
    press(page, "button[name=area]")
    press(page, GO_ON)
    page.locator("#field-requester_phone").fill("12")
    press(page, GO_ON)
    expect(page.locator("#problems")).to_be_visible()
    expect(page.locator("#field-requester_phone")).to_have_value("12")
    page.locator(".tiles label").nth(1).click()
    page.locator("#field-words").fill("路灯不亮")
    page.locator("#field-requester_phone").fill("000-77001234")
    press(page, GO_ON)
    assert page.url.endswith("/report/check/")
    _goes_back(page, "/report/what/")
    expect(page.locator("#field-words")).to_have_value("路灯不亮")
    expect(page.locator("#problems")).to_have_count(0)


def test_a_wrong_receipt_code_can_be_gone_back_to(open_page: OpenPage) -> None:
    page = open_page(Look(size=PHONE))
    page.goto("/follow/")
    page.locator("#field-receipt").fill("1234-ABCD")
    press(page, GO_ON)
    expect(page.locator("#problems")).to_be_visible()
    expect(page.locator("#field-receipt")).to_have_value("1234-ABCD")
    press(page, "a.public__home")
    _goes_back(page, "/follow/")
    expect(page.locator("#field-receipt")).to_be_visible()


def test_staff_who_left_fields_empty_can_go_back(open_page: OpenPage) -> None:
    page = open_page(seat="受理员")
    page.goto("/console/desk/new")
    press(page, "main .form__actions button")
    expect(page.locator("#problems")).to_be_visible()
    press(page, ".rail__head")
    _goes_back(page, "/console/desk/new")
    expect(page.locator("main .form__actions button").first).to_be_visible()


def _goes_back(page: Page, path: str) -> None:
    answer = page.go_back()
    assert answer is None or answer.status == 200
    assert page.url.endswith(path), page.url
