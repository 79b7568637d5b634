"""Legal holds stand in the journal: their table goes, and an index finds the few entries that speak of one."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

HOLDS = """
CREATE INDEX entry_holds ON entry (county_id, stream, seq)
WHERE type IN ('case.hold_erasure', 'case.lift_hold')
"""


class Migration(migrations.Migration):
    """Legal holds as entries."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0012_proposals")]
    operations: ClassVar[list[Operation]] = [
        migrations.DeleteModel(name="LegalHold"),
        migrations.RunSQL(HOLDS, "DROP INDEX entry_holds"),
    ]
