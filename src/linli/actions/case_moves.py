"""Case moves: what a post may do on a case now, and why not the rest; in the order in which pages show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from linli.actions.case_views import CaseView, context_for
from linli.actions.deciding import Office
from linli.actions.seats import actor_at
from linli.domain.engine.available import available_moves
from linli.domain.engine.context import Context
from linli.domain.engine.declarations import Move, Procedure, StageKind, Trigger
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.moves import all_moves, stands_before
from linli.domain.engine.state import PartState
from linli.domain.problems import Problem

EXPLAINED = frozenset(
    {
        "acted_before", "answer_first", "part_refused", "parts_open", "quorum_missing", "unit_handled_it",
        "second_person_needed", "second_unit_needed",
        "extension_too_late", "extension_asked_already", "right_lapsed", "too_early", "top_tier", "legal_hold",
    }
)  # fmt: skip
"""Reasons worth saying on the page; the rest only mean that the move belongs elsewhere."""


LEADING_OTHERWISE = ("reply", "report_in", "agree", "grant_extension", "reopen", "follow_up")
"""What leads where no move brings the case itself on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMove:
    """One move on a case or on one of its parts, with every reason against it."""

    move: Move
    part: PartState | None = None
    proposal: str = ""
    """The verb that somebody proposed, for agreeing and disagreeing."""
    reasons: tuple[Problem, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether it may be made now."""
        return not self.reasons

    @property
    def is_explained(self) -> bool:
        """Say whether the page tells why it may not be made."""
        return bool(self.reasons) and all(one.code in EXPLAINED for one in self.reasons)


def moves_for(office: Office, view: CaseView, now: datetime) -> tuple[OpenMove, ...]:
    """Return the moves that concern the post now, open or refused with a reason, in the procedure's order."""
    context = context_for(office, view, actor_at(view.post), now)
    available = available_moves(view.state, context)
    found = [
        OpenMove(
            move=one.move,
            part=view.state.parts[one.part_id] if one.part_id else None,
            proposal=str(one.preset.get("proposal", "")),
            reasons=one.reasons,
        )
        for one in available
        if one.move.verb != "file"
    ]
    known = {one.move.verb for one in found}
    return (*found, *(one for one in _refusals(view, context) if one.move.verb not in known))


def find_move(moves: tuple[OpenMove, ...], verb: str, *, part: str = "", proposal: str = "") -> OpenMove | None:
    """Return the one meant by an address, or None."""
    for one in moves:
        if one.move.verb == verb and (one.part.id if one.part else "") == part and one.proposal == proposal:
            return one
    return None


def leading_move(moves: tuple[OpenMove, ...], procedure: Procedure, stage: str) -> OpenMove | None:
    """Return the open move that leads furthest towards the end: the page's one primary button."""
    keys = [one.key for one in procedure.stages]
    first_final = next((at for at, one in enumerate(procedure.stages) if one.kind is StageKind.FINAL), len(keys))
    here = keys.index(stage) if stage in keys else 0
    forward = [
        (keys.index(one.move.after), one)
        for one in moves
        if one.is_open and one.part is None and one.move.after in keys
    ]
    onward = [(at, one) for at, one in forward if here < at <= first_final]
    if onward:
        return max(onward, key=lambda pair: pair[0])[1]
    waits_for_answer = any(reason.code == "answer_first" for one in moves for reason in one.reasons)
    wanted = ("answer",) if waits_for_answer else LEADING_OTHERWISE
    return next((one for verb in wanted for one in moves if one.is_open and one.move.verb == verb), None)


def _refusals(view: CaseView, context: Context) -> Iterator[OpenMove]:
    """Yield the moves that are this post's by right and that something on the case still holds up."""
    for move in all_moves(view.procedure):
        if move.trigger is not Trigger.PERSON or move.verb == "file" or not stands_before(move, view.state):
            continue
        reasons = tuple(reasons_against(view.state, move, {}, context))
        if reasons and all(one.code in EXPLAINED for one in reasons):
            yield OpenMove(move=move, reasons=reasons)
