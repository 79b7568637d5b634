"""Notes from one shift to the next and drives with the loudspeaker car: what was written stands beside the entries."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from linli.store.models.county import ID_LENGTH, County


class ShiftNote(models.Model):
    """One note of a shift."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    post = models.CharField(max_length=ID_LENGTH)
    starts_at = models.DateTimeField()
    """When the writer's shift began."""
    written_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "shift_note"
        indexes = [
            models.Index(fields=["county", "unit", "starts_at"], name="shift_note_of_shift"),
            models.Index(fields=["county", "post", "id"], name="shift_note_of_post"),
        ]


class Broadcast(models.Model):
    """One drive with the loudspeaker car."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=12)
    places = ArrayField(models.CharField(max_length=ID_LENGTH))
    is_void = models.BooleanField()

    class Meta:
        db_table = "broadcast"
        indexes = [models.Index(fields=["county", "-started_at", "-id"], name="broadcast_listed")]
