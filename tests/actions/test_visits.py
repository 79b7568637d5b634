"""A visit: a number without a name, called, received, taken in; the ticket leads to the answer."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from linli.actions import reception, visits
from linli.actions.deciding import Filing, Office
from linli.actions.reception import AskedDuty
from linli.domain.problems import Refused
from linli.domain.reception import DutyKind, VisitState
from linli.domain.unit import Role
from linli.store import models, streams
from linli.store.journal import load_states
from tests import cast, offices

NOW = cast.MONDAY
TODAY = date(2026, 3, 2)
HU, GU, DENG = cast.POSTS["hu"], cast.POSTS["gu"], cast.POSTS["deng"]


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def filing() -> Filing:
    fields = {key: value for key, value in cast.report().items() if key != "channel"}
    return Filing(command_id="typed", fields=fields)


def received(office: Office) -> visits.Ticket:
    ticket = visits.give_ticket(office, HU, now=NOW)
    visits.step_visit(office, HU, ticket.visit.id, "call", now=NOW)
    visits.step_visit(office, GU, ticket.visit.id, "receive", now=NOW)
    return ticket


def test_numbers_run_by_unit_and_day(office: Office) -> None:
    given = [visits.give_ticket(office, post, now=NOW).visit.number for post in (HU, HU, DENG)]
    tomorrow = visits.give_ticket(office, HU, now=NOW + timedelta(days=1)).visit.number
    assert (given, tomorrow) == ([1, 2, 1], 1)


def test_whoever_does_not_sit_at_the_window_gives_no_number_and_calls_none(office: Office) -> None:
    auditor = replace(HU, role=Role.AUDITOR)
    with pytest.raises(Refused) as refused:
        visits.give_ticket(office, auditor, now=NOW)
    assert refused.value.codes == ("not_yours",)
    ticket = visits.give_ticket(office, HU, now=NOW)
    with pytest.raises(Refused) as refused:
        visits.step_visit(office, auditor, ticket.visit.id, "call", now=NOW)
    assert refused.value.codes == ("not_found",)


def test_nobody_is_taken_in_before_being_received(office: Office) -> None:
    ticket = visits.give_ticket(office, HU, now=NOW)
    with pytest.raises(Refused) as refused:
        visits.take_in_visit(office, HU, ticket.visit.id, filing(), now=NOW)
    assert refused.value.codes == ("visit_not_now",)
    with pytest.raises(Refused) as refused:
        visits.step_visit(office, HU, ticket.visit.id, "receive", now=NOW)
    assert refused.value.codes == ("visit_not_now",)


@pytest.mark.parametrize("step", ["", "file", "filed", "nonsense"])
def test_no_other_word_moves_a_ticket(office: Office, step: str) -> None:
    ticket = visits.give_ticket(office, HU, now=NOW)
    with pytest.raises(Refused) as refused:
        visits.step_visit(office, HU, ticket.visit.id, step, now=NOW)
    assert refused.value.codes == ("not_found",)


def test_a_ticket_of_another_unit_does_not_exist(office: Office) -> None:
    ticket = visits.give_ticket(office, HU, now=NOW)
    assert visits.visit_of(office, DENG, ticket.visit.id) is None
    with pytest.raises(Refused) as refused:
        visits.step_visit(office, DENG, ticket.visit.id, "call", now=NOW)
    assert refused.value.codes == ("not_found",)


def test_a_visit_becomes_one_matter_and_its_ticket_leads_there(office: Office) -> None:
    ticket = received(office)
    filed = visits.take_in_visit(office, HU, ticket.visit.id, filing(), now=NOW)
    assert visits.take_in_visit(office, HU, ticket.visit.id, filing(), now=NOW) == filed
    state = load_states(office.county_id, [filed.stream])[filed.stream]
    assert state.channel == "visit"
    assert state.clocks["wait"].due_at > NOW
    shown = visits.ticket_shown(office, ticket.code)
    assert shown is not None
    assert (shown.visit.state, shown.receipt) == (VisitState.FILED, filed.receipt)


def test_the_ticket_tells_how_many_wait_before_it(office: Office) -> None:
    first, second, third = (visits.give_ticket(office, HU, now=NOW) for _ in range(3))
    visits.step_visit(office, HU, first.visit.id, "call", now=NOW)
    shown = visits.ticket_shown(office, third.code)
    assert shown is not None
    assert (shown.ahead, shown.now_called) == (1, 1)
    visits.step_visit(office, HU, second.visit.id, "left", now=NOW)
    shown = visits.ticket_shown(office, third.code)
    assert shown is not None
    assert shown.ahead == 0
    assert visits.ticket_shown(office, "0000-0000-0000-0000") is None


def test_whoever_does_not_come_when_called_waits_again(office: Office) -> None:
    ticket = visits.give_ticket(office, HU, now=NOW)
    visits.step_visit(office, HU, ticket.visit.id, "call", now=NOW)
    assert visits.step_visit(office, HU, ticket.visit.id, "back", now=NOW).state is VisitState.WAITING


def test_an_issue_raised_where_a_leader_has_gone_belongs_to_that_day(office: Office) -> None:
    asked = AskedDuty(
        on_date=TODAY, begins=time(14), ends=time(17), post_id=GU.id, place="桥东便民服务点", kind=DutyKind.OUT,
        area_path=cast.BRIDGE_EAST,
    )  # fmt: skip
    duty = reception.add_duty(office, HU, asked, now=NOW)
    ticket = visits.give_ticket(office, HU, duty_id=duty.id, now=NOW)
    assert ticket.visit.duty_id == duty.id
    for post, now in ((DENG, NOW), (HU, NOW + timedelta(days=1))):
        with pytest.raises(Refused):
            visits.give_ticket(office, post, duty_id=duty.id, now=now)


def test_the_hall_and_a_service_point_have_queues_of_their_own(office: Office) -> None:
    asked = AskedDuty(
        on_date=TODAY, begins=time(14), ends=time(17), post_id=GU.id, place="桥东便民服务点", kind=DutyKind.OUT,
        area_path=cast.BRIDGE_EAST,
    )  # fmt: skip
    duty = reception.add_duty(office, HU, asked, now=NOW)
    in_the_hall = [visits.give_ticket(office, HU, now=NOW) for _ in range(2)]
    there = visits.give_ticket(office, HU, duty_id=duty.id, now=NOW)
    visits.step_visit(office, HU, in_the_hall[0].visit.id, "call", now=NOW)
    shown = visits.ticket_shown(office, there.code)
    assert shown is not None
    assert (shown.ahead, shown.now_called) == (0, 0)


def test_nothing_of_a_visitor_is_kept_with_the_number(office: Office) -> None:
    """Of the code only a keyed hash is kept; the record holds a day, a number, posts and the matter."""
    ticket = received(office)
    filed = visits.take_in_visit(office, HU, ticket.visit.id, filing(), now=NOW)
    row = models.Visit.objects.values().get(pk=ticket.visit.id)
    entries = streams.entries_of(office.county_id, f"visit/{ticket.visit.id}")
    kept = f"{row} {[one.body() for one in entries]}"
    for word in (ticket.code, "13800000000", filed.receipt):
        assert word not in kept
    assert {key for one in entries for key in one.pub} == {"unit", "on_date", "number", "case"}
