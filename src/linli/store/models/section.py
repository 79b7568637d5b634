"""Sections that are walked in slots, version by version, and terms of schools; what stands in them is no person's."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from linli.store.models.county import ID_LENGTH, County


class PatrolSection(models.Model):
    """One version of a section, from a day until the day before the next one."""

    pk = models.CompositePrimaryKey("county_id", "section", "version")
    county_id = models.BigIntegerField()
    section = models.CharField(max_length=ID_LENGTH)
    version = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    places = ArrayField(models.CharField(max_length=ID_LENGTH))
    is_continuous = models.BooleanField()
    is_active = models.BooleanField()
    since_date = models.DateField()
    until_date = models.DateField(null=True)

    class Meta:
        db_table = "patrol_section"
        indexes = [
            models.Index(fields=["county_id", "unit", "until_date"], name="patrol_section_of_unit"),
            models.Index(
                fields=["county_id", "area_path", "since_date"],
                name="patrol_section_of_area",
                opclasses=["", "varchar_pattern_ops", ""],
            ),
        ]


class SchoolTerm(models.Model):
    """One term of the schools of an area."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    first_date = models.DateField()
    last_date = models.DateField()
    is_active = models.BooleanField()

    class Meta:
        db_table = "school_term"
        indexes = [models.Index(fields=["county", "is_active", "last_date"], name="school_term_by_day")]
