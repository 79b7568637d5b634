"""Running a move that is allowed: its named effects, its stage, its clocks, and what rolls up from it."""

from collections.abc import Iterator, Mapping
from typing import Any

from linli.domain.engine import effects as fx
from linli.domain.engine.clock_keeping import STAGE_EVENT, clock_effects
from linli.domain.engine.context import Command, Context, Decision, EntryDraft, ValueDraft
from linli.domain.engine.declarations import Move, StageKind, Trigger
from linli.domain.engine.fold import apply_effect, fold_step
from linli.domain.engine.guards import check_guard, extendable_clock, parts_rolled_up
from linli.domain.engine.moves import is_before
from linli.domain.engine.named_effects import make_effects
from linli.domain.engine.state import CaseState
from linli.domain.entry import to_milliseconds

FINAL_EVENT = "stage.*final"
NOTE_EVENT = "note."


class Making:
    """A state in the making: every effect taken in is applied at once, so that the next one sees it."""

    def __init__(self, state: CaseState, context: Context) -> None:
        """Start from `state` with no effects."""
        self.state = state
        self.context = context
        self.effects: list[fx.Effect] = []

    def take(self, *effects: fx.Effect) -> None:
        """Take in `effects`, in order."""
        for effect in effects:
            self.effects.append(effect)
            self.state = apply_effect(self.state, effect, self.context.now)

    def do(self, spelled: tuple[str, ...], given: Mapping[str, Any]) -> None:
        """Take in the named effects of a move, each on the state that those before it left."""
        for one in spelled:
            self.take(*make_effects(one, self.state, given, self.context))


def run_move(
    state: CaseState,
    move: Move,
    given: Mapping[str, Any],
    context: Context,
    *,
    values: tuple[ValueDraft, ...] = (),
    command: Command | None = None,
    extra: tuple[fx.Effect, ...] = (),
) -> Decision:
    """Return the entry of a move that is allowed: its named effects, its stage, then what these do to clocks."""
    making = Making(state, context)
    making.take(*extra)
    making.do(move.effects, {**{value.field: True for value in values}, **given})
    events = {f"verb.{move.verb}"}
    if move.after is not None:
        stage = context.procedure.stage(move.after)
        making.take(fx.StageSet(to=stage.key, kind=stage.kind.value))
        events.add(f"{STAGE_EVENT}{stage.key}")
        if stage.kind is StageKind.FINAL:
            events.add(FINAL_EVENT)
    events |= {f"{NOTE_EVENT}{one.key}={one.value}" for one in making.effects if isinstance(one, fx.Noted)}
    settle_clocks(making, frozenset(events), given)
    return conclude(
        state, verb=move.verb, given=given, effects=tuple(making.effects), values=values, context=context,
        command=command
    )  # fmt: skip


def settle_clocks(making: Making, events: frozenset[str], given: Mapping[str, Any]) -> None:
    """Let `events` start, stop, pause and resume clocks; then drop the notes that these outlive."""
    making.take(*clock_effects(making.state, events, making.context, given))
    if FINAL_EVENT in events:
        of_parts = [clock for clock in making.state.open_clocks() if ":" in clock.key]
        making.take(*(fx.ClockMarked(key=clock.key, mark="stopped") for clock in of_parts))
    making.take(*_notes_outlived(making.state, making.context))


def _notes_outlived(state: CaseState, context: Context) -> Iterator[fx.Effect]:
    by_hand = (
        clock
        for clock in state.open_clocks()
        if clock.status == "paused" and not clock.pauses[-1].reason.startswith(STAGE_EVENT)
    )
    if state.notes.get("paused") and not any(by_hand):
        yield fx.Noted(key="paused", value="")
    if state.notes.get("extension_asked") and extendable_clock(state, context) is None:
        yield fx.Noted(key="extension_asked", value="")
    if state.notes.get("agenda") and state.is_final:
        yield fx.Noted(key="agenda", value="")


def conclude(
    state: CaseState,
    *,
    verb: str,
    given: Mapping[str, Any],
    effects: tuple[fx.Effect, ...],
    context: Context,
    values: tuple[ValueDraft, ...] = (),
    command: Command | None = None,
) -> Decision:
    """Return the decision of one entry, with the state that a replay of it yields."""
    actor = context.actor.to_json()
    type_ = f"{context.procedure.of}.{verb}"
    at = to_milliseconds(context.now)
    draft = EntryDraft(
        stream=state.stream,
        type=type_,
        at=at,
        actor=actor,
        pub=dict(given),
        effects=effects,
        values=values,
        cmd=command.id if command else None,
        rules=f"{context.procedure.key}@{context.procedure.version}",
    )
    after = fold_step(state, type_=type_, actor=actor, at=at, effects=effects)
    return Decision(before=state, entries=(draft,), after=after)


def joined(first: Decision, then: Decision) -> Decision:
    """Return two decisions on one stream, one after the other, as one."""
    return Decision(before=first.before, entries=(*first.entries, *then.entries), after=then.after)


def rolled_up(decision: Decision, context: Context, command: Command | None = None) -> Decision:
    """Run the procedure's roll-up moves that the new state has made due, at most once each."""
    done: set[str] = set()
    system = context.as_system()
    while True:
        state = decision.after
        due = next((move for move in context.procedure.moves if _has_rolled_up(move, state, system, done)), None)
        if due is None:
            return decision
        done.add(due.verb)
        decision = joined(decision, run_move(state, due, {}, system, command=command))


def _has_rolled_up(move: Move, state: CaseState, context: Context, done: set[str]) -> bool:
    """A roll-up needs a part at least: what nobody was asked for does not happen by itself."""
    return (
        move.trigger is Trigger.ROLL_UP
        and move.quorum is not None
        and move.verb not in done
        and is_before(move, state.stage, is_final=state.is_final)
        and any(part.rule == move.quorum for part in state.parts.values())
        and parts_rolled_up(state, context, move.quorum)
        and all(check_guard(guard, state, {}, context) is None for guard in move.guards)
    )
