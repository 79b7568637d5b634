"""Reception days: one or two leaders each working day, gaps in sight; tickets go on in their order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

import pytest

from linli.domain.reception import (
    NEXT_STATES,
    DutyKind,
    Leader,
    ReceptionDuty,
    RotaDay,
    Visit,
    VisitState,
    duty_problems,
    fill_gaps,
    rota_of,
    step_problems,
)
from linli.domain.unit import Role
from tests import cast

TODAY = date(2026, 3, 2)
DUTY = ReceptionDuty(
    id="d0", unit_id="u-liuan", on_date=TODAY, begins=time(9), ends=time(11, 30), post_id="p-gu", place="一楼接待室"
)  # fmt: skip
HEAD = Leader(post_id="p-gu", role=Role.UNIT_HEAD)


def problems_of(duty: ReceptionDuty, leader: Leader = HEAD, others: Sequence[ReceptionDuty] = ()) -> list[str]:
    return [one.code for one in duty_problems(duty, leader, others, cast.calendar(), today=TODAY)]


@pytest.mark.parametrize("role", [None, Role.OPERATOR, Role.HANDLER, Role.ADMINISTRATOR])
def test_a_day_without_a_leader_is_refused(role: Role | None) -> None:
    """A vacant post receives nobody, and the window is no leader."""
    assert problems_of(DUTY, Leader(post_id="p-x", role=role)) == ["reception_no_leader"]


def test_every_mistake_is_named_at_once() -> None:
    sunday = replace(DUTY, on_date=date(2026, 3, 1), ends=time(8), place=" ")
    found = problems_of(sunday, Leader(post_id="p-x", role=None))
    assert found == [
        "reception_no_leader", "reception_in_the_past", "ends_before_it_begins", "required",
        "reception_not_working_day",
    ]  # fmt: skip


def test_a_third_leader_on_one_day_is_refused_and_the_same_one_twice() -> None:
    others = [replace(DUTY, id=f"d{number}", post_id=f"p-{number}") for number in (1, 2)]
    assert problems_of(DUTY, others=others[:1]) == []
    assert problems_of(DUTY, others=others) == ["reception_too_many"]
    twice = replace(DUTY, id="d1", begins=time(11), ends=time(12))
    assert problems_of(DUTY, others=[twice]) == ["reception_twice"]
    assert problems_of(DUTY, others=[replace(twice, begins=time(14), ends=time(17))]) == []


def test_a_leader_is_not_at_two_units_at_once_and_other_units_do_not_fill_a_day() -> None:
    elsewhere = replace(DUTY, id="d1", unit_id="u-dongtang", begins=time(10), ends=time(12))
    assert problems_of(DUTY, others=[elsewhere]) == ["reception_twice"]
    strangers = [replace(elsewhere, id=f"d{number}", post_id=f"p-{number}") for number in (1, 2)]
    assert problems_of(DUTY, others=strangers) == []


def test_a_make_up_day_is_a_working_day_and_going_down_needs_none() -> None:
    """14 February 2026 is a Saturday that is worked to make up for the Spring Festival."""
    calendar = cast.calendar()
    make_up = replace(DUTY, on_date=date(2026, 2, 14))
    assert duty_problems(make_up, HEAD, (), calendar, today=date(2026, 2, 1)) == ()
    sunday = replace(DUTY, on_date=date(2026, 3, 8), kind=DutyKind.OUT)
    assert problems_of(sunday) == []


def test_a_month_shows_every_working_day_and_its_gaps() -> None:
    days = rota_of(TODAY, [DUTY, replace(DUTY, id="d1", on_date=date(2026, 3, 3), is_active=False)], cast.calendar())
    assert len(days) == 22
    assert [one.day.day for one in days if not one.is_gap] == [2]
    assert rota_of(TODAY, [], cast.calendar(), since=date(2026, 3, 31)) == (RotaDay(day=date(2026, 3, 31)),)


def test_gaps_are_filled_in_turn_by_whoever_received_least() -> None:
    days = rota_of(TODAY, [replace(DUTY, post_id="a")], cast.calendar())
    found = fill_gaps(days, ["a", "b", "c"])
    assert len(found) == 21
    assert [who for _day, who in found[:5]] == ["b", "c", "a", "b", "c"]
    share = [sum(who == one for _day, who in found) + (one == "a") for one in "abc"]
    assert max(share) - min(share) <= 1
    assert fill_gaps(days, []) == ()


def test_a_gap_is_not_filled_by_somebody_who_is_elsewhere() -> None:
    days = rota_of(TODAY, [], cast.calendar())
    busy = {(one.day, "a") for one in days} | {(days[0].day, "b")}
    found = fill_gaps(days, ["a", "b"], busy=busy)
    assert found == tuple((one.day, "b") for one in days[1:])


@pytest.mark.parametrize("state", VisitState)
@pytest.mark.parametrize("to", VisitState)
def test_a_ticket_goes_on_only_as_the_table_says(state: VisitState, to: VisitState) -> None:
    visit = Visit(id="v", unit_id="u", on_date=TODAY, number=1, state=state, taken_at=cast.MONDAY)
    assert bool(step_problems(visit, to)) == (to not in NEXT_STATES.get(state, frozenset()))


def test_nobody_is_taken_in_before_being_received() -> None:
    befores = {state for state, following in NEXT_STATES.items() if VisitState.FILED in following}
    assert befores == {VisitState.RECEIVED}
