"""One pass over a range of streams: entries by a server-side cursor, what belongs to them batch by batch.

It needs an address and nothing of Django, so that several processes can each take a range; they share one
snapshot, so that a system at work is audited as it stood at one moment.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql

from linli.domain.auditing import (
    KEYLESS,
    SHUT,
    UNOPENED,
    Fault,
    FaultCode,
    StoredEntry,
    StreamRows,
    case_faults,
    check_stream,
)
from linli.domain.entry import Entry, commitment
from linli.domain.ports import KeyStore
from linli.domain.setup_records import RecordSet
from linli.domain.vault import Opened, Place
from linli.store.secrets import SEALED_COLUMNS, SealedRow, opened_or_why
from linli.store.writing import CASE, CLOCK

BATCH_ENTRIES = 2_000
FETCH_ROWS = 2_000
FAULTS_KEPT = 10_000
"""Faults that are kept by name; more are only counted."""
SETUP_NOUNS = frozenset({"area", "unit", "rules", "place"})

Raw = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Streams of one county after `after`, up to and including `last` (None: to the end)."""

    county_id: int
    after: str = ""
    last: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSet:
    """Where a set-up record was last set, and as what."""

    at: datetime
    stream: str
    seq: int
    values: Mapping[str, Any]
    geometry: str | None
    """Commitment to its geometry, where the entry has one."""


RecordKey = tuple[int, str, str]
"""County, noun and id of a set-up record."""


@dataclass(slots=True, kw_only=True)
class Findings:
    """What a pass saw."""

    counts: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    fault_count: int = 0
    records: dict[RecordKey, LastSet] = field(default_factory=dict)
    keys: KeyStore | None = None
    """What values are opened with; None where a pass only sees that they are there."""
    nonces: dict[tuple[int, str, int], bytes] = field(default_factory=dict)
    """County, stream and entry of each border -> the nonce of its commitment."""

    def count(self, what: str, amount: int) -> None:
        """Count `amount` more."""
        self.counts[what] = self.counts.get(what, 0) + amount

    def add_fault(self, fault: Fault) -> None:
        """Keep a fault, or only count it when there are too many."""
        self.fault_count += 1
        if len(self.faults) < FAULTS_KEPT:
            self.faults.append(fault)

    def set_record(self, key: RecordKey, last: LastSet) -> None:
        """Keep what was set last, also where a record went from one stream to another."""
        before = self.records.get(key)
        if before is None or (before.at, before.seq) <= (last.at, last.seq):
            self.records[key] = last

    def merge(self, other: "Findings") -> None:
        """Add what another pass saw."""
        for what, amount in other.counts.items():
            self.count(what, amount)
        self.fault_count += other.fault_count
        self.faults.extend(other.faults[: FAULTS_KEPT - len(self.faults)])
        for key, last in other.records.items():
            self.set_record(key, last)
        self.nonces |= other.nonces


def begin_snapshot(connection: Raw, snapshot: str | None = None) -> None:
    """Begin reading at one moment: the present one, or that of another connection."""
    connection.execute("SET statement_timeout = 0")
    connection.commit()
    connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    if snapshot is not None:
        connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
    connection.execute("SELECT set_config('linli.opened', '*', true)")


def pass_in_process(
    address: Mapping[str, Any], snapshot: str, ranges: Sequence[Range], keys: KeyStore | None
) -> Findings:
    """Pass over `ranges` in a process of its own."""
    with psycopg.connect(**address) as connection:
        begin_snapshot(connection, snapshot)
        findings = Findings(keys=keys)
        for one in ranges:
            pass_over(connection, one, findings)
        findings.keys = None
        return findings


def pass_over(connection: Raw, range_: Range, findings: Findings) -> None:
    """Check every stream of the range; memory holds one batch and the county's set-up."""
    with _no_collecting():
        _pass_over(connection, range_, findings)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A batch holds no circles; looking for them among thousands of live entries only costs time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _pass_over(connection: Raw, range_: Range, findings: Findings) -> None:
    batch: dict[str, StreamRows] = {}
    size, after = 0, range_.after
    for rows in _streams(connection, range_):
        batch[rows.stream] = rows
        size += len(rows.entries)
        if size >= BATCH_ENTRIES:
            _check_batch(connection, batch, Range(county_id=range_.county_id, after=after, last=rows.stream), findings)
            batch, size, after = {}, 0, rows.stream
    _check_batch(connection, batch, Range(county_id=range_.county_id, after=after, last=range_.last), findings)


def _bounds(range_: Range) -> tuple[str, list[Any]]:
    words, values = "county_id = %s AND stream > %s", [range_.county_id, range_.after]
    return (words, values) if range_.last is None else (f"{words} AND stream <= %s", [*values, range_.last])


def _streams(connection: Raw, range_: Range) -> Iterator[StreamRows]:
    """Yield each stream with its entries, in the order of the database."""
    words, values = _bounds(range_)
    current: StreamRows | None = None
    statement = "SELECT stream, seq, type, recv, hash, salt, body FROM entry"
    with connection.cursor("linli_audit") as cursor:
        cursor.execute(f"{statement} WHERE {words} ORDER BY stream, seq", values, binary=True)
        while found := cursor.fetchmany(FETCH_ROWS):
            for stream, *columns in found:
                if current is None or stream != current.stream:
                    if current is not None:
                        yield current
                    current = StreamRows(county_id=range_.county_id, stream=stream)
                current.entries.append(StoredEntry._make(columns))
    if current is not None:
        yield current


