"""The installation's secret is turned over: receipts, repeated forms, loaded rows and second factors go on working."""

from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings

from linli.actions.cases import file_case
from linli.actions.deciding import Office, receipt_hashes
from linli.actions.phone_desk import case_named
from linli.actions.public_views import open_by_receipt
from linli.config.second_factor import seal, unseal
from linli.domain.problems import Refused
from linli.store import journal
from linli.store.cases import case_of_receipt
from tests import cast, offices

pytestmark = pytest.mark.django_db
NEW_KEY, NEW_SECRET = "another-key" * 5, b"another-secret" * 3


@pytest.fixture
def office() -> Office:
    return offices.set_up_office()


def turned_over(office: Office, *, is_kept: bool = True) -> Office:
    """The same office under a new secret, with or without the former one."""
    before = (office.ports.secret,) if is_kept else ()
    return replace(office, ports=replace(office.ports, secret=NEW_SECRET, secrets_before=before))


def turn_key(mocked: pytest.MonkeyPatch, *, is_kept: bool = True) -> None:
    """Do the same to the settings' key."""
    mocked.setattr(settings, "SECRET_KEY_FALLBACKS", [settings.SECRET_KEY] if is_kept else [])
    mocked.setattr(settings, "SECRET_KEY", NEW_KEY)


def test_without_the_former_secret_a_receipt_of_before_opens_nothing(office: Office) -> None:
    filed = offices.file(office)
    lost = turned_over(office, is_kept=False)
    assert case_of_receipt(*receipt_hashes(filed.receipt, lost.ports)) is None
    assert case_named(lost, filed.receipt) == ""


def test_a_receipt_of_before_opens_its_matter_at_every_door(office: Office) -> None:
    filed = offices.file(office)
    later = turned_over(office)
    assert case_of_receipt(*receipt_hashes(filed.receipt, later.ports)) == (office.county_id, filed.case_id)
    assert case_named(later, filed.receipt) == filed.case_id
    assert open_by_receipt(later, filed.receipt, cast.MONDAY) is not None


def test_a_receipt_of_after_needs_the_new_secret_only(office: Office) -> None:
    filed = offices.file(turned_over(office))
    later = turned_over(office, is_kept=False)
    assert case_of_receipt(*receipt_hashes(filed.receipt, later.ports)) == (office.county_id, filed.case_id)
    assert case_of_receipt(*receipt_hashes(filed.receipt, office.ports)) is None


def test_a_form_sent_again_after_the_turn_gives_the_same_receipt(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = offices.filing()
    filed = file_case(office, given, actor=cast.actor("resident"), now=cast.MONDAY)
    turn_key(monkeypatch)
    assert file_case(turned_over(office), given, actor=cast.actor("resident"), now=cast.MONDAY) == filed
    turn_key(monkeypatch, is_kept=False)
    with pytest.raises(Refused, match="command_conflict"):
        file_case(turned_over(office), given, actor=cast.actor("resident"), now=cast.MONDAY)


def test_a_kept_digest_is_known_under_a_former_key_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = journal.kept_hash("digest")
    turn_key(monkeypatch)
    assert journal.kept_hash("digest") != kept
    assert journal.is_kept_hash(kept, "digest") and not journal.is_kept_hash(kept, "other")
    assert not journal.is_kept_hash("", "digest")


def test_a_second_factor_opens_under_a_former_key_and_is_sealed_under_the_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sealed = seal("JBSWY3DP")
    turn_key(monkeypatch)
    assert unseal(sealed) == "JBSWY3DP"
    fresh = seal("JBSWY3DP")
    monkeypatch.setattr(settings, "SECRET_KEY_FALLBACKS", [])
    assert unseal(fresh) == "JBSWY3DP"
    with pytest.raises(InvalidTag):
        unseal(sealed)
