"""The rights desk in the console: only officers see it, it shows no value, and two of them erase."""

import pytest
from django.urls import reverse

from linli.actions import asking
from linli.actions.cases import file_case
from linli.actions.deciding import Filing, Office
from linli.actions.staff_sessions import PROVEN
from linli.store import cases
from tests import cast, offices
from tests.console.conftest import Seat, mistakes

PHONE = "000-3377"


def asked(office: Office) -> tuple[str, str]:
    """File a request for erasure; return its id and the stream it is about."""
    filed = offices.file(office, requester_phone=PHONE)
    given = {"category": "right.delete", "asked_as": "self"}
    request = asking.ask_by_receipt(office, filed.receipt, given, command_id=offices.command_id("q"), now=cast.MONDAY)
    return request.case_id, filed.stream


def number_of(office: Office, stream: str) -> str:
    """Return the number by which people know a matter."""
    kept = cases.open_case(office.county_id, stream)
    assert kept is not None
    return kept.state.number


@pytest.mark.parametrize("who", ["hu", "lei", "wei", "admin"])
def test_nobody_but_an_officer_finds_the_rights_desk(office: Office, seat: Seat, who: str) -> None:
    case_id, _ = asked(office)
    client = seat(who)
    for address in ("/console/rights", f"/console/rights/{case_id}"):
        assert client.get(address).status_code == 404


def test_a_matter_of_another_kind_is_no_request(office: Office, seat: Seat) -> None:
    filed = offices.file(office)
    assert seat("bao").get(f"/console/rights/{filed.case_id}").status_code == 404


def test_the_officer_sees_the_request_beside_the_matter_and_no_value(office: Office, seat: Seat) -> None:
    case_id, _ = asked(office)
    client = seat("bao")
    assert f"/console/rights/{case_id}" in client.get("/console/rights").content.decode()
    page = client.get(f"/console/rights/{case_id}").content.decode()
    assert "The matter concerned" in page and "Phone" in page and PHONE not in page


def test_a_matter_that_the_reader_may_not_know_is_named_by_nothing(office: Office, seat: Seat) -> None:
    unit, post = asking.officer_of(office, cast.GRID, cast.MONDAY)
    unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    fields = {
        "category": "right.access", "asked_as": "self", "area": cast.GRID, "channel": "web", "unit": unit, "post": post,
        "requester": "anonymous", "matter": unknown,
    }  # fmt: skip
    filing = Filing(command_id=offices.command_id("q"), procedure="data_right", fields=fields)
    filed = file_case(office, filing, actor=cast.actor("resident"), now=cast.MONDAY)
    page = seat("bao").get(f"/console/cases/{filed.case_id}").content.decode()
    assert "one that is not open to you" in page and unknown not in page


def test_the_page_of_a_request_names_its_matter_by_number_and_no_limit_but_its_own(office: Office, seat: Seat) -> None:
    """The promise is fifteen working days; the limits of categories bind reports alone."""
    case_id, stream = asked(office)
    matter = stream.partition("/")[2]
    number = number_of(office, stream)
    page = seat("bao").get(f"/console/cases/{case_id}").content.decode()
    assert f'<a href="/console/cases/{matter}"><span class="number">{number}</span></a>' in page
    assert f": {matter}" not in page
    limit = '<span class="facts__more">limit '
    assert "15 working days" in page and limit not in page
    assert limit in seat("hu").get(f"/console/cases/{matter}").content.decode()


def test_erasing_asks_for_a_fresh_proof_and_takes_two_officers(office: Office, seat: Seat) -> None:
    case_id, stream = asked(office)
    address = f"/console/rights/{case_id}/erase"
    given = {"legal_basis": "第四十七条", "reason": "本人要求"}
    client = seat("bao")
    session = client.session
    session[PROVEN] = 0
    session.save()
    assert client.post(address, given)["Location"].startswith(reverse("console:account_again"))
    client = seat("bao")
    assert "mistake-legal_basis" in mistakes(client, client.post(address, {"reason": "本人要求"}))
    assert client.post(address, given).status_code == 302
    assert cases.values_of(office.county_id, stream, fields=["requester_phone"])
    assert seat("an").post(address, {}).status_code == 302
    assert not cases.values_of(office.county_id, stream, fields=["requester_phone"])
