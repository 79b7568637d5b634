"""Sittings of a dispute: planned with a room in one transaction, called off, invited to as a calendar program reads it.

The move and the booking stand or fall together: no sitting is planned in a room that somebody else has.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from linli.actions.case_views import CaseView
from linli.actions.cases import move_within
from linli.actions.deciding import Office, answer_of, check_command_id, new_id
from linli.actions.seats import actor_at
from linli.domain.calendar_feed import Appointment, feed
from linli.domain.engine.context import Command
from linli.domain.problems import Problem, Refused
from linli.domain.room import Booking, Room, room_problems
from linli.domain.sittings import Sitting, SittingState, plan_problems, sittings_of
from linli.domain.unit import Post, Role, UnitKind
from linli.domain.wording import Language, Wording
from linli.store import journal, rooms

KEEPERS = frozenset({Role.MEDIATOR, Role.UNIT_HEAD, Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR})
"""Who enters rooms of the own unit."""
WITH_ROOMS = frozenset({UnitKind.MEDIATION_COMMITTEE, UnitKind.GOVERNANCE_CENTRE, UnitKind.COMMITTEE})
MINUTES_USUAL = 60
TAKEN_SHOWN_DAYS = 14
SUMMARY = Wording("人民调解 {number}", "Mediation {number}")
DESCRIPTION = Wording(
    "请带上与纠纷有关的材料。来不了请提前告诉我们。调解不收费;任何一方可以随时不再调解。",
    "Please bring what concerns the dispute. Tell us in time if you cannot come. Mediation is "
    "free; any party may end it at any time.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planning:
    """What whoever plans a sitting fills in."""

    command_id: str
    starts_at: datetime | None
    minutes: int | None
    room: str = ""
    kind: str = ""
    seen_seq: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """The rooms in reach of a matter, and when they are taken in the next two weeks."""

    rooms: tuple[Room, ...]
    taken: Mapping[str, tuple[Booking, ...]] = field(default_factory=dict)


def room_plan(office: Office, area: str, now: datetime) -> RoomPlan:
    """Return the rooms of the units at work where a matter lies."""
    units = [one.id for one in office.directory.units.values() if one.kind in WITH_ROOMS and _reaches(one, area)]
    found = rooms.rooms_of(office.county_id, units)
    until = now + timedelta(days=TAKEN_SHOWN_DAYS)
    taken: dict[str, tuple[Booking, ...]] = {}
    for one in rooms.bookings_between(office.county_id, [room.id for room in found], now, until):
        taken[one.room] = (*taken.get(one.room, ()), one)
    return RoomPlan(rooms=found, taken=taken)


def _reaches(unit: Any, area: str) -> bool:
    return bool(unit.is_active) and area.startswith(unit.area_path)


def moment_at(office: Office, day: str, clock: str) -> datetime | None:
    """Return a day and a time of day as they were typed, as a moment in the district's zone; None where one is none."""
    try:
        return datetime.combine(
            date.fromisoformat(day.strip()), time.fromisoformat(clock.strip()), tzinfo=office.directory.calendar.zone
        )
    except ValueError:
        return None


def plan_sitting(office: Office, view: CaseView, asked: Planning, now: datetime) -> Mapping[str, Any]:
    """Plan a sitting and take its room; the same command again gives the same answer.

    Raises Refused with every reason.
    """
    check_command_id(asked.command_id)
    problems = list(plan_problems(asked.starts_at, asked.minutes, now))
    plan = {room.id: room for room in room_plan(office, view.state.area, now).rooms}
    if asked.room and asked.room not in plan:
        problems.append(Problem("unknown_choice", at="room", params={"value": asked.room[:40]}))
    if problems or asked.starts_at is None:
        raise Refused(problems)
    fields = {
        "sitting_at": asked.starts_at, "sitting_minutes": asked.minutes, "room": asked.room,
        "session_kind": asked.kind,
    }  # fmt: skip
    command = _command(view, asked.command_id, "plan_sitting", fields, asked.seen_seq)
    with journal.one_transaction():
        known = journal.begin_command(office.county_id, command.id)
        if known is not None:
            return answer_of(known, command.body_hash(actor_at(view.post)))
        result = move_within(office, command, actor=actor_at(view.post), now=now)
        if asked.room:
            _book(office, view, asked, int(result["seq"]))
        return result


