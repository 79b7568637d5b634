"""Checklists that a district sets itself: versions and their items.

The app role adds versions and writes those over that have yet to begin; it removes none.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    "REVOKE ALL ON checklist, checklist_item FROM {app}",
    "GRANT SELECT, INSERT, UPDATE ON checklist, checklist_item TO {app}",
)


class Migration(migrations.Migration):
    """A district's own checklists."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0032_place_changes")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Checklist",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=40)),
                ("version", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=60)),
                ("title_en", models.CharField(blank=True, max_length=120)),
                ("from_date", models.DateField()),
                ("kinds", models.JSONField()),
                ("category", models.CharField(max_length=60)),
                ("again_days", models.PositiveSmallIntegerField()),
                ("inspectors", models.PositiveSmallIntegerField()),
                ("has_batches", models.BooleanField()),
                ("is_active", models.BooleanField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={"db_table": "checklist"},
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                ("id", models.CharField(max_length=160, primary_key=True, serialize=False)),
                ("checklist", models.CharField(max_length=40)),
                ("version", models.PositiveSmallIntegerField()),
                ("position", models.PositiveIntegerField()),
                ("key", models.CharField(max_length=32)),
                ("title", models.CharField(max_length=120)),
                ("title_en", models.CharField(blank=True, max_length=200)),
                ("basis", models.CharField(max_length=80)),
                ("basis_en", models.CharField(blank=True, max_length=120)),
                ("article", models.CharField(blank=True, max_length=4)),
                ("grade", models.CharField(max_length=10)),
                ("part", models.CharField(blank=True, max_length=40)),
                ("part_en", models.CharField(blank=True, max_length=60)),
                ("is_urgent", models.BooleanField()),
                ("category", models.CharField(blank=True, max_length=60)),
                ("is_active", models.BooleanField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={"db_table": "checklist_item"},
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
