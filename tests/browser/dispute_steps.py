"""The steps of a dispute, told once: who opens what, signs where and sees what."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import COMMUNITY, STREET, Receipt, Resident, Worker

COMMITTEE = f"{STREET}人民调解委员会"
WORDS = "楼上卫生间漏水两个月,我家吊顶和衣柜都泡坏了"
OTHER = "楼上 402 住户李某,电话 000-55550002"
TEXT = {
    "main_facts": "楼上卫生间防水层老化,渗水造成楼下吊顶和一组衣柜受损。",
    "issues": "维修和赔偿由乙方承担,甲方配合入户检修。",
    "agreement": "一、乙方十日内重做防水。二、乙方赔偿甲方三千六百元。",
    "manner": "赔偿款七日内转账付清;完工后双方共同试水四十八小时。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The way of one party to its own page."""

    path: str


def apply_for_mediation(resident: Resident, words: str = WORDS, *, danger: bool = False) -> Receipt:
    """The resident's first word: from the first page to the receipt."""
    page, hand = resident.page, resident.hand
    page.goto("/")
    hand.press(page.get_by_role("link", name=re.compile("^申请调解")))
    hand.choose(page.locator("label.choice", has_text="邻里"))
    hand.write(page.locator("#field-words"), words)
    if danger:
        hand.choose(page.locator("label.check", has_text="有人可能受到伤害"))
    page.locator("#field-area").select_option(label=COMMUNITY)
    hand.write(page.locator("#field-other_party"), OTHER)
    hand.write(page.locator("#field-requester_name"), "张某某")
    hand.write(page.locator("#field-requester_phone"), "000-77005678")
    hand.press(page.get_by_role("button", name="提交申请"))
    if danger:
        expect(page.locator("#helplines")).to_contain_text("110")
        expect(page.locator("#problems")).to_contain_text("人身安全最要紧")
        hand.press(page.get_by_role("button", name="提交申请"))
    expect(page.get_by_role("heading", name="已经收到")).to_be_visible()
    code = page.locator("#receipt-code").inner_text().strip()
    return Receipt(code=code, number=page.locator(".receipt .number").inner_text().strip())


def hand_to_committee(operator: Worker, receipt: Receipt) -> None:
    """The centre leads: it gives the dispute to the street's committee."""
    operator.open(receipt)
    operator.move("交办")
    operator.name_unit("unit", COMMITTEE)
    operator.send("交办")


def enter_parties(mediator: Worker, receipt: Receipt) -> None:
    """Both sides are entered, then asked."""
    for letter, name in (("a", "张某某"), ("b", "李某")):
        mediator.open(receipt)
        mediator.move("登记当事人")
        mediator.choose({"a": "甲方", "b": "乙方"}[letter])
        mediator.write("party_name", name)
        mediator.write("party_about", "住三号楼")
        if letter == "a":
            mediator.hand.choose(mediator.page.locator("label.check", has_text="就是申请人本人"))
        mediator.send("登记当事人")
    mediator.move("征求同意")
    mediator.stage("征求同意")


def link_of(mediator: Worker, receipt: Receipt, letter: str) -> Link:
    """The link that the mediator sends or prints for one party."""
    mediator.open(receipt)
    case = mediator.page.url.partition("?")[0]
    mediator.page.goto(f"{case}/party/{letter}")
    address = mediator.page.locator("#party-link").inner_text().strip()
    return Link(path="/mediation/" + address.partition("/mediation/")[2])


def table_of(mediator: Worker, receipt: Receipt) -> Page:
    """Put the tablet on the table."""
    mediator.open(receipt)
    mediator.hand.press(mediator.page.get_by_role("link", name="平板上桌"))
    expect(mediator.page.locator(".tablet__steps")).to_be_visible()
    return mediator.page


