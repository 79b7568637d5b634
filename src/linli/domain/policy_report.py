"""What a browser says when a page broke the content policy: which directive it was, and nothing else of it is read.

Addresses, samples and line numbers in such a report may hold what somebody typed or looked at; they are not kept.
Source: W3C Content Security Policy 3 section 5 (reporting); W3C Reporting API; OWASP ASVS 5.0.0 3.4.7.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

DIRECTIVES: Final = frozenset(
    (
        "base-uri", "child-src", "connect-src", "default-src", "font-src", "form-action", "frame-ancestors",
        "frame-src", "img-src", "manifest-src", "media-src", "object-src", "require-trusted-types-for", "script-src",
        "script-src-attr", "script-src-elem", "style-src", "style-src-attr", "style-src-elem", "trusted-types",
        "worker-src",
    )
)  # fmt: skip
"""A report that names anything else counts for nothing: what is kept is one of these words and a number."""
BODY_BYTES_MAX: Final = 64 * 1024
REPORTS_MAX: Final = 20
"""Reports of one message that are counted; a browser gathers a few."""
AT_ONCE: Final = 30
EACH: Final = timedelta(seconds=2)
"""One process counts so many messages at once, and one more after each such time; the rest is let go."""
SHOWN_DAYS: Final = 7
KEPT_DAYS: Final = 90


def directives_of(body: bytes) -> tuple[str, ...]:
    """Return the directives that a message says were broken; whatever cannot be read says none."""
    try:
        told = json.loads(body[:BODY_BYTES_MAX])
    except (ValueError, RecursionError):
        return ()
    reports = told[:REPORTS_MAX] if isinstance(told, list) else [told]
    named = (_directive(one) for one in reports if isinstance(one, dict))
    return tuple(one for one in named if one in DIRECTIVES)


def _directive(report: dict[str, Any]) -> str:
    """Return the directive of one report, in the old form (`csp-report`) or the new one (`body`)."""
    found = report.get("csp-report", report.get("body"))
    if not isinstance(found, dict):
        return ""
    names = (found.get(key) for key in ("effectiveDirective", "effective-directive", "violated-directive"))
    told = next((one for one in names if isinstance(one, str) and one), "")
    return told[:60].partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Slack:
    """How far the counting of messages has run ahead of the clock."""

    full_at: datetime | None = None

    def take(self, now: datetime) -> "Slack | None":
        """Return the slack after one more message, or None where there is none left. Source: GCRA, ITU-T I.371."""
        full_at = max(self.full_at or now, now) + EACH
        return Slack(full_at) if full_at - now <= AT_ONCE * EACH else None
