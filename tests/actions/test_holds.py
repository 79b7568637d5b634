"""Legal holds: put by an officer with a document, in the journal, visible; another lifts them."""

from datetime import timedelta

import pytest

from linli.actions import asking, holds, retention
from linli.actions.deciding import FiledCase, Office
from linli.domain.problems import Refused
from linli.store import cases
from tests import cast, offices

PHONE = "000-4472"
COURT = "(2026)冀 0102 民初 1 号"
LATER = cast.MONDAY + timedelta(days=2)
OVER = LATER + timedelta(days=731)
GIVEN = {"hold_document": COURT, "reason": "诉讼未结"}


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def ended(office: Office) -> FiledCase:
    """A report that was withdrawn at once, so that its period runs."""
    filed = offices.file(office, requester_phone=PHONE)
    offices.move(office, filed.stream, "resident", "withdraw", at=LATER)
    return filed


def hold(office: Office, filed: FiledCase, who: str = "bao", **changes: str) -> None:
    given = {**GIVEN, **changes}
    holds.hold_number(office, cast.POSTS[who], filed.number, given, command_id=offices.command_id("h"), now=LATER)


def lift(office: Office, filed: FiledCase, who: str, reason: str = "已结案") -> None:
    holds.lift(office, cast.POSTS[who], filed.case_id, reason, command_id=offices.command_id("l"), now=OVER)


def mistakes(refused: "pytest.ExceptionInfo[Refused]") -> set[tuple[str, str]]:
    return {(one.code, one.at) for one in refused.value.problems}


@pytest.mark.parametrize("who", ["hu", "wei", "ren", "admin", "cha", "hui", "gu", "lei"])
def test_nobody_but_the_officer_and_the_coordinator_holds_or_lifts(office: Office, who: str) -> None:
    filed = ended(office)
    for verb, given in ((holds.HOLD, GIVEN), (holds.LIFT, {"reason": "解除"})):
        with pytest.raises(Refused) as refused:
            offices.move(office, filed.stream, who, verb, at=LATER, **given)
        assert "not_yours" in {one.code for one in refused.value.problems}


def test_a_hold_without_a_matter_a_document_and_a_reason_is_refused_with_all_of_it(office: Office) -> None:
    bao = cast.POSTS["bao"]
    for number, code in (("没有这件", "not_found"), (" ", "required")):
        with pytest.raises(Refused) as refused:
            holds.hold_number(office, bao, number, {"reason": "字" * 501}, command_id="h", now=LATER)
        assert mistakes(refused) == {(code, "number"), ("required", "hold_document"), ("too_long", "reason")}
    filed = ended(office)
    with pytest.raises(Refused) as refused:
        hold(office, filed, hold_document=" ", reason="")
    assert mistakes(refused) == {("required", "hold_document"), ("required", "reason")}


def test_a_sealed_matter_is_not_found_by_its_number_by_whoever_may_not_know_of_it(office: Office) -> None:
    sealed = asking.ask_by_receipt(
        office, ended(office).receipt, {"category": "right.access", "asked_as": "self"},
        command_id=offices.command_id("s"), now=LATER,
    )  # fmt: skip
    offices.move(office, sealed.stream, "system", "escalate_lapsed", at=LATER)
    with pytest.raises(Refused) as refused:
        hold(office, sealed)
    assert mistakes(refused) == {("not_found", "number")}


def test_retention_leaves_a_held_matter_until_somebody_else_lifts_it(office: Office) -> None:
    filed = ended(office)
    hold(office, filed)
    assert retention.erase_due(office, OVER) == 0
    assert [one.held_for for one in retention.summary(office, OVER).held] == [COURT]
    with pytest.raises(Refused) as refused:
        lift(office, filed, "bao")
    assert {one.code for one in refused.value.problems} == {"acted_before"}
    with pytest.raises(Refused) as refused:
        lift(office, filed, "an", reason=" ")
    assert mistakes(refused) == {("required", "reason")}
    lift(office, filed, "an")
    assert holds.held_matters(office, cast.POSTS["bao"]) == ()
    assert retention.erase_due(office, OVER) == 1


@pytest.mark.parametrize("when", ["before the proposal", "between the two officers"])
def test_erasing_on_request_is_refused_with_the_document(office: Office, when: str) -> None:
    filed = ended(office)
    why = {"legal_basis": "第四十七条", "reason": "本人要求"}
    if when == "before the proposal":
        hold(office, filed)
        with pytest.raises(Refused) as refused:
            offices.move(office, filed.stream, "bao", "erase", at=LATER, **why)
    else:
        offices.move(office, filed.stream, "bao", "erase", at=LATER, **why)
        hold(office, filed)
        with pytest.raises(Refused) as refused:
            offices.move(office, filed.stream, "an", "agree", at=LATER, proposal="erase")
    assert [(one.code, one.params) for one in refused.value.problems] == [("legal_hold", {"document": COURT})]
    assert cases.values_of(office.county_id, filed.stream, fields=["requester_phone"])


def test_a_hold_stands_in_the_journal_with_its_document_and_the_reason_is_no_part_of_the_entry(office: Office) -> None:
    filed = ended(office)
    hold(office, filed)
    with pytest.raises(Refused) as refused:
        hold(office, filed, who="an")
    assert {one.code for one in refused.value.problems} == {"done_already"}
    lift(office, filed, "an")
    kept = cases.open_case(office.county_id, filed.stream)
    assert kept is not None
    put, ended_by = kept.entries[-2:]
    assert (put.type, put.pub["hold_document"], put.actor["post"]) == ("case.hold_erasure", COURT, "p-bao")
    assert "reason" in put.com and "reason" not in put.pub
    assert (ended_by.type, ended_by.actor["post"]) == ("case.lift_hold", "p-an")


def test_what_is_held_is_listed_with_its_document_and_whose_hold_it_is(office: Office) -> None:
    filed = ended(office)
    hold(office, filed)
    [own] = holds.held_matters(office, cast.POSTS["bao"])
    [others] = holds.held_matters(office, cast.POSTS["an"])
    assert (own.number, own.document, own.unit, own.is_own) == (filed.number, COURT, "u-protection", True)
    assert not others.is_own
