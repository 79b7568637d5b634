"""What one person proposes and another decides.

The app role adds proposals and fills in what became of them; what was proposed it cannot change, nor delete.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

RIGHTS = to_app_roles(
    "REVOKE ALL ON proposal FROM {app}",
    "GRANT SELECT, INSERT ON proposal TO {app}",
    "GRANT UPDATE (verdict, decided_at, decided_post, decided_unit, decided_staff, answer) ON proposal TO {app}",
)


class Migration(migrations.Migration):
    """What one person proposes and another decides."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0011_rights")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=16)),
                ("payload", models.JSONField()),
                ("content", models.BinaryField(null=True)),
                ("nonce", models.BinaryField()),
                ("post", models.CharField(max_length=26)),
                ("unit", models.CharField(max_length=26)),
                ("staff", models.CharField(blank=True, max_length=26)),
                ("reason_class", models.CharField(max_length=24)),
                ("reason", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
                ("verdict", models.CharField(max_length=10)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decided_post", models.CharField(blank=True, max_length=26)),
                ("decided_unit", models.CharField(blank=True, max_length=26)),
                ("decided_staff", models.CharField(blank=True, max_length=26)),
                ("answer", models.CharField(blank=True, max_length=200)),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "proposal",
                "indexes": [models.Index(fields=["county", "-made_at"], name="proposal_by_day")],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
