"""Copies: what waits in a file or a form beside the vault, and may hold what somebody has a right to see erased.

A file that waits to be loaded cannot be searched for one person (it may be a workbook, a package, an old encoding), so
it goes as a whole; whoever sent it has it and sends it again. Source: 个人信息保护法 art. 47.
"""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from linli.store.load_drafts import KIND, MAPS
from linli.store.models import SetupDraft

KEPT_FOR = timedelta(days=7)
"""How long a file waits that nobody goes on with, and what the cells of a loaded row are told by."""
FORGET_CELLS = """
UPDATE load_row r SET reasons = (
    SELECT jsonb_agg(CASE WHEN coalesce(one->'params', '{}') = '{}'::jsonb THEN one ELSE jsonb_set(
        one, '{params}', (SELECT jsonb_object_agg(key, '…') FROM jsonb_each(one->'params'))) END)
    FROM jsonb_array_elements(r.reasons) AS one)
FROM load_batch b
WHERE b.id = r.batch_id AND r.county_id = %(county)s AND b.started_at < %(before)s
  AND r.reasons::text LIKE '%%"params": {"%%' AND r.reasons::text NOT LIKE '%%"…"%%'
"""
"""What was refused stays named by its reason; what stood in the cell goes."""
FORGET_SESSIONS = "DELETE FROM django_session WHERE expire_date < %s"


def drop_waiting_files(county_id: int) -> int:
    """Drop every file of rows that waits to be loaded; one that is being loaded goes when it is done."""
    waiting = SetupDraft.objects.filter(county_id=county_id, kind=KIND).exclude(pseudonym=MAPS)
    return waiting.exclude(options__state="running").exclude(content=b"").delete()[0]


def drop_old(county_id: int, now: datetime) -> int:
    """Drop what nobody went on with: files, forms of ended sessions, cells of rows; return how many files."""
    old = SetupDraft.objects.filter(Q(county_id=county_id, made_at__lt=now - KEPT_FOR) & ~Q(pseudonym=MAPS))
    dropped = old.exclude(options__state="running").delete()[0]
    with connection.cursor() as cursor:
        cursor.execute(FORGET_CELLS, {"county": county_id, "before": now - KEPT_FOR})
        cursor.execute(FORGET_SESSIONS, [now])
    return dropped
