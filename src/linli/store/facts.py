"""Exporting facts: the entries of a county's matters as Parquet, one row per entry, partitioned by county and month.

An export adds only what is new: the head of every stream is compared with the head that was exported, so that no
clock and no order of commits can hide an entry, and doing it again adds nothing. A manifest names the files that
count; it is replaced at once when all of them are whole, so that a crash leaves the export before it.
"""

import fcntl
import json
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import connection
from ulid import ULID

from linli.domain.calendar import WorkingCalendar
from linli.domain.entry import parse_entry
from linli.indicators.facts import COLUMNS, FACTS_VERSION, EntryFact, fact_of, milliseconds
from linli.indicators.worked_time import WorkedTime
from linli.store.models import Case

STREAMS_AT_ONCE = 2_000
ROWS_AT_ONCE = 100_000
FILES_PER_MONTH_MAX = 24
"""From here on the files of a month are made one."""
HEADS = """
SELECT stream, seq FROM stream WHERE county_id = %s AND stream > %s AND stream LIKE 'case/%%' ORDER BY stream LIMIT %s
"""
NEW_ENTRIES = """
SELECT e.stream, e.body FROM entry e JOIN unnest(%s::text[], %s::int[]) AS known(stream, seq)
ON e.stream = known.stream AND e.seq > known.seq WHERE e.county_id = %s AND e.stream = ANY(%s) ORDER BY e.stream, e.seq
"""
SCHEMA = pa.schema([(name, {"boolean": pa.bool_()}.get(kind) or getattr(pa, kind)()) for name, kind in COLUMNS.items()])
_VALUES = attrgetter(*COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export came to."""

    rows: int
    """Rows added by it."""
    files: tuple[str, ...]
    """Every file that counts now."""
    as_of_ms: int


@dataclass(slots=True)
class _Manifest:
    """Which files count, and up to where each stream was exported."""

    made_by: str = ""
    files: list[str] = field(default_factory=list)
    heads_file: str = ""
    left: list[str] = field(default_factory=list)
    """Files that no longer count; they go with the next export, when nobody reads them any more."""


def export_facts(county_id: int, county: str, folder: Path, *, calendar: WorkingCalendar, now: datetime) -> Exported:
    """Add what is new to the facts of `county` in `folder`; the rows are made anew when their rules changed."""
    with _alone(folder, county):
        made_by = f"{FACTS_VERSION}/{calendar.version}"
        manifest = _read_manifest(folder, county)
        if manifest.made_by != made_by:
            manifest = _Manifest(made_by=made_by, left=[*manifest.files, manifest.heads_file])
        heads = _known_heads(folder, manifest)
        writer = _Writer(folder, county, WorkedTime(calendar))
        for fact in _new_facts(county_id, heads, writer.worked):
            heads[fact.stream] = fact.seq
            writer.add(fact)
        writer.flush()
        gone = [one for one in manifest.left if one]
        manifest.left = []
        if writer.rows or not manifest.heads_file:
            manifest.files += writer.files
            _join_small_files(folder, county, manifest)
            manifest.left.append(manifest.heads_file)
            manifest.heads_file = _write_heads(folder, county, heads)
        _write_manifest(folder, county, manifest)
        for one in gone:
            (folder / one).unlink(missing_ok=True)
    files = tuple(str(folder / one) for one in manifest.files)
    return Exported(rows=writer.rows, files=files, as_of_ms=milliseconds(now))


def kept_from(county_id: int, staff_id: str) -> tuple[str, ...]:
    """Return the ids of the matters in which somebody is accused: their own figures are taken without them."""
    if not staff_id:
        return ()
    found = Case.objects.filter(county_id=county_id, accused__contains=[staff_id]).order_by("id")
    return tuple(found.values_list("id", flat=True))


def _new_facts(county_id: int, heads: Mapping[str, int], worked: WorkedTime) -> Iterator[EntryFact]:
    after = ""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(HEADS, [county_id, after, STREAMS_AT_ONCE])
            found: list[tuple[str, int]] = cursor.fetchall()
            if not found:
                return
            after = found[-1][0]
            grown = [stream for stream, seq in found if seq > heads.get(stream, 0)]
            if not grown:
                continue
            cursor.execute(NEW_ENTRIES, [grown, [heads.get(one, 0) for one in grown], county_id, grown])
            bodies = cursor.fetchall()
        for _, body in bodies:
            yield fact_of(parse_entry(bytes(body)), worked)


class _Writer:
    """Gathers rows by month and writes each month's to a file of its own."""

    def __init__(self, folder: Path, county: str, worked: WorkedTime) -> None:
        self.folder, self.county, self.worked = folder, county, worked
        self.rows, self.files = 0, list[str]()
        self._months: dict[str, list[EntryFact]] = defaultdict(list)
        self._waiting = 0

    def add(self, fact: EntryFact) -> None:
        """Keep a row, and write when there are many."""
        moment = datetime.fromtimestamp(fact.recv_at_ms / 1000, tz=self.worked.calendar.zone)
        self._months[f"{moment:%Y-%m}"].append(fact)
        self.rows += 1
        self._waiting += 1
        if self._waiting >= ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        for month, facts in sorted(self._months.items()):
            columns = zip(*map(_VALUES, facts), strict=True)
            table = pa.Table.from_arrays(
                [pa.array(column, kind) for column, kind in zip(columns, SCHEMA.types, strict=True)], schema=SCHEMA
            )
            self.files.append(_write_rows(self.folder, self.county, month, table))
        self._months.clear()
        self._waiting = 0


def _write_rows(folder: Path, county: str, month: str, table: pa.Table) -> str:
    name = f"entries/county={county}/month={month}/{ULID()}.parquet"
    _write_whole(folder / name, table)
    return name


def _write_whole(path: Path, table: pa.Table) -> None:
    """Write a file under another name and rename it when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_suffix(".half")
    pq.write_table(table, half, compression="zstd")
    os.replace(half, path)


def _join_small_files(folder: Path, county: str, manifest: _Manifest) -> None:
    by_month: dict[str, list[str]] = defaultdict(list)
    for one in manifest.files:
        by_month[one.split("month=")[1].partition("/")[0]].append(one)
    for month, files in by_month.items():
        if len(files) > FILES_PER_MONTH_MAX:
            table = pa.concat_tables([pq.ParquetFile(folder / one).read() for one in files])
            joined = _write_rows(folder, county, month, table)
            manifest.files = [one for one in manifest.files if one not in files] + [joined]
            manifest.left += files


def _known_heads(folder: Path, manifest: _Manifest) -> dict[str, int]:
    if not manifest.heads_file:
        return {}
    table = pq.ParquetFile(folder / manifest.heads_file).read()
    return dict(zip(table["stream"].to_pylist(), table["seq"].to_pylist(), strict=True))


def _write_heads(folder: Path, county: str, heads: Mapping[str, int]) -> str:
    name = f"heads/{county}-{ULID()}.parquet"
    columns: dict[str, Sequence[Any]] = {"stream": list(heads), "seq": list(heads.values())}
    _write_whole(folder / name, pa.table(columns, schema=pa.schema([("stream", pa.string()), ("seq", pa.int64())])))
    return name


def _read_manifest(folder: Path, county: str) -> _Manifest:
    try:
        return _Manifest(**json.loads((folder / f"{county}.json").read_text(encoding="utf-8")))
    except FileNotFoundError:
        return _Manifest()


def _write_manifest(folder: Path, county: str, manifest: _Manifest) -> None:
    told = {name: getattr(manifest, name) for name in ("made_by", "files", "heads_file", "left")}
    half = folder / f"{county}.half"
    half.write_text(json.dumps(told, indent=1), encoding="utf-8")
    os.replace(half, folder / f"{county}.json")


@contextmanager
def _alone(folder: Path, county: str) -> Iterator[None]:
    """Only one export of a county at a time; another one waits and then finds nothing new."""
    if not county.replace("-", "").replace("_", "").isalnum():
        raise ValueError(f"not a name for a folder: {county!r}")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{county}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
