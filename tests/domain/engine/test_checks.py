"""Static checks: every procedure is without mistakes, and every planted mistake is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from linli.domain.engine.checks import mistakes_of
from linli.domain.engine.declarations import (
    ClockKind,
    ClockRule,
    Extension,
    LinkRule,
    OnLapse,
    Paper,
    Procedure,
    Relation,
    Repeat,
    RollUp,
    Second,
    Stage,
    StageKind,
    Trigger,
    Who,
    fixed,
)
from linli.domain.engine.declaring import from_field, move, stage
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit
from linli.procedures import procedures
from linli.procedures.grid_event import PROCEDURE as GRID_EVENT

W = Wording("字", "word")
ANYBODY = Who(relations=frozenset({Relation.HOLDER}))


@pytest.mark.parametrize("key", sorted(procedures()))
def test_a_declared_procedure_is_without_mistakes(key: str) -> None:
    assert mistakes_of(procedures()[key], procedures()) == ()


def test_the_sweep_sees_the_procedures_of_this_release() -> None:
    assert {"grid_event", "dispute", "petition", "oversight", "support"} <= set(procedures())


def changed(verb: str, **changes: object) -> Procedure:
    """The grid event with one move changed."""
    moves = tuple(replace(one, **changes) if one.verb == verb else one for one in GRID_EVENT.moves)
    return replace(GRID_EVENT, moves=moves)


def clocked(key: str, **changes: object) -> Procedure:
    """The grid event with one clock changed."""
    clocks = tuple(replace(one, **changes) if one.key == key else one for one in GRID_EVENT.clocks)
    return replace(GRID_EVENT, clocks=clocks)


def parted(**changes: object) -> Procedure:
    """The grid event with its co-handler's part changed."""
    return replace(GRID_EVENT, parts=(replace(GRID_EVENT.parts[0], **changes), *GRID_EVENT.parts[1:]))


def added(*, moves: tuple = (), stages: tuple = (), clocks: tuple = (), parts: tuple = ()) -> Procedure:
    """The grid event with more declared."""
    return replace(
        GRID_EVENT, moves=(*GRID_EVENT.moves, *moves), stages=(*GRID_EVENT.stages, *stages),
        clocks=(*GRID_EVENT.clocks, *clocks), parts=(*GRID_EVENT.parts, *parts),
    )  # fmt: skip


def a_clock(**changes: object) -> ClockRule:
    given = {
        "key": "extra", "title": W, "kind": ClockKind.STEP, "start": ("stage.filed",), "stop": ("stage.*final",),
        "length": fixed(1), "unit": ClockUnit.DAY, "source": W,
    }  # fmt: skip
    return ClockRule(**{**given, **changes})


def a_move(verb: str = "extra", **rest: object) -> object:
    return move(verb, ("字", "word"), ("字", "word"), **{"who": (ANYBODY,), **rest})


