"""A post that is ended or changed signs its holder out, however the set-up learned of it; nobody else is."""

from dataclasses import replace

import pytest
from django.test import Client

from linli.actions import staffing
from linli.actions.deciding import Office
from linli.actions.load_staff import load_staff
from linli.actions.proposals import apply_workbook
from linli.actions.setup_sheets import save_changes
from linli.domain.delimited import RawRecord
from linli.domain.problems import Refused
from linli.domain.setup_records import Record
from linli.domain.unit import Role
from linli.store import first_links
from linli.store.models import FirstLink, StaffSession
from linli.store.staff import StaffMember, account_of, save_staff
from tests import cast, offices
from tests.actions.test_setup_sheets import book, send

NOW = cast.MONDAY
ADMIN, SONG, WEI = (cast.POSTS[name] for name in ("admin", "song", "wei"))
PEOPLE = {"song": SONG, "weimin": WEI, "admin": ADMIN}


@pytest.fixture
def office(db: None) -> Office:
    found = offices.set_up_office()
    for name, post in PEOPLE.items():
        save_staff([StaffMember(username=name, pseudonym=post.staff_id or "", name=name)])
        account = account_of(post.staff_id or "")
        assert account is not None
        Client().force_login(account)
    first_links.new_link(SONG.staff_id or "", NOW)
    return found


def signed_in() -> set[str]:
    return set(StaffSession.objects.values_list("staff__username", flat=True))


def row(office: Office, name: str, role: Role, *, ended: str = "") -> list[str]:
    """A row of the sheet of posts."""
    post = PEOPLE[name]
    unit = office.directory.units[post.unit_id]
    return [unit.key, role.wording.zh, "", "", name, name, "", ended]


@pytest.mark.parametrize(
    ("record", "is_link_gone"),
    [
        (replace(SONG, ended_at=NOW), True), (replace(SONG, staff_id="s-somebody-else"), True),
        (replace(SONG, staff_id=None), True), (replace(SONG, role=Role.LIAISON), False),
        (replace(SONG, area_path=cast.GRID), False), (replace(SONG, unit_id=cast.POSTS["kong"].unit_id), False),
    ],
    ids=["ended", "given to another", "vacant", "another role", "another area", "another unit"],
)  # fmt: skip
def test_whoever_loses_a_post_or_gets_another_one_is_signed_out(
    record: Record, is_link_gone: bool, office: Office
) -> None:
    save_changes(office, ADMIN, (record,), NOW)
    assert signed_in() == {"weimin", "admin"}
    assert FirstLink.objects.exists() is not is_link_gone


@pytest.mark.parametrize("record", [SONG, replace(SONG, title="别的称呼"), replace(WEI, id="p-new", staff_id="s-song")])
def test_a_change_that_takes_nothing_away_signs_nobody_out(record: Record, office: Office) -> None:
    save_changes(office, ADMIN, (record,), NOW)
    assert signed_in() == set(PEOPLE)


def test_a_sheet_that_ends_a_post_signs_its_holder_out(office: Office) -> None:
    sheet = book(post=[row(office, "song", SONG.role, ended="2026-03-01")])
    assert send(office, sheet).problems == ()
    apply_workbook(office, ADMIN, NOW)
    assert signed_in() == {"weimin", "admin"}


def test_a_table_of_staff_that_ends_a_post_signs_its_holder_out(office: Office) -> None:
    unit = office.directory.units[SONG.unit_id].key
    rows = (
        ("username", "name", "unit", "role", "until"),
        ("song", "song", unit, SONG.role.wording.zh, "2026-03-01"),
    )
    found = load_staff(office, [RawRecord(line=number, cells=one) for number, one in enumerate(rows, 1)], now=NOW)
    assert found.plan.problems == ()
    assert signed_in() == {"weimin", "admin"}


def test_an_administrator_ends_every_session_of_somebody_who_stays_and_nobody_else_does(office: Office) -> None:
    account = account_of(SONG.staff_id or "")
    assert account is not None
    Client().force_login(account)
    for other in ("wei", "hu", "pan", "song"):
        with pytest.raises(Refused):
            staffing.end_sessions(office, cast.POSTS[other], SONG)
    assert staffing.end_sessions(office, ADMIN, SONG) == 2
    assert signed_in() == {"weimin", "admin"}
    assert SONG.is_active(NOW)
