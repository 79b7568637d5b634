"""What a command is known again by no longer tells of what stood in it.

It was the bare hash of the body, from which a telephone number can be guessed. From now on it is keyed, and the old
ones go: a command of then is refused when it comes once more. What erases values (0007) takes keyed ones away too.
"""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Keyed digests of commands."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0014_sign_in_more")]
    operations: ClassVar[list[Operation]] = [
        migrations.RunSQL("UPDATE command SET body_hash = ''", migrations.RunSQL.noop),
    ]
