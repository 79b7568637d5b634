"""Counts of broken content policy: a word and a number for each day."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Counts of broken content policy."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0013_rights_more")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="PolicyCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("directive", models.CharField(max_length=32)),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "policy_count",
                "constraints": [models.UniqueConstraint(fields=["day", "directive"], name="policy_count_once")],
            },
        ),
    ]
