"""The people of the main job: what each of them does, told once and played by mouse, finger or keyboard."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.hands import Hand

STREET, COMMUNITY, GRID = "文峰里街道", "书院社区", "01网格"
KIND, WORDS, PLACE = "路灯不亮", "三号楼前的路灯不亮三天了,老人晚上不敢出门", "三号楼前"
CITY, HOUSING = "区城市管理局", "区住房和城乡建设局"
RESULT, ANSWER = "已更换光源,当晚试亮正常", "三号楼前的路灯已经修好,当晚就亮了。"
PHONE_NUMBER = "000-77001234"


def take_seat(page: Page, title: str, hand: Hand) -> None:
    """Sit down as a visitor does: open /demo/, press the seat of that title."""
    page.goto("/demo/")
    hand.press(page.locator(".seat", has=page.get_by_text(title, exact=True)))
    expect(page.locator(".frame, .public__main h1").first).to_be_visible()
    expect(page).not_to_have_url(re.compile("/demo/"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the resident holds."""

    code: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resident:
    """Somebody with a browser and no account."""

    page: Page
    hand: Hand

    def find_place(self) -> None:
        """Step one: from the first page down to the grid."""
        page, hand = self.page, self.hand
        page.goto("/")
        hand.press(page.get_by_role("link", name="我要反映").first)
        hand.press(page.get_by_role("link", name=STREET, exact=True))
        hand.press(page.get_by_role("link", name=COMMUNITY, exact=True))
        hand.press(page.get_by_role("button", name=GRID, exact=True))
        hand.write(page.locator("#field-place_words"), PLACE)
        hand.press(page.get_by_role("button", name="下一步:发生了什么"))

    def go_on(self) -> None:
        """Press what leads from step two to step three."""
        self.hand.press(self.page.locator(".onward").get_by_role("button", name="下一步:确认并提交"))

    def report(self, photo: Path | None) -> Receipt:
        """Walk the three steps and read the receipt."""
        page, hand = self.page, self.hand
        self.find_place()
        hand.choose(page.locator(".tiles label", has_text=KIND))
        hand.write(page.locator("#field-words"), WORDS)
        if photo:
            hand.add_photo(page.locator("#field-photo"), photo)
        hand.write(page.locator("#field-requester_phone"), PHONE_NUMBER)
        self.go_on()
        expect(page.locator("h1, .steps").first).to_contain_text("确认并提交")
        hand.press(page.get_by_role("button", name="提交", exact=True))
        expect(page.get_by_role("heading", name="已经收到")).to_be_visible()
        code = page.locator("#receipt-code").inner_text().strip()
        number = page.locator(".receipt .number").inner_text().strip()
        return Receipt(code=code, number=number)

    def follow(self, receipt: Receipt) -> None:
        """Look the matter up from the first page, as somebody who comes back does."""
        self.page.goto("/")
        self.hand.write(self.page.locator("#home-receipt"), receipt.code.lower().replace("-", " "))
        self.hand.press(self.page.get_by_role("button", name="查询"))
        expect(self.page.locator("#s-stage")).to_be_visible()

    def rate(self, grade: str) -> None:
        """Rate the answer."""
        self.hand.choose(self.page.locator("label.choice", has_text=re.compile(f"^\\s*{grade}\\s*$")))
        self.hand.write(self.page.locator("#field-rate_comment"), "修得快")
        self.hand.press(self.page.get_by_role("button", name="评价"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody of the staff at a seat."""

    page: Page
    hand: Hand

    def open(self, receipt: Receipt) -> None:
        """Find the matter by its number."""
        self.page.goto("/console/")
        self.hand.write(self.page.locator("#search"), receipt.number)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#moves-title")).to_be_visible()
        expect(self.page.locator(".crumbs .number")).to_have_text(receipt.number)

    def move(self, title: str) -> None:
        """Press a move: one that asks nothing is made at once, any other opens its form."""
        exact = re.compile(f"^{re.escape(title)}(…)?$")
        found = self.page.locator(".moves").locator("a, button").filter(has_text=exact)
        if not found.is_visible():
            self.hand.press(self.page.locator(".more-moves summary"))
        self.hand.press(found)
        self.page.wait_for_load_state()

    def write(self, field: str, words: str) -> None:
        """Fill one field of a move's form."""
        self.hand.write(self.page.locator(f"[name={field}]"), words)

    def choose(self, words: str) -> None:
        """Choose one answer of a move's form by its words."""
        self.hand.choose(self.page.locator("label.choice", has_text=words))

    def name_unit(self, field: str, name: str) -> None:
        """Type a unit's name."""
        self.hand.write(self.page.locator(f"[name={field}_typed]"), name)

    def send(self, title: str) -> None:
        """Send the form of a move, and be back on the matter."""
        self.hand.press(self.page.locator(".form__actions").get_by_role("button", name=title, exact=True))
        expect(self.page.locator("body")).to_contain_text(f"已完成:{title}")

    def stage(self, words: str) -> None:
        """Say what stage the page must show."""
        expect(self.page.locator(".case__head .cluster")).to_contain_text(words)
