"""What is kept for a while for people without an account: found by a signed cookie, and bounded however many come.

A draft, a photo of one or a refused form is a session whose key says so. When there are more than the house has room
for, those that lay idle the longest go: whoever is writing at that moment keeps what they wrote.
"""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils.crypto import get_random_string

MARK = "stranger"
KEY_CHARACTERS = 32
KEPT_MAX = 20_000
"""More than a machine of this size takes in within five minutes; with photos some 15 GB at the very most."""
COUNTED_FOR = timedelta(days=2)
"""Twice the longest window in which attempts are counted."""
DROP = """
DELETE FROM django_session WHERE session_key IN (
    SELECT session_key FROM django_session WHERE session_key LIKE %(mark)s ORDER BY expire_date DESC OFFSET %(most)s
)
"""
FORGET = "DELETE FROM attempt WHERE window_at < %s"


class StrangerSession(SessionStore):
    """A session of somebody without an account; those of staff have other keys and are never dropped for it."""

    def _get_new_session_key(self) -> str:
        while self.exists(key := MARK + get_random_string(KEY_CHARACTERS)):
            pass
        return key


def drop_idle(now: datetime, *, most: int = KEPT_MAX) -> int:
    """Drop what lay idle the longest beyond `most`, and counters that count no more; returns how many it dropped."""
    with connection.cursor() as cursor:
        cursor.execute(DROP, {"mark": f"{MARK}%", "most": most})
        dropped = int(cursor.rowcount)
        cursor.execute(FORGET, [now - COUNTED_FOR])
    return dropped
