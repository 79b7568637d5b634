"""Keeping and reading the calls that an exchange recorded."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from linli.domain.calls import PICK_UP_MAX_S, Call, CallFigures
from linli.store import models

BATCH_ROWS = 1000


def known_calls(county_id: int, source: str, keys: Sequence[str]) -> dict[str, Call]:
    """Return the calls of a source that are kept already, by key."""
    rows = models.Call.objects.filter(county_id=county_id, source=source, key__in=list(keys))
    return {row.key: _call(row) for row in rows}


def add_calls(county_id: int, source: str, calls: Sequence[Call]) -> None:
    """Keep `calls`; one that is kept already stays as it is."""
    rows = (
        models.Call(
            county_id=county_id,
            source=source,
            key=one.key,
            began_at=one.began_at,
            answered_at=one.answered_at,
            ended_at=one.ended_at,
        )
        for one in calls
    )
    models.Call.objects.bulk_create(rows, batch_size=BATCH_ROWS, ignore_conflicts=True)


def calls_between(county_id: int, begin: datetime, end: datetime, *, most: int) -> tuple[Call, ...]:
    """Return the calls that began from `begin` to before `end`, the newest first, at most `most`."""
    rows = models.Call.objects.filter(county_id=county_id, began_at__gte=begin, began_at__lt=end)
    return tuple(_call(row) for row in rows.order_by("-began_at", "source", "key")[:most])


def counts_between(county_id: int, begin: datetime, end: datetime) -> CallFigures:
    """Return how many calls began from `begin` to before `end`, were answered, and were picked up in time."""
    rows = models.Call.objects.filter(county_id=county_id, began_at__gte=begin, began_at__lt=end)
    in_time = Q(answered_at__lte=F("began_at") + timedelta(seconds=PICK_UP_MAX_S))
    found = rows.aggregate(
        calls=Count("began_at"), answered=Count("answered_at"), in_time=Count("began_at", filter=in_time)
    )
    return CallFigures(calls=found["calls"], answered=found["answered"], in_time=found["in_time"])


def _call(row: models.Call) -> Call:
    return Call(key=row.key, began_at=row.began_at, answered_at=row.answered_at, ended_at=row.ended_at)
