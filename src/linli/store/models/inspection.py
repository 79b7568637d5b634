"""Inspections 检查, draws 抽取 and campaigns 专项行动 as rows: what lists read; their streams say what is true."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from linli.store.models.county import ID_LENGTH, County

OPEN = ("planned", "started")


class Inspection(models.Model):
    """One inspection, as the fold of its entries leaves it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    units = ArrayField(models.CharField(max_length=ID_LENGTH))
    """Other units of a joint inspection."""
    inspectors = ArrayField(models.CharField(max_length=ID_LENGTH))
    """Posts."""
    area_path = models.CharField(max_length=200)
    place = models.CharField(max_length=ID_LENGTH)
    checklist = models.CharField(max_length=32)
    version = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16)
    stage = models.CharField(max_length=16)
    planned_date = models.DateField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    items = models.PositiveSmallIntegerField()
    not_ok = models.PositiveSmallIntegerField()
    batches = models.PositiveSmallIntegerField()
    place_way = models.CharField(max_length=16, blank=True)
    cases = ArrayField(models.CharField(max_length=ID_LENGTH))
    """Matters that its findings became."""
    again_date = models.DateField(null=True)
    campaign = models.CharField(max_length=ID_LENGTH, blank=True)
    draw = models.CharField(max_length=ID_LENGTH, blank=True)
    previous = models.CharField(max_length=ID_LENGTH, blank=True)

    class Meta:
        db_table = "inspection"
        indexes = [
            models.Index(fields=["county", "-planned_date", "-id"], name="inspection_by_day"),
            models.Index(fields=["county", "planned_date", "id"], name="inspection_open", condition=Q(stage__in=OPEN)),
            models.Index(
                fields=["county", "checklist", "place", "-finished_at"], name="inspection_of_place",
                condition=Q(stage="finished"),
            ),
            models.Index(
                fields=["county", "campaign", "-id"], name="inspection_of_campaign", condition=~Q(campaign="")
            ),
            models.Index(fields=["county", "draw", "-id"], name="inspection_of_draw", condition=~Q(draw="")),
        ]  # fmt: skip


class InspectionDraw(models.Model):
    """One double-random draw; what was drawn is kept beside its entries until it is opened."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    checklist = models.CharField(max_length=32)
    stage = models.CharField(max_length=16)
    count = models.PositiveSmallIntegerField()
    places = models.PositiveIntegerField()
    inspectors = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField()
    opens_date = models.DateField()

    class Meta:
        db_table = "inspection_draw"
        indexes = [models.Index(fields=["county", "-drawn_at", "-id"], name="draw_by_moment")]


class InspectionCampaign(models.Model):
    """One campaign; what it is called is kept beside its first entry."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    checklists = ArrayField(models.CharField(max_length=32))
    season = models.CharField(max_length=32, blank=True)
    first_date = models.DateField()
    last_date = models.DateField()
    is_closed = models.BooleanField()

    class Meta:
        db_table = "inspection_campaign"
        indexes = [models.Index(fields=["county", "-last_date", "-id"], name="campaign_by_day")]
