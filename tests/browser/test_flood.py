"""More than usual: with script a report comes straight in after a little work; without it waits for a person."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.chromium import PHONE, Look
from tests.browser.conftest import FindWorker, OpenPage
from tests.browser.hands import Pointing
from tests.browser.people import Resident

HAND = Pointing()
ALLOWED = 10
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
AREA = re.compile(r'name="area" value="([^"]+)"')
COMMAND = re.compile(r'name="command_id" value="([^"]+)"')
MORE_THAN_USUAL = "现在提交的人比平时多得多"


def use_up_allowance(context: BrowserContext, somebody: Resident) -> None:
    """Send as many reports as one browser is allowed, by its forms alone."""
    somebody.find_place()
    somebody.page.goto("/report/?change=1")
    for _ in range(ALLOWED):
        sent_by_form(context)


def sent_by_form(context: BrowserContext) -> None:
    ask = context.request

    def token(page: str) -> str:
        found = TOKEN.search(ask.get(page).text())
        assert found
        return found[1]

    places = ask.get("/report/?under=&q=书院社区").text()
    found = AREA.search(places)
    assert found, places[:2000]
    ask.post("/report/", form={"csrfmiddlewaretoken": token("/report/"), "area": found[1]})
    ask.post("/report/", form={"csrfmiddlewaretoken": token("/report/"), "place_words": "桥头"})
    what = {"category": "municipal.street_lamp", "words": "路灯不亮", "requester": "anonymous"}
    ask.post("/report/what/", form={"csrfmiddlewaretoken": token("/report/what/"), **what})
    page = ask.get("/report/check/").text()
    command = COMMAND.search(page)
    assert command, page[:2000]
    done = ask.post(
        "/report/check/",
        form={"csrfmiddlewaretoken": TOKEN.search(page)[1], "command_id": command[1]},
    )
    assert "receipt-code" in done.text()


def walked_to_the_end(page: Page) -> None:
    somebody = Resident(page=page, hand=HAND)
    use_up_allowance(page.context, somebody)
    somebody.report(None)


def test_with_script_the_browser_works_a_little_and_the_report_comes_straight_in(open_page: OpenPage) -> None:
    page = open_page(Look(size=PHONE))
    worked: list[str] = []
    page.on("request", lambda one: worked.append(one.post_data or "") if one.url.endswith("/report/check/") else None)
    walked_to_the_end(page)
    assert any("work=" in one and "%3A" in one for one in worked if "command_id" in one)
    expect(page.locator("main")).not_to_contain_text(MORE_THAN_USUAL)


def test_without_script_it_is_filed_and_waits_and_a_person_lets_it_in(open_page: OpenPage, worker: FindWorker) -> None:
    page = open_page(Look(size=PHONE, has_script=False))
    walked_to_the_end(page)
    expect(page.locator("main")).to_contain_text(MORE_THAN_USUAL)
    number = page.locator(".receipt .number").inner_text().strip()
    desk = worker("受理员", HAND).page
    desk.goto("/console/")
    HAND.press(desk.get_by_role("link", name=re.compile("待放行")).first)
    expect(desk.locator("h1")).to_have_text("待放行的反映")
    row = desk.locator(".row", has_text=number)
    HAND.choose(row.locator("label"))
    HAND.press(desk.get_by_role("button", name="放行勾选的"))
    expect(desk.locator("body")).to_contain_text("已放行 1 件")
    expect(desk.locator(".row", has_text=number)).to_have_count(0)
