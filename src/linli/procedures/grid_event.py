"""网格事件 grid event: from collecting a report to closing it, checked by somebody who did not handle it.

Source: the seven steps of digital city management (collect, file, dispatch, handle, feed back, verify and
close, evaluate); handling limits by category × area class × urgency.
"""

from typing import Any

from linli.domain.engine.declarations import (
    Choice,
    ClockKind,
    ClockRule,
    Extension,
    Field,
    FieldType,
    Length,
    LengthFrom,
    LinkRule,
    Move,
    OnLapse,
    PartRule,
    Procedure,
    Relation,
    Second,
    Stage,
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.shared_moves import (
    ANY_OPEN,
    CENTRE,
    DECIDES,
    HOLDER,
    REQUESTER,
    part_like_co_handler,
)
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
HANDLED = ("accept", "start", "report_result", "solve_on_spot")
DESK_ROLES = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR})
DESK = Who(roles=DESK_ROLES, relations=frozenset({R.HOLDER, R.SUPERVISOR, R.UPPER_TIER}))
CHECKER = Who(
    roles=DESK_ROLES | {Role.GRID_WORKER, Role.GRID_LEADER, Role.FOLLOW_UP},
    relations=frozenset({R.SUPERVISOR, R.UPPER_TIER, R.HOLDER}),
    unlike_actor_of=HANDLED,
)
GRID_WORKER = Who(roles=frozenset({Role.GRID_WORKER, Role.GRID_LEADER}))
UNRELATED_GRID_WORKER = Who(roles=frozenset({Role.GRID_WORKER, Role.GRID_LEADER}), unlike_actor_of=HANDLED)
REOPENER = Who(roles=DECIDES.roles, relations=DECIDES.relations, unlike_actor_of=(*HANDLED, "close"))

STAGES = (
    Stage(
        key="reported",
        title=Wording("待受理", "Reported"),
        public_words=Wording("已收到,正在看", "Received; we are looking at it"),
        next_lawful_step=Wording(
            "中心会核实并转给责任单位", "The centre verifies it and finds the unit whose duty it is"
        ),
    ),
    Stage(
        key="verified",
        title=Wording("已核实", "Verified"),
        public_words=Wording("已到现场核实", "Verified on the spot"),
        next_lawful_step=Wording("中心会立案并派给责任单位", "The centre files it and sends it to the unit"),
    ),
    Stage(
        key="filed",
        title=Wording("已立案", "Filed"),
        public_words=Wording("已立案,正在派给责任单位", "Filed; it is being sent to the unit"),
        next_lawful_step=Wording("中心会派给责任单位", "The centre sends it to the unit"),
    ),
    Stage(
        key="dispatched",
        title=Wording("已派遣", "Dispatched"),
        public_words=Wording("已转给责任单位", "Sent to the unit whose duty it is"),
        next_lawful_step=Wording(
            "责任单位会接单或说明不归它管", "The unit takes it or explains why it is not its duty"
        ),
    ),
    Stage(
        key="accepted",
        title=Wording("已接单", "Accepted"),
        public_words=Wording("责任单位已接单", "The unit has taken it"),
        next_lawful_step=Wording("责任单位会去处置", "The unit goes to work"),
    ),
    Stage(
        key="handling",
        title=Wording("处置中", "Being handled"),
        public_words=Wording("正在处置", "Being handled"),
        next_lawful_step=Wording("处置后会有别的人核查", "Somebody else checks the work afterwards"),
    ),
    Stage(
        key="handled",
        title=Wording("待核查", "Handled"),
        public_words=Wording("已处置,等待核查", "Handled; waiting to be checked"),
        owner="dispatcher",
        next_lawful_step=Wording("由未经手的人核查", "Somebody who took no part checks it"),
    ),
    Stage(
        key="checking",
        title=Wording("核查中", "Being checked"),
        public_words=Wording("正在核查", "Being checked"),
        owner="dispatcher",
        next_lawful_step=Wording("核查通过后答复您并办结", "When it passes, you are answered and it is closed"),
    ),
    Stage(
        key="closed",
        title=Wording("已办结", "Closed"),
        public_words=Wording("已办结", "Closed"),
        kind=StageKind.FINAL,
        next_lawful_step=Wording("您可以评价;不满意可以请求重新办理", "You may rate it; if unhappy, ask to reopen"),
    ),
    Stage(
        key="rejected",
        title=Wording("不予受理", "Not taken in"),
        public_words=Wording("没有受理,原因已答复您", "Not taken in; the reason was given to you"),
        kind=StageKind.FINAL,
        next_lawful_step=Wording("您可以请求重新办理,或拨打 12345", "You may ask to reopen it, or call 12345"),
    ),
    Stage(
        key="deferred",
        title=Wording("缓办", "Deferred"),
        public_words=Wording("经批准暂缓办理", "Deferred with approval"),
        kind=StageKind.WAITING,
        next_lawful_step=Wording("条件具备后继续办理", "Work goes on when it can"),
    ),
    Stage(
        key="void",
        title=Wording("已作废", "Void"),
        public_words=Wording("已作废或撤回", "Void or withdrawn"),
        kind=StageKind.FINAL,
        next_lawful_step=Wording("您可以随时重新反映", "You may report again at any time"),
    ),
)

