"""办不成事 stuck matter: an application that was not taken in, not decided, or took many trips; contacted the same day.

Source: FIELD 10 (the "cannot get it done" window: accept, classify, forward, solve, reply, check,
file; missing papers
for one's own reasons and court matters are told another way). Contact the same day, 5 working days,
5 more for special
ones with an approver one tier up: this district's promise.
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
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, move, stage
from linli.domain.engine.shared_moves import DECIDES, HOLDER, REQUESTER, part_like_co_handler
from linli.domain.seal import Seal
from linli.domain.service_review import REVIEW_FIELDS, review_clocks, review_moves
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
DESK = frozenset({
    Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.HANDLER, Role.LIAISON, Role.UNIT_HEAD,
})  # fmt: skip
"""Who takes a stuck matter down at the window."""
HANDLING = ("contact", "forward", "solve", "reply")
CHECKER = Who(relations=frozenset({R.HOLDER}), unlike_actor_of=("solve",))
"""What was solved is checked and answered by somebody who did not solve it."""
ANSWERED = ("note:answered=yes", "count:answers")
ENDED = ("stage.*final",)
SOLVED_WITH = ("cause", "result")
CAUSES = choices(
    ("materials", "材料", "Materials"), ("policy", "政策", "Policy"), ("system", "系统或数据", "System or data"),
    ("multi_department", "多部门", "Several departments"), ("staff_conduct", "工作人员作风", "Conduct of staff"),
    ("other", "其他", "Other"),
)  # fmt: skip
"""Why it was stuck. Source: FIELD 10."""
PROMISE = Wording("当日联系、5 个工作日内解决(本区约定)",
                  "Contact the same day, solved within 5 working days (agreed in this district)")  # fmt: skip

STAGES = (
    stage("received", ("待联系", "To be contacted"), ("已收到,等待联系", "Received; you will be contacted"),
          ("收到当天联系您,休息日收到的下一个工作日联系;五个工作日内解决",
           "You are contacted the same day, or the next working day after a day off; solved within five working days")),
    stage("contacted", ("已联系,查原因", "Contacted"), ("已和您联系,正在查原因",
          "You were contacted; the cause is sought"),
          ("五个工作日内解决并答复", "Solved and answered within five working days")),
    stage("forwarded", ("责任单位解决中", "With the unit in charge"), ("责任单位正在解决",
          "The unit in charge is solving it"),
          ("解决后由窗口核实、答复您", "When solved, the window checks it and answers you")),
    stage("handled", ("已解决,待核实", "Solved, to be checked"), ("已办,正在核实", "Done, being checked"),
          ("一个工作日内核实并答复您", "Checked and answered within one working day")),
    stage("closed", ("已答复", "Answered"), ("已答复", "Answered"),
          ("可以评价;没有解决可以请求重新办理", "You may rate it; if not solved, ask to reopen it"), StageKind.FINAL),
    stage("other_route", ("已告知其他途径", "Told another route"), ("应当通过其他途径,已告知您",
          "Another way applies; you were told"),
          ("请按答复里的途径办理", "Please take the way named in the answer"), StageKind.FINAL),
    stage("withdrawn", ("已撤回", "Withdrawn"), ("您撤回了", "You withdrew it"),
          ("可以随时重新提出", "You may bring it again at any time"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("category", "卡在哪里", "Where it is stuck", FieldType.CHOICE, choices=choices(
        ("service.not_taken_in", "申请了不受理", "Applied, and not taken in"),
        ("service.not_decided", "受理了迟迟不办", "Taken in, and never decided"),
        ("service.many_trips", "跑了几趟没结果", "Came several times for nothing"),
        ("service.asked_again", "反复要材料", "Asked for papers again and again"))),
    field("guide", "办的是哪件事", "Which service", FieldType.LINE, limit=40),
    field("desk", "在哪个窗口", "At which desk", FieldType.LINE, limit=40),
    field("contact_way", "怎么联系的", "How contact was made", FieldType.CHOICE, choices=choices(
        ("phone", "电话", "By phone"), ("in_person", "当面", "In person"),
        ("by_page", "没留联系方式,写在进度页上", "No contact left: written on the progress page"))),
    field("cause", "卡住的原因", "Why it was stuck", FieldType.CHOICE, choices=CAUSES),
    field("outcome", "结果", "Outcome", FieldType.CHOICE, choices=choices(
        ("solved", "办成了", "Solved"), ("partly", "部分办成", "Partly solved"),
        ("explained", "依法不能办,已说明", "Cannot be done by law; explained"))),
    field("excluded_as", "不属于这里的原因", "Why it is not for this window", FieldType.CHOICE, choices=choices(
        ("own_papers", "自己的材料还不齐", "Own papers are not complete"),
        ("court", "已进入诉讼、仲裁", "It is before a court or arbitration"),
        ("not_a_service", "不是政务服务事项", "It is no public service"))),
    field("right_unit", "应由哪个单位办", "The right unit", FieldType.UNIT),
    field("accused_post", "被反映的岗位", "Post the complaint is about", FieldType.POST),
    *REVIEW_FIELDS,
)  # fmt: skip

MOVES = (
    move("file", ("登记办不成的事", "Take down a stuck matter"), ("反映了办不成的事", "brought a stuck matter"),
         before=("*new",), after="received", who=(Who(roles=DESK),),
         fields=("category", "area", "channel", "how_placed?", "guide?", "desk?", "requester", "title?", "urgency?",
                 "words", "place_words?", "photo?", "requester_name?", "requester_phone?", "requester_email?",
                 "requester_address?"),
         effects=("hold_duty:sector", "note:guide=$guide", "note:desk=$desk")),
    move("note_no_answer", ("没联系上", "Nobody answered"), ("打过电话,没联系上", "called; nobody answered"),
         before=("received",), who=(HOLDER,), fields=("note?",), effects=("count:contact_tries",)),
    move("contact", ("已联系", "Contacted"), ("联系了本人", "made contact"), before=("received",), after="contacted",
         who=(HOLDER,), fields=("contact_way", "note?"),
         effects=("set_dispatcher", "note:contact_way=$contact_way")),
    move("name_accused", ("对被反映人保密", "Keep it from the accused"), ("对被反映人保密",
         "kept it from the accused"),
         who=(HOLDER,), fields=("accused_post",), effects=("exclude_accused",)),
    move("forward", ("转责任单位", "Forward"), ("转给了责任单位", "forwarded it to the unit in charge"),
         before=("contacted",), after="forwarded", who=(HOLDER,), guards=("target_is_other_unit", "target_can_take"),
         fields=("unit", "post?", "note?"),
         effects=("set_dispatcher", "hold_target", "count:dispatches", "note:agenda=")),
    move("object", ("退回:不归我办", "Not our duty"), ("说明不归本单位,退回", "said it was not its duty"),
         before=("forwarded",), after="contacted", who=(HOLDER,), fields=("right_unit", "reason"),
         effects=("count_wrong_hand_over", "count:returns", "hold_dispatcher")),
    move("solve", ("已解决", "Solved"), ("解决了,报窗口核实", "solved it"), before=("contacted",), after="handled",
         who=(HOLDER,), fields=SOLVED_WITH, effects=("set_handler", "note:cause=$cause")),
    move("solve", ("已解决", "Solved"), ("解决了,报窗口核实", "solved it"), before=("forwarded",), after="handled",
         who=(HOLDER,), fields=SOLVED_WITH, effects=("set_handler", "note:cause=$cause", "hold_dispatcher")),
    move("rework", ("没有解决,再办", "Not solved: again"), ("核实没有解决,退回再办", "found it not solved"),
         before=("handled",), after="contacted", who=(CHECKER,), fields=("reason",),
         effects=("count:reworks",)),
    move("reply", ("核实并答复", "Check and answer"), ("核实后作了答复", "checked it and answered"),
         before=("handled",),
         after="closed", who=(CHECKER,), fields=("outcome", "answer"),
         effects=("note:result=$outcome", *ANSWERED)),
    move("tell_other_route", ("告知其他途径", "Tell another route"), ("告知了其他途径", "told another route"),
         before=("received", "contacted"), after="other_route", who=(HOLDER,), fields=("excluded_as", "answer"),
         effects=("set_handler", "note:result=other_route", "note:excluded_as=$excluded_as", *ANSWERED)),
    move("reopen", ("重新办理", "Reopen"), ("决定重新办理", "decided to reopen it"), before=("closed", "other_route"),
         after="contacted",
         who=(Who(roles=DECIDES.roles, relations=DECIDES.relations, unlike_actor_of=HANDLING),),
         guards=("reopen_asked",), fields=("reason",),
         effects=("note:reopen_asked=", "note:answered=", "note:result=", "count:reopens")),
    move("withdraw", ("撤回", "Withdraw"), ("撤回了", "withdrew it"), after="withdrawn", who=(REQUESTER,),
         fields=("reason?",), effects=("note:result=withdrawn",)),
    *review_moves(HANDLING),
)  # fmt: skip

CLOCKS = (
    clock("wait", ("反映人一共等了", "The whole wait"), ClockKind.WAIT, start=("verb.file", "verb.reopen"),
          stop=ENDED,
          length=fixed(5), unit=ClockUnit.WORKING_DAY, source=PROMISE),
    clock("contact", ("当日联系", "Contact the same day"), ClockKind.RESPONSE, start=("verb.file",),
          stop=("verb.contact", *ENDED), length=fixed(1), unit=ClockUnit.SAME_DAY, source=PROMISE),
    clock("handling", ("解决期限", "To be solved"), ClockKind.STEP, start=("verb.file", "verb.rework", "verb.reopen"),
          stop=("stage.handled", *ENDED), length=fixed(5), unit=ClockUnit.WORKING_DAY, source=PROMISE,
          extension=Extension(max_count=1, max_amount=5, prolongs=("wait",)), on_lapse=OnLapse.ESCALATE),
    clock("answering", ("核实答复", "Check and answer"), ClockKind.STEP, start=("stage.handled",),
          stop=("stage.contacted", *ENDED), length=fixed(1), unit=ClockUnit.WORKING_DAY, source=PROMISE,
          on_lapse=OnLapse.ESCALATE),
    clock("after_lapse", ("超期后处理", "After the lapse"), ClockKind.STEP, start=("verb.escalate_lapsed",),
          stop=ENDED,
          length=fixed(2), unit=ClockUnit.WORKING_DAY,
          source=Wording("上移一级后 2 个工作日内办结(本区约定)",
                         "Done within 2 working days of moving up a tier (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("reopen_right", ("可以请求重新办理", "Right to ask to reopen"), ClockKind.RIGHT, start=ENDED,
          stop=("verb.reopen",), length=fixed(30), unit=ClockUnit.DAY,
          source=Wording("答复后 30 日内(本区约定)", "Within 30 days of the answer (agreed in this district)"),
          on_lapse=OnLapse.CLOSE_RIGHT),
    clock("reopening", ("答复重新办理的请求", "Answer that wish"), ClockKind.RESPONSE, start=("verb.ask_reopen",),
          stop=("verb.reopen", "verb.refuse_reopen"), length=fixed(5), unit=ClockUnit.WORKING_DAY,
          source=Wording("5 个工作日内答复(本区约定)", "Answered within 5 working days (agreed in this district)")),
    *review_clocks(reopened=("verb.reopen",)),
)  # fmt: skip

PROCEDURE = Procedure(
    key="stuck_matter",
    version=1,
    title=Wording("办不成事", "Stuck matter"),
    source=Wording("优化营商环境条例(2019)第三十六条;“办不成事”反映窗口(本区约定)",
                   "Business Environment Regulations (2019) art. 36; the district's window for stuck matters"),
    of="case",
    requester="optional",
    seal=Seal.RESTRICTED,
    holder_addresses=True,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=(part_like_co_handler("co_handler", Wording("协办", "Co-handler")),),
    links=(
        LinkRule(key="raised", title=Wording("由此产生", "Raised from"), procedure="*", relation="raised_from"),
        LinkRule(key="stuck", title=Wording("提请联席会议", "Before the joint meeting"), procedure="*",
                 relation="follows"),
    ),
    papers=(
        Paper(key="stuck_answer", title=Wording("办不成事答复函", "Answer on a stuck matter"),
        template="answer_letter",
              on="reply", numbered=True),
    ),
    shared=frozenset({
        "note", "attach", "correct", "correct_closed", "erase", "hold_erasure", "lift_hold", "refer", "transfer",
        "escalate", "escalate_lapsed", "ask_extension", "grant_extension", "refuse_extension", "supervise",
        "answer", "follow_up", "rate", "rate_by_proxy", "ask_reopen", "refuse_reopen", "migrate", "recompute",
    }),
)  # fmt: skip
