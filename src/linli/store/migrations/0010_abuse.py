"""Allowances, and reports that wait for their turn or for a person."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from linli.store.app_roles import to_app_roles

# What is counted may be lost with the server: then everybody has a full allowance again.
RIGHTS = """
ALTER TABLE allowance SET UNLOGGED;
""" + to_app_roles(
    "REVOKE DELETE, TRUNCATE ON held_report FROM {app}",
)


class Migration(migrations.Migration):
    """Make both tables; what waited stays on record, so the app role removes none of it."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0009_sign_in")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("bucket", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("used_until", models.DateTimeField()),
            ],
            options={"db_table": "allowance"},
        ),
        migrations.CreateModel(
            name="HeldReport",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "case_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("case_id", models.CharField(max_length=26)),
                ("reasons", models.CharField(max_length=60)),
                ("held_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("released_at", models.DateTimeField(null=True)),
                ("released_by", models.CharField(blank=True, max_length=26)),
            ],
            options={
                "db_table": "held_report",
                "indexes": [
                    models.Index(
                        condition=models.Q(("released_at", None)), fields=["county_id", "until"], name="held_waiting"
                    )
                ],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
