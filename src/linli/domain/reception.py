"""Reception days 领导接待日: one or two leaders each working day, days on which they go down, and visitors' tickets.

Pure. Source: 信访工作条例 (2022) arts. 12 and 18 (leaders receive visitors by a published rota and go down to visit);
REQUIREMENTS 003-12 (one or two leaders every working day in the hall) and 004-11 (officials go to service points).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from linli.domain.calendar import WorkingCalendar
from linli.domain.problems import Problem
from linli.domain.unit import Role
from linli.domain.wording import Wording

LEADERS_MAX = 2
LEADERS = frozenset({Role.UNIT_HEAD, Role.CONVENER, Role.SPONSOR, Role.DISTRICT_COORDINATOR})
"""Roles of those who lead: whoever receives visitors on a reception day holds one of them."""
FIRST_BEGINS, FIRST_ENDS = time(9), time(11, 30)


class DutyKind(StrEnum):
    """Where visitors are received."""

    HERE = "here"
    OUT = "out"
    """At a service point: the officials go to the people."""

    @property
    def wording(self) -> Wording:
        """The kind in both languages."""
        return KIND_WORDINGS[self]


KIND_WORDINGS: dict[DutyKind, Wording] = {
    DutyKind.HERE: Wording("接待日", "Reception"),
    DutyKind.OUT: Wording("下访", "Going down"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionDuty:
    """One leader on one day at one place."""

    id: str
    unit_id: str
    on_date: date
    begins: time
    ends: time
    post_id: str
    place: str
    kind: DutyKind = DutyKind.HERE
    area_path: str = ""
    """The community that a leader goes to."""
    is_active: bool = True


class VisitState(StrEnum):
    """How far a visit has come."""

    WAITING = "waiting"
    CALLED = "called"
    RECEIVED = "received"
    FILED = "filed"
    ADVISED = "advised"
    LEFT = "left"

    @property
    def wording(self) -> Wording:
        """The state in both languages."""
        return STATE_WORDINGS[self]


STATE_WORDINGS: dict[VisitState, Wording] = {
    VisitState.WAITING: Wording("等候叫号", "Waiting"),
    VisitState.CALLED: Wording("已叫号", "Called"),
    VisitState.RECEIVED: Wording("接待中", "Being received"),
    VisitState.FILED: Wording("已登记成事项", "Taken in"),
    VisitState.ADVISED: Wording("当场解答", "Answered on the spot"),
    VisitState.LEFT: Wording("未接待,已离开", "Left before"),
}
NEXT_STATES: Mapping[VisitState, frozenset[VisitState]] = {
    VisitState.WAITING: frozenset({VisitState.CALLED, VisitState.LEFT}),
    VisitState.CALLED: frozenset({VisitState.RECEIVED, VisitState.WAITING, VisitState.LEFT}),
    VisitState.RECEIVED: frozenset({VisitState.FILED, VisitState.ADVISED}),
}
"""What may follow each state; whoever was called and did not hear it waits again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visitor's ticket: a number of the day. It knows nobody's name."""

    id: str
    unit_id: str
    on_date: date
    number: int
    state: VisitState
    taken_at: datetime
    duty_id: str = ""
    called_at: datetime | None = None
    received_at: datetime | None = None
    received_post: str = ""
    ended_at: datetime | None = None
    case_id: str = ""


def step_problems(visit: Visit, to: VisitState) -> tuple[Problem, ...]:
    """Return what keeps a visit from going on to `to`."""
    if to in NEXT_STATES.get(visit.state, frozenset()):
        return ()
    told = visit.state.wording
    return (Problem("visit_not_now", params={"state": told.zh, "state_en": told.en}),)


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaDay:
    """A working day with those who receive on it."""

    day: date
    duties: tuple[ReceptionDuty, ...] = ()

    @property
    def is_gap(self) -> bool:
        """Say whether nobody receives on it."""
        return not self.duties


def month_days(month: date) -> tuple[date, ...]:
    """Return every day of the month in which `month` lies."""
    first = month.replace(day=1)
    days = [first + timedelta(days=number) for number in range(31)]
    return tuple(day for day in days if day.month == first.month)


def rota_of(
    month: date, duties: Iterable[ReceptionDuty], calendar: WorkingCalendar, *, since: date | None = None
) -> tuple[RotaDay, ...]:
    """Return the working days of a month with who receives here on each: a day with nobody is a gap, and is shown."""
    by_day: dict[date, list[ReceptionDuty]] = {}
    for one in duties:
        if one.is_active and one.kind is DutyKind.HERE:
            by_day.setdefault(one.on_date, []).append(one)
    return tuple(
        RotaDay(day=day, duties=tuple(sorted(by_day.get(day, ()), key=lambda one: (one.begins, one.id))))
        for day in month_days(month)
        if (calendar.is_working_day(day) or day in by_day) and (since is None or day >= since)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """A post as the rota looks at it."""

    post_id: str
    role: Role | None
    """None where the post is vacant or unknown."""


def is_at_once(one: ReceptionDuty, begins: time, ends: time) -> bool:
    """Say whether a line that is in force shares time with these hours of its day."""
    return one.is_active and one.begins < ends and begins < one.ends


def duty_problems(
    duty: ReceptionDuty,
    leader: Leader,
    others: Sequence[ReceptionDuty],
    calendar: WorkingCalendar,
    *,
    today: date,
) -> tuple[Problem, ...]:
    """Return everything that speaks against a line of the rota; `others` are those of that day, at whatever unit."""
    found = []
    if leader.role not in LEADERS:
        found.append(Problem("reception_no_leader", at="post"))
    if duty.on_date < today:
        found.append(Problem("reception_in_the_past", at="on_date"))
    if duty.ends <= duty.begins:
        found.append(Problem("ends_before_it_begins", at="ends"))
    if not duty.place.strip():
        found.append(Problem("required", at="place"))
    beside = [one for one in others if one.is_active and one.id != duty.id and one.on_date == duty.on_date]
    if any(one.post_id == duty.post_id and is_at_once(one, duty.begins, duty.ends) for one in beside):
        found.append(Problem("reception_twice", at="post"))
    if duty.kind is DutyKind.HERE:
        if not calendar.is_working_day(duty.on_date):
            found.append(Problem("reception_not_working_day", at="on_date"))
        own = [one for one in beside if one.unit_id == duty.unit_id and one.kind is DutyKind.HERE]
        here = {one.post_id for one in own} | {duty.post_id}
        if len(here) > LEADERS_MAX:
            found.append(Problem("reception_too_many", at="post", params={"limit": LEADERS_MAX}))
    return tuple(found)


def fill_gaps(
    days: Sequence[RotaDay], leaders: Sequence[str], *, busy: Collection[tuple[date, str]] = ()
) -> tuple[tuple[date, str], ...]:
    """Return who takes each day on which nobody receives: the leaders in turn, whoever received least first.

    Who is `busy` elsewhere on a day does not take it; a day on which all are stays a gap. Ties go to the order in
    which the leaders are given, so the same question has the same answer.
    """
    if not leaders:
        return ()
    load = {one: sum(duty.post_id == one for day in days for duty in day.duties) for one in leaders}
    last: dict[str, date] = {}
    found = []
    for day in sorted(days, key=lambda one: one.day):
        for duty in day.duties:
            last[duty.post_id] = day.day
        free = [one for one in leaders if (day.day, one) not in busy]
        if day.is_gap and free:
            chosen = min(free, key=lambda one: (load[one], last.get(one, date.min), leaders.index(one)))
            load[chosen] += 1
            last[chosen] = day.day
            found.append((day.day, chosen))
    return tuple(found)
