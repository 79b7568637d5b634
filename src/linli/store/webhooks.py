"""Webhooks: where news goes, and each delivery on its way. News is queued in the transaction that makes it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import connection
from django.db.models import F
from psycopg.types.json import Jsonb

from linli.domain.engine.context import Decision
from linli.domain.hook_events import event_after
from linli.store.models import Webhook, WebhookDelivery
from linli.store.writing import server_cursor

WAITING, DONE, DEAD, WITHHELD = "waiting", "done", "dead", "withheld"
ANY = """
SELECT FROM webhook w JOIN door_client c ON c.id = w.client_id
WHERE c.county_id = ANY(%s) AND w.is_active AND c.revoked_at IS NULL LIMIT 1
"""
# The id is ordered by time like every id of the house; what follows the time is derived from hook and event,
# so that a repetition is the same row.
QUEUE = """
INSERT INTO webhook_delivery (id, webhook_id, event_id, body, due_at, tries, status, last_error)
SELECT e.stamp || upper(left(md5(w.id || (e.body->>'id')), 16)), w.id, e.body->>'id', e.body,
       (e.body->>'at')::timestamptz, 0, 'waiting', ''
FROM jsonb_to_recordset(%s) AS e(county_id bigint, stamp text, body jsonb)
JOIN door_client c
    ON c.county_id = e.county_id AND c.revoked_at IS NULL AND starts_with(e.body->'case'->>'area', c.area_path)
JOIN webhook w ON w.client_id = c.id AND w.is_active AND starts_with(e.body->'case'->>'area', w.area_path)
WHERE w.events = '[]'::jsonb OR w.events ? (e.body->>'type')
ON CONFLICT DO NOTHING
"""
TAKE = """
UPDATE webhook_delivery d SET due_at = %(again)s, tries = d.tries + 1
FROM webhook w, door_client c
WHERE d.id = (
    SELECT one.id FROM webhook_delivery one
    JOIN webhook h ON h.id = one.webhook_id AND h.is_active
    JOIN door_client k ON k.id = h.client_id AND k.county_id = %(county)s AND k.revoked_at IS NULL
    WHERE one.status = 'waiting' AND one.due_at <= %(now)s
    ORDER BY one.due_at, one.id LIMIT 1 FOR UPDATE OF one SKIP LOCKED
) AND w.id = d.webhook_id AND c.id = w.client_id
RETURNING d.id, d.event_id, d.body, d.tries, w.id, w.url, w.secret, c.id, c.area_path, c.scopes
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hook:
    """An address of another system; its secret is not in here."""

    id: str
    client_id: str
    client_name: str
    url: str
    events: tuple[str, ...]
    area_path: str
    is_active: bool
    failures: int
    """How many deliveries failed since the last that arrived."""
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One delivery that is to be tried now, with what it is signed and judged by."""

    id: str
    event_id: str
    event: Mapping[str, Any]
    tries: int
    """This one included."""
    hook_id: str
    url: str
    secret: str = field(repr=False)
    client_id: str
    client_area: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryLine:
    """One delivery as the administrator sees it."""

    id: str
    hook_id: str
    url: str
    type: str
    number: str
    status: str
    tries: int
    last_error: str
    due_at: datetime
    delivered_at: datetime | None


def queue_news(decided: Sequence[tuple[int, Decision]], stamp: str, *, is_bulk: bool) -> None:
    """Queue what `decided` (county, decision) makes known, for every address that asked for it.

    `stamp` is the time at the beginning of the ids (ten characters). A single command sends one statement and waits
    for no answer; in bulk nothing is spelled where nobody asked.
    """
    with server_cursor() as cursor:
        if is_bulk and cursor.execute(ANY, [sorted({county for county, _ in decided})]).fetchone() is None:
            return
        told = [
            {"county_id": county, "stamp": stamp, "body": event}
            for county, one in decided
            if (event := event_after(one)) is not None
        ]
        if told:
            cursor.execute(QUEUE, [Jsonb(told, dumps=orjson.dumps)])


def add_hook(hook: Hook, secret: str) -> None:
    """Keep a new address with the secret that its deliveries are signed with."""
    Webhook.objects.create(
        id=hook.id, client_id=hook.client_id, url=hook.url, secret=secret, events=list(hook.events),
        area_path=hook.area_path, is_active=hook.is_active, created_at=hook.created_at,
    )  # fmt: skip


def hooks_of(county_id: int) -> tuple[Hook, ...]:
    """Return the addresses in use, in the order in which they were made."""
    rows = Webhook.objects.filter(client__county_id=county_id, client__revoked_at__isnull=True, is_active=True)
    return tuple(_hook(row) for row in rows.select_related("client").order_by("created_at", "id"))


def end_hook(county_id: int, hook_id: str) -> bool:
    """Send nothing more to an address; says whether it was in use."""
    rows = Webhook.objects.filter(pk=hook_id, client__county_id=county_id, is_active=True)
    return rows.update(is_active=False) == 1


def take_due(county_id: int, now: datetime, *, lease: timedelta) -> Due | None:
    """Take the delivery that has been due longest; after `lease` it is due again, whatever became of its taker."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"county": county_id, "now": now, "again": now + lease})
        row = cursor.fetchone()
    if row is None:
        return None
    return Due(
        id=row[0], event_id=row[1], event=_json(row[2]), tries=row[3], hook_id=row[4], url=row[5], secret=row[6],
        client_id=row[7], client_area=row[8], scopes=frozenset(row[9]),
    )  # fmt: skip


