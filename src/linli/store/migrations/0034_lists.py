"""Lists of safe places that stay quick with 100,000 rows: open hazards and equipment in use, what is due first.

Measured by `linli bench lists`; each index holds only the rows that its list shows.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q


class Migration(migrations.Migration):
    """Two indexes."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0033_checklists")]
    operations: ClassVar[list[Operation]] = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["county_id", "step_due_at", "id"],
                name="hazard_by_due",
                condition=Q(is_final=False, procedure="hazard"),
            ),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(
                fields=["county", "due_date", "id"],
                name="asset_in_use_due",
                condition=Q(state__in=("ok", "fault")),
            ),
        ),
    ]
