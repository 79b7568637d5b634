"""A deputy's suggestion, whole: taken in, objected to, handed over anew, answered, judged, done again, kept, closed."""

import re
from datetime import timedelta
from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from linli.ui.moment import present
from tests.actions.suggestion_lists import HOUSING as SHORT_NAME
from tests.actions.suggestion_lists import TITLE, book, row
from tests.browser.chromium import PHONE, Look
from tests.browser.conftest import OpenPage
from tests.browser.hands import Pointing
from tests.browser.people import HOUSING

HAND = Pointing()
YEAR, SESSION = "2031", "区十届人大五次会议"
OFFICE, LIAISON, STREET, HEAD = "区级协调员", "部门联络员", "街道派遣员", "街道中心负责人"
CITY, CENTRE = "区城市管理局", "文峰里街道综治中心"
PROMISE, WHOSE = "余下两个小区建成充电桩", "小区内的充电桩由街道统筹"
_numbers = count(1)


def looked_at(page: Page, name: str) -> None:
    """A page of the way: nothing on it keeps anybody out, and it is as wide as the window."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def take_in(page: Page, content: bytes, filename: str = "建议清单.xlsx") -> None:
    """Send a list and look at what it would register."""
    page.goto("/console/suggestions/send")
    HAND.write(page.locator("#field-year"), YEAR)
    HAND.write(page.locator("#field-session"), SESSION)
    page.locator("#field-file").set_input_files({"name": filename, "mimeType": "application/zip", "buffer": content})
    HAND.press(page.get_by_role("button", name="看看会登记什么"))
    expect(page).to_have_url(re.compile("/suggestions/plan$"))


def open_one(page: Page, title: str) -> str:
    """Open a suggestion of the list; return its address."""
    page.goto(f"/console/suggestions?year={YEAR}")
    HAND.press(page.get_by_role("link", name=title, exact=True))
    expect(page.locator("h1")).to_have_text(title)
    return page.url


def registered(open_page: OpenPage, **changes: object) -> tuple[Page, str, str]:
    """Take in a list of one; return the office's page on it, its address and its title."""
    title = f"{TITLE} {next(_numbers)}"
    office = open_page(seat=OFFICE)
    take_in(office, book(row(next(_numbers), title=title, co_units=None, **changes)))
    expect(office.locator("main")).to_contain_text(title)
    HAND.press(office.get_by_role("button", name="全部登记"))
    return office, open_one(office, title), title


def press(page: Page, title: str) -> None:
    """Press one of the moves."""
    HAND.press(page.locator(".moves .button").filter(has_text=re.compile(f"^{title}…?$")).first)


def move(page: Page, title: str, **written: str) -> None:
    """Make a move by its form, and be back on the suggestion."""
    press(page, title)
    for name, words in written.items():
        HAND.write(page.locator(f"[name={name}]"), words)
    HAND.press(page.locator(".form__actions button"))
    expect(page).to_have_url(re.compile("/console/suggestions/[0-9A-Z]{26}$"))


def hand_over(page: Page, lead: str, *co_units: str) -> None:
    """Hand it over at the assignment desk."""
    press(page, "交办")
    looked_at(page, "hand-over")
    page.locator("#field-lead").select_option(label=lead)
    for one in co_units:
        HAND.choose(page.locator("#field-co_units label.choice", has_text=one))
    page.locator("#field-sponsor").select_option(index=1)
    HAND.press(page.locator(".form__actions").get_by_role("button", name="交办"))
    expect(page.locator(".case__head")).to_contain_text("已交办")
    expect(page.locator(".case__holder-name")).to_have_text(lead)


def draft(page: Page, address: str, outcome: str, words: str) -> None:
    """Write the answer and put it before the head."""
    page.goto(address)
    press(page, "拟写答复")
    looked_at(page, "answer")
    HAND.choose(page.locator("#field-disposition label.choice", has_text=outcome))
    HAND.choose(page.locator("#field-contacted label.choice", has_text="走访"))
    HAND.write(page.locator("#field-answer"), words)
    HAND.press(page.get_by_role("button", name="提交负责人签发"))
    expect(page.locator(".case__head")).to_contain_text("答复待签发")


