"""Allowances as they are kept: all buckets of one report are spent in one statement, in the order of their keys."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from linli.domain.allowance import Allowance

SPEND = """
INSERT INTO allowance (bucket, used_until)
SELECT one.bucket, LEAST(%(now)s + one.each, %(now)s + one.whole + %(longest)s)
FROM unnest(%(buckets)s::text[], %(each)s::interval[], %(whole)s::interval[]) AS one(bucket, each, whole)
ORDER BY one.bucket
ON CONFLICT (bucket) DO UPDATE SET used_until = (
    SELECT LEAST(GREATEST(allowance.used_until, %(now)s) + one.each, %(now)s + one.whole + %(longest)s)
    FROM unnest(%(buckets)s::text[], %(each)s::interval[], %(whole)s::interval[]) AS one(bucket, each, whole)
    WHERE one.bucket = allowance.bucket
)
RETURNING bucket, used_until
"""
LOOK = "SELECT bucket, used_until FROM allowance WHERE bucket = ANY(%s)"
FORGET = "DELETE FROM allowance WHERE used_until < %s"


def spend(buckets: Mapping[str, Allowance], *, longest: timedelta, now: datetime) -> dict[str, datetime]:
    """Count one report in every bucket and return until when each is used up; reckons as `Allowance.spend` does."""
    if not buckets:
        return {}
    asked: dict[str, Any] = {
        "now": now,
        "longest": longest,
        "buckets": list(buckets),
        "each": [one.each for one in buckets.values()],
        "whole": [one.whole for one in buckets.values()],
    }
    with connection.cursor() as cursor:
        cursor.execute(SPEND, asked)
        return {str(row[0]): row[1] for row in cursor.fetchall()}


def look(buckets: Mapping[str, Allowance]) -> dict[str, datetime]:
    """Return until when each bucket is used up, without counting anything."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [list(buckets)])
        return {str(row[0]): row[1] for row in cursor.fetchall()}


def forget_full(now: datetime) -> int:
    """Remove the buckets that are full again; returns how many they were."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [now])
        return int(cursor.rowcount)
