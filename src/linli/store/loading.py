"""Keeping track of loaded files: batches, and what became of each row."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from linli.store.models import LoadBatch, LoadRow
from linli.store.writing import Table, Writing

LOAD_ROW = Table(
    name="load_row",
    columns=("county_id", "source", "key", "row_hash", "batch_id", "line", "made", "reasons"),
    key=("county_id", "source", "key"),
    json=frozenset({"reasons"}),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFate:
    """What became of one row: the stream it made, or the reasons against it (or both: kept with a remark)."""

    key: str
    row_hash: str
    line: int
    made: str
    reasons: Sequence[Mapping[str, object]]


def begin_batch(
    batch_id: str, *, county_id: int, what: str, source: str, hashes: tuple[str, str], now: datetime
) -> None:
    """Note that a file (its hash, its map's hash) is being read in."""
    LoadBatch.objects.create(
        id=batch_id, county_id=county_id, what=what, source=source, file_hash=hashes[0], mapping_hash=hashes[1],
        started_at=now,
    )  # fmt: skip


def known_rows(county_id: int, source: str, keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return (row hash, stream made) of those rows of `source` that were met before."""
    rows = LoadRow.objects.filter(county_id=county_id, source=source, key__in=list(keys))
    return {str(key): (str(hash_), str(made)) for key, hash_, made in rows.values_list("key", "row_hash", "made")}


def save_fates(county_id: int, source: str, batch_id: str, fates: Iterable[RowFate]) -> None:
    """Keep the fate of each row, in the present transaction."""
    writing = Writing()
    writing.add(
        LOAD_ROW,
        [
            {
                "county_id": county_id, "source": source, "key": fate.key, "row_hash": fate.row_hash,
                "batch_id": batch_id, "line": fate.line, "made": fate.made, "reasons": list(fate.reasons),
            }
            for fate in fates
        ],
    )  # fmt: skip
    writing.send(by_copy=True)


def count_rows(batch_id: str, *, read: int, kept: int, refused: int, known: int) -> None:
    """Add to the batch's sums."""
    LoadBatch.objects.filter(pk=batch_id).update(
        rows_read=F("rows_read") + read,
        rows_kept=F("rows_kept") + kept,
        rows_refused=F("rows_refused") + refused,
        rows_known=F("rows_known") + known,
    )


def finish_batch(batch_id: str, *, now: datetime) -> None:
    """Note that the file was read to its end."""
    LoadBatch.objects.filter(pk=batch_id).update(finished_at=now)


def refused_rows(batch_id: str) -> Iterable[tuple[int, str, list[dict[str, Any]]]]:
    """Yield (line, key, reasons) of the rows a batch did not keep, in order of line."""
    rows = LoadRow.objects.filter(batch_id=batch_id, made="").order_by("line")
    for line, key, reasons in rows.values_list("line", "key", "reasons").iterator(chunk_size=2000):
        yield int(line), str(key), reasons
