"""Somebody is told when their own sign-in changes: at their post, and by e-mail where there is an address."""

import random
from dataclasses import replace
from typing import Any

import pytest

from linli.actions import load_staff, staffing
from linli.actions.account_news import AccountChange, tell_change, tell_new_browser
from linli.actions.deciding import Office
from linli.actions.hand_over import hand_over, open_work
from linli.actions.notices import notices_for
from linli.actions.office import open_office
from linli.actions.outbox import deliver_due
from linli.domain.delimited import RawRecord
from linli.store import second_factors
from linli.store.models import Notice, Outbox, Staff
from linli.store.staff import StaffMember, account_of, save_staff
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

NOW, HU = cast.MONDAY, cast.POSTS["hu"]
PSEUDONYM = HU.staff_id or ""


class Postbox:
    """Keeps what was sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []

    def send(self, *, to: str, subject: str, text: str, key: str) -> None:
        self.sent.append((to, subject, text))


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def office(db: None, postbox: Postbox) -> Office:
    county_id = offices.set_up_office().county_id
    save_staff([StaffMember(username="hu.min", pseudonym=PSEUDONYM, name="胡", email="hu@example.org")])
    return open_office(replace(SILENT_PORTS, mail=postbox, public_url="https://linli.example"), county_id)


def delivered(office: Office) -> None:
    assert deliver_due(office, now=NOW, chance=random.Random(1)).failed == 0


@pytest.mark.parametrize("change", AccountChange)
def test_a_change_is_told_at_the_post_and_by_mail(change: AccountChange, office: Office, postbox: Postbox) -> None:
    tell_change(office, PSEUDONYM, change, now=NOW)
    delivered(office)
    for language, words in (("zh", change.value.zh), ("en", change.value.en)):
        (notice,) = notices_for(office, HU, language=language)
        assert words in notice.text
        assert notice.is_for_sign_in and notice.is_new and not notice.case_id
    ((to, subject, text),) = postbox.sent
    assert (to, subject) == ("hu@example.org", "您的账号有变动")
    assert change.value.zh in text
    assert text.endswith("https://linli.example/console/account\n")


def test_only_the_person_is_told(office: Office) -> None:
    tell_new_browser(office, PSEUDONYM, "Firefox · Windows", now=NOW)
    delivered(office)
    assert list(Notice.objects.values_list("post_id", flat=True)) == [HU.id]
    colleagues = [one for one in office.directory.posts_of(HU.unit_id, NOW) if one.id != HU.id]
    assert colleagues
    assert [notices_for(office, one, language="zh") for one in colleagues] == [()] * len(colleagues)


def test_without_an_address_the_post_alone_is_told_and_without_a_post_the_address_alone(
    office: Office, postbox: Postbox
) -> None:
    save_staff([StaffMember(username="free", pseudonym="s-free", name="x", email="free@example.org")])
    Staff.objects.filter(username="hu.min").update(email="")
    tell_new_browser(office, PSEUDONYM, "", now=NOW)
    tell_new_browser(office, "s-free", "", now=NOW)
    delivered(office)
    assert Notice.objects.count() == 1
    assert [to for to, _, _ in postbox.sent] == ["free@example.org"]
    assert "未识别的浏览器" in postbox.sent[0][2]


def test_a_demo_seat_is_told_nothing(office: Office) -> None:
    Staff.objects.filter(username="hu.min").update(is_demo=True)
    tell_change(office, PSEUDONYM, AccountChange.PASSWORD, now=NOW)
    assert not Outbox.objects.exists()


def test_a_new_address_is_told_at_the_former_one_too(office: Office, postbox: Postbox) -> None:
    def load(email: str) -> None:
        rows = (("username", "name", "unit", "role", "e-mail"), ("hu.min", "胡", *post_cells(), email))
        records = [RawRecord(line=number, cells=cells) for number, cells in enumerate(rows, 1)]
        assert load_staff.load_staff(office, records, now=NOW).plan.problems == ()

    def post_cells() -> tuple[str, Any]:
        return office.directory.units[HU.unit_id].key, HU.role.wording.zh

    load("hu@example.org")
    assert not Outbox.objects.exists()
    load("stranger@example.org")
    delivered(office)
    assert [to for to, _, _ in postbox.sent] == ["hu@example.org", "stranger@example.org"]
    assert "电子邮箱已更换" in postbox.sent[0][2]


def test_lost_factors_taken_away_by_an_administrator_are_told(office: Office, postbox: Postbox) -> None:
    account = account_of(PSEUDONYM)
    assert account is not None
    staffing.clear_factors(office, cast.POSTS["admin"], HU, now=NOW)
    assert not Outbox.objects.exists()
    second_factors.new_recovery_codes(account.pk, NOW)
    staffing.clear_factors(office, cast.POSTS["admin"], HU, now=NOW)
    delivered(office)
    assert "管理员取消了第二种验证方式" in postbox.sent[0][2]


def test_what_was_told_about_an_account_goes_to_no_successor(office: Office) -> None:
    tell_change(office, PSEUDONYM, AccountChange.PASSWORD, now=NOW)
    delivered(office)
    successor = next(one for one in open_work(office, HU, NOW).successors)
    assert open_work(office, HU, NOW).notices == 0
    hand_over(office, cast.POSTS["admin"], HU, successor.id, now=NOW)
    assert notices_for(office, successor, language="zh") == ()
