"""Story: stones fell on e-bikes. One event, three tracks: the hazard, the damage, and every estate alike."""

from datetime import timedelta
from typing import Any

from linli.actions.deciding import FiledCase, Filing
from linli.actions.sweeps import begin_sweep, check_place, close_sweep, open_sweep, raise_hazard, sweeps_for
from linli.demo import compensation_steps as tracks
from linli.demo.hazard_steps import HAZARD, file_hazard, inspectors, place_with_company, raised_from, recheck_oneself
from linli.demo.paper_steps import issue
from linli.demo.snapshots import snapshot
from linli.demo.stories import Acting, Attempt, Fact, Scene, Story, holder, street_dispatcher, street_operator
from linli.domain.area import AreaLevel
from linli.domain.place import PlaceKind
from linli.domain.sweep import Outcome, Sweep, SweepPlan, like_places
from linli.domain.unit import Post
from linli.domain.wording import Wording as W
from linli.procedures import procedure_of

CASE_PAGE, DISPUTE_PAGE = "/console/cases/{id}", "/console/cases/{raised}"
FACADE, HOUSING = "building.facade", "dept-housing"
LIKE_LEAST, DUE_DAYS = 2, 7
NOTICE: dict[str, Any] = {
    "problem": "楼体东侧外墙石材空鼓松动,已有石块坠落。",
    "measures": "立即围挡看护,清除松动石材,全面敲检后修缮。",
    "legal_basis": "物业管理条例第五十五条;安全生产法第四十一条",
}


def _find(acting: Acting) -> FiledCase:
    place, _company = place_with_company(acting, PlaceKind.ESTATE)
    return file_hazard(
        acting, acting.cast.grid_worker(place.area_path), place, category=FACADE, found_in="round", urgency="urgent",
        title="楼体老化坠石", problem="楼体东侧掉下四块石头,砸坏楼下三辆电动车,没有伤人,已拉警戒线。",
        photo_before=(snapshot(1),),
    )  # fmt: skip


def _finder(acting: Acting) -> Post:
    """Return the worker of the grid in which it is found."""
    return acting.cast.grid_worker(place_with_company(acting, PlaceKind.ESTATE)[0].area_path)


def _hand_on(acting: Acting) -> None:
    unit = acting.cast.unit(HOUSING)
    acting.move("hand_on", holder(acting), unit=unit.id, reason="社区没有执法权,移送住建局。")


def inspector(acting: Acting) -> Post:
    """Return the inspector of the housing bureau who orders."""
    return inspectors(acting, HOUSING)[0]


def _order(acting: Acting) -> None:
    first, second = inspectors(acting, HOUSING)
    _order_with(acting, first, second)


def _order_alone(acting: Acting) -> None:
    first = inspector(acting)
    _order_with(acting, first, first)


def _order_with(acting: Acting, first: Post, second: Post) -> None:
    company = place_with_company(acting, PlaceKind.ESTATE)[1]
    acting.move("order_correction", first, unit=company.id, second_inspector=second.id, due_date=_day(acting), **NOTICE)
    issue(acting.fresh(), first, "correction", receiver_unit=company.name)


def _day(acting: Acting) -> str:
    return (acting.office.directory.calendar.local_date(acting.now) + timedelta(days=DUE_DAYS)).isoformat()


def _begin_sweep(acting: Acting) -> None:
    post = street_dispatcher(acting)
    plan = SweepPlan(
        case=acting.state.id, kind=PlaceKind.ESTATE.value, area=_area_with_like(acting), overseer=post.id,
        due_date=_day(acting),
    )  # fmt: skip
    begin_sweep(acting.office, post, plan, command_id=f"story/{acting.token}/sweep", now=acting.now)


def _area_with_like(acting: Acting) -> str:
    """Return the community where it has estates enough to look at, else the street."""
    tree, places = acting.office.directory.tree, acting.office.directory.setup.places
    own = acting.state.notes.get("place", "")
    for level in (AreaLevel.COMMUNITY, AreaLevel.SUBDISTRICT):
        area = tree.at_level(acting.state.area, level)
        if area and len(like_places(places, kind=PlaceKind.ESTATE, area=area.path, but=own)) >= LIKE_LEAST:
            return area.path
    raise LookupError(acting.state.area)


def _sweep(acting: Acting) -> Sweep | None:
    post = street_dispatcher(acting)
    lines = sweeps_for(acting.office, post, case_id=acting.state.id)
    return open_sweep(acting.office, post, lines[0].id) if lines else None


def _look(acting: Acting) -> None:
    """Look at every estate that is left: in the first of them something is found."""
    sweep = _sweep(acting)
    for number, spot in enumerate(sweep.spots.values() if sweep else ()):
        if sweep is None or spot.outcome != Outcome.PENDING:
            continue
        able = acting.cast.has_grid_worker(spot.area)
        post = acting.cast.grid_worker(spot.area) if able else street_dispatcher(acting)
        command_id = f"story/{acting.token}/spot{number}"
        if number:
            check_place(
                acting.office, post, sweep.id, spot.place, Outcome.NOTHING.value, command_id=command_id, now=acting.now
            )
        else:
            fields = {"category": FACADE, "severity": "general", "title": "同类楼栋外墙空鼓"}
            filing = Filing(command_id=command_id, procedure="hazard", fields=fields)
            raise_hazard(acting.office, post, sweep.id, spot.place, filing, now=acting.now)


