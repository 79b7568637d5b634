"""Rehearsal 预演: past matters reckoned under the present and under changed rules, side by side; nothing is kept.

Both sides are reckoned by the same functions from the same moments, so a difference comes from the change alone
and not from what the rules were when a matter was handled. What people would have done otherwise is not guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from linli.domain.directory import Directory
from linli.domain.duty import DutyRole
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.limit import Limit
from linli.domain.working_time import ClockUnit, Pause, due_after_pause

ROLES = (DutyRole.TERRITORIAL, DutyRole.SECTOR, DutyRole.PRINCIPAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What rules make of one matter."""

    limit: Limit
    due_at: datetime
    is_late: bool
    units: tuple[str, ...]
    """Units by territorial, sector and principal duty, "" where nobody has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One matter under the present and under the changed rules."""

    stream: str
    number: str
    category: str
    area_path: str
    started_at: datetime
    ended_at: datetime | None
    """When its handling ended, None where it still runs."""
    before: Outcome
    after: Outcome

    @property
    def turns_late(self) -> bool:
        """Say whether it was on time and would have been late."""
        return self.after.is_late and not self.before.is_late

    @property
    def turns_on_time(self) -> bool:
        """Say whether it was late and would have been on time."""
        return self.before.is_late and not self.after.is_late

    @property
    def changes_unit(self) -> bool:
        """Say whether another unit would have answered."""
        return self.before.units != self.after.units

    @property
    def moves_deadline(self) -> bool:
        """Say whether the deadline would have been another."""
        return self.before.due_at != self.after.due_at

    @property
    def is_changed(self) -> bool:
        """Say whether anything that counts would have come out otherwise."""
        return self.turns_late or self.turns_on_time or self.changes_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """What a rehearsal came to."""

    looked_at: int
    comparisons: tuple[Comparison, ...]
    """Those that would have come out otherwise."""
    moved_deadlines: int

    @property
    def turned_late(self) -> int:
        """Count those on time that would have been late."""
        return sum(one.turns_late for one in self.comparisons)

    @property
    def turned_on_time(self) -> int:
        """Count those late that would have been on time."""
        return sum(one.turns_on_time for one in self.comparisons)

    @property
    def other_unit(self) -> int:
        """Count those for which another unit would have answered."""
        return sum(one.changes_unit for one in self.comparisons)


def rehearse(
    states: Iterable[tuple[CaseState, str]], present: Directory, changed: Directory, *, now: datetime
) -> Rehearsed:
    """Return what `changed` would have made of `states`, each with the key of its clock from the matrix."""
    looked_at, moved, kept = 0, 0, []
    for state, key in states:
        clock = state.clocks.get(key)
        if clock is None:
            continue
        looked_at += 1
        one = _compared(state, clock, present, changed, now)
        moved += one.moves_deadline
        if one.is_changed:
            kept.append(one)
    kept.sort(key=lambda one: (one.started_at, one.number), reverse=True)
    return Rehearsed(looked_at=looked_at, comparisons=tuple(kept), moved_deadlines=moved)


def _compared(state: CaseState, clock: ClockState, present: Directory, changed: Directory, now: datetime) -> Comparison:
    return Comparison(
        stream=state.stream,
        number=state.number,
        category=state.category,
        area_path=state.area,
        started_at=clock.started_at,
        ended_at=clock.stopped_at,
        before=outcome(state, clock, present, now),
        after=outcome(state, clock, changed, now),
    )


def outcome(state: CaseState, clock: ClockState, directory: Directory, now: datetime) -> Outcome:
    """Return what the rules of `directory` make of a matter's clock, with the pauses and extensions it had."""
    limit = directory.limit(state.category, state.area, state.urgency)
    unit = ClockUnit(limit.unit)
    # An extension was granted in the clock's own unit; under another unit it has no length.
    extended = clock.extended_amount if clock.unit == limit.unit else 0
    ended_at = clock.stopped_at or now
    pauses: list[Pause] = [(one.since, one.until or ended_at) for one in clock.pauses]
    due_at = due_after_pause(clock.started_at, limit.length + extended, unit, directory.calendar, pauses)
    return Outcome(limit=limit, due_at=due_at, is_late=ended_at > due_at, units=_units(state, directory))


def _units(state: CaseState, directory: Directory) -> tuple[str, ...]:
    found = (directory.responsible(state.category, state.area, role) for role in ROLES)
    return tuple(one.unit_id if one else "" for one in found)
