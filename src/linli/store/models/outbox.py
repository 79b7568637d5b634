"""The outbox: what must happen outside after a commit, at least once; and in-app notices."""

from django.db import models
from django.db.models import Q

from linli.store.models.county import ID_LENGTH


class Outbox(models.Model):
    """One thing to send; its key makes a repetition recognisable."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county_id = models.BigIntegerField()
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=24)
    payload = models.JSONField()
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "outbox"
        indexes = [models.Index(fields=["not_before"], name="outbox_due", condition=Q(done_at__isnull=True))]


class Notice(models.Model):
    """A message shown in the console to a unit's post, or to the whole unit."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county_id = models.BigIntegerField()
    unit_id = models.CharField(max_length=ID_LENGTH)
    post_id = models.CharField(max_length=ID_LENGTH, blank=True)
    case_id = models.CharField(max_length=ID_LENGTH)
    template = models.CharField(max_length=40)
    params = models.JSONField()
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notice"
        indexes = [models.Index(fields=["county_id", "unit_id", "-created_at"], name="notice_by_unit")]
