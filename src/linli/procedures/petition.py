"""信访事项 petition: what the authorities owe whoever writes, calls or comes; nothing about the person beyond that.

Source: 信访工作条例 (2022) arts. 18-24, 28, 30-36. Register and route in 15 days (22); tell of receipt in 15 days,
object to a wrong unit in 5 working days (23); six-way sorting (31); what an opinion contains (32); decide in 60
days, at most 30 more (34); review asked within 30 days and done in 30 (35); final review likewise, hearing time
excluded (36).
"""

from linli.domain.engine.declarations import (
    ClockKind,
    Extension,
    FieldType,
    LinkRule,
    OnLapse,
    Paper,
    Procedure,
    Relation,
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, explained, field, move, stage, words
from linli.domain.engine.shared_moves import HOLDER, REQUESTER, part_like_co_handler
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
WINDOW = frozenset(
    {Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.HANDLER, Role.LIAISON, Role.FOLLOW_UP}
)
OFFICE = Who(relations=frozenset({R.HOLDER, R.SUPERVISOR}), roles=WINDOW | {Role.UNIT_HEAD})
REVIEWER = Who(relations=frozenset({R.HOLDER}), unlike_actor_of=("decide", "accept"))
FINAL_REVIEWER = Who(relations=frozenset({R.HOLDER}), unlike_actor_of=("decide", "accept", "answer_review"))
OPINION = ("petition_result", "request_words", "facts", "opinion", "legal_basis", "answer")
ANSWERED = ("note:answered=yes", "count:answers")
ENDED = ("stage.*final",)
ROUTES = explained(
    ("judicial_procedure", Wording("诉讼程序", "Court"),
     Wording("应当由法院、检察院、公安机关依法律程序处理的,告知信访人到哪里提出;本机关不作实体处理。",
             "For the courts, the procuratorate or the police by their own procedure: the person is told where to go; "
             "nothing is decided here.")),
    ("arbitration", Wording("仲裁", "Arbitration"),
     Wording("劳动人事、农村土地承包、商事等应当仲裁的,导入仲裁程序,并告知申请的机构和时效。",
             "Labour, rural land contracts, trade and the like: led to arbitration, with its body and time limit.")),
    ("party_appeal", Wording("党员申诉", "Party appeal"),
     Wording("党员对处分、组织处理不服的,可以申诉、申请复审,导入相应程序。",
             "A party member against a sanction: appeal or renewed review, led there.")),
    ("administrative_procedure", Wording("行政复议、裁决、确认、许可、处罚", "Administrative procedure"),
     Wording("有行政复议、裁决、确认、许可、处罚等法定程序可走的,导入该程序,期限按该程序的法律计算。",
             "Where reconsideration, ruling, confirmation, licence or penalty is open: led there; its own law sets the "
             "time.")),
    ("request_to_act_on_law", Wording("申请查处违法、履行职责", "Request to act on the law"),
     Wording("请求查处违法行为、保护人身财产权益的,由有职责的机关依法履行或者答复。",
             "Asking to act against a breach or to protect rights: whoever has the duty acts on it, or answers.")),
    ("petition_opinion", Wording("出具信访处理意见书", "Petition opinion"),
     Wording("不属于以上情形的,听取陈述、调查核实,六十日内出具处理意见书;重大、复杂、疑难的可以听证。",
             "None of these: the person is heard, the facts are checked, and an opinion is given within 60 days; a "
             "hearing may be held.")),
)  # fmt: skip
"""Six-way sorting, each with what it means in law. Source: 信访工作条例 art. 31."""
REST = ("stage.answered", "stage.review_answered", *ENDED)

STAGES = (
    stage("received", ("已登记", "Registered"), ("已登记", "Registered"),
          ("十五日内转交有权处理的机关", "Within 15 days it goes to the body with the power to act")),
    stage("routed", ("已转送交办", "Routed"), ("已转给有权处理的机关", "Sent to the body with the power to act"),
          ("十五日内书面告知是否受理", "Within 15 days you are told in writing whether it is taken in")),
    stage("accepted", ("办理中", "Being handled"), ("已受理,正在办理", "Taken in and being handled"),
          ("六十日内书面答复", "A written answer within 60 days")),
    stage("answered", ("已答复", "Answered"), ("已书面答复", "Answered in writing"),
          ("三十日内可以请求复查", "Within 30 days you may ask for a review"), StageKind.WAITING),
    stage("review", ("复查中", "Under review"), ("正在复查", "Under review"),
          ("三十日内复查答复", "The review is answered within 30 days")),
    stage("review_answered", ("复查已答复", "Review answered"), ("复查已答复", "The review was answered"),
          ("三十日内可以请求复核", "Within 30 days you may ask for a final review"), StageKind.WAITING),
    stage("final_review", ("复核中", "Under final review"), ("正在复核", "Under final review"),
          ("三十日内复核答复,听证时间不计", "Answered within 30 days, hearings not counted")),
    stage("closed", ("已办结", "Closed"), ("已办结", "Closed"),
          ("同一事实和理由不再受理;新的事实可以再提出", "The same facts are not taken in again; new facts are"),
          StageKind.FINAL),
    stage("other_route", ("已告知其他途径", "Told another route"),
          ("应当通过其他法定途径", "Another lawful route applies"),
          ("请按答复中的途径提出", "Please take the route named in the answer"), StageKind.FINAL),
    stage("not_accepted", ("不再受理", "Not taken in"), ("依法不再受理,理由已答复",
                                                         "By law not taken in; the reason was given"),
          ("新的事实和理由可以再提出", "You may come again with new facts"), StageKind.FINAL),
    stage("withdrawn", ("已撤回", "Withdrawn"), ("已撤回", "Withdrawn"),
          ("可以随时重新提出", "You may bring it again"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("category", "事项类别", "Kind of matter", FieldType.CHOICE, choices=choices(
        ("petition.suggestion", "建议意见", "Suggestion"), ("petition.accusation", "检举控告", "Accusation"),
        ("petition.request", "申诉求决", "Request to decide"))),
    field("petition_route", "分类处理途径", "Route", FieldType.CHOICE, choices=ROUTES),
    field("petition_result", "处理结果", "Result", FieldType.CHOICE, choices=choices(
        ("supported", "支持", "Supported"), ("reasonable_but_no_basis_explained", "合理但无依据,作解释",
                                             "Reasonable, no legal basis: explained"),
        ("not_supported", "不予支持", "Not supported"))),
    words("request_words", "请求", "The request"),
    words("facts", "事实和理由", "Facts and reasons", limit=8000),
    words("opinion", "处理意见", "Opinion", limit=8000),
    field("right_unit", "应由哪个单位办", "The right unit", FieldType.UNIT),
    field("accused_post", "被反映的岗位", "Post the accusation is about", FieldType.POST),
    words("receipt_note", "告知内容", "What was told", limit=500),
)  # fmt: skip

MOVES = (
    move("file", ("登记", "Register"), ("登记了信访事项", "registered the petition"), before=("*new",),
         after="received",
         who=(Who(roles=WINDOW),), effects=("hold_duty:sector",),
         fields=("category", "area", "channel", "how_placed?", "requester?", "urgency?", "title?", "words?",
                 "place_words?",
                 "photo?", "requester_name?", "requester_phone?", "requester_email?", "requester_address?")),
    move("name_accused", ("对被反映人保密", "Keep it from the accused"), ("对被反映人保密", "kept it from the accused"),
         who=(OFFICE,), fields=("accused_post",), effects=("exclude_accused",)),
    move("route", ("转送交办", "Route"), ("转送交办", "routed it"), before=("received",), after="routed", who=(OFFICE,),
         guards=("target_is_other_unit", "target_can_take"), fields=("unit", "post?", "petition_route", "note?"),
         effects=("set_dispatcher", "hold_target", "note:route=$petition_route", "count:dispatches")),
    move("take_here", ("由本机关办理", "Take it here"), ("由本机关办理", "took it for its own"), before=("received",),
         after="routed",
         who=(HOLDER,), fields=("petition_route",), effects=("set_dispatcher", "note:route=$petition_route")),
    move("tell_other_route", ("告知其他途径", "Tell another route"),
         ("告知了其他法定途径", "told another lawful route"),
         before=("received", "routed"), after="other_route", who=(OFFICE,),
         fields=("petition_route", "answer", "legal_basis"),
         effects=("note:result=other_route", "note:route=$petition_route", *ANSWERED)),
    move("refuse", ("不再受理", "Do not take in"), ("依法不再受理", "by law did not take it in"),
         before=("received", "routed"),
         after="not_accepted", who=(OFFICE,), fields=("answer", "legal_basis"),
         effects=("note:result=not_accepted", *ANSWERED)),
    move("notify_receipt", ("告知收到", "Tell of receipt"), ("告知已收到", "told of receipt"),
         before=("received", "routed", "accepted"),
         who=(HOLDER,), guards=("not_noted:receipt",), fields=("receipt_note",), effects=("note:receipt=told",)),
    move("object", ("提出异议", "Object: not our duty"), ("认为不归本机关,退回", "objected: not its duty"),
         before=("routed",),
         after="received", who=(HOLDER,), guards=("right_is_open:objection_right",), fields=("right_unit", "reason"),
         effects=("count_wrong_hand_over", "count:returns", "hold_dispatcher")),
    move("accept", ("受理", "Take in"), ("受理", "took it in"), before=("routed",), after="accepted", who=(HOLDER,),
         fields=("note?",), effects=("set_handler", "note:agenda=")),
    move("recuse", ("回避", "Step aside"), ("承办人回避,换人", "the handler stepped aside"),
         before=("received", "routed", "accepted", "review", "final_review"), who=(HOLDER,), guards=("post_is_here",),
         fields=("post", "reason"), effects=("hold_post", "count:recusals")),
    move("decide", ("出具处理意见", "Give the opinion"), ("作出处理意见", "gave its opinion"), before=("accepted",),
         after="answered",
         who=(HOLDER,), fields=OPINION, effects=("set_handler", "note:result=$petition_result", *ANSWERED)),
    move("accept_answer", ("接受答复", "Accept the answer"), ("接受了答复", "accepted the answer"),
         before=("answered", "review_answered"), after="closed", who=(REQUESTER,), fields=("comment?",)),
    move("right_lapses", ("期满办结", "The time is over"), ("期满未请求复查复核,办结",
                                                            "no review was asked in time; closed"),
         before=("answered", "review_answered"), after="closed", trigger=Trigger.CLOCK),
    move("ask_review", ("请求复查", "Ask for a review"), ("请求复查", "asked for a review"), before=("answered",),
         after="review",
         who=(REQUESTER,), guards=("right_is_open:review_right",), fields=("reason",),
         effects=("count:reviews_asked", "hold_upper")),
    move("answer_review", ("答复复查", "Answer the review"), ("作出复查意见", "answered the review"),
         before=("review",),
         after="review_answered", who=(REVIEWER,), fields=OPINION,
         effects=("note:review_result=$petition_result", *ANSWERED)),
    move("ask_final_review", ("请求复核", "Ask for a final review"), ("请求复核", "asked for a final review"),
         before=("review_answered",), after="final_review", who=(REQUESTER,),
         guards=("right_is_open:final_review_right",),
         fields=("reason",), effects=("count:final_reviews_asked", "hold_upper")),
    move("answer_final_review", ("答复复核", "Answer the final review"), ("作出复核意见", "answered the final review"),
         before=("final_review",), after="closed", who=(FINAL_REVIEWER,), fields=OPINION,
         effects=("note:final_result=$petition_result", *ANSWERED)),
    move("withdraw", ("撤回", "Withdraw"), ("撤回", "withdrew it"), after="withdrawn", who=(REQUESTER,),
         fields=("reason?",),
         effects=("note:result=withdrawn",)),
)  # fmt: skip

REVIEWING = clock(
    "reviewing", ("复查期限", "Review"), ClockKind.STEP, start=("stage.review",),
    stop=("stage.review_answered", *ENDED), length=fixed(30), unit=ClockUnit.DAY, on_lapse=OnLapse.ESCALATE,
    source=Wording("信访工作条例第三十五条", "Petition Regulations art. 35"),
)  # fmt: skip
FINAL_REVIEWING = clock(
    "final_reviewing", ("复核期限", "Final review"), ClockKind.STEP, start=("stage.final_review",), stop=ENDED,
    length=fixed(30), unit=ClockUnit.DAY,
    source=Wording("信访工作条例第三十六条:听证时间不计", "Petition Regulations art. 36: hearings do not count"),
    pauses=("hearing",), on_lapse=OnLapse.ESCALATE,
)  # fmt: skip
CLOCKS = (
    clock("wait", ("信访人一共等了", "The petitioner's whole wait"), ClockKind.WAIT,
          start=("verb.file", "verb.ask_review", "verb.ask_final_review"), stop=REST, length=fixed(75),
          unit=ClockUnit.DAY,
          source=Wording("信访工作条例第二十二条、第三十四条:15 日 + 60 日",
                         "Petition Regulations arts. 22 and 34: 15 days + 60 days"),
          like=(("verb.ask_review", REVIEWING), ("verb.ask_final_review", FINAL_REVIEWING))),
    clock("routing", ("登记转送", "Register and route"), ClockKind.STEP, start=("stage.received",),
          stop=("stage.routed", *ENDED),
          length=fixed(15), unit=ClockUnit.DAY,
          source=Wording("信访工作条例第二十二条", "Petition Regulations art. 22"), on_lapse=OnLapse.ESCALATE),
    clock("receipt", ("告知收到", "Tell of receipt"), ClockKind.RESPONSE, start=("verb.file", "verb.route"),
          stop=("verb.notify_receipt", *ENDED), length=fixed(15), unit=ClockUnit.DAY,
          source=Wording("信访工作条例第二十三条", "Petition Regulations art. 23")),
    clock("taking_in", ("决定是否受理", "Decide whether to take in"), ClockKind.STEP, start=("stage.routed",),
          stop=("stage.accepted", "stage.received", *ENDED), length=fixed(15), unit=ClockUnit.DAY,
          source=Wording("信访工作条例第二十三条", "Petition Regulations art. 23"),
          on_lapse=OnLapse.ESCALATE),
    clock("objection_right", ("可以提出异议", "Right to object"), ClockKind.RIGHT, start=("stage.routed",),
          stop=("stage.accepted", "stage.received", *ENDED), length=fixed(5), unit=ClockUnit.WORKING_DAY,
          source=Wording("信访工作条例第二十三条", "Petition Regulations art. 23"), on_lapse=OnLapse.CLOSE_RIGHT),
    clock("deciding", ("办理期限", "Decide"), ClockKind.STEP, start=("stage.accepted",),
          stop=("stage.answered", *ENDED),
          length=fixed(60), unit=ClockUnit.DAY,
          source=Wording("信访工作条例第三十四条", "Petition Regulations art. 34"),
          extension=Extension(max_count=1, max_amount=30, prolongs=("wait",)), on_lapse=OnLapse.ESCALATE),
    clock("review_right", ("可以请求复查", "Right to a review"), ClockKind.RIGHT, start=("stage.answered",),
          stop=("verb.ask_review", *ENDED), length=fixed(30), unit=ClockUnit.DAY,
          source=Wording("信访工作条例第三十五条", "Petition Regulations art. 35"),
          on_lapse=OnLapse.MOVE, lapse_move="right_lapses"),
    REVIEWING,
    clock("final_review_right", ("可以请求复核", "Right to a final review"), ClockKind.RIGHT,
          start=("stage.review_answered",),
          stop=("verb.ask_final_review", *ENDED), length=fixed(30), unit=ClockUnit.DAY,
          source=Wording("信访工作条例第三十六条", "Petition Regulations art. 36"),
          on_lapse=OnLapse.MOVE, lapse_move="right_lapses"),
    FINAL_REVIEWING,
    clock("after_lapse", ("超期后处理", "After the lapse"), ClockKind.STEP, start=("verb.escalate_lapsed",),
          stop=("stage.routed", "stage.accepted", *REST), length=fixed(5), unit=ClockUnit.WORKING_DAY,
          source=Wording("上移一级后 5 个工作日内接手(本区约定)",
                         "Taken over within 5 working days of moving up a tier (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("rating_right", ("可以评价", "Right to rate"), ClockKind.RIGHT, start=ENDED, stop=(), length=fixed(30),
          unit=ClockUnit.DAY,
          source=Wording("信访工作条例第二十一条:可以查询、评价", "Petition Regulations art. 21: look up, rate"),
          on_lapse=OnLapse.CLOSE_RIGHT),
)  # fmt: skip

PROCEDURE = Procedure(
    key="petition",
    version=1,
    title=Wording("信访事项", "Petition"),
    source=Wording("信访工作条例(2022)第十八至三十六条", "Petition Regulations (2022) arts. 18 to 36"),
    of="case",
    requester="many",
    seal=Seal.RESTRICTED,
    holder_addresses=True,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=(
        part_like_co_handler("co_handler", Wording("协办", "Co-handler"), clock=clock(
            "co_handling", ("协办答复", "Co-handler's reply"), ClockKind.PART, start=(), stop=(), length=fixed(10),
            unit=ClockUnit.WORKING_DAY,
            source=Wording("协办 10 个工作日内答复(本区约定)",
                           "A co-handler replies within 10 working days (agreed in this district)"))),
    ),
    links=(
        LinkRule(key="raised", title=Wording("由此产生", "Raised from"), procedure="*", relation="raised_from"),
        LinkRule(key="stuck", title=Wording("提请联席会议", "Before the joint meeting"), procedure="*",
                 relation="follows"),
    ),
    papers=(
        Paper(key="other_route", title=Wording("告知其他途径的答复函", "Letter on another route"),
              template="answer_letter", on="tell_other_route", numbered=True, by_its_author=True),
        Paper(key="not_taken_in", title=Wording("不再受理告知书", "Letter: not taken in"), template="answer_letter",
              on="refuse", numbered=True, by_its_author=True),
        Paper(key="receipt", title=Wording("信访事项告知书", "Notice of receipt"), template="petition_receipt",
              on="notify_receipt",
              numbered=True),
        Paper(key="opinion", title=Wording("信访处理意见书", "Opinion"), template="petition_opinion", on="decide",
              signers=("handler", "unit_head"), numbered=True, by_its_author=True),
        Paper(key="review", title=Wording("复查意见书", "Review"), template="petition_review", on="answer_review",
              numbered=True, by_its_author=True),
        Paper(key="final_review", title=Wording("复核意见书", "Final review"), template="petition_final_review",
              on="answer_final_review", numbered=True, by_its_author=True),
    ),
    shared=frozenset({
        "note", "attach", "correct", "correct_closed", "erase", "hold_erasure", "lift_hold",
        "refer", "transfer", "escalate",
        "escalate_lapsed", "ask_extension", "grant_extension", "refuse_extension", "pause", "resume", "supervise",
        "answer", "follow_up", "rate", "rate_by_proxy", "migrate", "recompute",
    }),
)  # fmt: skip
