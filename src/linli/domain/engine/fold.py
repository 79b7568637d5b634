"""Fold: the state that a stream's entries add up to, without asking any rule again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from linli.domain.engine import effects as fx
from linli.domain.engine.declarations import ClockKind, StageKind
from linli.domain.engine.state import Act, CaseState, ClockState, Holder, LinkState, PartState, Span
from linli.domain.engine.working import Working, changed, frozen, thawed
from linli.domain.entry import Entry

Folder = Callable[[CaseState, Any, datetime], CaseState]


def fold(entries: Iterable[Entry], state: CaseState | None = None) -> CaseState:
    """Return the state after `entries`, which follow each other from `state` (or from nothing)."""
    working: CaseState | None = thawed(state) if state is not None else None
    for entry in entries:
        working = fold_entry(working or Working(stream=entry.stream), entry)
    if working is None:
        raise ValueError("a fold needs an entry")
    return frozen(working)


def fold_entry(state: CaseState, entry: Entry) -> CaseState:
    """Return `state` after one more entry; raises ValueError when it is not the next of its stream."""
    if entry.stream != state.stream or entry.seq != state.seq + 1:
        raise ValueError(f"{entry.stream}#{entry.seq} does not follow {state.stream}#{state.seq}")
    effects = tuple(fx.effect_from_json(spelled) for spelled in entry.effects)
    return fold_step(state, type_=entry.type, actor=entry.actor, at=entry.recv, effects=effects)


def fold_step(
    state: CaseState, *, type_: str, actor: Mapping[str, Any], at: datetime, effects: Iterable[fx.Effect]
) -> CaseState:
    """Return `state` after the next entry, given by its parts: the one step both replay and decision take."""
    act = Act(
        verb=type_.partition(".")[2],
        seq=state.seq + 1,
        recv=at,
        kind=actor["kind"],
        staff=actor.get("staff", ""),
        post=actor.get("post", ""),
        unit=actor.get("unit", ""),
    )
    state = changed(state, seq=act.seq, acts=(*state.acts, act), moved_at=at)
    for effect in effects:
        state = apply_effect(state, effect, at)
    return state


def apply_effect(state: CaseState, effect: fx.Effect, at: datetime) -> CaseState:
    """Return `state` after one effect that took place at `at`."""
    return _FOLDERS[type(effect)](state, effect, at)


def _filed(state: CaseState, effect: fx.Filed, at: datetime) -> CaseState:
    return changed(
        state,
        procedure=effect.procedure,
        version=effect.version,
        county=effect.county,
        number=effect.number,
        category=effect.category,
        area=effect.area,
        urgency=effect.urgency,
        channel=effect.channel,
        seal=effect.seal,
        requester=effect.requester,
        title=effect.title,
        how_placed=effect.how_placed,
        record_only=effect.record_only,
        filed_at=at,
        waits=(Span(since=at),),
    )


def _classified(state: CaseState, effect: fx.Classified, at: datetime) -> CaseState:
    return changed(
        state,
        category=effect.category or state.category,
        area=effect.area or state.area,
        urgency=effect.urgency or state.urgency,
        title=effect.title or state.title,
        how_placed=effect.how_placed or state.how_placed,
    )


def _stage(state: CaseState, effect: fx.StageSet, at: datetime) -> CaseState:
    is_final = effect.kind == StageKind.FINAL
    closed_at, waits = state.closed_at, state.waits
    if is_final and not state.is_final:
        closed_at = at
        waits = (*waits[:-1], replace(waits[-1], until=at)) if waits else waits
    elif state.is_final and not is_final:
        closed_at = None
        waits = (*waits, Span(since=at, reason="reopened"))
    return changed(state, stage=effect.to, is_final=is_final, closed_at=closed_at, waits=waits)


def _held(state: CaseState, effect: fx.Held, at: datetime) -> CaseState:
    holder = Holder(unit=effect.unit, post=effect.post)
    if effect.as_role == "handler":
        return changed(state, handler=holder)
    if effect.as_role == "dispatcher":
        return changed(state, dispatcher=holder)
    past = state.past_units
    if state.holder.unit and state.holder.unit != effect.unit and state.holder.unit not in past:
        past = (*past, state.holder.unit)
    return changed(state, holder=holder, past_units=past)


def _with_clock(state: CaseState, clock: ClockState) -> CaseState:
    return changed(state, clocks={**state.clocks, clock.key: clock})


def _clock_set(state: CaseState, effect: fx.ClockSet, at: datetime) -> CaseState:
    before = state.clocks.get(effect.key)
    return _with_clock(
        state,
        ClockState(
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
        ),
    )


def _clock_moved(state: CaseState, effect: fx.ClockMoved, at: datetime) -> CaseState:
    clock = state.clocks[effect.key]
    extended = effect.because == "extended"
    return _with_clock(
        state,
        replace(
            clock,
            due_at=effect.due_at,
            warn_at=effect.warn_at,
            counts_from=effect.counts_from,
            left_seconds=effect.left_seconds,
            total_seconds=effect.total_seconds,
            calendar=effect.calendar,
            provisional=effect.provisional,
            extended_amount=clock.extended_amount + (effect.amount if extended else 0),
            extended_count=clock.extended_count + (1 if extended else 0),
            warned_at=clock.warned_at if effect.warn_at <= at else None,
            lapsed_at=clock.lapsed_at if effect.due_at <= at else None,
        ),
    )


def _clock_paused(state: CaseState, effect: fx.ClockPaused, at: datetime) -> CaseState:
    clock = state.clocks[effect.key]
    pauses = (*clock.pauses, Span(since=effect.since or at, reason=effect.reason))
    return _with_clock(state, replace(clock, status="paused", left_seconds=effect.left_seconds, pauses=pauses))


def _clock_resumed(state: CaseState, effect: fx.ClockResumed, at: datetime) -> CaseState:
    clock = state.clocks[effect.key]
    return _with_clock(
        state,
        replace(
            clock,
            status="running",
            due_at=effect.due_at,
            warn_at=effect.warn_at,
            counts_from=effect.counts_from,
            calendar=effect.calendar,
            pauses=_closed(clock.pauses, at),
        ),
    )


def _closed(spans: tuple[Span, ...], at: datetime) -> tuple[Span, ...]:
    return (*spans[:-1], replace(spans[-1], until=at)) if spans and spans[-1].until is None else spans


def _clock_marked(state: CaseState, effect: fx.ClockMarked, at: datetime) -> CaseState:
    clock = state.clocks[effect.key]
    if effect.mark == "warned":
        return _with_clock(state, replace(clock, warned_at=at))
    if effect.mark == "lapsed":
        return _with_clock(state, replace(clock, lapsed_at=at))
    return _with_clock(state, replace(clock, status="stopped", stopped_at=at, pauses=_closed(clock.pauses, at)))


def _part(state: CaseState, effect: fx.PartSet, at: datetime) -> CaseState:
    before = state.parts.get(effect.id)
    part = PartState(
        id=effect.id,
        rule=effect.rule,
        stage=effect.stage,
        unit=effect.unit or (before.unit if before else ""),
        post=effect.post or (before.post if before else ""),
        party=effect.party or (before.party if before else ""),
        acts=(*(before.acts if before else ()), (effect.stage, effect.staff)),
    )
    return changed(state, parts={**state.parts, part.id: part})


def _linked(state: CaseState, effect: fx.Linked, at: datetime) -> CaseState:
    link = LinkState(
        rule=effect.rule,
        relation=effect.relation,
        stream=effect.stream,
        direction=effect.direction,
        is_final=effect.is_final,
    )
    others = tuple(one for one in state.links if (one.stream, one.rule) != (link.stream, link.rule))
    return changed(state, links=(*others, link))


def _counted(state: CaseState, effect: fx.Counted, at: datetime) -> CaseState:
    counts = dict(state.counts)
    for key in (effect.what, f"{effect.what}@{effect.unit}") if effect.unit else (effect.what,):
        counts[key] = counts.get(key, 0) + effect.by
    return changed(state, counts=counts)


def _noted(state: CaseState, effect: fx.Noted, at: datetime) -> CaseState:
    return changed(state, notes={**state.notes, effect.key: effect.value})


def _proposed(state: CaseState, effect: fx.Proposed, at: datetime) -> CaseState:
    proposal: Mapping[str, Any] = {
        "unit": effect.unit, "post": effect.post, "staff": effect.staff, "pub": dict(effect.pub), "seq": state.seq
    }  # fmt: skip
    return changed(state, proposals={**state.proposals, effect.verb: proposal})


def _settled(state: CaseState, effect: fx.Settled, at: datetime) -> CaseState:
    return changed(state, proposals={key: one for key, one in state.proposals.items() if key != effect.verb})


def _migrated(state: CaseState, effect: fx.Migrated, at: datetime) -> CaseState:
    return changed(state, version=effect.version)


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
