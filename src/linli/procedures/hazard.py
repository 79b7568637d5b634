"""安全隐患 hazard: a condition of a place that is ordered to be put right, and rechecked by somebody who did not do it.

Source: 安全生产事故隐患排查治理暂行规定 (order 16, 2008) arts. 3, 14, 15 (general and major, plan of a major one);
安全生产法 (2021) arts. 41, 65, 68, 75; 消防监督检查规定 arts. 14, 18 (two inspectors; 24 hours, 3 working days);
湖北省重大隐患挂牌督办 (2010) art. 8 (recheck within 10 days). Sealing, closure and fines are decided by the competent
body: they are recorded here with the number of its document, and never made here.
"""

from dataclasses import replace

from linli.domain.engine.declarations import (
    ClockKind,
    Extension,
    Length,
    LengthFrom,
    LinkRule,
    OnLapse,
    Paper,
    Procedure,
    Relation,
    Second,
    StageKind,
    Who,
    fixed,
)
from linli.domain.engine.declaring import clock, from_field, move, stage
from linli.domain.engine.shared_moves import HOLDER, part_like_co_handler
from linli.domain.hazard_fields import FIELDS, IN_PLACE, ORDER
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
DESK_ROLES = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR})
OFFICE_ROLES = DESK_ROLES | {Role.INSPECTOR, Role.HANDLER, Role.LIAISON, Role.UNIT_HEAD}
GROUND_ROLES = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.COMMUNITY_OFFICER, Role.BUILDING_CONTACT})
FINDERS = OFFICE_ROLES | GROUND_ROLES | {Role.FOLLOW_UP}
"""Whoever comes to places for work, committees among them, tells of what they find. Source: 安全生产法 art. 75."""
OVER = frozenset({R.HOLDER, R.SUPERVISOR, R.UPPER_TIER})
ORDERS = (Who(roles=OFFICE_ROLES, relations=OVER), Who(roles=frozenset({Role.INSPECTOR})))
JUDGES = tuple(replace(way, unlike_actor_of=("file", "raise_grade")) for way in ORDERS)
"""Whoever found it, or graded it as major, does not alone make it smaller or make it nothing."""
RECTIFIED = ("begin", "hand_in_plan", "report_rectified", "report_major", "remove_on_spot")
"""Who did any of these put the hazard right, and does not say that it is gone."""
RECHECKS = (
    Who(roles=OFFICE_ROLES | GROUND_ROLES, relations=OVER, unlike_actor_of=RECTIFIED),
    Who(roles=frozenset({Role.INSPECTOR}), unlike_actor_of=RECTIFIED),
)
TAKES_BACK = (
    Who(roles=OFFICE_ROLES, relations=OVER - {R.HOLDER}, unlike_actor_of=RECTIFIED),
    Who(roles=frozenset({Role.INSPECTOR}), unlike_actor_of=RECTIFIED),
)
"""Whoever was ordered holds the matter by then, and does not take the order back from itself."""
ENDED = ("stage.*final",)
AT_WORK = ("ordered", "rectifying")
GENERAL, MAJOR = "noted:severity=general", "noted:severity=major"
ORDERED = ("set_dispatcher", "hold_target", "note:agenda=", "note:service=due", "count:orders")

STAGES = (
    stage("found", ("已发现", "Found"), ("已发现,正在下达整改通知", "Found; the order is being made out"),
          ("定级,通知整改", "It is graded, and ordered to be put right")),
    stage("ordered", ("已通知整改", "Ordered"), ("已通知整改", "Ordered to be put right"),
          ("在期限内整改", "To be put right within the limit")),
    stage("rectifying", ("整改中", "Being rectified"), ("正在整改", "Being put right"),
          ("整改后由别的人复查", "Somebody else rechecks it afterwards")),
    stage("rectified", ("已整改,待复查", "Rectified"), ("已整改,等待复查", "Put right; waiting for the recheck"),
          ("由没有参与整改的人复查", "Rechecked by somebody who took no part")),
    stage("rechecking", ("复查中", "Being rechecked"), ("正在复查", "Being rechecked"),
          ("合格销号,不合格继续整改", "Closed if it is gone; put right again if not")),
    stage("closed", ("已销号", "Closed"), ("隐患已消除", "The hazard is gone"),
          ("再次出现可以重新登记", "Entered anew should it come back"), StageKind.FINAL),
    stage("void", ("不属于隐患", "No hazard"), ("经核实不属于隐患", "Found to be no hazard"),
          ("有新的情况可以重新登记", "Entered anew if something changes"), StageKind.FINAL),
)  # fmt: skip

