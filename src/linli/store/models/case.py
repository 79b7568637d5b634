"""Cases 事项 and their clocks 时限 as rows: what pages read, rebuilt from the journal by `linli audit`."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from linli.store.models.county import ID_LENGTH


class Case(models.Model):
    """One matter, as the fold of its entries leaves it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county_id = models.BigIntegerField()
    seq = models.PositiveIntegerField()
    number = models.CharField(max_length=60)
    procedure = models.CharField(max_length=32)
    version = models.PositiveSmallIntegerField()
    stage = models.CharField(max_length=32)
    is_final = models.BooleanField()
    seal = models.CharField(max_length=12)
    category = models.CharField(max_length=60)
    area_path = models.CharField(max_length=200)
    urgency = models.CharField(max_length=12)
    channel = models.CharField(max_length=16)
    requester = models.CharField(max_length=12)
    title = models.CharField(max_length=80, blank=True)
    how_placed = models.CharField(max_length=16, blank=True)
    holder_unit = models.CharField(max_length=ID_LENGTH, blank=True)
    holder_post = models.CharField(max_length=ID_LENGTH, blank=True)
    handler_unit = models.CharField(max_length=ID_LENGTH, blank=True)
    dispatcher_unit = models.CharField(max_length=ID_LENGTH, blank=True)
    past_units = ArrayField(models.CharField(max_length=ID_LENGTH))
    co_units = ArrayField(models.CharField(max_length=ID_LENGTH))
    filed_at = models.DateTimeField()
    source_filed_at = models.DateTimeField(null=True)
    """When the system it was loaded from took it in, where that is known."""
    reported_at = models.GeneratedField(
        expression=Coalesce("source_filed_at", "filed_at"), output_field=models.DateTimeField(), db_persist=True
    )
    """What lists sort and filter by; the database works it out, so that no two writers can differ."""
    closed_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField()
    step_clock = models.CharField(max_length=60, blank=True)
    step_due_at = models.DateTimeField(null=True)
    step_warn_at = models.DateTimeField(null=True)
    wait_due_at = models.DateTimeField(null=True)
    is_paused = models.BooleanField()
    next_tick_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=40, blank=True)
    grade = models.PositiveSmallIntegerField(null=True)
    reopen_asked = models.BooleanField()
    extension_asked = models.BooleanField()
    awaits_agreement = models.BooleanField()
    """Somebody proposed a move that a second person must agree to."""
    on_agenda = models.BooleanField()
    agenda_unit = models.CharField(max_length=ID_LENGTH, blank=True)
    sponsor_post = models.CharField(max_length=ID_LENGTH, blank=True)
    accused = ArrayField(models.CharField(max_length=ID_LENGTH))
    """Pseudonyms of staff who must not see the case."""
    reworks = models.PositiveSmallIntegerField()
    reopens = models.PositiveSmallIntegerField()
    lapses = models.PositiveSmallIntegerField()
    wrong_hand_overs = models.PositiveSmallIntegerField()
    origin = models.CharField(max_length=80, blank=True)
    """What an import called it, or ""."""
    place_id = models.CharField(max_length=ID_LENGTH, blank=True, default="", db_default="")
    """The place of the register that it is about, where one was named."""
    severity = models.CharField(max_length=12, blank=True, default="", db_default="")
    """How a hazard is graded."""

    class Meta:
        db_table = "case_row"
        constraints = [models.UniqueConstraint(fields=["county_id", "number"], name="case_number_once")]
        indexes = [
            models.Index(fields=["county_id", "-reported_at", "-id"], name="case_by_report"),
            models.Index(
                fields=["county_id", "holder_unit", "step_due_at", "id"],
                name="case_held_by_clock",
                condition=Q(is_final=False),
            ),
            models.Index(
                fields=["county_id", "stage", "reported_at", "id"],
                name="case_open_by_stage",
                condition=Q(is_final=False),
            ),
            models.Index(
                fields=["county_id", "area_path", "-reported_at"],
                name="case_by_area",
                opclasses=["", "varchar_pattern_ops", ""],
            ),
            models.Index(fields=["county_id", "category", "-reported_at"], name="case_by_category"),
            models.Index(
                fields=["county_id", "-reported_at", "-id"],
                name="case_awaits_agreement",
                condition=Q(awaits_agreement=True),
            ),
            models.Index(fields=["next_tick_at"], name="case_tick_due", condition=Q(next_tick_at__isnull=False)),
            GinIndex(fields=["co_units"], name="case_co_units"),
            GinIndex(fields=["past_units"], name="case_past_units"),
            GinIndex(fields=["title"], name="case_title_words", opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=["county_id", "closed_at"], name="case_by_closing", condition=Q(closed_at__isnull=False)
            ),
            models.Index(
                fields=["county_id", "-reported_at", "-id"], name="case_reopen_asked", condition=Q(reopen_asked=True)
            ),
            models.Index(
                fields=["county_id", "-reported_at", "-id"], name="case_on_agenda", condition=Q(on_agenda=True)
            ),
            models.Index(
                fields=["county_id", "agenda_unit", "id"], name="case_before_meeting", condition=Q(on_agenda=True)
            ),
            GinIndex(fields=["number"], name="case_number_words", opclasses=["gin_trgm_ops"]),
            models.Index(
                fields=["county_id", "place_id", "-reported_at", "-id"],
                name="case_of_place",
                condition=~Q(place_id=""),
            ),
            models.Index(
                fields=["county_id", "severity", "-reported_at", "-id"],
                name="case_graded",
                condition=~Q(severity=""),
            ),
            models.Index(fields=["county_id", "origin"], name="case_found_by", condition=~Q(severity="")),
            models.Index(
                fields=["county_id", "step_due_at", "id"],
                name="hazard_by_due",
                condition=Q(is_final=False, procedure="hazard"),
            ),
        ]


class Clock(models.Model):
    """One clock of one case, in its latest run."""

    pk = models.CompositePrimaryKey("case_id", "key")
    case_id = models.CharField(max_length=ID_LENGTH)
    county_id = models.BigIntegerField()
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    run = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    warn_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    calendar = models.CharField(max_length=60)
    provisional = models.BooleanField()

    class Meta:
        db_table = "clock"
        indexes = [
            models.Index(fields=["county_id", "due_at"], name="clock_open_by_due", condition=Q(status="running")),
            models.Index(
                fields=["county_id", "case_id"],
                name="clock_provisional",
                condition=Q(status="running", provisional=True),
            ),
            models.Index(fields=["county_id", "due_at", "case_id"], name="clock_solving", condition=Q(key="solving")),
        ]
