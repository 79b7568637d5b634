"""The full audit against the least that anybody must do who reads the same bytes: loads, dumps, sha256."""

import hashlib
import json
import os
from statistics import fmean
from time import perf_counter

from django.db import connection

from linli.bench.clones import clone_rate, grown_county
from linli.bench.figure import Figure, figure
from linli.store.auditing import AuditReport, audit_store

SUMMARY = "audit 100,000 cases: chains, values, folds, rows; and how fast clones are written"

CASES = 100_000
CLONED = 4_000
CLONE_GOAL_PER_MINUTE = 8_000
LEAST = "loads + dumps + sha256, one process, same bytes"
_SAMPLE_BYTES = 40_000_000


def run(*, seed: int, scale: float) -> list[Figure]:
    """Measure; raises RuntimeError where the audit finds a fault, because then the figure means nothing."""
    with grown_county(seed=seed, cases=max(40, int(CASES * scale))) as office:
        rate, goal = clone_rate(office, max(40, int(CLONED * min(1.0, scale * 10)))), CLONE_GOAL_PER_MINUTE
        figures = [figure("clones written", rate * 60, "cases/min", limit_name="goal", limit_value=goal)]
        limits = [_least_rate()]
        for workers in dict.fromkeys((1, os.cpu_count() or 1)):
            size_rate, entry_rate, entries = _audit_rates(workers)
            limits.append(_least_rate())  # before and after, so that a busy machine slows both alike
            limit, by = fmean(limits[-2:]), f"{workers} process{'es' if workers > 1 else ''}"
            figures += [
                figure(f"audit, {by}", size_rate, "MB/s of entries", limit_name=LEAST, limit_value=limit),
                figure(f"entries, {by}", entry_rate, "entries/s", limit_name="entries", limit_value=entries),
            ]
        return figures


def _audit_rates(workers: int) -> tuple[float, float, int]:
    """Audit everything once; return MB a second, entries a second and entries.

    Only the bytes of entries count, as in the limit; values, rows and clocks are checked on top.
    """
    begun = perf_counter()
    report = _whole(audit_store(workers=workers))
    seconds = perf_counter() - begun
    entries = report.counts["entries"]
    return report.counts["bytes"] / 1e6 / seconds, entries / seconds, entries


def _whole(report: AuditReport) -> AuditReport:
    if report.fault_count:
        raise RuntimeError(f"the audit found {report.fault_count} faults, the first: {report.first}")
    return report


def _least_rate() -> float:
    """Return the MB a second of reading, spelling and hashing bodies that already lie in memory."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM entry WHERE stream LIKE 'case/%%' LIMIT 60000")
        bodies = [bytes(row[0]) for row in cursor.fetchall()]
    size, count = 0, 0
    begun = perf_counter()
    while size < min(_SAMPLE_BYTES, 20 * sum(map(len, bodies))):
        for body in bodies:
            spelled = json.dumps(json.loads(body), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            hashlib.sha256(spelled.encode()).hexdigest()
            size += len(body)
            count += 1
    return size / (perf_counter() - begun) / 1e6
