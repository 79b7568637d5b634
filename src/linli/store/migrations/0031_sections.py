"""Sections with their versions, school terms, notes between shifts, drives with the loudspeaker car.

The app role adds rows and writes them over as their streams grow; it removes none.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

TABLES = "patrol_section, school_term, shift_note, broadcast"
RIGHTS = to_app_roles(
    f"REVOKE ALL ON {TABLES} FROM {{app}}",
    f"GRANT SELECT, INSERT, UPDATE ON {TABLES} TO {{app}}",
)


class Migration(migrations.Migration):
    """Sections and terms."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0030_supplies")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="PatrolSection",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id",
                        "section",
                        "version",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("section", models.CharField(max_length=26)),
                ("version", models.PositiveSmallIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("area_path", models.CharField(max_length=200)),
                ("name", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=12)),
                ("places", ArrayField(base_field=models.CharField(max_length=26), size=None)),
                ("is_continuous", models.BooleanField()),
                ("is_active", models.BooleanField()),
                ("since_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
            ],
            options={
                "db_table": "patrol_section",
                "indexes": [
                    models.Index(fields=["county_id", "unit", "until_date"], name="patrol_section_of_unit"),
                    models.Index(
                        fields=["county_id", "area_path", "since_date"],
                        name="patrol_section_of_area",
                        opclasses=["", "varchar_pattern_ops", ""],
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolTerm",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("area_path", models.CharField(max_length=200)),
                ("first_date", models.DateField()),
                ("last_date", models.DateField()),
                ("is_active", models.BooleanField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "school_term",
                "indexes": [models.Index(fields=["county", "is_active", "last_date"], name="school_term_by_day")],
            },
        ),
        migrations.CreateModel(
            name="ShiftNote",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("post", models.CharField(max_length=26)),
                ("starts_at", models.DateTimeField()),
                ("written_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "shift_note",
                "indexes": [
                    models.Index(fields=["county", "unit", "starts_at"], name="shift_note_of_shift"),
                    models.Index(fields=["county", "post", "id"], name="shift_note_of_post"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Broadcast",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("area_path", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("topic", models.CharField(max_length=12)),
                ("places", ArrayField(base_field=models.CharField(max_length=26), size=None)),
                ("is_void", models.BooleanField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "broadcast",
                "indexes": [models.Index(fields=["county", "-started_at", "-id"], name="broadcast_listed")],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
