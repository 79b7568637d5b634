"""Counting attempts, so that guessing and flooding become slow without anybody being locked out."""

from datetime import datetime

from django.db import connection


def count_attempt(bucket: str, *, now: datetime, window_seconds: int) -> int:
    """Count one more attempt in `bucket` and return how many fell in the present window."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO attempt (bucket, window_at, count) VALUES (%(bucket)s, %(now)s, 1)"
            " ON CONFLICT (bucket) DO UPDATE SET"
            " count = CASE WHEN attempt.window_at < %(now)s - make_interval(secs => %(window)s)"
            " THEN 1 ELSE attempt.count + 1 END,"
            " window_at = CASE WHEN attempt.window_at < %(now)s - make_interval(secs => %(window)s)"
            " THEN %(now)s ELSE attempt.window_at END"
            " RETURNING count",
            {"bucket": bucket[:120], "now": now, "window": window_seconds},
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 1
