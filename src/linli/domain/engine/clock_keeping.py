"""Clock keeping: which clocks an event starts, stops, pauses or resumes, as effects with all their moments."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from linli.domain.calendar import WorkingCalendar
from linli.domain.default_limits import cited
from linli.domain.engine.context import Context
from linli.domain.engine.declarations import ClockRule, LengthFrom, Procedure
from linli.domain.engine.effects import ClockMarked, ClockMoved, ClockPaused, ClockResumed, ClockSet, Effect
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit, Countdown, begin

STAGE_EVENT = "stage."


def rule_of(procedure: Procedure, clock_key: str) -> ClockRule:
    """Return the rule of a running clock; a part's clock is keyed "rule:part"; raises KeyError."""
    key = clock_key.partition(":")[0]
    for part in procedure.parts:
        if part.clock and part.clock.key == key:
            return part.clock
    return procedure.clock(key)


def rule_now(procedure: Procedure, clock: ClockState) -> ClockRule:
    """Return the rule of a clock as its present run counts by it, which may be like another's; raises KeyError."""
    return _as_run(rule_of(procedure, clock.key), clock)


def _as_run(rule: ClockRule, clock: ClockState) -> ClockRule:
    others = (other for _, other in rule.like if other.source and other.source.zh == clock.basis)
    return _alike(rule, next(others, None))


def _alike(rule: ClockRule, other: ClockRule | None) -> ClockRule:
    if other is None:
        return rule
    return replace(rule, length=other.length, unit=other.unit, source=other.source, pauses=other.pauses)


def clock_effects(state: CaseState, events: frozenset[str], context: Context, given: Mapping[str, Any]) -> list[Effect]:
    """Return what `events` do to the clocks of `state`, which already stands where the move led.

    Stops come before starts, so that entering a stage anew begins its clock anew.
    """
    effects: list[Effect] = []
    for rule in context.procedure.clocks:
        clock = state.clocks.get(rule.key)
        is_open = clock is not None and clock.is_open
        starts = bool(events.intersection(rule.start))
        if clock is not None and is_open and (starts or events.intersection(rule.stop)):
            effects.append(ClockMarked(key=rule.key, mark="stopped"))
            is_open = False
        if starts:
            other = next((one for event, one in rule.like if event in events), None)
            started = start_clock(_alike(rule, other), state, context, given)
            if started is not None:
                effects.append(started)
        elif clock is not None and is_open:
            effects.extend(_stage_pauses(rule, clock, events, context))
    return effects


def _stage_pauses(rule: ClockRule, clock: ClockState, events: frozenset[str], context: Context) -> Iterator[Effect]:
    entered = {event for event in events if event.startswith(STAGE_EVENT)}
    pausing = entered.intersection(rule.pauses)
    if pausing and may_pause(clock, context):
        yield pause_clock(clock, context, min(pausing))
    elif entered and clock.status == "paused" and clock.pauses[-1].reason.startswith(STAGE_EVENT) and not pausing:
        yield resume_clock(clock, rule, context)


def start_clock(
    rule: ClockRule, state: CaseState, context: Context, given: Mapping[str, Any], *, key: str = ""
) -> ClockSet | None:
    """Return the start of a clock now, or None where its field was left empty."""
    amount, unit, basis = _length(rule, state, context, given)
    if amount < 1:
        return None
    countdown = begin(context.moment, amount, unit, context.calendar)
    due_at = countdown.due_at(context.calendar)
    return ClockSet(
        key=key or rule.key,
        kind=rule.kind.value,
        due_at=due_at,
        warn_at=_warn_at(countdown, rule, context.calendar, due_at),
        counts_from=countdown.counts_from,
        left_seconds=countdown.left_seconds,
        total_seconds=countdown.total_seconds,
        amount=amount,
        unit=unit.value,
        calendar=context.calendar.version,
        rule=f"{context.procedure.key}@{context.procedure.version}",
        basis=basis,
        provisional=_is_provisional(context.moment, due_at, unit, context.calendar),
        since=context.as_of,
    )


def basis_of(clock: ClockState, rule: ClockRule) -> Wording:
    """Return what a clock's length rests on: the rule's own source, or the limit's as the district wrote it."""
    source = _as_run(rule, clock).source
    if source and clock.basis in ("", source.zh):
        return source
    return cited(clock.basis) if clock.basis else rule.title


def _length(
    rule: ClockRule, state: CaseState, context: Context, given: Mapping[str, Any]
) -> tuple[int, ClockUnit, str]:
    if rule.length.source is LengthFrom.MATRIX:
        limit = context.directory.limit(state.category, state.area, state.urgency)
        return limit.length, ClockUnit(limit.unit), limit.source
    basis = rule.source.zh if rule.source else ""
    if rule.length.source is LengthFrom.FIELD:
        return _field_length(given.get(rule.length.key), context), rule.unit, basis
    return rule.length.amount, rule.unit, basis


def _field_length(value: Any, context: Context) -> int:
    """Return a length that was filled in: a number of units, or a last day as days from today."""
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return (date.fromisoformat(value) - context.calendar.local_date(context.moment)).days
    return 0


def _warn_at(countdown: Countdown, rule: ClockRule, calendar: WorkingCalendar, due_at: datetime) -> datetime:
    return min(countdown.share_reached_at(rule.warn_at_percent, calendar), due_at)


