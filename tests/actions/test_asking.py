"""Asking for a right at the counter: who may, by what a matter is named, every mistake at once, and the receipt."""

from datetime import timedelta

import pytest

from linli.actions import asking
from linli.actions.deciding import FiledCase, Office
from linli.domain.privacy_notice import NOTICE, NOTICES, Form
from linli.domain.problems import Refused
from linli.store import cases, consents
from tests import cast, offices

NOW = cast.MONDAY + timedelta(hours=1)
GIVEN = {"channel": "visit", "category": "right.access", "asked_as": "self"}


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def ask(office: Office, who: str = "hu", **changes: str) -> FiledCase:
    return asking.ask_at_counter(
        office, cast.POSTS[who], {**GIVEN, **changes}, command_id=offices.command_id("counter"), now=NOW
    )


def mistakes(refused: "pytest.ExceptionInfo[Refused]") -> set[tuple[str, str]]:
    return {(one.code, one.at) for one in refused.value.problems}


def test_everything_wrong_is_told_at_once(office: Office) -> None:
    with pytest.raises(Refused) as refused:
        ask(office, channel="web", category="", asked_as="", matter="没有这件", words="字" * 6001)
    assert mistakes(refused) == {
        ("unknown_choice", "channel"), ("required", "category"), ("required", "asked_as"), ("not_found", "matter"),
        ("too_long", "words"),
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        ask(office, category="right.everything", asked_as="neighbour")
    assert mistakes(refused) == {("unknown_choice", "category"), ("unknown_choice", "asked_as")}


@pytest.mark.parametrize("who", ["wei", "ren", "admin", "cha", "tiao"])
def test_who_takes_nothing_in_takes_no_request_down(office: Office, who: str) -> None:
    with pytest.raises(Refused) as refused:
        ask(office, who)
    assert "not_yours" in {one.code for one in refused.value.problems}


@pytest.mark.parametrize("who", ["hu", "pan", "yuan", "hui", "bao"])
def test_a_request_taken_down_lies_with_the_officer_and_has_its_clock(office: Office, who: str) -> None:
    filed = ask(office, who, requester_phone="000-4481")
    kept = cases.open_case(office.county_id, filed.stream)
    assert kept is not None and kept.state.holder.unit == "u-protection"
    assert (kept.state.channel, kept.state.requester, kept.state.clocks["doing"].amount) == ("visit", "known", 15)
    seen = consents.of_stream(office.county_id, filed.stream)
    assert seen[NOTICE][0] == NOTICES[Form.DATA_RIGHT].version


def test_a_matter_is_named_by_its_receipt_however_written_or_by_a_number_the_post_may_list(office: Office) -> None:
    matter = offices.file(office)
    for named in (matter.receipt, matter.receipt.lower().replace("-", " "), matter.number):
        kept = cases.open_case(office.county_id, ask(office, matter=named).stream)
        assert kept is not None and kept.entries[0].pub["matter"] == matter.case_id
    with pytest.raises(Refused) as refused:
        ask(office, "deng", matter=matter.number)
    assert mistakes(refused) == {("not_found", "matter")}, "another street's desk does not learn that it exists"
    kept = cases.open_case(office.county_id, ask(office, "deng", matter=matter.receipt).stream)
    assert kept is not None and kept.state.area == cast.DONGTANG, "whoever holds the receipt may ask anywhere"


def test_without_a_matter_it_is_about_whatever_is_kept(office: Office) -> None:
    kept = cases.open_case(office.county_id, ask(office).stream)
    assert kept is not None and "matter" not in kept.entries[0].pub and kept.state.area == cast.LIUAN
