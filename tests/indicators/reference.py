"""The figures once more, without any engine and without the facts: plain loops over folded states.

It shares nothing with `linli.indicators` but the names of the indicators.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from linli.domain.calendar import WorkingCalendar
from linli.domain.engine.fold import fold, fold_entry
from linli.domain.engine.state import CaseState, ClockState, Span
from linli.domain.entry import Entry
from linli.domain.working_time import ClockUnit, countable_seconds

DONE = {"handled", "answered", "decided", "supported", "agreed"}


@dataclass
class Run:
    began_at: datetime
    due_at: datetime
    lapsed: bool
    is_paused: bool = False
    pauses: tuple[Span, ...] = ()
    ended_at: datetime | None = None
    is_done: bool = False
    unit: str | None = None


@dataclass
class Matter:
    """One matter as somebody with a pencil would sum it up."""

    id: str
    state: CaseState
    as_of: datetime
    calendar: WorkingCalendar
    runs: list[Run] = field(default_factory=list)
    rated_at: datetime | None = None
    first_due: datetime | None = None
    first_done: datetime | None = None
    called_at: datetime | None = None
    reached: str = ""
    satisfied: str = ""
    dispatched_at: datetime | None = None
    dispatch_unit: str = ""
    blamed: str = ""
    alike_filed_at: datetime | None = None
    link: set[str] = field(default_factory=set)
    accepted_at: datetime | None = None
    outcome: str = ""
    outcome_at: datetime | None = None
    outcome_unit: str = ""
    confirmed_at: datetime | None = None

    @property
    def counts(self) -> bool:
        note = self.state.notes.get("result", "")
        hangs = {one.relation for one in self.state.links if one.direction == "to"} & {"merged", "child"}
        return not (
            self.state.record_only or hangs or note in ("void", "merged") or self.state.procedure == "oversight"
        )

    @property
    def is_mediated(self) -> bool:
        return self.counts and self.state.procedure == "dispute"

    @property
    def stands(self) -> bool:
        return self.state.notes.get("appeal") != "set_aside"

    @property
    def is_service(self) -> bool:
        is_withdrawn = self.state.notes.get("result") == "withdrawn"
        return self.counts and self.state.procedure in ("stuck_matter", "service_visit") and not is_withdrawn

    @property
    def is_badly_rated(self) -> bool:
        return self.is_service and self.state.notes.get("grade") in ("1", "2") and self.stands

    def is_at(self, procedure: str, stage: str) -> bool:
        return self.is_service and (self.state.procedure, self.state.stage) == (procedure, stage)

    def late_runs(self) -> list[Run]:
        return [
            one for one in self.runs if one.lapsed or (not one.is_paused and (one.ended_at or self.as_of) > one.due_at)
        ]

    def deciding(self) -> Run | None:
        done = [one for one in self.runs if one.is_done]
        late = self.late_runs()
        return late[0] if late else done[-1] if done else None

    def done(self) -> Run | None:
        return next((one for one in reversed(self.runs) if one.is_done), None)

    @property
    def wait_due_at(self) -> datetime | None:
        clock = self.state.clocks.get("wait")
        return clock.due_at if clock else None

    @property
    def is_due_to_close(self) -> bool:
        over = self.wait_due_at is not None and self.wait_due_at <= self.as_of
        return self.counts and over and self.state.stage != "deferred" and self.state.notes.get("result") != "withdrawn"

    def natural_hours(self) -> float:
        done = self.done()
        assert done is not None and done.ended_at is not None
        return (done.ended_at - self.runs[0].began_at).total_seconds() / 3600

    def working_hours(self) -> float:
        done = self.done()
        assert done is not None and done.ended_at is not None
        seconds = self._worked(self.runs[0].began_at, done.ended_at)
        for run in self.runs[: self.runs.index(done) + 1]:
            for pause in run.pauses:
                seconds -= self._worked(pause.since, pause.until or run.ended_at or self.as_of)
        return seconds / 3600

    def _worked(self, since: datetime, until: datetime) -> int:
        cut = (since.replace(microsecond=0), until.replace(microsecond=0))
        return countable_seconds(*cut, ClockUnit.WORKING_HOUR, self.calendar)


def matters_of(journal: dict[str, list[Entry]], as_of: datetime, calendar: WorkingCalendar) -> list[Matter]:
    """Return every matter, told from its states one after the other."""
    found = [_told(stream, entries, as_of, calendar) for stream, entries in journal.items()]
    for one in found:
        earlier = [
            other.state.filed_at for other in found
            if other.counts and one.counts and other is not one
            and (other.state.area, other.state.category) == (one.state.area, one.state.category)
            and (other.state.filed_at, other.id) < (one.state.filed_at, one.id)
        ]  # fmt: skip
        one.alike_filed_at = max((at for at in earlier if at), default=None)
    return found


def _told(stream: str, entries: list[Entry], as_of: datetime, calendar: WorkingCalendar) -> Matter:
    state = fold(entries[:1])
    matter = Matter(id=stream.partition("/")[2], state=state, as_of=as_of, calendar=calendar)
    _note_work(matter, None, state, entries[0])
    _note_first(matter, state, entries[0])
    for entry in entries[1:]:
        before, state = state, fold([entry], state)
        _note_work(matter, before, state, entry)
        _note_first(matter, state, entry)
        _note_acts(matter, before, state, entry)
        _note_mediation(matter, before, state, entry)
    matter.state = state
    return matter


def _work_clock(state: CaseState) -> ClockState | None:
    return next((state.clocks[key] for key in ("handling", "deciding", "mediation") if key in state.clocks), None)


def _note_work(matter: Matter, before: CaseState | None, state: CaseState, entry: Entry) -> None:
    clock = _work_clock(state)
    if clock is None:
        return
    if clock.run > len(matter.runs):
        if matter.runs and matter.runs[-1].ended_at is None:
            matter.runs[-1].ended_at = entry.recv
            matter.runs[-1].pauses = tuple(
                Span(since=one.since, until=one.until or entry.recv) for one in matter.runs[-1].pauses
            )
        matter.runs.append(Run(began_at=entry.recv, due_at=clock.due_at, lapsed=False, unit=state.holder.unit))
    run = matter.runs[-1]
    if run.ended_at is not None:
        return
    run.due_at, run.lapsed = clock.due_at, clock.lapsed_at is not None
    run.pauses = clock.pauses
    if clock.status == "stopped":
        run.ended_at = entry.recv
        run.is_done = state.stage in DONE and before is not None and before.stage != state.stage
    else:
        run.is_paused = clock.status == "paused"


def _note_first(matter: Matter, state: CaseState, entry: Entry) -> None:
    clock = next((state.clocks[key] for key in ("contact", "checking") if key in state.clocks), None)
    if clock is None:
        return
    matter.first_due = matter.first_due or clock.due_at
    if matter.first_done is None and (clock.status == "stopped" or clock.run > 1):
        matter.first_done = entry.recv


def _note_acts(matter: Matter, before: CaseState, state: CaseState, entry: Entry) -> None:
    if state.count("ratings") > before.count("ratings"):
        matter.rated_at = entry.recv
    if entry.type == "case.follow_up":
        matter.called_at = entry.recv
        matter.reached = state.notes.get("reached", "")
        matter.satisfied = state.notes.get("satisfied", "")
    if state.count("dispatches") > before.count("dispatches") and matter.dispatched_at is None:
        matter.dispatched_at = entry.recv
    if state.dispatcher.unit:
        matter.dispatch_unit = state.dispatcher.unit
    if state.count("wrong_hand_overs") > before.count("wrong_hand_overs"):
        matter.blamed = before.dispatcher.unit


def _note_mediation(matter: Matter, before: CaseState, state: CaseState, entry: Entry) -> None:
    if entry.type.endswith(".record_confirmed"):
        matter.confirmed_at = entry.recv
    if state.stage == before.stage:
        return
    if state.stage == "accepted" and matter.accepted_at is None:
        matter.accepted_at = entry.recv
    if state.stage in ("agreed", "failed"):
        matter.outcome, matter.outcome_at, matter.outcome_unit = state.stage, entry.recv, state.holder.unit
    elif state.stage in ("mediating", "registered"):
        matter.outcome, matter.outcome_at, matter.outcome_unit = "", None, ""


def holder_when_due(entries: list[Entry], run: Run) -> str:
    """Return who had the matter when the run ended or fell due, whichever was first."""
    state: CaseState | None = None
    unit = ""
    for entry in entries:
        state = fold([entry]) if state is None else fold_entry(state, entry)
        is_end = run.ended_at is not None and entry.recv >= run.ended_at and unit and entry.recv > run.began_at
        if entry.recv > run.due_at or is_end:
            break
        unit = state.holder.unit
    return unit


Figure = tuple[Callable[[Matter], datetime | None], Callable[[Matter], bool], Callable[[Matter], bool | float]]
"""When a matter counts, whether it is in the population, and whether it is a hit or what its value is."""


def _deciding_due(one: Matter) -> datetime | None:
    run = one.deciding()
    return run.due_at if run else None


def _done_at(one: Matter) -> datetime | None:
    run = one.done()
    return run.ended_at if run else None


def _was_called(one: Matter) -> bool:
    return one.called_at is not None and (one.reached == "reached" or one.state.count("follow_ups") >= 3)


def _is_repeated(one: Matter) -> bool:
    filed_at, alike = one.state.filed_at, one.alike_filed_at
    return filed_at is not None and alike is not None and filed_at - alike <= timedelta(days=30)


def _is_confirmed(one: Matter) -> bool:
    return one.confirmed_at is not None and one.outcome_at is not None and one.confirmed_at >= one.outcome_at


_TIMED = {
    "median_hours": Matter.natural_hours, "p90_hours": Matter.natural_hours,
    "median_working_hours": Matter.working_hours, "p90_working_hours": Matter.working_hours,
}  # fmt: skip


def _is_suggestion(one: Matter) -> bool:
    return one.counts and one.state.procedure == "suggestion" and one.state.notes.get("result") != "withdrawn"


FIGURES: dict[str, Figure] = {
    "filed": (lambda one: one.state.filed_at, lambda one: one.counts, lambda one: False),
    "on_time": (_deciding_due, lambda one: one.counts and (_deciding_due(one) or one.as_of) <= one.as_of
                and one.deciding() is not None, lambda one: not one.late_runs()),
    "closure": (lambda one: one.wait_due_at, lambda one: one.is_due_to_close, lambda one: one.state.is_final),
    "rework": (lambda one: one.wait_due_at, lambda one: one.is_due_to_close,
               lambda one: one.state.count("reworks") > 0),
    "repeat": (lambda one: one.state.filed_at, lambda one: one.counts, _is_repeated),
    "reply": (lambda one: one.wait_due_at, lambda one: one.is_due_to_close and one.state.requester != "none",
              lambda one: one.state.count("answers") > 0),
    "satisfaction": (lambda one: one.rated_at, lambda one: one.counts and one.rated_at is not None and one.stands,
                     lambda one: int(one.state.notes["grade"]) >= 3),
    "follow_up_reached": (lambda one: one.called_at, lambda one: one.counts and _was_called(one),
                          lambda one: one.reached == "reached"),
    "follow_up_satisfied": (lambda one: one.called_at,
                            lambda one: one.counts and one.reached == "reached" and bool(one.satisfied),
                            lambda one: one.satisfied == "satisfied"),
    "service_response": (
        lambda one: one.state.filed_at,
        lambda one: one.is_service and (one.first_done is not None or (one.first_due or one.as_of) <= one.as_of),
        lambda one: one.first_done is not None and one.first_due is not None and one.first_done < one.first_due),
    "stuck_solved": (lambda one: one.state.closed_at, lambda one: one.is_at("stuck_matter", "closed"),
                     lambda one: one.state.notes.get("result") == "solved"),
    "service_satisfaction": (lambda one: one.rated_at,
                             lambda one: one.is_service and one.rated_at is not None and one.stands,
                             lambda one: int(one.state.notes["grade"]) >= 3),
    "bad_review_called_back": (lambda one: one.rated_at, lambda one: one.is_badly_rated,
                               lambda one: "called_back" in one.state.notes),
    "bad_review_not_reached": (lambda one: one.rated_at,
                               lambda one: one.is_badly_rated and "called_back" in one.state.notes,
                               lambda one: one.state.notes["called_back"] == "not_reached"),
    "service_one_trip": (lambda one: one.state.closed_at, lambda one: one.is_at("service_visit", "given_out"),
                         lambda one: one.state.count("trips") + (one.state.channel == "visit") <= 1),
    "suggestion_answered": (lambda one: one.state.filed_at, _is_suggestion,
                            lambda one: one.state.count("answers") > 0),
    "suggestion_resolved": (lambda one: one.state.filed_at,
                            lambda one: _is_suggestion(one) and one.state.count("answers") > 0,
                            lambda one: one.state.notes.get("result") == "resolved"),
    "suggestion_satisfaction": (lambda one: one.rated_at,
                                lambda one: _is_suggestion(one) and one.rated_at is not None,
                                lambda one: int(one.state.notes["grade"]) >= 3),
    "wrong_hand_over": (lambda one: one.dispatched_at, lambda one: one.counts and one.dispatched_at is not None,
                        lambda one: one.state.count("wrong_hand_overs") > 0),
    "mediation_solved": (lambda one: one.state.filed_at, lambda one: one.is_mediated,
                         lambda one: one.outcome == "agreed"),
    "mediation_ended": (lambda one: one.accepted_at, lambda one: one.is_mediated and one.accepted_at is not None,
                        lambda one: bool(one.outcome)),
    "mediation_success": (lambda one: one.outcome_at, lambda one: one.is_mediated and bool(one.outcome),
                          lambda one: one.outcome == "agreed"),
    "mediation_performed": (lambda one: one.outcome_at, lambda one: one.is_mediated and one.outcome == "agreed",
                            lambda one: one.state.stage == "performed"),
    "mediation_confirmed": (lambda one: one.outcome_at, lambda one: one.is_mediated and one.outcome == "agreed",
                            lambda one: _is_confirmed(one)),
    **{key: (_done_at, lambda one: one.counts and one.done() is not None, value) for key, value in _TIMED.items()},
}  # fmt: skip


def quantile(values: list[float], share: float) -> float:
    """Return the quantile by linear interpolation between the two nearest ranks."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
