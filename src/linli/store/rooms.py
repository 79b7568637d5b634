"""Rooms and bookings: kept with the move that plans a sitting, refused by the database where two would overlap."""

from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from linli.domain.room import Booking, Room
from linli.store import models


class RoomTaken(Exception):
    """Somebody else has the room at that time."""


def rooms_of(county_id: int, units: Collection[str], *, only_active: bool = True) -> tuple[Room, ...]:
    """Return the rooms of `units`, by unit and name."""
    rows = models.Room.objects.filter(county_id=county_id, unit__in=list(units))
    if only_active:
        rows = rows.filter(is_active=True)
    return tuple(_room(one) for one in rows.order_by("unit", "name", "id"))


def room_called(county_id: int, room_id: str) -> Room | None:
    """Return one room, in use or not, or None."""
    found = models.Room.objects.filter(county_id=county_id, id=room_id).first()
    return _room(found) if found else None


def add_room(county_id: int, room: Room, *, post: str, now: datetime) -> None:
    """Enter a room."""
    models.Room.objects.create(
        id=room.id, county_id=county_id, unit=room.unit, name=room.name, where_words=room.where_words,
        seats=room.seats, is_step_free=room.is_step_free, is_active=True, entered_at=now, post=post,
    )  # fmt: skip


def set_room_active(county_id: int, room_id: str, *, is_active: bool) -> None:
    """Take a room out of use, or back into it; what was planned in it stays."""
    models.Room.objects.filter(county_id=county_id, id=room_id).update(is_active=is_active)


def bookings_between(
    county_id: int, room_ids: Collection[str], since: datetime, until: datetime
) -> tuple[Booking, ...]:
    """Return the standing bookings of rooms that touch a stretch of time, in its order."""
    rows = models.RoomBooking.objects.filter(
        county_id=county_id, room__in=list(room_ids), is_active=True, starts_at__lt=until, ends_at__gt=since
    ).order_by("starts_at", "room")
    return tuple(
        Booking(stream=one.stream, seq=one.seq, room=one.room, starts_at=one.starts_at, ends_at=one.ends_at)
        for one in rows
    )


def book(county_id: int, booking: Booking) -> None:
    """Take a room within the caller's transaction; raises RoomTaken, and leaves that transaction usable."""
    try:
        with transaction.atomic():
            models.RoomBooking.objects.create(
                county_id=county_id, stream=booking.stream, seq=booking.seq, room=booking.room,
                starts_at=booking.starts_at, ends_at=booking.ends_at, is_active=True,
            )  # fmt: skip
    except IntegrityError as error:
        raise RoomTaken from error


def free_room(county_id: int, stream: str, seq: int) -> None:
    """Let a room go that was taken for a sitting; one without a room needs nothing."""
    models.RoomBooking.objects.filter(county_id=county_id, stream=stream, seq=seq).update(is_active=False)


def free_rooms(county_id: int, stream: str) -> None:
    """Let every room go that was taken for a matter, within the caller's transaction."""
    models.RoomBooking.objects.filter(county_id=county_id, stream=stream, is_active=True).update(is_active=False)


def _room(row: models.Room) -> Room:
    return Room(
        id=row.id, unit=row.unit, name=row.name, seats=row.seats, where_words=row.where_words,
        is_step_free=row.is_step_free, is_active=row.is_active,
    )  # fmt: skip
