"""Ticking: what a clock that came due does, decided once per clock, run and mark.

A tick reckons each lapse with its own moment: the clocks that a lapse sets begin when it happened, not when
it was noticed. So the outcome does not depend on the rhythm of ticking: one tick after thirty days of
downtime leaves the stage, holder, agenda and clocks that a tick every minute would have left. What differs:
the entries are dated when they were really made; a warning that its own lapse overtook is not given; and
a lapse of a clock that began and ended unseen is counted as caught up, on account of no unit.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from linli.domain.engine import effects as fx
from linli.domain.engine.clock_keeping import rule_of
from linli.domain.engine.context import Context, Decision, Decisions
from linli.domain.engine.declarations import ClockRule, OnLapse
from linli.domain.engine.links import linked_decisions
from linli.domain.engine.moves import is_before, move_for, part_move_for
from linli.domain.engine.part_moves import run_part_move
from linli.domain.engine.running import conclude, joined, rolled_up, run_move
from linli.domain.engine.state import CaseState, ClockState

ESCALATE = "escalate_lapsed"
STEPS_MAX = 1_000
"""Most marks of one tick; the next tick goes on. Only clocks in seconds after a long downtime come near."""


def next_due(state: CaseState) -> datetime | None:
    """Return the next moment at which a clock of `state` warns or lapses, or None."""
    moments = [moment for clock in state.open_clocks() if (moment := due_mark(clock)) is not None]
    return min(moments, default=None)


def due_mark(clock: ClockState) -> datetime | None:
    """Return when a running clock next wants attention: to warn, then to lapse, then never."""
    if clock.status != "running" or clock.lapsed_at is not None:
        return None
    return clock.due_at if clock.warned_at is not None else min(clock.warn_at, clock.due_at)


def tick(state: CaseState, context: Context) -> Decision | None:
    """Return everything the clocks of one case have made due by `now`, or None; ticking again adds nothing."""
    system = context.as_system()
    floor = state.moved_at or context.now
    decision: Decision | None = None
    for _ in range(STEPS_MAX):
        current = decision.after if decision else state
        found = min(_marks(current, context.now), default=None)
        if found is None:
            break
        moment, key, mark = found
        as_of = max(moment, floor)
        there = replace(system, as_of=as_of if as_of < context.now else None)
        for step in _steps(current, current.clocks[key], mark, there, floor=floor):
            decision = step if decision is None else joined(decision, step)
    return decision


def tick_with_links(state: CaseState, context: Context) -> Decisions:
    """Return what `tick` decides and what that makes due on the cases linked to this one; () when nothing is due."""
    decision = tick(state, context)
    return linked_decisions(decision, context.as_system()) if decision else ()


def _marks(state: CaseState, now: datetime) -> Iterator[tuple[datetime, str, str]]:
    """Yield what is due by `now` as (moment, clock, mark): a lapse overtakes the warning before it."""
    for clock in state.open_clocks():
        mark = due_mark(clock)
        if mark is not None and mark <= now:
            yield (clock.due_at, clock.key, "lapsed") if clock.due_at <= now else (mark, clock.key, "warned")


def _steps(state: CaseState, clock: ClockState, mark: str, context: Context, *, floor: datetime) -> Iterator[Decision]:
    rule = rule_of(context.procedure, clock.key)
    effects: list[fx.Effect] = [fx.ClockMarked(key=clock.key, mark=mark)]
    if mark == "lapsed" and rule.on_lapse is OnLapse.CLOSE_RIGHT:
        effects.append(fx.ClockMarked(key=clock.key, mark="stopped"))
    if mark == "lapsed":
        unseen = clock.started_at > floor
        effects.append(
            fx.Counted(what="lapses_caught_up") if unseen else fx.Counted(what="lapses", unit=state.holder.unit)
        )
    marked = conclude(
        state, verb=f"clock_{mark}", given={"clock": clock.key, "run": clock.run}, effects=tuple(effects),
        context=context
    )  # fmt: skip
    yield marked
    if mark == "lapsed":
        yield from _consequence(marked.after, clock, rule, context)


def _consequence(state: CaseState, clock: ClockState, rule: ClockRule, context: Context) -> Iterator[Decision]:
    verb = {OnLapse.ESCALATE: ESCALATE, OnLapse.MOVE: rule.lapse_move}.get(rule.on_lapse)
    if verb is None:
        return
    part = state.parts.get(clock.key.partition(":")[2])
    of_part = part_move_for(context.procedure.part(part.rule), verb) if part else None
    if part and of_part:
        if is_before(of_part, part.stage, is_final=False, is_part=True):
            yield rolled_up(run_part_move(state, part, of_part, context), context)
        return
    move = move_for(context.procedure, state, verb)
    if move is None or not is_before(move, state.stage, is_final=state.is_final):
        return
    if rule.on_lapse is OnLapse.ESCALATE and _is_on_agenda_at_top(state, context):
        return
    yield rolled_up(run_move(state, move, {}, context), context)


def _is_on_agenda_at_top(state: CaseState, context: Context) -> bool:
    """What is at the top tier and on the agenda already can go no further."""
    return bool(state.notes.get("agenda")) and context.directory.upper_unit(state.holder.unit, state.area) is None