FIELDS = (
    Field(
        key="condition",
        title=Wording("现场达到什么样", "State on the spot"),
        type=FieldType.CHOICE,
        choices=(
            Choice(key="clean", title=Wording("已清理干净", "Cleaned")),
            Choice(key="removed", title=Wording("已清除", "Removed")),
            Choice(key="repaired", title=Wording("已修复", "Repaired")),
            Choice(key="explained", title=Wording("已解释说明", "Explained")),
        ),
    ),
    Field(
        key="finding",
        title=Wording("核实结果", "What was found"),
        type=FieldType.CHOICE,
        choices=(
            Choice(key="confirmed", title=Wording("属实", "Confirmed")),
            Choice(key="partly", title=Wording("部分属实", "Partly so")),
            Choice(key="not_found", title=Wording("现场未发现", "Not found on the spot")),
        ),
    ),
    Field(
        key="reject_reason",
        title=Wording("不受理的原因", "Why it is not taken in"),
        type=FieldType.CHOICE,
        choices=(
            Choice(key="not_found", title=Wording("现场未发现", "Not found on the spot")),
            Choice(key="elsewhere", title=Wording("不在本区", "Not in this district")),
            Choice(key="other_procedure", title=Wording("应走其他法定途径", "Another lawful route applies")),
            Choice(key="no_content", title=Wording("没有具体内容", "Nothing concrete")),
        ),
    ),
    Field(key="right_unit", title=Wording("应由哪个单位办", "The right unit"), type=FieldType.UNIT),
)


def _move(
    verb: str, title: Wording, past: Wording, before: tuple[str, ...], after: str | None, who: Who | tuple[Who, ...],
    **rest: Any,
) -> Move:  # fmt: skip
    ways = who if isinstance(who, tuple) else (who,)
    return Move(verb=verb, title=title, past=past, before=before, after=after, who=ways, **rest)


