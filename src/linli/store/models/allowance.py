"""Allowances 额度, and reports that wait for their turn or for a person."""

from django.db import models

from linli.store.models.county import ID_LENGTH


class Allowance(models.Model):
    """Until when one bucket is used up; its key is a hash with a salt of the day, and the table survives no crash."""

    bucket = models.CharField(max_length=80, primary_key=True)
    used_until = models.DateTimeField()

    class Meta:
        db_table = "allowance"


class HeldReport(models.Model):
    """A report that is filed and not yet shown to those who take it in; the matter itself holds everything else."""

    pk = models.CompositePrimaryKey("county_id", "case_id")
    county_id = models.BigIntegerField()
    case_id = models.CharField(max_length=ID_LENGTH)
    reasons = models.CharField(max_length=60)
    held_at = models.DateTimeField()
    until = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=ID_LENGTH, blank=True)
    """The post that let it in, "" where its time had come."""

    class Meta:
        db_table = "held_report"
        indexes = (
            models.Index(fields=["county_id", "until"], name="held_waiting", condition=models.Q(released_at=None)),
        )
