"""矛盾纠纷 dispute: mediation that all parties consent to, from taking in to the agreement's performance.

Source: 人民调解法 (2010) arts. 3, 4, 17-20, 23, 25-29, 31-33; 人民调解工作若干规定 art. 33 (one month as a rule);
民事诉讼法 (2023) art. 205 (judicial confirmation). The centre leads and only the centre closes (二级联动 "1331").
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
    Second,
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, from_field, move, stage, words
from linli.domain.engine.shared_moves import DECIDES, HOLDER, REQUESTER, part_like_co_handler
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
DESK_ROLES = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR})
DESK = Who(roles=DESK_ROLES, relations=frozenset({R.HOLDER, R.SUPERVISOR, R.UPPER_TIER}))
FINDERS = DESK_ROLES | {Role.MEDIATOR, Role.GRID_WORKER, Role.GRID_LEADER, Role.COMMUNITY_OFFICER, Role.HANDLER}
PARTY = Who(relations=frozenset({R.PARTY}))
NOBODY_REFUSES = "no_part:consent=refused"
ENDED = ("stage.*final",)

STAGES = (
    stage("registered", ("已登记", "Registered"), ("已登记,正在联系各方", "Registered; the parties are being contacted"),
          ("征求各方是否愿意调解", "Each party is asked whether it wants mediation")),
    stage("consent_asked", ("征求同意", "Consent asked"), ("正在征求各方意见", "The parties are being asked"),
          ("各方都同意才会调解;任何一方明确拒绝即停止", "It goes on only if all consent; one clear refusal ends it")),
    stage("accepted", ("已受理", "Accepted"), ("各方同意,已受理", "All consented; accepted"),
          ("确定调解员和时间,您可以选择调解员", "Mediators and a time are fixed; you may choose")),
    stage("mediating", ("调解中", "Mediating"), ("正在调解", "Being mediated"),
          ("达成协议,或者告知其他途径", "An agreement, or you are told the other routes")),
    stage("agreed", ("已达成协议", "Agreed"), ("已达成协议", "An agreement was reached"),
          ("三十日内可以共同申请司法确认", "Within 30 days you may jointly ask the court to confirm it")),
    stage("performing", ("履行中", "Performing"), ("协议正在履行", "The agreement is being performed"),
          ("调委会督促履行并回访", "The committee sees to it and visits")),
    stage("performed", ("已履行", "Performed"), ("协议已履行", "The agreement was performed"),
          ("有新的情况可以再来", "Come again if something new happens"), StageKind.FINAL),
    stage("breached", ("未履行", "Breached"), ("协议没有履行", "The agreement was not performed"),
          ("可以就协议向人民法院起诉;已确认的可以申请执行", "You may sue on it, or have it enforced if confirmed"), StageKind.FINAL),
    stage("failed", ("调解不成", "Failed"), ("调解没有成功", "Mediation did not succeed"),
          ("可以仲裁、行政处理或者起诉", "Arbitration, the administration or the court stay open"), StageKind.FINAL),
    stage("withdrawn", ("已终止", "Ended"), ("按当事人意愿终止", "Ended at a party's wish"),
          ("可以仲裁、行政处理或者起诉", "Arbitration, the administration or the court stay open"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("category", "纠纷类型", "Kind of dispute", FieldType.CHOICE, choices=choices(
        ("dispute.family", "家庭", "Family"), ("dispute.neighbour", "邻里", "Neighbours"), ("dispute.debt", "债务", "Debt"),
        ("dispute.property", "物业", "Property management"), ("dispute.wages", "工资", "Wages"),
        ("dispute.traffic", "交通", "Traffic"), ("dispute.medical", "医疗", "Medical"),
        ("dispute.land", "土地", "Land"), ("dispute.other", "其他", "Other"))),
    field("party", "哪一方", "Which party", FieldType.CHOICE, choices=choices(
        ("a", "甲方", "Party A"), ("b", "乙方", "Party B"), ("c", "丙方", "Party C"), ("d", "丁方", "Party D"))),
    words("party_name", "当事人姓名", "Party's name", type=FieldType.LINE, limit=40, seal=Seal.SEALED, subject="party"),
    words("party_phone", "当事人电话", "Party's phone", type=FieldType.LINE, limit=40, seal=Seal.SEALED, subject="party"),
    field("how_given", "怎样表示的", "How it was given", FieldType.CHOICE, choices=choices(
        ("on_screen", "屏上签字", "Signed on the screen"), ("on_paper", "纸质签字", "Signed on paper"),
        ("orally", "口头,已记录", "Orally, recorded"))),
    words("scan", "扫描件", "Scan", type=FieldType.PHOTO, subject="party"),
    field("panel_seat", "以什么身份参加", "Takes part as", FieldType.CHOICE, choices=choices(
        ("grid_worker", "网格员", "Grid worker"), ("mediator", "调解员", "Mediator"), ("legal_adviser", "法律顾问", "Legal adviser"),
        ("community_officer", "社区民警", "Community officer"), ("party_representative", "当事人代表", "Party's representative"))),
    field("session_kind", "是否公开", "Open or closed", FieldType.CHOICE, choices=choices(
        ("open", "公开", "Open"), ("closed", "不公开", "Closed"))),
    field("attended", "到场人数", "People present", FieldType.NUMBER, limit=99),
    words("session_note", "调解记录", "Record of the session", limit=8000),
    words("agreement", "协议内容", "What was agreed", limit=8000, seal=Seal.SEALED, subject="party",
          hint=Wording("当事人;事实、争议和责任;内容、履行方式、期限", "Parties; facts, issues, duties; what, how and when")),
    field("performance_date", "履行期限", "To be performed by", FieldType.DATE),
    words("danger_words", "有什么危险", "What the danger is", limit=500, seal=Seal.SEALED),
    field("routes", "告知的途径", "Routes told", FieldType.CHOICE, choices=choices(
        ("court", "人民法院", "Court"), ("arbitration", "仲裁", "Arbitration"), ("administration", "行政机关", "Administration"))),
    words("court_number", "法院案号", "Court's number", type=FieldType.LINE, limit=60),
)  # fmt: skip

MOVES = (
    move("file", ("登记", "Register"), ("登记了纠纷", "registered the dispute"), before=("*new",), after="registered",
         who=(Who(roles=FINDERS),), effects=("hold_centre",),
         fields=("category", "area", "channel", "how_placed?", "requester?", "urgency?", "title?", "words?", "place_words?",
                 "requester_name?", "requester_phone?", "requester_email?")),
    move("assign", ("交办", "Assign"), ("交给了调解组织", "assigned it to mediators"), before=("registered", "accepted"),
         who=(DESK,), guards=("target_is_other_unit", "target_can_take"), fields=("unit", "post?", "note?"),
         effects=("set_dispatcher", "hold_target", "note:agenda=", "count:dispatches")),
    move("add_party", ("登记当事人", "Enter a party"), ("登记了一方当事人", "entered a party"),
         before=("registered", "consent_asked"), who=(HOLDER, DESK), guards=("party_is_new:consent",),
         fields=("party", "party_name", "party_phone?"), effects=("add_part:consent",)),
    move("ask_consent", ("征求同意", "Ask for consent"), ("征求各方同意", "asked the parties to consent"),
         before=("registered",), after="consent_asked", who=(HOLDER,), guards=("parts_asked:consent",)),
    move("accept", ("受理", "Accept"), ("各方同意,受理", "all consented; accepted"), before=("consent_asked",),
         after="accepted", trigger=Trigger.ROLL_UP, quorum="consent", guards=(NOBODY_REFUSES,)),
    move("end_refused", ("因拒绝终止", "End for a refusal"), ("有一方拒绝,终止调解", "ended it: a party refuses"),
         before=("consent_asked", "accepted", "mediating"), after="withdrawn", who=(HOLDER, DESK),
         guards=("some_part:consent=refused",), fields=("routes", "answer"),
         effects=("note:result=refused", "note:answered=yes", "count:answers")),
    move("choose_mediator", ("选定调解员", "Choose a mediator"), ("选定了调解员", "a mediator was chosen"),
         before=("accepted", "mediating"), who=(HOLDER, DESK), guards=("target_is_other_unit", "target_can_take"),
         fields=("unit", "post?", "reason?"), effects=("hold_target", "count:mediators_chosen")),
    move("recuse", ("回避", "Step aside"), ("调解员回避,换人", "a mediator stepped aside"), who=(HOLDER,),
         guards=("post_is_here",), fields=("post", "reason"), effects=("hold_post", "count:recusals")),
    move("invite_panel", ("邀请参加调解", "Invite to the panel"), ("邀请参加调解", "invited somebody to the panel"),
         before=("accepted", "mediating"), who=(HOLDER,), guards=("target_is_other_unit", "target_can_take"),
         fields=("unit", "post?", "panel_seat", "request"), effects=("add_part:panel",)),
    move("begin", ("开始调解", "Begin"), ("开始调解", "began mediation"), before=("accepted",), after="mediating",
         who=(HOLDER,), quorum="consent", guards=(NOBODY_REFUSES,), effects=("set_handler",)),
    move("hold_session", ("记录一次调解", "Record a session"), ("调解了一次", "held a session"), before=("mediating",),
         who=(HOLDER,), quorum="consent", guards=(NOBODY_REFUSES,),
         fields=("session_kind", "attended", "session_note", "scan?"), effects=("count:sessions",)),
    move("ask_prolongation", ("商请延长", "Ask to prolong"), ("请各方同意延长", "asked the parties to prolong"),
         before=("accepted", "mediating"), who=(HOLDER,), fields=("amount", "reason"),
         guards=("extension_is_available", "not_yet_due", "no_extension_asked"),
         effects=("note:extension_asked=$amount", "recall_parts:prolongation", "add_parts:prolongation=consent")),
    move("prolong", ("延长", "Prolong"), ("各方同意,延长期限", "all consented; prolonged"),
         before=("accepted", "mediating"), trigger=Trigger.ROLL_UP, quorum="prolongation",
         guards=("extension_asked", "extension_is_available"),
         effects=("extend_clock", "note:extension_asked=", "count:extensions")),
    move("drop_prolongation", ("不再延长", "Drop the prolongation"), ("不再延长", "dropped the prolongation"),
         before=("accepted", "mediating"), who=(HOLDER,), guards=("extension_asked",), fields=("reason?",),
         effects=("note:extension_asked=", "recall_parts:prolongation")),
    move("propose_agreement", ("出具协议文本", "Put an agreement forward"), ("出具了协议文本,请各方签字", "put an agreement forward"),
         before=("mediating",), who=(HOLDER,), quorum="consent", guards=(NOBODY_REFUSES,), fields=("agreement", "scan?"),
         effects=("recall_parts:signature", "add_parts:signature=consent")),
    move("conclude", ("签章生效", "Sign and seal"), ("调解员签名盖章,协议生效", "signed and sealed; it takes effect"),
         before=("mediating",), after="agreed", who=(HOLDER,), quorum="signature", guards=(NOBODY_REFUSES,),
         fields=("scan?", "answer?"), effects=("note:agreement=written", "note:answered=yes")),
    move("record_oral", ("记录口头协议", "Record an oral agreement"), ("达成口头协议", "an oral agreement was reached"),
         before=("mediating",), after="agreed", who=(HOLDER,), quorum="consent", guards=(NOBODY_REFUSES,),
         fields=("agreement",), effects=("note:agreement=oral", "note:answered=yes")),
    move("ask_confirmation", ("商请司法确认", "Ask for judicial confirmation"), ("请各方共同申请司法确认", "asked for a joint application"),
         before=("agreed", "performing"), who=(HOLDER,), guards=("right_is_open:confirmation_right",),
         effects=("recall_parts:application", "add_parts:application=consent")),
    move("apply_confirmation", ("提交司法确认申请", "Hand in the application"), ("共同申请了司法确认", "applied for confirmation"),
         before=("agreed", "performing"), who=(HOLDER,), quorum="application",
         guards=("right_is_open:confirmation_right",), fields=("court_number?",), effects=("note:confirmation=applied",)),
    move("record_confirmed", ("记录法院确认", "Record the confirmation"), ("法院确认有效", "the court confirmed it"),
         before=("agreed", "performing"), who=(HOLDER, DESK), guards=("noted:confirmation=applied",),
         fields=("court_number", "scan?"), effects=("note:confirmation=confirmed",)),
    move("record_rejected", ("记录法院驳回", "Record the rejection"), ("法院没有确认,重新调解", "the court did not confirm it"),
         before=("agreed", "performing"), after="mediating", who=(HOLDER, DESK), guards=("noted:confirmation=applied",),
         fields=("court_number", "answer"), effects=("note:confirmation=rejected", "note:agreement=")),
    move("arrange_performance", ("约定履行", "Arrange performance"), ("约定了履行期限", "arranged performance"),
         before=("agreed",), after="performing", who=(HOLDER,), guards=("date_ahead:performance_date",),
         fields=("performance_date",)),
    move("visit", ("督促履行", "See to performance"), ("督促履行", "saw to performance"), before=("performing",),
         who=(HOLDER,), fields=("solved", "note?"), effects=("count:performance_visits",)),
    move("confirm_performed", ("确认已履行", "Confirm performance"), ("确认已履行", "confirmed performance"),
         before=("agreed", "performing"), after="performed", who=(HOLDER,), fields=("note?",), guards=("answered",),
         effects=("note:result=performed",), second=Second.UNIT),
    move("record_breach", ("记录未履行", "Record a breach"), ("没有履行,告知救济途径", "recorded a breach"),
         before=("performing",), after="breached", who=(HOLDER,), fields=("answer",),
         effects=("note:result=breached", "note:answered=yes", "count:answers"), second=Second.UNIT),
    move("fail", ("调解不成", "Mediation fails"), ("调解不成,告知其他途径", "mediation failed; other routes told"),
         before=("mediating",), after="failed", who=(HOLDER,), fields=("routes", "answer"),
         effects=("note:result=failed", "note:answered=yes", "count:answers"), second=Second.UNIT),
    move("withdraw", ("撤回", "Withdraw"), ("当事人撤回", "a party withdrew"), after="withdrawn", who=(REQUESTER, PARTY),
         fields=("reason?",), effects=("note:result=withdrawn",)),
    move("note_danger", ("记下危险", "Note a danger"), ("记下可能激化", "noted that it may turn dangerous"), who=(HOLDER, DESK),
         fields=("danger_words",), effects=("note:danger=yes",)),
    move("clear_danger", ("解除危险", "Clear the danger"), ("解除了危险提示", "cleared the danger note"), who=(HOLDER, DESK),
         guards=("noted:danger=yes",), fields=("reason?",), effects=("note:danger=",)),
    move("danger_expires", ("危险提示到期", "The danger note expires"), ("危险提示到期", "the danger note expired"),
         trigger=Trigger.CLOCK, effects=("note:danger=",)),
    move("reopen", ("重新调解", "Mediate again"), ("决定重新调解", "decided to mediate again"),
         before=("performed", "breached", "failed", "withdrawn"), after="registered",
         who=(Who(roles=DECIDES.roles, relations=DECIDES.relations),), guards=("reopen_asked",), fields=("reason",),
         effects=("note:reopen_asked=", "note:answered=", "note:result=", "recall_parts:consent", "recall_parts:signature",
                  "recall_parts:prolongation", "recall_parts:application", "note:confirmation=", "note:agreement=",
                  "count:reopens", "hold_self")),
)  # fmt: skip


def _given_by_party(key: str, title: Wording, done: tuple[str, str, str], no: tuple[str, str, str]) -> PartRule:
    """Return a part that each party gives or refuses itself, or before the mediator who records it."""
    verb, zh, en = done
    no_verb, no_zh, no_en = no
    ways = (HOLDER, PARTY)
    return PartRule(
        key=key, title=title, owner="party", min=2, max=8, counts_as_done=(verb,),
        stages=(
            stage("asked", ("待表示", "Asked"), ("等待表示", "Waiting"), ("请表示是否愿意", "Please say whether you agree")),
            stage(verb, (zh, en), (zh, en), ("可以随时改变主意", "You may change your mind")),
            stage(no_verb, (no_zh, no_en), (no_zh, no_en), ("依法不再进行", "By law it goes no further"), StageKind.FINAL),
            stage("recalled", ("已作废", "Called off"), ("已作废", "Called off"), ("无需再办", "Nothing more"), StageKind.FINAL),
        ),
        moves=(
            move("give", (zh, en), (zh, en), before=("asked",), after=verb, who=ways, fields=("how_given", "scan?")),
            move("refuse", (no_zh, no_en), (no_zh, no_en), before=("asked", verb), after=no_verb, who=ways, fields=("reason?",)),
        ),
    )  # fmt: skip


PARTS = (
    _given_by_party("consent", Wording("各方同意调解", "Consent to mediation"), ("given", "同意", "Consents"), ("refused", "拒绝", "Refuses")),
    _given_by_party("signature", Wording("各方签字", "Signatures"), ("signed", "已签字", "Signed"), ("declined", "不签", "Declines")),
    _given_by_party("prolongation", Wording("各方同意延长", "Consent to prolong"), ("given", "同意", "Consents"), ("refused", "不同意", "Refuses")),
    _given_by_party("application", Wording("共同申请", "Joint application"), ("joined", "参加申请", "Joins"), ("declined", "不申请", "Declines")),
    part_like_co_handler("panel", Wording("五位一体调解", "Five-in-one panel")),
    part_like_co_handler("co_handler", Wording("协办", "Co-handler"), clock=clock(
        "co_handling", ("协办答复", "Co-handler's reply"), ClockKind.PART, start=(), stop=(), length=fixed(3),
        unit=ClockUnit.WORKING_DAY, source="协办 3 个工作日内答复(本区约定)")),
)  # fmt: skip

CLOCKS = (
    clock("wait", ("当事人一共等了", "The parties' whole wait"), ClockKind.WAIT, start=("verb.file", "verb.reopen"), stop=ENDED,
          length=fixed(60), unit=ClockUnit.DAY, source="60 日内了结(本区约定)"),
    clock("taking_in", ("征求同意前", "Before asking"), ClockKind.STEP, start=("stage.registered",),
          stop=("stage.consent_asked", *ENDED), length=fixed(3), unit=ClockUnit.WORKING_DAY,
          source="登记后 3 个工作日内联系各方(本区约定)", on_lapse=OnLapse.ESCALATE),
    clock("consenting", ("征求同意", "Asking for consent"), ClockKind.STEP, start=("stage.consent_asked",),
          stop=("stage.accepted", *ENDED), length=fixed(7), unit=ClockUnit.DAY, source="7 日内征得各方意见(本区约定)",
          on_lapse=OnLapse.ESCALATE),
    clock("mediation", ("调解期限", "Mediation"), ClockKind.STEP, start=("stage.accepted", "verb.record_rejected"),
          stop=("stage.agreed", "stage.registered", *ENDED), length=fixed(30), unit=ClockUnit.DAY,
          source="人民调解工作若干规定第三十三条:一般一个月;经各方同意延长", pauses=("appraisal", "waiting_for_requester"),
          extension=Extension(max_count=3, max_amount=30), on_lapse=OnLapse.ESCALATE),
    clock("arranging", ("约定履行", "Arranging performance"), ClockKind.STEP, start=("stage.agreed",),
          stop=("stage.performing", "stage.mediating", *ENDED), length=fixed(5), unit=ClockUnit.WORKING_DAY,
          source="达成协议后 5 个工作日内约定履行(本区约定)", on_lapse=OnLapse.ESCALATE),
    clock("performance", ("履行期限", "Performance"), ClockKind.STEP, start=("verb.arrange_performance",),
          stop=("stage.mediating", *ENDED), length=from_field("performance_date"), unit=ClockUnit.DAY,
          source="协议约定;人民调解法第三十一条:调委会督促履行", on_lapse=OnLapse.ESCALATE),
    clock("confirmation_right", ("可以申请司法确认", "Right to judicial confirmation"), ClockKind.RIGHT,
          start=("stage.agreed",), stop=("verb.apply_confirmation", "stage.mediating"), length=fixed(30), unit=ClockUnit.DAY,
          source="人民调解法第三十三条;民事诉讼法第二百零五条", on_lapse=OnLapse.CLOSE_RIGHT),
    clock("danger", ("危险提示", "Danger note"), ClockKind.RESPONSE, start=("verb.note_danger",),
          stop=("verb.clear_danger", *ENDED), length=fixed(30), unit=ClockUnit.DAY, source="30 日后自动失效(本区约定)",
          on_lapse=OnLapse.MOVE, lapse_move="danger_expires"),
    clock("after_lapse", ("超时后处理", "After the lapse"), ClockKind.STEP, start=("verb.escalate_lapsed",),
          stop=("verb.assign", "verb.choose_mediator", "stage.consent_asked", "stage.accepted", "stage.agreed",
                "stage.performing", *ENDED),
          length=fixed(5), unit=ClockUnit.WORKING_DAY, source="上移一级后 5 个工作日内接手(本区约定)", on_lapse=OnLapse.ESCALATE),
    clock("reopening", ("答复重办请求", "Decide on mediating again"), ClockKind.RESPONSE, start=("verb.ask_reopen",),
          stop=("verb.reopen", "verb.refuse_reopen"), length=fixed(3), unit=ClockUnit.WORKING_DAY, source="3 个工作日内答复(本区约定)"),
    clock("rating_right", ("可以评价", "Right to rate"), ClockKind.RIGHT, start=ENDED, stop=("verb.reopen",), length=fixed(30),
          unit=ClockUnit.DAY, source="办结后 30 日内(本区约定)", on_lapse=OnLapse.CLOSE_RIGHT),
    clock("reopen_right", ("可以请求重新调解", "Right to ask again"), ClockKind.RIGHT, start=ENDED, stop=("verb.reopen",),
          length=fixed(30), unit=ClockUnit.DAY, source="办结后 30 日内(本区约定)", on_lapse=OnLapse.CLOSE_RIGHT),
)  # fmt: skip

PROCEDURE = Procedure(
    key="dispute",
    version=1,
    title=Wording("矛盾纠纷", "Dispute"),
    source="人民调解法;人民调解工作若干规定;民事诉讼法第二百零五条",
    of="case",
    requester="many",
    seal=Seal.SEALED,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=PARTS,
    links=(
        LinkRule(key="raised", title=Wording("由此产生", "Raised from"), procedure="*", relation="raised_from"),
        LinkRule(key="stuck", title=Wording("提请联席会议", "Before the joint meeting"), procedure="*", relation="follows"),
    ),
    papers=(
        Paper(key="application", title=Wording("调解申请书", "Application"), template="dispute_application", on="file"),
        Paper(key="record", title=Wording("调解笔录", "Record"), template="dispute_record", on="hold_session"),
        Paper(key="agreement", title=Wording("调解协议书", "Agreement"), template="dispute_agreement", on="conclude",
              signers=("party", "mediator"), numbered=True),
        Paper(key="confirmation", title=Wording("司法确认申请书", "Application for confirmation"),
              template="dispute_confirmation", on="apply_confirmation", signers=("party",)),
    ),
    shared=frozenset({
        "note", "attach", "correct", "erase", "refer", "transfer", "escalate", "escalate_lapsed", "pause", "resume",
        "supervise", "answer", "follow_up", "rate", "rate_by_proxy", "ask_reopen", "refuse_reopen", "migrate", "recompute",
    }),
)  # fmt: skip
