"""That nobody may retaliate stands on every page by which somebody reports, follows, rates or asks for a right.

Source: 信访工作条例 (2022) arts. 5 and 46.
"""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from linli.actions import service_guides, visits
from linli.actions.deciding import Office
from linli.actions.deputy_feedback import feedback_code
from linli.actions.dispute_parties import party_token
from linli.actions.seats import SESSION_POST
from linli.actions.staff_sessions import TWO
from linli.domain.privacy_notice import NO_RETALIATION
from linli.public.access_table import access_table
from linli.store.staff import account_of
from tests import cast, disputes, offices
from tests.actions.test_services import DESK, GUIDE
from tests.public import test_services as services
from tests.public import test_suggestions as suggestions
from tests.public.conftest import body, command_of, filled, visitor_in

NO_PAGES = {"report_photo", "report_forget", "matter_photo", "matter_paper", "your_copy", "party_sitting"}
"""A photo, a press, a paper as it was issued, a package, an entry for a calendar."""
ALSO = (
    "report_place", "follow", "channels", "public_reception", "mediation", "service_stuck", "service_apply",
    "service_desk",
)  # fmt: skip
"""Open to everybody, and the beginning of a way to report, to follow or to rate."""
AT_THE_COUNTER = ("phone", "intake", "right_new")
"""Where staff take in what somebody says."""
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def now() -> datetime:
        return cast.MONDAY

    public = ("channels", "mediation", "party", "reception", "suggestions", "your_data")
    for module in ("linli.console.seat", *(f"linli.public.{one}" for one in public)):
        monkeypatch.setattr(f"{module}.present", now)
    yield


def words_in(language: str) -> str:
    return NO_RETALIATION.zh if language == "zh" else NO_RETALIATION.en


def browser_in(language: str) -> Client:
    return visitor_in("zh-Hans" if language == "zh" else "en")


def paths() -> list[str]:
    """Every page of the public face by which somebody reports, follows or asks, as the access table knows them."""
    bound = [name for name, access in access_table().items() if access != "public"]
    return [name for name in (*ALSO, *bound) if name not in NO_PAGES]


def test_the_pages_are_those_that_somebody_without_a_script_walks_through() -> None:
    assert paths() == [
        *ALSO, "report_what", "report_check", "report_done", "matter", "your_data", "service_taken",
        "deputy_feedback", "party", "ticket",
    ]  # fmt: skip


def arguments(office: Office) -> dict[str, list[str]]:
    """What leads to the pages that are somebody's own: each is made here as it comes about, and a guide with a desk."""
    hu, now = cast.POSTS["hu"], cast.MONDAY
    service_guides.save_desk(office, hu, DESK, now=now)
    service_guides.save_guide(office, hu, GUIDE, now=now)
    code = offices.file(office).receipt
    stuck = services.taken(
        visitor_in("en"), "/services/stuck", category="service.many_trips", words="跑了三趟", requester_phone="000-5555"
    )  # fmt: skip
    dispute, suggestion = disputes.asked(office), suggestions.answered(office)
    return {
        "matter": [code], "your_data": [code], "service_taken": [stuck], "service_apply": ["food-licence"],
        "service_desk": ["hall-1"], "ticket": [visits.give_ticket(office, hu, now=now).code],
        "party": [party_token(office, disputes.seen(office, dispute).state, disputes.party(office, dispute, "a"))],
        "deputy_feedback": [suggestion, feedback_code(office, suggestion, "d1")],
    }  # fmt: skip


@LANGUAGES
def test_every_public_page_of_a_report_and_of_a_right_says_it(office: Office, language: str) -> None:
    visitor, known = browser_in(language), arguments(office)
    missing = []
    for name in paths():
        if name == "report_what":
            filled(visitor)
        if name == "report_done":
            visitor.post("/report/check/", {"command_id": command_of(visitor)})
        address = reverse(name, args=known.get(name, []))
        answer = visitor.get(address)
        assert answer.status_code == 200, name
        if words_in(language) not in body(answer):
            missing.append(name)
    assert missing == []


@LANGUAGES
@pytest.mark.parametrize("name", AT_THE_COUNTER)
def test_every_page_on_which_staff_take_something_in_says_it(office: Office, language: str, name: str) -> None:
    client, post = browser_in(language), cast.POSTS["hu"]
    account = account_of(post.staff_id or "")
    assert account is not None
    client.force_login(account)
    session = client.session
    session[SESSION_POST], session[TWO] = post.id, True
    session.save()
    assert words_in(language) in body(client.get(reverse(f"console:{name}")))
