"""Story: a look back before the floods. Fifteen findings at three sites; thirteen are put right, two stay open."""

from datetime import timedelta
from typing import Any

from linli.actions.campaigns import open_campaign
from linli.actions.deciding import FiledCase, receipt_of
from linli.actions.inspections import today_of
from linli.actions.stock import StockAct, move_item
from linli.demo.hazard_steps import going_on, recheck_oneself
from linli.demo.inspection_steps import inspect, store_supplies, take_stock
from linli.demo.snapshots import snapshot
from linli.demo.stories import Acting, Attempt, Scene, Story, has_done, holder
from linli.domain.campaign import Opening
from linli.domain.engine.state import CaseState
from linli.domain.inspection import STREAM
from linli.domain.inspection_checks import Plan
from linli.domain.place import Place, PlaceKind
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording as W
from linli.store import inspection_streams, inspections, journal

CASE_PAGE, LIST, WATER = "/console/cases/{id}", "flood_site", "dept-water"
FAULTS = {
    "stock": "物资与台账不符,雨衣只有一部分。",
    "team": "应急队员名单没有更新。",
    "rota": "值班表没有上墙。",
    "plan": "转移路线没有标到楼。",
    "upkeep": "水泵没有试运行记录。",
}
SITES, RAINCOATS_FOUND = 3, 35
NOTICE: dict[str, Any] = {
    "problem": "防汛检查发现的问题,见检查记录。",
    "measures": "汛前整改到位,物资补齐到台账数量。",
    "legal_basis": "防汛条例第十五条、第二十一条",
}


def water_inspector(acting: Acting) -> Post:
    """Return the inspector of the water bureau."""
    return acting.cast.posts(acting.cast.unit(WATER), Role.INSPECTOR)[0]


def keeper(acting: Acting) -> Post:
    """Return who keeps the flood store of the street."""
    return acting.cast.posts(acting.cast.centre(acting.grid), Role.HANDLER)[0]


def _sites(acting: Acting) -> tuple[Place, ...]:
    street = acting.cast.centre(acting.grid).area_path
    places = (one for one in acting.office.directory.setup.places if one.is_active and one.kind is PlaceKind.ESTATE)
    return tuple(sorted((one for one in places if one.area_path.startswith(street)), key=lambda one: one.key))[:SITES]


def _look(acting: Acting) -> FiledCase:
    """Open the campaign and look at three sites; what is followed is the first finding: the supplies."""
    post, today = water_inspector(acting), today_of(acting.office, acting.now)
    mark = f"story/{acting.token}"
    opening = Opening(
        title="汛前检查“回头看”", checklists=(LIST,), first=today.isoformat(),
        last=(today + timedelta(days=30)).isoformat(),
    )  # fmt: skip
    with journal.one_transaction():
        campaign = open_campaign(acting.office, post, opening, command_id=f"{mark}/campaign", now=acting.now)
        plan, found = Plan(checklist=LIST, campaign=campaign), list[str]()
        for number, place in enumerate(_sites(acting)):
            done = inspect(
                acting.office, (post,), place, FAULTS, plan=plan, mark=f"{mark}/look{number}", now=acting.now
            )
            found += [one.case for one in done.not_ok]
    case = found[0]
    state = journal.load_states(acting.office.county_id, [f"case/{case}"])[f"case/{case}"]
    receipt = receipt_of(case, acting.office.ports.secret)
    return FiledCase(case_id=case, number=state.number, receipt=receipt, stream=state.stream)


def _others(acting: Acting) -> list[str]:
    """Return the streams of the campaign's other findings, in one order."""
    inspection = inspection_streams.inspection(
        acting.office.county_id, acting.state.notes.get("origin", "").removeprefix(STREAM)
    )
    if inspection is None:
        return []
    found = inspections.cases_of_campaign(acting.office.county_id, inspection.head.campaign)
    return [f"case/{one}" for one in sorted(found) if one != acting.state.id]


def _order(acting: Acting) -> None:
    """Order the supplies put right, and have what is small put right on the spot: two need longer."""
    post, unit = water_inspector(acting), keeper(acting).unit_id
    *small, last, longer = _others(acting)
    for stream in small:
        going_on(acting, stream).move("remove_on_spot", post, result="当场整改到位。", photo_after=(snapshot(6),))
    for stream in (last, longer):
        going_on(acting, stream).move("order", post, unit=unit, **NOTICE)
    acting.move("order", post, unit=unit, **NOTICE)


