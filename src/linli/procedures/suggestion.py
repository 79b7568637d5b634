"""议案建议 suggestion: what deputies propose, until they have judged the answer and what was promised is done.

Source: 代表法 (2025) art. 51 (answered in 3 months, in 6 where broad or hard); 河南省人大代表建议办理办法 (2017)
arts. 13 (lead and co-handling units), 14 (objection and reassignment in 10 working days each, no passing on by
oneself), 18 (a co-handler's opinion in 2 months), 19 (dispositions), 21 (joint names answered one by one; the head
signs), 22 (a deputy answers in 10 working days; done again in 1 month; evaluation after a second time), 27 (promises
are followed), 29 (published unless unsuitable), 31 (districts may refer to these measures). FIELD 16.
"""

from linli.domain.engine.declarations import (
    ClockKind,
    Extension,
    FieldType,
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
from linli.domain.engine.shared_moves import CENTRE, HOLDER, PART_OWNER
from linli.domain.seal import Seal
from linli.domain.suggestion import CLASSES, DEPUTIES_MAX, DISPOSITIONS, NUMBER_MAX, TOPICS
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
OFFICE_ROLES = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR})
OFFICE = Who(roles=OFFICE_ROLES | {Role.UNIT_HEAD, Role.LIAISON}, relations=frozenset({R.HOLDER}))
"""The deputies' work office, while it has the matter."""
WATCHES = Who(roles=OFFICE_ROLES, relations=frozenset({R.SUPERVISOR}))
"""The office while a unit has it: it follows, notes down what a deputy said, and moves nothing else."""
RECORDS = Who(roles=OFFICE_ROLES, relations=frozenset({R.SUPERVISOR}), unlike_actor_of=("draft", "sign"))
SIGNS = Who(roles=frozenset({Role.UNIT_HEAD}), relations=frozenset({R.HOLDER}), unlike_actor_of=("draft",))
DEPUTY = Who(relations=frozenset({R.PARTY}))
TARGET = ("target_is_other_unit", "target_can_take")
ENDED = ("stage.*final",)
AT_OFFICE = ("received", "objected")
AT_WORK = ("handling", "redoing")


def _henan(number_zh: str, number: int) -> Wording:
    return Wording(
        f"河南省人大代表建议办理办法(2017)第{number_zh}条",
        f"Henan measures on deputies' suggestions (2017) art. {number}",
    )


