"""Consents and notices: which words somebody saw, what they agreed to for each purpose, and taking it back."""

import pytest

from linli.actions import consenting, rights
from linli.actions.deciding import Office
from linli.domain.privacy_notice import FOLLOW_UP_CALLS, MESSAGES, NOTICES, OPTIONAL_PURPOSES, Form
from linli.domain.problems import Refused
from linli.store import consents
from tests import cast, offices


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


def test_a_call_afterwards_is_not_agreed_to_by_leaving_a_number(office: Office) -> None:
    stream = offices.file(office).stream
    assert not consenting.may_call_afterwards(office, stream)
    assert consenting.agreed_to(office, stream) == {MESSAGES: True, FOLLOW_UP_CALLS: False}


@pytest.mark.parametrize("agreed", [(), (MESSAGES,), (FOLLOW_UP_CALLS,), (MESSAGES, FOLLOW_UP_CALLS), ("adverts",)])
def test_each_purpose_is_answered_by_itself(office: Office, agreed: tuple[str, ...]) -> None:
    stream = offices.file(office).stream
    consenting.remember_report(office, stream, agreed=agreed, now=cast.MONDAY)
    assert consenting.agreed_to(office, stream) == {key: key in agreed for key in OPTIONAL_PURPOSES}
    assert "adverts" not in consents.of_stream(office.county_id, stream)


def test_a_call_at_the_phone_desk_asks_for_calls_and_leaves_messages_as_they_were(office: Office) -> None:
    stream = offices.file(office).stream
    consenting.remember_call(office, stream, may_call=True, now=cast.MONDAY)
    assert consenting.agreed_to(office, stream) == {MESSAGES: True, FOLLOW_UP_CALLS: True}
    assert consenting.notices_seen(office, stream) == (NOTICES[Form.PHONE].version,)


def test_consent_to_calls_is_taken_back_and_given_again_by_the_receipt(office: Office) -> None:
    filed = offices.file(office)
    consenting.remember_call(office, filed.stream, may_call=True, now=cast.MONDAY)
    for is_given in (False, True, False):
        consenting.withdraw_consent(office, filed.receipt, FOLLOW_UP_CALLS, is_given=is_given, now=cast.MONDAY)
        assert consenting.may_call_afterwards(office, filed.stream) is is_given
    with pytest.raises(Refused):
        consenting.withdraw_consent(office, filed.receipt, "adverts", is_given=True, now=cast.MONDAY)


def test_the_notice_beside_a_rating_is_kept_beside_that_of_the_report(office: Office) -> None:
    filed = offices.file(office)
    consenting.remember_report(office, filed.stream, agreed=(), now=cast.MONDAY)
    consenting.remember_rating(office, filed.stream, cast.MONDAY)
    found = rights.about_me(office, filed.receipt)
    assert found is not None
    assert found.notices == (NOTICES[Form.REPORT].version, NOTICES[Form.RATING].version)
