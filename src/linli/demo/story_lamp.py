"""Story: a street lamp that nobody repaired in time. The clock runs out, the work really moves, and comes back."""

from datetime import datetime, timedelta

from django.db import transaction

from linli.actions.batch import Batch
from linli.actions.deciding import FiledCase
from linli.demo.snapshots import snapshot
from linli.demo.stories import (
    Acting,
    Scene,
    Story,
    caller,
    desk_that_closes,
    district,
    grid_worker,
    has_done,
    holder,
    resident,
    send_to_work,
)
from linli.domain.area import AreaLevel
from linli.domain.engine.context import RESIDENT
from linli.domain.engine.state import CaseState
from linli.domain.unit import Role
from linli.domain.wording import Wording as W
from linli.domain.working_time import ClockUnit, due_at
from linli.store import journal

CATEGORY = "municipal.street_lamp"
CASE_PAGE = "/console/cases/{id}"
DAYS_BACK_MAX = 40


def sent_at(acting: Acting, area: str) -> datetime:
    """Return the latest working morning on which a lamp must have been sent out to be overdue now."""
    calendar = acting.office.directory.calendar
    limit = acting.office.directory.limit(CATEGORY, area, "ordinary")
    today = calendar.local_date(acting.now)
    for back in range(1, DAYS_BACK_MAX):
        day = today - timedelta(days=back)
        moment = calendar.midnight(day) + timedelta(hours=9, minutes=10)
        due = due_at(moment, limit.length, ClockUnit(limit.unit), calendar)
        if calendar.is_working_day(day) and due < acting.now:
            return moment
    raise LookupError("no working day within reach")


def _past_days(acting: Acting) -> FiledCase:
    """Enter what happened on the days before, each at its own time, through the same actions as everything."""
    streets = sorted(area.path for area in acting.office.directory.tree if area.level is AreaLevel.SUBDISTRICT)
    grids = sorted(area.path for area in acting.office.directory.tree if area.level is AreaLevel.GRID)
    area = next(grid for grid in grids if grid.startswith(streets[2]))
    morning = sent_at(acting, area)
    with journal.one_transaction():
        filed = acting.file(
            {
                "category": CATEGORY, "area": area, "channel": "web", "requester": "known",
                "requester_phone": "000-70000002", "place_words": "巷口第三根灯杆",
                "words": "巷口第三盏路灯不亮好几天了,晚上下班走这段黑得很,老人不敢出门。",
            },
            at=morning - timedelta(hours=13, minutes=30),
        )  # fmt: skip
        unit = acting.cast.duty_unit(CATEGORY, area).id
        send_to_work(acting, filed, unit=unit, title="巷口路灯不亮", morning=morning)
    return filed


def _tick(acting: Acting) -> None:
    with transaction.atomic():
        batch = Batch(acting.office)
        batch.tick(acting.state.stream, now=acting.now)
        batch.flush()


def _has_lapsed(state: CaseState) -> bool:
    return state.count("escalations") > 0 or state.count("lapses") > 0


def _supervise(acting: Acting) -> None:
    calendar = acting.office.directory.calendar
    day = calendar.working_day_on_or_after(calendar.local_date(acting.now) + timedelta(days=1))
    acting.move(
        "supervise", district(Role.DISTRICT_COORDINATOR)(acting) or holder(acting), strength="order",
        order_number=f"云督〔{day.year}〕12号", due_date=day.isoformat(),
        reason="路灯超过三个工作日没有修好,请明确专人,按期修复并说明原因。",
    )  # fmt: skip


def _send_back(acting: Acting) -> None:
    unit = acting.cast.duty_unit(acting.state.category, acting.state.area)
    if acting.state.holder.unit == unit.id:
        unit = acting.cast.department_but({unit.id}, 1)
    acting.move(
        "reassign", district(Role.DISPATCHER)(acting) or holder(acting), unit=unit.id,
        reason="权属已经核清,仍由路灯管理所修复,今天安排人员。",
    )  # fmt: skip


def _handle(acting: Acting) -> None:
    worker = holder(acting)
    acting.move("accept", worker)
    acting.move("start", worker)
    acting.move(
        "report_result", worker, condition="repaired", photo_after=(snapshot(7),),
        result="灯杆内电缆接头烧坏,已更换接头和灯头,当晚亮灯。顺着这条线把另外五盏也查了。",
    )  # fmt: skip


def _has_come_back(state: CaseState) -> bool:
    sent = state.actors_of(("reassign",))
    return bool(sent) and any(act.seq > sent[-1].seq for act in state.actors_of(("report_result",)))


def _check(acting: Acting) -> None:
    acting.move("check", grid_worker(acting), note="晚上七点到现场看,六盏都亮。")


def _answer_and_close(acting: Acting) -> None:
    closer = desk_that_closes(acting)
    if acting.state.notes.get("answered") != "yes":
        acting.move(
            "answer", closer,
            answer="巷口的路灯已经修好,是地下电缆接头烧坏了。这件事超过了三个工作日的时限,是我们没有盯紧,向您道歉;"
            "区里已经发了督办单,路灯所把这条巷子的灯都查了一遍。",
        )  # fmt: skip
    acting.move("close", closer)


def _follow_up(acting: Acting) -> None:
    acting.move("follow_up", caller(acting), reached="reached", solved="solved", note="居民说灯亮了,但等得太久。")


def _rate(acting: Acting) -> None:
    acting.move("rate", RESIDENT, grade=3, comment="灯亮了,就是等得太久。")