def _end_sweep(acting: Acting) -> None:
    sweep = _sweep(acting)
    if sweep is not None:
        command_id = f"story/{acting.token}/swept{sweep.seq}"
        close_sweep(acting.office, street_dispatcher(acting), sweep.id, command_id=command_id, now=acting.now)


def _is_looked_at(acting: Acting) -> bool:
    sweep = _sweep(acting)
    return sweep is not None and sweep.coverage.checked == sweep.coverage.total


def _is_swept(acting: Acting) -> bool:
    sweep = _sweep(acting)
    return sweep is not None and not sweep.is_open


def _rectify(acting: Acting) -> None:
    acting.move("begin", holder(acting), note="围挡已设,请有资质的队伍上墙。")
    step = acting.fresh()
    step.move(
        "report_rectified", holder(step), photo_after=(snapshot(3),),
        result="松动石材全部清除,四面敲检,空鼓处挂网重做。",
    )  # fmt: skip


def _recheck(acting: Acting) -> None:
    acting.move("recheck", inspector(acting))
    acting.fresh().move("close", inspector(acting), findings="逐面敲检无空鼓,围挡已撤。", photo_after=(snapshot(4),))
    company = place_with_company(acting, PlaceKind.ESTATE)[1]
    issue(acting.fresh(), inspector(acting), "recheck", receiver_unit=company.name)


def _new_page(_acting: Acting) -> str:
    return "/console/hazards/new"


def _sweep_new_page(acting: Acting) -> str:
    return f"/console/hazards/{acting.state.id}/sweep"


def _sweep_page(acting: Acting) -> str:
    sweep = _sweep(acting)
    return f"/console/hazards/sweeps/{sweep.id}" if sweep else _sweep_new_page(acting)


def _facts(acting: Acting) -> tuple[Fact, ...]:
    """Return how each of the three tracks stands."""
    if not acting.state.seq:
        return ()
    facts = list[Fact]()
    sweep = _sweep(acting)
    if sweep is not None:
        seen = sweep.coverage
        words = W(f"看了 {seen.checked} / {seen.total} 处,发现 {seen.found} 处",
                  f"{seen.checked} of {seen.total} seen, {seen.found} found")  # fmt: skip
        facts.append(Fact(
            label=W("同类排查", "Sweep of like places"), words=words, page=_sweep_page(acting),
            post=street_dispatcher(acting), opens=W("看排查", "See the sweep"),
        ))  # fmt: skip
    if raised_from(acting.state):
        state = tracks.on_dispute(acting).state
        stage = procedure_of(state.procedure, state.version).stage(state.stage)
        facts.append(Fact(label=W("赔偿纠纷", "The dispute"), words=stage.title))
    return tuple(facts)


def _over(*verbs: str) -> Any:
    return lambda state: state.is_final or bool(state.actors_of(verbs))


