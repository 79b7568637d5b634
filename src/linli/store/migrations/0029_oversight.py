"""Oversight rounds: what lists read of them.

The app role adds rounds and writes their rows over as their streams grow; it removes none.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    "REVOKE ALL ON oversight_round FROM {app}",
    "GRANT SELECT, INSERT, UPDATE ON oversight_round TO {app}",
)


class Migration(migrations.Migration):
    """Oversight rounds."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0028_hazards")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="OversightRound",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("area_path", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=60)),
                ("starts_date", models.DateField()),
                ("ends_date", models.DateField()),
                ("stage", models.CharField(max_length=16)),
                ("visited", ArrayField(base_field=models.CharField(max_length=26), size=None)),
                ("findings", models.PositiveSmallIntegerField()),
                ("handed_over", models.PositiveSmallIntegerField()),
                ("notice_number", models.CharField(blank=True, max_length=60)),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "oversight_round",
                "indexes": [
                    models.Index(fields=["county", "-starts_date", "-id"], name="oversight_by_start"),
                    models.Index(fields=["county", "unit", "-starts_date", "-id"], name="oversight_of_team"),
                    models.Index(
                        condition=Q(stage="on_site"),
                        fields=["county", "-starts_date", "-id"],
                        name="oversight_on_site",
                    ),
                    GinIndex(fields=["visited"], name="oversight_visited"),
                ],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
