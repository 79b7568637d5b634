"""Wrong turns, clicked like a person would: each is refused in words, or put right, and nothing typed is lost."""

import re

from playwright.sync_api import Page, expect

from tests.browser.chromium import PHONE, Look
from tests.browser.conftest import FindResident, FindWorker, OpenPage
from tests.browser.hands import Pointing
from tests.browser.main_job import dispatch_to_city, open_on_desk
from tests.browser.people import HOUSING, PLACE, RESULT, Resident

HAND = Pointing()


def test_a_report_with_everything_missing_names_every_mistake_and_keeps_what_was_typed(
    resident: FindResident,
) -> None:
    somebody = resident(HAND, PHONE)
    page = somebody.page
    somebody.find_place()
    HAND.write(page.locator("#field-requester_name"), "住在三号楼的人")
    HAND.write(page.locator("#field-requester_phone"), "12")
    HAND.write(page.locator("#field-requester_email"), "没有邮箱")
    somebody.go_on()
    expect(page.locator("#problems")).to_be_focused()
    expect(page.locator("#problems li")).to_have_count(4)
    expect(page.locator(".field__error")).to_have_count(4)
    expect(page.locator("#field-requester_name")).to_have_value("住在三号楼的人")
    expect(page.locator("#field-requester_phone")).to_have_value("12")
    expect(page.locator("#field-requester_email")).to_have_value("没有邮箱")
    page.get_by_role("link", name="修改").first.click()
    expect(page.locator("#field-place_words")).to_have_value(PLACE)
    HAND.press(page.get_by_role("button", name="下一步:发生了什么"))
    expect(page.locator("#field-requester_name")).to_have_value("住在三号楼的人")


def test_a_report_can_be_made_and_followed_without_script(open_page: OpenPage) -> None:
    somebody = Resident(page=open_page(Look(size=PHONE, has_script=False)), hand=HAND)
    receipt = somebody.report(None)
    somebody.follow(receipt)
    expect(somebody.page.locator("#s-stage")).to_have_text("已收到,正在看")
    somebody.page.locator(".move summary", has_text="补充").click()
    HAND.write(somebody.page.locator("#field-note_note"), "今晚又看了一次,还是不亮")
    somebody.page.get_by_role("button", name="补充", exact=True).click()
    expect(somebody.page.locator("main")).to_contain_text("今晚又看了一次,还是不亮")


def test_a_unit_that_it_was_wrongly_sent_to_returns_it_and_says_whose_it_is(
    resident: FindResident, worker: FindWorker
) -> None:
    receipt = resident(HAND).report(None)
    dispatch_to_city(worker("受理员", HAND), receipt)
    handler = worker("承办人", HAND)
    handler.open(receipt)
    handler.move("退回(不归我们管)")
    handler.page.locator(".form__actions button").click()
    expect(handler.page.locator("#problems li")).to_have_count(2)
    handler.name_unit("right_unit", HOUSING)
    handler.write("reason", "灯杆在小区里,归住建局管")
    handler.send("退回(不归我们管)")
    dispatcher = worker("街道派遣员", HAND)
    dispatcher.open(receipt)
    dispatcher.stage("已立案")
    returned = dispatcher.page.locator(".timeline .step").last
    expect(returned).to_contain_text("退回")
    expect(returned).to_contain_text(HOUSING)
    expect(returned).to_contain_text("灯杆在小区里,归住建局管")
    dispatcher.move("派遣")
    dispatcher.name_unit("unit", HOUSING)
    dispatcher.send("派遣")
    expect(dispatcher.page.locator(".case__holder-name")).to_have_text(HOUSING)


def test_an_extension_that_is_refused_is_refused_with_a_reason_that_the_asker_reads(
    resident: FindResident, worker: FindWorker
) -> None:
    receipt = resident(HAND).report(None)
    dispatch_to_city(worker("受理员", HAND), receipt)
    handler = worker("承办人", HAND)
    handler.open(receipt)
    handler.move("接单")
    due = handler.page.locator(".clock-panel").inner_text()
    handler.move("申请延期")
    handler.write("amount", "3")
    handler.choose("等待材料配件")
    handler.write("reason", "配件要从外地调")
    handler.send("申请延期")
    above = worker("区级协调员", HAND)
    above.open(receipt)
    above.move("不同意延期")
    above.page.locator(".form__actions button").click()
    expect(above.page.locator("#problems li")).to_have_count(1)
    above.write("reason", "仓库里有同型号配件,请今天去领")
    above.send("不同意延期")
    handler.open(receipt)
    expect(handler.page.locator(".timeline .step").last).to_contain_text("仓库里有同型号配件,请今天去领")
    assert handler.page.locator(".clock-panel").inner_text().split("最迟")[1][:9] == due.split("最迟")[1][:9]