def _count(acting: Acting) -> None:
    """Count the store against its list: what is short is told at once and becomes a matter of its own."""
    post, mark = keeper(acting), f"story/{acting.token}"
    name = f"{acting.cast.centre(acting.grid).name.removesuffix('综治中心')}河堤防汛物资点"
    site = store_supplies(acting.office, post, name, mark=mark, now=acting.now)
    short = take_stock(acting.office, post, site.id, {"雨衣": RAINCOATS_FOUND}, mark=mark, now=acting.now)
    coats = next(one for one in short.listed if one.name == "雨衣")
    typed = {"move": "receive", "item": coats.item, "quantity": str(coats.minimum - coats.in_store)}
    move_item(acting.office, post, site.id, StockAct(command_id=f"{mark}/filled", typed=typed), now=acting.now)
    acting.move("begin", holder(acting), note="清点:水泵38台、编织袋300条、手电2支、队员20人齐,雨衣缺15件,已补。")


def _report(acting: Acting) -> None:
    acting.move(
        "report_rectified", holder(acting), photo_after=(snapshot(7),),
        result="水泵38台、编织袋300条、手电2支、雨衣50件、应急队员20人,与台账一致;围墙已加固。",
    )  # fmt: skip


def _recheck(acting: Acting) -> None:
    acting.move("recheck", water_inspector(acting))


def _close(acting: Acting) -> None:
    acting.move("close", water_inspector(acting), findings="回头看:十五项已整改十三项,两项在限期内整改。")


def _is_counted(state: CaseState) -> bool:
    return bool(state.actors_of(("begin", "report_rectified")))


INSPECTOR, KEEPER = W("水利局检查人员", "Inspector of the water bureau"), W("物资点管理员", "Keeper of the store")
FLOOD = Story(
    key="flood",
    title=W("防汛“回头看”:15 项改了 13 项", "A look back before the floods: 13 of 15 put right"),
    shows=W(
        "查出多少、改了多少、还剩几项,数字都从每一件事来;物资有台账、有下限,缺了自己说出来。",
        "What was found, what was put right and what is left are counted from the matters themselves; supplies have a "
        "list with minimums, and a shortage tells of itself.",
    ),
    is_rated=False,
    scenes=(
        Scene(
            key="look", who=water_inspector, page="", do=_look, has_happened=lambda state: state.seq > 0,
            role=INSPECTOR, title=W("三处地方,逐项检查,查出 15 项", "Three sites, item by item: 15 findings"),
            told=W("按防汛检查清单一项一项看:物资、队伍、值班、预案、设备。不合格的,检查一结束就各成一件隐患。",
                   "By the flood list: supplies, team, rota, plan, upkeep. As it ends each finding becomes a hazard."),
        ),
        Scene(
            key="order", who=water_inspector, page=CASE_PAGE, do=_order, has_happened=has_done("order"),
            role=INSPECTOR, title=W("小的当场改,其余通知整改", "Small ones on the spot, notice for the rest"),
            told=W("12 项当场改好、附照片;物资等 3 项要几天,发整改通知,时限自己走。",
                   "Twelve are put right at once, each with a photo; three need days and get a notice with a clock."),
        ),
        Scene(
            key="count", who=keeper, page=CASE_PAGE, do=_count, has_happened=_is_counted, role=KEEPER,
            title=W("清点物资:雨衣缺 15 件", "Counts the store: 15 raincoats are missing"),
            told=W("应备水泵 38 台、编织袋 300 条、手电 2 支、雨衣 50 件、应急队员 20 人。低于下限,系统自己立一件事。",
                   "Due: 38 pumps, 300 bags, 2 torches, 50 raincoats, 20 people. A shortage files itself."),
        ),
        Scene(
            key="report", who=holder, page=CASE_PAGE, do=_report, has_happened=has_done("report_rectified"),
            role=KEEPER, title=W("补齐了,附照片报告", "Made up, and reported with a photo"),
            told=W("报告以后离开整改人的手,等没有经手的人复查。", "From here it waits for somebody who took no part."),
        ),
        Scene(
            key="recheck", who=water_inspector, page=CASE_PAGE, do=_recheck, has_happened=has_done("recheck"),
            role=INSPECTOR, title=W("“回头看”:到现场复查", "The look back: rechecked on the spot"),
            told=W("谁改的谁不能复查,可以先试。", "Whoever put it right may not recheck it. Try it."),
            attempt=Attempt(title=W("让管理员自己复查", "Let the keeper recheck"), do=recheck_oneself),
        ),
        Scene(
            key="close", who=water_inspector, page=CASE_PAGE, do=_close, has_happened=lambda state: state.is_final,
            role=INSPECTOR, title=W("销号:改了 13 项,还有 2 项", "Closed: 13 put right, 2 left"),
            told=W("剩下两项时限没到,照样开着;超了时限自己上移。", "The two left stay open, or move up if late."),
        ),
    ),
)  # fmt: skip
