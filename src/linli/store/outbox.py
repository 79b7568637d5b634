"""The outbox as the worker sees it: what is due, taken by one worker at a time, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min

from linli.store.journal import OutboxDraft
from linli.store.models import Notice, Outbox

ATTEMPTS_MAX = 8
"""After so many failures a message is given up and stays with its reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One message that is due."""

    id: str
    county_id: int
    key: str
    payload: Mapping[str, Any]
    attempts: int


def add(county_id: int, drafts: Sequence[OutboxDraft]) -> None:
    """Queue messages within the caller's transaction; one whose key is known already is not queued again."""
    rows = [
        Outbox(
            id=one.id, county_id=county_id, key=one.key, kind=one.kind, payload=dict(one.payload),
            created_at=one.created_at, not_before=one.not_before,
        )
        for one in drafts
    ]  # fmt: skip
    Outbox.objects.bulk_create(rows, ignore_conflicts=True)


@contextmanager
def take_one(county_id: int, now: datetime) -> Iterator[Waiting | None]:
    """Yield the message due longest, locked until the block ends; None when none is free.

    The caller marks it within the block. A crash inside leaves it as it was: it is sent again with the same key.
    """
    with transaction.atomic():
        row = (
            Outbox.objects.select_for_update(skip_locked=True)
            .filter(county_id=county_id, done_at__isnull=True, attempts__lt=ATTEMPTS_MAX, not_before__lte=now)
            .order_by("not_before", "id")
            .first()
        )
        if row is None:
            yield None
            return
        yield Waiting(id=row.id, county_id=row.county_id, key=row.key, payload=row.payload, attempts=row.attempts)


def mark_done(id_: str, *, now: datetime) -> None:
    """Note that a message was handed over."""
    Outbox.objects.filter(pk=id_).update(done_at=now, error="")


def mark_failed(id_: str, *, error: str, again_at: datetime) -> None:
    """Note a failure and when it is tried again."""
    attempts = Outbox.objects.values_list("attempts", flat=True).get(pk=id_)
    Outbox.objects.filter(pk=id_).update(attempts=attempts + 1, error=error[:300], not_before=again_at)


def mark_given_up(id_: str, *, error: str) -> None:
    """Note that a message cannot be delivered at all; it stays, with its reason."""
    Outbox.objects.filter(pk=id_).update(attempts=ATTEMPTS_MAX, error=error[:300])


def leave_unsent(county_id: int, *, created_before: datetime, now: datetime, reason: str) -> int:
    """Close what was written before a moment without sending it, and keep the reason; returns how many."""
    rows = Outbox.objects.filter(county_id=county_id, done_at__isnull=True, created_at__lt=created_before)
    return rows.update(done_at=now, error=reason[:300])


def count_waiting(county_id: int) -> tuple[int, int]:
    """Return how many messages wait, and how many were given up."""
    rows = Outbox.objects.filter(county_id=county_id, done_at__isnull=True)
    return rows.filter(attempts__lt=ATTEMPTS_MAX).count(), rows.filter(attempts__gte=ATTEMPTS_MAX).count()


def next_due_at(county_id: int) -> datetime | None:
    """Return when the next message is due, or None."""
    rows = Outbox.objects.filter(county_id=county_id, done_at__isnull=True, attempts__lt=ATTEMPTS_MAX)
    found: datetime | None = rows.aggregate(first=Min("not_before"))["first"]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """A message as the console shows it."""

    id: str
    unit_id: str
    post_id: str
    case_id: str
    template: str
    params: Mapping[str, Any]
    created_at: datetime
    read_at: datetime | None


def add_notice(line: NoticeLine, *, county_id: int) -> None:
    """Show a message in the console; the same id again adds nothing."""
    Notice.objects.bulk_create(
        [
            Notice(
                id=line.id, county_id=county_id, unit_id=line.unit_id, post_id=line.post_id, case_id=line.case_id,
                template=line.template, params=dict(line.params), created_at=line.created_at,
            )
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def notices_of(county_id: int, unit_id: str, post_id: str, *, before: str = "", limit: int = 50) -> list[NoticeLine]:
    """Return the notices of a post and of its unit as a whole, the newest first, older than id `before`."""
    rows = Notice.objects.filter(county_id=county_id, unit_id=unit_id, post_id__in=["", post_id])
    if before:
        rows = rows.filter(id__lt=before)
    return [
        NoticeLine(
            id=row.id, unit_id=row.unit_id, post_id=row.post_id, case_id=row.case_id, template=row.template,
            params=row.params, created_at=row.created_at, read_at=row.read_at,
        )
        for row in rows.order_by("-id")[:limit]
    ]  # fmt: skip


def count_unread(county_id: int, unit_id: str, post_id: str, *, most: int = 100) -> int:
    """Return how many notices were not read yet, counting no further than `most`."""
    rows = Notice.objects.filter(county_id=county_id, unit_id=unit_id, post_id__in=["", post_id], read_at__isnull=True)
    return rows[:most].count()


def mark_read(county_id: int, unit_id: str, post_id: str, *, now: datetime) -> int:
    """Note that a post has seen its notices; returns how many were new."""
    rows = Notice.objects.filter(county_id=county_id, unit_id=unit_id, post_id__in=["", post_id], read_at__isnull=True)
    return rows.update(read_at=now)
