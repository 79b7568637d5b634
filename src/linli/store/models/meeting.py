"""Sittings of joint meetings 联席会议 as rows: what lists read; the stream `meeting/<id>` says what is true."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class Meeting(models.Model):
    """One sitting, as the fold of its entries leaves it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=80)
    """A room, staff-written."""
    chair = models.CharField(max_length=ID_LENGTH)
    stage = models.CharField(max_length=16)
    items = models.PositiveSmallIntegerField()
    orders = models.PositiveSmallIntegerField()
    minutes_number = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "meeting"
        indexes = [models.Index(fields=["county", "unit", "-starts_at", "-id"], name="meeting_of_unit")]
