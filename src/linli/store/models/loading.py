"""Loading 导入: a file's batch, and what became of each of its rows."""

from django.db import models

from linli.store.models.county import ID_LENGTH


class LoadBatch(models.Model):
    """One file that was read in."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county_id = models.BigIntegerField()
    what = models.CharField(max_length=16)
    source = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    mapping_hash = models.CharField(max_length=64)
    rows_read = models.PositiveIntegerField(default=0)
    rows_kept = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "load_batch"


class LoadRow(models.Model):
    """One row of a source, by its own key: kept as something, or named with its reasons."""

    pk = models.CompositePrimaryKey("county_id", "source", "key")
    county_id = models.BigIntegerField()
    source = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    row_hash = models.CharField(max_length=64)
    batch_id = models.CharField(max_length=ID_LENGTH)
    line = models.PositiveIntegerField()
    made = models.CharField(max_length=80, blank=True)
    """Stream that the row became, or "" where it was refused."""
    reasons = models.JSONField()

    class Meta:
        db_table = "load_row"
