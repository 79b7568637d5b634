"""By letter and by visit, in Chinese: from an envelope and from a number on paper to a matter that is answered.

Two people open the letter; nobody asks the visitor for a name before there is a matter; each ends with the answer under
the receipt, as a report from the web does.
"""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import FindResident, FindWorker, OpenPage
from tests.browser.hands import Pointing
from tests.browser.main_job import check_and_close, dispatch_to_city, handle
from tests.browser.people import COMMUNITY, GRID, PHONE_NUMBER, PLACE, WORDS, Receipt

HAND = Pointing()
BOX = "书院社区意见信箱"
CATEGORY = "路灯"
"""What the county's catalogue calls the kind that residents choose by a tile in their own words (people.KIND)."""


def fill_in(page: Page) -> None:
    """Fill the form of a grid event from what a letter or a visitor says."""
    HAND.write(page.locator("#field-words"), WORDS)
    HAND.write(page.locator("#typed-area"), f"{COMMUNITY} {GRID}")
    HAND.write(page.locator("#field-place_words"), PLACE)
    page.locator("#field-category").select_option(label=CATEGORY)
    HAND.write(page.locator("#field-requester_phone"), PHONE_NUMBER)
    HAND.press(page.locator(".form__actions").get_by_role("button", name="登记", exact=True))
    expect(page.get_by_role("heading", name="已登记成事项")).to_be_visible()


def receipt_on(page: Page) -> Receipt:
    """Read the receipt that is shown once."""
    number, code = page.locator(".facts dd").nth(0), page.locator(".facts dd").nth(1)
    return Receipt(number=number.inner_text().strip(), code=code.inner_text().strip())


def answered(page: Page, path: str) -> None:
    """See that the matter is answered and closed, as whoever holds the code does."""
    page.goto(path)
    expect(page.locator("#main")).to_contain_text("已经修好")


def test_a_letter_is_opened_by_two_taken_in_and_answered(
    open_page: OpenPage, worker: FindWorker, resident: FindResident, photo: Path
) -> None:
    desk = open_page(seat="受理员")
    desk.goto("/console/letters")
    HAND.choose(desk.locator("label", has_text="意见信箱").first)
    HAND.write(desk.locator("#field-box"), BOX)
    HAND.press(desk.get_by_role("button", name="登记", exact=True))
    HAND.press(desk.locator("#main [data-row] a").first)
    address = desk.url
    HAND.write(desk.locator("#field-pages"), "2")
    HAND.press(desk.get_by_role("button", name="我已拆封"))
    expect(desk.locator("#main")).to_contain_text("要由另一个岗位的同事用自己的账号见证")
    expect(desk.get_by_role("link", name="登记成事项")).to_have_count(0)

    witness = open_page(seat="街道派遣员")
    witness.goto(address)
    HAND.press(witness.get_by_role("button", name="我在场,清点一致"))
    expect(witness.locator("#main")).to_contain_text("见证拆封")

    desk.goto(address)
    HAND.press(desk.get_by_role("link", name="登记成事项"))
    HAND.add_photo(desk.locator("#field-photo"), photo)
    fill_in(desk)
    receipt = receipt_on(desk)
    desk.goto(address)
    expect(desk.locator("#main")).not_to_contain_text(receipt.code)

    dispatch_to_city(worker("受理员", HAND), receipt)
    handle(worker("承办人", HAND), receipt, photo)
    check_and_close(worker("网格员", HAND), worker("街道派遣员", HAND), receipt)
    writer = resident(HAND)
    writer.follow(receipt)
    answered(writer.page, f"/r/{receipt.code}")


def test_a_visitor_draws_a_number_is_received_taken_in_and_finds_the_answer_by_the_ticket(
    open_page: OpenPage, worker: FindWorker, photo: Path
) -> None:
    desk = open_page(seat="受理员")
    desk.goto("/console/reception")
    HAND.press(desk.get_by_role("button", name="取下一个号"))
    ticket = desk.url
    code = desk.locator(".receipt p.number").inner_text().strip()
    expect(desk.locator(".receipt .qr")).to_be_visible()

    visitor = open_page()
    visitor.goto(f"/ticket/{code}")
    expect(visitor.locator("#main")).to_contain_text(re.compile("下一个就是您|前面还有"))
    HAND.press(desk.get_by_role("button", name="叫号"))
    visitor.reload()
    expect(visitor.locator("#main")).to_contain_text("轮到您了")
    expect(desk.get_by_role("link", name="登记成事项")).to_have_count(0)
    HAND.press(desk.get_by_role("button", name="开始接待"))
    HAND.press(desk.get_by_role("link", name="登记成事项"))
    fill_in(desk)
    expect(desk).to_have_url(ticket)
    receipt = receipt_on(desk)

    dispatch_to_city(worker("受理员", HAND), receipt)
    handle(worker("承办人", HAND), receipt, photo)
    check_and_close(worker("网格员", HAND), worker("街道派遣员", HAND), receipt)
    visitor.goto(f"/ticket/{code}")
    HAND.press(visitor.get_by_role("link", name="查看这件事"))
    expect(visitor).to_have_url(re.compile(f"/r/{receipt.code}$"))
    answered(visitor, visitor.url)


def test_a_rota_is_not_kept_without_a_leader_and_its_days_stand_on_the_public_page(open_page: OpenPage) -> None:
    desk = open_page(seat="受理员")
    desk.goto("/console/reception/rota")
    HAND.press(desk.get_by_role("button", name="排满这个月"))
    expect(desk.locator("#problems")).to_contain_text("请至少勾选一位领导")
    HAND.press(desk.get_by_role("link", name="下个月"))
    HAND.choose(desk.locator("label.choice", has=desk.locator("[name=leaders]")).first)
    HAND.press(desk.get_by_role("button", name="排满这个月"))
    expect(desk.locator(".toast")).to_contain_text("已排好")
    expect(desk.locator("#main")).not_to_contain_text("没有人接待")
    HAND.press(desk.get_by_role("link", name="居民看到的样子"))
    expect(desk.get_by_role("heading", name="领导接待日")).to_be_visible()
    feed = desk.request.get(desk.locator("a[href$='.ics']").get_attribute("href") or "")
    assert feed.ok
    assert "BEGIN:VEVENT" in feed.text()
