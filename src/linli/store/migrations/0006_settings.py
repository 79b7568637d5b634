"""Settings, message templates and what the set-up pages keep."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    """Settings, message templates and what the set-up pages keep; duties and limits can end."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0005_places")]
    operations: ClassVar[list[Operation]] = [
        migrations.AddField("duty", "is_active", models.BooleanField(default=True)),
        migrations.AddField("limit", "is_active", models.BooleanField(default=True)),
        migrations.CreateModel(
            name="Setting",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=60)),
                ("value", models.CharField(blank=True, max_length=200)),
                ("from_date", models.DateField()),
                ("reason", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=16)),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={"db_table": "setting"},
        ),
        migrations.CreateModel(
            name="MessageText",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("template", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=2)),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("text", models.CharField(blank=True, max_length=600)),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={"db_table": "message_text"},
        ),
        migrations.CreateModel(
            name="ListItem",
            fields=[
                ("id", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("list", models.CharField(max_length=16)),
                ("number", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=120)),
                ("body", models.CharField(blank=True, max_length=2000)),
                ("unit", models.CharField(blank=True, max_length=120)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("is_active", models.BooleanField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={"db_table": "list_item"},
        ),
        migrations.CreateModel(
            name="SetupDraft",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "pseudonym", "kind", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("pseudonym", models.CharField(max_length=26)),
                ("kind", models.CharField(max_length=16)),
                ("filename", models.CharField(max_length=120)),
                ("content", models.BinaryField()),
                ("options", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
            ],
            options={"db_table": "setup_draft"},
        ),
    ]
