"""What the API asks of the tables of clients and commands, each in one small statement."""

from datetime import datetime

from django.db import connection

# `free_at` says up to when all requests so far are paid for; a minute's worth may lie ahead of it.
LEFT = """
SELECT rate_per_minute * (60 - greatest(0, extract(epoch FROM free_at - %(now)s::timestamptz))) / 60.0
FROM door_client WHERE id = %(id)s
"""
BASE = "SELECT base_seq FROM command WHERE county_id = %s AND id = %s"


def requests_left(client_id: str, now: datetime) -> float:
    """Return how many requests a client could make at once now."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT, {"id": client_id, "now": now})
        row = cursor.fetchone()
    return max(0.0, float(row[0])) if row else 0.0


def base_version(county_id: int, command_id: str) -> int | None:
    """Return the version of the case that a command was decided on, or None for an unknown command."""
    with connection.cursor() as cursor:
        cursor.execute(BASE, [county_id, command_id])
        row = cursor.fetchone()
    return int(row[0]) if row else None
