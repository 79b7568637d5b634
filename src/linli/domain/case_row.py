"""Case rows: the one projection from a case's state to what lists and pages read."""

from typing import Any

from linli.domain.engine.declarations import ClockKind
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.engine.ticking import next_due
from linli.domain.entry import parse_moment

STEP_KINDS = (ClockKind.STEP, ClockKind.RESPONSE)
OPEN_PART_STAGES = ("asked", "reported_in")


def step_clock(state: CaseState) -> ClockState | None:
    """Return the clock of the holder's present step: the earliest open one, a running before a paused one."""
    steps = [clock for clock in state.open_clocks() if clock.kind in STEP_KINDS]
    return min(steps, key=lambda clock: (clock.status != "running", clock.due_at, clock.key), default=None)


def row_of(state: CaseState) -> dict[str, Any]:
    """Return the row of `state`, column by column; a replay of the journal must yield the same."""
    step, wait = step_clock(state), state.clocks.get("wait")
    grade, at_source = state.notes.get("grade"), state.notes.get("source_filed_at")
    return {
        "id": state.id,
        "seq": state.seq,
        "number": state.number,
        "procedure": state.procedure,
        "version": state.version,
        "stage": state.stage,
        "is_final": state.is_final,
        "seal": state.seal,
        "category": state.category,
        "area_path": state.area,
        "urgency": state.urgency,
        "channel": state.channel,
        "requester": state.requester,
        "title": state.title,
        "how_placed": state.how_placed,
        "holder_unit": state.holder.unit,
        "holder_post": state.holder.post,
        "handler_unit": state.handler.unit,
        "dispatcher_unit": state.dispatcher.unit,
        "past_units": sorted(state.units_before),
        "co_units": sorted(state.co_units),
        "filed_at": state.filed_at,
        "source_filed_at": parse_moment(at_source) if at_source else None,
        "closed_at": state.closed_at,
        "moved_at": state.moved_at,
        "step_clock": step.key if step else "",
        "step_due_at": step.due_at if step else None,
        "step_warn_at": step.warn_at if step else None,
        "wait_due_at": wait.due_at if wait else None,
        "is_paused": step is not None and step.status == "paused",
        "next_tick_at": next_due(state),
        "result": state.notes.get("result", ""),
        "grade": int(grade) if grade else None,
        "reopen_asked": bool(state.notes.get("reopen_asked")),
        "extension_asked": bool(state.notes.get("extension_asked")),
        "awaits_agreement": bool(state.proposals),
        "on_agenda": bool(state.notes.get("agenda")),
        "agenda_unit": state.notes.get("agenda", "")[:26],
        "sponsor_post": state.notes.get("sponsor", ""),
        "accused": sorted(state.notes.get("accused", "").split()),
        "reworks": state.count("reworks"),
        "reopens": state.count("reopens"),
        "lapses": state.count("lapses"),
        "wrong_hand_overs": state.count("wrong_hand_overs"),
        "origin": state.notes.get("origin", ""),
        "place_id": state.notes.get("place", "")[:26],
        "severity": state.notes.get("severity", ""),
    }


def provisional_marks(state: CaseState) -> dict[str, bool]:
    """Return which of the two clocks of a line rest on a year without a notice; not columns, read from the clocks."""
    step, wait = step_clock(state), state.clocks.get("wait")
    return {
        "step_provisional": step is not None and step.status == "running" and step.provisional,
        "wait_provisional": wait is not None and wait.status == "running" and wait.provisional,
    }


def clock_rows_of(state: CaseState) -> list[dict[str, Any]]:
    """Return the rows of the case's clocks, in order of key."""
    return [
        {
            "case_id": state.id,
            "key": clock.key,
            "kind": clock.kind.value,
            "run": clock.run,
            "status": clock.status,
            "started_at": clock.started_at,
            "due_at": clock.due_at,
            "warn_at": clock.warn_at,
            "warned_at": clock.warned_at,
            "lapsed_at": clock.lapsed_at,
            "stopped_at": clock.stopped_at,
            "calendar": clock.calendar,
            "provisional": clock.provisional,
        }
        for clock in sorted(state.clocks.values(), key=lambda one: one.key)
    ]
