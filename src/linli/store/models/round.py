"""Rounds 巡查, their check-ins, and days that none is asked for, as rows; the streams say what is true.

No column holds a position, and no index orders posts by what they did: a post is looked up, a community is summed.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.store.models.county import ID_LENGTH, County


class Round(models.Model):
    """One round, as the fold of its entries leaves it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    post = models.CharField(max_length=ID_LENGTH)
    unit = models.CharField(max_length=ID_LENGTH)
    community = models.CharField(max_length=200)
    """Path of the community whose total it is in."""
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    """Its last act that counts."""
    stage = models.CharField(max_length=12)
    result = models.CharField(max_length=12, blank=True)
    is_forgotten = models.BooleanField()
    cases = ArrayField(models.CharField(max_length=ID_LENGTH))

    class Meta:
        db_table = "round"
        constraints = [
            models.UniqueConstraint(
                fields=["county", "post"], name="round_one_at_a_time", condition=Q(stage="running")
            ),
        ]
        indexes = [
            models.Index(fields=["county", "post", "started_at"], name="round_of_post"),
            models.Index(
                fields=["county", "community", "started_at"],
                name="round_of_community",
                opclasses=["", "varchar_pattern_ops", ""],
            ),
        ]


class RoundStop(models.Model):
    """One check-in: the place of it and when."""

    pk = models.CompositePrimaryKey("county_id", "round", "seq")
    county_id = models.BigIntegerField()
    round = models.CharField(max_length=ID_LENGTH)
    seq = models.PositiveIntegerField()
    place = models.CharField(max_length=ID_LENGTH)
    at = models.DateTimeField()

    class Meta:
        db_table = "round_stop"
        indexes = [models.Index(fields=["county_id", "place", "-at"], name="round_stop_at_place")]


class Exemption(models.Model):
    """Days that no round is asked for: of one post, or of an area."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=12)
    first_date = models.DateField()
    last_date = models.DateField()
    area_path = models.CharField(max_length=200)
    unit = models.CharField(max_length=ID_LENGTH)
    post = models.CharField(max_length=ID_LENGTH, blank=True)
    stage = models.CharField(max_length=12)

    class Meta:
        db_table = "exemption"
        indexes = [models.Index(fields=["county", "last_date", "id"], name="exemption_by_day")]


class Shift(models.Model):
    """One shift of a unit's roster."""

    pk = models.CompositePrimaryKey("county_id", "unit", "shift")
    county_id = models.BigIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    shift = models.CharField(max_length=12)
    post = models.CharField(max_length=ID_LENGTH)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    asked = models.CharField(max_length=ID_LENGTH, blank=True)

    class Meta:
        db_table = "shift"
        indexes = [models.Index(fields=["county_id", "starts_at"], name="shift_by_start")]


class RosterMonth(models.Model):
    """A month for which a unit's roster stands."""

    pk = models.CompositePrimaryKey("county_id", "unit", "month")
    county_id = models.BigIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    month = models.DateField()

    class Meta:
        db_table = "roster_month"
