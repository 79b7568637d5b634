"""Moves that every procedure may switch on by name, declared once.

`before` () means: any stage that is not final; ("*",) means: any stage at all.
"""

from typing import Any

from linli.domain.area import AreaLevel
from linli.domain.engine.declarations import Move, PartRule, Relation, Second, Stage, StageKind, Trigger, Who
from linli.domain.unit import Role
from linli.domain.wording import Wording

R = Relation
ANY_OPEN: tuple[str, ...] = ()
ANY_STAGE: tuple[str, ...] = ("*",)

HOLDER = Who(relations=frozenset({R.HOLDER}))
CENTRE = Who(
    relations=frozenset({R.SUPERVISOR, R.UPPER_TIER}),
    roles=frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD}),
)
UPPER = Who(
    relations=frozenset({R.UPPER_TIER}),
    roles=frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.CONVENER}),
)
DECIDES = Who(
    relations=frozenset({R.HOLDER, R.UPPER_TIER}),
    roles=frozenset({Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.CONVENER}),
)
"""Whoever decides on a request that has moved up one tier: the unit that holds it now, or one above."""
REQUESTER = Who(relations=frozenset({R.REQUESTER}))
CO_HANDLER = Who(relations=frozenset({R.CO_HANDLER}))
HANDLED = ("start", "report_result", "accept", "solve_on_spot", "decide", "answer_review", "answer_final_review",
           "begin", "hold_session", "conclude", "record_oral", "confirm_performed")  # fmt: skip
"""What whoever calls back must not have done to the matter, in any post."""
FOLLOW_UP = Who(relations=frozenset({R.SUPERVISOR}), roles=frozenset({Role.FOLLOW_UP}))

HOLDS = (
    Who(roles=frozenset({Role.DATA_PROTECTION_OFFICER})),
    Who(roles=frozenset({Role.DISTRICT_COORDINATOR}), relations=frozenset({R.SUPERVISOR, R.UPPER_TIER})),
)
"""Who keeps a matter from erasing while a court, an investigation or an archive needs it; another of them ends it."""


def _unlike(who: Who, *verbs: str) -> Who:
    return Who(roles=who.roles, relations=who.relations, tier=who.tier, unlike_actor_of=verbs)


def _move(verb: str, zh: str, en: str, past_zh: str, past_en: str, **rest: Any) -> Move:
    """Declare a move that leaves the stage as it is, unless told otherwise."""
    given = {"before": ANY_OPEN, "after": None, **rest}
    return Move(verb=verb, title=Wording(zh, en), past=Wording(past_zh, past_en), **given)


