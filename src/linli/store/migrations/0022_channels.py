"""Registers of the channels: letters, reception days, visitors' tickets, messages of WeChat on their way in.

The app role adds lines and moves each one on; it changes nothing of how a letter or ticket began, and removes none.
Only messages that were filed and answered may go: of them nothing is left but that they came.
"""

from typing import Any, ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation

from linli.store.app_roles import to_app_roles

ID = 26
RIGHTS = to_app_roles(
    "REVOKE ALL ON letter, reception_duty, visit, wechat_message FROM {app}",
    "GRANT SELECT, INSERT ON letter, reception_duty, visit, wechat_message TO {app}",
    "GRANT UPDATE (pages, opened_at, opened_post, opened_staff, witnessed_at, witnessed_post, witnessed_staff, case_id, aside, settled_at) ON letter TO {app}",
    "GRANT UPDATE (is_active) ON reception_duty TO {app}",
    "GRANT UPDATE (duty, state, called_at, received_at, received_post, ended_at, case_id) ON visit TO {app}",
    "GRANT UPDATE (sealed, thread, state, due_at, tries, error, case_id, filed_at, told_at), DELETE ON wechat_message TO {app}",
)


def _hand(name: str) -> "list[tuple[str, models.Field[Any, Any]]]":
    return [
        (f"{name}_at", models.DateTimeField(null=True)),
        (f"{name}_post", models.CharField(blank=True, max_length=ID)),
        (f"{name}_staff", models.CharField(blank=True, max_length=ID)),
    ]


class Migration(migrations.Migration):
    """Registers of the channels."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0021_meetings")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.CharField(max_length=ID, primary_key=True, serialize=False)),
                ("county_id", models.BigIntegerField()),
                ("unit", models.CharField(max_length=ID)),
                ("year", models.IntegerField()),
                ("serial", models.IntegerField()),
                ("way", models.CharField(max_length=12)),
                ("box", models.CharField(blank=True, max_length=80)),
                ("received_date", models.DateField()),
                ("registered_at", models.DateTimeField()),
                ("registered_post", models.CharField(max_length=ID)),
                ("registered_staff", models.CharField(max_length=ID)),
                ("pages", models.IntegerField(default=0)),
                *_hand("opened"),
                *_hand("witnessed"),
                ("case_id", models.CharField(blank=True, max_length=ID)),
                ("aside", models.CharField(blank=True, max_length=16)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "letter",
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["county_id", "unit", "-year", "-serial"],
                        name="letter_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "unit", "year", "serial"), name="letter_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("witnessed_at__isnull", True))
                        | (
                            models.Q(("opened_at__isnull", False))
                            & ~models.Q(("witnessed_post", models.F("opened_post")))
                            & ~models.Q(("witnessed_staff", models.F("opened_staff")))
                        ),
                        name="letter_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("settled_at__isnull", True)) | models.Q(("witnessed_at__isnull", False)),
                        name="letter_opened_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceptionDuty",
            fields=[
                ("id", models.CharField(max_length=ID, primary_key=True, serialize=False)),
                ("county_id", models.BigIntegerField()),
                ("unit", models.CharField(max_length=ID)),
                ("kind", models.CharField(max_length=8)),
                ("on_date", models.DateField()),
                ("begins", models.TimeField()),
                ("ends", models.TimeField()),
                ("post", models.CharField(max_length=ID)),
                ("place", models.CharField(max_length=80)),
                ("area_path", models.CharField(blank=True, max_length=200)),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "reception_duty",
                "indexes": [models.Index(fields=["county_id", "on_date"], name="reception_by_day")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.CharField(max_length=ID, primary_key=True, serialize=False)),
                ("county_id", models.BigIntegerField()),
                ("unit", models.CharField(max_length=ID)),
                ("on_date", models.DateField()),
                ("number", models.IntegerField()),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("duty", models.CharField(blank=True, max_length=ID)),
                ("state", models.CharField(max_length=12)),
                ("taken_at", models.DateTimeField()),
                ("called_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
                ("received_post", models.CharField(blank=True, max_length=ID)),
                ("ended_at", models.DateTimeField(null=True)),
                ("case_id", models.CharField(blank=True, max_length=ID)),
            ],
            options={
                "db_table": "visit",
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "unit", "on_date", "number"), name="visit_number_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WechatMessage",
            fields=[
                ("id", models.CharField(max_length=ID, primary_key=True, serialize=False)),
                ("county_id", models.BigIntegerField()),
                ("account", models.CharField(max_length=80)),
                ("msg_id", models.CharField(max_length=64)),
                ("sealed", models.TextField(blank=True)),
                ("thread", models.CharField(blank=True, max_length=64)),
                ("kind", models.CharField(max_length=12)),
                ("received_at", models.DateTimeField()),
                ("state", models.CharField(max_length=12)),
                ("due_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=200)),
                ("case_id", models.CharField(blank=True, max_length=ID)),
                ("filed_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "wechat_message",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "filed"])),
                        fields=["county_id", "due_at"],
                        name="wechat_message_due",
                    ),
                    models.Index(
                        condition=models.Q(("thread", ""), _negated=True),
                        fields=["county_id", "thread"],
                        name="wechat_message_thread",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("county_id", "account", "msg_id"), name="wechat_message_once")
                ],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
