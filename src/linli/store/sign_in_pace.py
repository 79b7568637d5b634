"""Buckets of guesses, spent in one short transaction before anything is compared."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from linli.domain.sign_in_pace import Bucket, Tries, Verdict, free_in, give_back, judge, missed, spend
from linli.store.models import SignInPace

FORGOTTEN_AFTER = timedelta(days=1)
FORGOTTEN_AT_ONCE = 50

Keys = Mapping[Bucket, str]


def ask(keys: Keys, *, is_known_device: bool, has_code: bool, now: datetime) -> Verdict:
    """Judge a guess and spend what it costs; two at the same moment never spend the same."""
    with transaction.atomic():
        rows = _locked(keys, now)
        tries = {bucket: _tries(row) for bucket, row in rows.items()}
        verdict = judge(tries, is_known_device=is_known_device, has_code=has_code, now=now)
        for bucket in verdict.spends:
            _keep(rows[bucket], spend(bucket, tries[bucket], now), now)
    return verdict


def ask_code(key: str, *, now: datetime) -> timedelta:
    """Spend one try at a one-time code; return zero, or how long to wait where none is left."""
    with transaction.atomic():
        row = _locked({Bucket.CODE: key}, now)[Bucket.CODE]
        wait = free_in(Bucket.CODE, _tries(row), now)
        if not wait:
            _keep(row, spend(Bucket.CODE, _tries(row), now), now)
    return wait


def note_miss(keys: Keys, *, now: datetime) -> None:
    """Note a wrong guess in every bucket named."""
    with transaction.atomic():
        for row in _locked(keys, now).values():
            _keep(row, missed(_tries(row), now), now)
    _forget(now)


def note_hit(keys: Keys, *, now: datetime) -> None:
    """Give back what a right guess had cost, and forget what was missed before it."""
    with transaction.atomic():
        for bucket, row in _locked(keys, now).items():
            _keep(row, give_back(bucket, _tries(row)), now)


def _locked(keys: Keys, now: datetime) -> dict[Bucket, SignInPace]:
    """Lock the rows of all buckets, in the order of their keys so that nobody waits in a circle."""
    SignInPace.objects.bulk_create(
        [SignInPace(bucket=key, used_at=now) for key in sorted(keys.values())], ignore_conflicts=True
    )
    found = SignInPace.objects.select_for_update().filter(bucket__in=list(keys.values())).order_by("bucket")
    rows = {row.bucket: row for row in found}
    return {bucket: rows[key] for bucket, key in keys.items()}


def _tries(row: SignInPace) -> Tries:
    return Tries(full_at=row.full_at, misses=row.misses, missed_at=row.missed_at)


def _keep(row: SignInPace, tries: Tries, now: datetime) -> None:
    row.full_at, row.misses, row.missed_at, row.used_at = tries.full_at, tries.misses, tries.missed_at, now
    row.save(update_fields=["full_at", "misses", "missed_at", "used_at"])


def _forget(now: datetime) -> None:
    """Drop a few rows that nobody has used for a day, so that invented names do not fill the table."""
    old = SignInPace.objects.filter(used_at__lt=now - FORGOTTEN_AFTER).values_list("bucket", flat=True)
    SignInPace.objects.filter(bucket__in=list(old[:FORGOTTEN_AT_ONCE])).delete()
