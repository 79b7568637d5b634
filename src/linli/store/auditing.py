"""Auditing the whole store: every stream, then every row that no stream accounts for. Reads only."""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from multiprocessing import get_context
from typing import Any

import psycopg
from django.db import connection as django_connection
from psycopg import sql

from linli.domain.auditing import UNREADABLE, Fault, FaultCode
from linli.domain.entry import commitment, moment_text
from linli.domain.ports import KeyStore
from linli.store.audit_pass import (
    SETUP_NOUNS,
    Findings,
    LastSet,
    Range,
    Raw,
    RecordKey,
    begin_snapshot,
    pass_in_process,
    pass_over,
)
from linli.store.replaying import row_faults
from linli.store.setup import TABLES, row_of_spelled

STREAMS_PER_WORKER = 10_000
"""Below so many streams a second process takes longer to start than it saves."""
SHARES_PER_WORKER = 4

# Each row that stands for a stream, where that stream does not exist.
ORPHANS = {
    "case_row": "SELECT county_id, 'case/' || id AS stream FROM case_row",
    "clock": "SELECT county_id, 'case/' || case_id AS stream FROM clock",
    "receipt": "SELECT county_id, 'case/' || case_id AS stream FROM receipt",
}
COMMANDS_WITHOUT_ENTRY = """
SELECT c.county_id, coalesce(c.result->>'stream', c.stream), c.base_seq + 1 FROM command c
WHERE NOT EXISTS (
    SELECT FROM entry e WHERE e.county_id = c.county_id AND e.stream = coalesce(c.result->>'stream', c.stream)
    AND e.seq = c.base_seq + 1)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditReport:
    """What was checked and what was found; faults are in order of place, the first one first."""

    counts: Mapping[str, int]
    """streams, entries, bytes, values, cases, clocks, commands, records."""
    fault_count: int
    faults: tuple[Fault, ...]
    """At most `audit_pass.FAULTS_KEPT` of them."""

    @property
    def first(self) -> Fault | None:
        """The fault at the earliest place, or None."""
        return self.faults[0] if self.faults else None


def audit_store(*, stream: str | None = None, workers: int | None = None, keys: KeyStore | None = None) -> AuditReport:
    """Check everything, or one `stream` with its rows; `workers` None takes what the machine has.

    With `keys` every value is opened and held against its commitment, without only that it is there; raises
    KeyStoreFailed where they cannot be read.
    """
    with _own_connection() as connection:
        begin_snapshot(connection)
        if stream is not None and stream.partition("/")[0] not in SETUP_NOUNS:
            findings = _one_stream(connection, stream, keys)
        else:
            findings = _all_streams(connection, workers or os.cpu_count() or 1, keys)
            for fault in (*_orphans(connection), *_record_faults(connection, findings)):
                findings.add_fault(fault)
        for fault in row_faults(connection, stream):
            findings.add_fault(fault)
        faults = tuple(sorted(one for one in findings.faults if stream in (None, one.stream)))
        count = findings.fault_count if stream is None else len(faults)
        return AuditReport(counts=findings.counts, fault_count=count, faults=faults)


@contextmanager
def _own_connection() -> Iterator[Raw]:
    """A connection beside Django's, so that a snapshot and a cursor do not meet what the caller does."""
    with psycopg.connect(**_address()) as connection:
        yield connection
        connection.rollback()


def _address() -> dict[str, Any]:
    known = django_connection.settings_dict
    address = {"dbname": known["NAME"], "user": known["USER"], "password": known["PASSWORD"]}
    address |= {"host": known["HOST"], "port": known["PORT"], "options": "-c timezone=UTC"}
    return {key: value for key, value in address.items() if value}


def _one_stream(connection: Raw, stream: str, keys: KeyStore | None) -> Findings:
    findings = Findings(keys=keys)
    counties = connection.execute(
        "SELECT county_id FROM entry WHERE stream = %s UNION SELECT county_id FROM stream WHERE stream = %s"
        " UNION SELECT county_id FROM case_row WHERE 'case/' || id = %s",
        [stream, stream, stream],
    )
    # The range begins right before the stream: its own name without the last letter sorts before it and
    # may let neighbours in, whose faults are left out of the report.
    for (county_id,) in counties.fetchall():
        pass_over(connection, Range(county_id=county_id, after=stream[:-1], last=stream), findings)
    return findings


def _all_streams(connection: Raw, workers: int, keys: KeyStore | None) -> Findings:
    findings = Findings(keys=keys)
    ranges = list(_ranges(connection, workers))
    if len(ranges) < SHARES_PER_WORKER or workers == 1:
        for one in ranges:
            pass_over(connection, one, findings)
        return findings
    row = connection.execute("SELECT pg_export_snapshot()").fetchone()
    snapshot = str(row[0]) if row else ""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        passes = [pool.submit(pass_in_process, _address(), snapshot, [one], keys) for one in ranges]
        for one_pass in passes:
            findings.merge(one_pass.result())
    return findings


