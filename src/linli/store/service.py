"""Guides and desks of the service hall as they are kept: versions are added, none is changed or removed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from linli.store.models import ServiceRecord

GUIDE, DESK = "guide", "desk"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('service_record', %s))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One version."""

    noun: str
    key: str
    version: int
    content: Mapping[str, Any]
    reason: str
    post: str
    staff: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What is added, by whom and why."""

    noun: str
    reason: str
    post: str
    staff: str
    made_at: datetime


_TOLD = ("noun", "key", "version", "content", "reason", "post", "staff", "made_at")


def newest(county_id: int, noun: str) -> tuple[Kept, ...]:
    """Return the newest version of every record of a noun, in order of key."""
    rows = ServiceRecord.objects.filter(county_id=county_id, noun=noun).order_by("key", "-version")
    return tuple(Kept(**one) for one in rows.distinct("key").values(*_TOLD))


def versions_of(county_id: int, noun: str, key: str) -> tuple[Kept, ...]:
    """Return every version of one record, the newest first."""
    rows = ServiceRecord.objects.filter(county_id=county_id, noun=noun, key=key).order_by("-version")
    return tuple(Kept(**one) for one in rows.values(*_TOLD))


def add_versions(county_id: int, kind: Kind, contents: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
    """Keep a new version of each (key, content), all or none; return how many. Two at once wait for each other."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [county_id])
        known = {one.key: one.version for one in newest(county_id, kind.noun)}
        rows = [
            ServiceRecord(
                county_id=county_id, noun=kind.noun, key=key, version=known.get(key, 0) + 1, content=dict(content),
                reason=kind.reason, post=kind.post, staff=kind.staff, made_at=kind.made_at,
            )
            for key, content in contents
        ]  # fmt: skip
        ServiceRecord.objects.bulk_create(rows)
    return len(rows)
