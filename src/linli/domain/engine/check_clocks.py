"""Static checks of clocks: what starts, stops, pauses and follows each, in a case and in its parts."""

from collections.abc import Iterator

from linli.domain.engine.asked import field_of
from linli.domain.engine.declarations import (
    ClockKind,
    ClockRule,
    FieldType,
    LengthFrom,
    Move,
    OnLapse,
    PartRule,
    Procedure,
    Stage,
    StageKind,
    Trigger,
)
from linli.domain.engine.moves import all_moves
from linli.domain.engine.shared_fields import PAUSE_REASONS
from linli.domain.working_time import ClockUnit

FINAL = "stage.*final"
ESCALATE = "escalate_lapsed"


def clock_mistakes(procedure: Procedure) -> Iterator[str]:
    """Yield the mistakes of all clocks of `procedure`."""
    moves = all_moves(procedure)
    for rule in procedure.clocks:
        for one in (
            *_events(rule, procedure.stages, moves), *_length(rule, procedure, moves), *_lapse(rule, moves),
            *_ends(rule, procedure), *_prolonged(rule, procedure), *_like(rule, procedure),
        ):  # fmt: skip
            yield f"clock {rule.key}: {one}"
    for part in procedure.parts:
        if part.clock:
            yield from (f"clock {part.clock.key}: {one}" for one in _part_clock(part.clock, part, procedure))
    waits = [rule for rule in procedure.clocks if rule.kind is ClockKind.WAIT]
    if procedure.requester != "none" and not any("verb.file" in rule.start and rule.key == "wait" for rule in waits):
        yield "no clock called wait counts from the filing"
    lapse_moves = {rule.lapse_move for rule in _all_rules(procedure) if rule.on_lapse is OnLapse.MOVE}
    if any(rule.on_lapse is OnLapse.ESCALATE for rule in _all_rules(procedure)):
        lapse_moves.add(ESCALATE)
    for move in moves:
        if move.trigger is Trigger.CLOCK and move.verb not in lapse_moves:
            yield f"move {move.verb}: no clock sets it off"
    on_final = {link.on_final for link in procedure.links}
    for move in moves:
        if move.trigger is Trigger.ROLL_UP and move.quorum is None and move.verb not in on_final:
            yield f"move {move.verb}: nothing rolls up to it"


def _all_rules(procedure: Procedure) -> tuple[ClockRule, ...]:
    return (*procedure.clocks, *(part.clock for part in procedure.parts if part.clock))


def _events(rule: ClockRule, stages: tuple[Stage, ...], moves: tuple[Move, ...]) -> Iterator[str]:
    known = {f"stage.{stage.key}" for stage in stages} | {f"verb.{move.verb}" for move in moves} | {FINAL}
    named = (*rule.start, *rule.stop)
    yield from (f"event {one} is unknown" for one in named if one not in known and not _is_noted(one, moves))
    reasons = {choice.key for choice in PAUSE_REASONS}
    for pause in rule.pauses:
        if pause not in reasons and pause not in known:
            yield f"pause {pause} is no lawful reason and no stage"
        if pause in rule.start:
            yield f"it starts where it pauses: {pause}"
    if rule.source is None:
        yield "no source is named"
    if not 1 <= rule.warn_at_percent <= 100:
        yield f"it warns at {rule.warn_at_percent} percent"


def _is_noted(event: str, moves: tuple[Move, ...]) -> bool:
    """Say whether some move can note what an event "note.key=value" waits for."""
    kind, _, what = event.partition(".")
    key, _, value = what.partition("=")
    noted = {effect.removeprefix(f"note:{key}=") for move in moves for effect in move.effects
             if effect.startswith(f"note:{key}=")}  # fmt: skip
    return kind == "note" and bool(value) and (value in noted or any(one.startswith("$") for one in noted))


def _length(
    rule: ClockRule, procedure: Procedure, moves: tuple[Move, ...], part: PartRule | None = None
) -> Iterator[str]:
    if rule.length.source is LengthFrom.FIXED and rule.length.amount < 1:
        yield "a length is at least 1"
    if rule.extension and (rule.extension.max_count < 1 or rule.extension.max_amount < 1):
        yield "an extension of nothing"
    if rule.length.source is not LengthFrom.FIELD:
        return
    try:
        declared = field_of(procedure, rule.length.key, part)
    except KeyError:
        yield f"its length is read from field {rule.length.key}, which is unknown"
        return
    by_days = declared.type is FieldType.DATE and rule.unit is ClockUnit.DAY
    if not by_days and declared.type is not FieldType.NUMBER:
        yield "its length is neither a number nor a last day"
    for move in moves:
        events = {f"verb.{move.verb}", f"stage.{move.after}"}
        if events.intersection(rule.start) and not dict(move.asks()).get(rule.length.key):
            yield f"move {move.verb} starts it without asking {rule.length.key}"


