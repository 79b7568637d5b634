"""What the store knows of how the installation stands: the last moments on record, keys that are gone, erasures."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from linli.store.secrets import EVERYTHING, key_store, opened

NEWEST_MATTERS = 20
# By county, because the index by moment begins with it.
LAST = """
SELECT clock_timestamp(),
    (SELECT max(one.moved_at) FROM county c CROSS JOIN LATERAL (
        SELECT r.moved_at FROM case_row r WHERE r.county_id = c.id ORDER BY r.moved_at DESC LIMIT 1) AS one),
    EXISTS (SELECT FROM case_row WHERE NOT is_final)
"""
NEWEST = """
SELECT v.key_id FROM (SELECT id, county_id FROM case_row ORDER BY id DESC LIMIT %s) AS c
JOIN value v ON v.county_id = c.county_id AND v.stream = 'case/' || c.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastMoments:
    """What the database knows of the time."""

    database_at: datetime
    last_at: datetime | None
    has_open: bool


def last_moments() -> LastMoments:
    """Return the server's own moment, the last one on record, and whether anything is still open."""
    with connection.cursor() as cursor:
        cursor.execute(LAST)
        database_at, last_at, has_open = cursor.fetchone()
    return LastMoments(database_at=database_at, last_at=last_at, has_open=has_open)


def count_newest_keyless() -> int:
    """Return how many values of the newest matters have no key; raises KeyStoreFailed.

    A value that was erased has no row any more: what has one and no key was sealed after this store was copied.
    """
    with opened(0, EVERYTHING), connection.cursor() as cursor:
        cursor.execute(NEWEST, [NEWEST_MATTERS])
        ids = [bytes(row[0]) for row in cursor.fetchall()]
    return len(ids) - len(key_store().find(ids)) if ids else 0


def last_erased_at(county_id: int) -> datetime | None:
    """Return when the last key of an erased value was destroyed, or None."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(done_at) FROM key_destruction WHERE county_id = %s", [county_id])
        row = cursor.fetchone()
    return row[0] if row else None
