"""Clients of the open doors: keys, tokens, webhooks."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Clients of the open doors: keys, tokens, webhooks."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0003_case_columns")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="DoorClient",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("county_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("scopes", ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ("area_path", models.CharField(max_length=200)),
                ("rate_per_minute", models.PositiveIntegerField()),
                ("created_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("free_at", models.DateTimeField()),
            ],
            options={
                "db_table": "door_client",
                "indexes": [models.Index(fields=["county_id", "created_at"], name="door_client_by_county")],
            },
        ),
        migrations.CreateModel(
            name="DoorFiling",
            fields=[
                ("case_id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("client", models.ForeignKey(on_delete=models.PROTECT, to="store.doorclient")),
            ],
            options={"db_table": "door_filing"},
        ),
        migrations.CreateModel(
            name="Webhook",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("client", models.ForeignKey(on_delete=models.PROTECT, to="store.doorclient")),
                ("url", models.CharField(max_length=500)),
                ("secret", models.CharField(max_length=100)),
                ("events", models.JSONField()),
                ("area_path", models.CharField(max_length=200)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField()),
                ("failures", models.PositiveSmallIntegerField(default=0)),
            ],
            options={"db_table": "webhook"},
        ),
        migrations.CreateModel(
            name="WebhookDelivery",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("webhook", models.ForeignKey(on_delete=models.CASCADE, to="store.webhook")),
                ("event_id", models.CharField(max_length=120)),
                ("body", models.JSONField()),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("status", models.CharField(default="waiting", max_length=12)),
                ("last_error", models.CharField(blank=True, max_length=300)),
                ("delivered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "webhook_delivery",
                "constraints": [models.UniqueConstraint(fields=("webhook", "event_id"), name="webhook_delivery_once")],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")), fields=["due_at", "id"], name="webhook_delivery_due"
                    )
                ],
            },
        ),
        # Whoever follows our news asks for matters by their latest move.
        migrations.RunSQL("CREATE INDEX case_by_move ON case_row (county_id, moved_at, id)", "DROP INDEX case_by_move"),
    ]
