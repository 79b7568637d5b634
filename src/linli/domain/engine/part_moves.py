"""Moves of a part: the same checks as for a case, on the part's own stages and clock."""

from collections.abc import Mapping
from typing import Any

from linli.domain.engine import effects as fx
from linli.domain.engine.asked import check_answers
from linli.domain.engine.clock_keeping import STAGE_EVENT, start_clock
from linli.domain.engine.context import Command, Context, Decision, ValueDraft
from linli.domain.engine.declarations import Move, StageKind
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.moves import part_move_for
from linli.domain.engine.running import Making, conclude, rolled_up
from linli.domain.engine.state import CaseState, PartState
from linli.domain.problems import Problem, Refused


def decide_part(state: CaseState, command: Command, context: Context) -> Decision:
    """Return what a move of one part does, and what rolls up from it; raises Refused with every reason."""
    part = state.parts.get(command.part)
    if part is None:
        raise Refused([Problem("part_not_found")])
    rule = context.procedure.part(part.rule)
    move = part_move_for(rule, command.verb)
    if move is None:
        raise Refused([Problem("no_such_move", params={"verb": command.verb[:40]})])
    answers = check_answers(move, command.fields, context, rule)
    problems = [*reasons_against(state, move, answers.filled, context, part), *answers.problems]
    if problems:
        raise Refused(problems)
    moved = run_part_move(state, part, move, context, given=answers.pub, values=answers.values, command=command)
    return rolled_up(moved, context, command)


def run_part_move(
    state: CaseState,
    part: PartState,
    move: Move,
    context: Context,
    *,
    given: Mapping[str, Any] | None = None,
    values: tuple[ValueDraft, ...] = (),
    command: Command | None = None,
) -> Decision:
    """Return the entry of a part's move that is allowed: its stage, its clock, then its named effects."""
    rule = context.procedure.part(part.rule)
    filled = {**(given or {}), "part": part.id}
    making = Making(state, context)
    events = {f"verb.{move.verb}"}
    is_final = False
    if move.after is not None:
        stage = next(one for one in rule.stages if one.key == move.after)
        is_final = stage.kind is StageKind.FINAL
        making.take(fx.PartSet(id=part.id, rule=rule.key, stage=stage.key, staff=context.actor.staff))
        events.add(f"{STAGE_EVENT}{stage.key}")
    if rule.clock:
        key = f"{rule.clock.key}:{part.id}"
        clock = making.state.clocks.get(key)
        if clock is not None and clock.is_open and (is_final or events.intersection(rule.clock.stop)):
            making.take(fx.ClockMarked(key=key, mark="stopped"))
        if not is_final and events.intersection(rule.clock.start):
            started = start_clock(rule.clock, making.state, context, filled, key=key)
            making.take(*((started,) if started else ()))
    making.do(move.effects, {**{value.field: True for value in values}, **filled})
    return conclude(
        state, verb=f"{rule.key}_{move.verb}", given=filled, effects=tuple(making.effects), values=values,
        context=context, command=command,
    )  # fmt: skip
