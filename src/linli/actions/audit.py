"""Auditing: is the record what it claims to be. Nothing is changed, so nothing is decided."""

from dataclasses import replace

from linli.actions.vault import problem_of
from linli.domain.ports import KeyStoreFailed
from linli.domain.problems import Problem, Refused
from linli.store import looks
from linli.store.auditing import AuditReport, audit_store
from linli.store.key_keeping import note_audit, state_of_keys
from linli.store.secrets import key_store

__all__ = ["AuditReport", "audit"]


def audit(*, stream: str | None = None, workers: int | None = None, is_keyed: bool = False) -> AuditReport:
    """Recompute chains and folds and compare them with what is stored; keyed, open every value too.

    With `stream` only that one and its rows; raises Refused `not_found` where there is nothing of it, and where
    the key store cannot be used.
    """
    if is_keyed and (code := state_of_keys()):
        raise Refused([problem_of(code)])
    try:
        report = audit_store(stream=stream, workers=workers, keys=key_store() if is_keyed else None)
    except KeyStoreFailed as failure:
        raise Refused([problem_of(failure.code)]) from failure
    if stream is not None and not report.counts.get("streams") and not report.fault_count:
        raise Refused([Problem("not_found", at="stream")])
    if stream is not None:
        return report
    if is_keyed:
        note_audit(report.fault_count)
    return _with_looks(report)


def _with_looks(report: AuditReport) -> AuditReport:
    """Return the report with the chain of looks, which stands beside the journal."""
    number, faults = looks.verify_all()
    return replace(
        report,
        counts={**report.counts, "looks": number},
        fault_count=report.fault_count + len(faults),
        faults=tuple(sorted((*report.faults, *faults))),
    )
