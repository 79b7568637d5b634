"""Consents in the console: a call afterwards is asked for at phone and window, and said where it is missing."""

import re

import pytest
from django.test import Client

from linli.actions.deciding import Office
from linli.domain.privacy_notice import FOLLOW_UP_CALLS, MESSAGES, NOTICE, NOTICES, Form
from linli.store import consents, models
from tests import cast, offices
from tests.console.conftest import Seat, mistakes
from tests.console.test_phone import GIVEN as CALL
from tests.public.conftest import play_to_the_end

VISIT = {
    "channel": "visit", "words": "路灯坏了", "category": "municipal.street_lamp", "area_typed": "桥东 第1网格",
    "requester": "known", "requester_phone": "000-5555-0002", "urgency": "ordinary", "command": "f" * 32,
}  # fmt: skip
PAGES = [("/console/phone", CALL), ("/console/desk/new", VISIT)]
WARNING = "did not agree to be called afterwards"


def newest() -> str:
    return f"case/{models.Case.objects.order_by('-filed_at', '-id')[0].id}"


@pytest.mark.parametrize(("address", "given"), PAGES, ids=["phone", "window"])
@pytest.mark.parametrize("ticked", [False, True])
def test_the_notice_told_and_the_answer_about_a_call_afterwards_are_kept(
    office: Office, seat: Seat, address: str, given: dict[str, str], ticked: bool
) -> None:
    asked = {**given, **({FOLLOW_UP_CALLS: "1"} if ticked else {})}
    assert seat("hu").post(address, asked).status_code == 302
    kept = consents.of_stream(office.county_id, newest())
    assert kept[NOTICE][0] == NOTICES[Form.PHONE].version
    assert (kept[FOLLOW_UP_CALLS][1] is None) is ticked and MESSAGES not in kept


@pytest.mark.parametrize(("address", "given"), PAGES, ids=["phone", "window"])
def test_it_is_never_ticked_beforehand_and_stays_ticked_when_the_form_is_refused(
    office: Office, seat: Seat, address: str, given: dict[str, str]
) -> None:
    def box(shown: str) -> str:
        [found] = re.findall(rf'<input id="field-{FOLLOW_UP_CALLS}"[^>]*>', shown)
        return found

    client: Client = seat("hu")
    assert "checked" not in box(client.get(address).content.decode())
    refused = client.post(address, {**given, "words": "", FOLLOW_UP_CALLS: "1"})
    assert "checked" in box(mistakes(client, refused))


@pytest.mark.parametrize("agreed", [None, False, True])
@pytest.mark.parametrize("verb", ["follow_up", "rate_by_proxy"])
def test_the_page_of_a_follow_up_says_when_the_person_did_not_agree(
    office: Office, seat: Seat, verb: str, agreed: bool | None
) -> None:
    filed = offices.file(office)
    play_to_the_end(office, filed.stream)
    if agreed is not None:
        given = {"version": NOTICES[Form.PHONE].version, "is_given": agreed, "now": cast.MONDAY}
        consents.change(office.county_id, filed.stream, FOLLOW_UP_CALLS, **given)
    page = seat("hui").get(f"/console/cases/{filed.case_id}/do/{verb}").content.decode()
    assert (WARNING in page) is (agreed is not True)
