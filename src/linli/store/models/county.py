"""The county 区县 and what it has set up: areas, categories, limits, holiday tables."""

from django.db import models
from django.db.models import Q

ID_LENGTH = 26


class County(models.Model):
    """A county or district: the sharding key of every table that grows."""

    key = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    setup_version = models.PositiveBigIntegerField(default=1)
    """Counted up with every change of the set-up; a process reloads its directory when it differs."""
    is_served = models.BooleanField(default=False)
    """The one county this installation serves; others may be loaded beside it, and wait."""

    class Meta:
        db_table = "county"
        constraints = [
            models.UniqueConstraint(fields=["is_served"], condition=Q(is_served=True), name="one_county_served")
        ]


class Area(models.Model):
    """A node of the area tree, as `domain.area.Area` describes it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=16)
    kind = models.CharField(max_length=16)
    path = models.CharField(max_length=200)
    code = models.CharField(max_length=12, null=True)
    name_en = models.CharField(max_length=160, blank=True)
    parent_id = models.CharField(max_length=ID_LENGTH, null=True)
    area_class = models.CharField(max_length=16)
    population = models.PositiveIntegerField(null=True)
    household_count = models.PositiveIntegerField(null=True)
    size_m2 = models.BigIntegerField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    geometry = models.BinaryField(null=True)

    class Meta:
        db_table = "area"
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="area_key_once")]


class Category(models.Model):
    """A kind of matter, as `domain.category.Category` describes it."""

    id = models.CharField(max_length=80, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    key = models.CharField(max_length=60)
    name_zh = models.CharField(max_length=60)
    name_en = models.CharField(max_length=120)
    kind = models.CharField(max_length=16)
    closing_condition = models.CharField(max_length=16)
    icon = models.CharField(max_length=24)
    is_active = models.BooleanField()
    position = models.PositiveIntegerField()

    class Meta:
        db_table = "category"
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="category_key_once")]


class Limit(models.Model):
    """A row of the handling-limit matrix."""

    id = models.CharField(max_length=120, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    category = models.CharField(max_length=60, blank=True)
    area_class = models.CharField(max_length=16, null=True)
    urgency = models.CharField(max_length=16)
    length = models.PositiveIntegerField()
    unit = models.CharField(max_length=16)
    source = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "handling_limit"


class YearTable(models.Model):
    """The holidays and make-up working days of one year."""

    id = models.CharField(max_length=60, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    year = models.PositiveIntegerField()
    off_days = models.JSONField()
    work_days = models.JSONField()
    notice = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField()
    provisional = models.BooleanField()

    class Meta:
        db_table = "year_table"
        constraints = [models.UniqueConstraint(fields=["county", "year"], name="year_once")]