def test_whoever_handled_it_is_told_why_they_may_not_check_it(resident: FindResident, worker: FindWorker) -> None:
    receipt = resident(HAND).report(None)
    operator = worker("受理员", HAND)
    operator.page.goto("/console/desk")
    open_on_desk(operator, receipt)
    operator.page.locator(".actions").get_by_role("link", name=re.compile("^改派")).click()
    operator.choose("文峰里街道综治中心")
    operator.page.locator(".form__actions").get_by_role("button", name="派遣").click()
    operator.open(receipt)
    operator.move("接单")
    operator.move("反馈处置结果")
    operator.write("result", RESULT)
    HAND.choose(operator.page.locator("label.choice", has_text="已修复"))
    operator.send("反馈处置结果")
    operator.stage("待核查")
    side = operator.page.locator(".case__side")
    expect(side).to_contain_text("不能“开始核查”:须由未经手的人来做")
    expect(side).to_contain_text("已经办过“反馈处置结果”")
    expect(side.get_by_role("link", name="开始核查")).to_have_count(0)
    other = worker("街道派遣员", HAND)
    other.open(receipt)
    other.move("开始核查")
    other.send("开始核查")
    other.stage("核查中")


def take_steps(page: Page, *, until: str = "") -> list[str]:
    """Press "do this step for me" until the scene of that name has its turn, or all are done; return their titles."""
    taken: list[str] = []
    done = page.locator(".scene--done").count()
    for _ in range(20):
        scene = page.locator("#now")
        if not scene.count() or (until and until in scene.inner_text()):
            break
        taken.append(scene.locator(".scene__title").inner_text())
        scene.locator(".scene__moves .button--primary").click()
        expect(page.locator(".scene--done")).to_have_count(done + len(taken))
        expect(page.locator(".toast")).to_have_count(0)
    return taken


def test_the_story_of_the_facade_can_be_clicked_through_and_a_second_rating_is_refused(open_page: OpenPage) -> None:
    page = open_page(Look(size=PHONE))
    page.goto("/demo/")
    page.locator(".tale__link", has_text="外墙掉下一块石头").click()
    take_steps(page, until="核查")
    page.get_by_role("button", name="试一试:让承办人以网格长身份核查").click()
    expect(page.locator(".toast")).to_contain_text("没有办成:")
    expect(page.locator(".toast")).to_contain_text("须由未经手的人来做")
    page.locator(".toast button").click()
    take_steps(page, until="评价")
    page.locator("#now").get_by_role("button", name="以居民身份自己做").click()
    expect(page.locator(".answer__words").first).to_contain_text("外墙已经修好")
    second = page.context.new_page()
    second.goto(page.url)
    somebody, again = Resident(page=page, hand=HAND), Resident(page=second, hand=HAND)
    somebody.rate("非常满意")
    expect(page.locator("main")).to_contain_text("已经评价过了")
    expect(page.locator("#field-rate_grade")).to_have_count(0)
    again.rate("不满意")
    expect(second.locator("#problems")).to_contain_text("已经评价过了")
    page.goto("/demo/stories/facade/")
    expect(page.locator("#now")).to_have_count(0)


def test_the_story_of_the_overdue_lamp_can_be_clicked_through(open_page: OpenPage) -> None:
    page = open_page(Look())
    page.goto("/demo/")
    page.locator(".tale__link", has_text="路灯不亮,超时了").click()
    taken = take_steps(page)
    assert len(taken) >= 8
    expect(page.locator("#now")).to_have_count(0)
    expect(page.locator(".story__side")).to_contain_text("已办结")


def test_a_wrong_receipt_code_is_told_so_and_kept(open_page: OpenPage) -> None:
    page = open_page(Look(size=PHONE))
    page.goto("/follow/")
    page.locator("#field-receipt").fill("1234-ABCD")
    page.get_by_role("button", name="查询").click()
    expect(page.locator("#problems")).to_be_focused()
    expect(page.locator("#field-receipt")).to_have_value("1234-ABCD")
