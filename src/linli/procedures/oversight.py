"""巡察整改 oversight: a round over units; what it finds is handed over, rectified, verified and looked back at.

Source: district practice (a round of about 50 days over a list of units; problems handed over with a document;
rate = rectified / handed over, with the open ones attached). Lengths are the district's own.
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
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, from_field, move, stage, words
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
TEAM_ROLES = frozenset({Role.INSPECTOR, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD})
TEAM = Who(roles=TEAM_ROLES, relations=frozenset({R.HOLDER, R.UPPER_TIER}))
OWNER = Who(relations=frozenset({R.CO_HANDLER}))
VERIFIER = Who(roles=TEAM_ROLES, relations=TEAM.relations, unlike_actor_of=("problem_rectify",))
ENDED = ("stage.*final",)

STAGES = (
    stage("prepared", ("准备", "Prepared"), ("正在准备", "Being prepared"),
          ("发布公告后进驻", "After the notice the team comes")),
    stage("on_site", ("进驻", "On site"), ("巡察组在被巡察单位", "The team is on site"),
          ("反馈问题清单", "The list of problems is handed over")),
    stage("rectifying", ("整改", "Rectifying"), ("正在整改", "Being rectified"),
          ("巡察组逐项核验", "The team verifies each")),
    stage("look_back", ("待回头看", "To be looked back at"),
          ("整改完成,等待回头看", "Rectified; the team will look back"),
          ("巡察组回头看", "The team looks back")),
    stage("closed", ("已办结", "Closed"), ("已办结", "Closed"),
          ("整改率和未完成清单一并公布", "The rate is published with the open list"), StageKind.FINAL),
    stage("cancelled", ("已取消", "Cancelled"), ("已取消", "Cancelled"), ("无", "Nothing more"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    words("notice_words", "公告内容", "Notice", limit=2000,
          hint=Wording("巡察时间、受理方式", "When, and how to reach the team")),
    field("problem_kind", "个性还是共性", "Individual or shared", FieldType.CHOICE, choices=choices(
        ("individual", "个性问题", "Individual"), ("shared", "共性问题", "Shared"))),
    words("problem_words", "问题", "The problem"),
    field("document_number", "移交文号", "Document number", FieldType.LINE, limit=60),
    field("rectify_date", "整改期限", "To be rectified by", FieldType.DATE),
    words("measures", "整改措施", "Measures taken"),
    field("recovered_yuan", "追回资金", "Money recovered", FieldType.NUMBER, unit="元", limit=10**9),
    field("recovered_m2", "收回房产", "Buildings recovered", FieldType.NUMBER, unit="m²", limit=10**8),
    field("recovered_mu", "收回土地", "Land recovered", FieldType.NUMBER, unit="亩", limit=10**6),
    field("rules_made", "建立制度", "Rules made", FieldType.NUMBER, limit=99),
    words("findings", "回头看情况", "What the look-back found"),
)  # fmt: skip

MOVES = (
    move("file", ("立项", "Set up"), ("立项", "set up the round"), before=("*new",), after="prepared",
         who=(Who(roles=TEAM_ROLES),),
         fields=("area", "channel", "title"), effects=("hold_self",)),
    move("add_unit", ("列入被巡察单位", "Add a unit"), ("列入一个单位", "added a unit"),
         before=("prepared", "on_site"), who=(TEAM,),
         guards=("target_is_other_unit", "target_can_take"), fields=("unit",), effects=("add_part:visited",)),
    move("publish_notice", ("发布公告并进驻", "Publish the notice"),
         ("发布公告并进驻", "published the notice and went in"),
         before=("prepared",), after="on_site", who=(TEAM,), guards=("parts_asked:visited",), fields=("notice_words",),
         effects=("set_handler",)),
    move("add_problem", ("记录问题", "Record a problem"), ("记录了一个问题", "recorded a problem"),
         before=("on_site", "rectifying"),
         who=(TEAM,), guards=("target_can_take",), fields=("unit", "problem_kind", "problem_words"),
         effects=("add_part:problem", "count:problems")),
    move("finish", ("结束进驻", "Finish the visit"), ("结束进驻,转入整改", "finished the visit"), before=("on_site",),
         after="rectifying",
         who=(TEAM,), quorum="visited", fields=("note?",)),
    move("all_verified", ("全部整改", "All are rectified"), ("问题全部整改到位", "all problems are rectified"),
         before=("rectifying",),
         after="look_back", trigger=Trigger.ROLL_UP, quorum="problem"),
    move("conclude", ("转入回头看", "Go to the look-back"), ("转入回头看", "went to the look-back"),
         before=("rectifying",), after="look_back",
         who=(TEAM,), quorum="problem", fields=("note?",)),
    move("look_back", ("回头看", "Look back"), ("回头看,办结", "looked back and closed"), before=("look_back",),
         after="closed",
         who=(TEAM,), quorum="problem", fields=("findings",), effects=("note:result=closed",)),
    move("take_up_again", ("重新整改", "Rectify again"), ("回头看发现反弹,重新整改",
                                                          "found it undone; rectified again"),
         before=("look_back",), after="rectifying", who=(TEAM,), guards=("some_part:problem=handed_over",),
         fields=("findings",), effects=("count:rounds_again",)),
    move("cancel", ("取消", "Cancel"), ("取消", "cancelled it"), before=("prepared",), after="cancelled", who=(TEAM,),
         fields=("reason",),
         effects=("note:result=cancelled",)),
)  # fmt: skip

VISITED = PartRule(
    key="visited", title=Wording("被巡察单位", "Units visited"), owner="unit", min=1, counts_as_done=("done",),
    stages=(
        stage("listed", ("待巡察", "Listed"), ("待巡察", "Listed"), ("巡察组进驻", "The team comes")),
        stage("done", ("已巡察", "Visited"), ("已巡察", "Visited"), ("反馈问题", "Problems are handed over"),
              StageKind.FINAL),
    ),
    moves=(
        move("complete", ("完成巡察", "Complete"), ("完成巡察", "completed it"), before=("listed",), after="done",
             who=(TEAM,),
             fields=("note?",)),
    ),
)  # fmt: skip

PROBLEM = PartRule(
    key="problem", title=Wording("发现的问题", "Problems found"), owner="unit", counts_as_done=("verified",),
    stages=(
        stage("found", ("已发现", "Found"), ("已发现", "Found"), ("移交整改", "Handed over")),
        stage("handed_over", ("已移交", "Handed over"), ("已移交", "Handed over"), ("按期整改", "Rectified in time")),
        stage("rectified", ("已整改", "Rectified"), ("已整改", "Rectified"), ("巡察组核验", "The team verifies")),
        stage("verified", ("已核验", "Verified"), ("已核验", "Verified"), ("回头看", "Looked back at")),
        stage("recalled", ("已撤销", "Called off"), ("已撤销", "Called off"), ("无", "Nothing more"), StageKind.FINAL),
    ),
    moves=(
        move("hand_over", ("移交", "Hand over"), ("移交整改", "handed it over"), before=("found",),
             after="handed_over", who=(TEAM,),
             guards=("date_ahead:rectify_date",), fields=("document_number", "rectify_date")),
        move("rectify", ("报告整改", "Report rectified"), ("报告已整改", "reported it rectified"),
             before=("handed_over",),
             after="rectified", who=(OWNER,), effects=("count:problems_rectified",),
             fields=("measures", "photo_after?", "recovered_yuan?", "recovered_m2?", "recovered_mu?", "rules_made?")),
        move("send_back", ("退回再改", "Send back"), ("核验未通过,退回", "sent it back"), before=("rectified",),
             after="handed_over",
             who=(VERIFIER,), guards=("date_ahead:rectify_date",), fields=("reason", "rectify_date"),
             effects=("count:reworks",)),
        move("verify", ("核验", "Verify"), ("核验通过", "verified it"), before=("rectified",), after="verified",
             who=(VERIFIER,),
             fields=("note?",)),
        move("relapse", ("反弹", "Undone again"), ("发现反弹", "found it undone"), before=("verified",),
             after="handed_over",
             who=(TEAM,), guards=("date_ahead:rectify_date",), fields=("findings", "rectify_date"),
             effects=("count:relapses",)),
        move("recall", ("撤销", "Call off"), ("撤销问题", "called it off"), before=("found", "handed_over"),
             after="recalled",
             who=(TEAM,), fields=("reason",)),
    ),
    clock=clock("rectification", ("整改期限", "Rectification"), ClockKind.PART, start=("stage.handed_over",),
                stop=("verb.rectify",),
                length=from_field("rectify_date"), unit=ClockUnit.DAY,
                source=Wording("移交文书所定期限", "The date set in the referral")),
)  # fmt: skip

CLOCKS = (
    clock("preparing", ("准备", "Preparation"), ClockKind.STEP, start=("stage.prepared",),
          stop=("stage.on_site", *ENDED),
          length=fixed(20), unit=ClockUnit.WORKING_DAY,
          source=Wording("立项后 20 个工作日内进驻(本区约定)",
                         "On site within 20 working days of the start (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("visiting", ("进驻", "On site"), ClockKind.STEP, start=("stage.on_site",), stop=("stage.rectifying", *ENDED),
          length=fixed(50), unit=ClockUnit.DAY,
          source=Wording("一轮约 50 日(本区约定)", "About 50 days a round (agreed in this district)"),
          extension=Extension(max_count=1, max_amount=15),
          on_lapse=OnLapse.ESCALATE),
    clock("rectifying", ("整改", "Rectification"), ClockKind.STEP, start=("stage.rectifying",),
          stop=("stage.look_back", *ENDED),
          length=fixed(90), unit=ClockUnit.DAY,
          source=Wording("集中整改约 3 个月(本区约定)",
                         "About 3 months for putting things right (agreed in this district)"),
          extension=Extension(max_count=1, max_amount=30), on_lapse=OnLapse.ESCALATE),
    clock("looking_back", ("回头看", "Look back"), ClockKind.STEP, start=("stage.look_back",),
          stop=("stage.rectifying", *ENDED),
          length=fixed(180), unit=ClockUnit.DAY,
          source=Wording("整改完成后 6 个月内回头看(本区约定)",
                         "A second look within 6 months of the rectification (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("after_lapse", ("超期后处理", "After the lapse"), ClockKind.STEP, start=("verb.escalate_lapsed",),
          stop=("stage.on_site", "stage.rectifying", "stage.look_back", *ENDED), length=fixed(5),
          unit=ClockUnit.WORKING_DAY,
          source=Wording("上移一级后 5 个工作日内处理(本区约定)",
                         "Dealt with within 5 working days of moving up a tier (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
)  # fmt: skip

PROCEDURE = Procedure(
    key="oversight",
    version=1,
    title=Wording("巡察整改", "Oversight"),
    source=Wording("本区巡察工作做法", "Inspection practice of this district"),
    of="round",
    requester="none",
    seal=Seal.RESTRICTED,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=(VISITED, PROBLEM),
    links=(LinkRule(key="raised", title=Wording("由此产生", "Raised from"), procedure="*", relation="raised_from"),),
    papers=(
        Paper(key="notice", title=Wording("巡察公告", "Notice"), template="oversight_notice", on="publish_notice",
              numbered=True),
        Paper(key="hand_over", title=Wording("问题移交单", "Hand-over"), template="oversight_hand_over", on="finish",
              signers=("team_leader", "unit_head"), numbered=True),
    ),
    counts="never",
    shared=frozenset({
        "note", "attach", "erase", "hold_erasure", "lift_hold",
        "transfer", "escalate_lapsed", "ask_extension", "grant_extension",
        "refuse_extension", "supervise",
        "migrate", "recompute",
    }),
)  # fmt: skip