MOVES = (
    _move("file", Wording("登记", "Take in"), Wording("登记了这件事", "took it in"), ("*new",), "reported",
          Who(roles=DESK_ROLES | {Role.GRID_WORKER, Role.GRID_LEADER, Role.BUILDING_CONTACT, Role.FOLLOW_UP}),
          fields=("category", "area", "channel", "how_placed?", "requester?", "urgency?", "title?", "words?",
                  "place_words?", "point?", "photo?", "requester_name?", "requester_phone?", "requester_email?",
                  "requester_address?"),
          effects=("hold_centre",)),
    _move("solve_on_spot", Wording("当场解决", "Solved on the spot"), Wording("当场解决了", "solved it on the spot"),
          ("reported",), "closed", GRID_WORKER, guards=("answered",),
          fields=("result", "condition", "photo_after?", "answer?"),
          effects=("set_handler", "answered", "note:result=solved_on_spot")),
    _move("verify", Wording("现场核实", "Verify on the spot"), Wording("现场核实", "verified it on the spot"),
          ("reported", "filed"), "verified", (GRID_WORKER, DESK), fields=("finding", "photo_before?", "note?"),
          effects=("note:finding=$finding",)),
    _move("register", Wording("立案", "File"), Wording("立案", "filed it"),
          ("reported", "verified"), "filed", DESK, fields=("category?", "area?", "urgency?", "title?"),
          effects=("classify",)),
    _move("dispatch", Wording("派遣", "Dispatch"), Wording("派遣", "dispatched it"),
          ("filed",), "dispatched", DESK, guards=("target_can_take",),
          fields=("unit", "post?", "note?"), effects=("set_dispatcher", "hold_target", "note:agenda=",
                                                      "count:dispatches")),
    _move("reject", Wording("不予受理", "Do not take in"), Wording("没有受理", "did not take it in"),
          ("reported", "verified", "filed"), "rejected", DESK, fields=("reject_reason", "answer"),
          effects=("note:result=rejected", "note:answered=yes", "count:answers")),
    _move("void", Wording("作废", "Make void"), Wording("作废", "made it void"),
          ("reported", "verified", "filed"), "void", DESK, guards=("answered",), fields=("void_class", "reason"),
          effects=("note:result=void",),
          second=Second.UNIT),
    _move("accept", Wording("接单", "Accept"), Wording("接单", "accepted it"),
          ("dispatched",), "accepted", HOLDER, effects=("set_handler",)),
    _move("return", Wording("退回(不归我们管)", "Return (not our duty)"), Wording("退回", "returned it"),
          ("dispatched", "accepted"), "filed", HOLDER, fields=("right_unit", "reason"),
          effects=("count_wrong_hand_over", "count:returns", "hold_dispatcher")),
    _move("start", Wording("开始处置", "Start work"), Wording("开始处置", "started work"),
          ("accepted",), "handling", HOLDER, fields=("photo_before?",), effects=("set_handler",)),
    _move("reassign", Wording("改派", "Send to another unit"), Wording("改派", "sent it to another unit"),
          ("dispatched", "accepted", "handling"), "dispatched", DESK,
          guards=("target_is_other_unit", "target_can_take"), fields=("unit", "post?", "reason"),
          effects=("set_dispatcher", "hold_target", "note:agenda=", "count:reassignments")),
    _move("report_result", Wording("反馈处置结果", "Report the result"),
          Wording("反馈了处置结果", "reported the result"),
          ("accepted", "handling"), "handled", HOLDER, fields=("result", "condition", "photo_after?"),
          effects=("set_handler", "note:condition=$condition", "hold_dispatcher")),
    _move("check", Wording("开始核查", "Start the check"), Wording("开始核查", "started the check"),
          ("handled",), "checking", (CHECKER, UNRELATED_GRID_WORKER), fields=("photo_after?", "note?")),
    _move("rework", Wording("退回返工", "Send back for rework"),
          Wording("核查未通过,退回返工", "sent it back for rework"),
          ("handled", "checking"), "dispatched", (CHECKER,), fields=("reason", "photo?"),
          effects=("count:reworks", "note:answered=", "hold_handler")),
    _move("close", Wording("核查结案", "Check and close"), Wording("核查通过,办结", "closed it"),
          ("checking",), "closed", CHECKER, guards=("answered", "parts_done:co_handler"), fields=("note?",),
          effects=("note:result=closed",)),
    _move("defer", Wording("申请缓办", "Ask to defer"), Wording("缓办", "deferred it"),
          ("accepted", "handling"), "deferred", HOLDER, fields=("reason",), effects=("count:deferrals",),
          second=Second.UNIT),
    _move("take_up", Wording("继续办理", "Take up again"), Wording("继续办理", "took it up again"),
          ("deferred",), "handling", (HOLDER, CENTRE), fields=("reason?",)),
    _move("withdraw", Wording("撤回", "Withdraw"), Wording("撤回了这件事", "withdrew it"),
          ANY_OPEN, "void", REQUESTER, guards=("has_requester",), fields=("reason?",),
          effects=("note:result=withdrawn",)),
    _move("reopen", Wording("重新办理", "Reopen"), Wording("决定重新办理", "reopened it"),
          ("closed", "rejected", "void"), "filed", REOPENER, guards=("reopen_asked",), fields=("reason",),
          effects=("note:reopen_asked=", "note:answered=", "note:result=", "count:reopens", "hold_self")),
    _move("close_merged", Wording("随主件办结", "Close with the main matter"),
          Wording("主件办结,一并办结", "closed with the main matter"),
          ANY_OPEN, "closed", (), effects=("note:result=merged",), trigger=Trigger.ROLL_UP),
)  # fmt: skip

