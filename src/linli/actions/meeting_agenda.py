"""The agenda that builds itself: which matters are stuck for a joint meeting, since when, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.actions.case_lists import query_for
from linli.actions.deciding import Office
from linli.actions.settings import setting_whole
from linli.domain.case_query import CaseLine
from linli.domain.engine.state import CaseState
from linli.domain.meeting import ItemSet, Why, holds_for
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post, Unit
from linli.store import cases, journal, meetings

OVERDUE = "meeting.overdue_days"
"""A matter is stuck when its step is late by as many days as the district says; earlier its clocks see to it."""
NEVER_ON_AGENDA = frozenset({"difficult_case", "data_right", "data_breach", "oversight"})
"""Procedures that a meeting does not take up: its own items, and what other bodies answer for."""
OFTEN = 2
"""So many escalations or reopenings make a matter one for the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One matter for the agenda."""

    line: CaseLine
    why: tuple[Why, ...]
    since: datetime

    def item(self, position: int) -> ItemSet:
        """Return it as an item of an agenda."""
        return ItemSet(case=self.line.id, position=position, why=tuple(one.value for one in self.why))


def candidates(office: Office, post: Post, unit: Unit, now: datetime) -> tuple[Candidate, ...]:
    """Return what is stuck for `unit` as far as `post` may list it, the most pressing first; in five queries."""
    query = query_for(office, post, now, is_final=False, is_held=False, area_path=unit.area_path)
    holders = [one.id for one in office.directory.units.values() if holds_for(unit, one)]
    lines = [
        line
        for line in meetings.stuck(query, holders=holders, agenda_unit=unit.id)
        if line.procedure not in NEVER_ON_AGENDA
    ]
    states = journal.load_states(office.county_id, [line.stream for line in lines]) if lines else {}
    late_since = now - timedelta(days=setting_whole(office, OVERDUE, now))
    found = [
        Candidate(line=line, why=why, since=stuck_since(line, now))
        for line in lines
        if not is_taken_up(states[line.stream]) and (why := tuple(_why(line, states[line.stream], unit, late_since)))
    ]
    found += [
        Candidate(line=line, why=(Why.MISSED,), since=line.step_due_at or line.moved_at)
        for line in meetings.missed(query, agenda_unit=unit.id)
    ]
    order = list(Why)
    return tuple(sorted(found, key=lambda one: (order.index(one.why[0]), one.since, one.line.id)))


def is_taken_up(state: CaseState) -> bool:
    """Say whether an earlier sitting fixed the four for it, and that item is still open."""
    return any(one.rule == "stuck" and one.direction == "from" and not one.is_final for one in state.links)


def _why(line: CaseLine, state: CaseState, unit: Unit, late_since: datetime) -> Iterator[Why]:
    if state.notes.get("agenda") == unit.id:
        yield Why.AGENDA
    if state.count("reopens") >= OFTEN:
        yield Why.REOPENED
    if state.count("escalations") >= OFTEN:
        yield Why.ESCALATED
    if line.step_due_at is not None and line.step_due_at <= late_since and not line.is_paused:
        yield Why.OVERDUE


def stuck_since(line: CaseLine, now: datetime) -> datetime:
    """Since when it is stuck: the deadline that passed, or else its last move."""
    passed = line.step_due_at is not None and line.step_due_at <= now
    return line.step_due_at if passed and line.step_due_at is not None else line.moved_at


def proposed(office: Office, post: Post, number: str, now: datetime) -> Candidate:
    """Return a matter that somebody puts forward by its number; raises Refused where it cannot be."""
    key = number.strip()[:60]
    if not key:
        raise Refused([Problem("required", at="number")])
    id_ = cases.id_within(query_for(office, post, now), key)
    line = cases.find_case(office.county_id, id_) if id_ else None
    if line is None or line.procedure in NEVER_ON_AGENDA:
        raise Refused([Problem("case_not_found", at="number")])
    if line.is_final:
        raise Refused([Problem("item_over", at="number")])
    state = journal.load_states(office.county_id, [line.stream])[line.stream]
    if is_taken_up(state):
        raise Refused([Problem("item_there", at="number")])
    return Candidate(line=line, why=(Why.PROPOSED,), since=line.moved_at)