def _ranges(connection: Raw, workers: int) -> Iterator[Range]:
    """Yield ranges that cover every county whole; many streams are cut in several shares for each worker."""
    counties = connection.execute(
        "SELECT county_id, count(*) FILTER (WHERE is_head) FROM"
        " (SELECT county_id, true AS is_head FROM stream UNION ALL SELECT DISTINCT county_id, false FROM entry"
        " UNION ALL SELECT DISTINCT county_id, false FROM value) AS seen GROUP BY county_id ORDER BY county_id"
    ).fetchall()
    for county_id, streams in counties:
        shares = workers * SHARES_PER_WORKER if streams >= STREAMS_PER_WORKER and workers > 1 else 1
        cuts = connection.execute(
            "SELECT percentile_disc(%s::float8[]) WITHIN GROUP (ORDER BY stream) FROM stream WHERE county_id = %s",
            [[share / shares for share in range(1, shares)], county_id],
        ).fetchone()
        bounds = list(dict.fromkeys(cuts[0])) if cuts and cuts[0] else []
        for after, last in zip(["", *bounds], [*bounds, None], strict=True):
            yield Range(county_id=county_id, after=after, last=last)


def _orphans(connection: Raw) -> Iterator[Fault]:
    for table, rows in ORPHANS.items():
        found = connection.execute(
            f"SELECT county_id, stream FROM ({rows}) AS held WHERE NOT EXISTS"
            " (SELECT FROM stream s WHERE s.county_id = held.county_id AND s.stream = held.stream)"
        )
        for county_id, stream in found:
            yield Fault(county_id=county_id, stream=stream, seq=0, field=table, code=FaultCode.EXTRA_ROW)
    for county_id, stream, seq in connection.execute(COMMANDS_WITHOUT_ENTRY):
        yield Fault(county_id=county_id, stream=stream, seq=seq, field="cmd", code=FaultCode.EXTRA_COMMAND)


def _record_faults(connection: Raw, findings: Findings) -> Iterator[Fault]:
    """Compare the set-up tables with what was set last."""
    due: dict[RecordKey, LastSet] = dict(findings.records)
    for noun, table in TABLES.items():
        statement = sql.SQL("SELECT {} FROM {}").format(
            sql.SQL(", ").join(map(sql.Identifier, table.columns)), sql.Identifier(table.name)
        )
        rows = connection.execute(statement).fetchall()
        findings.count("records", len(rows))
        for values in rows:
            row = dict(zip(table.columns, values, strict=True))
            county_id, id_ = int(row.pop("county_id")), str(row["id"])
            last = due.pop((county_id, noun, id_), None)
            if last is None:
                yield _record_fault(county_id, f"{noun}/{id_}", 0, (noun, FaultCode.EXTRA_ROW))
                continue
            nonce = findings.nonces.get((county_id, last.stream, last.seq))
            border = row.pop("geometry", None)
            if noun == "area" and _differs(border, last, nonce, is_keyed=findings.keys is not None):
                yield _record_fault(county_id, last.stream, last.seq, ("area.geometry", FaultCode.ROW))
            for name in _record_differences(noun, row, last):
                yield _record_fault(county_id, last.stream, last.seq, (f"{noun}.{name}", FaultCode.ROW))
    for (county_id, noun, id_), last in due.items():
        yield _record_fault(county_id, last.stream, last.seq, (f"{noun}/{id_}", FaultCode.NO_ROW))


def _differs(border: bytes | None, last: LastSet, nonce: bytes | None, *, is_keyed: bool) -> bool:
    """Say whether an area's border is not the one committed to; without keys, whether one is there at all."""
    if border is None or last.geometry is None or not is_keyed:
        return (border is None) != (last.geometry is None)
    return nonce is None or commitment(bytes(border), nonce) != last.geometry


def _record_differences(noun: str, row: dict[str, Any], last: LastSet) -> Iterable[str]:
    try:
        expected = row_of_spelled(noun, row["id"], last.values)
    except UNREADABLE:
        return ["values"]
    found = {name: _spelled(value) for name, value in row.items()}
    return [name for name in {**expected, **found} if expected.get(name) != found.get(name)]


def _spelled(value: Any) -> Any:
    """Return a column's value as an entry spells it."""
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else value


def _record_fault(county_id: int, stream: str, seq: int, what: tuple[str, FaultCode]) -> Fault:
    return Fault(county_id=county_id, stream=stream, seq=seq, field=what[0], code=what[1])
