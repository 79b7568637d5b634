"""Looks at personal data: who, when, why.

Records are only ever added to: the app role may neither update nor delete them, and a trigger refuses it to the
owner too. A row is seen inside a reading context for its stream, or for LOOKS, which accounts for all of them.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models import Q

from linli.store.app_roles import to_app_roles

GUARD = """
CREATE TRIGGER access_record_only_grows BEFORE UPDATE OR DELETE ON access_record
    FOR EACH ROW EXECUTE FUNCTION linli_refuse_change();
CREATE TRIGGER access_record_never_emptied BEFORE TRUNCATE ON access_record
    FOR EACH STATEMENT EXECUTE FUNCTION linli_refuse_change();
ALTER TABLE access_record ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_record FORCE ROW LEVEL SECURITY;
CREATE POLICY access_record_in_context ON access_record
    USING (linli_may_open(county_id, stream) OR linli_may_open(county_id, 'looks'))
    WITH CHECK (linli_may_open(county_id, stream) OR linli_may_open(county_id, 'looks'));
""" + to_app_roles(
    "REVOKE ALL ON access_record, access_head FROM {app}",
    "GRANT SELECT, INSERT ON access_record TO {app}",
    "GRANT SELECT, INSERT, UPDATE ON access_head TO {app}",
)


class Migration(migrations.Migration):
    """Looks at personal data: who, when, why."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0007_vault")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="AccessHead",
            fields=[
                ("county_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("seq", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={"db_table": "access_head"},
        ),
        migrations.CreateModel(
            name="AccessRecord",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("seq", models.BigIntegerField()),
                ("id", models.CharField(max_length=26)),
                ("kind", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                ("stream", models.CharField(max_length=80)),
                ("post", models.CharField(max_length=26)),
                ("unit", models.CharField(max_length=26)),
                ("role", models.CharField(max_length=32)),
                ("staff", models.CharField(max_length=26)),
                ("subject", models.CharField(blank=True, max_length=24)),
                ("fields", ArrayField(base_field=models.CharField(max_length=70), size=None)),
                ("reason", models.CharField(blank=True, max_length=24)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("face", models.CharField(max_length=12)),
                ("glass", models.CharField(blank=True, max_length=26)),
                ("told", ArrayField(base_field=models.CharField(max_length=26), size=None)),
                ("amount", models.PositiveIntegerField()),
                ("request", models.CharField(blank=True, max_length=40)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "db_table": "access_record",
                "constraints": [
                    models.UniqueConstraint(
                        condition=~Q(request=""), fields=("county_id", "request", "subject"), name="look_asked_once"
                    ),
                    models.UniqueConstraint(fields=("county_id", "id"), name="look_id_once"),
                ],
                "indexes": [
                    models.Index(fields=["county_id", "stream", "-seq"], name="look_by_stream"),
                    models.Index(fields=["county_id", "post", "-at"], name="look_by_post"),
                    models.Index(fields=["county_id", "staff", "-seq"], name="look_by_staff"),
                    models.Index(condition=~Q(glass=""), fields=["county_id", "glass"], name="look_by_glass"),
                    models.Index(condition=~Q(kind="look"), fields=["county_id", "-seq"], name="look_told_of"),
                ],
            },
        ),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
