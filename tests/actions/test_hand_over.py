"""Leaving a post: its open work goes to a successor by real moves, or the post does not end."""

from dataclasses import replace

import pytest
from django.test import Client

from linli.actions import hand_over as leaving
from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.domain.problems import Refused
from linli.store import cases, setup
from linli.store.models import Case, Entry, Notice, StaffSession
from linli.store.staff import StaffMember, account_of, save_staff
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

ADMIN, WEI, SONG = (cast.POSTS[name] for name in ("admin", "wei", "song"))


@pytest.fixture
def office(db: None) -> Office:
    found = offices.set_up_office()
    save_staff([StaffMember(username="wei", pseudonym=WEI.staff_id or "", name="Wei")])
    return found


def held_by_wei(office: Office) -> str:
    stream = offices.file(office).stream
    offices.move(office, stream, "hu", "register")
    offices.move(office, stream, "pan", "dispatch", unit=WEI.unit_id, post=WEI.id)
    return stream


def holder(office: Office, stream: str) -> tuple[str, str]:
    kept = cases.open_case(office.county_id, stream)
    assert kept is not None
    return kept.state.holder.unit, kept.state.holder.post


def fresh(office: Office) -> Office:
    return open_office(SILENT_PORTS, office.county_id)


@pytest.mark.parametrize("who", ["hu", "song", "wei", "deng", "gu"])
def test_whoever_is_neither_administrator_nor_head_of_the_unit_ends_no_post(who: str, office: Office) -> None:
    with pytest.raises(Refused) as refused:
        leaving.hand_over(office, cast.POSTS[who], WEI, SONG.id, now=cast.MONDAY)
    assert refused.value.codes == ("not_found",)


@pytest.mark.parametrize(
    ("successor", "code"), [("", "successor_needed"), ("p-hu", "successor_wrong"), ("p-wei", "successor_wrong"),
                            ("p-nobody", "successor_wrong")],
)  # fmt: skip
def test_open_work_without_a_fitting_successor_keeps_the_post_open(successor: str, code: str, office: Office) -> None:
    stream = held_by_wei(office)
    with pytest.raises(Refused) as refused:
        leaving.hand_over(office, ADMIN, WEI, successor, now=cast.MONDAY)
    assert refused.value.codes == (code,)
    assert holder(office, stream) == (WEI.unit_id, WEI.id)
    assert fresh(office).directory.posts[WEI.id].is_active(cast.MONDAY)


def test_every_open_matter_goes_to_the_successor_by_an_entry_of_its_own_and_the_post_ends(office: Office) -> None:
    streams = [held_by_wei(office) for _ in range(3)]
    before = Entry.objects.count()
    work = leaving.open_work(office, WEI, cast.MONDAY)
    assert len(work.matters) == 3
    assert SONG in work.successors
    assert leaving.hand_over(office, ADMIN, WEI, SONG.id, now=cast.MONDAY) == 3
    assert [holder(office, one) for one in streams] == [(WEI.unit_id, SONG.id)] * 3
    assert Entry.objects.count() == before + 4
    assert Entry.objects.filter(stream=streams[0]).latest("seq").type == "case.succeed"
    assert not fresh(office).directory.posts[WEI.id].is_active(cast.MONDAY)
    assert not Case.objects.filter(holder_post=WEI.id, is_final=False).exists()


def test_the_head_of_a_unit_ends_posts_of_that_unit_only(office: Office) -> None:
    head = replace(cast.POSTS["song"], id="p-head", role=leaving.Role.UNIT_HEAD, staff_id="s-head")
    assert leaving.may_end(office, head, WEI)
    assert not leaving.may_end(office, head, head)
    assert not leaving.may_end(office, head, cast.POSTS["hu"])


def test_notices_go_along_and_every_session_of_the_holder_ends(office: Office) -> None:
    held_by_wei(office)
    client = Client()
    account = account_of(WEI.staff_id or "")
    assert account is not None
    client.force_login(account)
    assert StaffSession.objects.filter(staff=account).count() == 1
    Notice.objects.create(
        id="n1", county_id=office.county_id, unit_id=WEI.unit_id, post_id=WEI.id, case_id="c", template="t", params={},
        created_at=cast.MONDAY,
    )  # fmt: skip
    leaving.hand_over(office, ADMIN, WEI, SONG.id, now=cast.MONDAY)
    assert Notice.objects.get(pk="n1").post_id == SONG.id
    assert not StaffSession.objects.filter(staff=account).exists()
    assert client.get("/console/")["Location"].startswith("/accounts/login/")


def test_a_duty_and_a_unit_that_named_the_post_name_its_successor(office: Office) -> None:
    """Otherwise the next matter would go to somebody who has left."""
    duty = replace(office.directory.setup.duties[3], post_id=WEI.id)
    unit = replace(office.directory.units[WEI.unit_id], head_post_id=WEI.id)
    setup.save_records(office.county_id, [duty, unit], actor=offices.SYSTEM, now=cast.MONDAY)
    leaving.hand_over(fresh(office), ADMIN, WEI, SONG.id, now=cast.MONDAY)
    found = fresh(office).directory
    assert [one.post_id for one in found.setup.duties if one.id == duty.id] == [SONG.id]
    assert found.units[WEI.unit_id].head_post_id is None


def test_a_post_without_open_work_ends_without_a_successor(office: Office) -> None:
    assert leaving.hand_over(office, ADMIN, WEI, "", now=cast.MONDAY) == 0
    assert not fresh(office).directory.posts[WEI.id].is_active(cast.MONDAY)


def test_a_post_that_has_ended_cannot_end_again(office: Office) -> None:
    leaving.hand_over(office, ADMIN, WEI, "", now=cast.MONDAY)
    ended = setup.directory_of(office.county_id).posts[WEI.id]
    with pytest.raises(Refused):
        leaving.hand_over(fresh(office), ADMIN, ended, "", now=cast.MONDAY)