def mark_delivered(due: Due, *, now: datetime) -> None:
    """Note that a delivery arrived; the address counts as working again."""
    WebhookDelivery.objects.filter(pk=due.id).update(status=DONE, delivered_at=now, last_error="")
    Webhook.objects.filter(pk=due.hook_id).update(failures=0)


def mark_withheld(due: Due, *, reason: str) -> None:
    """Note that a delivery is not for its receiver to see."""
    WebhookDelivery.objects.filter(pk=due.id).update(status=WITHHELD, last_error=reason[:300])


def mark_failed(due: Due, *, error: str, again_at: datetime | None) -> None:
    """Note a failure; None: it is given up. What else waits for that address waits as long, and holds up nobody."""
    status = WAITING if again_at else DEAD
    one = WebhookDelivery.objects.filter(pk=due.id)
    one.update(status=status, last_error=error[:300], **({"due_at": again_at} if again_at else {}))
    Webhook.objects.filter(pk=due.hook_id).update(failures=F("failures") + 1)
    if again_at:
        waiting = WebhookDelivery.objects.filter(webhook_id=due.hook_id, status=WAITING, due_at__lt=again_at)
        waiting.exclude(pk=due.id).update(due_at=again_at)


def deliveries_of(county_id: int, *, limit: int) -> tuple[DeliveryLine, ...]:
    """Return the latest deliveries, the newest first."""
    rows = WebhookDelivery.objects.filter(webhook__client__county_id=county_id)
    return tuple(_line(row) for row in rows.select_related("webhook").order_by("-id")[:limit])


def try_again(county_id: int, delivery_id: str, *, now: datetime) -> bool:
    """Put a delivery that failed back at the beginning; says whether there was one."""
    rows = WebhookDelivery.objects.filter(
        pk=delivery_id, webhook__client__county_id=county_id, webhook__is_active=True, status__in=(DEAD, WAITING)
    )
    return rows.update(status=WAITING, tries=0, due_at=now) == 1


def _hook(row: Webhook) -> Hook:
    return Hook(
        id=row.pk, client_id=row.client_id, client_name=row.client.name, url=row.url, events=tuple(row.events),
        area_path=row.area_path, is_active=row.is_active, failures=row.failures, created_at=row.created_at,
    )  # fmt: skip


def _line(row: WebhookDelivery) -> DeliveryLine:
    event: Mapping[str, Any] = row.body
    return DeliveryLine(
        id=row.pk, hook_id=row.webhook_id, url=row.webhook.url, type=str(event.get("type", "")),
        number=str(event.get("case", {}).get("number", "")), status=row.status, tries=row.tries,
        last_error=row.last_error, due_at=row.due_at, delivered_at=row.delivered_at,
    )  # fmt: skip


def _json(value: Any) -> Mapping[str, Any]:
    """Return a JSON column as read by a plain statement: text, or what the driver made of it."""
    found: Mapping[str, Any] = json.loads(value) if isinstance(value, str) else value
    return found
