"""Sittings and rooms: no two in one room at one time, and an invitation that a calendar program understands."""

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from icalendar import Calendar

from linli.actions.deciding import FiledCase, Office
from linli.actions.dispute_parties import Deed, move_by_party, party_token
from linli.actions.outbox import deliver_due
from linli.actions.sittings import (
    Planning,
    cancel_sitting,
    enter_room,
    invitation,
    may_keep_rooms,
    moment_at,
    plan_sitting,
    room_plan,
    sitting_of,
    switch_room,
)
from linli.domain.problems import Refused
from linli.domain.room import Room
from linli.domain.sittings import SittingState, sittings_of
from linli.domain.unit import Role
from linli.store.rooms import RoomTaken, book, bookings_between
from tests import cast, disputes, offices

NOW = cast.MONDAY
AT = NOW + timedelta(days=2)


@pytest.fixture
def office(db: None) -> Office:
    return offices.set_up_office()


@pytest.fixture
def room(office: Office) -> Room:
    given = {"name": "一号调解室", "where_words": "便民服务中心二楼", "seats": "12", "is_step_free": "1"}
    return enter_room(office, cast.POSTS["tiao"], given, NOW)


class Gateway:
    """A gateway for short messages that keeps what it was given."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def send(self, *, to: str, text: str, key: str) -> None:
        """Keep the message."""
        self.sent.append((to, text))


def planning(**changes: Any) -> Planning:
    return Planning(**{"command_id": offices.command_id("plan"), "starts_at": AT, "minutes": 60, **changes})


def plan(office: Office, filed: FiledCase, **changes: Any) -> None:
    plan_sitting(office, disputes.seen(office, filed), planning(**changes), NOW)


def refused(office: Office, filed: FiledCase, **changes: Any) -> tuple[str, ...]:
    before = disputes.seen(office, filed).state.seq
    with pytest.raises(Refused) as caught:
        plan(office, filed, **changes)
    assert disputes.seen(office, filed).state.seq == before
    return caught.value.codes


def test_a_room_is_entered_once_with_every_mistake_named(office: Office, room: Room) -> None:
    for given, wrong in (({}, ["name", "seats"]), ({"name": room.name, "seats": "4"}, ["name"])):
        with pytest.raises(Refused) as caught:
            enter_room(office, cast.POSTS["tiao"], given, NOW)
        assert [one.at for one in caught.value.problems] == wrong
    assert not may_keep_rooms(office, cast.POSTS["song"])
    with pytest.raises(Refused):
        switch_room(office, cast.POSTS["hu"], room.id, is_active=False)


def test_whoever_keeps_no_rooms_enters_none_and_closes_none(office: Office, room: Room) -> None:
    auditor = replace(cast.POSTS["tiao"], role=Role.AUDITOR)
    with pytest.raises(Refused) as caught:
        enter_room(office, auditor, {"name": "二号调解室", "seats": "4"}, NOW)
    assert caught.value.codes == ("not_yours",)
    with pytest.raises(Refused) as caught:
        switch_room(office, auditor, room.id, is_active=False)
    assert caught.value.codes == ("not_found",)


def test_two_sittings_never_meet_in_one_room(office: Office, room: Room) -> None:
    first, second = disputes.mediating(office), disputes.mediating(office)
    plan(office, first, room=room.id)
    for shift in (-30, 0, 30):
        assert refused(office, second, room=room.id, starts_at=AT + timedelta(minutes=shift)) == ("room_taken",)
    plan(office, second, room=room.id, starts_at=AT + timedelta(hours=1))
    (one, other) = bookings_between(office.county_id, [room.id], NOW, NOW + timedelta(days=9))
    assert one.ends_at == other.starts_at
    with pytest.raises(RoomTaken):
        book(office.county_id, one)


def test_a_sitting_called_off_lets_its_room_go(office: Office, room: Room) -> None:
    first, second = disputes.mediating(office), disputes.mediating(office)
    plan(office, first, room=room.id)
    view = disputes.seen(office, first)
    (sitting,) = sittings_of(view.entries)
    with pytest.raises(Refused):
        cancel_sitting(office, view, sitting, reason="", command_id="x1", now=NOW)
    cancel_sitting(office, view, sitting, reason="一方住院", command_id="x2", now=NOW)
    plan(office, second, room=room.id)
    view = disputes.seen(office, first)
    (gone,) = sittings_of(view.entries)
    assert gone.state is SittingState.CANCELLED
    with pytest.raises(Refused) as caught:
        cancel_sitting(office, view, gone, reason="又取消", command_id="x3", now=NOW)
    assert caught.value.codes == ("sitting_not_planned",)


def test_a_dispute_that_ends_calls_its_sittings_off_and_lets_their_rooms_go(office: Office, room: Room) -> None:
    first, second = disputes.mediating(office), disputes.mediating(office)
    plan(office, first, room=room.id)
    link = party_token(office, disputes.seen(office, first).state, disputes.party(office, first, "b"))
    move_by_party(office, link, Deed(command_id="enough-of-it", verb="withdraw"), NOW)
    assert sittings_of(disputes.seen(office, first).entries)[0].state is SittingState.CANCELLED
    plan(office, second, room=room.id)
    (booked,) = bookings_between(office.county_id, [room.id], NOW, NOW + timedelta(days=9))
    assert booked.stream == second.stream


def sent(office: Office, filed: FiledCase, command_id: str) -> list[tuple[str, str]]:
    """Who was written to of a first sitting: by which number, with which words."""
    gateway = Gateway()
    reached = replace(office, ports=replace(office.ports, sms=gateway))
    plan_sitting(reached, disputes.seen(office, filed), planning(command_id=command_id), NOW)
    deliver_due(reached, now=NOW + timedelta(days=1), chance=random.Random(1))
    return [(to, text) for to, text in gateway.sent if "约定" in text or "定于" in text]


def test_every_party_that_left_a_number_hears_of_a_sitting_once_and_by_its_own_words(office: Office) -> None:
    filed = disputes.registered(office)
    offices.move(office, filed.stream, "tiao", "add_party", party="c", party_name="王某", party_phone="000-55550003")
    offices.move(office, filed.stream, "tiao", "add_party", party="d", party_name="钱某", party_phone="打他儿子电话")
    offices.move(office, filed.stream, "tiao", "ask_consent")
    for part in ("p1", "p2", "p3", "p4"):
        disputes.part_move(office, filed, part)
    told = sent(office, filed, "plan-once")
    told.sort()
    assert [to for to, _text in told] == ["000-55550001", "000-55550003"]
    assert "您申请的调解" in told[0][1] and "您参加的调解" in told[1][1]
    assert not any(name in text for _to, text in told for name in (*disputes.NAMES.values(), "王某", "钱某"))


def test_the_same_press_twice_plans_once(office: Office, room: Room) -> None:
    filed = disputes.mediating(office)
    asked = planning(room=room.id)
    for _press in range(2):
        plan_sitting(office, disputes.seen(office, filed), asked, NOW)
    assert len(sittings_of(disputes.seen(office, filed).entries)) == 1


def test_a_plan_with_mistakes_names_them_all(office: Office) -> None:
    filed = disputes.mediating(office)
    everything = refused(office, filed, starts_at=None, minutes=0, room="nowhere")
    assert everything == ("sitting_time_missing", "too_small", "unknown_choice")
    assert refused(office, filed, starts_at=NOW) == ("sitting_in_the_past",)
    assert refused(office, disputes.asked(office)) == ("stage_forbids", "quorum_missing")
    assert moment_at(office, "2026-02-30", "14:00") is None and moment_at(office, "2026-03-10", "late") is None


def test_a_room_out_of_use_is_offered_no_more(office: Office, room: Room) -> None:
    assert [one.id for one in room_plan(office, cast.GRID, NOW).rooms] == [room.id]
    assert room_plan(office, cast.FAR_GRID, NOW).rooms == ()
    switch_room(office, cast.POSTS["tiao"], room.id, is_active=False)
    assert room_plan(office, cast.GRID, NOW).rooms == ()
    assert refused(office, disputes.mediating(office), room=room.id) == ("unknown_choice",)


def test_an_invitation_is_read_by_an_outside_program_and_names_nobody(office: Office, room: Room) -> None:
    filed = disputes.mediating(office)
    plan(office, filed, room=room.id)
    sitting = sitting_of(disputes.seen(office, filed), 1)
    assert sitting is not None
    written = invitation(office, filed.number, sitting, language="zh", now=NOW)
    assert all(len(line) <= 75 for line in written.split(b"\r\n")) and written.endswith(b"END:VCALENDAR\r\n")
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    assert event.decoded("dtstart") == AT and event.decoded("dtend") == AT + timedelta(hours=1)
    assert "一号调解室" in event["location"] and filed.number in event["summary"]
    assert not any(name in written.decode() for name in disputes.NAMES.values())