CLOCKS = (
    ClockRule(key="wait", title=Wording("居民一共等了", "The resident's whole wait"), kind=ClockKind.WAIT,
              start=("verb.file", "verb.reopen"), stop=("stage.*final",), length=fixed(15), unit=ClockUnit.DAY,
              source=Wording("一般事项 15 日内答复(本区约定)",
                             "Ordinary matters are answered within 15 days (agreed in this district)")),
    ClockRule(key="take_in", title=Wording("受理", "Take in"), kind=ClockKind.STEP,
              start=("stage.reported",), stop=("stage.filed", "stage.*final"), length=fixed(2),
              unit=ClockUnit.WORKING_HOUR,
              source=Wording("网上来件 2 小时内受理", "Reports from the web are taken in within 2 hours"),
              on_lapse=OnLapse.ESCALATE),
    ClockRule(key="dispatching", title=Wording("派遣", "Dispatch"), kind=ClockKind.STEP,
              start=("stage.filed",), stop=("stage.dispatched", "stage.*final"), length=fixed(4),
              unit=ClockUnit.WORKING_HOUR,
              source=Wording("立案后 4 个工作时内派遣", "Dispatched within 4 working hours of filing"),
              on_lapse=OnLapse.ESCALATE),
    ClockRule(key="accepting", title=Wording("接单", "Accept"), kind=ClockKind.STEP,
              start=("stage.dispatched",), stop=("stage.accepted", "stage.filed", "stage.*final"), length=fixed(4),
              unit=ClockUnit.WORKING_HOUR,
              source=Wording("派遣后 4 个工作时内接单或退回",
                             "Accepted or returned within 4 working hours of the dispatch")),
    ClockRule(key="handling", title=Wording("处置", "Handle"), kind=ClockKind.STEP,
              start=("stage.dispatched",), stop=("stage.handled", "stage.filed", "stage.*final"),
              length=Length(source=LengthFrom.MATRIX, key="handling_limit"), unit=ClockUnit.WORKING_DAY,
              source=Wording("处置时限表:类别 × 区域 × 缓急", "Table of handling limits: category × area × urgency"),
              pauses=("waiting_for_requester", "appraisal", "weather", "court", "stage.deferred"),
              extension=Extension(max_count=1, max_amount=10), on_lapse=OnLapse.ESCALATE),
    ClockRule(key="after_lapse", title=Wording("超时后处理", "After the lapse"), kind=ClockKind.STEP,
              start=("verb.escalate_lapsed",), stop=("stage.handled", "stage.filed", "stage.dispatched",
                                                     "stage.*final"),
              length=fixed(8), unit=ClockUnit.WORKING_HOUR,
              source=Wording("上移一级后 8 个工作时内接手", "Taken over within 8 working hours of moving up a tier"),
              on_lapse=OnLapse.ESCALATE),
    ClockRule(key="checking", title=Wording("核查", "Check"), kind=ClockKind.STEP,
              start=("stage.handled",), stop=("stage.dispatched", "stage.*final"), length=fixed(2),
              unit=ClockUnit.WORKING_DAY,
              source=Wording("反馈后 2 个工作日内核查", "Checked within 2 working days of the result"),
              on_lapse=OnLapse.ESCALATE),
    ClockRule(key="supervision", title=Wording("督办", "Supervision"), kind=ClockKind.RESPONSE,
              start=("verb.supervise",), stop=("stage.handled", "stage.*final"),
              length=Length(source=LengthFrom.FIELD, key="due_date"), unit=ClockUnit.DAY,
              source=Wording("督办单所定期限", "The date set in the supervision order")),
    ClockRule(key="reopening", title=Wording("答复重办请求", "Decide on reopening"), kind=ClockKind.RESPONSE,
              start=("verb.ask_reopen",), stop=("verb.reopen", "verb.refuse_reopen"), length=fixed(3),
              unit=ClockUnit.WORKING_DAY,
              source=Wording("3 个工作日内答复(本区约定)", "Answered within 3 working days (agreed in this district)")),
    ClockRule(key="rating_right", title=Wording("可以评价", "Right to rate"), kind=ClockKind.RIGHT,
              start=("stage.*final",), stop=("verb.reopen",), length=fixed(30), unit=ClockUnit.DAY,
              source=Wording("办结后 30 日内(本区约定)", "Within 30 days of the closing (agreed in this district)"),
              on_lapse=OnLapse.CLOSE_RIGHT),
    ClockRule(key="reopen_right", title=Wording("可以请求重新办理", "Right to ask to reopen"), kind=ClockKind.RIGHT,
              start=("stage.*final",), stop=("verb.reopen",), length=fixed(30), unit=ClockUnit.DAY,
              source=Wording("办结后 30 日内(本区约定)", "Within 30 days of the closing (agreed in this district)"),
              on_lapse=OnLapse.CLOSE_RIGHT),
)  # fmt: skip

