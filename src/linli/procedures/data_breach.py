"""个人信息泄露事件 data breach: personal data that got out, were changed or were lost, until everybody is told.

Source: 个人信息保护法 art. 57 (act at once; tell the authority and the persons: kinds of data, cause, possible harm;
measures taken and what people can do; whom to ask; where measures avoid the harm the persons need not be told, unless
the authority wants it); arts. 55 and 56 (a new assessment, kept for three years). The law says 立即, at once; the hours
here are this district's promise and may be shorter where another rule binds it (docs/how-to/breach.md).
"""

from linli.domain.engine.declarations import (
    ClockKind,
    FieldType,
    OnLapse,
    Paper,
    Procedure,
    Relation,
    Second,
    StageKind,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, move, stage, words
from linli.domain.engine.shared_moves import part_like_co_handler
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
RECORDERS = frozenset({Role.DATA_PROTECTION_OFFICER, Role.DISTRICT_COORDINATOR})
"""Who writes a breach down."""
DUTY_ROLES = RECORDERS | {Role.UNIT_HEAD, Role.CONVENER}
DUTY = Who(relations=frozenset({R.HOLDER}), roles=DUTY_ROLES)
"""The officer; after a lapse, the coordinator or head of the unit that holds it then."""
SECOND_LOOK = Who(
    relations=frozenset({R.HOLDER, R.UPPER_TIER}), roles=DUTY_ROLES, unlike_actor_of=("file", "take_up_again")
)
"""Somebody who did not write it down says that it was none."""
ENDED = ("stage.*final",)
AGAIN = ("verb.file", "verb.take_up_again")

STAGES = (
    stage("noticed", ("已发现", "Noticed"), ("正在处置", "Being dealt with"),
          ("立即制止,查清范围", "Stopped at once, its reach found out")),
    stage("contained", ("已控制", "Contained"), ("已控制", "Contained"),
          ("报告主管部门,通知本人", "The authority and the people concerned are told")),
    stage("people_told", ("已通知本人", "People told"), ("已通知本人", "The people concerned were told"),
          ("总结教训,重新做影响评估", "Lessons are drawn, the impact is assessed anew")),
    stage("people_not_told", ("决定不通知本人", "People not told"), ("措施已避免危害", "Measures avoided the harm"),
          ("主管部门要求时仍应通知;总结教训", "Told all the same where the authority wants it; lessons are drawn")),
    stage("closed", ("已办结", "Closed"), ("已办结", "Closed"),
          ("记录保存三年以上", "The record is kept for three years at least"), StageKind.FINAL),
    stage("no_breach", ("不是泄露", "Not a breach"), ("经核实没有泄露", "Found to be none"),
          ("发现新情况可以重新处置", "Taken up again where something new is found"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("data_class", "其中最敏感的", "The most sensitive of it", FieldType.CHOICE, choices=choices(
        ("staff", "工作人员账号和岗位", "Accounts and posts of staff"),
        ("contact", "姓名、电话、邮箱", "Names, phone numbers, e-mail"),
        ("content", "反映的内容、地点、照片", "What people reported: words, places, photos"),
        ("sensitive", "敏感个人信息(第二十八条)", "Sensitive data (art. 28)"),
        ("under14", "不满十四周岁的未成年人", "Data of children under 14"))),
    words("data_kinds", "哪些种类的个人信息", "Kinds of personal data", limit=1000, seal=Seal.SEALED),
    words("matters_concerned", "涉及哪些事项", "Matters concerned", limit=2000, seal=Seal.SEALED,
          hint=Wording("编号,或事项清单的筛选条件", "Their numbers, or the filter of the list of matters")),
    field("people_count", "大约多少人", "About how many people", FieldType.NUMBER, unit="人", limit=100_000_000),
    field("cause_class", "原因", "Cause", FieldType.CHOICE, choices=choices(
        ("sent_wrong", "发错对象", "Sent to the wrong person"), ("lost", "丢失或被盗", "Lost or stolen"),
        ("misused", "内部违规查看或使用", "Looked at or used without a duty"),
        ("broken_into", "被侵入", "Broken into"), ("fault", "系统故障或配置错误", "A fault or a wrong setting"),
        ("supplier", "受托方或供应商", "At a supplier"), ("unknown", "尚未查明", "Not known yet"))),
    words("cause_words", "发生了什么", "What happened", limit=4000, seal=Seal.SEALED),
    field("began_at", "何时开始", "When it began", FieldType.MOMENT),
    field("noticed_at", "何时发现", "When it was noticed", FieldType.MOMENT),
    words("harm", "可能造成的危害", "Possible harm", limit=2000, seal=Seal.SEALED),
    words("measures", "采取的措施,本人可以做什么", "Measures taken, and what people can do themselves", limit=4000,
          seal=Seal.SEALED),
    field("authority", "报告了哪个部门", "Authority told", FieldType.LINE, limit=80),
    field("told_date", "哪天告知的", "Day on which they were told", FieldType.DATE),
    field("authority_reference", "回执或文号", "Reference", FieldType.LINE, limit=80),
    field("told_by", "怎样通知的", "How they were told", FieldType.CHOICE, choices=choices(
        ("message", "短信或邮件", "By SMS or e-mail"), ("call", "逐一电话", "By phone, one by one"),
        ("letter", "书面或上门", "By letter or a visit"), ("announced", "公告", "By public announcement"))),
    words("told_words", "通知的内容", "What they were told", limit=4000, seal=Seal.SEALED),
    words("harm_avoided", "措施怎样有效避免了危害", "How the measures avoid the harm", limit=2000, seal=Seal.SEALED,
          hint=Wording("第五十七条第二款", "Art. 57(2)")),
    words("findings", "核实的情况", "What was found", limit=2000, seal=Seal.SEALED),
    words("lessons", "教训和整改", "Lessons, and what is changed", limit=4000, seal=Seal.SEALED),
)  # fmt: skip

MOVES = (
    move("file", ("登记泄露", "Record a breach"), ("登记了泄露事件", "recorded the breach"), before=("*new",),
         after="noticed", who=(Who(roles=RECORDERS),), guards=("target_can_take",), effects=("hold_target",),
         fields=("area", "channel", "how_placed?", "unit", "post?", "data_class", "data_kinds", "matters_concerned",
                 "people_count?", "cause_class", "cause_words", "began_at?", "noticed_at", "harm", "measures?")),
    move("contain", ("已控制", "It is contained"), ("控制住了", "contained it"), before=("noticed",), after="contained",
         who=(DUTY,), fields=("measures", "people_count?", "note?"), effects=("set_handler", "note:agenda=")),
    move("tell_authority", ("已报告主管部门", "The authority was told"), ("报告了主管部门", "told the authority"),
         who=(DUTY,), fields=("authority", "told_date", "authority_reference?", "note?"),
         effects=("set_handler", "note:authority=told", "note:agenda=")),
    move("tell_people", ("已通知本人", "The people were told"), ("通知了本人", "told the people concerned"),
         before=("contained", "people_not_told"), after="people_told", who=(DUTY,),
         fields=("told_date", "told_by", "told_words", "people_count?"),
         effects=("set_handler", "note:people=told", "note:agenda=")),
    move("tell_nobody", ("决定不通知本人", "Decide to tell nobody"), ("决定不通知本人", "decided to tell nobody"),
         before=("contained",), after="people_not_told", who=(DUTY,), fields=("harm_avoided",),
         effects=("note:people=not_told",), second=Second.PERSON),
    move("close", ("办结", "Close"), ("总结教训,办结", "drew the lessons and closed it"),
         before=("people_told", "people_not_told"), after="closed", who=(DUTY,), guards=("noted:authority=told",),
         fields=("lessons",), effects=("set_handler", "note:result=closed")),
    move("dismiss", ("不是泄露", "It is no breach"), ("核实不是泄露", "found it to be none"),
         before=("noticed", "contained"), after="no_breach", who=(SECOND_LOOK,), fields=("findings",),
         effects=("note:result=no_breach",)),
    move("take_up_again", ("重新处置", "Take it up again"), ("重新处置", "took it up again"),
         before=("closed", "no_breach"), after="noticed", who=(DUTY,), fields=("reason",),
         effects=("note:result=", "note:authority=", "note:people=", "count:rounds_again", "hold_self")),
)  # fmt: skip

CLOCKS = (
    clock("containing", ("制止", "To be contained"), ClockKind.STEP, start=AGAIN, stop=("stage.contained", *ENDED),
          length=fixed(24), unit=ClockUnit.HOUR, on_lapse=OnLapse.ESCALATE,
          source=Wording("个人信息保护法第五十七条“立即”;24 小时(本区约定)",
                         "PIPL art. 57, at once; 24 hours (agreed in this district)")),
    clock("telling_authority", ("报告主管部门", "Authority to be told"), ClockKind.STEP, start=AGAIN,
          stop=("verb.tell_authority", *ENDED), length=fixed(24), unit=ClockUnit.HOUR, on_lapse=OnLapse.ESCALATE,
          source=Wording("个人信息保护法第五十七条第一款;24 小时(本区约定,另有更短规定的从其规定)",
                         "PIPL art. 57(1); 24 hours (agreed in this district; a shorter rule goes before)")),
    clock("telling_people", ("通知本人", "People to be told"), ClockKind.STEP, start=("stage.contained",),
          stop=("stage.people_told", "stage.people_not_told", *ENDED), length=fixed(3), unit=ClockUnit.WORKING_DAY,
          on_lapse=OnLapse.ESCALATE,
          source=Wording("个人信息保护法第五十七条;控制后 3 个工作日(本区约定)",
                         "PIPL art. 57; 3 working days after it is contained (agreed in this district)")),
    clock("learning", ("总结整改", "Lessons to be drawn"), ClockKind.STEP,
          start=("stage.people_told", "stage.people_not_told"), stop=ENDED, length=fixed(20),
          unit=ClockUnit.WORKING_DAY, on_lapse=OnLapse.ESCALATE,
          source=Wording("个人信息保护法第五十五条、第五十六条;20 个工作日(本区约定)",
                         "PIPL arts. 55 and 56; 20 working days (agreed in this district)")),
    clock("after_lapse", ("超期后处理", "After the lapse"), ClockKind.STEP, start=("verb.escalate_lapsed",),
          stop=("stage.contained", "stage.people_told", "stage.people_not_told", "verb.tell_authority", *ENDED),
          length=fixed(1), unit=ClockUnit.WORKING_DAY, on_lapse=OnLapse.ESCALATE,
          source=Wording("上移一级后 1 个工作日内处理(本区约定)",
                         "Dealt with within 1 working day of moving up a tier (agreed in this district)")),
)  # fmt: skip

PROCEDURE = Procedure(
    key="data_breach",
    version=1,
    title=Wording("个人信息泄露事件", "Data breach"),
    source=Wording("个人信息保护法第五十七条", "Personal Information Protection Law art. 57"),
    of="case",
    requester="none",
    seal=Seal.SEALED,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=(part_like_co_handler("co_handler", Wording("配合处置", "Help of another unit")),),
    papers=(
        Paper(key="authority_report", title=Wording("泄露事件报告", "Report to the authority"),
              template="data_breach_report", on="tell_authority", numbered=True),
        Paper(key="notice_to_people", title=Wording("告知书", "Notice to the people concerned"),
              template="data_breach_notice", on="tell_people"),
    ),
    counts="never",
    shared=frozenset({"note", "attach", "refer", "transfer", "escalate_lapsed", "supervise", "migrate", "recompute"}),
)  # fmt: skip
