"""The register of the service hall: guides and desks, version by version.

The app role adds versions and can change or remove none.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    "REVOKE ALL ON service_record FROM {app}",
    "GRANT SELECT, INSERT ON service_record TO {app}",
)


class Migration(migrations.Migration):
    """The register of the service hall."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0022_channels")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="ServiceRecord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id",
                        "noun",
                        "key",
                        "version",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("noun", models.CharField(max_length=8)),
                ("key", models.CharField(max_length=40)),
                ("version", models.IntegerField()),
                ("content", models.JSONField()),
                ("reason", models.CharField(max_length=200)),
                ("post", models.CharField(max_length=26)),
                ("staff", models.CharField(blank=True, max_length=26)),
                ("made_at", models.DateTimeField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={"db_table": "service_record"},
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
