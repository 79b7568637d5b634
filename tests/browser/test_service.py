"""The service hall in Chinese: from the first word at home or at the desk to the answered, rated and settled matter."""

import re
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Look
from tests.browser.conftest import OpenPage
from tests.browser.hands import Pointing

HAND = Pointing()
CLERK, COORDINATOR, HANDLER, CALLER = "窗口工作人员", "区级协调员", "承办人", "回访员"
HALL, CITY = "区政务服务中心", "区城市管理局"
DESK, GUIDE = "lobby", "small-eatery"
TITLE, PLAN = "小餐饮登记(新办)", "经营场所平面图 1 份,要盖章"
PHONE_NUMBER = "000-77003311"
PRESS_MS = 120_000
"""A paper is set by LibreOffice, which takes its time on a shared machine."""


def looked_at(page: Page, name: str) -> None:
    """A page of the way: nothing on it keeps anybody out, and it is as wide as the window."""
    found = Axe().run(page)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def fill(page: Page, told: dict[str, str]) -> None:
    for name, words in told.items():
        HAND.write(page.locator(f"#field-{name}"), words)


@dataclass
class Staff:
    """People at their seats, each in a browser of their own that stays open."""

    open_page: OpenPage
    pages: dict[str, Page] = field(default_factory=dict)

    def at(self, seat: str) -> Page:
        """Return the page of a seat."""
        if seat not in self.pages:
            self.pages[seat] = self.open_page(seat=seat)
        return self.pages[seat]

    def open(self, seat: str, number: str) -> Page:
        """Open a matter by its number."""
        page = self.at(seat)
        page.goto("/console/")
        HAND.write(page.locator("#search"), number)
        page.keyboard.press("Enter")
        expect(page.locator(".crumbs .number")).to_have_text(number)
        return page

    def move(self, seat: str, number: str, title: str, choice: str = "", **written: str) -> Page:
        """Make a move on a matter."""
        page = self.open(seat, number)
        exact = re.compile(f"^{re.escape(title)}(…)?$")
        found = page.locator(".moves").locator("a, button").filter(has_text=exact).first
        if not found.is_visible():
            HAND.press(page.locator(".more-moves summary"))
        HAND.press(found)
        page.wait_for_load_state()
        for one in choice.split():
            select = page.locator(f"select:has(option[value='{one}'])")
            if select.count():
                select.first.select_option(one)
            else:
                HAND.choose(page.locator("label.choice", has=page.locator(f"input[value='{one}']")))
        for name, words in written.items():
            HAND.write(page.locator(f"[name={name}]"), words)
        if "/do/" in page.url:
            HAND.press(page.locator(".form__actions").get_by_role("button", name=title, exact=True))
        page.wait_for_load_state()
        return page

    def done(self, seat: str, number: str, title: str, choice: str = "", **written: str) -> None:
        """Make a move and see that it was made."""
        expect(self.move(seat, number, title, choice, **written).locator("body")).to_contain_text(f"已完成:{title}")

    def lacks(self, seat: str, number: str, title: str) -> None:
        """See that a seat is not offered a move."""
        page = self.open(seat, number)
        expect(page.locator(".moves").locator("a, button").filter(has_text=re.compile(f"^{title}"))).to_have_count(0)


@pytest.fixture
def staff(open_page: OpenPage) -> Staff:
    return Staff(open_page)


@pytest.fixture
def hall(staff: Staff) -> Staff:
    """The coordinator enters a desk and a guide, once for all tests of this file."""
    page = staff.at(COORDINATOR)
    page.goto("/console/service/guides")
    if page.locator(f"a[href*='guide?key={GUIDE}']").count():
        return staff
    page.goto("/console/service/desk")
    HAND.press(page.locator(".form__actions button"))
    expect(page.locator("#problems")).to_contain_text("请填写这一项")
    page.locator("#field-unit").select_option(label=HALL)
    fill(page, {"key": DESK, "name": "便民窗口", "place": "一楼大厅 3 号", "reason": "开设便民窗口"})
    fill(page, {"standard": "等候不超过 15 分钟\n缺什么一次告知"})
    HAND.press(page.locator(".form__actions button"))
    expect(page.locator("body")).to_contain_text("已保存为新版本")
    page.goto("/console/service/guide")
    page.locator("#field-desk").select_option(DESK)
    fill(page, {"key": GUIDE, "title": TITLE, "materials": "营业执照|免提交\n平面图|原件|1|自备", "limit_days": "10"})
    fill(page, {"steps": "交材料\n核对\n现场核查\n决定", "basis": "食品安全法第三十五条", "reason": "新增事项"})
    HAND.press(page.locator(".form__actions button"))
    expect(page.locator("body")).to_contain_text("已保存为新版本")
    looked_at(page, "guides")
    return staff


