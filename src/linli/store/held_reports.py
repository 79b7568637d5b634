"""Reports that wait: filed like any other, and not yet shown to those who take them in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from linli.store.models import HeldReport

RELEASE = """
UPDATE held_report SET released_at = %(now)s, released_by = %(by)s
WHERE county_id = %(county)s AND released_at IS NULL AND case_id IN (
    SELECT case_id FROM held_report
    WHERE county_id = %(county)s AND released_at IS NULL
      AND (case_id = ANY(%(ids)s) OR (%(ids)s::text[] IS NULL AND until <= %(now)s))
    ORDER BY case_id LIMIT %(most)s FOR UPDATE SKIP LOCKED
)
RETURNING case_id
"""
SEND_NOW = """
UPDATE outbox SET not_before = LEAST(not_before, %(now)s)
FROM unnest(%(ids)s::text[]) AS one(id)
WHERE county_id = %(county)s AND done_at IS NULL
  AND key ~>=~ ('case/' || one.id || '#') AND key ~<~ ('case/' || one.id || '$')
"""
"""Messages of a matter have keys that begin with its stream and "#"; the index for beginnings of texts finds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One waiting report."""

    case_id: str
    reasons: tuple[str, ...]
    held_at: datetime
    until: datetime


def waiting(county_id: int) -> "QuerySet[HeldReport]":
    """Return the rows that wait; nothing outside the store is given them."""
    return HeldReport.objects.filter(county_id=county_id, released_at=None)


def is_waiting(county_id: int) -> Exists:
    """Return the condition that a matter waits, for the lists of this package."""
    return Exists(waiting(county_id).filter(case_id=OuterRef("id")))


def count_waiting(county_id: int) -> int:
    """Return how many wait."""
    return waiting(county_id).count()


def waiting_reports(county_id: int, *, most: int, ids: Sequence[str] = ()) -> tuple[Waiting, ...]:
    """Return waiting reports, the longest waiting first; those of `ids` only, where some are named."""
    rows = waiting(county_id).filter(case_id__in=ids) if ids else waiting(county_id)
    return tuple(
        Waiting(case_id=row.case_id, reasons=tuple(row.reasons.split(",")), held_at=row.held_at, until=row.until)
        for row in rows.order_by("held_at", "case_id")[:most]
    )


def release(county_id: int, ids: Sequence[str] | None, *, by: str, now: datetime, most: int) -> tuple[str, ...]:
    """Let waiting reports in: those of `ids`, or with None those whose time has come; returns whose they are.

    Where a person lets them in, their messages, which waited with them, become due.
    """
    asked = {"county": county_id, "ids": None if ids is None else list(ids), "by": by, "now": now, "most": most}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(RELEASE, asked)
        released = tuple(str(row[0]) for row in cursor.fetchall())
        if released and by:
            cursor.execute(SEND_NOW, {"county": county_id, "now": now, "ids": list(released)})
    return released