LAMP = Story(
    key="lamp",
    title=W("路灯不亮,超时了", "A street lamp, and the time ran out"),
    shows=W(
        "时限到了不靠人记得:系统自己把事移到上一级,谁晚了、晚了多久都留在记录里,督办的是单位。",
        "A lapsed clock needs nobody's memory: the work really moves up one "
        "tier, who was late stays in the record, and "
        "the order goes to a unit, never a person.",
    ),
    scenes=(
        Scene(
            key="past",
            who=resident,
            page="/r/{receipt}",
            do=_past_days,
            has_happened=has_done("accept"),
            role=W("居民、街道、路灯所", "Resident, street, lamp station"),
            title=W("前几天:有人反映,街道派单,路灯所接单", "Some days ago: reported, sent out, accepted"),
            told=W(
                "时限要等几天才会到,演示等不了,所以按当时的时间补录这四步:晚上反映,第二天早上受理、派遣,路灯所接单。"
                "用的是同样的操作和同样的规则,只是时间写成那几天。从下一步起都是现在。",
                "A clock takes days to run out, and a demo cannot wait. So these four "
                "steps are entered with the times they "
                "would have had: reported in the evening, taken in and sent out next "
                "morning, accepted. Same actions, same "
                "rules; only the times lie back. From the next step on it is now.",
            ),
        ),
        Scene(
            key="lapse",
            who=None,
            page="/r/{receipt}",
            do=_tick,
            has_happened=_has_lapsed,
            role=W("没有人,是系统", "Nobody: the house itself"),
            title=W("时限到了,事情自己移到区里", "The time is up, and the matter moves to the district by itself"),
            told=W(
                "系统一直在查到期的时限(linli work)。按一下就查这一件:先提醒,再记超时,再上移一级,由区综治中心接手。"
                "晚查几天结果也一样。如果后台已经先查到,这一步会自己变成完成。",
                "The house keeps looking for clocks that came due (linli work). One "
                "press looks at this one: the lapse is "
                "noted and the work moves up one tier, to the district's centre. "
                "Looking later gives the same result. Where "
                "the background was quicker, this step is done already.",
            ),
        ),
        Scene(
            key="supervise",
            who=district(Role.DISTRICT_COORDINATOR),
            page=CASE_PAGE + "/do/supervise",
            do=_supervise,
            has_happened=has_done("supervise"),
            role=W("区级协调员", "District coordinator"),
            title=W("发督办单,定期限", "Issues a supervision order with a date"),
            told=W(
                "督办单有编号、有期限、有理由,对的是单位。点开时限能看到它是怎么算出来的:哪天开始、跳过了哪些休息日。",
                "The order has a number, a date and a reason, and goes to a unit. Any clock opens to show how it was "
                "reckoned: from when, and which days off were skipped.",
            ),
        ),
        Scene(
            key="send_back",
            who=district(Role.DISPATCHER),
            page=CASE_PAGE + "/do/reassign",
            do=_send_back,
            has_happened=has_done("reassign"),
            role=W("区派遣员", "District dispatcher"),
            title=W("核清权属,派回路灯所", "Clears up whose lamp it is and sends it back"),
            told=W(
                "派回去以后处置时限重新开始算;居民一共等了多久那只钟一直没停。",
                "The handling clock starts anew; the clock of the resident's whole wait has never stopped.",
            ),
        ),
        Scene(
            key="handle",
            who=holder,
            page=CASE_PAGE,
            do=_handle,
            has_happened=_has_come_back,
            role=W("路灯所承办人", "Handler at the lamp station"),
            title=W("当天修好,反馈结果", "Repairs it the same day and reports"),
            told=W(
                "接单、开始、反馈,一共三步,附上亮灯的照片。",
                "Accept, start, report: three moves, with a photo of the light.",
            ),
        ),
        Scene(
            key="check",
            who=grid_worker,
            page=CASE_PAGE,
            do=_check,
            has_happened=lambda state: _has_come_back(state) and bool(state.actors_of(("check", "close"))),
            role=W("网格员", "Grid worker"),
            title=W("晚上到现场看灯亮不亮", "Looks in the evening whether it shines"),
            told=W(
                "路灯白天看不出来。核查的人没有经手过这件事。",
                "By day one cannot tell. Whoever checks had no hand in it.",
            ),
        ),
        Scene(
            key="close",
            who=desk_that_closes,
            page=CASE_PAGE,
            do=_answer_and_close,
            has_happened=lambda state: state.is_final,
            role=W("区受理员", "District operator"),
            title=W("如实答复,办结", "Answers honestly and closes it"),
            told=W("答复里写明晚了、为什么晚。", "The answer says that it was late, and why."),
        ),
        Scene(
            key="follow_up",
            who=caller,
            page=CASE_PAGE + "/do/follow_up",
            do=_follow_up,
            has_happened=has_done("follow_up"),
            role=W("回访员", "Follow-up desk"),
            title=W("打电话回访", "Calls the resident"),
            told=W(
                "回访的人来自没有办过这件事的单位。没联系上也如实记下,不算满意。",
                "The caller is from a unit that did not handle it. Not reached is its "
                "own result and never counts as content.",
            ),
        ),
        Scene(
            key="rate",
            who=resident,
            page="/r/{receipt}",
            do=_rate,
            has_happened=has_done("rate", "rate_by_proxy"),
            role=W("居民", "Resident"),
            title=W("评价:修好了,就是晚了", "Rates it: repaired, but late"),
            told=W("不好的评价照样留着,照样计数。", "A poor rating stays and counts like any other."),
        ),
    ),
)
