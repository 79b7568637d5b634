"""The journal: streams, entries, values and commands. Written by SQL in `store.writing`, never through the ORM."""

from django.db import models


class Stream(models.Model):
    """The head of a stream: what the next entry follows, and the row that orders writers."""

    pk = models.CompositePrimaryKey("county_id", "stream")
    county_id = models.BigIntegerField()
    stream = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        db_table = "stream"
        managed = False


class Entry(models.Model):
    """One immutable line: partitioned by hash of its stream, never by time, because nothing is dropped."""

    pk = models.CompositePrimaryKey("county_id", "stream", "seq")
    county_id = models.BigIntegerField()
    stream = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=60)
    recv = models.DateTimeField()
    hash = models.CharField(max_length=64)
    salt = models.BinaryField()
    body = models.BinaryField()

    class Meta:
        db_table = "entry"
        managed = False


class Value(models.Model):
    """A sealed value that a person wrote or that points to a person; the entry holds only its commitment.

    Behind row security: it is read by `linli.store.secrets`, not by queries on this model.
    """

    pk = models.CompositePrimaryKey("county_id", "stream", "seq", "field")
    county_id = models.BigIntegerField()
    stream = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    field = models.CharField(max_length=60)
    subject = models.CharField(max_length=24)
    role = models.CharField(max_length=24)
    key_id = models.BinaryField()
    """The name of its key, which is kept elsewhere."""
    value = models.BinaryField()

    class Meta:
        db_table = "value"
        managed = False


class Command(models.Model):
    """What was asked, once: the same id with the same body gives the same answer, with another a conflict."""

    pk = models.CompositePrimaryKey("county_id", "id")
    county_id = models.BigIntegerField()
    id = models.CharField(max_length=80)
    actor = models.CharField(max_length=200)
    body_hash = models.CharField(max_length=64)
    stream = models.CharField(max_length=80)
    base_seq = models.PositiveIntegerField()
    result = models.JSONField()
    recv = models.DateTimeField()

    class Meta:
        db_table = "command"
        managed = False
