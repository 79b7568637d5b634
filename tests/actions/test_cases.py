"""Filing and moving: everything wrong is said at once, the same command again gives the same answer."""

from datetime import timedelta

import pytest

from linli.actions.cases import file_case, move_case, move_case_on
from linli.actions.deciding import Filing, Office, receipt_hash
from linli.domain.engine.context import Command
from linli.domain.problems import Refused
from linli.store import journal
from linli.store.cases import case_of_receipt, find_case
from tests import cast, offices
from tests.offices import command_id, filing

pytestmark = pytest.mark.django_db
RESIDENT = cast.actor("resident")
HU = cast.actor("hu")
NOW = cast.MONDAY


@pytest.fixture
def office() -> Office:
    return offices.set_up_office()


def codes_of_filing(office: Office, given: Filing) -> tuple[str, ...]:
    with pytest.raises(Refused) as refused:
        file_case(office, given, actor=RESIDENT, now=NOW)
    return refused.value.codes


def test_a_filing_names_every_mistake_at_once(office: Office) -> None:
    assert set(codes_of_filing(office, filing(category="nonsense", channel="pigeon", area=""))) == {
        "unknown_choice",
        "place_needed",
    }


@pytest.mark.parametrize("bad", ["", "x" * 81, "a\0b", "a\nb"])
def test_an_id_that_cannot_be_kept_is_refused_and_not_a_failure(office: Office, bad: str) -> None:
    given = Filing(command_id=bad, fields=cast.report())
    assert codes_of_filing(office, given) == ("bad_text",)
    with pytest.raises(Refused, match="bad_text"):
        move_case(office, Command(id=bad, verb="register", stream="case/x"), actor=HU, now=NOW)


@pytest.mark.parametrize("key", ["灯", "a\0", "\ud800"])
def test_a_field_that_nobody_asked_for_is_named_whatever_it_is_called(office: Office, key: str) -> None:
    assert "unknown_field" in codes_of_filing(office, filing(**{key: "x"}))


def test_a_case_that_does_not_exist_cannot_be_moved(office: Office) -> None:
    with pytest.raises(Refused, match="not_found"):
        offices.move(office, "case/none", "hu", "register")


@pytest.mark.parametrize("other", ["case/none", "a\0b", "x" * 500, ""])
def test_a_case_that_cannot_be_named_is_refused_and_not_a_failure(office: Office, other: str) -> None:
    stream = offices.file(office).stream
    with pytest.raises(Refused):
        offices.move(office, stream, "hu", "merge", merge_class="same_thing", other_case=other, reason="同一件事")


def test_the_same_id_for_something_else_is_a_conflict(office: Office) -> None:
    given = filing()
    filed = file_case(office, given, actor=RESIDENT, now=NOW)
    changed = Filing(command_id=given.command_id, fields=cast.report(words="别的"))
    assert codes_of_filing(office, changed) == ("command_conflict",)
    with pytest.raises(Refused, match="command_conflict"):
        file_case(office, given, actor=HU, now=NOW)
    with pytest.raises(Refused, match="command_conflict"):
        move_case(office, Command(id=given.command_id, verb="register", stream=filed.stream), actor=HU, now=NOW)


def test_moves_made_together_are_all_made_or_none(office: Office) -> None:
    stream = offices.file(office).stream
    right = Command(id=command_id(), verb="register", stream=stream)
    wrong = Command(id=command_id(), verb="close", stream=stream)
    with pytest.raises(Refused):
        move_case_on(office, (right, wrong), actor=HU, now=NOW)
    assert journal.load_states(office.county_id, [stream])[stream].seq == 1
    assert journal.known_command(office.county_id, right.id) is None


def test_moves_made_together_are_on_one_case(office: Office) -> None:
    pair = (Command(id="a", verb="note", stream="case/1"), Command(id="b", verb="note", stream="case/2"))
    with pytest.raises(ValueError, match="one case"):
        move_case_on(office, pair, actor=HU, now=NOW)


def test_the_same_filing_again_gives_the_same_answer_later_too(office: Office) -> None:
    given = filing()
    first = file_case(office, given, actor=RESIDENT, now=NOW)
    assert file_case(office, given, actor=RESIDENT, now=NOW + timedelta(days=400)) == first
    assert journal.load_states(office.county_id, [first.stream])[first.stream].seq == 1


def test_the_same_move_again_gives_the_same_answer_also_within_one_request(office: Office) -> None:
    stream = offices.file(office).stream
    command = Command(id=command_id(), verb="register", stream=stream)
    answer = move_case_on(office, (command, command), actor=HU, now=NOW)
    assert answer == {"stream": stream, "seq": 2}
    offices.move(office, stream, "pan", "dispatch", unit=cast.UNITS["city-management"].id)
    assert move_case(office, command, actor=HU, now=NOW) == answer


def test_a_filed_case_is_found_by_number_and_by_receipt(office: Office) -> None:
    filed = offices.file(office)
    line = find_case(office.county_id, filed.number)
    assert line is not None and line.id == filed.case_id
    assert filed.number.startswith("柳岸-2026-")
    found = case_of_receipt(receipt_hash(filed.receipt, office.ports.secret))
    assert found == (office.county_id, filed.case_id)


def test_a_move_before_the_last_one_happens_after_it(office: Office) -> None:
    stream = offices.file(office, at=NOW).stream
    offices.move(office, stream, "hu", "register", at=NOW - timedelta(hours=3))
    assert journal.load_states(office.county_id, [stream])[stream].moved_at == NOW
