"""Bad reviews 差评: what follows when whoever came was not satisfied; declared once for every service procedure.

A grade of 1 or 2 starts a clock on the unit. It puts things right, and then somebody who did not handle the matter
calls back; or it says why the review is wrong,
and another unit one tier up decides that. Until then the rating stands
and is marked; it stays in the record whatever is decided.
Source: 国办发〔2019〕51号 (政务服务“好差评”): the two lowest of five grades are bad reviews; check, put right,
answer,
call back; appeal of a review that is wrong. The lengths are this district's.
"""

from linli.domain.engine.declarations import ClockKind, ClockRule, FieldType, Move, OnLapse, Relation, Who, fixed
from linli.domain.engine.declaring import choices, clock, field, move, words
from linli.domain.engine.shared_moves import HOLDER
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

R = Relation
FINAL = ("*final",)
BAD_GRADES = (1, 2)
"""不满意 and 非常不满意."""
FIXING_DAYS, CALL_BACK_DAYS, APPEAL_DAYS = 5, 3, 5
SET_ASIDE = "set_aside"
BAD = tuple(f"note.grade={grade}" for grade in BAD_GRADES)
SOURCE = Wording(
    "政务服务“好差评”:差评核实整改、回访(国办发〔2019〕51号);期限为本区约定",
    "Service ratings: bad reviews are checked, put right, called back (2019 No. 51); lengths of this district",
)
CALLER = frozenset({Role.FOLLOW_UP, Role.OPERATOR})
DECIDER = frozenset({Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD, Role.CONVENER})

REVIEW_FIELDS = (
    words("fix_note", "怎么整改的", "How it was put right", limit=1000),
    field("appeal_class", "为什么认为评价有误", "Why the review is thought wrong", FieldType.CHOICE, choices=choices(
        ("not_ours", "评的不是这项服务", "It is about another service"),
        ("pressed_wrong", "评价人说明按错了", "Whoever rated said it was pressed by mistake"),
        ("law_forbids", "诉求依法不能满足,已说明", "By law it could not be granted, and that was explained"),
        ("not_true", "评价内容与事实不符", "What it says is not so"))),
)  # fmt: skip


def review_moves(handling: tuple[str, ...]) -> tuple[Move, ...]:
    """Return the moves after a bad review; whoever made one of the verbs `handling` neither calls back nor decides."""
    caller = Who(relations=frozenset({R.SUPERVISOR}), roles=CALLER, unlike_actor_of=(*handling, "fix_review"))
    decider = Who(
        relations=frozenset({R.UPPER_TIER, R.SUPERVISOR}), roles=DECIDER, unlike_actor_of=(*handling, "appeal_review")
    )
    other_unit = ("clock_is_open:deciding_appeal", "second_unit_differs:appeal_review")
    return (
        move("fix_review", ("差评整改", "Put it right"), ("整改了差评反映的问题", "put right what the review named"),
             before=FINAL, who=(HOLDER,), guards=("clock_is_open:fixing",), fields=("fix_note", "answer"),
             effects=("set_handler", "count:fixes", "note:answered=yes", "count:answers")),
        move("call_back", ("差评回访", "Call back"), ("回访了评价人", "called back"),
             before=FINAL, who=(caller,), guards=("clock_is_open:calling_back", "unit_did_not_handle"),
             fields=("reached", "note?"), effects=("note:called_back=$reached", "count:call_backs")),
        move("appeal_review", ("申诉错评", "Appeal the review"), ("认为评价有误,提出申诉",
             "appealed the review as wrong"),
             before=FINAL, who=(HOLDER,), guards=("clock_is_open:fixing", "not_noted:appeal"),
             fields=("appeal_class", "reason"), effects=("note:appeal=asked", "count:appeals")),
        move("uphold_review", ("维持评价", "Uphold the review"), ("维持了评价,须整改", "upheld the review"),
             before=FINAL, who=(decider,), guards=other_unit, fields=("reason",), effects=("note:appeal=upheld",)),
        move("set_aside_review", ("认定误评", "Set the review aside"),
             ("认定为误评,不计差评;原评价留存", "set the review aside; the rating stays in the record"),
             before=FINAL, who=(decider,), guards=other_unit, fields=("reason",),
             effects=(f"note:appeal={SET_ASIDE}",)),
    )  # fmt: skip


def review_clocks(reopened: tuple[str, ...] = ()) -> tuple[ClockRule, ...]:
    """Return the clocks of a bad review; `reopened` are events after which the matter itself is handled again."""
    return (
        clock("rating_right", ("可以评价", "Right to rate"), ClockKind.RIGHT, start=("stage.*final",), stop=(),
              length=fixed(30), unit=ClockUnit.DAY, source=SOURCE, on_lapse=OnLapse.CLOSE_RIGHT),
        clock("fixing", ("差评整改", "Put right after a bad review"), ClockKind.RESPONSE,
              start=(*BAD, "verb.uphold_review"), stop=("verb.fix_review", "verb.appeal_review", *reopened),
              length=fixed(FIXING_DAYS), unit=ClockUnit.WORKING_DAY, source=SOURCE),
        clock("calling_back", ("差评回访", "Call back after a bad review"), ClockKind.RESPONSE,
              start=("verb.fix_review",), stop=("verb.call_back", *reopened), length=fixed(CALL_BACK_DAYS),
              unit=ClockUnit.WORKING_DAY, source=SOURCE),
        clock("deciding_appeal", ("申诉裁定", "Decide the appeal"), ClockKind.RESPONSE, start=("verb.appeal_review",),
              stop=("verb.uphold_review", "verb.set_aside_review", *reopened), length=fixed(APPEAL_DAYS),
              unit=ClockUnit.WORKING_DAY, source=SOURCE),
    )  # fmt: skip
