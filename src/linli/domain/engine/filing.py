"""Filing: how a case comes to exist, through whichever door."""

from collections.abc import Mapping
from typing import Any

from linli.domain.engine import effects as fx
from linli.domain.engine.asked import check_answers
from linli.domain.engine.context import Command, Context, Decision
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.moves import move_for
from linli.domain.engine.running import Making, conclude, settle_clocks
from linli.domain.engine.shared_fields import REACHED_BY
from linli.domain.engine.state import CaseState
from linli.domain.problems import Problem, Refused

NEW = ("*new",)


def file(state: CaseState, command: Command, context: Context) -> Decision:
    """Return the first entry of a case; raises Refused with everything that is missing or wrong."""
    procedure = context.procedure
    move = move_for(procedure, None, "file")
    if move is None or state.seq:
        raise Refused([Problem("no_such_move", params={"verb": "file"})])
    answers = check_answers(move, command.fields, context)
    given = answers.pub
    problems = [*answers.problems, *_requester_problems(given, command, context)]
    probe = CaseState(stream=state.stream, stage=NEW[0], area=str(given.get("area", "")), seal=procedure.seal.value)
    if probe.area:
        problems.extend(reasons_against(probe, move, answers.filled, context))
    if problems:
        raise Refused(problems)
    stage = procedure.stage(procedure.initial)
    making = Making(state, context)
    making.take(_filed(given, context), fx.StageSet(to=stage.key, kind=stage.kind.value))
    making.do(move.effects, given)
    settle_clocks(making, frozenset({"verb.file", f"stage.{stage.key}"}), given)
    return conclude(
        state, verb="file", given=given, effects=tuple(making.effects), values=answers.values, context=context,
        command=command,
    )  # fmt: skip


def _filed(given: Mapping[str, Any], context: Context) -> fx.Filed:
    return fx.Filed(
        procedure=context.procedure.key,
        version=context.procedure.version,
        county=context.directory.county,
        number=context.number,
        category=given.get("category", ""),
        area=given["area"],
        urgency=given.get("urgency", "ordinary"),
        channel=given["channel"],
        seal=context.procedure.seal.value,
        requester=given.get("requester", "none"),
        title=given.get("title", ""),
        how_placed=given.get("how_placed", "by_hand"),
    )


def _requester_problems(given: Mapping[str, Any], command: Command, context: Context) -> list[Problem]:
    """Who asked must be named as far as the procedure demands it, and reachable when named."""
    mode = given.get("requester", "none")
    if context.procedure.requester == "required" and mode != "known":
        return [Problem("anonymous_not_allowed", at="requester")]
    contact = any(str(command.fields.get(key) or "").strip() for key in REACHED_BY)
    if mode == "known" and not contact:
        return [Problem("contact_needed", at="requester_phone")]
    return []
