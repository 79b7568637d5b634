"""Templates of papers and the counters of their numbers.

The app role adds versions of templates and can change or remove none; of a counter it moves the last number on, and
the database refuses any step but the next.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

STEP = """
CREATE FUNCTION linli_next_paper() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (TG_OP = 'INSERT' AND NEW.last <> 1) OR (TG_OP = 'UPDATE' AND NEW.last <> OLD.last + 1) THEN
        RAISE EXCEPTION 'paper numbers have no gaps' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER paper_counter_step BEFORE INSERT OR UPDATE ON paper_counter
    FOR EACH ROW EXECUTE FUNCTION linli_next_paper();
"""
UNDO_STEP = "DROP TRIGGER paper_counter_step ON paper_counter; DROP FUNCTION linli_next_paper();"
RIGHTS = to_app_roles(
    "REVOKE ALL ON paper_template, paper_counter FROM {app}",
    "GRANT SELECT, INSERT ON paper_template, paper_counter TO {app}",
    "GRANT UPDATE (last) ON paper_counter TO {app}",
)


class Migration(migrations.Migration):
    """Templates of papers and the counters of their numbers."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0017_clocks")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="PaperTemplate",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "form", "version", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("form", models.CharField(max_length=40)),
                ("version", models.IntegerField()),
                ("content", models.BinaryField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("filename", models.CharField(blank=True, max_length=120)),
                ("reason", models.CharField(max_length=200)),
                ("post", models.CharField(max_length=26)),
                ("staff", models.CharField(blank=True, max_length=26)),
                ("made_at", models.DateTimeField()),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={"db_table": "paper_template"},
        ),
        migrations.CreateModel(
            name="PaperCounter",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id",
                        "unit",
                        "series",
                        "year",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("unit", models.CharField(max_length=26)),
                ("series", models.CharField(max_length=16)),
                ("year", models.IntegerField()),
                ("last", models.IntegerField()),
            ],
            options={"db_table": "paper_counter"},
        ),
        migrations.RunSQL(STEP, UNDO_STEP),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
