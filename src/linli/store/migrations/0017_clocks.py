"""Open clocks that rest on a year whose holidays are not published: found at once when the notice is out."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """A partial index over the few clocks that are provisional."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0016_open_id_link")]
    operations: ClassVar[list[Operation]] = [
        migrations.AddIndex(
            model_name="clock",
            index=models.Index(
                condition=models.Q(("provisional", True), ("status", "running")),
                fields=["county_id", "case_id"],
                name="clock_provisional",
            ),
        ),
    ]