_ALL = (
    _move("note", "补充说明", "Add a note", "补充说明", "added a note",
          before=ANY_STAGE, who=(HOLDER, CO_HANDLER, CENTRE, FOLLOW_UP, REQUESTER), fields=("note",)),
    _move("attach", "补充照片", "Add photos", "补充了照片", "added photos",
          before=ANY_STAGE, who=(HOLDER, CO_HANDLER, CENTRE, REQUESTER), fields=("photo", "note?")),
    _move("correct", "更正", "Correct", "作了更正", "made a correction",
          who=(HOLDER, CENTRE), fields=("correction", "category?", "area?", "urgency?", "title?"),
          effects=("classify", "recompute_limits")),
    _move("correct_closed", "办结后更正", "Correct after closing", "办结后作了更正", "made a correction after closing",
          before=("*final",), who=(HOLDER, CENTRE),
          fields=("correction_class", "correction", "category?", "area?", "urgency?", "title?"),
          effects=("classify", "recompute_limits"), second=Second.UNIT),
    _move("erase", "依法删除个人信息", "Erase personal data", "依法删除了个人信息", "erased personal data",
          before=ANY_STAGE, who=(Who(roles=frozenset({Role.DATA_PROTECTION_OFFICER})),),
          guards=("no_hold",), fields=("legal_basis", "whose?", "reason"), effects=("count:erasures",),
          second=Second.PERSON),
    _move("hold_erasure", "依法留存", "Hold from erasure", "依法留存,暂不删除个人信息",
          "held the personal data from erasure",
          before=ANY_STAGE, who=HOLDS, guards=("not_noted:held",), fields=("hold_document", "reason"),
          effects=("note:held=$hold_document", "count:holds")),
    _move("lift_hold", "解除留存", "Lift the hold", "解除了依法留存", "lifted the hold",
          before=ANY_STAGE, who=tuple(_unlike(way, "hold_erasure") for way in HOLDS), guards=("has_hold",),
          fields=("reason",), effects=("note:held=",)),
    _move("withdraw", "撤回", "Withdraw", "撤回了这件事", "withdrew the matter",
          who=(REQUESTER,), fields=("reason?",), guards=("has_requester",), effects=("note:withdrawn=yes",)),
    _move("refer", "请协办", "Ask a co-handler", "请协办", "asked a co-handler",
          who=(HOLDER, CENTRE), guards=("target_is_other_unit", "target_can_take"), fields=("unit", "request"),
          effects=("add_part:co_handler",)),
    _move("transfer", "转办", "Transfer", "转办", "transferred the matter",
          who=(CENTRE,), guards=("target_is_other_unit", "target_can_take"), fields=("unit", "reason", "post?"),
          effects=("hold_target", "count:transfers")),
    _move("whistle", "吹哨", "Whistle for a department", "吹哨,请部门到场", "whistled for a department",
          who=(Who(relations=frozenset({R.HOLDER}), tier=AreaLevel.SUBDISTRICT),
               Who(relations=CENTRE.relations, roles=CENTRE.roles, tier=AreaLevel.SUBDISTRICT)),
          guards=("target_is_department", "target_can_take"), fields=("unit", "request"),
          effects=("add_part:responder",)),
    _move("escalate", "上报上一级", "Escalate", "上报上一级", "escalated the matter",
          who=(HOLDER,), guards=("has_upper_unit",), fields=("reason",),
          effects=("hold_upper", "count:escalations")),
    _move("escalate_lapsed", "到期上移", "Escalated by a lapse", "超过时限,自动上移一级",
          "moved up one tier by a lapse",
          trigger=Trigger.CLOCK, effects=("hold_upper_or_agenda", "count:escalations")),
    _move("ask_extension", "申请延期", "Ask for an extension", "申请延期", "asked for an extension",
          who=(HOLDER,), guards=("extension_is_available", "not_yet_due", "no_extension_asked"),
          fields=("amount", "extension_class", "reason"), effects=("note:extension_asked=$amount",)),
    _move("grant_extension", "同意延期", "Grant the extension", "同意延期", "granted the extension",
          who=(_unlike(UPPER, "ask_extension"),), guards=("extension_asked", "extension_is_available",
                                                       "second_unit_differs:ask_extension"),
          fields=("reason?",),
          effects=("extend_clock", "note:extension_asked=", "count:extensions")),
    _move("refuse_extension", "不同意延期", "Refuse the extension", "没有同意延期", "refused the extension",
          who=(_unlike(UPPER, "ask_extension"),), guards=("extension_asked",), fields=("reason",),
          effects=("note:extension_asked=", "count:extension_refusals")),
    _move("pause", "暂停计时", "Pause the clock", "暂停计时", "paused the clock",
          who=(Who(relations=frozenset({R.HOLDER}), roles=frozenset({Role.UNIT_HEAD, Role.DISPATCHER, Role.LIAISON})),
               CENTRE),
          guards=("is_not_paused", "some_clock_may_pause"), fields=("pause_reason", "reason"),
          effects=("pause_clocks", "note:paused=$pause_reason")),
    _move("resume", "恢复计时", "Resume the clock", "恢复计时", "resumed the clock",
          who=(HOLDER, CENTRE), guards=("is_paused",), fields=("reason?",),
          effects=("resume_clocks", "note:paused=")),
    _move("supervise", "督办", "Supervise", "发出督办", "issued a supervision order",
          who=(Who(relations=frozenset({R.UPPER_TIER, R.CONVENER, R.SPONSOR}),
                   roles=frozenset({Role.CONVENER, Role.SPONSOR, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD})),),
          guards=("date_ahead:due_date",), fields=("strength", "order_number?", "due_date", "reason"),
          effects=("count:supervisions", "note:supervised=$strength")),
    _move("merge", "并案", "Merge", "提出并案", "merged the matter",
          who=(CENTRE,), guards=("other_case_fits",), fields=("other_case", "merge_class", "reason"),
          effects=("merge_into", "stop_step_clocks"), second=Second.UNIT),
    _move("split", "拆分", "Split", "拆分出一件", "split off a matter",
          who=(CENTRE,), fields=("category", "unit?", "request"), effects=("split_off",)),
    _move("answer", "答复", "Answer", "作了答复", "answered",
          before=ANY_STAGE, who=(HOLDER, CENTRE), guards=("has_requester",), fields=("answer",),
          effects=("note:answered=yes", "count:answers")),
    _move("follow_up", "回访", "Follow up", "作了回访", "followed up",
          before=("*final",), who=(Who(relations=frozenset({R.SUPERVISOR}), roles=frozenset({Role.FOLLOW_UP}),
                                       unlike_actor_of=HANDLED),),
          guards=("unit_did_not_handle", "has_requester"), fields=("reached", "solved?", "satisfied?", "note?"),
          effects=("note:reached=$reached", "note:solved=$solved", "note:satisfied=$satisfied", "count:follow_ups")),
    _move("rate", "评价", "Rate", "作了评价", "rated",
          before=("*final",), who=(REQUESTER,), guards=("right_is_open:rating_right", "not_rated_since_closing"),
          fields=("grade", "comment?"), effects=("note:grade=$grade", "count:ratings")),
    _move("rate_by_proxy", "代录评价", "Record a rating by proxy", "代录了评价", "recorded a rating by proxy",
          before=("*final",), who=(FOLLOW_UP,), guards=("right_is_open:rating_right", "not_rated_since_closing"),
          fields=("grade", "comment?"),
          effects=("note:grade=$grade", "note:grade_by=proxy", "count:ratings")),
    _move("ask_reopen", "请求重新办理", "Ask to reopen", "请求重新办理", "asked to reopen",
          before=("*final",), who=(REQUESTER, FOLLOW_UP),
          guards=("right_is_open:reopen_right", "no_reopen_asked"), fields=("reason",),
          effects=("note:reopen_asked=yes", "hold_upper")),
    _move("refuse_reopen", "维持办结", "Keep it closed", "维持办结", "kept the matter closed",
          before=("*final",), who=(_unlike(DECIDES, "accept", "start", "report_result", "solve_on_spot", "close"),),
          guards=("reopen_asked",),
          fields=("answer",), effects=("note:reopen_asked=", "count:reopen_refusals", "count:answers")),
    _move("migrate", "改用新版流程", "Move to a newer procedure", "改用新版流程", "moved to a newer procedure",
          trigger=Trigger.MACHINE, guards=("version_exists",), fields=("version",), effects=("migrate",)),
    _move("recompute", "重算时限", "Recompute clocks", "工作日历更新,时限已重算",
          "clocks recomputed for a new calendar",
          before=ANY_STAGE, trigger=Trigger.MACHINE, effects=("recompute_clocks",)),
)  # fmt: skip

