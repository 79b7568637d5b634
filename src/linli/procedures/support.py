"""帮扶 support: a household applies, is visited, and gets measures or a reason; the notice must have stood five days.

Source: county rules on 防返贫 support (Qin'an, Gansu: usually at most 15 days from the first sign to the decision,
village notice of at least 5 days included; no identity number, phone, account or health on the notice; exit only
when income, the three guarantees and water are secure). Consent first; every decision carries reason and appeal.
"""

from linli.domain.engine.declarations import (
    ClockKind,
    FieldType,
    LinkRule,
    OnLapse,
    Paper,
    PartRule,
    Procedure,
    Relation,
    Second,
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, from_field, move, stage, words
from linli.domain.engine.shared_moves import DECIDES, HOLDER, REQUESTER
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
HELPERS = frozenset({
    Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.GRID_WORKER, Role.GRID_LEADER, Role.HANDLER,
})  # fmt: skip
REVIEWER = Who(relations=frozenset({R.HOLDER}), unlike_actor_of=("visit", "post_notice"))
DECIDER = Who(relations=frozenset({R.HOLDER}), unlike_actor_of=("visit", "post_notice", "pass_review"))
OWNER = Who(relations=frozenset({R.CO_HANDLER}))
REFUSED = ("note:result=refused", "note:answered=yes", "count:answers")
ENDED = ("stage.*final",)
DECIDED = ("stage.supported", *ENDED)

STAGES = (
    stage("applied", ("已申请", "Applied"), ("已收到申请", "The application has arrived"),
          ("经您同意后入户核实", "With your consent you are visited")),
    stage("visited", ("已入户", "Visited"), ("已入户核实", "You were visited"),
          ("民主评议并在村内公示", "It is discussed, then a notice is put up")),
    stage("noticed", ("公示中", "Notice stands"), ("村内公示五日", "The notice stands five days"),
          ("公示期满报街镇审核", "Then the subdistrict reviews it"),
          StageKind.WAITING),
    stage("reviewing", ("街镇审核", "Under review"), ("街镇正在审核", "The subdistrict reviews it"),
          ("报区级审定", "The district decides")),
    stage("deciding", ("区级审定", "Being decided"), ("区级正在审定", "The district decides"),
          ("书面告知结果和理由", "You are told the result and the reason")),
    stage("supported", ("帮扶中", "Supported"), ("正在落实帮扶措施", "Measures are under way"),
          ("定期复核;稳定后退出", "It is looked at again; it ends when secure")),
    stage("exited", ("已退出", "Ended"), ("风险消除,已退出", "The risk is gone; support ended"),
          ("有困难可以再申请,也可以申诉", "You may apply again, or appeal"),
          StageKind.FINAL),
    stage("refused", ("不予纳入", "Refused"), ("没有纳入,理由已告知", "Refused; you were told why"),
          ("可以申诉,也可以再申请", "You may appeal, or apply again"),
          StageKind.FINAL),
    stage("withdrawn", ("已撤回", "Withdrawn"), ("已撤回申请", "The application was withdrawn"),
          ("可以随时再申请", "You may apply again"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("category", "帮扶类别", "Kind of support", FieldType.CHOICE, choices=choices(
        ("support.unstable_after_relief", "脱贫不稳定户", "Relief not yet stable"),
        ("support.marginal", "边缘易致贫户", "At the margin"),
        ("support.sudden_hardship", "突发严重困难户", "Sudden hardship"))),
    field("authorised", "本人同意核实", "I agree to be visited and checked", FieldType.FLAG),
    words("situation", "家里的困难", "What the difficulty is", seal=Seal.SEALED, subject="requester"),
    words("visit_record", "入户记录", "Record of the visit", limit=4000, seal=Seal.SEALED),
    field("meeting_date", "评议日期", "Day of the discussion", FieldType.DATE),
    field("voters", "参加评议人数", "People who discussed it", FieldType.NUMBER, limit=999),
    field("agreed_count", "同意人数", "People in favour", FieldType.NUMBER, limit=999),
    words("notice_place", "公示地点", "Where the notice stands", type=FieldType.LINE, limit=120),
    words("objection", "异议", "Objection", limit=1000, seal=Seal.SEALED),
    field("measure", "措施", "Measure", FieldType.CHOICE, choices=choices(
        ("work", "就业", "Work"), ("schooling", "教育", "Schooling"), ("care", "医疗保障", "Medical cover"),
        ("housing", "住房", "Housing"), ("allowance", "兜底保障", "Allowance"), ("business", "产业", "Business"))),
    field("measure_date", "落实期限", "To be done by", FieldType.DATE),
    field("exit_reason", "退出原因", "Why it ends", FieldType.CHOICE, choices=choices(
        ("secure", "收入稳定、保障到位、风险消除", "Income, guarantees and water secure, risk gone"),
        ("moved", "迁出", "Moved away"), ("asked", "本人申请", "At the household's own wish"))),
)  # fmt: skip

MOVES = (
    move("file", ("登记申请", "Enter the application"), ("登记了申请", "entered the application"), before=("*new",),
         after="applied",
         who=(Who(roles=HELPERS),), guards=("is_yes:authorised",), effects=("hold_committee",),
         fields=("category", "area", "channel", "how_placed?", "requester", "authorised", "situation?",
                 "requester_name?",
                 "requester_phone?", "requester_email?")),
    move("visit", ("入户核实", "Visit"), ("入户核实", "visited"), before=("applied",), after="visited", who=(HOLDER,),
         fields=("visit_record",), effects=("set_handler", "note:agenda=")),
    move("post_notice", ("评议并公示", "Discuss and put up the notice"),
         ("评议通过,开始公示", "discussed it and put up the notice"),
         before=("visited",), after="noticed", who=(HOLDER,),
         fields=("meeting_date", "voters", "agreed_count", "notice_place"),
         effects=("count:notices",)),
    move("record_objection", ("记录异议", "Record an objection"), ("记录了异议", "recorded an objection"),
         before=("noticed",),
         who=(HOLDER,), fields=("objection",), effects=("count:objections",)),
    move("take_notice_down", ("撤下公示,重新核实", "Take the notice down"),
         ("撤下公示,重新核实", "took the notice down"),
         before=("noticed",), after="applied", who=(HOLDER,), fields=("reason",)),
    move("send_up", ("报街镇审核", "Send up"), ("公示期满,报街镇审核", "sent it up after the notice"),
         before=("noticed",),
         after="reviewing", who=(HOLDER,), guards=("time_has_come:notice",), effects=("hold_level:subdistrict",)),
    move("pass_review", ("审核通过", "Pass the review"), ("审核通过,报区级审定", "passed the review"),
         before=("reviewing",),
         after="deciding", who=(REVIEWER,), fields=("note?",), effects=("hold_duty:sector",)),
    move("send_back", ("退回补充", "Send back"), ("退回补充核实", "sent it back"), before=("reviewing", "deciding"),
         after="applied",
         who=(REVIEWER,), fields=("reason",), effects=("count:reworks", "hold_committee")),
    move("grant", ("纳入帮扶", "Grant support"), ("决定纳入帮扶", "granted support"), before=("deciding",),
         after="supported",
         who=(DECIDER,), fields=("reason", "answer"),
         effects=("set_dispatcher", "note:result=supported", "note:answered=yes", "count:answers")),
    move("refuse", ("不予纳入", "Refuse"), ("决定不予纳入", "refused"), before=("visited", "reviewing", "deciding"),
         after="refused",
         who=(DECIDER,), fields=("reason", "answer"), effects=REFUSED, second=Second.UNIT),
    move("add_measure", ("安排措施", "Add a measure"), ("安排了一项措施", "added a measure"), before=("supported",),
         who=(HOLDER,),
         guards=("date_ahead:measure_date", "target_can_take"), fields=("unit", "measure", "measure_date", "request?"),
         effects=("add_part:measure",)),
    move("review", ("定期复核", "Look again"), ("复核了一次", "looked again"), before=("supported",), who=(HOLDER,),
         fields=("visit_record",), effects=("count:reviews", "note:agenda=")),
    move("measures_done", ("措施落实", "Measures are done"), ("措施全部落实", "all measures are done"),
         before=("supported",),
         trigger=Trigger.ROLL_UP, quorum="measure", guards=("not_noted:measures",), effects=("note:measures=done",)),
    move("exit", ("退出", "End support"), ("风险消除,退出", "ended support"), before=("supported",), after="exited",
         who=(HOLDER,),
         quorum="measure", fields=("exit_reason", "reason", "answer"),
         effects=("note:result=exited", "note:answered=yes", "count:answers"), second=Second.UNIT),
    move("withdraw", ("撤回申请", "Withdraw"), ("撤回了申请", "withdrew"), after="withdrawn", who=(REQUESTER,),
         fields=("reason?",),
         effects=("note:result=withdrawn",)),
    move("reopen", ("重新核实", "Look into it again"), ("申诉成立,重新核实", "upheld the appeal"),
         before=("refused", "exited"),
         after="applied", who=(Who(roles=DECIDES.roles, relations=DECIDES.relations,
                                   unlike_actor_of=("refuse", "exit")),),
         guards=("reopen_asked",), fields=("reason",),
         effects=("note:reopen_asked=", "note:answered=", "note:result=", "note:measures=", "count:reopens",
                  "hold_committee")),
)  # fmt: skip

MEASURE = PartRule(
    key="measure", title=Wording("帮扶措施", "Measures"), owner="unit", counts_as_done=("done",),
    stages=(
        stage("promised", ("待落实", "Promised"), ("待落实", "Promised"), ("按期落实", "Done in time")),
        stage("done", ("已落实", "Done"), ("已落实", "Done"), ("复核效果", "Its effect is looked at"), StageKind.FINAL),
        stage("recalled", ("已取消", "Called off"), ("已取消", "Called off"), ("无", "Nothing more"), StageKind.FINAL),
    ),
    moves=(
        move("report_done", ("报告已落实", "Report done"), ("报告已落实", "reported it done"), before=("promised",),
             after="done",
             who=(OWNER, HOLDER), fields=("note",)),
        move("recall", ("取消措施", "Call off"), ("取消措施", "called it off"), before=("promised",), after="recalled",
             who=(HOLDER,),
             fields=("reason",)),
    ),
    clock=clock("measure_due", ("落实期限", "To be done"), ClockKind.PART, start=(), stop=("verb.report_done",),
                length=from_field("measure_date"), unit=ClockUnit.DAY,
                source=Wording("帮扶计划所定期限", "The date set in the support plan")),
)  # fmt: skip

CLOCKS = (
    clock("wait", ("家庭一共等了", "The household's whole wait"), ClockKind.WAIT, start=("verb.file", "verb.reopen"),
          stop=DECIDED,
          length=fixed(15), unit=ClockUnit.DAY,
          source=Wording("从发现到审定一般不超过 15 日", "Generally no more than 15 days from finding to decision")),
    clock("deciding", ("审定期限", "Decide"), ClockKind.STEP, start=("verb.file", "verb.reopen"), stop=DECIDED,
          length=fixed(15),
          unit=ClockUnit.DAY,
          source=Wording("从发现到审定一般不超过 15 日,含公示",
                         "Generally no more than 15 days from finding to decision, publicity included"),
          pauses=("waiting_for_requester",),
          on_lapse=OnLapse.ESCALATE),
    clock("visiting", ("入户", "Visit"), ClockKind.STEP, start=("stage.applied",), stop=("stage.visited", *ENDED),
          length=fixed(3),
          unit=ClockUnit.WORKING_DAY,
          source=Wording("3 个工作日内入户(本区约定)", "A visit within 3 working days (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("notice", ("公示期", "Notice"), ClockKind.NOT_BEFORE, start=("verb.post_notice",),
          stop=("stage.reviewing", "stage.applied", *ENDED),
          length=fixed(5), unit=ClockUnit.DAY,
          source=Wording("村内公示不少于 5 日", "Posted in the village for at least 5 days")),
    clock("looking_again", ("定期复核", "Look again"), ClockKind.STEP, start=("stage.supported", "verb.review"),
          stop=ENDED,
          length=fixed(6), unit=ClockUnit.MONTH,
          source=Wording("每半年复核一次(本区约定)", "Reviewed every half year (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("after_lapse", ("超期后处理", "After the lapse"), ClockKind.STEP, start=("verb.escalate_lapsed",),
          stop=("stage.visited", "stage.reviewing", "stage.supported", "verb.review", *ENDED), length=fixed(3),
          unit=ClockUnit.WORKING_DAY,
          source=Wording("上移一级后 3 个工作日内接手(本区约定)",
                         "Taken over within 3 working days of moving up a tier (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("reopening", ("答复申诉", "Answer the appeal"), ClockKind.RESPONSE, start=("verb.ask_reopen",),
          stop=("verb.reopen", "verb.refuse_reopen"), length=fixed(15), unit=ClockUnit.DAY,
          source=Wording("15 日内答复申诉(本区约定)",
                         "An appeal is answered within 15 days (agreed in this district)")),
    clock("rating_right", ("可以评价", "Right to rate"), ClockKind.RIGHT, start=ENDED, stop=("verb.reopen",),
          length=fixed(30),
          unit=ClockUnit.DAY,
          source=Wording("办结后 30 日内(本区约定)", "Within 30 days of the closing (agreed in this district)"),
          on_lapse=OnLapse.CLOSE_RIGHT),
    clock("reopen_right", ("可以申诉", "Right to appeal"), ClockKind.RIGHT, start=ENDED, stop=("verb.reopen",),
          length=fixed(60),
          unit=ClockUnit.DAY,
          source=Wording("告知后 60 日内(本区约定)", "Within 60 days of being told (agreed in this district)"),
          on_lapse=OnLapse.CLOSE_RIGHT),
)  # fmt: skip

PROCEDURE = Procedure(
    key="support",
    version=1,
    title=Wording("帮扶", "Support"),
    source=Wording("防止返贫监测帮扶的县级规则(15 日、公示 5 日)",
                   "County rules of poverty monitoring and support (15 days, posted for 5 days)"),
    of="case",
    requester="required",
    seal=Seal.SEALED,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=(MEASURE,),
    links=(LinkRule(key="raised", title=Wording("由此产生", "Raised from"), procedure="*", relation="raised_from"),),
    papers=(
        Paper(key="notice", title=Wording("公示", "Notice"), template="support_notice", on="post_notice"),
        Paper(key="decision", title=Wording("审定告知书", "Decision"), template="support_decision", on="grant",
              signers=("unit_head",), numbered=True),
        Paper(key="refusal", title=Wording("不予纳入告知书", "Refusal"), template="support_refusal", on="refuse",
              signers=("unit_head",), numbered=True),
    ),
    shared=frozenset({
        "note", "attach", "erase", "hold_erasure", "lift_hold",
        "escalate", "escalate_lapsed", "pause", "resume", "supervise", "answer", "follow_up",
        "rate", "rate_by_proxy", "ask_reopen", "refuse_reopen", "migrate", "recompute",
    }),
)  # fmt: skip
