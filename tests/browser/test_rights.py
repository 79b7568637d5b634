"""Somebody gets a copy of what is kept of them and has it deleted: by phone, with two officers, and then it is gone."""

import io
import re
import zipfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE
from tests.browser.conftest import FindResident, OpenPage
from tests.browser.hands import Pointing
from tests.browser.people import PHONE_NUMBER, WORDS

HAND = Pointing()
OFFICER, COORDINATOR = "个人信息保护负责人", "区级协调员"


def looked_at(page: Page, name: str) -> None:
    """A page of the way: nothing on it keeps anybody out, and it is as wide as the window."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def ask(page: Page, code: str, right: str) -> str:
    """Ask for a right on the page of one's own data; return the receipt code of the request."""
    page.goto(f"/r/{code}")
    HAND.press(page.get_by_role("link", name="您的信息"))
    looked_at(page, "your-data")
    expect(page.locator("main")).not_to_contain_text(PHONE_NUMBER)
    HAND.choose(page.locator("label.choice", has=page.locator(f"input[value='{right}']")))
    HAND.press(page.get_by_role("button", name="提交请求"))
    expect(page.locator(".receipt__code")).to_be_visible()
    looked_at(page, "your-data-asked")
    return page.locator(".receipt__code").inner_text().strip()


def open_request(page: Page, title: str) -> None:
    """Open the newest open request of that kind at the rights desk."""
    page.goto("/console/rights")
    looked_at(page, "rights")
    HAND.press(page.locator("a[data-row]").first)
    expect(page.locator("h1")).to_have_text(title)
    looked_at(page, "right")
    expect(page.locator("main")).not_to_contain_text(PHONE_NUMBER)


def move(page: Page, title: str, choice: str = "", **written: str) -> None:
    """Make a move on the page of the request."""
    HAND.press(page.locator(".moves .button").filter(has_text=re.compile(f"^{title}…?$")).first)
    if choice:
        select = page.locator(f"select:has(option[value='{choice}'])")
        if select.count():
            select.select_option(choice)
        else:
            HAND.choose(page.locator("label.choice", has=page.locator(f"input[value='{choice}']")))
    for name, words in written.items():
        HAND.write(page.locator(f"#field-{name}"), words)
    if "/do/" in page.url:
        HAND.press(page.locator(".form__actions button"))
    expect(page).to_have_url(re.compile("/console/cases/[0-9A-Z]{26}$"))


def answer(page: Page, done_as: str) -> None:
    """Check who asks, grant it, and tell what was done."""
    HAND.press(page.get_by_role("link", name="打开请求并答复"))
    looked_at(page, "right-case")
    move(page, "核对身份", "receipt")
    move(page, "同意")
    move(page, "告知办理结果", done_as, answer="已经办好。")


def copy_handed_out(page: Page) -> str:
    """Download the copy that lies ready; return the page in it."""
    with page.expect_download() as handed_out:
        HAND.press(page.get_by_role("link", name="下载副本"))
    with zipfile.ZipFile(io.BytesIO(handed_out.value.path().read_bytes())) as package:
        return package.read("data.html").decode()


def test_a_copy_is_handed_out_and_what_is_deleted_is_gone(open_page: OpenPage, resident: FindResident) -> None:
    somebody = resident(HAND, PHONE)
    receipt = somebody.report(None)
    phone, officer = somebody.page, open_page(seat=OFFICER)

    asked = ask(phone, receipt.code, "right.copy")
    phone.goto(f"/r/{asked}/data")
    expect(phone.get_by_role("link", name="下载副本")).to_have_count(0)
    open_request(officer, "复制或转移")
    answer(officer, "copied")
    phone.reload()
    looked_at(phone, "your-copy")
    page = copy_handed_out(phone)
    assert PHONE_NUMBER in page and WORDS in page

    ask(phone, receipt.code, "right.delete")
    open_request(officer, "删除")
    HAND.write(officer.locator("#field-legal_basis"), "个人信息保护法第四十七条")
    HAND.write(officer.locator("#field-reason"), "本人要求")
    HAND.press(officer.get_by_role("button", name="提出删除"))
    expect(officer.get_by_text("须由另一人同意").or_(officer.get_by_text("还须另一人同意")).first).to_be_visible()
    coordinator = open_page(seat=COORDINATOR)
    coordinator.goto(f"/console/search?q={receipt.number}")
    looked_at(coordinator, "case-erasure-proposed")
    HAND.press(coordinator.locator(".more-moves summary"))
    HAND.press(coordinator.locator(".moves").get_by_text("同意 · 依法删除个人信息", exact=True))
    expect(coordinator.get_by_text("同意 · 依法删除个人信息", exact=True)).to_have_count(0)
    open_request(officer, "删除")
    looked_at(officer, "right-erased")
    answer(officer, "erased")

    phone.goto(f"/r/{receipt.code}")
    looked_at(phone, "matter-erased")
    expect(phone.locator("main")).to_contain_text("已依法删除")
    expect(phone.locator("main")).not_to_contain_text(WORDS)
    HAND.press(phone.get_by_role("link", name="您的信息"))
    looked_at(phone, "your-data-erased")
    expect(phone.locator("section[aria-labelledby='s-kept'] .chip")).not_to_have_count(0)
    coordinator.goto(f"/console/search?q={receipt.number}")
    expect(coordinator.locator("main")).not_to_contain_text(WORDS)
    phone.goto(f"/r/{asked}/data")
    page = copy_handed_out(phone)
    assert receipt.number in page and PHONE_NUMBER not in page and WORDS not in page