def _check_batch(connection: Raw, batch: dict[str, StreamRows], range_: Range, findings: Findings) -> None:
    _add_heads_and_values(connection, batch, range_, findings)
    _add_case_rows(connection, batch, findings)
    asked: dict[str, tuple[str, int]] = {}
    for rows in batch.values():
        checked = check_stream(rows)
        for fault in checked.faults:
            findings.add_fault(fault)
        noun = rows.stream.partition("/")[0]
        if checked.is_readable and checked.entries:
            if noun == "case":
                for fault in case_faults(rows, checked.entries):
                    findings.add_fault(fault)
            elif noun in SETUP_NOUNS:
                _gather_records(rows, checked.entries, findings)
        for entry in checked.entries:
            if entry.cmd is not None:
                asked.setdefault(entry.cmd, (rows.stream, entry.seq))
        findings.count("entries", len(rows.entries))
        findings.count("bytes", sum([len(stored.body) for stored in rows.entries]))
    findings.count("streams", len(batch))
    _check_commands(connection, range_.county_id, asked, findings)


def _add_heads_and_values(connection: Raw, batch: dict[str, StreamRows], range_: Range, findings: Findings) -> None:
    """Fetch heads and recomputed commitments; a stream that has these and no entries joins the batch."""
    words, values = _bounds(range_)
    for stream, seq, hash_ in connection.execute(f"SELECT stream, seq, hash FROM stream WHERE {words}", values):
        rows = batch.setdefault(stream, StreamRows(county_id=range_.county_id, stream=stream))
        rows.head = (seq, hash_)
    for stream, seq, name, digest in _commitments(connection, range_, findings):
        rows = batch.setdefault(stream, StreamRows(county_id=range_.county_id, stream=stream))
        rows.commitments[(seq, name)] = digest


def _commitments(connection: Raw, range_: Range, findings: Findings) -> Iterator[tuple[str, int, str, str]]:
    """Yield stream, entry and field of each value, and its commitment where this pass has the keys."""
    words, values = _bounds(range_)
    if findings.keys is None:
        found = connection.execute(f"SELECT stream, seq, field FROM value WHERE {words}", values).fetchall()
        findings.count("values", len(found))
        for stream, seq, name in found:
            yield stream, seq, name, UNOPENED
        return
    with connection.cursor("linli_audit_values") as cursor:
        cursor.execute(f"SELECT {SEALED_COLUMNS} FROM value WHERE {words}", values, binary=True)
        while rows := [SealedRow(Place(*row[:6]), *row[6:]) for row in cursor.fetchmany(FETCH_ROWS)]:
            findings.count("values", len(rows))
            for row, held in zip(rows, opened_or_why(rows, findings.keys), strict=True):
                place = row.place
                found_ = KEYLESS if held is None else SHUT
                if isinstance(held, Opened):
                    found_ = commitment(held.value, held.nonce)
                    if place.field == "geometry" and place.stream.startswith("area/"):
                        findings.nonces[(place.county_id, place.stream, place.seq)] = held.nonce
                yield place.stream, place.seq, place.field, found_


def _add_case_rows(connection: Raw, batch: dict[str, StreamRows], findings: Findings) -> None:
    ids = {stream[5:]: rows for stream, rows in batch.items() if stream.startswith("case/")}
    if not ids:
        return
    for table, key in ((CASE, "id"), (CLOCK, "case_id")):
        statement = sql.SQL("SELECT {} FROM {} WHERE {} = ANY(%s)").format(
            sql.SQL(", ").join(map(sql.Identifier, table.columns)), sql.Identifier(table.name), sql.Identifier(key)
        )
        place = table.columns.index(key)
        found = connection.execute(statement, [list(ids)], binary=True).fetchall()
        for values in found:
            row = dict(zip(table.columns, values, strict=True))
            if table is CASE:
                ids[values[place]].row = row
            else:
                ids[values[place]].clocks.append(row)
        findings.count("cases" if table is CASE else "clocks", len(found))


def _gather_records(rows: StreamRows, entries: Sequence[Entry], findings: Findings) -> None:
    for entry in entries:
        for effect in entry.effects:
            if effect.get("k") == RecordSet.k:
                key = (rows.county_id, str(effect.get("what")), str(effect.get("id")))
                last = LastSet(
                    at=entry.recv, stream=rows.stream, seq=entry.seq, values=effect.get("values", {}),
                    geometry=entry.com.get("geometry"),
                )  # fmt: skip
                findings.set_record(key, last)


def _check_commands(connection: Raw, county_id: int, asked: Mapping[str, tuple[str, int]], findings: Findings) -> None:
    """An entry that a command led to names a command that is known."""
    found = connection.execute("SELECT id FROM command WHERE county_id = %s AND id = ANY(%s)", [county_id, list(asked)])
    missing = asked.keys() - {row[0] for row in found}
    findings.count("commands", len(asked) - len(missing))
    for id_ in missing:
        stream, seq = asked[id_]
        fault = Fault(county_id=county_id, stream=stream, seq=seq, field="cmd", code=FaultCode.NO_COMMAND)
        findings.add_fault(fault)
