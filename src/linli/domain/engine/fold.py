"""Fold: the state that a stream's entries add up to, without asking any rule again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from linli.domain.engine import effects as fx
from linli.domain.engine.declarations import ClockKind, StageKind
from linli.domain.engine.state import Act, CaseState, ClockState, Holder, LinkState, PartState, Span
from linli.domain.engine.working import Working, amended, blank, frozen, thawed
from linli.domain.entry import Entry

Folder = Callable[[Working, Any, datetime], None]


def fold(entries: Iterable[Entry], state: CaseState | None = None) -> CaseState:
    """Return the state after `entries`, which follow each other from `state` (or from nothing)."""
    working = thawed(state) if state is not None else None
    for entry in entries:
        if working is None:
            working = blank(entry.stream)
        _add_entry(working, entry)
    if working is None:
        raise ValueError("a fold needs an entry")
    return frozen(working)


def fold_entry(state: CaseState, entry: Entry) -> CaseState:
    """Return `state` after one more entry; raises ValueError when it is not the next of its stream."""
    return fold((entry,), state)


def fold_step(
    state: CaseState, *, type_: str, actor: Mapping[str, Any], at: datetime, effects: Iterable[fx.Effect]
) -> CaseState:
    """Return `state` after the next entry, given by its parts: the one step both replay and decision take."""
    working = thawed(state)
    _add_step(working, type_, actor, at)
    for effect in effects:
        _FOLDERS[type(effect)](working, effect, at)
    return frozen(working)


def apply_effect(state: CaseState, effect: fx.Effect, at: datetime) -> CaseState:
    """Return `state` after one effect that took place at `at`."""
    working = thawed(state)
    _FOLDERS[type(effect)](working, effect, at)
    return frozen(working)


def _add_entry(state: Working, entry: Entry) -> None:
    if entry.stream != state.stream or entry.seq != state.seq + 1:
        raise ValueError(f"{entry.stream}#{entry.seq} does not follow {state.stream}#{state.seq}")
    at = entry.recv
    _add_step(state, entry.type, entry.actor, at)
    for spelled in entry.effects:
        effect = fx.effect_from_json(spelled)
        _FOLDERS[type(effect)](state, effect, at)


def _add_step(state: Working, type_: str, actor: Mapping[str, Any], at: datetime) -> None:
    act = Act(
        verb=type_.partition(".")[2],
        seq=state.seq + 1,
        recv=at,
        kind=actor["kind"],
        staff=actor.get("staff", ""),
        post=actor.get("post", ""),
        unit=actor.get("unit", ""),
    )
    state.seq = act.seq
    state.acts = (*state.acts, act)
    state.moved_at = at


def _filed(state: Working, effect: fx.Filed, at: datetime) -> None:
    state.procedure = effect.procedure
    state.version = effect.version
    state.county = effect.county
    state.number = effect.number
    state.category = effect.category
    state.area = effect.area
    state.urgency = effect.urgency
    state.channel = effect.channel
    state.seal = effect.seal
    state.requester = effect.requester
    state.title = effect.title
    state.how_placed = effect.how_placed
    state.record_only = effect.record_only
    state.filed_at = at
    state.waits = (Span(since=at),)


def _classified(state: Working, effect: fx.Classified, at: datetime) -> None:
    state.category = effect.category or state.category
    state.area = effect.area or state.area
    state.urgency = effect.urgency or state.urgency
    state.title = effect.title or state.title
    state.how_placed = effect.how_placed or state.how_placed


def _stage(state: Working, effect: fx.StageSet, at: datetime) -> None:
    is_final = effect.kind == StageKind.FINAL
    if is_final and not state.is_final:
        state.closed_at = at
        if state.waits:
            state.waits = (*state.waits[:-1], replace(state.waits[-1], until=at))
    elif state.is_final and not is_final:
        state.closed_at = None
        state.waits = (*state.waits, Span(since=at, reason="reopened"))
    state.stage = effect.to
    state.is_final = is_final


def _held(state: Working, effect: fx.Held, at: datetime) -> None:
    holder = Holder(unit=effect.unit, post=effect.post)
    if effect.as_role == "handler":
        state.handler = holder
    elif effect.as_role == "dispatcher":
        state.dispatcher = holder
    else:
        before = state.holder.unit
        if before and before != effect.unit and before not in state.past_units:
            state.past_units = (*state.past_units, before)
        state.holder = holder


def _clock_set(state: Working, effect: fx.ClockSet, at: datetime) -> None:
    before = state.clocks.get(effect.key)
    state.clocks[effect.key] = ClockState(
        key=effect.key,
        kind=ClockKind(effect.kind),
        run=before.run + 1 if before else 1,
        status="running",
        started_at=effect.since or at,
        due_at=effect.due_at,
        warn_at=effect.warn_at,
        counts_from=effect.counts_from,
        left_seconds=effect.left_seconds,
        total_seconds=effect.total_seconds,
        amount=effect.amount,
        unit=effect.unit,
        calendar=effect.calendar,
        rule=effect.rule,
        basis=effect.basis,
        provisional=effect.provisional,
    )


def _clock_moved(state: Working, effect: fx.ClockMoved, at: datetime) -> None:
    clock = state.clocks[effect.key]
    extended = effect.because == "extended"
    state.clocks[effect.key] = amended(
        clock,
        due_at=effect.due_at,
        warn_at=effect.warn_at,
        counts_from=effect.counts_from,
        left_seconds=effect.left_seconds,
        total_seconds=effect.total_seconds,
        calendar=effect.calendar,
        provisional=effect.provisional,
        amount=clock.amount + (effect.amount if effect.because == "corrected" else 0),
        extended_amount=clock.extended_amount + (effect.amount if extended else 0),
        extended_count=clock.extended_count + (1 if extended else 0),
        warned_at=clock.warned_at if effect.warn_at <= at else None,
        lapsed_at=clock.lapsed_at if effect.due_at <= at else None,
    )


def _clock_paused(state: Working, effect: fx.ClockPaused, at: datetime) -> None:
    clock = state.clocks[effect.key]
    pauses = (*clock.pauses, Span(since=effect.since or at, reason=effect.reason))
    state.clocks[effect.key] = amended(clock, status="paused", left_seconds=effect.left_seconds, pauses=pauses)


def _clock_resumed(state: Working, effect: fx.ClockResumed, at: datetime) -> None:
    clock = state.clocks[effect.key]
    state.clocks[effect.key] = amended(
        clock,
        status="running",
        due_at=effect.due_at,
        warn_at=effect.warn_at,
        counts_from=effect.counts_from,
        calendar=effect.calendar,
        left_seconds=_or(effect.left_seconds, clock.left_seconds),
        total_seconds=_or(effect.total_seconds, clock.total_seconds),
        provisional=_or(effect.provisional, clock.provisional),
        pauses=_closed(clock.pauses, at),
    )


def _or(told: int | None, kept: int) -> int:
    return kept if told is None else told


def _closed(spans: tuple[Span, ...], at: datetime) -> tuple[Span, ...]:
    return (*spans[:-1], replace(spans[-1], until=at)) if spans and spans[-1].until is None else spans


def _clock_marked(state: Working, effect: fx.ClockMarked, at: datetime) -> None:
    clock = state.clocks[effect.key]
    if effect.mark == "warned":
        state.clocks[effect.key] = amended(clock, warned_at=at)
    elif effect.mark == "lapsed":
        state.clocks[effect.key] = amended(clock, lapsed_at=at)
    else:
        pauses = _closed(clock.pauses, at)
        state.clocks[effect.key] = amended(clock, status="stopped", stopped_at=at, pauses=pauses)


def _part(state: Working, effect: fx.PartSet, at: datetime) -> None:
    before = state.parts.get(effect.id)
    state.parts[effect.id] = PartState(
        id=effect.id,
        rule=effect.rule,
        stage=effect.stage,
        unit=effect.unit or (before.unit if before else ""),
        post=effect.post or (before.post if before else ""),
        party=effect.party or (before.party if before else ""),
        acts=(*(before.acts if before else ()), (effect.stage, effect.staff)),
    )


def _linked(state: Working, effect: fx.Linked, at: datetime) -> None:
    link = LinkState(
        rule=effect.rule,
        relation=effect.relation,
        stream=effect.stream,
        direction=effect.direction,
        is_final=effect.is_final,
    )
    others = tuple(one for one in state.links if (one.stream, one.rule) != (link.stream, link.rule))
    state.links = (*others, link)


def _counted(state: Working, effect: fx.Counted, at: datetime) -> None:
    for key in (effect.what, f"{effect.what}@{effect.unit}") if effect.unit else (effect.what,):
        state.counts[key] = state.counts.get(key, 0) + effect.by


def _noted(state: Working, effect: fx.Noted, at: datetime) -> None:
    state.notes[effect.key] = effect.value


def _proposed(state: Working, effect: fx.Proposed, at: datetime) -> None:
    state.proposals[effect.verb] = {
        "unit": effect.unit, "post": effect.post, "staff": effect.staff, "pub": dict(effect.pub), "seq": state.seq
    }  # fmt: skip


def _settled(state: Working, effect: fx.Settled, at: datetime) -> None:
    state.proposals.pop(effect.verb, None)


def _migrated(state: Working, effect: fx.Migrated, at: datetime) -> None:
    state.version = effect.version


_FOLDERS: dict[type[fx.Effect], Folder] = {
    fx.Filed: _filed,
    fx.Classified: _classified,
    fx.StageSet: _stage,
    fx.Held: _held,
    fx.ClockSet: _clock_set,
    fx.ClockMoved: _clock_moved,
    fx.ClockPaused: _clock_paused,
    fx.ClockResumed: _clock_resumed,
    fx.ClockMarked: _clock_marked,
    fx.PartSet: _part,
    fx.Linked: _linked,
    fx.Counted: _counted,
    fx.Noted: _noted,
    fx.Proposed: _proposed,
    fx.Settled: _settled,
    fx.Migrated: _migrated,
}
