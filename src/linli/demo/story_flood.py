"""Story: a look back before the floods. Fifteen findings at three sites; thirteen are put right, two stay open."""

from typing import Any

from linli.demo import flood_steps as steps
from linli.demo.flood_steps import keeper, water_inspector
from linli.demo.hazard_steps import going_on, recheck_oneself
from linli.demo.paper_steps import issue, unit_named
from linli.demo.snapshots import snapshot
from linli.demo.stories import Acting, Attempt, Fact, Scene, Story, has_done, holder
from linli.domain.engine.state import CaseState
from linli.domain.inspection import STREAM
from linli.domain.wording import Wording as W

CASE_PAGE = "/console/cases/{id}"
ON_SPOT = 2
"""So many findings of the last site are small enough to be put right while the inspector stands there."""
NOTICE: dict[str, Any] = {
    "problem": "防汛检查发现的问题,见检查记录。",
    "measures": "汛前整改到位,物资补齐到台账数量。",
    "legal_basis": "防汛条例第十五条、第二十一条",
}


def _look_page(acting: Acting) -> str:
    return f"/console/inspections/{steps.third(acting).id}"


def _order_page(acting: Acting) -> str:
    """Return the ledger with what this inspection found."""
    return f"/console/hazards?origin={STREAM}{steps.third(acting).id}"


def _count_page(acting: Acting) -> str:
    return f"/console/supplies/{steps.store(acting).id}/count"


def _fill_page(acting: Acting) -> str:
    item, missing = steps.coats_missing(acting)
    return f"/console/supplies/{steps.store(acting).id}/move?move=receive&item={item}&quantity={missing}"


def _order(acting: Acting) -> None:
    """Have what is small put right on the spot, and order the rest: each with a clock."""
    post, unit = water_inspector(acting), keeper(acting).unit_id
    waiting = [one for one in steps.findings(acting) if one.stage == "found" and one.id != acting.state.id]
    for number, one in enumerate(waiting):
        if number < ON_SPOT:
            steps.remove_on_spot(acting, one.stream, post)
        else:
            going_on(acting, one.stream).move("order", post, unit=unit, **NOTICE)
    if acting.state.stage == "found":
        acting.move("order", post, unit=unit, **NOTICE)
        issue(acting.fresh(), post, "notice", receiver_unit=unit_named(acting, unit))


def _is_ordered(acting: Acting) -> bool:
    return steps.is_finished(acting) and all(one.stage != "found" for one in steps.findings(acting))


def _or_clear(sees: Any = None) -> Any:
    """Look at what a scene sees; where the last site was in order altogether, nothing is left to be done."""

    def seen(acting: Acting) -> bool:
        is_clear = steps.is_finished(acting) and not steps.followed(acting)
        return is_clear or (sees is not None and bool(sees(acting)))

    return seen


def _report(acting: Acting) -> None:
    acting.move(
        "report_rectified", holder(acting), photo_after=(snapshot(7),),
        result="水泵38台、编织袋300条、手电2支、雨衣50件、应急队员20人,与台账一致。",
    )  # fmt: skip


def _recheck(acting: Acting) -> None:
    acting.move("recheck", water_inspector(acting))


def _close(acting: Acting) -> None:
    post = water_inspector(acting)
    acting.move("close", post, findings="回头看:物资与台账一致,已整改到位。")
    unit = unit_named(acting, keeper(acting).unit_id)
    issue(acting.fresh(), post, "recheck", receiver_unit=unit)


def _is_over(state: CaseState) -> bool:
    return state.is_final


