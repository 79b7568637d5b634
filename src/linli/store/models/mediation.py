"""The registers of mediation 调解: bodies in their terms, and the roster of mediators; history is in the journal."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class MediationCommittee(models.Model):
    """One body that mediates; of its members only numbers."""

    id = models.CharField(max_length=120, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    unit_id = models.CharField(max_length=ID_LENGTH)
    kind = models.CharField(max_length=16)
    sector = models.CharField(max_length=40, blank=True)
    types = models.JSONField()
    member_count = models.PositiveSmallIntegerField()
    women_count = models.PositiveSmallIntegerField()
    minority_count = models.PositiveSmallIntegerField()
    needs_minority = models.BooleanField()
    chair_post_id = models.CharField(max_length=ID_LENGTH, blank=True)
    started_date = models.DateField()
    ended_date = models.DateField()
    is_active = models.BooleanField()

    class Meta:
        db_table = "mediation_committee"


class Mediator(models.Model):
    """One line of the roster: a post that mediates."""

    id = models.CharField(max_length=120, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    post_id = models.CharField(max_length=ID_LENGTH)
    kind = models.CharField(max_length=16)
    types = models.JSONField()
    skills = models.JSONField()
    takes_new = models.BooleanField()
    open_max = models.PositiveSmallIntegerField(null=True)
    away_from_date = models.DateField(null=True)
    away_until_date = models.DateField(null=True)
    is_active = models.BooleanField()

    class Meta:
        db_table = "mediator"
