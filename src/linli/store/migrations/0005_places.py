"""The register of places and the calls of the phone desk."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """The register of places and the calls of the phone desk."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0004_doors")]
    operations: ClassVar[list[Operation]] = []
