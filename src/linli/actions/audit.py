"""Auditing: is the record what it claims to be. Nothing is changed, so nothing is decided."""

from linli.domain.problems import Problem, Refused
from linli.store.auditing import AuditReport, audit_store

__all__ = ["AuditReport", "audit"]


def audit(*, stream: str | None = None, workers: int | None = None) -> AuditReport:
    """Recompute chains, commitments and folds, and compare them with what is stored.

    With `stream` only that one and its rows; raises Refused `not_found` where there is nothing of it.
    """
    report = audit_store(stream=stream, workers=workers)
    if stream is not None and not report.counts.get("streams") and not report.fault_count:
        raise Refused([Problem("not_found", at="stream")])
    return report