MOVES = (
    move("file", ("登记", "Register"), ("登记了隐患", "registered the hazard"), before=("*new",), after="found",
         who=(Who(roles=FINDERS),), guards=("other_is:hazard", "known_place:place"),
         fields=("category", "severity", "area", "channel", "how_placed?", "urgency?", "title", "place?", "found_in?",
                 "found_ref?", "problem?", "place_words?", "point?", "photo_before?", "other_case?"),
         effects=("hold_self", "note:severity=$severity", "note:place=$place", "note:found_in=$found_in",
                  "note:origin=$found_ref", "link:like_place")),
    move("remove_on_spot", ("当场整改", "Put right on the spot"), ("当场整改", "had it put right on the spot"),
         before=("found",), after="closed", guards=(GENERAL,),
         who=(Who(roles=FINDERS, relations=OVER, unlike_actor_of=("begin", "report_rectified")),),
         fields=("result", "photo_after"), effects=("set_handler", "note:result=on_spot")),
    move("hand_on", ("移送有权单位", "Hand to the unit with the power"),
         ("移送有权处理的单位", "handed it to the unit with the power"), before=("found",),
         who=(Who(relations=OVER),), guards=("target_is_other_unit", "target_can_take"),
         fields=("unit", "post?", "reason"), effects=("hold_target", "note:agenda=", "count:dispatches")),
    move("raise_grade", ("定为重大隐患", "Grade as major"), ("定为重大隐患", "graded it as major"), before=("found",),
         who=ORDERS, guards=(GENERAL,), fields=("reason",),
         effects=("note:severity=major", "count:regrades")),
    move("lower_grade", ("改为一般隐患", "Grade as general"), ("改为一般隐患", "graded it as general"),
         before=("found",), who=JUDGES, guards=(MAJOR,), fields=("reason",),
         effects=("note:severity=general", "count:regrades")),
    move("order", ("通知整改", "Order: by the table"), ("发出整改通知", "gave notice to rectify"), before=("found",),
         after="ordered", who=ORDERS, guards=(GENERAL, "target_can_take", "is_another:second_inspector"),
         fields=(*ORDER, "second_inspector?"), effects=ORDERED),
    move("order_correction", ("责令限期改正", "Order: by a date"), ("责令限期改正", "ordered it corrected by a date"),
         before=("found",), after="ordered", who=ORDERS,
         guards=(GENERAL, "target_can_take", "is_another:second_inspector", "date_ahead:due_date"),
         fields=(*ORDER, "second_inspector", "due_date"), effects=ORDERED),
    move("order_major", ("责令整改重大隐患", "Order: major hazard"),
         ("责令整改重大隐患", "ordered the major hazard rectified"), before=("found",), after="ordered", who=ORDERS,
         guards=(MAJOR, "target_can_take", "is_another:second_inspector", "date_ahead:due_date"),
         fields=(*ORDER, "second_inspector", "due_date"), effects=(*ORDERED, "note:plan=due")),
    move("withdraw_order", ("撤回通知", "Take the order back"), ("撤回通知,重新认定", "took the order back"),
         before=AT_WORK, after="found", who=TAKES_BACK, fields=("reason",),
         effects=("hold_dispatcher", "note:plan=", "note:service=", "count:orders_withdrawn")),
    move("record_service", ("记录送达", "Record the service"), ("记录了送达", "recorded the service"),
         who=(Who(roles=OFFICE_ROLES, relations=OVER | {R.PAST_HOLDER}),), guards=("noted:service=due",),
         fields=("served", "receiver?", "strokes?", "refusal_note?", "scan?"),
         effects=("note:service=$served",)),
    move("begin", ("开始整改", "Begin"), ("开始整改", "began to put it right"), before=("ordered",), after="rectifying",
         who=(HOLDER,), fields=("photo_before?", "note?"), effects=("set_handler",)),
    move("hand_in_plan", ("提交整改方案", "Hand in the plan"), ("提交了整改方案", "handed in the plan"), before=AT_WORK,
         who=(HOLDER,), guards=(MAJOR, "date_ahead:plan_date"),
         fields=("plan_goal", "measures", "plan_money", "plan_yuan?", "plan_people", "plan_date", "plan_safety"),
         effects=("note:plan=handed_in", "count:plans")),
    move("approve_plan", ("核定方案(五到位)", "Approve the plan"), ("核定整改方案,五到位", "approved the plan"),
         before=AT_WORK, who=RECHECKS, guards=("noted:plan=handed_in", f"ticked:{'+'.join(IN_PLACE)}"),
         fields=(*IN_PLACE, "note?"), effects=("note:plan=approved",)),
    move("return_plan", ("退回方案", "Send the plan back"), ("退回整改方案", "sent the plan back"), before=AT_WORK,
         who=RECHECKS, guards=("noted:plan=handed_in",), fields=("reason",),
         effects=("note:plan=due", "count:plans_returned")),
    move("report_rectified", ("报告已整改", "Report it rectified"), ("报告已整改", "reported it rectified"),
         before=AT_WORK, after="rectified", who=(HOLDER,), guards=(GENERAL,), fields=("result", "photo_after"),
         effects=("set_handler", "hold_dispatcher")),
    move("report_major", ("报告重大隐患已整改", "Report the major one rectified"),
         ("报告重大隐患已整改", "reported the major hazard rectified"), before=("rectifying",), after="rectified",
         who=(HOLDER,), guards=(MAJOR, "noted:plan=approved"), fields=("result", "photo_after"),
         effects=("set_handler", "hold_dispatcher")),
    move("recheck", ("开始复查", "Begin the recheck"), ("开始复查", "began the recheck"), before=("rectified",),
         after="rechecking", who=RECHECKS, fields=("note?",)),
    move("fail_recheck", ("复查不合格", "Not put right"), ("复查不合格,继续整改", "found it not put right"),
         before=("rectified", "rechecking"), after="ordered", who=RECHECKS, guards=("date_ahead:due_date",),
         fields=("findings", "due_date", "photo?"), effects=("hold_handler", "count:reworks")),
    move("close", ("复查合格,销号", "Recheck passed: close"), ("复查合格,销号", "rechecked and closed it"),
         before=("rechecking",), after="closed", who=RECHECKS, guards=("parts_done:co_handler",),
         fields=("findings", "second_inspector?", "photo_after?"), effects=("note:result=rectified",)),
    move("void", ("不属于隐患", "It is no hazard"), ("核实不属于隐患", "found it to be no hazard"), before=("found",),
         after="void", who=JUDGES, fields=("void_class", "reason"), effects=("note:result=void",), second=Second.UNIT),
    move("record_decision", ("记录有权机关的决定", "Record a competent body's decision"),
         ("记录了有权机关的决定", "recorded a decision of the competent body"), before=("*",),
         who=(*ORDERS, HOLDER), guards=("date_behind:decision_date",),
         fields=("decision_kind", "decision_body", "document_number", "decision_date", "fine_yuan?", "scan?"),
         effects=("note:decision=$decision_kind", "count:decisions")),
    move("relate", ("关联另一件事项", "Link another matter"), ("关联了另一件事项", "linked another matter"),
         before=("*",), who=(Who(roles=FINDERS, relations=OVER),), fields=("other_case",), effects=("link:raised",)),
)  # fmt: skip