def receipt(page: Page) -> tuple[str, str]:
    """Return code and number of the receipt on the page."""
    expect(page.get_by_role("heading", name="已经收到")).to_be_visible()
    code = page.locator("#receipt-code").inner_text().strip()
    return code, page.locator(".receipt .number").inner_text().strip()


def rate(page: Page, code: str, grade: str) -> None:
    """Rate from the code at the desk: by the receipt and nothing else."""
    page.goto(f"/services/desk/{DESK}")
    HAND.write(page.locator("#field-receipt"), "0000-0000-0000-0000")
    HAND.press(page.get_by_role("button", name="去评价"))
    expect(page.locator("#problems")).to_contain_text("没有回执码不能评价")
    HAND.write(page.locator("#field-receipt"), code)
    HAND.press(page.get_by_role("button", name="去评价"))
    expect(page.locator("input[name=rate_grade]:checked")).to_have_count(0)
    HAND.choose(page.locator("label.choice", has_text=re.compile(f"^\\s*{grade}\\s*$")))
    HAND.press(page.locator("form:has(input[name=verb][value=rate]) button"))
    expect(page.locator("[role=status]").first).to_be_visible()


def issue(page: Page, title: str, **asked: str) -> None:
    """Issue a paper of the matter that is open."""
    HAND.press(page.locator("a", has_text=title).first)
    for name, words in asked.items():
        HAND.write(page.locator(f"[name={name}]"), words)
    page.locator(".form__actions button").first.click(timeout=PRESS_MS)
    expect(page.locator("body")).to_contain_text(re.compile("文号|已出具|〔"))


def test_an_application_from_home_to_the_rated_end(hall: Staff, open_page: OpenPage) -> None:
    home = open_page(Look(size=PHONE))
    home.goto("/")
    HAND.press(home.locator("a.door", has_text="政务服务"))
    HAND.write(home.locator("#field-q"), "平面图")
    HAND.press(home.get_by_role("button", name="搜索"))
    looked_at(home, "services")
    HAND.press(home.get_by_role("link", name=TITLE))
    expect(home.locator("main")).to_contain_text("10 个工作日")
    looked_at(home, "guide")
    HAND.press(home.get_by_role("link", name="在家申请"))
    HAND.write(home.locator("#field-requester_phone"), PHONE_NUMBER)
    looked_at(home, "apply")
    HAND.press(home.get_by_role("button", name="提交申请"))
    code, number = receipt(home)

    told = hall.move(CLERK, number, "一次性告知", missing=PLAN)
    expect(told.locator("body")).to_contain_text("已完成:一次性告知")
    issue(hall.open(CLERK, number), "一次性告知书", addressee="云先生", service=TITLE)
    home.goto(f"/r/{code}")
    expect(home.locator("#missing")).to_contain_text(PLAN)
    expect(home.locator("main")).to_contain_text("一次性告知书")
    looked_at(home, "missing")
    HAND.write(home.locator("#field-supplement_note"), "平面图已寄出")
    HAND.press(home.get_by_role("button", name="提交材料"))
    expect(home.locator("#missing")).to_have_count(0)

    hall.lacks(CLERK, number, "一次性告知")  # told once: the page offers no second telling
    helped = hall.move(CLERK, number, "请人帮办代办", "paper", unit_typed=HALL, request="代为取件")
    expect(helped.locator("#problems")).to_contain_text(re.compile("请填写这一项|需要本人同意"))
    hall.done(CLERK, number, "材料齐全,受理")
    hall.done(CLERK, number, "转部门办理", unit_typed=CITY)
    hall.done(HANDLER, number, "准予", answer="准予经营,许可证 3 日内寄出。")
    hall.lacks(HANDLER, number, "电子或邮寄送达")
    hall.done(CLERK, number, "电子或邮寄送达", "post")
    home.goto(f"/r/{code}")
    expect(home.locator("#s-stage")).to_have_text("已办结")
    expect(home.locator("main")).to_contain_text("准予经营")
    rate(home, code, "非常满意")
    page = hall.open(CLERK, number)
    expect(page.locator("main")).to_contain_text("非常满意")
    expect(page.locator("main")).not_to_contain_text(PHONE_NUMBER)
    looked_at(page, "visit-closed")


