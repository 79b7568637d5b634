"""Places gain what the register says of them, and what their own streams add up to; old rows keep their words."""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation


class Migration(migrations.Migration):
    """Columns of the register, adoptions, and pairs that somebody looked at."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0024_case_result")]
    operations: ClassVar[list[Operation]] = [
        migrations.AddField("place", "risk", models.CharField(max_length=16, db_default="unrated")),
        migrations.AddField("place", "regulator_unit", models.CharField(blank=True, max_length=26, db_default="")),
        migrations.AddField("place", "owner_unit", models.CharField(blank=True, max_length=26, db_default="")),
        migrations.AddField("place", "phone", models.CharField(blank=True, max_length=40, db_default="")),
        migrations.AddField("place", "credit_code", models.CharField(blank=True, max_length=40, db_default="")),
        migrations.AddField("place", "outline", models.TextField(blank=True, db_default="")),
        migrations.AddField("place", "merged_into", models.CharField(blank=True, max_length=26, db_default="")),
        migrations.AddField("place", "adopters", models.PositiveSmallIntegerField(db_default=0)),
        migrations.AddField("place", "is_model", models.BooleanField(db_default=False)),
        migrations.AddField("place", "checked_date", models.DateField(null=True)),
        migrations.AddField("place", "gaps", models.PositiveSmallIntegerField(db_default=0)),
        migrations.AddIndex("place", models.Index(fields=["county", "name", "id"], name="place_by_name")),
        migrations.AddIndex("place", models.Index(fields=["county", "kind", "name", "id"], name="place_by_kind")),
        migrations.AddIndex(
            "place", models.Index(fields=["county", "regulator_unit", "name", "id"], name="place_by_regulator")
        ),
        migrations.AddIndex(
            "place",
            models.Index(
                fields=["county", "area_path", "id"], name="place_below_area", opclasses=["", "varchar_pattern_ops", ""]
            ),
        ),
        migrations.CreateModel(
            name="PlacePairing",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "place_id", "unit", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("place_id", models.CharField(max_length=26)),
                ("unit", models.CharField(max_length=26)),
                ("since_date", models.DateField()),
                ("until_date", models.DateField(null=True)),
            ],
            options={
                "db_table": "place_pairing",
                "indexes": [models.Index(fields=["county_id", "unit", "place_id"], name="pairing_of_unit")],
            },
        ),
        migrations.CreateModel(
            name="PlaceApart",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "place_id", "other_id", blank=True, editable=False, primary_key=True,
                        serialize=False,
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("place_id", models.CharField(max_length=26)),
                ("other_id", models.CharField(max_length=26)),
            ],
            options={"db_table": "place_apart"},
        ),
    ]  # fmt: skip
