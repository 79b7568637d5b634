"""Sign-in: second factors and what guards them."""

from typing import ClassVar

from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import CASCADE


class Migration(migrations.Migration):
    """Sign-in: second factors and what guards them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0008_reading")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="StaffSession",
            fields=[
                ("id", models.CharField(max_length=32, primary_key=True, serialize=False)),
                ("session_key", models.CharField(max_length=40, unique=True)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("browser", models.CharField(blank=True, max_length=60)),
                ("staff", models.ForeignKey(on_delete=CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "staff_session",
                "indexes": [models.Index(fields=["staff", "started_at"], name="staff_session_by_staff")],
            },
        ),
        migrations.CreateModel(
            name="SignInPace",
            fields=[
                ("bucket", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("full_at", models.DateTimeField(null=True)),
                ("misses", models.PositiveIntegerField(default=0)),
                ("missed_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField()),
            ],
            options={
                "db_table": "sign_in_pace",
                "indexes": [models.Index(fields=["used_at"], name="sign_in_pace_by_use")],
            },
        ),
        migrations.CreateModel(
            name="FirstLink",
            fields=[
                ("token_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("staff", models.ForeignKey(on_delete=CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "first_link",
                "indexes": [models.Index(fields=["staff"], name="first_link_by_staff")],
            },
        ),
    ]
