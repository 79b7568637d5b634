"""Moves of a case: which declaration a verb means, and which moves an actor may make now."""

from linli.domain.engine.declarations import Move, PartRule, Procedure
from linli.domain.engine.paper_moves import PAPER_MOVES, papers_of
from linli.domain.engine.shared_moves import AGREE, ANY_STAGE, DISAGREE, SHARED_MOVES, SUCCEED
from linli.domain.engine.state import CaseState
from linli.domain.wording import Wording

FINAL_ONLY = ("*final",)


def move_for(procedure: Procedure, state: CaseState | None, verb: str) -> Move | None:
    """Return the procedure's move for `verb` (the one that fits the stage, of several), else the shared one."""
    own = [move for move in procedure.moves if move.verb == verb]
    if own:
        fitting = (one for one in own if state is not None and is_before(one, state.stage, is_final=state.is_final))
        return next(fitting, own[0])
    if verb in procedure.shared:
        return SHARED_MOVES.get(verb)
    if verb in PAPER_MOVES and papers_of(procedure):
        return PAPER_MOVES[verb]
    return {"agree": AGREE, "disagree": DISAGREE, "succeed": SUCCEED}.get(verb)


def part_move_for(rule: PartRule, verb: str) -> Move | None:
    """Return a part's move called `verb`."""
    return next((move for move in rule.moves if move.verb == verb), None)


def stands_before(move: Move, state: CaseState) -> bool:
    """Say whether the case stands where `move` may start."""
    return is_before(move, state.stage, is_final=state.is_final)


def title_of(procedure: Procedure, verb: str) -> Wording:
    """Return what a verb is called; the verb itself where no declaration knows it any more."""
    known = (*procedure.moves, *SHARED_MOVES.values(), AGREE, DISAGREE, SUCCEED, *PAPER_MOVES.values())
    found = (move for move in known if move.verb == verb)
    move = next(found, None)
    return move.title if move else Wording(verb, verb)


def all_moves(procedure: Procedure) -> tuple[Move, ...]:
    """Return the procedure's own moves, then the shared ones it switches on, in their declared order."""
    shared = tuple(move for verb, move in SHARED_MOVES.items() if verb in procedure.shared)
    return (*procedure.moves, *shared)


def is_before(move: Move, stage: str, *, is_final: bool, is_part: bool = False) -> bool:
    """Say whether `move` may start from `stage`."""
    if is_part:
        return stage in move.before
    if move.before == ANY_STAGE:
        return True
    if move.before == FINAL_ONLY:
        return is_final
    if not move.before:
        return not is_final
    return stage in move.before