def sign(page: Page, card: Locator) -> None:
    """Write on the pad of a card, with the pointer."""
    pad = card.locator(".pad__paper")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.6)
    page.mouse.down()
    for right, down in ((0.3, 0.2), (0.4, 0.7), (0.5, 0.3), (0.6, 0.7), (0.7, 0.4), (0.8, 0.6), (0.9, 0.4)):
        page.mouse.move(box["x"] + box["width"] * right, box["y"] + box["height"] * down, steps=3)
    page.mouse.up()
    expect(card.locator("[data-pad-clear]")).to_be_visible()


def sign_as(page: Page, letter: str, button: str) -> None:
    """One party signs on the screen."""
    card = page.locator(f"#party-{letter}")
    sign(page, card)
    card.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".toast").first).to_contain_text("已记录")


def say_by_link(resident: Resident, link: Link, yes: bool = True) -> None:
    """A party answers on its own page."""
    page = resident.page
    page.goto(link.path)
    section = page.locator("#field-consent")
    if yes:
        resident.hand.press(section.get_by_role("button", name="同意", exact=True))
        expect(page.locator("#field-consent")).to_contain_text("您已表示同意")
    else:
        resident.hand.press(section.locator("summary"))
        resident.hand.press(section.get_by_role("button", name="不同意"))
        expect(page.locator("#field-consent")).to_contain_text("这是您的权利")


def plan_sitting(mediator: Worker, receipt: Receipt) -> None:
    """A room is entered, and a time agreed in it; the invitation goes into a calendar."""
    page = mediator.page
    page.goto("/console/rooms")
    name = f"调解室 {receipt.number[-4:]}"
    mediator.write("name", name)
    mediator.write("seats", "8")
    mediator.hand.press(page.get_by_role("button", name="登记", exact=True))
    mediator.open(receipt)
    mediator.hand.press(page.locator("#sittings").get_by_role("link", name="约定调解时间"))
    today = date.fromisoformat(page.locator("#field-day").get_attribute("min") or "")
    page.locator("#field-day").fill((today + timedelta(days=2)).isoformat())
    page.locator("#field-time").fill("14:30")
    mediator.choose(name)
    mediator.choose("不公开")
    mediator.hand.press(page.locator(".form__actions").get_by_role("button", name="约定", exact=True))
    expect(page.locator("#sittings")).to_contain_text(name)
    address = page.locator("#sittings").get_by_role("link", name="日程(.ics)").get_attribute("href") or ""
    invitation = page.request.get(address)
    assert invitation.ok and "BEGIN:VEVENT" in invitation.text() and "李某" not in invitation.text()


def record_sitting(mediator: Worker) -> None:
    """What was said is kept, and who was there."""
    page = mediator.page
    mediator.hand.press(page.locator("#sittings").get_by_role("link", name="记录", exact=True))
    for side in ("甲方", "乙方"):
        mediator.hand.choose(page.locator("label.check", has_text=re.compile(f"^\\s*{side}\\s*$")))
    mediator.write("attended", "3")
    mediator.choose("不公开")
    mediator.write("session_note", "告知权利;双方陈述;依据勘验结果说理,就维修和赔偿达成一致。")
    mediator.hand.press(page.get_by_role("button", name="保存记录"))
    expect(page.locator("#sittings")).to_contain_text("3 人到场")


def write_agreement(mediator: Worker) -> None:
    """The contents of article 29, each in its own field."""
    page = mediator.page
    mediator.hand.press(page.get_by_role("link", name="写协议").first)
    for key, words in TEXT.items():
        mediator.write(key, words)
    mediator.hand.press(page.get_by_role("button", name="出具文本,请各方签字"))
    expect(page.get_by_role("heading", name="协议文本")).to_be_visible()


def issue(mediator: Worker, receipt: Receipt, title: str) -> None:
    """Make one paper, for a duty that is named."""
    mediator.open(receipt)
    page = mediator.page
    mediator.hand.press(page.locator("section", has=page.locator("#papers-title")).get_by_role("link", name=title))
    mediator.choose("办理这件事需要了解情况")
    mediator.hand.press(page.locator("button[name=issue]"))
    expect(page.locator("section", has=page.locator("#papers-title"))).to_contain_text(title, timeout=90_000)
