"""Story: a stone fell from a facade. Taken in as urgent, made safe by a helper, repaired, checked by somebody else."""

from linli.actions.deciding import FiledCase
from linli.demo.snapshots import snapshot
from linli.demo.stories import (
    Acting,
    Attempt,
    Scene,
    Story,
    desk_that_closes,
    grid_worker,
    handler,
    has_done,
    holder,
    resident,
    street_dispatcher,
    street_operator,
)
from linli.domain.area import AreaLevel
from linli.domain.engine.context import RESIDENT
from linli.domain.engine.state import CaseState
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.domain.wording import Wording as W

CASE_PAGE = "/console/cases/{id}"


def grid_with_company(acting: Acting) -> str:
    """Return the first grid of a community whose estate has a property company, so that somebody can make it safe."""
    companies = sorted(
        (unit for unit in acting.office.directory.units.values() if unit.kind is UnitKind.PROPERTY_COMPANY),
        key=lambda unit: unit.key,
    )
    grids = sorted(area.path for area in acting.office.directory.tree if area.level is AreaLevel.GRID)
    return next(grid for grid in grids if grid.startswith(companies[0].area_path))


def _report(acting: Acting) -> FiledCase:
    area = grid_with_company(acting)
    fields = {
        "category": "building.facade", "area": area, "channel": "web", "requester": "known",
        "requester_phone": "000-70000001", "place_words": "6号楼东侧外墙",
        "words": "6号楼东边外墙掉了一块石头下来,有拳头大,砸在人行道上。没有伤到人,但孩子上学天天从这里走。",
        "photo": (snapshot(1),),
    }  # fmt: skip
    return acting.file(fields, at=acting.now)


def _take_in(acting: Acting) -> None:
    acting.move("register", street_operator(acting), urgency="urgent", title="6号楼外墙石块脱落")


def helper_of(acting: Acting) -> Unit | None:
    """Return who can make the place safe at once: the property company, else the committee."""
    state, directory = acting.state, acting.office.directory
    units = [unit for unit in directory.units.values() if state.area.startswith(unit.area_path)]
    for kind in (UnitKind.PROPERTY_COMPANY, UnitKind.COMMITTEE):
        for unit in units:
            if unit.kind is kind and unit.id != state.holder.unit:
                return unit
    return None


def _dispatch(acting: Acting) -> None:
    dispatcher, helper = street_dispatcher(acting), helper_of(acting)
    unit = acting.cast.duty_unit(acting.state.category, acting.state.area)
    acting.move("dispatch", dispatcher, unit=unit.id)
    if helper is not None and helper.id != unit.id:
        acting.move("refer", dispatcher, unit=helper.id, request="请马上拉警戒线,提醒居民绕行,修好以前派人看守。")


def _part_owner(acting: Acting) -> Post | None:
    parts = [part for part in acting.state.parts.values() if part.post]
    return acting.office.directory.posts.get(parts[0].post) if parts else street_dispatcher(acting)


def _make_safe(acting: Acting) -> None:
    owner = _part_owner(acting)
    for part in acting.state.parts.values():
        if owner is not None and part.stage == "asked":
            acting.move("report_in", owner, part=part.id)
        if owner is not None and part.stage in ("asked", "reported_in"):
            acting.move("reply", owner, part=part.id, note="已到场拉起警戒线,并请保安看守,居民改走西门。")


def _is_safe(state: CaseState) -> bool:
    """A matter that went on without a helper needs none."""
    is_sent = bool(state.actors_of(("dispatch",)))
    return is_sent and all(part.stage in ("replied", "recalled") for part in state.parts.values())


def _begin_work(acting: Acting) -> None:
    worker = holder(acting)
    if acting.state.stage == "dispatched":
        acting.move("accept", worker)
    acting.move("start", worker, photo_before=(snapshot(2),))


def _report_result(acting: Acting) -> None:
    acting.move(
        "report_result", holder(acting), condition="repaired", photo_after=(snapshot(3),),
        result="松动的石块已全部清除,外墙重新挂网抹灰。同一栋楼四面都敲过一遍,没有再发现空鼓。",
    )  # fmt: skip


def _check_own_work(acting: Acting) -> None:
    acting.move("check", other_post(acting, handler(acting)))


def other_post(acting: Acting, post: Post) -> Post:
    """Return the post of the same person that may check in this place, or the post itself where there is none."""
    others = (one for one in acting.office.directory.posts.values() if one.staff_id == post.staff_id)
    here = (one for one in others if one.role is Role.GRID_LEADER and acting.state.area.startswith(one.area_path))
    return next(here, post)


def _check(acting: Acting) -> None:
    acting.move("check", grid_worker(acting), photo_after=(snapshot(4),), note="到现场看过,墙面完好,警戒线已撤。")


def _answer_and_close(acting: Acting) -> None:
    closer = desk_that_closes(acting)
    if acting.state.notes.get("answered") != "yes":
        acting.move(
            "answer", closer,
            answer="您反映的6号楼外墙已经修好。区住建局把松动的石块都清了,整栋楼也查了一遍;网格员到现场看过。"
            "如果再看到有石块松动,请马上告诉我们,并先绕行。",
        )  # fmt: skip
    acting.move("close", closer)


def _rate(acting: Acting) -> None:
    acting.move("rate", RESIDENT, grade=5, comment="当天就拉了警戒线,心里踏实。")


