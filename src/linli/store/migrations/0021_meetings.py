"""Sittings of joint meetings, and the ways to find what stands before one and when it falls due.

The app role adds sittings and writes their rows over as their streams grow; it removes none.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    "REVOKE ALL ON meeting FROM {app}",
    "GRANT SELECT, INSERT, UPDATE ON meeting TO {app}",
)


class Migration(migrations.Migration):
    """Sittings of joint meetings."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0020_rooms")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("area_path", models.CharField(max_length=200)),
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(max_length=80)),
                ("chair", models.CharField(max_length=26)),
                ("stage", models.CharField(max_length=16)),
                ("items", models.PositiveSmallIntegerField()),
                ("orders", models.PositiveSmallIntegerField()),
                ("minutes_number", models.CharField(blank=True, max_length=60)),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "meeting",
                "indexes": [
                    models.Index(fields=["county", "unit", "-starts_at", "-id"], name="meeting_of_unit"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["county_id", "agenda_unit", "id"], name="case_before_meeting", condition=Q(on_agenda=True)
            ),
        ),
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                fields=["county_id", "due_at", "case_id"], name="clock_solving", condition=Q(key="solving")
            ),
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
