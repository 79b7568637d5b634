"""Two people change the set-up: one seat proposes, the same unit is refused, another unit agrees, and then it holds."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.hands import Pointing

HAND = Pointing()
LOGIN, PERSON = "new.mate", "新同事"


def propose_a_post(page: Page) -> str:
    """Ask for a post as an administrator does; return the address of the proposal."""
    page.goto("/console/setup/of/post/one")
    page.locator("#field-unit").fill(page.locator("#names-unit option").first.get_attribute("value") or "")
    page.locator("#field-role").select_option("operator")
    HAND.write(page.locator("#field-login"), LOGIN)
    HAND.write(page.locator("#field-person"), PERSON)
    page.locator("#field-reason_class").select_option("staff_change")
    HAND.write(page.locator("#field-because"), "区办〔2026〕9号")
    HAND.press(page.get_by_role("button", name="提出", exact=True).or_(page.get_by_role("button", name="保存")))
    link = page.locator(".toast a")
    expect(link).to_be_visible()
    return link.get_attribute("href") or ""


def test_one_proposes_the_same_unit_is_refused_another_unit_agrees_and_the_person_has_the_post(
    open_page: OpenPage,
) -> None:
    asking = open_page(seat="系统管理员")
    address = propose_a_post(asking)
    asking.goto(f"/console/setup/of/post?q={LOGIN}")
    expect(asking.get_by_text(LOGIN)).to_have_count(0)

    same_unit = open_page(seat="区级协调员")
    same_unit.goto(address)
    expect(same_unit.get_by_text("须由另一个单位的人同意")).to_be_visible()
    expect(same_unit.get_by_role("button", name="同意,立即生效")).to_have_count(0)

    other_unit = open_page(seat="个人信息保护负责人")
    HAND.press(other_unit.locator("#proposals a").first)
    expect(other_unit).to_have_url(re.compile(re.escape(address)))
    expect(other_unit.locator("main")).to_contain_text(f"{PERSON} ({LOGIN})")
    HAND.press(other_unit.get_by_role("button", name="同意,立即生效"))
    expect(other_unit.locator("h1")).to_contain_text("已同意")

    asking.goto(f"/console/setup/of/post?q={LOGIN}")
    expect(asking.get_by_text(PERSON)).to_be_visible()