STOPS_WORK = ("stage.rectified", "stage.found", *ENDED)
CLOCKS = (
    clock("ordering", ("下达通知", "Order"), ClockKind.STEP, start=("stage.found",), stop=("stage.ordered", *ENDED),
          length=fixed(1), unit=ClockUnit.WORKING_DAY,
          source=Wording("发现后 1 个工作日内通知整改(本区约定)",
                         "Ordered within 1 working day of being found (agreed in this district)"),
          on_lapse=OnLapse.ESCALATE),
    clock("rectifying", ("整改期限", "Rectification"), ClockKind.STEP, start=("verb.order",), stop=STOPS_WORK,
          length=Length(source=LengthFrom.MATRIX, key="handling_limit"), unit=ClockUnit.WORKING_DAY,
          source=Wording("整改时限表:类别 × 区域 × 缓急(疏散通道 24 小时,其他火灾隐患 3 个工作日)",
                         "Table of limits: category × area × urgency (blocked exit 24 hours, other fire hazards "
                         "3 working days)"),
          pauses=("appraisal", "weather", "court"), extension=Extension(max_count=1, max_amount=10),
          on_lapse=OnLapse.ESCALATE),
    clock("rectifying_by_date", ("整改期限", "Rectification"), ClockKind.STEP,
          start=("verb.order_correction", "verb.order_major", "verb.fail_recheck"), stop=STOPS_WORK,
          length=from_field("due_date"), unit=ClockUnit.DAY,
          source=Wording("责令改正所定期限", "The date set in the order"), pauses=("appraisal", "weather", "court"),
          extension=Extension(max_count=1, max_amount=90), on_lapse=OnLapse.ESCALATE),
    clock("planning", ("提交并核定方案", "Plan"), ClockKind.RESPONSE, start=("verb.order_major",),
          stop=("verb.approve_plan", *STOPS_WORK), length=fixed(10), unit=ClockUnit.WORKING_DAY,
          source=Wording("责令后 10 个工作日内方案核定(本区约定)",
                         "The plan is approved within 10 working days of the order (agreed in this district)")),
    clock("rechecking", ("复查", "Recheck"), ClockKind.STEP, start=("verb.report_rectified",),
          stop=("stage.ordered", *ENDED), length=fixed(3), unit=ClockUnit.WORKING_DAY,
          source=Wording("报告整改后 3 个工作日内复查(消防监督检查规定第十八条,其他类比照)",
                         "Rechecked within 3 working days of the report (Fire inspection rules art. 18; others alike)"),
          on_lapse=OnLapse.ESCALATE),
    clock("rechecking_major", ("复查", "Recheck"), ClockKind.STEP, start=("verb.report_major",),
          stop=("stage.ordered", *ENDED), length=fixed(10), unit=ClockUnit.DAY,
          source=Wording("申请复查后 10 日内(湖北省挂牌督办办法 2010 第八条,比照)",
                         "Within 10 days of the owner's asking (Hubei listing rules 2010 art. 8, followed here)"),
          on_lapse=OnLapse.ESCALATE),
    clock("after_lapse", ("超期后处理", "After the lapse"), ClockKind.STEP, start=("verb.escalate_lapsed",),
          stop=("stage.ordered", *STOPS_WORK), length=fixed(8), unit=ClockUnit.WORKING_HOUR,
          source=Wording("上移一级后 8 个工作时内接手", "Taken over within 8 working hours of moving up a tier"),
          on_lapse=OnLapse.ESCALATE),
    clock("supervision", ("督办", "Supervision"), ClockKind.RESPONSE, start=("verb.supervise",),
          stop=("stage.rectified", *ENDED), length=from_field("due_date"), unit=ClockUnit.DAY,
          source=Wording("督办单所定期限", "The date set in the supervision order")),
)  # fmt: skip

