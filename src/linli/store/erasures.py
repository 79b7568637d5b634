"""Erasures in numbers: what was done, what waits for a second person, and which keys still have to be destroyed."""

from datetime import datetime

from django.db import connection

COUNT = """
SELECT
    (SELECT count(DISTINCT e.stream) FROM entry e JOIN case_row c ON 'case/' || c.id = e.stream
     WHERE e.county_id = %(county)s AND e.type = 'case.erase' AND e.recv >= %(since)s
       AND c.county_id = e.county_id AND starts_with(c.area_path, %(area)s)),
    (SELECT count(*) FROM case_row c
     WHERE c.county_id = %(county)s AND c.awaits_agreement AND starts_with(c.area_path, %(area)s)
       AND EXISTS (SELECT FROM entry e WHERE e.county_id = c.county_id AND e.stream = 'case/' || c.id
                   AND e.type = 'case.erase_proposed')),
    (SELECT count(*) FROM key_destruction k
     WHERE k.county_id = %(county)s AND k.done_at IS NULL)
"""


def count_erasures(county_id: int, area_path: str, since: datetime) -> tuple[int, int, int]:
    """Return how many matters below an area had values erased since then, how many wait for agreement, and how many
    keys of the county are still to be destroyed."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"county": county_id, "area": area_path, "since": since})
        done, pending, keys = cursor.fetchone()
    return int(done), int(pending), int(keys)