PLANTED: dict[str, tuple[Callable[[], Procedure], str]] = {
    "kind of subject": (lambda: replace(GRID_EVENT, of="thing"), "of 'thing' is unknown"),
    "requester": (lambda: replace(GRID_EVENT, requester="some"), "requester 'some' is unknown"),
    "counting": (lambda: replace(GRID_EVENT, counts="twice"), "counts 'twice' is unknown"),
    "clock twice": (lambda: added(clocks=(GRID_EVENT.clocks[0],)), "clock wait stands twice"),
    "stage twice": (lambda: added(stages=(GRID_EVENT.stages[0],)), "stage reported stands twice"),
    "link": (lambda: replace(GRID_EVENT, links=(*GRID_EVENT.links,
                                                LinkRule(key="l", title=W, procedure="zoo", relation="child"))),
    "link l: procedure zoo is unknown"),
    "relation": (lambda: replace(GRID_EVENT, links=(*GRID_EVENT.links,
                                                    LinkRule(key="l", title=W, procedure="*", relation="cousin"))),
    "relation cousin is unknown"),
    "link's move": (lambda: replace(GRID_EVENT, links=(*GRID_EVENT.links,
                                                       LinkRule(key="l", title=W, procedure="*", relation="child",
                                                                on_final="close"))), "close is no roll-up move"),
    "paper": (lambda: replace(GRID_EVENT, papers=(Paper(key="p", title=W, template="t", on="sing"),)),
              "paper p: verb sing is unknown"),
    "repeat": (lambda: replace(GRID_EVENT, repeats=(Repeat(key="r", rule="daily", spawns="zoo"),)),
               "repeat r: procedure zoo is unknown"),
    "prolonged": (lambda: clocked("handling", extension=Extension(max_count=1, max_amount=1, prolongs=("moon",))),
                  "its extension prolongs moon, which is no other clock"),
    "prolonged itself": (lambda: clocked("handling", extension=Extension(max_count=1, max_amount=1,
                                                                         prolongs=("handling",))),
                         "its extension prolongs handling, which is no other clock"),
    "prolonged unit": (lambda: clocked("handling", unit=ClockUnit.MONTH,
                                       extension=Extension(max_count=1, max_amount=1, prolongs=("wait",))),
                       "its extension cannot prolong wait"),
    "like nothing": (lambda: clocked("wait", like=(("verb.reopen", replace(GRID_EVENT.clock("wait"), key="moon")),)),
                     "it cannot be like moon"),
    "like at no start": (lambda: clocked("wait", like=(("verb.dispatch", GRID_EVENT.clock("handling")),)),
                         "it is like handling from verb.dispatch on, which does not start it"),
    "like the same": (lambda: clocked("wait", like=(("verb.reopen", replace(GRID_EVENT.clock("wait"), key="twin")),)),
                      "two of its runs rest on the same source"),
    "no end": (lambda: replace(GRID_EVENT, stages=tuple(replace(s, kind=StageKind.ACTIVE) for s in GRID_EVENT.stages)),
               "no stage is final"),
    "lawful step": (lambda: replace(GRID_EVENT, stages=(replace(GRID_EVENT.stages[0], next_lawful_step=None),
                                                        *GRID_EVENT.stages[1:])), "the next lawful step is missing"),
    "filing": (lambda: changed("file", after="closed"), "file must lead from *new"),
    "filing asks": (lambda: changed("file", fields=("category", "area", "requester?")), "file must ask channel"),
    "filing asks who": (lambda: changed("file", fields=("category", "area", "channel")), "file must ask who asked"),
    "filing holds": (lambda: changed("file", effects=()), "file gives the case to nobody"),
    "shared": (lambda: replace(GRID_EVENT, shared=GRID_EVENT.shared | {"fly"}), "shared move fly is unknown"),
    "shared twice": (lambda: replace(GRID_EVENT, shared=GRID_EVENT.shared | {"withdraw"}),
                     "withdraw is declared and shared"),
    "shared needs": (lambda: replace(GRID_EVENT, parts=()), "shared move refer needs part.co_handler"),
    "rating needs": (lambda: replace(GRID_EVENT,
                                     clocks=tuple(c for c in GRID_EVENT.clocks if c.key != "rating_right")),
    "shared move rate needs clock.rating_right"),
    "stage before": (lambda: changed("accept", before=("moon",)), "move accept: stage moon is unknown"),
    "stage after": (lambda: changed("accept", after="moon"), "move accept: stage moon is unknown"),
    "quorum": (lambda: changed("close", quorum="jury"), "quorum jury names no part"),
    "past": (lambda: changed("accept", past=None), "how it is told afterwards is missing"),
    "nobody": (lambda: changed("accept", who=()), "nobody may make it"),
    "clock's person": (lambda: changed("close_merged", who=(ANYBODY,)), "only persons are entitled"),
    "second": (lambda: changed("withdraw", second=Second.PERSON), "cannot agree for whoever asked"),
    "sealed role": (lambda: replace(changed("accept", who=(Who(roles=frozenset({Role.HANDLER})),)), seal=Seal.SEALED),
                    "a role alone opens what is not open"),
    "unlike": (lambda: changed("accept", who=(Who(relations=ANYBODY.relations, unlike_actor_of=("sing",)),)),
               "unlike actor of sing: unknown"),
    "field": (lambda: changed("accept", fields=("shoe",)), "field shoe is unknown"),
    "guard": (lambda: changed("accept", guards=("sunny",)), "guard sunny is unknown"),
    "guard's clock": (lambda: changed("accept", guards=("right_is_open:wait",)), "no clock of kind right has that key"),
    "guard's wait": (lambda: changed("accept", guards=("time_has_come:wait",)),
                     "no clock of kind not_before has that key"),
    "guard's part": (lambda: changed("accept", guards=("parts_done:jury",)), "no part has that key"),
    "guard's stage": (lambda: changed("accept", guards=("no_part:co_handler=asleep",)), "no part has that stage"),
    "guard's field": (lambda: changed("accept", guards=("date_ahead:due_date",)), "the move does not ask that field"),
    "guard's note": (lambda: changed("accept", guards=("noted:moon=full",)), "nothing ever notes that"),
    "effect": (lambda: changed("accept", effects=("dance",)), "effect dance is unknown"),
    "effect's field": (lambda: changed("accept", effects=("hold_target",)), "effect hold_target needs field unit"),
    "effect's guard": (lambda: changed("accept", fields=("unit",), effects=("hold_target",)),
                       "effect hold_target needs guard target_can_take"),
    "effect's part": (lambda: changed("accept", effects=("add_part:jury",)), "part 'jury' is unknown"),
    "effect's link": (lambda: changed("accept", fields=("other_case",), effects=("link:zoo",)), "no link has that key"),
    "effect's duty": (lambda: changed("accept", effects=("hold_duty:zoo",)), "no such duty role"),
    "effect's level": (lambda: changed("accept", effects=("hold_level:moon",)), "no such level"),
    "effect's count": (lambda: changed("accept", effects=("count",)), "what is counted"),
    "effect's note": (lambda: changed("accept", effects=("note:a=$due_date",)), "the move does not ask that field"),
    "written note": (lambda: changed("accept", fields=("note",), effects=("note:a=$note",)),
                     "what a person wrote is no note"),
    "recall": (lambda: replace(changed("accept", effects=("recall_parts:co_handler",)),
                               parts=(replace(GRID_EVENT.parts[0], stages=GRID_EVENT.parts[0].stages[:3],
                                              counts_as_done=("replied",), moves=GRID_EVENT.parts[0].moves[:2]),
    *GRID_EVENT.parts[1:])), "the part has no stage recalled"),
    "part's owner": (lambda: parted(owner="moon"), "part co_handler: owner moon is unknown"),
    "part done": (lambda: parted(counts_as_done=("asleep",)), "counts as done in no stage it has"),
    "part's most": (lambda: parted(min=3, max=2), "at most 2, at least 3"),
    "part's ratio": (lambda: parted(roll_up=RollUp.RATIO, ratio_percent=0), "a ratio of 0 percent"),
    "part's end": (lambda: parted(moves=GRID_EVENT.parts[0].moves[:1]), "stage reported_in is a dead end"),
    "part's stage": (lambda: parted(stages=(*GRID_EVENT.parts[0].stages,
                                            stage("lost", ("字", "w"), ("字", "w"), ("字", "w"), StageKind.FINAL))),
    "stage lost is never reached"),
    "part recalled": (lambda: parted(stages=tuple(replace(s,
                                                          kind=StageKind.ACTIVE) for s in GRID_EVENT.parts[0].stages)),
    "stage recalled is not final"),
    "part added": (lambda: added(parts=(replace(GRID_EVENT.parts[0], key="jury", clock=None),)),
                   "part jury: nothing ever adds one"),
    "part's second": (lambda: parted(moves=(replace(GRID_EVENT.parts[0].moves[0], second=Second.PERSON),
                                            *GRID_EVENT.parts[0].moves[1:])), "a part's move has no second person"),
    "clock event": (lambda: clocked("wait", start=("verb.sing",)), "event verb.sing is unknown"),
    "clock's length": (lambda: clocked("wait", length=fixed(0)), "a length is at least 1"),
    "clock's field": (lambda: clocked("wait", length=from_field("shoe")), "field shoe, which is unknown"),
    "clock's kind of field": (lambda: clocked("supervision", length=from_field("strength")),
                              "neither a number nor a last day"),
    "clock's asking": (lambda: clocked("wait", length=from_field("due_date")),
                       "move file starts it without asking due_date"),
    "clock's pause": (lambda: clocked("handling", pauses=("lunch",)), "pause lunch is no lawful reason"),
    "clock's own pause": (lambda: clocked("handling", pauses=("stage.dispatched",)), "it starts where it pauses"),
    "clock's source": (lambda: clocked("wait", source=None), "clock wait: no source is named"),
    "clock's warning": (lambda: clocked("wait", warn_at_percent=0), "it warns at 0 percent"),
    "clock's extension": (lambda: clocked("handling", extension=Extension(max_count=0, max_amount=1)),
                          "an extension of nothing"),
    "extension asked": (lambda: replace(GRID_EVENT, shared=GRID_EVENT.shared - {"ask_extension"}),
                        "nobody can ask for its extension"),
    "lapse move": (lambda: clocked("wait", on_lapse=OnLapse.MOVE, lapse_move="close"),
                   "'close' is not set off by clocks"),
    "lapse move idle": (lambda: clocked("wait", lapse_move="escalate_lapsed"),
                        "names a lapse move and does not make it"),
    "escalation": (lambda: replace(GRID_EVENT, shared=GRID_EVENT.shared - {"escalate_lapsed"}),
                   "escalate_lapsed is not switched on"),
    "right": (lambda: clocked("rating_right", on_lapse=OnLapse.REMIND), "a right that never lapses"),
    "no right": (lambda: clocked("wait", on_lapse=OnLapse.CLOSE_RIGHT), "only a right is closed by its lapse"),
    "clock's start": (lambda: clocked("wait", start=()), "it never starts"),
    "clock's stop": (lambda: clocked("wait", stop=("stage.filed",)), "clock wait: it never stops"),
    "not before": (lambda: added(clocks=(a_clock(kind=ClockKind.NOT_BEFORE),)), "nothing waits for it"),
    "wait": (lambda: clocked("wait", start=("verb.register",)), "no clock called wait counts from the filing"),
    "clock's move": (lambda: added(moves=(a_move(trigger=Trigger.CLOCK, who=()),)), "move extra: no clock sets it off"),
    "roll-up": (lambda: added(moves=(a_move(trigger=Trigger.ROLL_UP, who=()),)), "move extra: nothing rolls up to it"),
    "part's clock": (lambda: parted(clock=a_clock(start=(), stop=())), "a part's clock is of kind part"),
    "part's clock event": (lambda: parted(clock=a_clock(kind=ClockKind.PART, start=("stage.filed",), stop=())),
                           "event stage.filed is unknown"),
    "part's length": (lambda: parted(clock=a_clock(kind=ClockKind.PART, start=(), stop=(),
                                                   length=from_field("due_date"))),
    "move refer starts it without asking due_date"),
    "never reached": (lambda: added(stages=(_a_stage("lost"),)), "stage lost is never reached"),
    "dead end": (lambda: added(stages=(_a_stage("lost"),), moves=(a_move(before=("filed",), after="lost"),)),
                 "stage lost leads to no end"),
    "nobody there": (lambda: added(stages=(_a_stage("lost"),), moves=(a_move(before=("filed",), after="lost"),)),
                     "stage lost: nobody can do anything"),
    "no clock": (lambda: clocked("checking", on_lapse=OnLapse.REMIND), "stage checking can stand without a clock"),
    "no answer": (lambda: changed("close", guards=()), "move close ends the case without an answer"),
    "twice": (lambda: added(moves=(replace(next(m for m in GRID_EVENT.moves if m.verb == "accept")),)),
              "move accept is declared twice"),
}  # fmt: skip


def _a_stage(key: str) -> Stage:
    return stage(key, ("字", "w"), ("字", "w"), ("字", "w"))


@pytest.mark.parametrize("name", sorted(PLANTED))
def test_a_planted_mistake_is_found(name: str) -> None:
    make, expected = PLANTED[name]
    found = mistakes_of(make(), procedures())
    assert any(expected in one for one in found), found
