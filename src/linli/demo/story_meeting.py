"""Story: a hard matter at the joint meeting: four things fixed, an order signed, and a call before it is struck off."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from linli.actions.batch import Batch
from linli.actions.deciding import FiledCase
from linli.demo import meeting_steps as steps
from linli.demo.stories import (
    Acting,
    Attempt,
    Scene,
    Story,
    caller,
    has_done,
    holder,
    resident,
    send_to_work,
)
from linli.domain.engine.state import CaseState
from linli.domain.engine.ticking import next_due
from linli.domain.meeting_checks import Fixing, Minutes
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording as W
from linli.store import journal

CATEGORY = "municipal.road_damage"
UNIT = "dept-housing"
CASE_PAGE = "/console/cases/{id}"
MEETINGS_PAGE = "/console/meetings"
PAST_DAYS = 75
MEASURES = "住建局牵头,水务、城管配合:十日内排干地下管沟并封堵渗水点,二十日内恢复路面,每三天在社区群公布进度。"
SUMMARY = "会议听取了塌陷路面的情况汇报。三个单位各说各的权属,两个多月没有修。会议明确由住建局牵头,费用先由区里垫付。"


def reported(acting: Acting, *, at: datetime, words: str, title: str) -> FiledCase:
    """Enter a report and what became of it first, each at its own time: taken in, sent out, accepted."""
    calendar = acting.office.directory.calendar
    morning = calendar.midnight(calendar.working_day_on_or_after(calendar.local_date(at))) + timedelta(hours=9.2)
    filed = acting.file(
        {
            "category": CATEGORY, "area": acting.grid, "channel": "web", "requester": "known",
            "requester_phone": "000-70000006", "words": words,
        },
        at=morning - timedelta(hours=13),
    )  # fmt: skip
    send_to_work(acting, filed, unit=acting.cast.unit(UNIT).id, title=title, morning=morning)
    return filed


def run_over(acting: Acting) -> None:
    """Let every clock of the matter that came due until now do what it does, one after another."""
    with transaction.atomic():
        batch = Batch(acting.office)
        due = next_due(batch.state(acting.state.stream))
        while due is not None and due <= acting.now and batch.tick(acting.state.stream, now=due):
            due = next_due(batch.state(acting.state.stream))
        batch.flush()


def _past(acting: Acting) -> FiledCase:
    with journal.one_transaction():
        return reported(
            acting, at=acting.now - timedelta(days=PAST_DAYS), title="小区西门外路面塌陷",
            words="西门外人行道塌了一个坑,下面是空的,围了两个锥桶就没人管了。住建、水务、城管都说不是自己的。",
        )  # fmt: skip


def _four(acting: Acting) -> Fixing:
    day = acting.office.directory.calendar.local_date(acting.now) + timedelta(days=20)
    return Fixing(
        sponsor=steps.sponsor_of(acting.cast).id, handler=_handler_post(acting).id, measures=MEASURES,
        due_date=day.isoformat(),
    )  # fmt: skip


def _handler_post(acting: Acting) -> Post:
    return acting.cast.posts(acting.cast.unit(UNIT), Role.HANDLER)[0]


def _fix(acting: Acting) -> None:
    steps.fix(acting, _four(acting))


def _fix_one_person(acting: Acting) -> None:
    head = acting.cast.posts(acting.cast.unit(UNIT), Role.UNIT_HEAD)[0]
    steps.fix(acting, Fixing(sponsor=head.id, handler=head.id, measures=MEASURES))


def _press(acting: Acting) -> FiledCase:
    minutes = Minutes(summary=SUMMARY, present=steps.circle(acting.cast))
    return steps.press(acting, steps.convener_of(acting.cast), minutes)


def _press_oneself(acting: Acting) -> None:
    minutes = Minutes(summary=SUMMARY, present=steps.circle(acting.cast))
    steps.press(acting, steps.coordinator_of(acting.cast), minutes)


def _order(acting: Acting) -> FiledCase:
    item = steps.on_item(acting)
    steps.order(item, due_in_days=10, reason="会后一周管沟仍未排水,请说明原因,专人负责,按会议定的日期完成。")
    return steps.filed_as(item)


def _answer(acting: Acting) -> None:
    acting.move("accept", holder(acting))
    step = acting.fresh()
    step.move(
        "respond", holder(step), part=steps.part_of(step.state, "issued"),
        order_answer="水泵没有到位,已从邻区调来两台,今天开始抽水,排水后三天内封堵,由副局长每天到场。",
    )  # fmt: skip


def _settle(acting: Acting) -> None:
    acting.move("settle", steps.convener_of(acting.cast), part=steps.part_of(acting.state, "answered"))


def _solve(acting: Acting) -> None:
    acting.move("report_solved", holder(acting), result="管沟已排干封堵,路面重新铺好,锥桶撤走,西门外可以走人和婴儿车。")


def _confirm(acting: Acting) -> None:
    acting.move("confirm", steps.sponsor_of(acting.cast), note="到现场走过,路面平整,没有积水。")


def _confirm_oneself(acting: Acting) -> None:
    acting.move("confirm", holder(acting))


def _call(acting: Acting) -> None:
    acting.move("call_solved", caller(acting), note="居民说路修好了,就是等了两个多月。")


def _is_item(state: CaseState) -> bool:
    return state.procedure == steps.ITEM


def _done(*verbs: str) -> Callable[[CaseState], bool]:
    return lambda state: _is_item(state) or bool(state.actors_of(verbs))


def _item_done(*verbs: str) -> Callable[[CaseState], bool]:
    return lambda state: _is_item(state) and has_done(*verbs)(state)


def _was_answered(state: CaseState) -> bool:
    return _is_item(state) and any(one.stage in ("answered", "settled") for one in state.parts.values())


def _was_settled(state: CaseState) -> bool:
    return _is_item(state) and any(one.stage == "settled" for one in state.parts.values())


def _was_fixed(state: CaseState) -> bool:
    return _is_item(state) or state.count("meetings") > 0


def _coordinator(acting: Acting) -> Post:
    return steps.coordinator_of(acting.cast)


def _convener(acting: Acting) -> Post:
    return steps.convener_of(acting.cast)


def _sponsor(acting: Acting) -> Post:
    return steps.sponsor_of(acting.cast)


def _holder_of_item(acting: Acting) -> Post:
    return holder(steps.on_item(acting))


OFFICE = W("联席会议办公室", "The meeting's office")
CONVENER = W("总召集人", "Chief convener")
HOUSING = W("区住建局", "Housing and Construction Bureau")
MEETING = Story(
    key="meeting",
    title=W("上会的难事:四定、督办、回访", "A hard matter at the joint meeting"),
    shows=W(
        "没人管的事不会一直躺着:超时自己上会,会上定人、定措施、定时限,定不全就签不了纪要;没有经手的人回访过,才销号。",
        "What nobody settles comes before the meeting by itself. Four things are fixed or there are no minutes; "
        "it is struck off only after a call by somebody who took no part.",
    ),
    is_rated=False,
    scenes=(
        Scene(
            key="past", who=resident, page="/r/{receipt}", do=_past, has_happened=_done("accept"),
            role=W("居民、街道、住建局", "Resident, street, Housing Bureau"),
            title=W("两个多月前:路面塌陷,派给住建局", "Over two months ago: a road sank in"),
            told=W("演示等不了两个月,这几步按当时的时间补录;用的是同样的操作和规则。",
                   "A demo cannot wait two months: these steps are entered with the times they would have had."),
        ),
        Scene(
            key="lapse", who=None, page="/r/{receipt}", do=run_over,
            has_happened=lambda state: _is_item(state) or bool(state.notes.get("agenda")),
            role=W("没有人,是系统", "Nobody: the house itself"),
            title=W("一级一级超时,自己排上会", "Over time tier by tier, and onto the agenda"),
            told=W("时限一到,事情先上移一级;最高一级也超时,就自动列入联席会议议题。",
                   "Each lapse moves it up a tier; over time at the top tier it comes before the joint meeting."),
        ),
        Scene(
            key="plan", who=_coordinator, page=MEETINGS_PAGE, do=steps.plan, has_happened=_was_fixed,
            sees=lambda acting: steps.sitting_of(acting) is not None, role=OFFICE,
            title=W("安排一次专题会", "Plans a sitting"),
            told=W("议题是系统自己列的,每一项写明为什么上会。这次只议这一件,其余的写明理由,留到下次。",
                   "The agenda builds itself and says why each item is on it. Here the rest is left for the next."),
        ),
        Scene(
            key="fix", who=_coordinator, page=MEETINGS_PAGE, do=_fix, has_happened=_was_fixed, sees=steps.is_fixed,
            role=OFFICE,
            title=W("四定:定包案领导、责任人、措施、时限", "Fixes the four: sponsor, handler, measures, date"),
            told=W("包案领导和责任人不能是同一个人,试试就知道。", "Sponsor and handler cannot be one person: try it."),
            attempt=Attempt(title=W("让一个人又包案又承办", "Let one person be both"), do=_fix_one_person),
        ),
        Scene(
            key="press", who=_convener, page=MEETINGS_PAGE, do=_press, has_happened=_was_fixed, role=CONVENER,
            title=W("总召集人签发会议纪要", "The convener makes the minutes"),
            told=W("纪要一签,这件事就成为有编号、有时限的联席会议事项;四定缺一项,整份纪要都签不了。",
                   "With the minutes it becomes an item with a number and a deadline. One of the four missing: none."),
            attempt=Attempt(title=W("让办公室自己签", "Let the office sign them"), do=_press_oneself),
        ),
        Scene(
            key="order", who=_convener, page="/console/meetings/orders", do=_order,
            has_happened=_item_done("supervise"), role=CONVENER,
            title=W("进展不够,签发督办单", "Too slow: signs a supervision order"),
            told=W("督办单自动编号,对的是单位;五个工作日不反馈,系统再催一次。",
                   "It takes the next number and goes to the unit. Unanswered for 5 working days, it repeats."),
        ),
        Scene(
            key="answer", who=_holder_of_item, page=CASE_PAGE, do=_answer, has_happened=_was_answered, role=HOUSING,
            title=W("接办,反馈督办", "Takes it on and answers the order"),
            told=W("写明为什么慢了、接下来怎么办。", "Why it was slow, and what comes now."),
        ),
        Scene(
            key="settle", who=_convener, page=CASE_PAGE, do=_settle, has_happened=_was_settled, role=CONVENER,
            title=W("督办办结", "Settles the order"),
            told=W("反馈不清的,可以退回再督办;督办没有办结,不能报化解。",
                   "An unclear answer goes back. While the order is open nothing can be reported solved."),
        ),
        Scene(
            key="solve", who=_holder_of_item, page=CASE_PAGE, do=_solve, has_happened=_item_done("report_solved"),
            role=HOUSING, title=W("报告已化解", "Reports it solved"),
            told=W("报了不算完,还要两个人点头。", "That is not the end: two more have to agree."),
        ),
        Scene(
            key="confirm", who=_sponsor, page=CASE_PAGE, do=_confirm, has_happened=_item_done("confirm"),
            role=W("包案领导", "Sponsor"),
            title=W("包案领导到现场确认", "The sponsor looks and confirms"),
            told=W("经手的人自己确认不了。", "Whoever handled it cannot confirm it."),
            attempt=Attempt(title=W("让承办人自己确认", "Let the handler confirm it"), do=_confirm_oneself),
        ),
        Scene(
            key="call", who=caller, page=CASE_PAGE, do=_call, has_happened=lambda state: state.is_final,
            role=W("回访员", "Follow-up desk"),
            title=W("打电话问居民:解决了吗", "Calls the resident: is it solved?"),
            told=W("说解决了才销号;没解决就退回再办。原来的反映另行答复居民。",
                   "Only then is it struck off; else it goes back. The report itself is answered separately."),
        ),
    ),
)  # fmt: skip
