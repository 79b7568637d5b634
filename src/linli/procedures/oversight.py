"""巡察整改 oversight: what a round over units hands over to one unit with one document, until it is looked back at.

The round itself (units, team, notice, letter boxes, questionnaires) is the stream `oversight/<id>`, see
`linli.domain.oversight_round`; what it hands over to a unit is one matter of this procedure, each problem a part.
Source: district practice (a round of about 50 days over a list of units; problems handed over with a document;
rate = rectified / handed over, with the open ones attached). Lengths are the district's own.
"""

from linli.domain.engine.declarations import (
    ClockKind,
    Extension,
    FieldType,
    LinkRule,
    OnLapse,
    PartRule,
    Procedure,
    Relation,
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, from_field, move, stage, words
from linli.domain.oversight_round import KINDS, TEAM_ROLES, TOPICS
from linli.domain.seal import Seal
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
TEAM = Who(roles=TEAM_ROLES, relations=frozenset({R.HOLDER}))
"""The team alone, which holds the matter: a centre that is itself visited stands above a team, and gets no say by it.

For the same reason a lapse moves nothing up: it is entered and told, and the problem stands on the open list as late.
"""
OWNER = Who(relations=frozenset({R.CO_HANDLER}))
VERIFIER = Who(roles=TEAM_ROLES, relations=TEAM.relations, unlike_actor_of=("problem_rectify",))
ENDED = ("stage.*final",)

STAGES = (
    stage("listing", ("列清单", "Listing"), ("正在列问题清单", "The list of problems is being made"),
          ("移交被巡察单位", "Handed over to the unit")),
    stage("rectifying", ("整改", "Rectifying"), ("正在整改", "Being rectified"),
          ("巡察组逐项核验", "The team verifies each")),
    stage("look_back", ("待回头看", "To be looked back at"),
          ("整改完成,等待回头看", "Rectified; the team will look back"),
          ("巡察组回头看", "The team looks back")),
    stage("closed", ("已办结", "Closed"), ("已办结", "Closed"),
          ("整改率和未完成清单一并公布", "The rate is published with the open list"), StageKind.FINAL),
)  # fmt: skip

FIELDS = (
    field("round", "哪一轮巡察", "Which round", FieldType.LINE, limit=40),
    field("finding", "问题编号", "Number of the problem", FieldType.LINE, limit=20,
          hint=Wording("在本轮中的编号", "Its number in the round")),
    field("problem_kind", "个性还是共性", "Individual or shared", FieldType.CHOICE, choices=choices(*KINDS)),
    field("topic", "问题类别", "What it is about", FieldType.CHOICE, choices=choices(*TOPICS)),
    words("problem_words", "问题", "The problem"),
    field("document_number", "移交文号", "Document number", FieldType.LINE, limit=60),
    field("rectify_date", "整改期限", "To be rectified by", FieldType.DATE),
    words("demands", "整改要求", "What is demanded", limit=1000),
    words("measures", "整改措施", "Measures taken",
          hint=Wording("做了什么,有什么可以查验;不写个人信息",
                       "What was done and can be checked; nothing about private persons")),
    field("recovered_fen", "追回资金", "Money recovered", FieldType.NUMBER, unit="分", limit=10**11),
    field("recovered_mu_hundredths", "收回土地", "Land recovered", FieldType.NUMBER, unit="0.01 亩", limit=10**8),
    field("recovered_m2_hundredths", "收回房产", "Buildings recovered", FieldType.NUMBER, unit="0.01 m²", limit=10**9),
    field("rules_made", "建立制度", "Rules made", FieldType.NUMBER, limit=99),
    words("findings", "回头看情况", "What the look-back found"),
)  # fmt: skip

MOVES = (
    move("file", ("立案", "Open the list"), ("开列问题清单", "opened the list of problems"), before=("*new",),
         after="listing", who=(Who(roles=TEAM_ROLES),), fields=("area", "channel", "title?", "round"),
         effects=("hold_self", "set_dispatcher", "note:round=$round")),
    move("add_problem", ("列入问题", "Add a problem"), ("列入了一个问题", "put a problem on the list"),
         before=("listing",), who=(TEAM,),
         guards=("target_is_other_unit", "target_can_take", "date_ahead:rectify_date"),
         fields=("unit", "finding", "problem_kind", "topic", "problem_words", "rectify_date"),
         effects=("add_part:problem", "count:problems")),
    move("hand_over", ("移交", "Hand over"), ("移交整改", "handed the list over"), before=("listing",),
         after="rectifying", who=(TEAM,), guards=("parts_asked:problem", "date_ahead:rectify_date"),
         fields=("document_number", "rectify_date", "demands?"), effects=("note:document=$document_number",)),
    move("all_verified", ("全部整改", "All are rectified"), ("问题全部整改到位", "all problems are rectified"),
         before=("rectifying",),
         after="look_back", trigger=Trigger.ROLL_UP, quorum="problem"),
    move("run_late", ("到期未完成", "Not done in time"), ("到期未完成,列入未整改清单",
                                                        "not done in time; it stands on the open list"),
         trigger=Trigger.CLOCK, effects=("count:late",)),
    move("look_back", ("回头看", "Look back"), ("回头看,办结", "looked back and closed"), before=("look_back",),
         after="closed",
         who=(TEAM,), quorum="problem", fields=("findings",), effects=("note:result=closed",)),
    move("take_up_again", ("重新整改", "Rectify again"), ("回头看发现反弹,重新整改",
                                                          "found it undone; rectified again"),
         before=("look_back",), after="rectifying", who=(TEAM,), guards=("some_part:problem=handed_over",),
         fields=("findings", "rectify_date"), effects=("count:rounds_again",)),
)  # fmt: skip

PROBLEM = PartRule(
    key="problem", title=Wording("移交的问题", "Problems handed over"), owner="unit", counts_as_done=("verified",),
    stages=(
        stage("handed_over", ("已移交", "Handed over"), ("已移交", "Handed over"), ("按期整改", "Rectified in time")),
        stage("rectified", ("已报整改", "Reported rectified"), ("已报整改", "Reported rectified"),
              ("巡察组核验", "The team verifies")),
        stage("verified", ("已核验", "Verified"), ("已核验", "Verified"), ("回头看", "Looked back at")),
        stage("recalled", ("已撤销", "Called off"), ("已撤销", "Called off"), ("无", "Nothing more"), StageKind.FINAL),
    ),
    moves=(
        move("rectify", ("报告整改", "Report rectified"), ("报告已整改", "reported it rectified"),
             before=("handed_over",),
             after="rectified", who=(OWNER,), effects=("count:problems_rectified",),
             fields=("measures", "photo_after?", "recovered_fen?", "recovered_mu_hundredths?",
                     "recovered_m2_hundredths?", "rules_made?")),
        move("send_back", ("退回再改", "Send back"), ("核验未通过,退回", "sent it back"), before=("rectified",),
             after="handed_over",
             who=(VERIFIER,), guards=("date_ahead:rectify_date",), fields=("reason", "rectify_date"),
             effects=("count:reworks",)),
        move("verify", ("核验", "Verify"), ("核验通过", "verified it"), before=("rectified",), after="verified",
             who=(VERIFIER,), fields=("note?",)),
        move("relapse", ("反弹", "Undone again"), ("发现反弹", "found it undone"), before=("verified",),
             after="handed_over",
             who=(TEAM,), guards=("date_ahead:rectify_date",), fields=("findings", "rectify_date"),
             effects=("count:relapses",)),
        move("recall", ("撤销", "Call off"), ("撤销问题", "called it off"), before=("handed_over", "rectified"),
             after="recalled",
             who=(TEAM,), fields=("reason",)),
    ),
    clock=clock("rectification", ("整改期限", "Rectification"), ClockKind.PART, start=("stage.handed_over",),
                stop=("verb.rectify", "stage.recalled"),
                length=from_field("rectify_date"), unit=ClockUnit.DAY,
                source=Wording("移交文书所定期限", "The date set in the referral")),
)  # fmt: skip

CLOCKS = (
    clock("listing", ("列清单", "Listing"), ClockKind.STEP, start=("stage.listing",), stop=("stage.rectifying", *ENDED),
          length=fixed(5), unit=ClockUnit.WORKING_DAY,
          source=Wording("立案后 5 个工作日内移交(本区约定)",
                         "Handed over within 5 working days (agreed in this district)"),
          on_lapse=OnLapse.MOVE, lapse_move="run_late"),
    clock("rectifying", ("整改", "Rectification"), ClockKind.STEP, start=("stage.rectifying",),
          stop=("stage.look_back", *ENDED),
          length=from_field("rectify_date"), unit=ClockUnit.DAY,
          source=Wording("移交文书所定期限", "The date set in the referral"),
          extension=Extension(max_count=1, max_amount=30), on_lapse=OnLapse.MOVE, lapse_move="run_late"),
    clock("looking_back", ("回头看", "Look back"), ClockKind.STEP, start=("stage.look_back",),
          stop=("stage.rectifying", *ENDED),
          length=fixed(180), unit=ClockUnit.DAY,
          source=Wording("整改完成后 6 个月内回头看(本区约定)",
                         "A second look within 6 months of the rectification (agreed in this district)"),
          on_lapse=OnLapse.MOVE, lapse_move="run_late"),
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
    parts=(PROBLEM,),
    links=(LinkRule(key="raised", title=Wording("由此产生", "Raised from"), procedure="*", relation="raised_from"),),
    counts="never",
    shared=frozenset({
        "note", "attach", "erase", "hold_erasure", "lift_hold",
        "ask_extension", "grant_extension",
        "refuse_extension", "supervise",
        "migrate", "recompute",
    }),
)  # fmt: skip
