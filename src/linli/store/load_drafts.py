"""Files on their way into the store as cases, and the maps that were kept for the next one."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linli.store.models import LoadBatch, SetupDraft

KIND = "load"
MAPS = "saved-load-maps"
"""Stands where an account's pseudonym stands elsewhere: maps are the county's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSums:
    """How far a batch is."""

    read: int
    kept: int
    refused: int
    known: int
    is_finished: bool


def running_files(county_id: int) -> tuple[str, ...]:
    """Return the accounts whose file is being loaded, the longest waiting first."""
    found = SetupDraft.objects.filter(county_id=county_id, kind=KIND, options__state="running")
    return tuple(found.order_by("made_at", "pseudonym").values_list("pseudonym", flat=True))


def options_of(county_id: int, pseudonym: str) -> Mapping[str, str] | None:
    """Return what is noted about the file of an account, without the file."""
    found = SetupDraft.objects.filter(county_id=county_id, pseudonym=pseudonym, kind=KIND)
    return found.values_list("options", flat=True).first()


def note(county_id: int, pseudonym: str, *, options: Mapping[str, str], is_file_dropped: bool = False) -> None:
    """Note how the file of an account is read or how far it is; the file itself can be dropped with it."""
    found = SetupDraft.objects.filter(county_id=county_id, pseudonym=pseudonym, kind=KIND)
    changes: dict[str, object] = {"options": dict(options)}
    if is_file_dropped:
        changes["content"] = b""
    found.update(**changes)


def batch_sums(batch_id: str) -> BatchSums | None:
    """Return how far a batch is, or None."""
    row = LoadBatch.objects.filter(pk=batch_id).first()
    if row is None:
        return None
    return BatchSums(
        read=row.rows_read, kept=row.rows_kept, refused=row.rows_refused, known=row.rows_known,
        is_finished=row.finished_at is not None,
    )  # fmt: skip


def keep_map(county_id: int, source: str, text: str, now: datetime) -> None:
    """Keep a map as the one of its source."""
    SetupDraft.objects.update_or_create(
        county_id=county_id, pseudonym=MAPS, kind=hashlib.sha256(source.encode()).hexdigest()[:16],
        defaults={"filename": source[:120], "content": text.encode(), "options": {}, "made_at": now},
    )  # fmt: skip


def kept_maps(county_id: int) -> dict[str, str]:
    """Return the maps that were kept, by source."""
    found = SetupDraft.objects.filter(county_id=county_id, pseudonym=MAPS).order_by("filename")
    return {one.filename: bytes(one.content).decode() for one in found}
