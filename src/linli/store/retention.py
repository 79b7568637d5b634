"""Retention in the store: which ended matters still hold personal data, and which a legal hold keeps."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from linli.domain.entry import parse_entry
from linli.store.secrets import EVERYTHING, opened

DUE = """
SELECT c.id FROM case_row c
WHERE c.county_id = %(county)s AND c.procedure = %(procedure)s AND c.is_final AND c.closed_at <= %(before)s
  AND c.id > %(after)s AND NOT c.awaits_agreement AND NOT c.reopen_asked
  AND EXISTS (SELECT FROM value v WHERE v.county_id = c.county_id AND v.stream = 'case/' || c.id
              AND v.subject IN ('requester', 'party'))
ORDER BY c.id LIMIT %(most)s
"""
HOLDS = "case.hold_erasure"
HELD = """
SELECT DISTINCT ON (stream) stream, type, recv, body FROM entry
WHERE county_id = %(county)s AND type IN ('case.hold_erasure', 'case.lift_hold')
ORDER BY stream, seq DESC
"""
"""The latest word about each matter that was ever held; the index `entry_holds` holds no other entries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalHold:
    """A matter that is kept from erasing, with the document that says so."""

    stream: str
    document: str
    held_at: datetime
    post: str
    staff: str
    unit: str


def streams_due(county_id: int, procedure: str, *, before: datetime, after: str, most: int) -> list[str]:
    """Return streams of matters ended before a moment that still hold personal data, in order, from `after` on."""
    given: dict[str, int | str | datetime] = {
        "county": county_id, "procedure": procedure, "before": before, "after": after, "most": most,
    }  # fmt: skip
    with opened(county_id, EVERYTHING), connection.cursor() as cursor:
        cursor.execute(DUE, given)
        return [f"case/{row[0]}" for row in cursor.fetchall()]


def holds(county_id: int) -> dict[str, LegalHold]:
    """Return by stream every matter that is held now, as its entries say."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"county": county_id})
        rows = cursor.fetchall()
    found = {}
    for stream, kind, recv, body in rows:
        if kind == HOLDS:
            entry = parse_entry(bytes(body))
            found[stream] = LegalHold(
                stream=stream, document=str(entry.pub["hold_document"]), held_at=recv,
                post=entry.actor.get("post", ""), staff=entry.actor.get("staff", ""), unit=entry.actor.get("unit", ""),
            )  # fmt: skip
    return found
