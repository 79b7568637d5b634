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
    risk = models.CharField(max_length=16, db_default="unrated")
    regulator_unit = models.CharField(max_length=ID_LENGTH, blank=True, db_default="")
    owner_unit = models.CharField(max_length=ID_LENGTH, blank=True, db_default="")
    phone = models.CharField(max_length=40, blank=True, db_default="")
    """An office's number, never a person's."""
    credit_code = models.CharField(max_length=40, blank=True, db_default="")
    outline = models.TextField(blank=True, db_default="")
    merged_into = models.CharField(max_length=ID_LENGTH, blank=True, db_default="")
    adopters = models.PositiveSmallIntegerField(db_default=0)
    """What follows is the fold of the place's own stream; lists read it."""
    is_model = models.BooleanField(db_default=False)
    checked_date = models.DateField(null=True)
    gaps = models.PositiveSmallIntegerField(db_default=0)

    class Meta:
        db_table = "place"
        indexes = [
            models.Index(fields=["county", "name", "id"], name="place_by_name"),
            models.Index(fields=["county", "kind", "name", "id"], name="place_by_kind"),
            models.Index(fields=["county", "regulator_unit", "name", "id"], name="place_by_regulator"),
            models.Index(
                fields=["county", "area_path", "id"], name="place_below_area", opclasses=["", "varchar_pattern_ops", ""]
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="place_key_once")]


class PlacePairing(models.Model):
    """A unit that adopted a place 挂点帮办, as the place's stream leaves it; one row for each of the two."""

    pk = models.CompositePrimaryKey("county_id", "place_id", "unit")
    county_id = models.BigIntegerField()
    place_id = models.CharField(max_length=ID_LENGTH)
    unit = models.CharField(max_length=ID_LENGTH)
    since_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        db_table = "place_pairing"
        indexes = [models.Index(fields=["county_id", "unit", "place_id"], name="pairing_of_unit")]


class PlaceApart(models.Model):
    """Two places that look alike and are not one: somebody looked."""

    pk = models.CompositePrimaryKey("county_id", "place_id", "other_id")
    county_id = models.BigIntegerField()
    place_id = models.CharField(max_length=ID_LENGTH)
    other_id = models.CharField(max_length=ID_LENGTH)

    class Meta:
        db_table = "place_apart"


class PlaceChange(models.Model):
    """A place that a version of the set-up changed, in a version that changed nothing but places."""

    pk = models.CompositePrimaryKey("county_id", "version", "place_id")
    county_id = models.BigIntegerField()
    version = models.PositiveBigIntegerField()
    place_id = models.CharField(max_length=ID_LENGTH)

    class Meta:
        db_table = "place_change"


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
