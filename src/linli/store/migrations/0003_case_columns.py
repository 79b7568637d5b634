"""Columns of the case row that lists need."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Columns of the case row that lists need."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0002_journal")]
    operations: ClassVar[list[Operation]] = []
