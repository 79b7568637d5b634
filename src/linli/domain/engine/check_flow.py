"""Static checks of the flow: every stage is reached, leads to an end, is watched by a clock, and ends answered."""

from collections.abc import Iterator

from linli.domain.engine.declarations import (
    ClockKind,
    Move,
    OnLapse,
    Procedure,
    Relation,
    StageKind,
    Trigger,
)
from linli.domain.engine.moves import FINAL_ONLY, all_moves
from linli.domain.engine.shared_moves import ANY_STAGE

FINAL = "stage.*final"
Watch = tuple[str, frozenset[str]]
"""A stage, and the keys of the clocks with a consequence that run there."""


def flow_mistakes(procedure: Procedure) -> Iterator[str]:
    """Yield what is wrong with the flow of a procedure whose names all hold."""
    reached = _reached(procedure)
    open_keys = [stage.key for stage in procedure.stages if stage.kind is not StageKind.FINAL]
    for stage in procedure.stages:
        if stage.key not in {key for key, _ in reached}:
            yield f"stage {stage.key} is never reached"
    ends = _leading_to_an_end(procedure)
    ways_on = [move for move in _ways_on(procedure) if move.after is not None]
    yield from (f"stage {key} leads to no end" for key in open_keys if key not in ends)
    for key in open_keys:
        if not any(key in stages_before(procedure, move) for move in ways_on if move.after != key):
            yield f"stage {key}: nobody can do anything"
    unwatched = sorted({key for key, running in reached if not running and _is_active(procedure, key)})
    yield from (f"stage {key} can stand without a clock that has a consequence" for key in unwatched)
    yield from _unanswered(procedure)
    yield from _ambiguous(procedure)


def stages_before(procedure: Procedure, move: Move) -> frozenset[str]:
    """Return the keys of the stages from which `move` may start."""
    finals = frozenset(stage.key for stage in procedure.stages if stage.kind is StageKind.FINAL)
    every = frozenset(stage.key for stage in procedure.stages)
    special = {ANY_STAGE: every, FINAL_ONLY: finals, (): every - finals}
    return special.get(move.before, frozenset(move.before))


def _is_active(procedure: Procedure, key: str) -> bool:
    return procedure.stage(key).kind is StageKind.ACTIVE


def _ways_on(procedure: Procedure) -> tuple[Move, ...]:
    """Return the moves that may be counted on to lead on: not filing, and not being closed along with a main case."""
    merged = {link.on_final for link in procedure.links if link.relation == "merged"}
    return tuple(
        move
        for move in all_moves(procedure)
        if move.verb not in {"file", *merged} and move.trigger is not Trigger.MACHINE and not _is_only_the_askers(move)
    )


def _watching(procedure: Procedure) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the start and stop events of the step clocks whose lapse has a consequence."""
    return {
        rule.key: (frozenset(rule.start), frozenset(rule.stop))
        for rule in procedure.clocks
        if rule.kind is ClockKind.STEP and rule.on_lapse in (OnLapse.ESCALATE, OnLapse.MOVE)
    }


def _reached(procedure: Procedure) -> set[Watch]:
    """Return every stage that can be stood in, with the watching clocks that can run there."""
    first = _after_events((procedure.initial, frozenset()), "file", procedure.initial, procedure)
    found, waiting = {first}, [first]
    while waiting:
        here = waiting.pop()
        for move in all_moves(procedure):
            if here[0] in stages_before(procedure, move):
                there = _after_events(here, move.verb, move.after, procedure)
                if there not in found:
                    found.add(there)
                    waiting.append(there)
    return found


def _after_events(here: Watch, verb: str, after: str | None, procedure: Procedure) -> Watch:
    stage, running = here
    events = {f"verb.{verb}"}
    if after is not None:
        stage = after
        events.add(f"stage.{after}")
        if procedure.stage(after).kind is StageKind.FINAL:
            events.add(FINAL)
    watching = _watching(procedure)
    kept = {key for key in running if not events & watching[key][1]}
    started = {key for key, (start, _) in watching.items() if events & start}
    return stage, frozenset(kept | started)


def _leading_to_an_end(procedure: Procedure) -> set[str]:
    """Return the stages from which persons, clocks or roll-ups can lead to a final one."""
    ends = {stage.key for stage in procedure.stages if stage.kind is StageKind.FINAL}
    while True:
        more = {key for move in _ways_on(procedure) if move.after in ends for key in stages_before(procedure, move)}
        if more <= ends:
            return ends
        ends |= more


def _is_only_the_askers(move: Move) -> bool:
    """Say whether only whoever asked can make the move: nobody may have to wait for that."""
    askers = {Relation.REQUESTER, Relation.PARTY}
    return move.trigger is Trigger.PERSON and all(way.relations and way.relations <= askers for way in move.who)


def _unanswered(procedure: Procedure) -> Iterator[str]:
    """No case closes without an answer to whoever asked, except at their own wish or after one was given."""
    if procedure.requester == "none":
        return
    on_final = {link.on_final for link in procedure.links}
    for move in procedure.moves:
        if move.after is None or procedure.stage(move.after).kind is not StageKind.FINAL:
            continue
        answers = dict(move.asks()).get("answer") and "note:answered=yes" in move.effects
        follows_an_answer = move.trigger is not Trigger.PERSON and (
            move.verb in on_final
            or all(procedure.stage(key).kind is StageKind.WAITING for key in stages_before(procedure, move))
        )
        if not (answers or "answered" in move.guards or follows_an_answer or _is_only_the_askers(move)):
            yield f"move {move.verb} ends the case without an answer"


def _ambiguous(procedure: Procedure) -> Iterator[str]:
    """Moves of one verb start from different stages, so that a verb always means one move."""
    seen: dict[str, frozenset[str]] = {}
    for move in procedure.moves:
        before = stages_before(procedure, move)
        if before & seen.get(move.verb, frozenset()):
            yield f"move {move.verb} is declared twice for one stage"
        seen[move.verb] = before | seen.get(move.verb, frozenset())
