"""Rooms 调解室 of a unit, and when each is taken: by which matter and from when to when, never by whom."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class Room(models.Model):
    """A room in which people sit together."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    unit = models.CharField(max_length=ID_LENGTH)
    name = models.CharField(max_length=60)
    where_words = models.CharField(max_length=120, blank=True)
    seats = models.IntegerField()
    is_step_free = models.BooleanField()
    is_active = models.BooleanField()
    entered_at = models.DateTimeField()
    post = models.CharField(max_length=ID_LENGTH)

    class Meta:
        db_table = "room"
        indexes = [models.Index(fields=["county", "unit"], name="room_by_unit")]


class RoomBooking(models.Model):
    """One stretch of time for which a room is taken; called off, it stays and counts no more."""

    pk = models.CompositePrimaryKey("county_id", "stream", "seq")
    county_id = models.BigIntegerField()
    stream = models.CharField(max_length=80)
    seq = models.IntegerField()
    """The entry by which the sitting was planned."""
    room = models.CharField(max_length=ID_LENGTH)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_active = models.BooleanField()

    class Meta:
        db_table = "room_booking"
        indexes = [models.Index(fields=["county_id", "room", "starts_at"], name="room_booking_by_time")]
