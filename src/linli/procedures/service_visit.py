"""政务服务 service visit: one application at one window, told once what is missing, decided by whoever has the power.

Source: 行政许可法 arts. 32 (missing papers told once, at once or within 5 days; untold they count as complete), 42
(decided within 20 working days, once 10 more with an approver), 44 (handed out within 10 days), 45 (hearings,
tests and
appraisals do not count), 82 (working days), 38 (a refusal names its reasons and remedies); 优化营商环境条例 (2019)
arts. 35-37; 国办发〔2020〕35号 (跨省通办). A guide may promise less than the law allows, never more.
"""

from linli.domain.engine.declarations import (
    ClockKind,
    Extension,
    FieldType,
    LinkRule,
    OnLapse,
    Paper,
    PartRule,
    Procedure,
    Relation,
    Stage,
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, from_field, move, stage, words
from linli.domain.engine.shared_moves import CENTRE, HOLDER, PART_OWNER, REQUESTER, part_like_co_handler
from linli.domain.seal import Seal
from linli.domain.service_review import REVIEW_FIELDS, review_clocks, review_moves
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
WINDOW = frozenset({
    Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.HANDLER, Role.LIAISON, Role.UNIT_HEAD,
})  # fmt: skip
"""Who sits at a desk of the service hall."""
DECIDE_DAYS = 20
"""What the law allows where no guide promises less. Source: 行政许可法 art. 42."""
HANDLING = ("check", "tell_missing", "route", "grant", "refuse_application", "answer_question")
ANSWERED = ("note:answered=yes", "count:answers")
ENDED = ("stage.*final",)
PAUSED = ("stage.incomplete", "hearing", "appraisal")
GRANT = ("answer",)
REFUSE = ("legal_basis", "answer")
LAW_32 = Wording("行政许可法第三十二条:五日内一次告知,逾期不告知即为受理",
                 "Licensing Law art. 32: told once within five days; untold, it counts as taken in")  # fmt: skip
LAW_42 = Wording(
    "行政许可法第四十二条:二十日内决定,可延长十日;办事指南承诺的更短期限优先",
    "Licensing Law art. 42: decided within 20 days, 10 more once; a shorter promise of the guide holds",
)
LAW_44 = Wording("行政许可法第四十四条:十日内送达", "Licensing Law art. 44: handed out within 10 days")

STAGES = (
    stage("applied", ("待核验材料", "Papers to be checked"), ("已收件,正在核对材料",
          "Received; the papers are being checked"),
          ("材料不齐的,五个工作日内一次告诉您",
          "If something is missing you are told once, within five working days")),
    stage("incomplete", ("待补材料", "Papers missing"), ("请按清单补材料", "Please bring what the list names"),
          ("补齐清单上的材料即可,不会再要别的", "Bring what the list names; nothing else will be asked for"),
          StageKind.WAITING),
    stage("checked", ("已受理", "Taken in"), ("已受理", "Taken in"),
          ("在办事指南承诺的期限内办结", "Done within the time that the guide promises")),
    stage("routed", ("部门办理中", "With the department"), ("有权办理的部门正在办",
          "The department with the power is at it"),
          ("办结后在原窗口领取,不用跑部门", "You get the result at the same window")),
    stage("elsewhere", ("异地办理中", "Handled elsewhere"), ("已转外地有权机关办理",
          "Sent to the authority elsewhere"),
          ("结果到了通知您,不用去外地", "You are told when the result is here"), StageKind.OUTSIDE),
    stage("decided", ("已作决定,待送达", "Decided"), ("已有结果,等您领取或寄出",
          "There is a result; it waits for you or is posted"),
          ("十个工作日内送达", "Handed out within ten working days")),
    stage("given_out", ("已办结", "Done"), ("已办结", "Done"),
          ("可以评价;不服的可以依法复议、诉讼",
          "You may rate it; against a refusal you may go to review or to court"),
          StageKind.FINAL),
    stage("answered_here", ("已当场答复", "Answered at the desk"), ("已当场答复", "Answered at the desk"),
          ("可以评价这次服务", "You may rate this visit"), StageKind.FINAL),
    stage("declined", ("不予受理", "Not taken in"), ("依法不予受理,理由已书面告知",
          "By law not taken in; the reason was written"),
          ("可以依法复议、诉讼;情况变了可以再申请", "You may go to review or to court, or apply again"),
          StageKind.FINAL),
    stage("withdrawn", ("已撤回", "Withdrawn"), ("您撤回了申请", "You withdrew it"),
          ("可以随时重新申请", "You may apply again at any time"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("category", "办什么", "What it is", FieldType.CHOICE, choices=choices(
        ("service.application", "申请办事", "Application"), ("service.question", "窗口咨询",
        "Question at the desk"))),
    field("guide", "办事指南", "Guide", FieldType.LINE, limit=40),
    field("guide_version", "指南版本", "Version of the guide", FieldType.NUMBER, limit=10_000),
    field("desk", "窗口", "Desk", FieldType.LINE, limit=40),
    field("cross_province", "可跨省通办", "May be handed over to another province", FieldType.FLAG),
    field("limit_days", "承诺办结(工作日)", "Promised (working days)", FieldType.NUMBER, limit=DECIDE_DAYS),
    words("missing", "缺的材料(一次列全)", "What is missing, all of it", limit=2000, subject="requester"),
    field("other_place", "转往的外地机关", "Authority elsewhere", FieldType.LINE, limit=80),
    field("outcome", "结果", "Outcome", FieldType.CHOICE, choices=choices(
        ("granted", "准予", "Granted"), ("refused", "不予", "Refused"))),
    field("given_as", "怎么送达的", "How it was given", FieldType.CHOICE, choices=choices(
        ("online", "电子送达", "Electronically"), ("post", "邮寄", "By post"), ("helper", "帮办员送达",
        "By the helper"))),
    field("helper_consent", "申请人同意请人帮办、代办", "The applicant agrees to a helper", FieldType.FLAG),
    field("consent_by", "怎么同意的", "How consent was given", FieldType.CHOICE, choices=choices(
        ("paper", "签了委托书", "Signed on paper"), ("in_person", "当面说的,已记录", "Said in person and recorded"),
        ("own_page", "本人在进度页上同意", "On the applicant's own page"))),
    *REVIEW_FIELDS,
)  # fmt: skip

MOVES = (
    move("file", ("收件", "Take the application"), ("收了件", "took the application"), before=("*new",),
         after="applied",
         who=(Who(roles=WINDOW),), guards=("target_can_take",),
         fields=("category", "area", "channel", "how_placed?", "unit", "post?", "guide?", "guide_version?", "desk?",
                 "limit_days", "cross_province?", "requester", "title?", "urgency?", "words?", "photo?",
                 "requester_name?", "requester_phone?", "requester_email?"),
         effects=("hold_target", "note:guide=$guide", "note:desk=$desk", "note:cross_province=$cross_province")),
    move("answer_question", ("当场答复", "Answer at the desk"), ("当场作了答复", "answered at the desk"),
         before=("applied",),
         after="answered_here", who=(HOLDER,), fields=("answer",),
         effects=("set_handler", "note:result=question", *ANSWERED)),
    move("check", ("材料齐全,受理", "Complete: take it in"), ("核对材料齐全,受理",
         "found it complete and took it in"),
         before=("applied",), after="checked", who=(HOLDER,), fields=("note?",)),
    move("deem_complete", ("逾期未告知,视为受理", "Untold in time: taken in"),
         ("期限内没有告知缺什么,依法视为受理", "nothing was told in time: by law it is taken in"),
         before=("applied",), after="checked", trigger=Trigger.CLOCK, effects=("note:deemed=yes",)),
    move("tell_missing", ("一次性告知", "Tell once what is missing"), ("一次告知了缺的材料",
         "told once what is missing"),
         before=("applied",), after="incomplete", who=(HOLDER,), guards=("not_told_missing",), fields=("missing",),
         effects=("note:told_once=yes", "count:told_missing")),
    move("still_missing", ("仍缺已告知的材料", "Still missing from the list"),
         ("清单里的材料仍未补齐", "something of the list is still missing"), before=("applied",), after="incomplete",
         who=(HOLDER,), guards=("noted:told_once=yes",), fields=("note",), effects=("count:told_again",)),
    move("supplement", ("补齐(网上、邮寄)", "Supplied online or by post"), ("补了材料", "supplied the papers"),
         before=("incomplete",), after="applied", who=(HOLDER, REQUESTER), fields=("photo?", "note?")),
    move("supplement_here", ("到窗口补齐", "Supplied at the desk"), ("到窗口补了材料",
         "supplied the papers at the desk"),
         before=("incomplete",), after="applied", who=(HOLDER,), fields=("note?",), effects=("count:trips",)),
    move("route", ("转部门办理", "Route to a department"), ("转给了有权办理的部门", "routed it to the department"),
         before=("checked",), after="routed", who=(HOLDER,), guards=("target_is_other_unit", "target_can_take"),
         fields=("unit", "post?", "note?"), effects=("set_dispatcher", "hold_target", "count:dispatches")),
    move("return", ("退回窗口", "Return to the window"), ("不归本部门,退回窗口", "returned it: not its power"),
         before=("routed",), after="checked", who=(HOLDER,), fields=("reason",),
         effects=("count_wrong_hand_over", "count:returns", "hold_dispatcher")),
    move("hand_over", ("跨省移交", "Hand over to another place"), ("移交给了外地机关",
         "handed it over to another place"),
         before=("checked",), after="elsewhere", who=(HOLDER,), guards=("noted:cross_province=True",),
         fields=("other_place", "note?"), effects=("note:other_place=$other_place", "count:hand_overs")),
    move("result_arrived", ("外地结果已到", "The result has arrived"), ("外地办理结果已到",
         "the result arrived from elsewhere"),
         before=("elsewhere",), after="decided", who=(HOLDER,), fields=("outcome", "answer"),
         effects=("set_handler", "note:result=$outcome", *ANSWERED)),
    move("grant", ("准予", "Grant"), ("准予,答复了申请人", "granted it"), before=("checked",), after="decided",
         who=(HOLDER,), fields=GRANT, effects=("set_handler", "note:result=granted", *ANSWERED)),
    move("grant", ("准予", "Grant"), ("准予,答复了申请人", "granted it"), before=("routed",), after="decided",
         who=(HOLDER,), fields=GRANT, effects=("set_handler", "note:result=granted", *ANSWERED, "hold_dispatcher")),
    move("refuse_application", ("不予", "Refuse"), ("不予,说明了理由和救济途径",
         "refused it, with reasons and remedies"),
         before=("checked",), after="decided", who=(HOLDER,), fields=REFUSE,
         effects=("set_handler", "note:result=refused", *ANSWERED)),
    move("refuse_application", ("不予", "Refuse"), ("不予,说明了理由和救济途径",
         "refused it, with reasons and remedies"),
         before=("routed",), after="decided", who=(HOLDER,), fields=REFUSE,
         effects=("set_handler", "note:result=refused", *ANSWERED, "hold_dispatcher")),
    move("decline", ("不予受理", "Do not take it in"), ("依法不予受理", "by law did not take it in"),
         before=("applied", "incomplete"), after="declined", who=(HOLDER,), fields=REFUSE,
         effects=("set_handler", "note:result=declined", *ANSWERED)),
    move("send_out", ("电子或邮寄送达", "Send the result"), ("送达了结果", "sent the result"), before=("decided",),
         after="given_out", who=(HOLDER,), guards=("answered",), fields=("given_as",)),
    move("hand_out", ("窗口当面发证", "Hand it out at the desk"), ("在窗口当面发了结果",
         "handed the result out at the desk"),
         before=("decided",), after="given_out", who=(HOLDER,), guards=("answered",), fields=("note?",),
         effects=("count:trips",)),
    move("ask_helper", ("请人帮办代办", "Give a helper"), ("经申请人同意,请人帮办",
         "with the applicant's consent gave a helper"),
         before=("applied", "incomplete", "checked", "routed", "elsewhere", "decided"), who=(HOLDER,),
         guards=("target_can_take", "is_yes:helper_consent"),
         fields=("unit", "post?", "helper_consent", "consent_by", "request"),
         effects=("add_part:helper", "count:helpers")),
    move("withdraw", ("撤回申请", "Withdraw"), ("撤回了申请", "withdrew the application"), after="withdrawn",
         who=(REQUESTER,), fields=("reason?",), effects=("note:result=withdrawn",)),
    *review_moves(HANDLING),
)  # fmt: skip

CLOCKS = (
    clock("wait", ("申请人一共等了", "The applicant's whole wait"), ClockKind.WAIT, start=("verb.file",), stop=ENDED,
          length=from_field("limit_days"), unit=ClockUnit.WORKING_DAY, source=LAW_42, pauses=PAUSED),
    clock("checking", ("核对材料", "Check the papers"), ClockKind.STEP, start=("stage.applied",),
          stop=("stage.checked", "stage.incomplete", *ENDED), length=fixed(5), unit=ClockUnit.WORKING_DAY,
          source=LAW_32, on_lapse=OnLapse.MOVE, lapse_move="deem_complete"),
    clock("handling", ("办理期限", "To be decided"), ClockKind.STEP, start=("verb.file",),
          stop=("stage.decided", *ENDED), length=from_field("limit_days"), unit=ClockUnit.WORKING_DAY, source=LAW_42,
          pauses=PAUSED, extension=Extension(max_count=1, max_amount=10, prolongs=("wait",)),
          on_lapse=OnLapse.ESCALATE),
    clock("after_lapse", ("超期后处理", "After the lapse"), ClockKind.STEP, start=("verb.escalate_lapsed",),
          stop=("stage.decided", *ENDED), length=fixed(2), unit=ClockUnit.WORKING_DAY,
          source=Wording("上移一级后 2 个工作日内办结(本区约定)",
                         "Done within 2 working days of moving up a tier (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("giving_out", ("送达", "Hand out"), ClockKind.STEP, start=("stage.decided",), stop=ENDED, length=fixed(10),
          unit=ClockUnit.WORKING_DAY, source=LAW_44, on_lapse=OnLapse.ESCALATE),
    *review_clocks(),
)  # fmt: skip

HELPER = PartRule(
    key="helper", title=Wording("帮办代办", "Helper"), owner="post",
    stages=(
        Stage(key="asked", title=Wording("待帮办", "Asked"), public_words=Wording("已为您安排帮办员",
              "A helper was found")),
        Stage(key="helping", title=Wording("帮办中", "Helping"), public_words=Wording("帮办员正在帮您办",
              "Being helped")),
        Stage(key="done", title=Wording("帮办完成", "Done"), public_words=Wording("帮办已完成", "Help is done"),
              kind=StageKind.FINAL),
        Stage(key="recalled", title=Wording("已撤回", "Recalled"), public_words=Wording("不再请人帮办",
              "No helper any more"),
              kind=StageKind.FINAL),
    ),
    moves=(
        move("log_help", ("记一次帮办", "Log what was done"), ("帮办了一次", "helped once"), before=("asked",
             "helping"),
             after="helping", who=(PART_OWNER,), fields=("note",)),
        move("finish_help", ("帮办完成", "Help is done"), ("完成了帮办", "finished helping"), before=("helping",),
             after="done", who=(PART_OWNER,), fields=("note?",)),
        move("recall", ("不再请人帮办", "No helper any more"), ("撤回了帮办", "withdrew the helper"),
             before=("asked", "helping"), after="recalled", who=(HOLDER, CENTRE, REQUESTER), fields=("reason?",)),
    ),
    max=1, counts_as_done=("done", "recalled"),
)  # fmt: skip

PROCEDURE = Procedure(
    key="service_visit",
    version=1,
    title=Wording("政务服务", "Service visit"),
    source=Wording("行政许可法第三十二条至第四十五条;优化营商环境条例(2019)第三十五条至第三十七条",
                   "Licensing Law arts. 32-45; Business Environment Regulations (2019) arts. 35-37"),
    of="case",
    requester="optional",
    seal=Seal.RESTRICTED,
    holder_addresses=True,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=(part_like_co_handler("co_handler", Wording("并联办理", "In parallel with")), HELPER),
    links=(
        LinkRule(key="raised", title=Wording("由此产生", "Raised from"), procedure="*", relation="raised_from"),
        LinkRule(key="stuck", title=Wording("提请联席会议", "Before the joint meeting"), procedure="*",
                 relation="follows"),
    ),
    papers=(
        Paper(key="told_once", title=Wording("一次性告知书", "Notice of what is missing"),
        template="service_told_once",
              on="tell_missing", numbered=True),
        Paper(key="taken_in", title=Wording("受理通知书", "Notice of acceptance"), template="acceptance_notice",
              on="check", numbered=True),
        Paper(key="declined", title=Wording("不予受理通知书", "Notice of not taking it in"),
        template="service_declined",
              on="decline", numbered=True),
        Paper(key="refused", title=Wording("不予办理决定书", "Refusal"), template="service_declined",
              on="refuse_application", numbered=True),
        Paper(key="helper_consent", title=Wording("帮办代办委托书", "Mandate for a helper"),
        template="service_helper",
              on="ask_helper"),
    ),
    shared=frozenset({
        "note", "attach", "correct", "correct_closed", "erase", "hold_erasure", "lift_hold", "refer", "transfer",
        "escalate", "escalate_lapsed", "ask_extension", "grant_extension", "refuse_extension", "pause", "resume",
        "supervise", "answer", "follow_up", "rate", "rate_by_proxy", "migrate", "recompute",
    }),
)  # fmt: skip
