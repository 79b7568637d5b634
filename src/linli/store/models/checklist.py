"""Checklists of a district's own: versions with their first day, and the items of each; history is in the journal."""

from django.db import models

from linli.store.models.county import County


class Checklist(models.Model):
    """One version of one list: all but its items."""

    id = models.CharField(max_length=120, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    key = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=120, blank=True)
    from_date = models.DateField()
    kinds = models.JSONField()
    category = models.CharField(max_length=60)
    again_days = models.PositiveSmallIntegerField()
    inspectors = models.PositiveSmallIntegerField()
    has_batches = models.BooleanField()
    is_active = models.BooleanField()

    class Meta:
        db_table = "checklist"


class ChecklistItem(models.Model):
    """One item of one version, with the rule behind it."""

    id = models.CharField(max_length=160, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    checklist = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=32)
    title = models.CharField(max_length=120)
    title_en = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=80)
    basis_en = models.CharField(max_length=120, blank=True)
    article = models.CharField(max_length=4, blank=True)
    grade = models.CharField(max_length=10)
    part = models.CharField(max_length=40, blank=True)
    part_en = models.CharField(max_length=60, blank=True)
    is_urgent = models.BooleanField()
    category = models.CharField(max_length=60, blank=True)
    is_active = models.BooleanField()

    class Meta:
        db_table = "checklist_item"
