"""The register of places and the calls of the phone desk."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT


class Migration(migrations.Migration):
    """Places, and calls."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0004_doors")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Place",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=16)),
                ("area_path", models.CharField(max_length=200)),
                ("name_en", models.CharField(blank=True, max_length=160)),
                ("aliases", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("lon_e6", models.IntegerField(null=True)),
                ("lat_e6", models.IntegerField(null=True)),
                ("is_active", models.BooleanField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "place",
                "constraints": [models.UniqueConstraint(fields=("county", "key"), name="place_key_once")],
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "source", "key", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("source", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=80)),
                ("began_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "call",
                "indexes": [models.Index(fields=["county_id", "began_at"], name="call_by_begin")],
            },
        ),
    ]
