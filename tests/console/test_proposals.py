"""The pages of proposals: an administrator asks, somebody of another unit decides, and both read what became of it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.actions.staff_sessions import PROVEN
from linli.actions.wizard import open_district
from linli.domain.unit import Role
from linli.store import models
from linli.ui.moment import present
from tests import cast
from tests.actions.silent_ports import SILENT_PORTS
from tests.console.conftest import NOW, Seat, mistakes

ADDRESS = "/console/setup/of/post/one"
GIVEN = {"unit": "liuan", "role": "operator", "login": "newcomer", "person": "Newcomer"}
WHY = {"reason_class": "staff_change", "because": "Decision 9"}


@pytest.fixture
def opened(office: Office) -> Office:
    """The cast's county after its opening."""
    open_district(office, cast.POSTS["admin"], "open", NOW - timedelta(days=1))
    return open_office(SILENT_PORTS, office.county_id)


@pytest.fixture
def decider(seat: Seat) -> Callable[[str], Client]:
    """Sit down and prove once more who sits there."""

    def sit(name: str) -> Client:
        client = seat(name)
        session = client.session
        session[PROVEN] = present().timestamp()
        session.save()
        return client

    return sit


def proposed(seat: Seat) -> str:
    """Propose a post as the administrator; return the address of the proposal."""
    answer = seat("admin").post(ADDRESS, {**GIVEN, **WHY}, follow=True)
    found = re.search(r'href="(/console/setup/proposals/\w+)"', answer.content.decode())
    assert found is not None
    return found[1]


def holds(office: Office) -> bool:
    posts = open_office(SILENT_PORTS, office.county_id).directory.posts.values()
    return any((one.staff_id, one.role) == ("s-newcomer", Role.OPERATOR) for one in posts)


def test_a_form_that_needs_two_asks_why_and_says_so(opened: Office, seat: Seat) -> None:
    answer = seat("admin").post(ADDRESS, GIVEN)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Please choose a kind of reason." in shown and "Kind of reason" in shown
    assert "Giving somebody a post holds once a person of another unit agrees" in shown
    assert not holds(opened)


def test_before_the_opening_the_form_says_that_one_person_is_enough_and_saves(office: Office, seat: Seat) -> None:
    shown = seat("admin").get(ADDRESS).content.decode()
    assert "this still takes one person" in shown and "Kind of reason" not in shown
    assert "one administrator may still change everything alone" in seat("admin").get("/console/setup").content.decode()
    seat("admin").post(ADDRESS, GIVEN)
    assert holds(office)


def test_somebody_of_another_unit_reads_who_would_get_what_and_agrees(
    opened: Office, seat: Seat, decider: Callable[[str], Client]
) -> None:
    address = proposed(seat)
    assert not holds(opened)
    today = seat("bao").get("/console/").content.decode()
    assert "Proposals to decide" in today and address in today
    shown = decider("bao").get(address).content.decode()
    for words in ("Newcomer (newcomer)", "Operator", "Liuan", "Decision 9", "Staff come or go"):
        assert words in shown
    answer = decider("bao").post(f"{address}/decide", {"agree": "1"}, follow=True)
    assert "Agreed. It holds now." in answer.content.decode()
    assert holds(opened)
    assert "Bao" in seat("admin").get(address).content.decode()
    assert address not in seat("bao").get("/console/").content.decode()


def test_the_same_unit_is_refused_with_a_sentence_and_offered_no_button(
    opened: Office, seat: Seat, decider: Callable[[str], Client]
) -> None:
    address = proposed(seat)
    shown = decider("yuan").get(address).content.decode()
    assert "Somebody of another unit must agree." in shown and 'name="agree"' not in shown
    client = decider("yuan")
    assert "Somebody of another unit must agree." in mistakes(client, client.post(f"{address}/decide", {"agree": "1"}))
    assert not holds(opened)


def test_nobody_decides_without_proving_again_who_they_are(
    opened: Office, seat: Seat, decider: Callable[[str], Client]
) -> None:
    address = proposed(seat)
    client = decider("bao")
    session = client.session
    session[PROVEN] = (present() - timedelta(days=1)).timestamp()
    session.save()
    answer = client.post(f"{address}/decide", {"agree": "1"})
    assert answer.status_code == 302 and "/again" in answer["Location"]
    assert not holds(opened)


@pytest.mark.parametrize("who", ["hu", "wei", "lei", "jin"])
def test_who_decides_nothing_finds_no_proposal(who: str, opened: Office, seat: Seat) -> None:
    address = proposed(seat)
    for path in (address, f"{address}/decide", f"{address}/withdraw", "/console/setup/proposals"):
        assert seat(who).get(path).status_code == 404
        assert seat(who).post(path, {"agree": "1"}).status_code == 404


def test_a_refusal_needs_its_reason_and_the_proposer_reads_it(
    opened: Office, seat: Seat, decider: Callable[[str], Client]
) -> None:
    address, client = proposed(seat), decider("bao")
    assert "reason" in mistakes(client, client.post(f"{address}/decide", {"refuse": "1", "answer": ""})).lower()
    client.post(f"{address}/decide", {"refuse": "1", "answer": "No such decision"})
    assert "No such decision" in seat("admin").get(address).content.decode()
    assert not holds(opened)


def test_its_proposer_takes_it_back(opened: Office, seat: Seat) -> None:
    address = proposed(seat)
    assert "Taken back." in seat("admin").post(f"{address}/withdraw", follow=True).content.decode()
    assert models.Proposal.objects.get().verdict == "withdrawn"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_pages_show_in_both_languages(language: str, opened: Office, seat: Seat) -> None:
    address = proposed(seat)
    for path in ("/console/setup/proposals", address):
        answer = seat("admin", language=language).get(path)
        assert answer.status_code == 200
        assert ('lang="en"' in answer.content.decode()[:60]) == (language == "en")


@pytest.mark.parametrize(
    ("address", "given"),
    [
        ("/console/setup/duties?role=sector",
         {"role": "sector", "cell": ["green|minghe"], "unit": "housing"}),
        ("/console/setup/limits",
         {"cell": ["green||ordinary"], "length": "2", "unit": "working_day", "source": "区办"}),
        ("/console/setup/calendar/2027", {"off_days": "2027-01-01", "work_days": "", "notice": "国办"}),
        ("/console/setup/settings/public.figure_days", {"value": "60", "reason": "trial"}),
    ],
)  # fmt: skip
def test_every_form_of_a_rule_asks_for_its_class_and_then_proposes(
    address: str, given: dict[str, object], opened: Office, seat: Seat
) -> None:
    version = open_office(SILENT_PORTS, opened.county_id).directory.setup.version
    refused = seat("admin").post(address, given)
    assert refused.status_code == 422
    assert "Please choose a kind of reason." in refused.content.decode()
    assert seat("admin").post(address, {**given, **WHY}).status_code == 302
    assert models.Proposal.objects.count() == 1
    assert open_office(SILENT_PORTS, opened.county_id).directory.setup.version == version
