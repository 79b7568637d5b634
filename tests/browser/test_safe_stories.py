"""The five stories of safe places, played as their users would: each step on the page where it is really done."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.dispute_steps import sign, sign_as
from tests.browser.people import COMMUNITY, HOUSING, Worker
from tests.browser.story_steps import HAND, PAPER_MS, Teller, issue, move, paper_says, press

FINDINGS = ("stock", "team", "rota", "plan", "upkeep")
SMALL = 2
IN_A_WEEK = "new Date(Date.now() + 6048e5).toISOString().slice(0, 10)"
TODAY = "one => one.max || new Date().toISOString().slice(0, 10)"
NOTICE = {
    "problem": "防汛检查发现的问题,见检查记录。",
    "measures": "汛前整改到位。",
    "legal_basis": "防汛条例第十五条",
}


def look_at_site(page: Page) -> None:
    """Work through the list of one site: five are not in order, the place signs, and the record is a paper."""
    press(page, "开始检查")
    items = page.locator("fieldset.item")
    count = items.count()
    for at in range(count):
        item = items.nth(at)
        name = str(item.get_attribute("id")).split(".")[1]
        is_wrong = name in FINDINGS
        HAND.choose(
            item.locator("label.choice").filter(has_text=re.compile(r"^\s*不符合" if is_wrong else r"^\s*符合"))
        )
        if is_wrong:
            HAND.write(item.locator("textarea"), "与台账不符。")
    press(page, "保存")
    section = page.locator("section", has=page.locator("#sign-title"))
    HAND.choose(section.locator("label.choice", has_text="当场签字"))
    sign(page, section)
    press(page, "记录")
    press(page, "完成检查")
    expect(page.locator("body")).to_contain_text("5")
    page.get_by_role("button", name="制作检查记录").click(timeout=PAPER_MS)
    expect(page.locator("#main")).to_contain_text(re.compile(r"检〔\d{4}〕\d+号"))


def put_findings_in_hand(worker: Worker, keeper: str, photo: Path) -> None:
    """Two are put right on the spot; three get a notice, that of the supplies as a paper."""
    page = worker.page
    ledger = page.url
    expect(page.locator(".page__lead")).to_contain_text("5 处隐患已整改 0 处,还有 5 处")
    links = [
        str(one.get_attribute("href"))
        for one in page.locator("section", has=page.locator("#all-title")).locator("a.row__link").all()
    ]
    titles = page.locator("section", has=page.locator("#all-title")).locator("tbody tr").all_inner_texts()
    first = next(at for at, words in enumerate(titles) if "物资" in words)
    order = [links[first], *(one for at, one in enumerate(links) if at != first)]
    for number, link in enumerate(order):
        page.goto(link)
        if 0 < number <= SMALL:
            move(worker, "当场整改", photo, result="当场整改到位。")
            continue
        worker.move("通知整改")
        worker.name_unit("unit", keeper)
        for name, words in NOTICE.items():
            worker.write(name, words)
        worker.send("通知整改")
        if number == 0:
            issue(worker, "整改通知书", receiver_unit=keeper)
    page.goto(ledger)
    expect(page.locator(".page__lead")).to_contain_text("5 处隐患已整改 2 处,还有 3 处")


def test_a_flood_check_finds_15_and_13_are_put_right(open_page: OpenPage, photo: Path, tmp_path: Path) -> None:
    story = Teller(page=open_page(), key="flood")
    page = story.page
    story.come_back("专项检查开始")
    story.let_it_be_done()
    expect(story.fact("三处地方查出")).to_contain_text("10 项")
    look_at_site(story.sit("第三处").page)
    expect(page.locator("#main")).to_contain_text("当场签字")
    paper_says(page, page.get_by_role("link", name="DOCX"), tmp_path, "防汛检查", "不符合", "当场在屏幕上签字")
    inspector = story.sit("小的当场改")
    put_findings_in_hand(inspector, "文峰里街道综治中心", photo)

    keeper = story.sit("手机上清点物资")
    page.set_viewport_size({"width": 390, "height": 844})
    counts = {"水泵": "38", "编织袋": "300", "手电": "2", "雨衣": "35", "应急队员": "20"}
    for name, count in counts.items():
        row = page.locator(".stocktake__row", has_text=name)
        expect(row).to_contain_text("应备")
        HAND.write(row.locator("input"), count)
    press(page, "提交清点")
    expect(page.locator("#count")).to_contain_text("缺 15")
    story.sit("补 15 件雨衣")
    press(page, "登记")
    story.come_back("补齐了")
    expect(story.fact("防汛物资点")).to_contain_text("账物相符")
    page.set_viewport_size({"width": 1366, "height": 768})

    keeper = story.sit("补齐了")
    move(keeper, "报告已整改", photo, result="物资与台账一致。")
    inspector = story.sit("到现场复查")
    move(inspector, "开始复查")
    inspector = story.sit("销号")
    move(inspector, "复查合格,销号", findings="物资与台账一致。")
    issue(inspector, "整改复查意见书", receiver_unit="文峰里街道综治中心")
    story.is_over()
    expect(story.fact("三处地方查出")).to_contain_text("15 项")
    expect(story.fact("已整改")).to_contain_text("15 项里 13 项")
    story.open_fact("还没整改")
    expect(page.locator(".page__lead")).to_contain_text("15 处隐患已整改 13 处,还有 2 处")
    expect(page.locator("section", has=page.locator("#left-title")).locator("tbody tr")).to_have_count(2)


def test_a_fire_lane_moves_up_after_24_hours_and_its_fine_is_only_recorded(open_page: OpenPage, photo: Path) -> None:
    story = Teller(page=open_page(), key="fire_lane")
    page = story.page
    story.come_back("昨天:巡查发现")
    story.let_it_be_done()
    story.come_back("24 小时到了")
    expect(page.locator(".story__side")).to_contain_text("物业")
    story.let_it_be_done()
    street = story.sit("街道接手")
    expect(page.locator("main")).to_contain_text("文峰里街道综治中心")
    expect(page.locator(".case__told")).to_contain_text("24 小时")
    move(street, "开始整改", note="街道接手,联系车主挪车。")
    brigade = story.sit("记录消防大队的处罚决定")
    papers = page.locator("section", has=page.locator("#papers-title"))
    expect(papers).to_contain_text("整改通知书")
    expect(papers).to_contain_text(re.compile(r"隐改〔\d{4}〕\d+号"))
    brigade.move("记录有权机关的决定")
    page.locator("[name=decision_kind]").select_option("fine")
    brigade.write("decision_body", "区消防救援大队")
    brigade.write("document_number", "云消罚〔2026〕31号")
    page.locator("[name=decision_date]").fill(str(page.locator("[name=decision_date]").evaluate(TODAY)))
    brigade.write("fine_yuan", "5000")
    brigade.send("记录有权机关的决定")
    expect(page.locator(".hazard-panel")).to_contain_text("云消罚〔2026〕31号")
    street = story.sit("清空了")
    street.move("报告已整改")
    street.write("result", "车已挪走,沙石清空。")
    HAND.press(page.locator(".form__actions").get_by_role("button", name="报告已整改"))
    expect(page.locator("#problems")).to_contain_text("请填写这一项")
    expect(page.locator("[name=result]")).to_have_value("车已挪走,沙石清空。")
    HAND.add_photo(page.locator("#field-photo_after"), photo)
    street.send("报告已整改")
    expect(page.locator(".before-after img")).to_have_count(2)
    brigade = story.sit("三个工作日内复查")
    move(brigade, "开始复查")
    brigade = story.sit("复查合格")
    move(brigade, "复查合格,销号", findings="通道全程畅通。")
    issue(brigade, "整改复查意见书", receiver_unit="小区物业")
    story.is_over()
    story.page.goto("/console/hazards?category=fire.blocked_lane")
    expect(page.locator(".page__lead")).to_contain_text("已整改 1 处")


def test_an_oversight_round_ends_with_88_7_percent_and_its_28_listed(open_page: OpenPage, tmp_path: Path) -> None:
    story = Teller(page=open_page(), key="oversight")
    page = story.page
    story.come_back("五十天前进驻")
    page.set_default_timeout(60_000)
    story.let_it_be_done()
    leader = story.sit("期满").page
    sums = leader.locator(".oversight-sums").first
    expect(sums).to_contain_text("248")
    expect(sums).to_contain_text("88.7%")
    rows = leader.locator("section", has=leader.locator("#papers-title")).locator(".row")
    assert rows.count() > 1
    paper_says(page, rows.first.get_by_role("link", name="DOCX"), tmp_path, "巡察")
    paper_says(page, rows.last.get_by_role("link", name="DOCX"), tmp_path, "移交")
    press(leader, "结束巡察期")
    expect(leader.locator("#main")).to_contain_text("88.7%")
    expect(leader.locator(".oversight-open > li")).to_have_count(28)
    with page.expect_download() as taken:
        HAND.press(leader.get_by_role("link", name="XLSX"))
    assert taken.value.suggested_filename.endswith(".xlsx")
    community = story.sit("最后一个也改好了")
    HAND.press(page.get_by_role("link", name="报告整改").first)
    community.write("measures", "楼道已清空,加装充电桩十二处。")
    HAND.press(page.locator(".form__actions button").first)
    expect(page.locator("body")).to_contain_text("已完成:报告整改")
    story.come_back("巡察组到现场核验")
    expect(story.fact("核验整改到位")).to_contain_text("220 个,88.7%")
    story.sit("巡察组到现场核验")
    press(page, "核验")
    HAND.press(page.locator(".form__actions button").first)
    expect(page.locator("body")).to_contain_text("已完成:核验")
    story.is_over()
    expect(story.fact("核验整改到位")).to_contain_text("221 个,89.1%")
    expect(story.fact("期满时")).to_contain_text("220 / 248 = 88.7%")
    story.open_fact("还没整改到位")
    expect(page.locator(".oversight-open > li")).to_have_count(27)
    expect(page.locator("#main")).to_contain_text("248")


def test_a_week_meets_5213_and_another_says_why_it_does_not(open_page: OpenPage) -> None:
    story = Teller(page=open_page(), key="week")
    page = story.page
    story.come_back("两周的巡查")
    story.let_it_be_done()
    story.open_fact("达到 5213 的一周")
    reasons = page.locator(".rounds__reasons li")
    expect(reasons).to_have_count(4)
    expect(page.locator(".rounds__lacking")).to_have_count(0)
    story.sit("网格长同意那一天的请假")
    before = page.locator("#main").inner_text()
    press(page, "同意")
    assert page.locator("#main").inner_text() != before
    story.come_back("在最后一个场所打卡")
    story.open_fact("没有达到 5213 的一周")
    lacking = page.locator(".rounds__lacking")
    expect(lacking).to_have_count(2)
    expect(lacking.first).to_contain_text("巡查满 2 次的天数")
    expect(page.locator("table")).to_contain_text("请假")
    page.set_viewport_size({"width": 390, "height": 844})
    worker = story.sit("在最后一个场所打卡")
    press(page, "我到了")
    expect(page.locator("main")).to_contain_text("还有 0 处")
    worker = story.sit("发现路灯不亮")
    press(page, "发现问题")
    page.locator("#field-category").select_option("municipal.street_lamp")
    worker.write("words", "单元门口的路灯不亮,晚上七点以后楼前是黑的。")
    press(page, "登记")
    expect(page.locator("#r-items")).to_be_visible()
    story.sit("满一小时")
    expect(page.get_by_role("button", name="没有问题")).to_have_count(0)
    press(page, "结束巡查")
    expect(page.locator("body")).to_contain_text("巡查已结束")
    page.set_viewport_size({"width": 1366, "height": 768})
    operator = story.sit("街道受理这件事")
    operator.move("立案")
    operator.send("立案")
    story.is_over()
    page.goto(f"/demo/stories/{story.key}/")
    expect(page.locator(".story__side")).to_contain_text("还没结束的一周")


def enter_stones(story: Teller, photo: Path) -> str:
    """The grid worker enters the hazard by hand, and the visitor goes on with its number."""
    worker = story.sit("登记隐患")
    page = worker.page
    worker.choose("一般隐患")
    page.locator("#field-category").select_option("building.facade")
    worker.write("title", "楼体老化坠石")
    page.locator("#field-place").select_option(index=1)
    worker.write("problem", "楼体东侧掉下四块石头,砸坏楼下三辆电动车。")
    HAND.add_photo(page.locator("#field-photo_before"), photo)
    press(page, "登记")
    number = page.locator(".crumbs .number").inner_text().strip()
    story.page.goto(f"/demo/stories/{story.key}/")
    HAND.write(page.locator("#receipt"), number)
    HAND.press(page.get_by_role("button", name="继续", exact=True))
    return number


def claim(story: Teller, hazard: str) -> str:
    """The operator registers the dispute and hangs it on the hazard; return its number."""
    operator = story.sit("另立一件纠纷")
    page = operator.page
    page.locator("#field-category").select_option("dispute.property")
    page.locator("[name=area_typed]").fill("书院 01")
    operator.write("words", "三辆电动车被楼上掉的石头砸坏,物业和开发商互相推。")
    press(page, "登记")
    number = page.locator(".crumbs .number").inner_text().strip()
    page.goto(f"/console/search?q={hazard}")
    move(operator, "关联另一件事项", other_case=number)
    return number


def sweep_alike(story: Teller) -> None:
    """Every estate of the street is looked at: in the first a hazard is found, the others are in order."""
    dispatcher = story.sit("同类小区逐个排查")
    page = dispatcher.page
    page.locator("#field-kind").select_option("estate")
    near = page.locator("#field-area option", has_text=COMMUNITY).first
    page.locator("#field-area").select_option(str(near.get_attribute("value")))
    page.locator("#field-due_date").fill(str(page.evaluate(IN_A_WEEK)))
    press(page, "开始排查")
    expect(page.locator(".page__lead")).to_contain_text("已检查 0 个")
    story.sit("一处一处看")
    expect(page.get_by_role("button", name="结束排查")).to_have_count(0)
    HAND.press(page.get_by_role("link", name="登记隐患").first)
    page.locator("#field-category").select_option("building.facade")
    dispatcher.write("title", "同类楼栋外墙空鼓")
    press(page, "登记")
    story.sit("一处一处看")
    left = page.get_by_role("button", name="未发现问题")
    while count := left.count():
        HAND.press(left.first)
        expect(left).to_have_count(count - 1)
    story.sit("全部看完")
    expect(page.locator(".page__lead")).to_contain_text("其中 1 个发现隐患")
    press(page, "结束排查")


def all_sign(page: Page, button: str) -> None:
    """Each of three sides signs on the table, one after the other."""
    for letter in "abc":
        sign_as(page, letter, button)
        expect(page.locator(f"#party-{letter} form")).to_have_count(0)


def mediate(story: Teller) -> None:
    """Three sides are entered and consent on the table; the agreement itself is signed by the story."""
    dispatcher = story.sit("纠纷交给社区调委会")
    page = dispatcher.page
    dispatcher.move("交办")
    dispatcher.name_unit("unit", f"{COMMUNITY}人民调解委员会")
    dispatcher.send("交办")
    mediator = story.sit("登记三方")
    for side, name in (("甲方", "某物业公司"), ("乙方", "某开发公司"), ("丙方", "车主代表罗某")):
        mediator.move("登记当事人")
        mediator.choose(side)
        mediator.write("party_name", name)
        mediator.send("登记当事人")
    move(mediator, "征求同意")
    HAND.press(page.get_by_role("link", name="平板上桌"))
    all_sign(page, "同意")
    story.come_back("签赔偿协议")
    story.let_it_be_done()


def test_stones_fall_and_go_three_ways_to_an_order_a_closed_sweep_and_an_agreement(
    open_page: OpenPage, photo: Path
) -> None:
    story = Teller(page=open_page(), key="stones")
    page = story.page
    hazard = enter_stones(story, photo)
    dispute = claim(story, hazard)
    worker = story.sit("隐患移送有权的住建局")
    expect(page.locator(".case__head")).to_contain_text("由此")
    worker.move("移送有权单位")
    worker.name_unit("unit", HOUSING)
    worker.write("reason", "社区没有执法权。")
    HAND.press(page.locator(".form__actions button").first)
    inspector = story.sit("两人检查")
    inspector.move("责令限期改正")
    company = str(page.locator("#names-unit option[value*='物业']").first.get_attribute("value"))
    inspector.name_unit("unit", company)
    for name, words in {**NOTICE, "problem": "楼体东侧外墙石材空鼓松动。"}.items():
        inspector.write(name, words)
    page.locator("[name=second_inspector]").select_option(index=2)
    page.locator("[name=due_date]").fill(str(page.evaluate(IN_A_WEEK)))
    inspector.send("责令限期改正")
    issue(inspector, "责令改正书", receiver_unit=company)
    sweep_alike(story)
    mediate(story)
    story.come_back("整改,附照片报告")
    expect(story.fact("赔偿纠纷")).to_contain_text("已达成协议")
    expect(story.fact("同类排查")).to_contain_text("发现 1 处")
    assert dispute
