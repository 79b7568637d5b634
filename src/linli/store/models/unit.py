"""Units 机构, posts 岗位 and duties 职责."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class Unit(models.Model):
    """A body that can hold duties and cases."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24)
    area_id = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    tier = models.CharField(max_length=16)
    name_en = models.CharField(max_length=160, blank=True)
    head_post_id = models.CharField(max_length=ID_LENGTH, null=True)
    phone = models.CharField(max_length=40, blank=True)
    is_active = models.BooleanField()

    class Meta:
        db_table = "unit"
        constraints = [models.UniqueConstraint(fields=["county", "key"], name="unit_key_once")]


class Post(models.Model):
    """One role in one unit, held by one member of staff from a moment to a moment."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    unit_id = models.CharField(max_length=ID_LENGTH)
    role = models.CharField(max_length=32)
    area_path = models.CharField(max_length=200)
    staff_id = models.CharField(max_length=ID_LENGTH, null=True)
    title = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "post"
        indexes = [models.Index(fields=["county", "staff_id"], name="post_by_staff")]


class Duty(models.Model):
    """One cell of the responsibility matrix."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    unit_id = models.CharField(max_length=ID_LENGTH)
    category = models.CharField(max_length=60, blank=True)
    area_path = models.CharField(max_length=200)
    role = models.CharField(max_length=16)
    post_id = models.CharField(max_length=ID_LENGTH, null=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        db_table = "duty"
