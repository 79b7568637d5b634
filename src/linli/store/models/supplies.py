"""Stock, equipment, emergency plans and self-checks as rows: what lists read; their streams say what is true."""

from django.db import models

from linli.store.models.county import ID_LENGTH, County


class StockSite(models.Model):
    """One site of supplies, as the fold of its entries leaves it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    name = models.CharField(max_length=60)
    """A store or post, staff-written."""
    kind = models.CharField(max_length=20, db_default="store")
    items = models.PositiveSmallIntegerField()
    short = models.PositiveSmallIntegerField()
    counted_date = models.DateField(null=True)
    changes_date = models.DateField(null=True)
    """The next day on which something expires or should be back."""
    case_id = models.CharField(max_length=ID_LENGTH, blank=True)
    is_active = models.BooleanField()

    class Meta:
        db_table = "stock_site"
        indexes = [
            models.Index(fields=["county", "is_active", "short", "id"], name="stock_site_listed"),
            models.Index(fields=["county", "changes_date", "id"], name="stock_site_due"),
        ]


class Asset(models.Model):
    """One piece of equipment, as the fold of its entries leaves it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=30)
    """What stands on it."""
    place = models.CharField(max_length=60)
    """Where it hangs or stands, staff-written."""
    state = models.CharField(max_length=10)
    due_date = models.DateField()
    expires_date = models.DateField(null=True)
    case_id = models.CharField(max_length=ID_LENGTH, blank=True)

    class Meta:
        db_table = "asset"
        constraints = [models.UniqueConstraint(fields=["county", "code"], name="asset_code_once")]
        indexes = [
            models.Index(fields=["county", "state", "due_date", "id"], name="asset_due"),
            models.Index(
                fields=["county", "due_date", "id"], name="asset_in_use_due",
                condition=models.Q(state__in=("ok", "fault")),
            ),
            models.Index(fields=["county", "kind", "due_date", "id"], name="asset_of_kind"),
            models.Index(fields=["county", "expires_date", "id"], name="asset_expiring"),
        ]  # fmt: skip


class EmergencyPlan(models.Model):
    """One emergency plan, as the fold of its entries leaves it."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    unit = models.CharField(max_length=ID_LENGTH)
    area_path = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    in_force_date = models.DateField()
    drilled_date = models.DateField(null=True)
    due_date = models.DateField()
    reminded_date = models.DateField(null=True)
    """The due day of which its unit was reminded."""
    is_active = models.BooleanField()

    class Meta:
        db_table = "emergency_plan"
        indexes = [models.Index(fields=["county", "is_active", "due_date", "id"], name="plan_due")]


class CentreCheck(models.Model):
    """The latest self-check of one governance centre."""

    id = models.CharField(max_length=ID_LENGTH, primary_key=True)
    """Id of the unit."""
    county = models.ForeignKey(County, models.PROTECT)
    seq = models.PositiveIntegerField()
    area_path = models.CharField(max_length=200)
    checked_date = models.DateField()

    class Meta:
        db_table = "centre_check"
        indexes = [models.Index(fields=["county", "area_path"], name="centre_check_of_area")]
