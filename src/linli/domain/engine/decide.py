"""Decide: from a state, a command and a context to the entries that follow, or to all reasons why not."""

from linli.domain.engine import effects as fx
from linli.domain.engine.asked import Answers, check_answers
from linli.domain.engine.context import Command, Context, Decision, Decisions
from linli.domain.engine.declarations import Move
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.erasing import ERASE, further_entries, nothing_to_erase, with_erased
from linli.domain.engine.filing import file
from linli.domain.engine.guards import check_guard
from linli.domain.engine.links import linked_decisions
from linli.domain.engine.moves import is_before, move_for
from linli.domain.engine.paper_moves import PAPER_MOVES, open_to_author, paper_problems, with_paper
from linli.domain.engine.part_moves import decide_part
from linli.domain.engine.running import conclude, rolled_up, run_move
from linli.domain.engine.state import CaseState
from linli.domain.problems import Problem, Refused

FILE = "file"


def decide(state: CaseState, command: Command, context: Context) -> Decisions:
    """Return what `command` does to its stream and to those linked to it; raises Refused with every reason."""
    if command.verb == FILE:
        return linked_decisions(file(state, command, context), context, command)
    if not state.seq:
        raise Refused([Problem("case_not_found")])
    if command.part:
        return linked_decisions(decide_part(state, command, context), context, command)
    move = move_for(context.procedure, state, command.verb)
    if move is None:
        raise Refused([Problem("no_such_move", params={"verb": command.verb[:40]})])
    if move.verb in PAPER_MOVES:
        key = str(command.fields.get("paper", ""))
        move = open_to_author(move, key, context.procedure, state, context.actor.post)
    answers = check_answers(move, command.fields, context)
    problems = [*reasons_against(state, move, answers.filled, context), *answers.problems]
    if move.verb == ERASE and not problems and nothing_to_erase(answers.pub, state, context):
        problems.append(Problem("nothing_to_erase"))
    if move.verb in PAPER_MOVES:
        problems += paper_problems(move, answers.pub, state, context)
    if _is_behind(state, command) and any(problem.code == "stage_forbids" for problem in problems):
        problems.insert(0, Problem("stale"))
    if problems:
        raise Refused(problems)
    if command.verb == "agree":
        return _decide_agreed(state, answers, command, context)
    if move.second is not None:
        return (_propose(state, move, answers, command, context),)
    if move.verb in PAPER_MOVES:
        given, files, noted = with_paper(move, answers.pub, state, context)
        values = (*answers.values, *files)
        return (run_move(state, move, given, context, values=values, command=command, extra=noted),)
    first = run_move(state, move, answers.pub, context, values=answers.values, command=command)
    return linked_decisions(rolled_up(first, context, command), context, command)


def _is_behind(state: CaseState, command: Command) -> bool:
    """Say whether the actor was looking at an earlier version."""
    return command.seen_seq is not None and command.seen_seq != state.seq


def _propose(state: CaseState, move: Move, answers: Answers, command: Command, context: Context) -> Decision:
    """A move that needs a second person first stands as a proposal."""
    actor = context.actor
    proposal = fx.Proposed(
        verb=move.verb, unit=actor.unit, post=actor.post_id, staff=actor.staff, pub=dict(answers.pub)
    )
    return conclude(
        state, verb=f"{move.verb}_proposed", given=answers.pub, effects=(proposal,), values=answers.values,
        context=context, command=command,
    )  # fmt: skip


def _decide_agreed(state: CaseState, answers: Answers, command: Command, context: Context) -> Decisions:
    """The second person agreed: the proposed move runs with what the first person filled in."""
    verb = answers.pub["proposal"]
    proposal = state.proposals[verb]
    move = move_for(context.procedure, state, verb)
    if move is None:
        raise Refused([Problem("no_such_proposal", at="proposal")])
    problems = [] if is_before(move, state.stage, is_final=state.is_final) else [Problem("stale")]
    problems += [p for guard in move.guards if (p := check_guard(guard, state, proposal["pub"], context)) is not None]
    if verb == ERASE and nothing_to_erase(proposal["pub"], state, context):
        problems.append(Problem("nothing_to_erase"))
    if problems:
        raise Refused(problems)
    given = {**proposal["pub"], "proposal": verb, "proposed_seq": proposal["seq"]}
    if verb == ERASE:
        given = with_erased(given, state, context)
    decision = run_move(state, move, given, context, command=command, extra=(fx.Settled(verb=verb),))
    if verb == ERASE:
        decision = further_entries(decision, given, context, command)
    return linked_decisions(rolled_up(decision, context, command), context, command)
