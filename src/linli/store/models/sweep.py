"""Sweeps of like places 举一反三 as rows: what lists read; the stream `sweep/<id>` says what is true."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class Sweep(models.Model):
    """One sweep, as the fold of its entries leaves it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    case_id = models.CharField(max_length=ID_LENGTH)
    """The hazard that it started from."""
    kind = models.CharField(max_length=32)
    area_path = models.CharField(max_length=200)
    overseer = models.CharField(max_length=ID_LENGTH)
    due_date = models.DateField()
    stage = models.CharField(max_length=12)
    places = models.PositiveIntegerField()
    checked = models.PositiveIntegerField()
    found = models.PositiveIntegerField()
    begun_at = models.DateTimeField()

    class Meta:
        db_table = "sweep"
        indexes = [
            models.Index(fields=["county", "-begun_at", "-id"], name="sweep_by_begin"),
            models.Index(fields=["county", "case_id"], name="sweep_of_case"),
        ]