def _facts(acting: Acting) -> tuple[Fact, ...]:
    """Return what the campaign found and what became of it, and how the store stands."""
    found = steps.third_inspection(acting)
    store = steps.store_of(acting)
    if found is None or store is None:
        return ()
    cases = [one for one in steps.all_findings(acting) if one.stage != "void"]
    done = sum(one.stage == "closed" for one in cases)
    left = len(cases) - done
    post, campaign = water_inspector(acting), found.head.campaign
    rows = (
        Fact(label=W("三处地方查出", "Found at the sites"), words=W(f"{len(cases)} 项", f"{len(cases)}")),
        Fact(
            label=W("已整改", "Put right"), page="/console/inspections/campaigns", post=post,
            words=W(f"{len(cases)} 项里 {done} 项", f"{done} of {len(cases)}"),
            opens=W("看专项检查", "See the campaign"),
        ),
        Fact(
            label=W("还没整改", "Open"), page=f"/console/hazards?campaign={campaign}", post=post,
            words=W(f"{left} 项,逐项列着", f"{left}, listed one by one"),
            opens=W("打开清单", "Open the list"),
        ),
    )  # fmt: skip
    short = [one for one in store.listed if one.at_hand(acting.office.directory.calendar.local_date(acting.now))
             < one.minimum]  # fmt: skip
    words = W("账物相符", "As the list asks")
    if short:
        words = W(
            "、".join(f"{one.name}缺 {one.minimum - one.in_store} {one.measure}" for one in short),
            ", ".join(f"{one.name}: {one.minimum - one.in_store} missing" for one in short),
        )
    site = Fact(
        label=W("防汛物资点", "Flood store"), words=words, page=f"/console/supplies/{store.id}", post=keeper(acting),
        opens=W("看台账", "See its list"),
    )  # fmt: skip
    return (*rows, site)


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
    facts=_facts,
    finds=steps.followed,
    scenes=(
        Scene(
            key="begin", who=water_inspector, page="", do=steps.begin, has_happened=lambda state: bool(state.seq),
            sees=lambda acting: steps.third_inspection(acting) is not None, role=INSPECTOR,
            title=W("专项检查开始:两处已查,10 项当场改好", "A campaign: two sites seen, 10 findings put right at once"),
            told=W("汛期的检查按日历开启。前两处按当时的操作补录,每项整改都附照片;第三处已经排好,等您去看。",
                   "The calendar switches the season on. Two sites are entered by the same actions, each finding with "
                   "its photo; the third is planned and waits for you."),
        ),
        Scene(
            key="look", who=water_inspector, page="", leads=_look_page, do=steps.look,
            has_happened=lambda state: bool(state.seq), sees=steps.is_finished, role=INSPECTOR,
            title=W("第三处:逐项检查,查出 5 项", "The third site, item by item: 5 findings"),
            told=W("按防汛检查清单一项一项看:物资、队伍、值班、预案、设备。现场签字,检查一结束,不合格的就各成一件隐患,记录出成纸。",
                   "By the flood list: supplies, team, rota, plan, upkeep. The place signs; as it ends each finding "
                   "becomes a hazard, and the record is a paper."),
        ),
        Scene(
            key="order", who=water_inspector, page="", leads=_order_page, do=_order, has_happened=_is_over,
            sees=_or_clear(_is_ordered), role=INSPECTOR,
            title=W("小的当场改,其余发整改通知书", "Small ones on the spot, a notice for the rest"),
            told=W("2 项当场改好、附照片;物资等 3 项要几天,发整改通知书,时限自己走。清单里只有这一次查出的。",
                   "Two are put right at once, each with a photo; three need days and get a notice with a clock. "
                   "The list holds what this inspection found."),
        ),
        Scene(
            key="count", who=keeper, page="", leads=_count_page, do=steps.count, has_happened=_is_over,
            sees=_or_clear(steps.is_counted), role=KEEPER,
            title=W("手机上清点物资:雨衣缺 15 件", "Counts the store on the phone: 15 raincoats are missing"),
            told=W("应备水泵 38 台、编织袋 300 条、手电 2 支、雨衣 50 件、应急队员 20 人。"
                   "数出来是 35 件雨衣;低于下限,自己立一件事。",
                   "Due: 38 pumps, 300 bags, 2 torches, 50 raincoats, 20 people. There are 35 raincoats; below its "
                   "minimum a shortage files itself."),
        ),
        Scene(
            key="fill", who=keeper, page="", leads=_fill_page, do=steps.fill_up, has_happened=_is_over,
            sees=_or_clear(steps.is_complete), role=KEEPER,
            title=W("补 15 件雨衣入库,账物相符", "Takes 15 raincoats in; the list is complete"),
            told=W("进出都记在台账上,谁在什么时候领了多少,一行一行看得到。",
                   "What goes in or out stands in the books, line by line."),
        ),
        Scene(
            key="report", who=holder, page=CASE_PAGE, do=_report, has_happened=has_done("report_rectified"),
            sees=_or_clear(), role=KEEPER, title=W("补齐了,附照片报告", "Made up, and reported with a photo"),
            told=W("报告以后离开整改人的手,等没有经手的人复查。", "From here it waits for somebody who took no part."),
        ),
        Scene(
            key="recheck", who=water_inspector, page=CASE_PAGE, do=_recheck, has_happened=has_done("recheck"),
            sees=_or_clear(), role=INSPECTOR, title=W("“回头看”:到现场复查", "The look back: rechecked on the spot"),
            told=W("谁改的谁不能复查,可以先试。", "Whoever put it right may not recheck it. Try it."),
            attempt=Attempt(title=W("让管理员自己复查", "Let the keeper recheck"), do=recheck_oneself),
        ),
        Scene(
            key="close", who=water_inspector, page=CASE_PAGE, do=_close, has_happened=_is_over, sees=_or_clear(),
            role=INSPECTOR,
            title=W("销号,出复查意见书:改了 13 项,还有 2 项", "Closed with its opinion: 13 put right, 2 left"),
            told=W("剩下两项时限没到,照样开着,列在清单里;超了时限自己上移。",
                   "The two left stay open on the list, or move up if late."),
        ),
    ),
)  # fmt: skip
