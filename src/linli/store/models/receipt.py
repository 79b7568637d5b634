"""Receipts 回执: a hash of the code leads to its case; look-ups are counted so that guessing is slow."""

from django.db import models

from linli.store.models.county import ID_LENGTH


class Receipt(models.Model):
    """What a resident holds; the code itself is not stored."""

    code_hash = models.CharField(max_length=64, primary_key=True)
    county_id = models.BigIntegerField()
    case_id = models.CharField(max_length=ID_LENGTH)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "receipt"
        indexes = [models.Index(fields=["case_id"], name="receipt_by_case")]


class Attempt(models.Model):
    """A bucket of attempts: so many in one window of time, by a salted hash of who tries."""

    bucket = models.CharField(max_length=120, primary_key=True)
    window_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "attempt"
