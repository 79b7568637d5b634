"""Rounds with their check-ins, days that none is asked for, and rosters.

The app role adds rows and writes rounds and days over as their streams grow; a check-in stays as it is.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    "REVOKE ALL ON round, round_stop, exemption FROM {app}",
    "GRANT SELECT, INSERT, UPDATE ON round, exemption TO {app}",
    "GRANT SELECT, INSERT ON round_stop TO {app}",
    "REVOKE ALL ON shift, roster_month FROM {app}",
    "GRANT SELECT, INSERT, UPDATE ON shift TO {app}",
    "GRANT SELECT, INSERT ON roster_month TO {app}",
)


class Migration(migrations.Migration):
    """Rounds."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0025_places_register")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField()),
                ("post", models.CharField(max_length=26)),
                ("unit", models.CharField(max_length=26)),
                ("community", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField()),
                ("stage", models.CharField(max_length=12)),
                ("result", models.CharField(blank=True, max_length=12)),
                ("is_forgotten", models.BooleanField()),
                ("cases", ArrayField(base_field=models.CharField(max_length=26), size=None)),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "round",
                "indexes": [
                    models.Index(fields=["county", "post", "started_at"], name="round_of_post"),
                    models.Index(
                        fields=["county", "community", "started_at"],
                        name="round_of_community",
                        opclasses=["", "varchar_pattern_ops", ""],
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(stage="running"), fields=("county", "post"), name="round_one_at_a_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundStop",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "round", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("round", models.CharField(max_length=26)),
                ("seq", models.PositiveIntegerField()),
                ("place", models.CharField(max_length=26)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "round_stop",
                "indexes": [models.Index(fields=["county_id", "place", "-at"], name="round_stop_at_place")],
            },
        ),
        migrations.CreateModel(
            name="Exemption",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("first_date", models.DateField()),
                ("last_date", models.DateField()),
                ("area_path", models.CharField(max_length=200)),
                ("unit", models.CharField(max_length=26)),
                ("post", models.CharField(blank=True, max_length=26)),
                ("stage", models.CharField(max_length=12)),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "exemption",
                "indexes": [models.Index(fields=["county", "last_date", "id"], name="exemption_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Shift",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "unit", "shift", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("shift", models.CharField(max_length=12)),
                ("post", models.CharField(max_length=26)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("asked", models.CharField(blank=True, max_length=26)),
            ],
            options={
                "db_table": "shift",
                "indexes": [models.Index(fields=["county_id", "starts_at"], name="shift_by_start")],
            },
        ),
        migrations.CreateModel(
            name="RosterMonth",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "unit", "month", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("month", models.DateField()),
            ],
            options={"db_table": "roster_month"},
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
