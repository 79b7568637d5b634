"""Settings, message templates and what the set-up pages keep."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Settings, message templates and what the set-up pages keep."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0005_places")]
    operations: ClassVar[list[Operation]] = []
