"""联席会议事项 difficult_case: what a joint meeting fixed for a stuck matter, and what comes of it until the next.

Source: FIELD.md §2 (four fixed: sponsor, handler, measures, deadline; solved in time: call-back by the meeting's
office; not solved: supervision order at the next meeting, signed by the chief convener); 信访工作条例 (2022) arts. 8,
38-40 (joint meeting; supervision). The parent matter keeps its own clocks and its own answer to whoever asked.
"""

from linli.domain.engine.declarations import (
    ClockKind,
    ClockRule,
    Extension,
    FieldType,
    LinkRule,
    Move,
    OnLapse,
    Paper,
    PartRule,
    Procedure,
    Relation,
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, from_field, move, stage, words
from linli.domain.engine.shared_moves import HOLDER, PART_OWNER
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
SIGNER = Who(relations=frozenset({R.CONVENER}), roles=frozenset({Role.CONVENER}))
"""The convener of the meeting whose agenda it stands on, and nobody else."""
SPONSOR = Who(relations=frozenset({R.SPONSOR}))
CALLER = Who(
    relations=frozenset({R.SUPERVISOR}),
    roles=frozenset({Role.FOLLOW_UP, Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR}),
    unlike_actor_of=("accept", "report_solved", "confirm"),
)
"""The meeting's office: the follow-up team, or a desk of the centre that took no part."""
FIXED = ("unit", "sponsor_post", "measures", "due_date")
SOLVING = "solving"
ENDED = ("stage.*final",)
ORDERED = ("unit", "due_date", "reason", "order_number?")

STAGES = (
    stage("fixed", ("已四定", "Fixed"), ("联席会议已明确责任人、措施和时限",
                                       "The joint meeting fixed who does what by when"),
          ("承办单位接办", "The handling unit takes it on")),
    stage("handling", ("办理中", "Being handled"), ("按联席会议要求办理", "Handled as the joint meeting fixed"),
          ("按期化解,化解后回访", "Solved in time, then a call-back")),
    stage("reported", ("已报化解", "Reported solved"), ("承办单位报告已化解", "The handling unit reports it solved"),
          ("包案领导确认", "The sponsor confirms")),
    stage("calling", ("待回访", "To be called back"), ("等待联席会议办公室回访", "The meeting's office will call"),
          ("由没有经手的人回访", "Somebody who took no part calls")),
    stage("closed", ("已销号", "Struck off"), ("已化解并回访", "Solved and called back"),
          ("原事项另行答复", "The matter itself is answered separately"), StageKind.FINAL),
    stage("cancelled", ("已撤销", "Called off"), ("联席会议已撤销", "Called off by the joint meeting"),
          ("原事项继续办理", "The matter itself goes on"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("category", "上会原因", "Why it came before the meeting", FieldType.CHOICE, choices=choices(
        ("difficult_case.overdue", "超期未办结", "Overdue"),
        ("difficult_case.escalated", "两次以上上报", "Escalated twice or more"),
        ("difficult_case.reopened", "两次以上重办", "Reopened twice or more"),
        ("difficult_case.agenda", "最高一级仍超期", "Over time at the top tier"),
        ("difficult_case.proposed", "会议办公室提请", "Proposed by the meeting's office"))),
    field("sponsor_post", "包案领导", "Sponsor", FieldType.POST),
    field("meeting_unit", "哪个联席会议", "Which joint meeting", FieldType.UNIT),
    field("meeting", "哪次会议", "Which sitting", FieldType.LINE, limit=40),
    field("asker", "有没有反映人", "Is there somebody who asked", FieldType.CHOICE, choices=choices(
        ("known", "有,可以联系", "Yes, and can be reached"), ("none", "没有或无法联系", "No, or cannot be reached"))),
    words("measures", "工作措施", "Measures", limit=1000),
    words("order_answer", "办理情况", "What was done", limit=2000),
    field("order_number", "督办文号", "Number of the order", FieldType.LINE, limit=60,
          hint=Wording("在会议页签发时自动编号", "Numbered by itself when signed on the meeting's page")),
)  # fmt: skip

MOVES = (
    move("file", ("会议定案", "Fix at the meeting"), ("联席会议明确了四定", "the joint meeting fixed the four"),
         before=("*new",), after="fixed", who=(Who(roles=frozenset({Role.CONVENER})),),
         guards=("target_can_take", "date_ahead:due_date"),
         fields=("category", "area", "channel", "title?", "urgency?", "other_case", "unit", "post?", "sponsor_post",
                 "measures", "due_date", "meeting_unit", "meeting", "asker"),
         effects=("hold_target", "note:sponsor=$sponsor_post", "note:agenda=$meeting_unit", "note:meeting=$meeting",
                  "note:asker=$asker", "link:stuck")),
    move("accept", ("接办", "Take it on"), ("接办", "took it on"), before=("fixed",), after="handling", who=(HOLDER,),
         fields=("note?",), effects=("set_handler",)),
    move("report_solved", ("报告已化解", "Report it solved"), ("报告已化解", "reported it solved"),
         before=("handling",), after="reported", who=(HOLDER,), guards=("parts_done:order", "parts_done:listing"),
         fields=("result", "photo_after?"), effects=("set_handler", "count:reports")),
    move("confirm", ("确认化解", "Confirm"), ("包案领导确认化解", "the sponsor confirmed it"), before=("reported",),
         after="calling", who=(Who(relations=frozenset({R.SPONSOR}), unlike_actor_of=("accept", "report_solved")),),
         fields=("note?",), effects=("note:confirmed=yes",)),
    move("send_back", ("退回再办", "Send it back"), ("包案领导退回再办", "the sponsor sent it back"),
         before=("reported",), after="handling", who=(SPONSOR,), fields=("reason",), effects=("count:reworks",)),
    move("confirm_lapsed", ("逾期转回访", "Go on to the call"), ("包案领导逾期未确认,转回访",
                                                                "the sponsor did not confirm in time; on to the call"),
         before=("reported",), after="calling", trigger=Trigger.CLOCK, effects=("count:unconfirmed",)),
    move("call_solved", ("回访:已化解,销号", "Called: solved, strike off"), ("回访确认已化解,销号",
                                                                         "the call confirmed it; struck off"),
         before=("calling",), after="closed", who=(CALLER,), guards=("unit_did_not_handle", "noted:asker=known"),
         fields=("note?",), effects=("note:reached=reached", "note:solved=solved", "note:result=solved",
                                     "count:call_backs")),
    move("call_unsolved", ("回访:没有化解,退回", "Called: not solved, send back"), ("回访:没有化解,退回再办",
                                                                              "the call found it unsolved"),
         before=("calling",), after="handling", who=(CALLER,), guards=("unit_did_not_handle", "noted:asker=known"),
         fields=("note",), effects=("note:reached=reached", "note:solved=unsolved", "count:call_backs",
                                    "count:reworks")),
    move("call_unreached", ("回访:未联系上", "Called: not reached"), ("回访未联系上", "nobody was reached"),
         before=("calling",), who=(CALLER,), guards=("unit_did_not_handle", "noted:asker=known"), fields=("note?",),
         effects=("note:reached=not_reached", "count:calls_unreached")),
    move("close_unreached", ("未联系上,销号", "Strike off, not reached"), ("未联系上,说明理由后销号",
                                                                       "struck off with a reason: nobody was reached"),
         before=("calling",), after="closed", who=(CALLER,),
         guards=("unit_did_not_handle", "noted:reached=not_reached"), fields=("reason",),
         effects=("note:result=solved",)),
    move("close_uncalled", ("无反映人,核实销号", "Check and strike off"), ("没有反映人,核实后销号",
                                                                      "nobody had asked; checked and struck off"),
         before=("calling",), after="closed", who=(CALLER,), guards=("unit_did_not_handle", "noted:asker=none"),
         fields=("note",), effects=("note:result=solved",)),
    move("fall_due", ("到期未化解", "Not solved in time"), ("到期未化解,提交下次会议",
                                                        "not solved in time; on to the next meeting"),
         trigger=Trigger.CLOCK, effects=("note:missed=yes", "count:missed")),
    move("remind", ("提醒", "Remind"), ("签发了督办提醒", "signed a reminder"), before=("fixed", "handling"),
         who=(SIGNER,), guards=("date_ahead:due_date", "target_can_take"), fields=ORDERED,
         effects=("add_part:reminder", "count:supervisions", "note:supervised=reminder")),
    move("supervise", ("签发督办单", "Sign an order"), ("签发了督办单", "signed a supervision order"),
         before=("fixed", "handling"), who=(SIGNER,), guards=("date_ahead:due_date", "target_can_take"),
         fields=ORDERED, effects=("add_part:order", "count:supervisions", "note:supervised=order")),
    move("list_publicly", ("挂牌督办", "List for supervision"), ("挂牌督办", "listed it for supervision"),
         before=("fixed", "handling"), who=(SIGNER,), guards=("date_ahead:due_date", "target_can_take"),
         fields=ORDERED, effects=("add_part:listing", "count:supervisions", "note:supervised=listed")),
    move("call_off", ("撤销", "Call off"), ("联席会议撤销了此项", "the meeting called it off"), after="cancelled",
         who=(SIGNER,), fields=("reason",), effects=("note:result=cancelled",)),
)  # fmt: skip

ORDER_STAGES = (
    stage("issued", ("待反馈", "To be answered"), ("已督办", "Ordered"), ("责任单位反馈", "The unit answers")),
    stage("answered", ("已反馈", "Answered"), ("已反馈", "Answered"), ("召集人审核", "The convener checks")),
    stage("settled", ("已办结", "Settled"), ("已办结", "Settled"), ("无", "Nothing more"), StageKind.FINAL),
)  # fmt: skip


def _order_moves() -> tuple[Move, ...]:
    return (
        move("respond", ("反馈督办", "Answer the order"), ("反馈了督办", "answered the order"), before=("issued",),
             after="answered", who=(PART_OWNER,), fields=("order_answer",)),
        move("settle", ("督办办结", "Settle"), ("督办办结", "settled the order"), before=("answered",),
             after="settled", who=(SIGNER,), fields=("note?",)),
        move("press", ("反馈不清,再督办", "Press again"), ("退回反馈,再次督办", "sent the answer back"),
             before=("answered",), after="issued", who=(SIGNER,), fields=("reason",), effects=("count:presses",)),
        move("repeat", ("再次催办", "Repeat"), ("到期未反馈,再次催办", "not answered in time: repeated"),
             before=("issued",), after="issued", trigger=Trigger.CLOCK, effects=("count:order_repeats",)),
    )  # fmt: skip


def _order(key: str, title: tuple[str, str], *, working_days: int) -> PartRule:
    """Return one strength of supervision: what it is called, and how often it repeats until it is answered."""
    answer: ClockRule = clock(
        f"{key}_answer", (f"{title[0]}反馈", f"{title[1]}: answer"), ClockKind.PART, start=("stage.issued",),
        stop=("stage.answered", "stage.settled"), length=fixed(working_days), unit=ClockUnit.WORKING_DAY,
        source=Wording(f"{working_days} 个工作日内反馈,未反馈的每 {working_days} 个工作日再催办一次(本区约定)",
                       f"Answered within {working_days} working days, else repeated every {working_days} "
                       "(agreed in this district)"),
        on_lapse=OnLapse.MOVE, lapse_move="repeat",
    )  # fmt: skip
    return PartRule(
        key=key, title=Wording(*title), owner="unit", stages=ORDER_STAGES, moves=_order_moves(),
        counts_as_done=("answered", "settled"), clock=answer,
    )  # fmt: skip


ORDER_RULES = ("reminder", "order", "listing")
"""Parts that are supervision orders, the mildest first."""
PARTS = (
    _order("reminder", ("督办提醒", "Reminder"), working_days=10),
    _order("order", ("督办单", "Supervision order"), working_days=5),
    _order("listing", ("挂牌督办", "Listed supervision"), working_days=3),
)

CLOCKS = (
    clock(SOLVING, ("化解时限", "To be solved"), ClockKind.STEP, start=("verb.file",), stop=ENDED,
          length=from_field("due_date"), unit=ClockUnit.DAY, pauses=("stage.reported", "stage.calling"),
          source=Wording("联席会议所定办结时限", "The deadline that the joint meeting fixed"),
          extension=Extension(max_count=1, max_amount=30), on_lapse=OnLapse.MOVE, lapse_move="fall_due"),
    clock("confirming", ("包案领导确认", "The sponsor confirms"), ClockKind.STEP, start=("stage.reported",),
          stop=("stage.handling", "stage.calling", *ENDED), length=fixed(3), unit=ClockUnit.WORKING_DAY,
          source=Wording("报告化解后 3 个工作日内确认(本区约定)",
                         "Confirmed within 3 working days of the report (agreed in this district)"),
          on_lapse=OnLapse.MOVE, lapse_move="confirm_lapsed"),
    clock("calling", ("回访", "Call back"), ClockKind.STEP, start=("stage.calling",), stop=("stage.handling", *ENDED),
          length=fixed(5), unit=ClockUnit.WORKING_DAY,
          source=Wording("确认后 5 个工作日内回访(本区约定)",
                         "Called back within 5 working days (agreed in this district)"),
          on_lapse=OnLapse.MOVE, lapse_move="fall_due"),
)  # fmt: skip

PROCEDURE = Procedure(
    key="difficult_case",
    version=1,
    title=Wording("联席会议事项", "Joint-meeting item"),
    source=Wording("信访工作条例(2022)第八条、第三十八至四十条;四定四包责任制",
                   "Petition Regulations (2022) arts. 8, 38 to 40; the four-fixed rule"),
    of="case",
    requester="none",
    seal=Seal.RESTRICTED,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=PARTS,
    links=(
        LinkRule(key="stuck", title=Wording("提请联席会议", "Before the joint meeting"), procedure="*",
                 relation="follows"),
    ),
    papers=(
        Paper(key="reminder", title=Wording("督办提醒函", "Reminder"), template="meeting_reminder", on="remind",
              signers=("convener",)),
        Paper(key="supervision_order", title=Wording("督办单", "Supervision order"), template="meeting_order",
              on="supervise", signers=("convener",)),
        Paper(key="listing", title=Wording("挂牌督办通知书", "Notice of listed supervision"),
              template="meeting_listing", on="list_publicly", signers=("convener",)),
    ),
    counts="never",
    shared=frozenset({
        "note", "attach", "erase", "hold_erasure", "lift_hold", "transfer", "ask_extension", "grant_extension",
        "refuse_extension", "migrate", "recompute",
    }),
)  # fmt: skip
