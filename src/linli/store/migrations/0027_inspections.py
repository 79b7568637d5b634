"""Inspections with their campaigns and draws: what lists read, beside the streams that say what is true.

The app role adds rows and writes them over as their streams grow; it removes none.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    *(
        line
        for table in ("inspection", "inspection_campaign", "inspection_draw")
        for line in (f"REVOKE ALL ON {table} FROM {{app}}", f"GRANT SELECT, INSERT, UPDATE ON {table} TO {{app}}")
    )
)
COUNTY = ("county", models.ForeignKey(on_delete=PROTECT, to="store.county"))


def id_column() -> models.CharField:  # type: ignore[type-arg]
    """Return the key of a row."""
    return models.CharField(max_length=26, primary_key=True, serialize=False)


def ids(length: int = 26) -> ArrayField:  # type: ignore[type-arg]
    """Return a column of several ids or keys."""
    return ArrayField(base_field=models.CharField(max_length=length), size=None)


class Migration(migrations.Migration):
    """Inspections, their campaigns and draws."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0026_rounds")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", id_column()),
                ("seq", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("units", ids()),
                ("inspectors", ids()),
                ("area_path", models.CharField(max_length=200)),
                ("place", models.CharField(max_length=26)),
                ("checklist", models.CharField(max_length=32)),
                ("version", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("stage", models.CharField(max_length=16)),
                ("planned_date", models.DateField()),
                ("started_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("items", models.PositiveSmallIntegerField()),
                ("not_ok", models.PositiveSmallIntegerField()),
                ("batches", models.PositiveSmallIntegerField()),
                ("place_way", models.CharField(blank=True, max_length=16)),
                ("cases", ids()),
                ("again_date", models.DateField(null=True)),
                ("campaign", models.CharField(blank=True, max_length=26)),
                ("draw", models.CharField(blank=True, max_length=26)),
                ("previous", models.CharField(blank=True, max_length=26)),
                COUNTY,
            ],
            options={
                "db_table": "inspection",
                "indexes": [
                    models.Index(fields=["county", "-planned_date", "-id"], name="inspection_by_day"),
                    models.Index(
                        fields=["county", "planned_date", "id"], name="inspection_open",
                        condition=Q(stage__in=("planned", "started")),
                    ),
                    models.Index(
                        fields=["county", "checklist", "place", "-finished_at"], name="inspection_of_place",
                        condition=Q(stage="finished"),
                    ),
                    models.Index(
                        fields=["county", "campaign", "-id"], name="inspection_of_campaign", condition=~Q(campaign="")
                    ),
                    models.Index(fields=["county", "draw", "-id"], name="inspection_of_draw", condition=~Q(draw="")),
                ],
            },
        ),
        migrations.CreateModel(
            name="InspectionCampaign",
            fields=[
                ("id", id_column()),
                ("seq", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("area_path", models.CharField(max_length=200)),
                ("checklists", ids(32)),
                ("season", models.CharField(blank=True, max_length=32)),
                ("first_date", models.DateField()),
                ("last_date", models.DateField()),
                ("is_closed", models.BooleanField()),
                COUNTY,
            ],
            options={
                "db_table": "inspection_campaign",
                "indexes": [models.Index(fields=["county", "-last_date", "-id"], name="campaign_by_day")],
            },
        ),
        migrations.CreateModel(
            name="InspectionDraw",
            fields=[
                ("id", id_column()),
                ("seq", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("area_path", models.CharField(max_length=200)),
                ("checklist", models.CharField(max_length=32)),
                ("stage", models.CharField(max_length=16)),
                ("count", models.PositiveSmallIntegerField()),
                ("places", models.PositiveIntegerField()),
                ("inspectors", models.PositiveSmallIntegerField()),
                ("drawn_at", models.DateTimeField()),
                ("opens_date", models.DateField()),
                COUNTY,
            ],
            options={
                "db_table": "inspection_draw",
                "indexes": [models.Index(fields=["county", "-drawn_at", "-id"], name="draw_by_moment")],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]  # fmt: skip
