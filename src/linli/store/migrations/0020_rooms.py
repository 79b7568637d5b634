"""Rooms and when they are taken.

The app role adds rooms and bookings; of a room it changes only whether it is still in use, of a booking only whether
it still stands. Two bookings of one room that overlap are refused by the database itself.
"""

from typing import ClassVar

from django.db import migrations, models
from django.db.migrations.operations.base import Operation
from django.db.models.deletion import PROTECT

from linli.store.app_roles import to_app_roles

NO_CLASH = """
CREATE FUNCTION linli_room_is_free() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT NEW.is_active THEN
        RETURN NEW;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('room/' || NEW.room, NEW.county_id));
    IF EXISTS (
        SELECT 1 FROM room_booking b
        WHERE b.county_id = NEW.county_id AND b.room = NEW.room AND b.is_active
          AND (b.stream, b.seq) <> (NEW.stream, NEW.seq)
          AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at
    ) THEN
        RAISE EXCEPTION 'the room is taken' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER room_booking_free BEFORE INSERT OR UPDATE ON room_booking
    FOR EACH ROW EXECUTE FUNCTION linli_room_is_free();
"""
UNDO_NO_CLASH = "DROP TRIGGER room_booking_free ON room_booking; DROP FUNCTION linli_room_is_free();"
RIGHTS = to_app_roles(
    "REVOKE ALL ON room, room_booking FROM {app}",
    "GRANT SELECT, INSERT ON room, room_booking TO {app}",
    "GRANT UPDATE (is_active) ON room, room_booking TO {app}",
)


class Migration(migrations.Migration):
    """Rooms and when they are taken."""

    dependencies: ClassVar[list[tuple[str, str]]] = [("store", "0019_mediation")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("unit", models.CharField(max_length=26)),
                ("name", models.CharField(max_length=60)),
                ("where_words", models.CharField(blank=True, max_length=120)),
                ("seats", models.IntegerField()),
                ("is_step_free", models.BooleanField()),
                ("is_active", models.BooleanField()),
                ("entered_at", models.DateTimeField()),
                ("post", models.CharField(max_length=26)),
                ("county", models.ForeignKey(on_delete=PROTECT, to="store.county")),
            ],
            options={
                "db_table": "room",
                "indexes": [models.Index(fields=["county", "unit"], name="room_by_unit")],
            },
        ),
        migrations.CreateModel(
            name="RoomBooking",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "county_id", "stream", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("county_id", models.BigIntegerField()),
                ("stream", models.CharField(max_length=80)),
                ("seq", models.IntegerField()),
                ("room", models.CharField(max_length=26)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("is_active", models.BooleanField()),
            ],
            options={
                "db_table": "room_booking",
                "indexes": [models.Index(fields=["county_id", "room", "starts_at"], name="room_booking_by_time")],
            },
        ),
        migrations.RunSQL(NO_CLASH, UNDO_NO_CLASH),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
    ]
