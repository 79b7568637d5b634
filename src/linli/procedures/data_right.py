"""个人信息权利请求 data right: what somebody asks about data kept on them, until it is done or refused with a reason.

Source: 个人信息保护法 arts. 15 (withdraw consent), 24 and 48 (explain), 31 (under 14: the guardian), 44 (object),
45 (see, copy, transfer), 46 (correct, complete), 47 (delete), 49 (relatives of a deceased), 50 (a working channel,
reasons for every refusal). The law says 及时,
in good time; 15 working days is this district's promise (ASSURANCE S29).
"""

from linli.domain.engine.declarations import (
    ClockKind,
    Extension,
    FieldType,
    OnLapse,
    Paper,
    Procedure,
    Relation,
    StageKind,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, move, stage
from linli.domain.engine.shared_moves import DECIDES, REQUESTER, part_like_co_handler
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
WORKING_DAYS = 15
COUNTER = frozenset({
    Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.FOLLOW_UP, Role.DATA_PROTECTION_OFFICER,
})  # fmt: skip
"""Who takes a request down for somebody who comes or calls."""
RIGHTS_DESK = Who(
    relations=frozenset({R.HOLDER}),
    roles=frozenset({Role.DATA_PROTECTION_OFFICER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.CONVENER}),
)
"""The officer; where a district has none, or after a lapse, the coordinator or head of the unit that holds it."""
ABOVE = Who(roles=DECIDES.roles, relations=DECIDES.relations, unlike_actor_of=("refuse", "finish"))
ANSWERED = ("note:answered=yes", "count:answers")
ENDED = ("stage.*final",)

STAGES = (
    stage("asked", ("待核对身份", "Received"), ("请求已收到", "Your request has arrived"),
          ("个人信息保护负责人核对是否本人", "The data protection officer checks who asks")),
    stage("checking", ("审查中", "Being looked into"), ("正在审查", "It is being looked into"),
          ("自收到起十五个工作日内办完或说明理由",
          "Done, or refused with a reason, within 15 working days of arrival")),
    stage("granted", ("已同意,办理中", "Granted, being done"), ("已同意,正在办理", "Granted; it is being done"),
          ("办完后书面告诉您", "You are told when it is done")),
    stage("done", ("已办结", "Done"), ("已办结", "Done"),
          ("不满意可以请上一级再看,也可以向网信部门投诉",
          "You may ask the level above, or complain to the cyberspace administration"),
          StageKind.FINAL),
    stage("refused", ("未同意", "Refused"), ("没有同意,理由已告诉您", "Refused; you were told why"),
          ("可以请上一级再看、向网信部门投诉,或依法起诉",
           "You may ask the level above, complain to the cyberspace administration, or go to court"),
          StageKind.FINAL),
    stage("withdrawn", ("已撤回", "Withdrawn"), ("您撤回了请求", "You withdrew it"),
          ("可以随时再提", "You may ask again at any time"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("category", "请求什么", "What is asked", FieldType.CHOICE, choices=choices(
        ("right.access", "查阅", "See what is kept"), ("right.copy", "复制或转移", "Copy or transfer"),
        ("right.correct", "更正", "Correct"), ("right.complete", "补充", "Complete"), ("right.delete", "删除",
        "Delete"),
        ("right.withdraw_consent", "撤回同意", "Withdraw consent"), ("right.explain", "解释说明", "Explain"),
        ("right.object", "限制或拒绝处理", "Object or restrict"))),
    field("matter", "关于哪一件", "The matter concerned", FieldType.LINE, limit=80),
    field("asked_as", "以什么身份提出", "Asked as", FieldType.CHOICE, choices=choices(
        ("self", "本人", "The person concerned"), ("guardian", "未满十四周岁者的监护人",
        "Guardian of somebody under 14"),
        ("relative", "死者的近亲属", "Close relative of a deceased"))),
    field("identified_by", "怎么核对的", "How it was checked", FieldType.CHOICE, choices=choices(
        ("receipt", "凭回执码", "By the receipt code"), ("at_counter", "在窗口当面核对", "In person at the counter"),
        ("call_back", "回拨所留电话", "By calling the number that was left"),
        ("papers", "凭监护或亲属关系材料", "By papers of guardianship or kinship"))),
    field("done_as", "办了什么", "What was done", FieldType.CHOICE, choices=choices(
        ("shown", "已提供查阅", "It was shown"), ("copied", "已提供副本", "A copy was given"),
        ("corrected", "已更正", "Corrected"), ("completed", "已补充", "Completed"), ("erased", "已删除", "Erased"),
        ("consent_withdrawn", "已停止原同意的处理", "What had been agreed to has stopped"),
        ("explained", "已说明", "Explained"), ("restricted", "已限制或停止处理", "Restricted or stopped"))),
    field("refusal_class", "不同意的法定理由", "Lawful reason for refusing", FieldType.CHOICE, choices=choices(
        ("not_identified", "无法确认是本人或有权的人", "It could not be established that the asker is entitled"),
        ("not_kept", "没有保存这项信息", "Nothing of the kind is kept"),
        ("kept_by_law", "法定保存期限未满(第四十七条)", "A period set by law has not run out (art. 47)"),
        ("secrecy", "依法应当保密(第十八条、第三十五条)", "The law demands secrecy (arts. 18, 35)"),
        ("hinders_duty", "会妨碍履行法定职责(第三十五条)", "It would hinder a statutory duty (art. 35)"),
        ("others_data", "会泄露他人的个人信息", "It would disclose somebody else's data"),
        ("is_correct", "经核实信息无误", "What is kept was found correct"))),
)  # fmt: skip

MOVES = (
    move("file", ("登记请求", "Take the request down"), ("提出了权利请求", "made the request"), before=("*new",),
         after="asked",
         who=(Who(roles=COUNTER),), guards=("target_can_take",), effects=("hold_target", "note:right=$category"),
         fields=("category", "area", "channel", "how_placed?", "unit", "post?", "matter?", "asked_as", "requester",
         "words?",
                 "requester_name?", "requester_phone?", "requester_email?")),
    move("identify", ("核对身份", "Check who asks"), ("核对了身份", "checked who asks"), before=("asked",),
         after="checking",
         who=(RIGHTS_DESK,), fields=("identified_by", "note?"), effects=("set_handler",
         "note:identified=$identified_by", "note:agenda=")),
    move("grant", ("同意", "Grant"), ("同意了请求", "granted the request"), before=("checking",), after="granted",
         who=(RIGHTS_DESK,), fields=("note?",), effects=("set_handler", "note:result=granted")),
    move("finish", ("告知办理结果", "Tell what was done"), ("办完并告知", "did it and told the asker"),
         before=("granted",), after="done",
         who=(RIGHTS_DESK,), fields=("done_as", "answer"), effects=("set_handler", *ANSWERED)),
    move("refuse", ("不同意", "Refuse"), ("没有同意,说明了理由", "refused it and gave the reason"), before=("asked",
         "checking"),
         after="refused", who=(RIGHTS_DESK,), fields=("refusal_class", "legal_basis", "answer"),
         effects=("set_handler", "note:result=refused", *ANSWERED)),
    move("reopen", ("重新办理", "Look into it again"), ("决定重新办理", "decided to look into it again"),
         before=("refused", "done"),
         after="checking", who=(ABOVE,), guards=("reopen_asked",), fields=("reason",),
         effects=("note:reopen_asked=", "note:answered=", "note:result=", "count:reopens", "hold_handler")),
    move("withdraw", ("撤回请求", "Withdraw"), ("撤回了请求", "withdrew the request"), after="withdrawn",
         who=(REQUESTER,),
         fields=("reason?",), effects=("note:result=withdrawn",)),
)  # fmt: skip

CLOCKS = (
    clock("wait", ("请求人一共等了", "The asker's whole wait"), ClockKind.WAIT, start=("verb.file", "verb.reopen"),
          stop=ENDED,
          length=fixed(WORKING_DAYS), unit=ClockUnit.WORKING_DAY,
          source=Wording("个人信息保护法第五十条;15 个工作日(本区约定)",
                         "Personal Information Protection Law art. 50; 15 working days (agreed in this district)")),
    clock("doing", ("办理期限", "To be done"), ClockKind.STEP, start=("verb.file", "verb.reopen"), stop=ENDED,
          length=fixed(WORKING_DAYS), unit=ClockUnit.WORKING_DAY,
          source=Wording("个人信息保护法第四十五条至第五十条;15 个工作日,可延长一次(本区约定)",
                         "PIPL arts. 45-50; 15 working days, extended once (agreed in this district)"),
          extension=Extension(max_count=1, max_amount=WORKING_DAYS), on_lapse=OnLapse.ESCALATE),
    clock("after_lapse", ("超期后处理", "After the lapse"), ClockKind.STEP, start=("verb.escalate_lapsed",),
          stop=ENDED,
          length=fixed(5), unit=ClockUnit.WORKING_DAY,
          source=Wording("上移一级后 5 个工作日内办结(本区约定)",
                         "Done within 5 working days of moving up a tier (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("reopen_right", ("可以请上一级再看", "Right to ask the level above"), ClockKind.RIGHT, start=ENDED,
          stop=("verb.reopen",), length=fixed(30), unit=ClockUnit.DAY,
          source=Wording("答复后 30 日内(本区约定)", "Within 30 days of the answer (agreed in this district)"),
          on_lapse=OnLapse.CLOSE_RIGHT),
    clock("reopening", ("答复复看请求", "Answer that wish"), ClockKind.RESPONSE, start=("verb.ask_reopen",),
          stop=("verb.reopen", "verb.refuse_reopen"), length=fixed(WORKING_DAYS), unit=ClockUnit.WORKING_DAY,
          source=Wording("15 个工作日内答复(本区约定)", "Answered within 15 working days (agreed in this district)")),
)  # fmt: skip

PROCEDURE = Procedure(
    key="data_right",
    version=1,
    title=Wording("个人信息权利请求", "Data right"),
    source=Wording("个人信息保护法第四十四条至第五十条", "Personal Information Protection Law arts. 44-50"),
    of="case",
    requester="optional",
    seal=Seal.SEALED,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=(part_like_co_handler("co_handler", Wording("配合办理", "Help of another unit")),),
    papers=(
        Paper(key="answer", title=Wording("办理结果告知书", "Notice of what was done"), template="data_right_answer",
              on="finish",
              numbered=True),
        Paper(key="refusal", title=Wording("不予同意告知书", "Notice of refusal"), template="data_right_refusal",
              on="refuse",
              numbered=True),
    ),
    counts="never",
    shared=frozenset({
        "note", "attach", "erase", "hold_erasure", "lift_hold",
        "refer", "escalate_lapsed", "ask_extension", "grant_extension", "refuse_extension",
        "supervise", "ask_reopen", "refuse_reopen", "migrate", "recompute",
    }),
)  # fmt: skip
