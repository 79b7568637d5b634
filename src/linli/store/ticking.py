"""Which cases have a clock that is due, and the lease by which one process ticks."""

from datetime import datetime

from django.db import connection

TICK_LEASE = 7_125_092
"""Advisory lock of the one process that ticks a county."""


def due_streams(county_id: int, *, now: datetime, limit: int) -> list[str]:
    """Return the streams of cases whose clocks want attention, the longest due first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM case_row WHERE next_tick_at <= %s AND county_id = %s ORDER BY next_tick_at, id LIMIT %s",
            [now, county_id, limit],
        )
        return [f"case/{row[0]}" for row in cursor.fetchall()]


def open_streams(county_id: int, *, after: str, limit: int) -> list[str]:
    """Return the streams of cases with an open clock, in order of id, after the one named."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM case_row WHERE county_id = %s AND next_tick_at IS NOT NULL AND id > %s"
            " ORDER BY id LIMIT %s",
            [county_id, after.removeprefix("case/"), limit],
        )
        return [f"case/{row[0]}" for row in cursor.fetchall()]


def provisional_streams(county_id: int, *, calendar: str, limit: int) -> list[str]:
    """Return the streams of cases whose clocks rest on an unpublished year and on another calendar than this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT case_id FROM clock WHERE county_id = %s AND provisional AND status = 'running'"
            " AND calendar <> %s ORDER BY case_id LIMIT %s",
            [county_id, calendar, limit],
        )
        return [f"case/{row[0]}" for row in cursor.fetchall()]


def next_tick_at(county_id: int) -> datetime | None:
    """Return when the next clock wants attention, or None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT next_tick_at FROM case_row WHERE next_tick_at IS NOT NULL AND county_id = %s"
            " ORDER BY next_tick_at LIMIT 1",
            [county_id],
        )
        row = cursor.fetchone()
    return row[0] if row else None


def take_lease(county_id: int) -> bool:
    """Try to become the process that ticks; kept until this connection ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [TICK_LEASE, county_id])
        row = cursor.fetchone()
    return bool(row and row[0])
