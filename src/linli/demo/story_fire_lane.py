"""Story: a fire lane is blocked. Twenty-four hours by the notice; they lapse, the street takes over, and it is gone."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from linli.actions.deciding import FiledCase
from linli.demo.hazard_steps import (
    file_hazard,
    going_on,
    inspectors,
    place_with_company,
    recheck_oneself,
)
from linli.demo.paper_steps import issue
from linli.demo.snapshots import snapshot
from linli.demo.stories import Acting, Attempt, Scene, Story, grid_worker, has_done, holder
from linli.demo.story_meeting import run_over
from linli.domain.place import PlaceKind
from linli.domain.unit import Post
from linli.domain.wording import Wording as W
from linli.store import journal

CATEGORY = "fire.blocked_lane"
CASE_PAGE = "/console/cases/{id}"
FIRE = "dept-fire"
FOUND_BEFORE, ORDERED_BEFORE = timedelta(hours=27), timedelta(hours=26)
NOTICE: dict[str, Any] = {
    "problem": "消防车通道上停着三辆汽车,尽头堆了装修沙石,消防车进不来。",
    "measures": "24 小时内清空,画线立牌,保持畅通。",
    "legal_basis": "消防法第二十八条;消防监督检查规定第十八条",
}


def _past(acting: Acting) -> FiledCase:
    """Enter yesterday as it was: found on a round, and ordered by two inspectors within the hour."""
    place, company = place_with_company(acting, PlaceKind.FIRE_LANE)
    found = replace(acting, now=acting.now - FOUND_BEFORE)
    with journal.one_transaction():
        filed = file_hazard(
            found, acting.cast.grid_worker(place.area_path), place, category=CATEGORY, found_in="round",
            title="消防车通道被占用", urgency="urgent", photo_before=(snapshot(5),),
        )  # fmt: skip
        first, second = inspectors(acting, FIRE)
        ordered = acting.now - ORDERED_BEFORE
        step = replace(going_on(acting, filed.stream), now=ordered)
        step.move("order", first, unit=company.id, second_inspector=second.id, **NOTICE)
        issue(step.fresh(), first, "notice", receiver_unit=company.name)
    return filed


def _take_over(acting: Acting) -> None:
    acting.move("begin", holder(acting), note="街道综治中心接手,联系车主挪车,调铲车清沙石。")


def _say_it_is_done(acting: Acting) -> None:
    """The company whose time ran out reports it as done after all."""
    company = place_with_company(acting, PlaceKind.FIRE_LANE)[1]
    acting.move("report_rectified", acting.cast.posts(company)[0], result="已经清空。", photo_after=(snapshot(5),))


def _decide(acting: Acting) -> None:
    day = acting.office.directory.calendar.local_date(acting.now)
    acting.move(
        "record_decision", fire_inspector(acting), decision_kind="fine", decision_body="区消防救援大队",
        document_number=f"云消罚〔{day.year}〕31号", decision_date=day.isoformat(), fine_yuan=5000,
    )  # fmt: skip


def _report(acting: Acting) -> None:
    acting.move(
        "report_rectified", holder(acting), photo_after=(snapshot(6),),
        result="车已挪走,沙石清空,重新画了黄线,立了禁停牌,物业每两小时巡一次。",
    )  # fmt: skip


def _report_without_photo(acting: Acting) -> None:
    acting.move("report_rectified", holder(acting), result="已经清空。")


def _recheck(acting: Acting) -> None:
    acting.move("recheck", fire_inspector(acting), note="开消防车实地走了一遍。")


def _close(acting: Acting) -> None:
    acting.move("close", fire_inspector(acting), findings="通道全程畅通,标线标牌齐全。", photo_after=(snapshot(7),))
    company = place_with_company(acting, PlaceKind.FIRE_LANE)[1]
    issue(acting.fresh(), fire_inspector(acting), "recheck", receiver_unit=company.name)


def fire_inspector(acting: Acting) -> Post:
    """Return the inspector of the fire brigade who gave notice."""
    return inspectors(acting, FIRE)[0]


STREET = W("街道综治中心", "The street's centre")
BRIGADE = W("消防监督员", "Fire inspector")
FIRE_LANE = Story(
    key="fire_lane",
    title=W("消防通道被堵:24 小时", "A blocked fire lane: 24 hours"),
    shows=W(
        "通知书上的 24 小时一到,不用谁去催:事情自己上移一级;罚款由消防决定,这里只记文号;没经手的人看过才销号。",
        "When the notice's 24 hours are over nobody has to remind anyone: the work moves up a tier. A fine is decided "
        "by the brigade and only recorded here; somebody who took no part looks before it is closed.",
    ),
    is_rated=False,
    scenes=(
        Scene(
            key="past", who=grid_worker, page="", do=_past, has_happened=lambda state: state.seq > 0,
            role=W("网格员、消防监督员", "Grid worker, fire inspectors"),
            title=W("昨天:巡查发现,两名监督员发整改通知书", "Yesterday: found on a round, notice given by two"),
            told=W("疏散通道、消防车通道的隐患 24 小时内整改,这是消防监督检查规定写的。昨天的几步按当时的时间补录。",
                   "A blocked lane is to be cleared within 24 hours: so say the rules on fire inspection. "
                   "Yesterday is entered with the times it had."),
        ),
        Scene(
            key="lapse", who=None, page=CASE_PAGE, do=run_over,
            has_happened=lambda state: state.count("escalations") > 0,
            role=W("没有人,是系统", "Nobody: the house itself"),
            title=W("24 小时到了,自己上移一级", "The 24 hours are over, and it moves up a tier"),
            told=W("物业没有清空。时限一到,事情移到街道综治中心;谁晚了、晚了多久,记在单位名下,不记个人分。",
                   "The company has not cleared it. It moves to the street's centre; being late is noted of a unit, "
                   "and scores nobody."),
        ),
        Scene(
            key="take_over", who=holder, page=CASE_PAGE, do=_take_over, has_happened=has_done("begin"), role=STREET,
            title=W("街道接手,开始清障", "The street takes over and begins to clear"),
            told=W("上移以后,原来的单位不能再说“已经整改”。先试试。",
                   "From now on the company can no longer say that it is done. Try it."),
            attempt=Attempt(title=W("让物业补报“已整改”", "Let the company report it done"), do=_say_it_is_done),
        ),
        Scene(
            key="decide", who=fire_inspector, page=CASE_PAGE, do=_decide, has_happened=has_done("record_decision"),
            role=BRIGADE, title=W("记录消防大队的处罚决定", "Records what the brigade decided"),
            told=W("查封、罚款由有权的机关决定,系统不替它决定,只记下文号、日期和数额,事情停在哪一步也不变。",
                   "Sealing and fines are the competent body's. The house keeps number, day and amount."),
        ),
        Scene(
            key="report", who=holder, page=CASE_PAGE, do=_report, has_happened=has_done("report_rectified"),
            role=STREET, title=W("清空了,附照片报告", "Cleared, and reported with a photo"),
            told=W("没有整改后的照片,报不了。", "Without a photo of it as it is now it cannot be reported."),
            attempt=Attempt(title=W("不附照片就报告", "Report it without a photo"), do=_report_without_photo),
        ),
        Scene(
            key="recheck", who=fire_inspector, page=CASE_PAGE, do=_recheck, has_happened=has_done("recheck"),
            role=BRIGADE, title=W("三个工作日内复查", "Rechecks it within three working days"),
            told=W("参与整改的人不能自己复查,换一个岗位也不行。", "Whoever put it right never rechecks it."),
            attempt=Attempt(title=W("让清障的人自己复查", "Let whoever cleared it recheck"), do=recheck_oneself),
        ),
        Scene(
            key="close", who=fire_inspector, page=CASE_PAGE, do=_close, has_happened=lambda state: state.is_final,
            role=BRIGADE, title=W("复查合格,销号", "The recheck is passed; it is closed"),
            told=W("再被堵,重新登记,不是同一件事。", "Blocked again it is entered anew."),
        ),
    ),
)  # fmt: skip
