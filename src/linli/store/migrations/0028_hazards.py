"""Hazards: the place and the grade of a matter as columns, and the sweeps of like places.

The two columns are empty on every row there is, which rewrites none. The app role adds sweeps and writes their rows over
as their streams grow; it removes none.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    "REVOKE ALL ON sweep FROM {app}",
    "GRANT SELECT, INSERT, UPDATE ON sweep TO {app}",
)


def _column(name: str, length: int) -> Operation:
    field = models.CharField(blank=True, db_default="", default="", max_length=length)
    return migrations.AddField(model_name="case", name=name, field=field)


def _index(name: str, *columns: str, filled: str) -> Operation:
    index = models.Index(fields=["county_id", *columns], name=name, condition=~Q(**{filled: ""}))
    return migrations.AddIndex(model_name="case", index=index)


class Migration(migrations.Migration):
    """Place and grade of a matter; sweeps."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0027_inspections")]
    operations: ClassVar[list[Operation]] = [
        _column("place_id", 26),
        _column("severity", 12),
        _index("case_of_place", "place_id", "-reported_at", "-id", filled="place_id"),
        _index("case_graded", "severity", "-reported_at", "-id", filled="severity"),
        _index("case_found_by", "origin", filled="severity"),
        migrations.CreateModel(
            name="Sweep",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField()),
                ("case_id", models.CharField(max_length=26)),
                ("kind", models.CharField(max_length=32)),
                ("area_path", models.CharField(max_length=200)),
                ("overseer", models.CharField(max_length=26)),
                ("due_date", models.DateField()),
                ("stage", models.CharField(max_length=12)),
                ("places", models.PositiveIntegerField()),
                ("checked", models.PositiveIntegerField()),
                ("found", models.PositiveIntegerField()),
                ("begun_at", models.DateTimeField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "sweep",
                "indexes": [
                    models.Index(fields=["county", "-begun_at", "-id"], name="sweep_by_begin"),
                    models.Index(fields=["county", "case_id"], name="sweep_of_case"),
                ],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