def test_a_stuck_matter_to_its_bad_review_put_right_and_called_back(hall: Staff, open_page: OpenPage) -> None:
    home = open_page(Look(size=PHONE, has_script=False))
    home.goto("/services")
    home.get_by_role("link", name="反映办不成的事").first.click()
    home.get_by_role("button", name="提交").last.click()
    expect(home.locator("#problems")).to_be_visible()
    home.locator("input[value='service.many_trips']").check(force=True)
    home.locator("#field-guide").select_option(GUIDE)
    home.locator("#field-words").fill("跑了三趟,每次说的都不一样")
    home.locator("#field-requester_phone").fill(PHONE_NUMBER)
    home.get_by_role("button", name="提交").last.click()
    code, number = receipt(home)

    room = hall.at(CLERK)
    room.goto("/console/service")
    expect(room.locator("#stuck")).to_contain_text(number)
    looked_at(room, "room")
    hall.done(CLERK, number, "已联系", "phone", note="说好周三前答复")
    hall.done(CLERK, number, "转责任单位", unit_typed=CITY)
    hall.done(HANDLER, number, "已解决", "multi_department", result="两个科室会签完毕")
    hall.lacks(HANDLER, number, "核实并答复")
    hall.done(CLERK, number, "核实并答复", "solved", answer="已经办好,证件今天寄出。")
    issue(hall.open(CLERK, number), "办不成事答复函", addressee="云先生")
    home.goto(f"/r/{code}")
    expect(home.locator("main")).to_contain_text("办不成事答复函")
    bad = open_page()
    rate(bad, code, "不满意")

    room.goto("/console/service")
    expect(room.locator("#reviews")).to_contain_text(number)
    expect(room.locator("#reviews")).to_contain_text("差评整改")
    expect(room.locator("#reviews")).not_to_contain_text(PHONE_NUMBER)
    hall.done(CLERK, number, "申诉错评", "not_true", reason="当天已经寄出")
    hall.lacks(CLERK, number, "认定误评")
    room.goto("/console/service")
    expect(room.locator("#reviews")).to_contain_text("申诉中,评价照旧")
    hall.done(COORDINATOR, number, "维持评价", reason="跑了三趟属实")
    hall.done(CLERK, number, "差评整改", fix_note="改为一次列清", answer="以后一次说清,给您添麻烦了。")
    hall.lacks(CLERK, number, "差评回访")
    hall.done(CALLER, number, "差评回访", "not_reached")
    room.goto("/console/service")
    expect(room.locator("#reviews")).not_to_contain_text(number)
    room.goto("/console/service/causes")
    expect(room.locator("main")).to_contain_text("多部门")
    looked_at(room, "causes")
    bad.goto(f"/r/{code}")
    expect(bad.locator("main")).to_contain_text("以后一次说清")


def test_a_question_at_the_desk_gives_a_slip_that_rates_the_visit(hall: Staff, open_page: OpenPage) -> None:
    page = hall.at(CLERK)
    page.goto("/console/service")
    HAND.press(page.get_by_role("link", name="收件"))
    HAND.choose(page.locator("label.choice", has_text="窗口咨询"))
    page.locator("#field-desk").select_option(DESK)
    HAND.write(page.locator("#field-words"), "办证要带户口本吗")
    HAND.press(page.locator(".form__actions button"))
    slip = page.locator(".slip")
    expect(slip).to_contain_text("已收件")
    looked_at(page, "slip")
    code, number = slip.locator("#receipt-code").inner_text().strip(), slip.locator("dd.number a").inner_text().strip()
    hall.done(CLERK, number, "当场答复", answer="不用,带身份证即可。")
    rate(open_page(Look(size=PHONE)), code, "基本满意")
