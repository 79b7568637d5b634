"""Clients of the open doors: keys, tokens, webhooks."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Clients of the open doors: keys, tokens, webhooks."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0003_case_columns")]
    operations: ClassVar[list[Operation]] = []
