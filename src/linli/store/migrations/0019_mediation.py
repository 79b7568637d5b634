"""The two registers of mediation: bodies and the roster of mediators.

The app role adds lines and writes present ones over, and can remove none: what stood before is in the journal.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    "REVOKE ALL ON mediation_committee, mediator FROM {app}",
    "GRANT SELECT, INSERT, UPDATE ON mediation_committee, mediator TO {app}",
)


class Migration(migrations.Migration):
    """Bodies that mediate, and the roster of mediators."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0018_papers")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="MediationCommittee",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("unit_id", models.CharField(max_length=26)),
                ("kind", models.CharField(max_length=16)),
                ("sector", models.CharField(blank=True, max_length=40)),
                ("types", models.JSONField()),
                ("member_count", models.PositiveSmallIntegerField()),
                ("women_count", models.PositiveSmallIntegerField()),
                ("minority_count", models.PositiveSmallIntegerField()),
                ("needs_minority", models.BooleanField()),
                ("chair_post_id", models.CharField(blank=True, max_length=26)),
                ("started_date", models.DateField()),
                ("ended_date", models.DateField()),
                ("is_active", models.BooleanField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={"db_table": "mediation_committee"},
        ),
        migrations.CreateModel(
            name="Mediator",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("post_id", models.CharField(max_length=26)),
                ("kind", models.CharField(max_length=16)),
                ("types", models.JSONField()),
                ("skills", models.JSONField()),
                ("takes_new", models.BooleanField()),
                ("open_max", models.PositiveSmallIntegerField(null=True)),
                ("away_from_date", models.DateField(null=True)),
                ("away_until_date", models.DateField(null=True)),
                ("is_active", models.BooleanField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={"db_table": "mediator"},
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