FACADE = Story(
    key="facade",
    title=W("外墙掉下一块石头", "A stone fell from the facade"),
    shows=W(
        "紧急的事怎样立刻有人看守、谁的职责谁修、修好后由没经手的人核查,再用大白话答复。",
        "How an urgent matter is made safe at once, goes to the unit whose duty it is, is checked by somebody else, "
        "and is answered in plain words.",
    ),
    mine="receipt",
    scenes=(
        Scene(
            key="report",
            who=resident,
            page="/report/",
            do=_report,
            has_happened=lambda state: state.seq > 0,
            role=W("居民", "Resident"),
            title=W("看到石块掉下来,用手机反映", "Sees the stone fall and reports it by phone"),
            told=W(
                "不用注册:选地点、选类别、写几句、拍一张照片。姓名电话只有综治中心知道。提交后拿到一张回执。",
                "No account: the place, the kind, a few words, a photo. Name and number are known to the centre only. "
                "A receipt comes back at once.",
            ),
        ),
        Scene(
            key="take_in",
            who=street_operator,
            page="/console/desk/{id}",
            do=_take_in,
            has_happened=has_done("register"),
            role=W("受理员", "Operator"),
            title=W("在受理台受理,定为紧急", "Takes it in at the desk, as urgent"),
            told=W(
                "新来的事排在受理台上,两个工作时内要受理。受理员看照片和地点,定为紧急,写一个不提人的标题。",
                "New matters line up on the desk and must be taken in within two "
                "working hours. The operator looks at the "
                "photo, marks it urgent and gives it a title that names no person.",
            ),
        ),
        Scene(
            key="dispatch",
            who=street_dispatcher,
            page="/console/desk/{id}",
            do=_dispatch,
            has_happened=has_done("dispatch"),
            role=W("街道派遣员", "Street dispatcher"),
            title=W(
                "派给住建局,同时请物业协办", "Sends it to the housing bureau and asks the property company to help"
            ),
            told=W(
                "职责表说明外墙归谁管。等修的时候要有人看守,所以同时请物业协办:协办有自己的时限,算在总时限里面。",
                "The duty matrix says whose facades are. Somebody must stand guard "
                "until then, so the property company gets "
                "a part of its own, with its own clock inside the whole.",
            ),
        ),
        Scene(
            key="make_safe",
            who=_part_owner,
            page=CASE_PAGE,
            do=_make_safe,
            has_happened=_is_safe,
            role=W("物业(协办)", "Property company, helping"),
            title=W("到场拉警戒线,答复协办", "Comes, cordons it off, and replies"),
            told=W(
                "协办单位只看得到自己该看的。到场先报到,做完写一句答复。",
                "A helping unit sees what its part needs. It reports in, does it, and replies in a sentence.",
            ),
        ),
        Scene(
            key="begin",
            who=holder,
            page=CASE_PAGE,
            do=_begin_work,
            has_happened=lambda state: bool(state.actors_of(("start", "report_result"))),
            role=W("住建局承办人", "Handler at the housing bureau"),
            title=W("接单,开始处置", "Accepts it and starts work"),
            told=W(
                "四个工作时内要接单,不归自己管就退回并说明该谁管。页面上只有现在能按的按钮。",
                "It must be accepted within four working hours, or returned with the "
                "name of the right unit. The page shows "
                "only the buttons that may be pressed now.",
            ),
        ),
        Scene(
            key="result",
            who=holder,
            page=CASE_PAGE,
            do=_report_result,
            has_happened=has_done("report_result"),
            role=W("住建局承办人", "Handler at the housing bureau"),
            title=W("修好了,反馈结果和照片", "Repairs it and reports the result with a photo"),
            told=W(
                "写清楚做了什么、现场达到什么样。反馈以后,这件事离开承办人的手。",
                "What was done and how the place looks now. With the report the matter leaves the handler's hands.",
            ),
        ),
        Scene(
            key="check",
            who=grid_worker,
            page=CASE_PAGE,
            do=_check,
            has_happened=has_done("check", "close"),
            role=W("网格员", "Grid worker"),
            title=W("到现场核查", "Checks on the spot"),
            told=W(
                "核查必须由没有经手的人来做,换一个岗位也不行。住建局的承办人兼任这里的网格长,网格长本来可以核查:"
                "可以先试试让他来,系统会拒绝,并说出原因。",
                "A check is made by another person, not from another post. The handler is a part-time grid leader "
                "here, and grid leaders may check: let him try first. It is refused, and told why.",
            ),
            attempt=Attempt(
                title=W("试一试:让承办人以网格长身份核查", "Try it: let the handler check, as grid leader"),
                do=_check_own_work,
            ),
        ),
        Scene(
            key="close",
            who=desk_that_closes,
            page=CASE_PAGE,
            do=_answer_and_close,
            has_happened=lambda state: state.is_final,
            role=W("受理员", "Operator"),
            title=W("用大白话答复,办结", "Answers in plain words and closes it"),
            told=W(
                "没有答复就不能办结。居民在回执页上看到的,就是这里写的这几句。",
                "Nothing closes without an answer. What is written here is what the "
                "resident reads on the receipt page.",
            ),
        ),
        Scene(
            key="rate",
            who=resident,
            page="/r/{receipt}",
            do=_rate,
            has_happened=has_done("rate", "rate_by_proxy"),
            role=W("居民", "Resident"),
            title=W("凭回执看答复、评价", "Reads the answer and rates it, by the receipt"),
            told=W(
                "五档评价,从不预填。不满意可以请求重新办理,由上一级来定。",
                "Five grades, never filled in beforehand. Whoever is unhappy may ask "
                "to reopen it; one tier up decides.",
            ),
        ),
    ),
)