PARTS: tuple[PartRule, ...] = (
    part_like_co_handler(
        "co_handler",
        Wording("协办", "Co-handler"),
        clock=ClockRule(key="co_handling", title=Wording("协办答复", "Co-handler's reply"), kind=ClockKind.PART,
                        start=(), stop=(), length=fixed(2), unit=ClockUnit.WORKING_DAY,
                        source=Wording("协办 2 个工作日内答复,在总时限之内",
                                       "A co-handler replies within 2 working days, inside the whole limit")),
    ),
    part_like_co_handler(
        "responder",
        Wording("吹哨报到", "Called by whistle"),
        responders_parallel=True,
        clock=ClockRule(key="reporting_in", title=Wording("到场", "Report in"), kind=ClockKind.PART,
                        start=(), stop=("verb.report_in",), length=fixed(4), unit=ClockUnit.WORKING_HOUR,
                        source=Wording("吹哨后 4 个工作时内到场(本区约定)",
                                       "On the spot within 4 working hours of the whistle (agreed in this district)")),
    ),
)  # fmt: skip

PROCEDURE = Procedure(
    key="grid_event",
    version=1,
    title=Wording("网格事件", "Grid event"),
    source=Wording("GB/T 30428 系列(数字化城市管理)七步闭环",
                   "GB/T 30428 series (digital urban management), the loop of seven steps"),
    of="case",
    requester="optional",
    seal=Seal.OPEN,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=PARTS,
    links=(
        LinkRule(key="merged", title=Wording("并案", "Merged"), procedure="grid_event", relation="merged",
                 on_final="close_merged"),
        LinkRule(key="child", title=Wording("拆分", "Split off"), procedure="*", relation="child"),
        LinkRule(key="raised", title=Wording("由此产生", "Raised from"), procedure="*", relation="raised_from"),
    ),
    shared=frozenset({
        "note", "attach", "correct", "correct_closed", "erase", "hold_erasure", "lift_hold",
        "refer", "transfer", "whistle", "escalate",
        "escalate_lapsed", "ask_extension", "grant_extension", "refuse_extension", "pause", "resume", "supervise",
        "merge", "split", "answer", "follow_up", "rate", "rate_by_proxy", "ask_reopen", "refuse_reopen", "migrate",
        "recompute",
    }),
)  # fmt: skip