SHARED_MOVES: dict[str, Move] = {move.verb: move for move in _ALL}
AGREE = _move("agree", "同意", "Agree", "表示同意", "agreed",
              before=ANY_STAGE, who=(CENTRE, Who(roles=frozenset({Role.DATA_PROTECTION_OFFICER}))),
              guards=("proposal_by_another",), fields=("proposal",))  # fmt: skip
DISAGREE = _move("disagree", "不同意", "Disagree", "没有同意", "disagreed",
                 before=ANY_STAGE, who=AGREE.who, guards=("proposal_by_another",), fields=("proposal", "reason"),
                 effects=("settle_proposal",))  # fmt: skip

SUCCEED = _move("succeed", "换人接手", "Hand to a successor", "换人接手", "handed it to a successor",
                trigger=Trigger.MACHINE, guards=("successor_is_of_unit",), fields=("leaving_post", "post"),
                effects=("hold_successor",))  # fmt: skip
"""Made on every open matter that names a post, when the post ends; any procedure knows it."""

CO_HANDLER_STAGES = (
    Stage(key="asked", title=Wording("待接单", "Asked"), public_words=Wording("已请协办", "Help was asked")),
    Stage(key="reported_in", title=Wording("已到场", "Reported in"), public_words=Wording("已到场", "Arrived")),
    Stage(key="replied", title=Wording("已答复", "Replied"), public_words=Wording("已答复", "Replied"),
          kind=StageKind.FINAL),
    Stage(key="recalled", title=Wording("已撤回", "Recalled"), public_words=Wording("已撤回", "Recalled"),
          kind=StageKind.FINAL),
)  # fmt: skip
PART_OWNER = Who(relations=frozenset({R.CO_HANDLER}))


def co_handler_moves() -> tuple[Move, ...]:
    """Return the moves of a co-handler's or responder's part."""
    return (
        _move("report_in", "报到", "Report in", "已报到", "reported in",
              before=("asked",), after="reported_in", who=(PART_OWNER,)),
        _move("reply", "答复协办", "Reply", "答复了协办", "replied",
              before=("asked", "reported_in"), after="replied", who=(PART_OWNER,), fields=("note",)),
        _move("recall", "撤回协办", "Recall", "撤回了协办", "recalled the request",
              before=("asked", "reported_in"), after="recalled", who=(HOLDER, CENTRE), fields=("reason?",)),
    )  # fmt: skip


def part_like_co_handler(key: str, title: Wording, **rest: Any) -> PartRule:
    """Return a part rule with the stages and moves every co-handling unit has."""
    return PartRule(
        key=key, title=title, owner="unit", stages=CO_HANDLER_STAGES, moves=co_handler_moves(),
        counts_as_done=("replied", "recalled"), **rest,
    )  # fmt: skip