def sign(page: Page, address: str) -> None:
    """Sign what was drafted."""
    page.goto(address)
    press(page, "签发答复")
    looked_at(page, "sign")
    HAND.press(page.get_by_role("button", name="签发并答复代表"))
    expect(page.locator(".case__head")).to_contain_text("已答复,待反馈")


def slips_of(page: Page, address: str) -> dict[str, str]:
    """Return the link on each deputy's slip, by name."""
    page.goto(f"{address}/slips")
    looked_at(page, "slips")
    return {
        slip.locator("h2").inner_text(): str(slip.locator(".slip__url a").get_attribute("href"))
        for slip in page.locator(".slip").all()
    }


def say(page: Page, url: str, result: str, redo: str = "", comment: str = "") -> None:
    """Say as a deputy what one thinks; no grade is chosen beforehand."""
    page.goto(url)
    expect(page.locator("input[type=radio]:checked")).to_have_count(0)
    looked_at(page, "feedback")
    HAND.choose(page.locator("#field-attitude label.choice", has=page.locator("[value='4']")))
    HAND.choose(page.locator("#field-result label.choice", has=page.locator(f"[value='{result}']")))
    if redo:
        HAND.choose(page.locator("#field-redo label.choice", has_text=redo))
    HAND.write(page.locator("#field-comment"), comment)
    HAND.press(page.get_by_role("button", name="提交", exact=True))
    expect(page.locator("form[method=post] button[type=submit], form.form")).to_have_count(0)


def test_a_wrong_list_is_shown_by_row_and_column_and_registers_nothing(open_page: OpenPage) -> None:
    office = open_page(seat=OFFICE)
    right = row(901, co_units=HOUSING)
    again = row(901, co_units=HOUSING, proposed="某天")
    nobody = row(902, co_units=SHORT_NAME, lead="不存在局")
    take_in(office, book(right, again, nobody, merged=["I2:I3"]))
    looked_at(office, "plan-wrong")
    expect(office.get_by_role("heading", name="还不能登记")).to_be_visible()
    told = office.locator("#problems tbody tr")
    cells = [[cell.inner_text() for cell in one.locator("td.number, td:last-child").all()] for one in told.all()]
    assert [f"{line}{column[-1]}" for line, column in cells] == ["2I", "3A", "3H", "4I", "4J"]
    for words, column in (("不存在局", "主办单位"), (SHORT_NAME, "协办单位")):
        expect(told.filter(has_text=words)).to_contain_text(column)
    expect(office.get_by_role("button", name="全部登记")).to_have_count(0)
    HAND.press(office.get_by_role("button", name="放弃"))
    office.goto(f"/console/suggestions?year={YEAR}")
    expect(office.locator("main")).not_to_contain_text("901")


def object_to_it(page: Page, address: str) -> None:
    """The city bureau says whose it is."""
    page.goto(address)
    press(page, "提出异议")
    HAND.write(page.locator("[name=right_unit_typed]"), CENTRE)
    HAND.write(page.locator("[name=reason]"), WHOSE)
    HAND.press(page.locator(".form__actions button"))
    expect(page.locator(".case__head")).to_contain_text("有异议,待改派")


def answer_after_the_opinion(street: Page, liaison: Page, address: str) -> None:
    """Nothing can be answered before the co-handler spoke; then a promise is added and the answer is drafted."""
    street.goto(address)
    move(street, "接收办理")
    street.goto(f"{address}/answer")
    expect(street.locator("main")).to_contain_text("现在还不能答复")
    expect(street.locator("#field-answer")).to_have_count(0)
    liaison.goto(address)
    press(liaison, f"提出协办意见 · {CITY}")
    HAND.write(liaison.locator("[name=opinion]"), "同意,路面恢复由我局负责")
    HAND.press(liaison.locator(".form__actions button"))
    street.goto(address)
    day = present().date() + timedelta(days=60)
    move(street, "列入承诺", promise_words=PROMISE, promised_date=day.isoformat())
    draft(street, address, "列入计划", "今年建成三处,余下两个小区列入计划。")
    expect(street.locator(".moves .button", has_text="签发答复")).to_have_count(0)