def _lapse(rule: ClockRule, moves: tuple[Move, ...]) -> Iterator[str]:
    by_clock = {move.verb for move in moves if move.trigger is Trigger.CLOCK}
    if rule.on_lapse is OnLapse.MOVE and rule.lapse_move not in by_clock:
        yield f"its lapse move {rule.lapse_move!r} is not set off by clocks"
    if rule.on_lapse is not OnLapse.MOVE and rule.lapse_move:
        yield "it names a lapse move and does not make it"
    if rule.on_lapse is OnLapse.ESCALATE and ESCALATE not in by_clock:
        yield "it escalates, and escalate_lapsed is not switched on"
    if rule.kind is ClockKind.RIGHT and rule.on_lapse not in (OnLapse.CLOSE_RIGHT, OnLapse.MOVE):
        yield "a right that never lapses"
    if rule.kind is not ClockKind.RIGHT and rule.on_lapse is OnLapse.CLOSE_RIGHT:
        yield "only a right is closed by its lapse"


def _ends(rule: ClockRule, procedure: Procedure) -> Iterator[str]:
    """A clock that runs on for ever would warn about what is long done."""
    finals = {f"stage.{stage.key}" for stage in procedure.stages if stage.kind is StageKind.FINAL}
    stops_at_end = FINAL in rule.stop or finals <= set(rule.stop)
    starts_at_end = FINAL in rule.start or any(
        move.before == ("*final",) for move in all_moves(procedure) if f"verb.{move.verb}" in rule.start
    )
    if not rule.start:
        yield "it never starts"
    if rule.kind is not ClockKind.RIGHT and not stops_at_end and not (starts_at_end and rule.stop):
        yield "it never stops"
    if rule.kind is ClockKind.NOT_BEFORE and not any(
        f"time_has_come:{rule.key}" in move.guards for move in all_moves(procedure)
    ):
        yield "nothing waits for it"
    if rule.extension and "ask_extension" not in procedure.shared and not _is_extended_by_own_move(procedure):
        yield "nobody can ask for its extension"


def _prolonged(rule: ClockRule, procedure: Procedure) -> Iterator[str]:
    """What an extension prolongs is another clock, counted in the same unit, with no extension of its own."""
    whole = {one.key: one for one in procedure.clocks if one.key != rule.key}
    for key in rule.extension.prolongs if rule.extension else ():
        if key not in whole:
            yield f"its extension prolongs {key}, which is no other clock"
        elif whole[key].unit is not rule.unit or whole[key].extension:
            yield f"its extension cannot prolong {key}: another unit, or an extension of its own"


def _like(rule: ClockRule, procedure: Procedure) -> Iterator[str]:
    """What a run is like is another clock of the procedure, in the same unit; its source tells the runs apart."""
    for event, other in rule.like:
        if event not in rule.start:
            yield f"it is like {other.key} from {event} on, which does not start it"
        if other.key == rule.key or other not in procedure.clocks or other.unit is not rule.unit:
            yield f"it cannot be like {other.key}: no other clock of the procedure, or another unit"
    sources = [one.source for one in (rule, *(other for _, other in rule.like))]
    if len(set(sources)) != len(sources):
        yield "two of its runs rest on the same source"


def _is_extended_by_own_move(procedure: Procedure) -> bool:
    return any("extend_clock" in move.effects for move in procedure.moves)


def _part_clock(rule: ClockRule, part: PartRule, procedure: Procedure) -> Iterator[str]:
    yield from _events(rule, part.stages, part.moves)
    adding = tuple(
        move
        for move in all_moves(procedure)
        if any(one == f"add_part:{part.key}" or one.startswith(f"add_parts:{part.key}=") for one in move.effects)
    )
    if rule.kind is not ClockKind.PART:
        yield "a part's clock is of kind part"
    yield from _length(rule, procedure, part.moves, part)
    starts_at_once = not rule.start or f"stage.{part.stages[0].key}" in rule.start
    if rule.length.source is LengthFrom.FIELD and starts_at_once:
        for move in adding:
            if not dict(move.asks()).get(rule.length.key):
                yield f"move {move.verb} starts it without asking {rule.length.key}"
    yield from _lapse(rule, (*part.moves, *all_moves(procedure)))
