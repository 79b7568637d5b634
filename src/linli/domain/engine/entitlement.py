"""Entitlement: every reason why an actor may not make a move now, through the one access policy."""

from collections.abc import Mapping
from typing import Any

from linli.domain.engine.access import may
from linli.domain.engine.context import Context
from linli.domain.engine.declarations import Move, Relation, Stage, Trigger, Who
from linli.domain.engine.guards import check_guard, parts_rolled_up
from linli.domain.engine.moves import is_before, title_of
from linli.domain.engine.shared_moves import ANY_STAGE
from linli.domain.engine.state import CaseState, PartState
from linli.domain.problems import Problem
from linli.domain.seal import Seal

FILE = "file"
STILL_OPEN_WHEN_MERGED = ("withdraw",)


def reasons_against(
    state: CaseState, move: Move, given: Mapping[str, Any], context: Context, part: PartState | None = None
) -> list[Problem]:
    """Return every reason why the actor cannot make `move` now; fields are checked elsewhere."""
    problems = [*_stage_reasons(state, move, context, part), *_entitlement(state, move, context, part)]
    problems.extend(
        problem for guard in move.guards if (problem := check_guard(guard, state, given, context)) is not None
    )
    if move.quorum and not parts_rolled_up(state, context, move.quorum):
        title = context.procedure.part(move.quorum).title
        problems.append(Problem("quorum_missing", params={"part": title.zh, "part_en": title.en}))
    return problems


def _stage_reasons(state: CaseState, move: Move, context: Context, part: PartState | None) -> list[Problem]:
    """The stage must admit the move; what was merged goes on in its main case; parts rest with a closed case."""
    if part is not None:
        rule = context.procedure.part(part.rule)
        if not state.is_final and is_before(move, part.stage, is_final=False, is_part=True):
            return []
        stages, key = (rule.stages, part.stage) if not state.is_final else (context.procedure.stages, state.stage)
        return [_stage_forbids(next(one for one in stages if one.key == key))]
    if not is_before(move, state.stage, is_final=state.is_final):
        return [_stage_forbids(context.procedure.stage(state.stage))]
    is_merged_away = state.is_merged and not state.is_final and move.trigger is Trigger.PERSON
    if is_merged_away and move.before != ANY_STAGE and move.verb not in STILL_OPEN_WHEN_MERGED:
        return [Problem("merged_away")]
    return []


def _stage_forbids(stage: Stage) -> Problem:
    return Problem("stage_forbids", params={"stage": stage.title.zh, "stage_en": stage.title.en})


def _entitlement(state: CaseState, move: Move, context: Context, part: PartState | None) -> list[Problem]:
    """The one access policy, then "somebody else": machine and clock moves are the system's alone."""
    actor = context.actor
    if move.trigger is not Trigger.PERSON:
        return [] if actor.kind in ("system", "device") else [Problem("not_yours")]
    if move.verb == FILE and actor.kind != "post":
        return []
    unit = context.directory.units.get(actor.unit)
    open_ways = [
        way
        for way in move.who
        if may(
            f"case.{move.verb}",
            post=actor.post,
            relations=context.relations,
            area=state.area,
            seal=Seal(state.seal),
            ways=(way,),
            tier=unit.tier if unit else None,
        )
        and (part is None or _is_own_part(way, part, context))
    ]
    if not open_ways:
        return [Problem("not_yours")]
    blocked = [_acted_before(state, way.unlike_actor_of, context) for way in open_ways]
    return [blocked[0]] if blocked[0] is not None and all(blocked) else []


def _is_own_part(way: Who, part: PartState, context: Context) -> bool:
    """A co-handler moves its own unit's part only, a party its own; every other way reaches all parts."""
    if Relation.CO_HANDLER in way.relations and not (way.relations & context.relations - {Relation.CO_HANDLER}):
        return part.unit == context.actor.unit
    if Relation.PARTY in way.relations and not (way.relations & context.relations - {Relation.PARTY}):
        return part.party == context.actor.id
    return True


def _acted_before(state: CaseState, verbs: tuple[str, ...], context: Context) -> Problem | None:
    """Both the person (by pseudonym) and the post count: one person with two posts is still one person."""
    actor = context.actor
    for act in reversed(state.actors_of(verbs)):
        if (act.staff and act.staff == actor.staff) or (act.post and act.post == actor.post_id):
            title = title_of(context.procedure, act.verb)
            return Problem("acted_before", params={"act": title.zh, "act_en": title.en})
    return None