def judge(office: Page, deputy: Page, address: str) -> None:
    """One deputy is satisfied, one asks that it be done again, and says so once."""
    links = slips_of(office, address)
    assert set(links) == {"王甲", "李乙"}
    say(deputy, links["王甲"], "2", "要求重新办理", "只有三处,太少")
    expect(deputy.locator("main")).to_contain_text("要求重新办理")
    deputy.goto(links["王甲"])
    expect(deputy.locator("form.form")).to_have_count(0)
    say(deputy, links["李乙"], "4")


def keep_the_promise(street: Page, office: Page, address: str) -> None:
    """The street reports it kept, the office confirms, and the suggestion is closed."""
    street.goto(address)
    press(street, f"报告已落实 · {PROMISE}")
    HAND.write(street.locator("[name=kept_words]"), "两个小区各建成一处")
    HAND.press(street.locator(".form__actions button"))
    office.goto(address)
    press(office, f"核实已落实 · {PROMISE}")
    HAND.press(office.locator(".form__actions button"))
    office.goto(address)
    expect(office.locator(".case__head")).to_contain_text("已办结")
    expect(office.locator("#feedback-title")).to_be_visible()
    looked_at(office, "suggestion-closed")


def read_by_everybody(page: Page, title: str) -> None:
    """Names, answer and kept promise stand there; no telephone does."""
    page.goto("/suggestions/")
    looked_at(page, "public-suggestions")
    HAND.press(page.get_by_role("link", name=title))
    looked_at(page, "public-suggestion")
    for words in ("王甲", "已增建到五处", "两个小区各建成一处"):
        expect(page.locator("main")).to_contain_text(words)
    expect(page.locator("main")).not_to_contain_text("7700001")


def test_a_suggestion_from_the_list_to_the_promise_that_was_kept(open_page: OpenPage) -> None:
    office, address, title = registered(open_page, lead=CITY)
    looked_at(office, "suggestion-assigned")
    liaison, street, head = (open_page(seat=seat) for seat in (LIAISON, STREET, HEAD))
    deputy = open_page(Look(size=PHONE))
    object_to_it(liaison, address)
    office.goto(address)
    press(office, "交办")
    expect(office.locator("main")).to_contain_text(WHOSE)
    office.goto(address)
    hand_over(office, CENTRE, CITY)
    answer_after_the_opinion(street, liaison, address)
    sign(head, address)
    judge(office, deputy, address)
    street.goto(address)
    expect(street.locator(".case__head")).to_contain_text("重新办理")
    draft(street, address, "列入计划", "已增建到五处,余下两个小区六十日内建成。")
    sign(head, address)
    for url in slips_of(office, address).values():
        say(deputy, url, "4")
    office.goto(address)
    expect(office.locator(".case__head")).to_contain_text("承诺落实中")
    looked_at(office, "suggestion-keeping")
    keep_the_promise(street, office, address)
    read_by_everybody(deputy, title)
    office.goto(f"/console/suggestions/tables?year={YEAR}")
    looked_at(office, "tables")
    expect(office.locator("main")).to_contain_text("列入计划解决")


def test_whoever_drafted_the_answer_does_not_sign_it(open_page: OpenPage) -> None:
    office, address, _title = registered(open_page, lead=None)
    hand_over(office, CENTRE)
    head = open_page(seat=HEAD)
    head.goto(address)
    move(head, "接收办理")
    draft(head, address, "已经解决", "已全部建成。")
    expect(head.locator(".moves__why").filter(has_text="签发答复")).to_be_visible()
    head.goto(f"{address}/sign")
    expect(head.get_by_role("button", name="签发并答复代表")).to_have_count(0)


@pytest.mark.parametrize("strange", ["0000-0000-0000-0000", "x"])
def test_a_strange_link_leads_nowhere(open_page: OpenPage, strange: str) -> None:
    office, address, _title = registered(open_page, lead=CITY)
    stranger = open_page()
    answer = stranger.goto(f"/suggestions/{address.rpartition('/')[2]}/feedback/{strange}")
    assert answer is not None and answer.status == 404
    assert office.url == address
