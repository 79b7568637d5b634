"""A dispute in Chinese, from the resident's first word to the performed, answered and rated end, with its paper made.

Three courses beside it end early, each with a sentence that helps: a party refuses, a mediator must step aside, and
somebody would close alone.
"""

import re

from playwright.sync_api import expect

from tests.browser.chromium import DESK, PHONE
from tests.browser.conftest import FindResident, FindWorker
from tests.browser.dispute_steps import (
    TEXT,
    apply_for_mediation,
    enter_parties,
    hand_to_committee,
    issue,
    link_of,
    plan_sitting,
    record_sitting,
    say_by_link,
    sign,
    sign_as,
    table_of,
    write_agreement,
)
from tests.browser.hands import Pointing
from tests.browser.people import Receipt, Resident, Worker

TABLET = (1024, 768)


def brought_to_the_table(resident: FindResident, worker: FindWorker) -> tuple[Resident, Worker, Worker, Receipt]:
    """Both parties consented: one on its phone, one on the tablet before the mediator."""
    hand = Pointing()
    somebody, operator = resident(hand, PHONE), worker("受理员", hand)
    receipt = apply_for_mediation(somebody)
    hand_to_committee(operator, receipt)
    mediator = worker("调解员", hand, TABLET)
    enter_parties(mediator, receipt)
    say_by_link(somebody, link_of(mediator, receipt, "a"))
    page = table_of(mediator, receipt)
    expect(page.locator(".tablet__rights")).to_contain_text("不收费")
    card = page.locator("#party-b")
    sign(page, card)
    card.get_by_role("button", name="同意", exact=True).click()
    expect(page.locator(".tablet__stage")).to_contain_text("各方同意")
    mediator.open(receipt)
    mediator.move("开始调解")
    mediator.stage("调解中")
    return somebody, operator, mediator, receipt


def test_a_dispute_comes_to_an_agreement_that_is_signed_performed_answered_and_rated(
    resident: FindResident, worker: FindWorker
) -> None:
    somebody, operator, mediator, receipt = brought_to_the_table(resident, worker)
    plan_sitting(mediator, receipt)
    record_sitting(mediator)
    write_agreement(mediator)
    page = mediator.page
    assert TEXT["agreement"] not in page.content()
    mediator.hand.press(page.get_by_role("button", name="给在座各方看"))
    expect(page.locator(".tablet__text")).to_contain_text("重做防水")
    for letter in "ab":
        sign_as(page, letter, "同意并签字")
    sign(page, page.locator(".tablet__card", has_text="调解员签名"))
    page.get_by_role("button", name="签名,协议生效").click()
    expect(page.locator(".tablet__stage")).to_contain_text("已达成协议")
    issue(mediator, receipt, "调解协议书")
    mediator.move("约定履行")
    mediator.write("performance_date", page.evaluate("new Date(Date.now() + 864e6).toISOString().slice(0, 10)"))
    mediator.send("约定履行")
    expect(page.locator(".dispute")).to_contain_text("司法确认")
    mediator.move("督促履行")
    mediator.choose("解决了")
    mediator.send("督促履行")
    mediator.move("确认已履行")
    mediator.send("确认已履行")
    mediator.stage("履行中")
    operator.open(receipt)
    operator.move("同意 · 确认已履行")
    operator.stage("已履行")
    somebody.follow(receipt)
    expect(somebody.page.locator(".answer__words")).to_contain_text("签订调解协议")
    somebody.rate("满意")
    expect(somebody.page.locator("[role=status].note")).to_contain_text("谢谢")


def test_a_party_that_refuses_ends_it_and_is_told_its_other_ways(resident: FindResident, worker: FindWorker) -> None:
    hand = Pointing()
    somebody, other = resident(hand, PHONE), resident(hand, PHONE)
    receipt = apply_for_mediation(somebody, "他昨天又动手打人,我害怕", danger=True)
    operator = worker("受理员", hand)
    operator.open(receipt)
    expect(operator.page.locator(".dispute")).to_contain_text("请先保证安全")
    hand_to_committee(operator, receipt)
    mediator = worker("调解员", hand)
    enter_parties(mediator, receipt)
    say_by_link(other, link_of(mediator, receipt, "b"), yes=False)
    mediator.open(receipt)
    expect(mediator.page.locator(".dispute")).to_contain_text("各方同意调解 · 拒绝")
    mediator.move("因拒绝终止")
    mediator.choose("人民法院")
    mediator.write("answer", "对方不愿意调解。您可以向人民法院起诉,需要的话我们帮您联系法律援助。")
    mediator.send("因拒绝终止")
    mediator.stage("已终止")
    expect(mediator.page.locator(".dispute")).to_contain_text("向人民法院起诉")
    other.page.reload()
    expect(other.page.locator("main")).to_contain_text("您还有这些途径")
    somebody.follow(receipt)
    expect(somebody.page.locator(".answer__words")).to_contain_text("法律援助")


def test_a_mediator_who_must_step_aside_goes_no_further_and_nobody_closes_alone(
    resident: FindResident, worker: FindWorker
) -> None:
    somebody, _operator, mediator, receipt = brought_to_the_table(resident, worker)
    somebody.page.reload()
    page, hand = somebody.page, somebody.hand
    hand.press(page.locator("summary", has_text="要求调解员回避"))
    hand.write(page.locator("#objection"), "调解员是对方的表哥")
    hand.press(page.get_by_role("button", name="提出", exact=True))
    expect(page.locator("[role=status].note")).to_contain_text("已经记录")
    mediator.open(receipt)
    expect(mediator.page.locator(".moves__why").first).to_be_visible()
    expect(mediator.page.locator("main")).to_contain_text("“回避申请”还没有全部完成")
    expect(mediator.page.locator(".moves").get_by_text(re.compile("^不需回避"))).to_have_count(0)
    mediator.page.goto(mediator.page.url.partition("?")[0] + "/agreement")
    expect(mediator.page.locator("main")).to_contain_text("还没有全部完成")
    mediator.page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    mediator.open(receipt)
    mediator.move("回避")
    mediator.page.locator("#field-post").select_option(index=1)
    mediator.write("reason", "与一方有亲属关系,申请回避")
    mediator.send("回避")
    expect(mediator.page.locator("main")).to_contain_text("须由未经手的人来做")
