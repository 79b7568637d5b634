"""Stock, equipment, emergency plans and self-checks of centres: what lists read of their streams.

The app role adds rows and writes them over as their streams grow; it removes none.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

TABLES = "stock_site, asset, emergency_plan, centre_check"
RIGHTS = to_app_roles(
    f"REVOKE ALL ON {TABLES} FROM {{app}}",
    f"GRANT SELECT, INSERT, UPDATE ON {TABLES} TO {{app}}",
)


def _own() -> list[tuple[str, models.Field]]:  # type: ignore[type-arg]  # a field of any kind
    """Return the columns that every row of a stream has."""
    return [
        ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
        ("seq", models.PositiveIntegerField()),
        ("area_path", models.CharField(max_length=200)),
        ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
    ]


class Migration(migrations.Migration):
    """Supplies and what else stands ready."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0029_oversight")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="StockSite",
            fields=[
                *_own(),
                ("unit", models.CharField(max_length=26)),
                ("name", models.CharField(max_length=60)),
                ("items", models.PositiveSmallIntegerField()),
                ("short", models.PositiveSmallIntegerField()),
                ("counted_date", models.DateField(null=True)),
                ("changes_date", models.DateField(null=True)),
                ("case_id", models.CharField(blank=True, max_length=26)),
                ("is_active", models.BooleanField()),
            ],
            options={
                "db_table": "stock_site",
                "indexes": [
                    models.Index(fields=["county", "is_active", "short", "id"], name="stock_site_listed"),
                    models.Index(fields=["county", "changes_date", "id"], name="stock_site_due"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Asset",
            fields=[
                *_own(),
                ("unit", models.CharField(max_length=26)),
                ("kind", models.CharField(max_length=20)),
                ("code", models.CharField(max_length=30)),
                ("place", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=10)),
                ("due_date", models.DateField()),
                ("expires_date", models.DateField(null=True)),
                ("case_id", models.CharField(blank=True, max_length=26)),
            ],
            options={
                "db_table": "asset",
                "constraints": [models.UniqueConstraint(fields=["county", "code"], name="asset_code_once")],
                "indexes": [
                    models.Index(fields=["county", "state", "due_date", "id"], name="asset_due"),
                    models.Index(fields=["county", "kind", "due_date", "id"], name="asset_of_kind"),
                    models.Index(fields=["county", "expires_date", "id"], name="asset_expiring"),
                ],
            },
        ),
        migrations.CreateModel(
            name="EmergencyPlan",
            fields=[
                *_own(),
                ("unit", models.CharField(max_length=26)),
                ("kind", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=60)),
                ("version", models.PositiveSmallIntegerField()),
                ("in_force_date", models.DateField()),
                ("drilled_date", models.DateField(null=True)),
                ("due_date", models.DateField()),
                ("reminded_date", models.DateField(null=True)),
                ("is_active", models.BooleanField()),
            ],
            options={
                "db_table": "emergency_plan",
                "indexes": [models.Index(fields=["county", "is_active", "due_date", "id"], name="plan_due")],
            },
        ),
        migrations.CreateModel(
            name="CentreCheck",
            fields=[*_own(), ("checked_date", models.DateField())],
            options={
                "db_table": "centre_check",
                "indexes": [models.Index(fields=["county", "area_path"], name="centre_check_of_area")],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