def _is_provisional(since: datetime, until: datetime, unit: ClockUnit, calendar: WorkingCalendar) -> bool:
    """A deadline rests on an unpublished holiday table when any year it touches has none."""
    touches_calendar = unit.counts_working_time or unit.ends_with_day
    return touches_calendar and bool(calendar.provisional_years(since, until))


def may_pause(clock: ClockState, context: Context) -> bool:
    """Say whether a clock runs and is not over: what is late stays late, a pause does not rescue it."""
    return clock.status == "running" and clock.due_at > context.moment


def pause_clock(clock: ClockState, context: Context, reason: str) -> ClockPaused:
    """Return the pause of a running clock, with the countable seconds that are left."""
    left = clock.countdown.left_at(context.moment, context.calendar)
    return ClockPaused(key=clock.key, left_seconds=left, reason=reason, since=context.as_of)


def resume_clock(clock: ClockState, rule: ClockRule, context: Context) -> ClockResumed:
    """Return the resumption of a paused clock: what was left is counted from now on, by the hours that hold now."""
    resumed_at = context.moment.astimezone(context.calendar.zone).replace(microsecond=0)
    countdown = replace(_by_present_hours(clock, context.calendar), counts_from=max(clock.counts_from, resumed_at))
    due_at = countdown.due_at(context.calendar)
    provisional = _is_provisional(clock.started_at, due_at, ClockUnit(clock.unit), context.calendar)
    return ClockResumed(
        key=clock.key,
        due_at=due_at,
        warn_at=_warn_at(countdown, rule, context.calendar, due_at),
        counts_from=countdown.counts_from,
        calendar=context.calendar.version,
        left_seconds=countdown.left_seconds if countdown.left_seconds != clock.left_seconds else None,
        total_seconds=countdown.total_seconds if countdown.total_seconds != clock.total_seconds else None,
        provisional=provisional if provisional != clock.provisional else None,
    )


def _by_present_hours(clock: ClockState, calendar: WorkingCalendar) -> Countdown:
    """Return the countdown in the working hours of `calendar`: a working day stays a day, whatever its hours.

    Source: the limits are laws' "working days"; the hours of a day are the house's own rule.
    """
    countdown, days = clock.countdown, clock.amount + clock.extended_amount
    if not countdown.unit.is_of_working_days or days < 1:
        return countdown
    total = days * calendar.working_day_seconds
    if total == countdown.total_seconds:
        return countdown
    # Rounded up, so that no change of hours takes a second away from whoever has to act.
    left = -(-countdown.left_seconds * total // countdown.total_seconds)
    return replace(countdown, left_seconds=left, total_seconds=total)


def extend_clock(clock: ClockState, rule: ClockRule, context: Context, amount: int) -> ClockMoved:
    """Return the extension of a running clock by `amount` of its unit, counted on from its end.

    The added seconds are those of a clock of `amount` units that began when this one began to count, so
    that days lengthen it by days and working days by working days.
    """
    added = begin(
        clock.started_at,
        clock.amount + clock.extended_amount + amount,
        ClockUnit(clock.unit),
        context.calendar,
    )
    base = begin(clock.started_at, clock.amount + clock.extended_amount, ClockUnit(clock.unit), context.calendar)
    extra = added.total_seconds - base.total_seconds
    return _moved(clock, rule, context, extra_seconds=extra, because="extended", amount=amount)


def recompute_clock(clock: ClockState, rule: ClockRule, context: Context) -> ClockMoved | None:
    """Return the clock under the present calendar, or None where it was reckoned by that one already."""
    if clock.calendar == context.calendar.version:
        return None
    return _moved(clock, rule, context, extra_seconds=0, because="recomputed", amount=0)


def relimit_clock(clock: ClockState, rule: ClockRule, state: CaseState, context: Context) -> ClockMoved | None:
    """Return a matrix clock under the limit of a corrected category, counted from its own start."""
    if rule.length.source is not LengthFrom.MATRIX:
        return None
    limit = context.directory.limit(state.category, state.area, state.urgency)
    if (limit.length, limit.unit) == (clock.amount, clock.unit) or limit.unit != clock.unit:
        return None
    before = begin(clock.started_at, clock.amount, ClockUnit(clock.unit), context.calendar)
    after = begin(clock.started_at, limit.length, ClockUnit(clock.unit), context.calendar)
    extra = after.total_seconds - before.total_seconds
    return _moved(clock, rule, context, extra_seconds=extra, because="corrected", amount=limit.length - clock.amount)


def _moved(
    clock: ClockState, rule: ClockRule, context: Context, *, extra_seconds: int, because: str, amount: int
) -> ClockMoved:
    countdown = _by_present_hours(clock, context.calendar)
    countdown = replace(
        countdown,
        left_seconds=max(0, countdown.left_seconds + extra_seconds),
        total_seconds=max(0, countdown.total_seconds + extra_seconds),
    )
    due_at = countdown.due_at(context.calendar)
    return ClockMoved(
        key=clock.key,
        due_at=due_at,
        warn_at=_warn_at(countdown, rule, context.calendar, due_at),
        counts_from=countdown.counts_from,
        left_seconds=countdown.left_seconds,
        total_seconds=countdown.total_seconds,
        calendar=context.calendar.version,
        because=because,
        amount=amount,
        provisional=_is_provisional(clock.started_at, due_at, ClockUnit(clock.unit), context.calendar),
    )
