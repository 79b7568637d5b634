"""Reports of broken content policy: counted by directive and day, shown to whoever checks the installation."""

from datetime import datetime, timedelta

from linli.domain.policy_report import KEPT_DAYS, SHOWN_DAYS, directives_of
from linli.store import policy_reports


def note_report(body: bytes, *, now: datetime) -> int:
    """Count what a browser reports; return how many breaches that were."""
    directives = directives_of(body)
    if directives:
        policy_reports.count(directives, today=now.date(), kept_from=(now - timedelta(days=KEPT_DAYS)).date())
    return len(directives)


def broken_lately(now: datetime) -> dict[str, int]:
    """Return how often each directive was broken within the last days."""
    return policy_reports.counted_since((now - timedelta(days=SHOWN_DAYS)).date())