def _book(office: Office, view: CaseView, asked: Planning, seq: int) -> None:
    if asked.starts_at is None:
        raise ValueError("a sitting without a time books no room")
    ends_at = asked.starts_at + timedelta(minutes=asked.minutes or MINUTES_USUAL)
    booking = Booking(
        stream=view.state.stream, seq=seq, room=asked.room, starts_at=asked.starts_at, ends_at=ends_at
    )  # fmt: skip
    try:
        rooms.book(office.county_id, booking)
    except rooms.RoomTaken:
        raise Refused([Problem("room_taken", at="room")]) from None


def _command(
    view: CaseView, command_id: str, verb: str, fields: Mapping[str, Any], seen_seq: int | None = None
) -> Command:
    return Command(id=command_id, verb=verb, stream=view.state.stream, fields=fields, seen_seq=seen_seq)


def cancel_sitting(
    office: Office, view: CaseView, sitting: Sitting, *, reason: str, command_id: str, now: datetime
) -> Mapping[str, Any]:
    """Call a planned sitting off and let its room go; raises Refused with every reason."""
    check_command_id(command_id)
    if sitting.state is not SittingState.PLANNED:
        raise Refused([Problem("sitting_not_planned")])
    command = _command(view, command_id, "cancel_sitting", {"sitting": sitting.number, "reason": reason})
    with journal.one_transaction():
        known = journal.begin_command(office.county_id, command.id)
        if known is not None:
            return answer_of(known, command.body_hash(actor_at(view.post)))
        result = move_within(office, command, actor=actor_at(view.post), now=now)
        rooms.free_room(office.county_id, view.state.stream, sitting.seq)
        return result


def sitting_of(view: CaseView, number: int) -> Sitting | None:
    """Return the sitting of that number, or None."""
    return next((one for one in sittings_of(view.entries) if one.number == number), None)


def place_words(office: Office, room_id: str, language: Language) -> str:
    """Return where a sitting is: the room, its house and its unit; "" where no room was named."""
    room = rooms.room_called(office.county_id, room_id) if room_id else None
    unit = office.directory.units.get(room.unit) if room else None
    if room is None or unit is None:
        return ""
    words = (unit.name_en if language == "en" and unit.name_en else unit.name, room.where_words, room.name)
    return " ".join(one for one in words if one)


def invitation(office: Office, number: str, sitting: Sitting, *, language: Language, now: datetime) -> bytes:
    """Return one sitting as a calendar program takes it in; it names the matter's number and no person.

    A sitting that was called off takes itself out of the calendar again.
    """
    is_off = sitting.state is SittingState.CANCELLED
    appointment = Appointment(
        uid=f"{number}-{sitting.seq}",
        begins_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        title=SUMMARY.within(language).format(number=number),
        place=place_words(office, sitting.room, language),
        words=DESCRIPTION.within(language),
        sequence=int(is_off),
        is_off=is_off,
        is_private=True,
    )
    return feed([appointment], made_at=now)


def may_keep_rooms(office: Office, post: Post) -> bool:
    """Say whether `post` enters the rooms of its unit."""
    unit = office.directory.units.get(post.unit_id)
    return post.role in KEEPERS and unit is not None and unit.kind in WITH_ROOMS


def own_rooms(office: Office, post: Post) -> tuple[Room, ...]:
    """Return the rooms of the post's unit, also those out of use."""
    return rooms.rooms_of(office.county_id, [post.unit_id], only_active=False)


def enter_room(office: Office, post: Post, given: Mapping[str, str], now: datetime) -> Room:
    """Enter a room of the post's unit; raises Refused with every mistake."""
    if not may_keep_rooms(office, post):
        raise Refused([Problem("not_yours")])
    seats = given.get("seats", "").strip()
    number = int(seats) if seats.isascii() and seats.isdigit() and len(seats) < 7 else None
    name, where = given.get("name", "").strip(), given.get("where_words", "").strip()
    if problems := room_problems(name, where, number):
        raise Refused(problems)
    if any(one.name == name for one in own_rooms(office, post)):
        raise Refused([Problem("room_known", at="name")])
    room = Room(
        id=new_id(now), unit=post.unit_id, name=name, seats=number or 0, where_words=where,
        is_step_free=given.get("is_step_free", "") == "1",
    )  # fmt: skip
    rooms.add_room(office.county_id, room, post=post.id, now=now)
    return room


def switch_room(office: Office, post: Post, room_id: str, *, is_active: bool) -> None:
    """Take one of the unit's rooms out of use, or back; raises Refused `not_found`."""
    if not may_keep_rooms(office, post) or room_id not in {one.id for one in own_rooms(office, post)}:
        raise Refused([Problem("not_found")])
    rooms.set_room_active(office.county_id, room_id, is_active=is_active)