CORRECTION = Wording("责令改正书", "Order to correct")
INSPECTORS = ("inspector", "second_inspector", "receiver")

PROCEDURE = Procedure(
    key="hazard",
    version=1,
    title=Wording("安全隐患", "Hazard"),
    source=Wording("安全生产事故隐患排查治理暂行规定(2008);安全生产法(2021);消防监督检查规定",
                   "Rules on finding and removing hazards (2008); Work Safety Law (2021); Fire inspection rules"),
    of="case",
    requester="none",
    seal=Seal.OPEN,
    stages=STAGES,
    moves=MOVES,
    clocks=CLOCKS,
    fields=FIELDS,
    parts=(
        part_like_co_handler("co_handler", Wording("协助整改", "Helps to put it right"), clock=clock(
            "co_handling", ("协助整改", "Co-handler's reply"), ClockKind.PART, start=(), stop=(), length=fixed(5),
            unit=ClockUnit.WORKING_DAY,
            source=Wording("协办 5 个工作日内答复(本区约定)",
                           "A co-handler replies within 5 working days (agreed in this district)"))),
    ),
    links=(
        LinkRule(key="like_place", title=Wording("举一反三", "Like place"), procedure="hazard",
                 relation="like_place"),
        LinkRule(key="raised", title=Wording("由此产生", "Raised from"), procedure="*", relation="raised_from"),
        LinkRule(key="stuck", title=Wording("提请联席会议", "Before the joint meeting"), procedure="*",
                 relation="follows"),
    ),
    papers=(
        Paper(key="notice", title=Wording("整改通知书", "Notice to rectify"), template="hazard_notice", on="order",
              signers=INSPECTORS, numbered=True, by_its_author=True),
        Paper(key="correction", title=CORRECTION, template="hazard_correction", on="order_correction",
              signers=INSPECTORS, numbered=True, by_its_author=True),
        Paper(key="correction_major", title=CORRECTION, template="hazard_correction_major", on="order_major",
              signers=INSPECTORS, numbered=True, by_its_author=True),
        Paper(key="recheck", title=Wording("整改复查意见书", "Opinion after the recheck"), template="hazard_recheck",
              on="close", signers=INSPECTORS, numbered=True, by_its_author=True),
    ),
    shared=frozenset({
        "note", "attach", "correct", "correct_closed", "erase", "hold_erasure", "lift_hold", "refer", "transfer",
        "escalate", "escalate_lapsed", "ask_extension", "grant_extension", "refuse_extension", "pause", "resume",
        "supervise", "migrate", "recompute",
    }),
)  # fmt: skip
