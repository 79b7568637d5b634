"""Which identity of the single sign-on an account belongs to, since its first sign-in there."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Accounts and their identity at the provider."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0015_command_digests")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="OpenIdLink",
            fields=[
                (
                    "staff",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("identity_hash", models.CharField(max_length=64, unique=True)),
                ("linked_at", models.DateTimeField()),
            ],
            options={"db_table": "open_id_link"},
        ),
    ]
