"""An empty district is set up by the wizard from XLSX files, and what is reported afterwards reaches the right unit."""

import re
import time

from playwright.sync_api import Browser, expect

from tests.browser.chromium import Look, open_browser
from tests.browser.empty_district import (
    CITY,
    DISTRICT,
    SHEET_ROWS,
    fill_by_workbook,
    fresh_password,
    report,
    running_empty_district,
    sign_in,
    sit_as,
)
from tests.browser.hands import Pointing

SECONDS_MAX = 15 * 60
HAND = Pointing()


def test_an_empty_district_opens_after_the_wizard_and_a_report_reaches_its_unit(chrome: Browser) -> None:
    with running_empty_district() as empty:
        started = time.monotonic()
        office = open_browser(chrome, empty.url, Look())
        page = office.new_page()
        sign_in(page, empty.login, empty.password)
        sit_as(page, "系统管理员")
        page.goto("/console/setup/wizard")
        page.goto("/console/setup/wizard/open")
        expect(page.locator(".rows .chip, .rows .row__side a").first).to_be_visible()
        page.goto("/console/setup/wizard/name")
        HAND.write(page.locator("#field-name"), DISTRICT)
        HAND.press(page.get_by_role("button", name="保存,下一步"))
        expect(page).to_have_url(re.compile("/wizard/area$"))
        for noun in SHEET_ROWS:
            fill_by_workbook(page, noun, HAND)
        page.goto("/console/setup/wizard/check")
        expect(page.get_by_role("link", name="去完成")).to_have_count(1)  # outlines, which may follow later
        page.goto("/console/setup/wizard/open")
        HAND.press(page.get_by_role("button", name="开放", exact=True))
        expect(page.locator(".note")).to_contain_text("已开放")
        password = fresh_password(page, "dg.op", HAND)
        assert time.monotonic() - started < SECONDS_MAX

        number = report(open_browser(chrome, empty.url, Look()).new_page(), HAND)
        assert number.startswith("东关-")

        street = open_browser(chrome, empty.url, Look()).new_page()
        sign_in(street, "dg.op", password)
        street.goto("/console/desk")
        expect(street.locator(".desk__rows .row")).to_have_count(1)
        expect(street.locator("#matter")).to_contain_text(number)
        expect(street.locator(".actions").get_by_role("button", name=re.compile(f"派遣给.*{CITY}"))).to_be_visible()
