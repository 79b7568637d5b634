"""Looks 查看记录: who opened what and why. Only ever added to, in one chain for each county."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.store.models.county import ID_LENGTH


class AccessRecord(models.Model):
    """One look, broken glass, review or alert, with its place in the county's chain."""

    pk = models.CompositePrimaryKey("county_id", "seq")
    county_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    id = models.CharField(max_length=ID_LENGTH)
    kind = models.CharField(max_length=8)
    at = models.DateTimeField()
    stream = models.CharField(max_length=80)
    post = models.CharField(max_length=ID_LENGTH)
    unit = models.CharField(max_length=ID_LENGTH)
    role = models.CharField(max_length=32)
    staff = models.CharField(max_length=ID_LENGTH)
    """Pseudonym of whoever sat at the post; names stay in the table of staff."""
    subject = models.CharField(max_length=24, blank=True)
    fields = ArrayField(models.CharField(max_length=70))
    reason = models.CharField(max_length=24, blank=True)
    words = models.CharField(max_length=200, blank=True)
    face = models.CharField(max_length=12)
    glass = models.CharField(max_length=ID_LENGTH, blank=True)
    told = ArrayField(models.CharField(max_length=ID_LENGTH))
    amount = models.PositiveIntegerField()
    request = models.CharField(max_length=40, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "access_record"
        constraints = [
            models.UniqueConstraint(
                fields=["county_id", "request", "subject"], name="look_asked_once", condition=~Q(request="")
            ),
            models.UniqueConstraint(fields=["county_id", "id"], name="look_id_once"),
        ]
        indexes = [
            models.Index(fields=["county_id", "stream", "-seq"], name="look_by_stream"),
            models.Index(fields=["county_id", "post", "-at"], name="look_by_post"),
            models.Index(fields=["county_id", "staff", "-seq"], name="look_by_staff"),
            models.Index(fields=["county_id", "glass"], name="look_by_glass", condition=~Q(glass="")),
            models.Index(fields=["county_id", "-seq"], name="look_told_of", condition=~Q(kind="look")),
        ]


class AccessHead(models.Model):
    """The end of a county's chain: what the next record follows, and the row that orders writers."""

    county_id = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "access_head"
