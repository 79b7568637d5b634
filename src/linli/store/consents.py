"""Consents: what whoever reported agreed to for one matter, and what they took back."""

from datetime import datetime

from linli.store.models import Consent


def remember(county_id: int, stream: str, *, version: str, given: frozenset[str], refused: frozenset[str],
             now: datetime) -> None:  # fmt: skip
    """Keep the first answer for each purpose; the same press again changes nothing."""
    rows = [
        Consent(
            county_id=county_id, stream=stream, purpose=purpose, notice_version=version, given_at=now,
            withdrawn_at=None if purpose in given else now,
        )
        for purpose in sorted(given | refused)
    ]  # fmt: skip
    Consent.objects.bulk_create(rows, ignore_conflicts=True)


def change(county_id: int, stream: str, purpose: str, *, version: str, is_given: bool, now: datetime) -> None:
    """Give or take back consent to one purpose, from now on."""
    withdrawn_at = None if is_given else now
    Consent.objects.update_or_create(
        county_id=county_id, stream=stream, purpose=purpose,
        defaults={"withdrawn_at": withdrawn_at, "notice_version": version, **({"given_at": now} if is_given else {})},
        create_defaults={"withdrawn_at": withdrawn_at, "notice_version": version, "given_at": now},
    )  # fmt: skip


def of_stream(county_id: int, stream: str) -> dict[str, tuple[str, datetime | None]]:
    """Return by purpose (notice version, when it was taken back or not given)."""
    rows = Consent.objects.filter(county_id=county_id, stream=stream)
    return {row.purpose: (row.notice_version, row.withdrawn_at) for row in rows}


def is_refused(county_id: int, stream: str, purpose: str) -> bool:
    """Say whether the person said no to a purpose, at first or later; where nobody asked, they did not."""
    return Consent.objects.filter(
        county_id=county_id, stream=stream, purpose=purpose, withdrawn_at__isnull=False
    ).exists()
