"""Small declarations of the shapes that later kinds of case need: proof that the engine has room for them."""

from typing import Any

from linli.domain.engine.declarations import (
    ClockKind,
    Extension,
    FieldType,
    LinkRule,
    OnLapse,
    PartRule,
    Procedure,
    Relation,
    Repeat,
    RollUp,
    Stage,
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.declaring import choices, clock, field, from_field, move, stage, words
from linli.domain.engine.shared_moves import HOLDER, REQUESTER, part_like_co_handler
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit

W = Wording("字", "word")
T = ("字", "word")
DESK = Who(
    roles=frozenset({Role.OPERATOR, Role.DISPATCHER}), relations=frozenset({Relation.HOLDER, Relation.SUPERVISOR})
)
ANY_POST = Who(roles=frozenset(Role) - {Role.ADMINISTRATOR})
OWNER = Who(relations=frozenset({Relation.CO_HANDLER}))
ENDED = ("stage.*final",)
FILED = ("category?", "area", "channel", "requester?", "requester_phone?")


def at(key: str, kind: StageKind = StageKind.ACTIVE) -> Stage:
    """A stage."""
    return stage(key, T, T, T, kind)


def end(key: str) -> Stage:
    """A final stage."""
    return at(key, StageKind.FINAL)


def do(verb: str, before: str | tuple[str, ...], after: str | None = None, *who: Who, **rest: Any) -> Any:
    """A move."""
    places = (before,) if isinstance(before, str) else before
    return move(verb, T, T, before=places, after=after, who=who, **rest)


def step(key: str, start: str, *, length: Any = None, unit: ClockUnit = ClockUnit.WORKING_DAY, **rest: Any) -> Any:
    """A step clock that escalates and stops at the end."""
    given = {"stop": ENDED, "on_lapse": OnLapse.ESCALATE, "source": W, **rest}
    return clock(key, T, ClockKind.STEP, start=(start,), length=length or fixed(3), unit=unit, **given)


def shape(
    key: str, stages: tuple[Stage, ...], moves: tuple[Any, ...], clocks: tuple[Any, ...], **rest: Any
) -> Procedure:
    """A procedure whose filing leads into its first stage."""
    asks = (*FILED, *rest.pop("file_asks", ()))
    filing = do("file", "*new", stages[0].key, ANY_POST, fields=asks, effects=rest.pop("file_does", ("hold_centre",)),
                guards=rest.pop("file_holds", ()))  # fmt: skip
    given = {
        "of": "case", "requester": "none", "seal": Seal.RESTRICTED, "shared": frozenset({"note", "escalate_lapsed"}),
        **rest,
    }  # fmt: skip
    return Procedure(
        key=key, version=1, title=W, source=W, stages=stages, moves=(filing, *moves), clocks=clocks, **given
    )


WAIT = clock(
    "wait", T, ClockKind.WAIT, start=("verb.file",), stop=ENDED, length=fixed(30), unit=ClockUnit.DAY, source=W
)

FOLLOWS = LinkRule(key="stuck", title=W, procedure="*", relation="follows")
DIFFICULT_CASE = shape(
    "difficult_case",
    (at("listed"), at("fixed"), end("solved"), at("ordered")),
    (
        do("fix", ("listed", "ordered"), "fixed", HOLDER, fields=("unit", "post?", "sponsor", "measures", "due_date"),
           guards=("target_can_take", "date_ahead:due_date"), effects=("hold_target", "note:sponsor=$sponsor")),
        do("solve", "fixed", "solved", HOLDER, fields=("result",)),
        do("not_solved", "fixed", "ordered", trigger=Trigger.CLOCK, effects=("hold_meeting", "count:orders")),
    ),
    (
        step("next_meeting", "stage.listed", unit=ClockUnit.MONTH, length=fixed(1), stop=("stage.fixed", *ENDED)),
        step("deadline", "verb.fix", unit=ClockUnit.DAY, length=from_field("due_date"), on_lapse=OnLapse.MOVE,
             lapse_move="not_solved", stop=("stage.ordered", *ENDED)),
        step("ordering", "stage.ordered", unit=ClockUnit.MONTH, length=fixed(1), stop=("stage.fixed", *ENDED)),
    ),
    fields=(field("sponsor", *T, FieldType.POST), words("measures", *T)),
    file_asks=("other_case",), file_does=("link:stuck", "hold_meeting"), links=(FOLLOWS,),
)  # fmt: skip
"""Four things fixed, a link at birth, a deadline by date, a lapse that brings it before the next meeting."""

MEETING = shape(
    "meeting",
    (at("called"), end("held")),
    (
        do("add_item", "called", None, HOLDER, fields=("other_case", "unit"), guards=("target_can_take",),
           effects=("add_part:item", "link:items")),
        do("close_minutes", "called", "held", HOLDER, quorum="item", fields=("note",)),
    ),
    (step("monthly", "stage.called", unit=ClockUnit.MONTH, length=fixed(1)),),
    of="meeting", file_does=("hold_meeting",), links=(LinkRule(key="items", title=W, procedure="*",
                                                               relation="raised_from"),),
    parts=(PartRule(key="item", title=W, owner="unit", counts_as_done=("settled",), stages=(at("open"), end("settled")),
                    moves=(do("settle", "open", "settled", HOLDER, fields=("note",)),)),),
)  # fmt: skip
"""An agenda: each item a part with its case linked; the minutes close when every item is settled."""

HAZARD = shape(
    "hazard",
    (at("found"), at("ordered"), at("rechecking"), end("removed")),
    (
        do("order", "found", "ordered", DESK, fields=("unit", "severity", "limit_hours", "photo_before?"),
           guards=("target_can_take",), effects=("set_dispatcher", "hold_target", "note:severity=$severity",
                                                 "add_part:plan")),
        do("sweep", ("ordered", "rechecking"), None, DESK, fields=("other_case",), effects=("link:like_place",)),
        do("report", "ordered", "rechecking", HOLDER, quorum="plan", fields=("result", "photo_after"),
           effects=("set_handler", "hold_dispatcher")),
        do("recheck", "rechecking", "removed", Who(relations=DESK.relations, roles=DESK.roles,
                                                   unlike_actor_of=("report",)),
           fields=("photo_after",)),
        do("again", "rechecking", "ordered", DESK, fields=("reason", "limit_hours"),
           effects=("hold_handler", "count:reworks")),
    ),
    (
        step("ordering", "stage.found", unit=ClockUnit.HOUR, length=fixed(24), stop=("stage.ordered", *ENDED)),
        step("rectifying", "stage.ordered", unit=ClockUnit.HOUR, length=from_field("limit_hours"),
             stop=("stage.rechecking", *ENDED)),
        step("rechecking", "stage.rechecking", unit=ClockUnit.DAY, length=fixed(10), stop=("stage.ordered", *ENDED)),
    ),
    fields=(field("severity", *T, FieldType.CHOICE, choices=choices(("general", *T), ("major", *T))),
            field("limit_hours", *T, FieldType.NUMBER, limit=9999)),
    links=(LinkRule(key="like_place", title=W, procedure="hazard", relation="like_place"),
           LinkRule(key="raised", title=W, procedure="*", relation="raised_from")),
    parts=(PartRule(key="plan", title=W, owner="unit", counts_as_done=("evidenced",), roll_up=RollUp.ALL,
                    stages=(at("due"), end("evidenced")), moves=(do("evidence", "due", "evidenced", HOLDER, OWNER,
                                                                    fields=("photo", "note?")),)),),
)  # fmt: skip
"""Limits in hours set with the order, evidence per part, a recheck by somebody else, a sweep of like places."""

INSPECTION = shape(
    "inspection",
    (at("planned"), at("under_way"), end("done")),
    (
        do("start", "planned", "under_way", HOLDER),
        do("add_place", ("planned", "under_way"), None, HOLDER, fields=("unit",), guards=("target_can_take",),
           effects=("add_part:place",)),
        do("raise", "under_way", None, HOLDER, fields=("other_case",), effects=("link:raised", "count:raised")),
        do("finish", "under_way", "done", HOLDER, quorum="place", effects=("count:rounds",)),
    ),
    (step("planning", "stage.planned", stop=("stage.under_way", *ENDED)), step("inspecting", "stage.under_way")),
    of="round", counts="never", links=(LinkRule(key="raised", title=W, procedure="*", relation="raised_from"),),
    fields=(field("answered_ok", *T, FieldType.NUMBER, limit=99),
            field("answered_not_ok", *T, FieldType.NUMBER, limit=99)),
    parts=(PartRule(key="place", title=W, owner="unit", min=1, counts_as_done=("checked",), roll_up=RollUp.RATIO,
                    ratio_percent=80,
                    stages=(at("to_check"), end("checked"), end("closed_today")),
                    moves=(do("check", "to_check", "checked", HOLDER,
                              fields=("answered_ok", "answered_not_ok", "photo?")),
                           do("skip", "to_check", "closed_today", HOLDER, fields=("reason",)))),),
)  # fmt: skip
"""A round over places: a part each, done by ratio; what is not in order is raised as a case and linked."""

SUGGESTION = shape(
    "suggestion",
    (at("assigned"), at("handling"), at("answered", StageKind.WAITING), at("keeping"), end("closed")),
    (
        do("object", "assigned", None, HOLDER, fields=("unit", "reason"),
           effects=("hold_target", "count_wrong_hand_over"),
           guards=("right_is_open:objection_right", "target_is_other_unit", "target_can_take")),
        do("take", "assigned", "handling", HOLDER, effects=("set_handler",)),
        do("answer_deputy", "handling", "answered", HOLDER, guards=("parts_done:co_handler",),
           fields=("answer", "disposition"),
           effects=("note:disposition=$disposition", "note:answered=yes")),
        do("dissatisfied", "answered", "handling", REQUESTER, fields=("reason",), guards=("not_noted:redone",),
           effects=("note:redone=yes", "count:redone")),
        do("satisfied", "answered", "keeping", REQUESTER),
        do("no_feedback", "answered", "keeping", trigger=Trigger.CLOCK),
        do("promise", ("handling", "keeping"), None, HOLDER, fields=("unit", "due_date"), effects=("add_part:promise",),
           guards=("target_can_take", "date_ahead:due_date")),
        do("close", "keeping", "closed", HOLDER, quorum="promise", guards=("answered",)),
    ),
    (
        WAIT, step("taking", "stage.assigned", length=fixed(10), stop=("stage.handling", *ENDED)),
        step("handling", "stage.handling", unit=ClockUnit.MONTH, length=fixed(3),
             extension=Extension(max_count=1, max_amount=3),
             stop=("stage.answered", *ENDED)),
        clock("objection_right", T, ClockKind.RIGHT, start=("stage.assigned",), stop=("stage.handling",),
              length=fixed(10),
              unit=ClockUnit.WORKING_DAY, source=W, on_lapse=OnLapse.CLOSE_RIGHT),
        clock("feedback", T, ClockKind.RIGHT, start=("stage.answered",), stop=("stage.handling", "stage.keeping"),
              length=fixed(10),
              unit=ClockUnit.WORKING_DAY, source=W, on_lapse=OnLapse.MOVE, lapse_move="no_feedback"),
        step("keeping", "stage.keeping", unit=ClockUnit.MONTH, length=fixed(12)),
    ),
    requester="many", seal=Seal.OPEN,
    fields=(field("disposition", *T, FieldType.CHOICE, choices=choices(("resolved", *T), ("planned", *T),
        ("explained", *T))),),
    shared=frozenset({"note", "refer", "escalate_lapsed", "ask_extension", "grant_extension", "refuse_extension"}),
    parts=(
        part_like_co_handler("co_handler", W, clock=clock("co_opinion", T, ClockKind.PART, start=(), stop=(),
                                                          length=fixed(2),
                                                          unit=ClockUnit.MONTH, source=W)),
        PartRule(key="promise", title=W, owner="unit", counts_as_done=("kept",), stages=(at("given"), end("kept")),
                 moves=(do("keep", "given", "kept", OWNER, HOLDER, fields=("note",)),),
                 clock=clock("promised", T, ClockKind.PART, start=(), stop=(), length=from_field("due_date"),
                             unit=ClockUnit.DAY,
                             source=W)),
    ),
)  # fmt: skip
"""Months, a co-handler's own clock, a right of feedback that lapses into a stage, one redo, promises with dates."""

ALARM = shape(
    "alarm",
    (at("ringing"), at("answered"), at("sent"), end("resolved")),
    (
        do("pick_up", "ringing", "answered", DESK, effects=("set_dispatcher",)),
        do("send", ("answered", "sent"), "sent", DESK, fields=("unit",), guards=("target_can_take",),
           effects=("add_part:responder", "count:sent")),
        do("arrived", "sent", None, trigger=Trigger.ROLL_UP, quorum="responder", guards=("not_noted:arrived",),
           effects=("note:arrived=yes",)),
        do("resolve", ("answered", "sent"), "resolved", DESK, fields=("result",)),
    ),
    (
        step("answering", "stage.ringing", unit=ClockUnit.SECOND, length=fixed(15), stop=("stage.answered", *ENDED)),
        step("sending", "stage.answered", unit=ClockUnit.SECOND, length=fixed(60), stop=("stage.sent", *ENDED)),
        step("resolving", "stage.sent", unit=ClockUnit.HOUR, length=fixed(4)),
        step("after_lapse", "verb.escalate_lapsed", unit=ClockUnit.SECOND, length=fixed(30),
             stop=("stage.answered", "stage.sent", *ENDED)),
    ),
    file_does=("hold_centre",),
    parts=(PartRule(key="responder", title=W, owner="responder", counts_as_done=("there",), roll_up=RollUp.ANY,
                    responders_parallel=True,
                    stages=(at("called"), at("on_the_way"), end("there"), end("no_show")),
                    moves=(do("set_out", "called", "on_the_way", HOLDER, OWNER),
                           do("arrive", ("called", "on_the_way"), "there", HOLDER, OWNER),
                           do("fail_to_come", ("called", "on_the_way"), "no_show", trigger=Trigger.CLOCK)),
                    clock=clock("arriving", T, ClockKind.PART, start=("stage.on_the_way",), stop=("verb.arrive",),
                                length=fixed(600),
                                unit=ClockUnit.SECOND, source=W, on_lapse=OnLapse.MOVE,
                                lapse_move="fail_to_come")),),
)  # fmt: skip
"""Clocks in seconds, several responders at once, the first one there rolls up, a part moved by its own lapse."""

DEVICE_FAULT = shape(
    "device_fault",
    (at("dark"), at("repairing"), at("maintenance", StageKind.OUTSIDE), end("back")),
    (
        do("go", "dark", "repairing", HOLDER, effects=("set_handler",)),
        do("plan_maintenance", ("dark", "repairing"), "maintenance", HOLDER, fields=("reason",)),
        do("end_maintenance", "maintenance", "repairing", HOLDER),
        do("signal_returns", ("dark", "repairing", "maintenance"), "back", trigger=Trigger.MACHINE,
           effects=("note:result=by_itself",)),
        do("mend", "repairing", "back", HOLDER, fields=("result",)),
    ),
    (step("going", "stage.dark", stop=("stage.repairing", "stage.maintenance", *ENDED)),
     step("mending", "stage.repairing", pauses=("stage.maintenance",))),
    seal=Seal.OPEN, file_does=("hold_duty:principal",),
)  # fmt: skip
"""Opened and closed by the device itself; planned maintenance stops the clock."""

PROGRAMME = shape(
    "programme",
    (at("running"), end("finished")),
    (
        do("set_target", "running", None, HOLDER, fields=("unit", "due_date", "amount_aimed"),
           effects=("add_part:target",),
           guards=("target_can_take", "date_ahead:due_date")),
        do("all_rounds_done", "running", None, trigger=Trigger.ROLL_UP, effects=("count:rounds_done",)),
        do("finish", "running", "finished", HOLDER, quorum="target"),
    ),
    (step("year", "stage.running", unit=ClockUnit.MONTH, length=fixed(12)),),
    of="programme", counts="never", fields=(field("amount_aimed", *T, FieldType.NUMBER, unit="%", limit=100),),
    repeats=(Repeat(key="monthly", rule="FREQ=MONTHLY", spawns="inspection"),),
    links=(LinkRule(key="rounds", title=W, procedure="inspection", relation="child", on_final="all_rounds_done"),),
    parts=(PartRule(key="target", title=W, owner="unit", counts_as_done=("met",), roll_up=RollUp.RATIO,
                    ratio_percent=50,
                    stages=(at("set"), end("met"), end("missed")),
                    moves=(do("meet", "set", "met", OWNER, HOLDER, fields=("amount_aimed",)),
                           do("miss", "set", "missed", trigger=Trigger.CLOCK)),
                    clock=clock("target_due", T, ClockKind.PART, start=(), stop=(), length=from_field("due_date"),
                                unit=ClockUnit.DAY,
                                source=W, on_lapse=OnLapse.MOVE, lapse_move="miss")),),
)  # fmt: skip
"""Targets with owners and dates that are met or missed; rounds spawned by a rule and rolled up when all are done."""

WISH = shape(
    "wish",
    (at("posted"), at("claimed"), end("thanked"), end("lapsed")),
    (
        do("claim", "posted", "claimed", HOLDER, effects=("hold_self", "set_handler")),
        do("give_back", "claimed", "posted", HOLDER, effects=("hold_committee",)),
        do("tell_unclaimed", "posted", "lapsed", HOLDER, DESK, fields=("answer",), effects=("note:answered=yes",)),
        do("fulfil", "claimed", "thanked", HOLDER, fields=("answer",), effects=("note:answered=yes", "count:wishes")),
    ),
    (WAIT, step("claiming", "stage.posted", stop=("stage.claimed", *ENDED)),
     step("fulfilling", "stage.claimed", stop=("stage.posted", *ENDED))),
    requester="optional", file_does=("hold_committee",),
)  # fmt: skip
"""Handed to a team whose members claim it; whoever claims it has it."""

TIP = shape(
    "tip",
    (at("sealed_in"), at("opened"), end("done")),
    (
        do("collect", "sealed_in", "opened", HOLDER),
        do("reply", "opened", None, HOLDER, REQUESTER, fields=("sealed_words",)),
        do("overdue", ("sealed_in", "opened"), None, trigger=Trigger.CLOCK, effects=("count:overdue",)),
        do("finish", "opened", "done", HOLDER, fields=("answer",), effects=("note:answered=yes",)),
    ),
    (WAIT, step("collecting", "stage.sealed_in", stop=("stage.opened", *ENDED), on_lapse=OnLapse.MOVE,
                lapse_move="overdue"),
     step("working", "stage.opened", on_lapse=OnLapse.MOVE, lapse_move="overdue")),
    requester="optional", seal=Seal.CLOSED, shared=frozenset(), file_asks=("sealed_words",),
    file_does=("hold_duty:sector",),
    fields=(words("sealed_words", *T, limit=60000, seal=Seal.CLOSED, subject="requester"),),
)  # fmt: skip
"""Ciphertext only; the case exists for the body it is addressed to and for whoever sent it, and for nobody else."""

SHAPES = {
    one.key: one
    for one in (DIFFICULT_CASE, MEETING, HAZARD, INSPECTION, SUGGESTION, ALARM, DEVICE_FAULT, PROGRAMME, WISH, TIP)
}
