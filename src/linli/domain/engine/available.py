"""Available moves: what an actor may do on a case now, and what only "somebody else" may, with the reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from linli.domain.engine.asked import field_of
from linli.domain.engine.context import Context
from linli.domain.engine.declarations import Field, Move, PartRule, Trigger
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.moves import all_moves, stands_before
from linli.domain.engine.shared_moves import AGREE, DISAGREE
from linli.domain.engine.state import CaseState, PartState
from linli.domain.problems import Problem

EXPLAINED = frozenset({"acted_before"})
"""Refusals worth telling: the move is the actor's by right, and only having acted before stands against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailableMove:
    """A move that an actor may make now, or may not only because they acted before."""

    move: Move
    part_id: str | None = None
    reasons: tuple[Problem, ...] = ()
    """Empty: it may be made. Else why it is refused, to be shown instead of a button."""
    asks: tuple[tuple[Field, bool], ...] = ()
    """(field, required), in the order in which they are asked."""
    preset: Mapping[str, str] = field(default_factory=dict)
    """Fields that the choice of this move fills in by itself: the proposal that is agreed to."""


def available_moves(state: CaseState, context: Context) -> tuple[AvailableMove, ...]:
    """Return the moves of the case, its parts and its proposals that concern the actor now, in declared order.

    Mistakes in fields are left aside: they are found when the form is sent.
    """
    return (*_of_case(state, context), *_of_parts(state, context), *_of_proposals(state, context))


def _of_case(state: CaseState, context: Context) -> Iterator[AvailableMove]:
    for move in all_moves(context.procedure):
        if move.trigger is Trigger.PERSON and stands_before(move, state):
            yield from _if_concerned(state, move, context)


def _of_parts(state: CaseState, context: Context) -> Iterator[AvailableMove]:
    for part in state.parts.values():
        rule = context.procedure.part(part.rule)
        for move in rule.moves:
            if move.trigger is Trigger.PERSON and part.stage in move.before and not state.is_final:
                yield from _if_concerned(state, move, context, part=part, rule=rule)


def _of_proposals(state: CaseState, context: Context) -> Iterator[AvailableMove]:
    for verb in state.proposals:
        for move in (AGREE, DISAGREE):
            yield from _if_concerned(state, move, context, preset={"proposal": verb})


def _if_concerned(
    state: CaseState,
    move: Move,
    context: Context,
    *,
    part: PartState | None = None,
    rule: PartRule | None = None,
    preset: Mapping[str, str] | None = None,
) -> Iterator[AvailableMove]:
    given: dict[str, object] = {**(preset or {}), **({"answer": True} if "answer?" in move.fields else {})}
    reasons = tuple(one for one in reasons_against(state, move, given, context, part) if not one.at)
    if {one.code for one in reasons} <= EXPLAINED:
        asks = tuple((field_of(context.procedure, key, rule), required) for key, required in move.asks())
        yield AvailableMove(
            move=move, part_id=part.id if part else None, reasons=reasons, asks=asks, preset=preset or {}
        )