STAGES = (
    stage("received", ("待交办", "To be handed over"), ("已登记,等待交办", "Registered, to be handed over"),
          ("交给主办单位和协办单位", "It is handed to a lead unit and co-handlers")),
    stage("assigned", ("已交办", "Handed over"), ("已交给主办单位", "Handed to the lead unit"),
          ("十个工作日内可以提出异议,不得自行转办", "It may object within 10 working days; it may not pass it on")),
    stage("objected", ("有异议,待改派", "Objected to"), ("主办单位有异议,正在改派", "The unit objected"),
          ("十个工作日内改派或者维持", "Reassigned or upheld within 10 working days")),
    stage("handling", ("办理中", "Being handled"), ("正在办理", "Being handled"),
          ("三个月内答复,复杂的六个月", "Answered within 3 months, 6 where it is hard")),
    stage("drafted", ("答复待签发", "Answer to be signed"), ("答复正在签发", "The answer is being signed"),
          ("单位负责人签发后答复代表", "The head signs it, then the deputies are answered")),
    stage("answered", ("已答复,待反馈", "Answered"), ("已答复代表", "The deputies were answered"),
          ("代表十个工作日内反馈意见", "The deputies say what they think within 10 working days"), StageKind.WAITING),
    stage("redoing", ("重新办理", "Done again"), ("代表不满意,正在重新办理", "A deputy was dissatisfied"),
          ("一个月内重新答复", "Answered again within a month")),
    stage("evaluation", ("提请评议", "Under evaluation"), ("再次不满意,已提请评议", "Dissatisfied again"),
          ("评议后告知代表", "The deputies are told the outcome"), StageKind.OUTSIDE),
    stage("keeping", ("承诺落实中", "Promises being kept"), ("正在落实答复中的承诺", "What was promised is being done"),
          ("到期逐项核实", "Each promise is checked when it falls due")),
    stage("closed", ("已办结", "Closed"), ("已办结", "Closed"), ("办理结果已公开", "The outcome is published"),
          StageKind.FINAL),
    stage("withdrawn", ("已撤回", "Withdrawn"), ("代表撤回", "Withdrawn by the deputies"),
          ("可以重新提出", "It may be proposed again"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("category", "类别", "Kind", FieldType.CHOICE, choices=choices(
        ("suggestion.motion", "议案", "Motion"), ("suggestion.suggestion", "建议", "Suggestion"))),
    field("topic", "领域", "Field of work", FieldType.CHOICE, choices=TOPICS),
    field("listed_as", "年度和编号", "Year and number", FieldType.LINE, limit=40,
          hint=Wording("例如 rd/2026/12", "For example rd/2026/12")),
    field("session", "会议", "Session", FieldType.LINE, limit=40),
    field("list_number", "编号", "Number", FieldType.NUMBER, limit=NUMBER_MAX),
    field("proposed_date", "提出日期", "Proposed on", FieldType.DATE),
    field("publish", "是否公开", "Published", FieldType.CHOICE, choices=choices(
        ("yes", "公开", "Yes"), ("unsuitable", "不宜公开", "Not suitable"))),
    words("suggestion_text", "内容", "Text", limit=8000, seal=Seal.OPEN,
          hint=Wording("会向社会公开,不写个人信息", "It will be published: write nothing about private persons")),
    field("party", "第几位代表", "Which deputy", FieldType.CHOICE, choices=choices(
        *((f"d{number}", f"第{number}位代表", f"Deputy {number}") for number in range(1, DEPUTIES_MAX + 1)))),
    words("deputy_name", "代表姓名", "Deputy's name", type=FieldType.LINE, limit=40, seal=Seal.OPEN,
          hint=Wording("代表履职公开,姓名会公布", "Deputies act in public office: the name is published")),
    words("deputy_phone", "代表电话", "Deputy's phone", type=FieldType.LINE, limit=40, seal=Seal.SEALED,
          subject="party"),
    field("right_unit", "应由哪个单位办", "The right unit", FieldType.UNIT),
    field("sponsor", "分包领导", "Sponsor", FieldType.POST),
    words("opinion", "协办意见", "Opinion", limit=4000),
    field("disposition", "办理结果", "Outcome", FieldType.CHOICE, choices=DISPOSITIONS),
    field("answer_class", "答复类别", "Class of the answer", FieldType.CHOICE, choices=CLASSES),
    words("answer", "答复内容", "The answer", limit=8000, seal=Seal.OPEN,
          hint=Wording("会向社会公开,不写个人信息", "It will be published: write nothing about private persons")),
    field("contacted", "怎样与代表沟通", "How the deputies were consulted", FieldType.CHOICE, choices=choices(
        ("visit", "走访", "By visiting"), ("meeting", "座谈", "In a meeting"), ("call", "电话", "By telephone"),
        ("letter", "信函", "By letter"))),
    words("promise_words", "承诺的事项", "What is promised", limit=500, seal=Seal.OPEN),
    field("promised_date", "完成日期", "To be done by", FieldType.DATE),
    words("kept_words", "落实情况", "What was done", limit=1000, seal=Seal.OPEN),
    field("visit_date", "视察日期", "Visited on", FieldType.DATE),
    words("visit_place", "视察地点", "Place visited", type=FieldType.LINE, limit=80, seal=Seal.OPEN),
    field("attended", "参加人数", "People present", FieldType.NUMBER, limit=999),
    field("satisfied_with", "对办理结果", "With the result", FieldType.CHOICE, choices=choices(
        ("5", "非常满意", "Very satisfied"), ("4", "满意", "Satisfied"), ("3", "基本满意", "Fairly satisfied"))),
    field("dissatisfied_with", "对办理结果", "With the result", FieldType.CHOICE, choices=choices(
        ("2", "不满意", "Dissatisfied"), ("1", "非常不满意", "Very dissatisfied"))),
    field("attitude", "对办理态度", "With the attitude", FieldType.CHOICE, choices=choices(
        ("5", "非常满意", "Very satisfied"), ("4", "满意", "Satisfied"), ("3", "基本满意", "Fairly satisfied"),
        ("2", "不满意", "Dissatisfied"), ("1", "非常不满意", "Very dissatisfied"))),
    field("evaluation_result", "评议结果", "Outcome of the evaluation", FieldType.CHOICE, choices=choices(
        ("passed", "认可办理结果", "The outcome was accepted"),
        ("not_passed", "不认可,已另行督办", "Not accepted; supervised apart"))),
)  # fmt: skip

MOVES = (
    move("file", ("登记", "Register"), ("登记了代表的建议", "registered what deputies proposed"), before=("*new",),
         after="received", who=(Who(roles=OFFICE_ROLES),), effects=("hold_self", "note:origin=$listed_as",
                                                                     "note:publish=$publish", "note:topic=$topic"),
         fields=("category", "topic", "listed_as", "session", "list_number", "proposed_date?", "publish", "area",
                 "channel", "how_placed?", "title", "suggestion_text")),
    move("add_proposer", ("登记代表", "Enter a deputy"), ("登记了一位代表", "entered a deputy"), before=("received",),
         who=(OFFICE,), guards=("party_is_new:proposer",), fields=("party", "deputy_name", "deputy_phone?"),
         effects=("add_part:proposer",)),
    move("ask_co_handler", ("请协办", "Name a co-handler"), ("请协办", "named a co-handler"),
         before=(*AT_OFFICE, "assigned", *AT_WORK), who=(OFFICE, HOLDER), guards=TARGET, fields=("unit", "request?"),
         effects=("add_part:co_handler",)),
    move("set_sponsor", ("确定分包领导", "Name the sponsor"), ("确定了分包领导", "named the sponsor"),
         who=(OFFICE, WATCHES), guards=("names_sponsor:sponsor",), fields=("sponsor",),
         effects=("note:sponsor=$sponsor",)),
    move("assign", ("交办", "Hand over"), ("交给了主办单位", "handed it to the lead unit"), before=AT_OFFICE,
         after="assigned", who=(OFFICE,), guards=(*TARGET, "parts_asked:proposer"), fields=("unit", "post?", "note?"),
         effects=("set_dispatcher", "hold_target", "note:agenda=", "count:dispatches")),
    move("assign_complex", ("交办(复杂,六个月)", "Hand over (6 months)"),
         ("按复杂事项交给了主办单位", "handed it over as a hard one"), before=AT_OFFICE, after="assigned",
         who=(OFFICE,), guards=(*TARGET, "parts_asked:proposer"), fields=("unit", "post?", "reason"),
         effects=("set_dispatcher", "hold_target", "note:agenda=", "count:dispatches")),
    move("object", ("提出异议", "Object"), ("认为不归本单位办,退回", "objected: not its duty"), before=("assigned",),
         after="objected", who=(HOLDER,), guards=("right_is_open:objection_right",), fields=("right_unit", "reason"),
         effects=("count_wrong_hand_over", "count:returns", "hold_dispatcher")),
    move("insist", ("维持交办", "Uphold"), ("维持原来的交办", "upheld the hand-over"), before=("objected",),
         after="assigned", who=(OFFICE,), guards=TARGET, fields=("unit", "post?", "reason"),
         effects=("set_dispatcher", "hold_target", "count:objections_refused")),
    move("accept", ("接收办理", "Take it on"), ("开始办理", "took it on"), before=("assigned",), after="handling",
         who=(HOLDER,), fields=("note?",), effects=("set_handler", "note:agenda=")),
    move("record_visit", ("记录视察", "Record a visit"), ("代表视察了办理现场", "deputies visited the place"),
         who=(HOLDER, WATCHES), fields=("visit_date", "visit_place", "attended", "note?"), effects=("count:visits",)),
    move("promise", ("列入承诺", "Add a promise"), ("列入了一项承诺", "added a promise"),
         before=(*AT_WORK, "drafted"), who=(HOLDER,), guards=("date_ahead:promised_date",),
         fields=("promise_words", "promised_date"), effects=("add_part:promise",)),
    move("draft", ("拟写答复", "Draft the answer"), ("拟写了答复", "drafted the answer"), before=AT_WORK,
         after="drafted", who=(HOLDER,), guards=("parts_done:co_handler",),
         fields=("disposition", "answer_class", "contacted", "answer"),
         effects=("set_handler", "note:drafted_as=$disposition", "note:drafted_class=$answer_class")),
    move("send_back", ("退回修改", "Send it back"), ("退回修改答复", "sent the draft back"), before=("drafted",),
         after="handling", who=(SIGNS,), fields=("reason",), effects=("count:drafts_sent_back",)),
    move("sign", ("签发答复", "Sign the answer"), ("签发并答复代表", "signed it and answered the deputies"),
         before=("drafted",), after="answered", who=(SIGNS,), guards=("parts_done:co_handler",),
         fields=("disposition", "answer_class"),
         effects=("recall_parts:feedback", "add_parts:feedback=proposer", "note:result=$disposition",
                  "note:answer_class=$answer_class", "note:answered=yes", "count:answers", "note:agenda=")),
    move("redo_due", ("重新办理", "Do it again"), ("代表要求重新办理", "a deputy asked that it be done again"),
         before=("answered",), after="redoing", trigger=Trigger.ROLL_UP, quorum="feedback",
         guards=("some_part:feedback=redo_asked", "not_noted:redone"), effects=("note:redone=yes", "count:redos")),
    move("refer_to_evaluation", ("提请评议", "Refer to evaluation"),
         ("再次不满意,提请评议", "dissatisfied a second time: referred to evaluation"), before=("answered",),
         after="evaluation", trigger=Trigger.ROLL_UP, quorum="feedback",
         guards=("some_part:feedback=redo_asked", "noted:redone=yes"),
         effects=("hold_dispatcher", "count:evaluations")),
    move("close_heard", ("反馈后办结", "Close"), ("代表已反馈,办结", "the deputies were heard; closed"),
         before=("answered",), after="closed", trigger=Trigger.ROLL_UP, quorum="feedback",
         guards=("no_part:feedback=redo_asked", "parts_done:promise")),
    move("keep_promises", ("转入落实", "Keep the promises"), ("转入承诺落实", "goes on until all is done"),
         before=("answered",), after="keeping", trigger=Trigger.ROLL_UP, quorum="feedback",
         guards=("no_part:feedback=redo_asked",)),
    move("all_kept", ("承诺都已落实", "All promises kept"), ("承诺都已落实,办结", "all promises were kept; closed"),
         before=("keeping",), after="closed", trigger=Trigger.ROLL_UP, quorum="promise"),
    move("record_evaluation", ("记录评议结果", "Record the evaluation"),
         ("记录了评议结果", "recorded the evaluation"), before=("evaluation",), after="closed", who=(OFFICE, WATCHES),
         fields=("evaluation_result", "answer"),
         effects=("note:evaluation=$evaluation_result", "note:answered=yes")),
    move("record_withdrawal", ("记录撤回", "Record a withdrawal"), ("代表撤回", "the deputies withdrew it"),
         before=(*AT_OFFICE, "assigned", *AT_WORK), after="withdrawn", who=(OFFICE, WATCHES),
         fields=("answer",), effects=("note:result=withdrawn", "note:answered=yes")),
    move("list_overdue", ("逾期督办", "Overdue"), ("逾期,提请联席会议督办", "overdue: before the joint meeting"),
         trigger=Trigger.CLOCK, effects=("agenda", "count:overdue")),
)  # fmt: skip

RECALLED = stage("recalled", ("已撤回", "Called off"), ("已撤回", "Called off"), ("无需再办", "Nothing more"),
                 StageKind.FINAL)  # fmt: skip
PROPOSER = PartRule(
    key="proposer", title=Wording("提出建议的代表", "Deputies who proposed it"), owner="party", min=1, max=DEPUTIES_MAX,
    counts_as_done=("named",),
    stages=(stage("named", ("提出人", "Proposer"), ("提出人", "Proposer"), ("逐一答复", "Each is answered")), RECALLED),
    moves=(
        move("strike", ("撤下署名", "Strike the name"), ("撤下了署名", "took the name off"), before=("named",),
             after="recalled", who=(OFFICE,), fields=("reason",)),
    ),
)  # fmt: skip
FEEDBACK = PartRule(
    key="feedback", title=Wording("代表反馈", "Deputies' feedback"), owner="party", min=1, max=None,
    counts_as_done=("satisfied", "dissatisfied", "redo_asked", "lapsed"),
    stages=(
        stage("asked", ("待反馈", "Asked"), ("等待代表反馈", "Waiting for the deputy"),
              ("十个工作日内反馈", "Within 10 working days")),
        stage("satisfied", ("满意", "Satisfied"), ("满意", "Satisfied"), ("无需再办", "Nothing more"), StageKind.FINAL),
        stage("dissatisfied", ("不满意", "Dissatisfied"), ("不满意", "Dissatisfied"),
              ("不要求重新办理", "It need not be done again"), StageKind.FINAL),
        stage("redo_asked", ("不满意,要求重办", "Asks to redo"), ("要求重新办理", "Asks that it be done again"),
              ("一个月内重新答复", "Answered again within a month"), StageKind.FINAL),
        stage("lapsed", ("逾期未反馈", "Not given in time"), ("逾期未反馈", "Not given in time"),
              ("不算满意,也不算不满意", "Counts neither way"), StageKind.FINAL),
        RECALLED,
    ),
    moves=(
        move("satisfied", ("满意", "Satisfied"), ("代表表示满意", "the deputy was satisfied"), before=("asked",),
             after="satisfied", who=(DEPUTY, RECORDS), fields=("satisfied_with", "attitude", "comment?"),
             effects=("note:grade=$satisfied_with", "note:attitude=$attitude", "count:feedback")),
        move("dissatisfied", ("不满意", "Dissatisfied"), ("代表表示不满意", "the deputy was dissatisfied"),
             before=("asked",), after="dissatisfied", who=(DEPUTY, RECORDS),
             fields=("dissatisfied_with", "attitude", "comment"),
             effects=("note:grade=$dissatisfied_with", "note:attitude=$attitude", "count:feedback")),
        move("ask_redo", ("不满意,要求重办", "Ask to redo"), ("代表不满意,要求重新办理", "the deputy asked to redo it"),
             before=("asked",), after="redo_asked", who=(DEPUTY, RECORDS),
             fields=("dissatisfied_with", "attitude", "comment"),
             effects=("note:grade=$dissatisfied_with", "note:attitude=$attitude", "count:feedback")),
        move("lapse", ("逾期", "Lapse"), ("逾期未反馈", "was not given in time"), before=("asked",), after="lapsed",
             trigger=Trigger.CLOCK),
    ),
    clock=clock("deputy_feedback", ("代表反馈", "Deputy's feedback"), ClockKind.PART, start=(), stop=(),
                length=fixed(10), unit=ClockUnit.WORKING_DAY, source=_henan("二十二", 22), on_lapse=OnLapse.MOVE,
                lapse_move="lapse"),
)  # fmt: skip
CO_HANDLER = PartRule(
    key="co_handler", title=Wording("协办意见", "Co-handlers' opinions"), owner="unit", max=20,
    counts_as_done=("given", "recalled"),
    stages=(
        stage("asked", ("待协办意见", "Asked"), ("等待协办意见", "Asked"), ("两个月内提出", "Within 2 months")),
        stage("given", ("已提出", "Given"), ("已提出协办意见", "Given"), ("由主办单位汇总", "The lead unit sums up"),
              StageKind.FINAL),
        RECALLED,
    ),
    moves=(
        move("give_opinion", ("提出协办意见", "Give an opinion"), ("提出了协办意见", "gave its opinion"),
             before=("asked",), after="given", who=(PART_OWNER,), fields=("opinion",)),
        move("recall", ("撤回协办", "Call it off"), ("撤回了协办", "called it off"), before=("asked",),
             after="recalled", who=(HOLDER, CENTRE), fields=("reason?",)),
    ),
    clock=clock("co_opinion", ("协办意见", "Co-handler's opinion"), ClockKind.PART, start=(), stop=(),
                length=fixed(2), unit=ClockUnit.MONTH, source=_henan("十八", 18)),
)  # fmt: skip
PROMISE = PartRule(
    key="promise", title=Wording("答复中的承诺", "Promises"), owner="responder", max=20, counts_as_done=("kept",),
    stages=(
        stage("promised", ("已承诺", "Promised"), ("已承诺", "Promised"), ("到期核实", "Checked when due")),
        stage("late", ("逾期", "Late"), ("逾期未落实", "Late"), ("由人大代表工作机构督促", "Urged on by the office")),
        stage("reported", ("报告已落实", "Reported kept"), ("报告已落实", "Reported kept"),
              ("由别的人核实", "Checked by somebody else")),
        stage("kept", ("已落实", "Kept"), ("已落实", "Kept"), ("无需再办", "Nothing more"), StageKind.FINAL),
    ),
    moves=(
        move("report_kept", ("报告已落实", "Report it kept"), ("报告承诺已落实", "reported the promise kept"),
             before=("promised", "late"), after="reported", who=(HOLDER,), fields=("kept_words", "photo_after?")),
        move("confirm_kept", ("核实已落实", "Confirm it kept"), ("核实承诺已落实", "confirmed the promise kept"),
             before=("reported",), after="kept",
             who=(Who(roles=OFFICE_ROLES, relations=frozenset({R.SUPERVISOR, R.HOLDER}),
                      unlike_actor_of=("promise_report_kept",)),), fields=("note?",), effects=("count:promises_kept",)),
        move("not_kept", ("尚未落实", "Not kept yet"), ("核实后认为尚未落实", "found it not kept yet"),
             before=("reported",), after="late",
             who=(Who(roles=OFFICE_ROLES, relations=frozenset({R.SUPERVISOR, R.HOLDER}),
                      unlike_actor_of=("promise_report_kept",)),), fields=("reason",)),
        move("fall_late", ("到期未落实", "Fall late"), ("到期未落实", "was not kept in time"), before=("promised",),
             after="late", trigger=Trigger.CLOCK),
    ),
    clock=clock("promise_due", ("承诺期限", "Promised by"), ClockKind.PART, start=(), stop=("verb.report_kept",),
                length=from_field("promised_date"), unit=ClockUnit.DAY, source=_henan("二十七", 27),
                on_lapse=OnLapse.MOVE, lapse_move="fall_late"),
)  # fmt: skip

ANSWER_ENDS = ("stage.answered", *ENDED)
LISTED = {"on_lapse": OnLapse.MOVE, "lapse_move": "list_overdue"}
DEPUTIES_LAW = "代表法(2025)第五十一条"
CLOCKS = (
    clock("wait", ("代表一共等了", "The deputies' whole wait"), ClockKind.WAIT, start=("verb.file",),
          stop=ANSWER_ENDS, length=fixed(6), unit=ClockUnit.MONTH,
          source=Wording(f"{DEPUTIES_LAW}:至迟六个月答复", "Law on Deputies (2025) art. 51: 6 months at the latest")),
    clock("assigning", ("交办", "Hand over"), ClockKind.STEP, start=("stage.received",),
          stop=("stage.assigned", *ENDED), length=fixed(10), unit=ClockUnit.WORKING_DAY,
          source=Wording("登记后 10 个工作日内交办(本区约定)",
                         "Handed over within 10 working days (agreed in this district)"), **LISTED),
    clock("objection_right", ("可以提出异议", "Right to object"), ClockKind.RIGHT,
          start=("verb.assign", "verb.assign_complex"), stop=("stage.handling", "stage.objected", *ENDED),
          length=fixed(10), unit=ClockUnit.WORKING_DAY, source=_henan("十四", 14), on_lapse=OnLapse.CLOSE_RIGHT),
    clock("reassigning", ("改派或维持", "Reassign or uphold"), ClockKind.STEP, start=("stage.objected",),
          stop=("stage.assigned", *ENDED), length=fixed(10), unit=ClockUnit.WORKING_DAY, source=_henan("十四", 14),
          **LISTED),
    clock("answering", ("答复", "Answer"), ClockKind.STEP, start=("verb.assign",),
          stop=("verb.assign_complex", *ANSWER_ENDS), length=fixed(3), unit=ClockUnit.MONTH,
          source=Wording(f"{DEPUTIES_LAW}:三个月内答复", "Law on Deputies (2025) art. 51: 3 months"),
          extension=Extension(max_count=1, max_amount=3), **LISTED),
    clock("answering_complex", ("答复(复杂)", "Answer (hard)"), ClockKind.STEP, start=("verb.assign_complex",),
          stop=("verb.assign", *ANSWER_ENDS), length=fixed(6), unit=ClockUnit.MONTH,
          source=Wording(f"{DEPUTIES_LAW}:情况复杂的六个月", "Law on Deputies (2025) art. 51: 6 months where hard"),
          **LISTED),
    clock("redo", ("重新答复", "Answer again"), ClockKind.STEP, start=("stage.redoing",), stop=ANSWER_ENDS,
          length=fixed(1), unit=ClockUnit.MONTH, source=_henan("二十二", 22), **LISTED),
    clock("keeping", ("落实承诺", "Keep the promises"), ClockKind.STEP, start=("stage.keeping",), stop=ENDED,
          length=fixed(12), unit=ClockUnit.MONTH,
          source=Wording("跟踪至落实,满 12 个月提请督办(本区约定)",
                         "Followed until done; before the meeting after 12 months (agreed in this district)"),
          **LISTED),
)  # fmt: skip

PROCEDURE = Procedure(
    key="suggestion",
    version=1,
    title=Wording("议案建议", "Deputies' suggestion"),
    source=Wording("代表法(2025)第五十一条;河南省人大代表建议办理办法(2017)",
                   "Law on Deputies (2025) art. 51; Henan measures on deputies' suggestions (2017)"),
    of="case",
    requester="none",
    seal=Seal.OPEN,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=(PROPOSER, CO_HANDLER, FEEDBACK, PROMISE),
    papers=(
        Paper(key="answer", title=Wording("答复函", "Letter of answer"), template="suggestion_answer", on="sign",
              signers=("unit_head",), numbered=True),
    ),
    shared=frozenset({
        "note", "attach", "correct", "erase", "hold_erasure", "lift_hold", "ask_extension", "grant_extension",
        "refuse_extension", "supervise", "migrate", "recompute",
    }),
)  # fmt: skip
