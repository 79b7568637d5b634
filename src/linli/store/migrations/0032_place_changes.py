"""Which places a version of the set-up changed, and what kind of site holds a stock.

A process reads again the places that changed and nothing else.

The app role adds rows and removes those of versions that nobody stands at any more.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    "REVOKE ALL ON place_change FROM {app}",
    "GRANT SELECT, INSERT, DELETE ON place_change TO {app}",
)


class Migration(migrations.Migration):
    """Make the table and the column."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0031_sections")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="PlaceChange",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "version", "place_id", blank=True, editable=False, primary_key=True,
                        serialize=False,
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("version", models.PositiveBigIntegerField()),
                ("place_id", models.CharField(max_length=26)),
            ],
            options={"db_table": "place_change"},
        ),
        migrations.AddField("StockSite", "kind", models.CharField(max_length=20, db_default="store")),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]  # fmt: skip
