"""The register of places 场所, and the telephone calls that another system recorded."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class Place(models.Model):
    """A named place, as `domain.place.Place` describes it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    area_path = models.CharField(max_length=200)
    name_en = models.CharField(max_length=160, blank=True)
    aliases = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    lon_e6 = models.IntegerField(null=True)
    lat_e6 = models.IntegerField(null=True)
    is_active = models.BooleanField()

    class Meta:
        db_table = "place"
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="place_key_once")]


class Call(models.Model):
    """One telephone call as the exchange recorded it: moments only, no number and no name."""

    pk = models.CompositePrimaryKey("county_id", "source", "key")
    county_id = models.BigIntegerField()
    source = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    began_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "call"
        indexes = [models.Index(fields=["county_id", "began_at"], name="call_by_begin")]