STREET, HOUSING_BUREAU = W("街道派遣员", "Street dispatcher"), W("住建局检查人员", "Housing inspectors")
STONES = Story(
    key="stones",
    title=W("坠石砸了电动车:一件事,三条线", "Falling stones hit e-bikes: one event, three tracks"),
    shows=W(
        "隐患要整改,损失要赔偿,同样的楼要排查:三条线各走各的程序、互相连着,谁也不等谁。",
        "The hazard is put right, the damage is paid for, and every building alike is looked at: three tracks, each "
        "by its own rules, linked, none waiting for another.",
    ),
    is_rated=False,
    mine="number",
    begins_with=HAZARD,
    facts=_facts,
    scenes=(
        Scene(
            key="find", who=_finder, page="", leads=_new_page, do=_find,
            has_happened=lambda state: state.seq > 0,
            role=W("网格员", "Grid worker"),
            title=W("巡查时发现坠石,登记隐患", "Finds it on a round, enters the hazard"),
            told=W("登记的是场所的状况:哪栋楼、什么样、有多急。写场所,不写人。",
                   "What is entered is the condition of a place: which building, what, how urgent. Never a person."),
        ),
        Scene(
            key="claim", who=street_operator, page="/console/dispute/new", do=tracks.claim,
            has_happened=lambda state: bool(raised_from(state)), role=W("受理员", "Operator"),
            title=W("车主来要赔偿,另立一件纠纷,两件挂上", "Owners want to be paid: a dispute of its own, linked"),
            told=W("赔偿是当事人之间的事,密封办理。先登记纠纷,记下编号,再到隐患页面“关联另一件事项”。",
                   "Compensation is between the parties and sealed. Register the dispute, note its number, then link "
                   "it on the hazard's page."),
        ),
        Scene(
            key="hand_on", who=holder, page=CASE_PAGE, do=_hand_on, has_happened=_over("hand_on", "order_correction"),
            role=W("网格员", "Grid worker"),
            title=W("隐患移送有权的住建局", "The hazard goes to the bureau that has the power"),
            told=W("社区没有执法权,移送有权的单位;损失和隐患分开办,谁也不等谁。",
                   "A community has no power to order. Damage and hazard go their own ways."),
        ),
        Scene(
            key="order", who=inspector, page=CASE_PAGE, do=_order, has_happened=_over("order_correction"),
            role=HOUSING_BUREAU, title=W("两人检查,责令限期改正", "Two inspectors order it corrected by a date"),
            told=W("执法检查要两个人,另一名不能填自己;物业是整改责任单位。",
                   "An inspection by law takes two people. The property company has to put it right."),
            attempt=Attempt(title=W("让一个人自己下通知", "Let one inspector order it alone"), do=_order_alone),
        ),
        Scene(
            key="sweep", who=street_dispatcher, page="", leads=_sweep_new_page, do=_begin_sweep,
            has_happened=lambda state: state.is_final, sees=lambda acting: _sweep(acting) is not None, role=STREET,
            title=W("举一反三:同类小区逐个排查", "Like places: every estate nearby is to be looked at"),
            told=W("一处出事,同类都看。名单来自场所名录,开始时就定下来,一个也不能漏。",
                   "The list comes from the register of places and is fixed at the start; none can be left out."),
        ),
        Scene(
            key="look", who=street_dispatcher, page="", leads=_sweep_page, do=_look,
            has_happened=lambda state: state.is_final, sees=_is_looked_at, role=W("各网格员", "Grid workers"),
            title=W("一处一处看,又发现一处", "Each is looked at, and one more is found"),
            told=W("发现的是另一件隐患,挂在第一件上。没有看完,排查就结束不了,可以先试。",
                   "What is found is a hazard of its own, linked to the first. Unfinished, a sweep cannot be closed."),
            attempt=Attempt(title=W("没看完就结束排查", "Close the sweep before all was seen"), do=_end_sweep),
        ),
        Scene(
            key="swept", who=street_dispatcher, page="", leads=_sweep_page, do=_end_sweep,
            has_happened=lambda state: state.is_final, sees=_is_swept, role=STREET,
            title=W("全部看完,结束排查", "All were seen; the sweep is closed"),
            told=W("只报看了几处、发现几处,不给小区和人排名。", "It says how many were seen, and ranks nobody."),
        ),
        Scene(
            key="assign", who=street_dispatcher, page=DISPUTE_PAGE, do=tracks.assign,
            has_happened=lambda state: state.is_final, sees=tracks.moved("assign"), role=STREET,
            title=W("纠纷交给社区调委会", "The dispute goes to the community mediators"),
            told=W("综治中心牵头,离当事人最近的先调。", "The centre leads; whoever is nearest mediates first."),
        ),
        Scene(
            key="consent", who=tracks.mediator, page=DISPUTE_PAGE, do=tracks.consent,
            has_happened=lambda state: state.is_final, sees=tracks.has_consent, role=W("调解员", "Mediator"),
            title=W("登记三方,三方都同意调解", "Three sides are entered; all three consent"),
            told=W("物业、开发公司、车主代表各自表示,有一方拒绝就不调。",
                   "Company, developer and the owners' representative each say so; one refusal ends it."),
        ),
        Scene(
            key="agree", who=tracks.mediator, page=DISPUTE_PAGE, do=tracks.agree,
            has_happened=lambda state: state.is_final, sees=tracks.moved("conclude"), role=W("调解员", "Mediator"),
            title=W("签赔偿协议:物业和开发公司各一半", "The compensation agreement: half each"),
            told=W("建筑物上的东西脱落伤人毁物,所有人、管理人要负责(民法典第一千二百五十三条)。签完出协议书。",
                   "Owners and managers answer for what falls off a building (Civil Code art. 1253)."),
        ),
        Scene(
            key="rectify", who=holder, page=CASE_PAGE, do=_rectify, has_happened=_over("report_rectified"),
            role=W("物业公司", "Property company"),
            title=W("整改,附照片报告", "Puts it right and reports with a photo"),
            told=W("赔了钱不等于隐患没了:整改照样要做完。", "Money paid is no hazard gone."),
        ),
        Scene(
            key="recheck", who=inspector, page=CASE_PAGE, do=_recheck, has_happened=lambda state: state.is_final,
            role=HOUSING_BUREAU, title=W("复查合格,销号", "Rechecked and closed"),
            told=W("自己改的自己不能说好了。", "Whoever put it right does not say that it is gone."),
            attempt=Attempt(title=W("让物业自己复查", "Let the company recheck it"), do=recheck_oneself),
        ),
    ),
)  # fmt: skip
