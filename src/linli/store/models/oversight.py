"""Oversight rounds 巡察 as rows: what lists read; the stream `oversight/<id>` says what is true."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from linli.store.models.county import ID_LENGTH, County


class OversightRound(models.Model):
    """One round, as the fold of its entries leaves it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    """The team's unit."""
    area_path = models.CharField(max_length=200)
    title = models.CharField(max_length=60)
    """Staff-written, like 2026年第一轮巡察."""
    starts_date = models.DateField()
    ends_date = models.DateField()
    stage = models.CharField(max_length=16)
    visited = ArrayField(models.CharField(max_length=ID_LENGTH))
    """Ids of the units it visits."""
    findings = models.PositiveSmallIntegerField()
    handed_over = models.PositiveSmallIntegerField()
    notice_number = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "oversight_round"
        indexes = [
            models.Index(fields=["county", "-starts_date", "-id"], name="oversight_by_start"),
            models.Index(fields=["county", "unit", "-starts_date", "-id"], name="oversight_of_team"),
            models.Index(
                fields=["county", "-starts_date", "-id"],
                name="oversight_on_site",
                condition=models.Q(stage="on_site"),
            ),
            GinIndex(fields=["visited"], name="oversight_visited"),
        ]
