"""A result is as long as the longest choice of any procedure: a petition may be reasonable and have no basis in law."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Widen what a matter came to; no row is rewritten."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0023_service")]
    operations: ClassVar[list[Operation]] = [
        migrations.AlterField(model_name="case", name="result", field=models.CharField(blank=True, max_length=40)),
    ]
