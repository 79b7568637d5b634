"""Rights of the persons concerned: what they agreed to, and legal holds that retention respects."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from linli.store.app_roles import to_app_roles

# What was agreed to, taken back or held stays on record: the app role removes none of it.
RIGHTS = to_app_roles(
    "REVOKE ALL ON consent, legal_hold FROM {app}",
    "GRANT SELECT, INSERT, UPDATE ON consent, legal_hold TO {app}",
)


class Migration(migrations.Migration):
    """Rights of the persons concerned: consents and legal holds."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0010_abuse")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "stream", "purpose", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("stream", models.CharField(max_length=80)),
                ("purpose", models.CharField(max_length=24)),
                ("notice_version", models.CharField(max_length=24)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={"db_table": "consent"},
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("county_id", models.BigIntegerField()),
                ("stream", models.CharField(max_length=80)),
                ("document", models.CharField(max_length=120)),
                ("held_at", models.DateTimeField()),
                ("held_by", models.CharField(max_length=26)),
                ("released_at", models.DateTimeField(null=True)),
                ("released_by", models.CharField(blank=True, max_length=26)),
            ],
            options={
                "db_table": "legal_hold",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(released_at=None), fields=("county_id", "stream"), name="held_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
