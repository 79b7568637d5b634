"""Asking the API everything that its description allows, and what it does not, through the WSGI application."""

import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import schemathesis
from django.db import connections
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from tests import cast

MAY_BE_REFUSED = ["2xx", "401", "403", "404", "409", "412", "422"]
"""What a request in the right form may still be answered: the district's own rules decide after the form."""


@dataclass
class CountedSite:
    """The product as a WSGI application that counts what it was asked, and by which status it answered."""

    application: Callable[..., Iterable[bytes]]
    connection: Any = field(default_factory=lambda: connections["default"])
    """Whoever asks uses the one connection of the test, also from a thread of its own."""
    statuses: dict[str, int] = field(default_factory=dict)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def counted(status: str, *rest: Any) -> Any:
            self.statuses[status[:3]] = self.statuses.get(status[:3], 0) + 1
            return start_response(status, *rest)

        connections["default"] = self.connection
        return self.application(environ, counted)

    @property
    def requests(self) -> int:
        """How many requests there were."""
        return sum(self.statuses.values())


def ticking_clock() -> Callable[[], Any]:
    """Return a clock that goes on by a second with every look: the allowance never runs dry."""
    seconds = itertools.count(1)
    return lambda: cast.MONDAY + timedelta(hours=2, seconds=next(seconds))


def configured(key: str, *, examples: int, is_whole: bool) -> SchemathesisConfig:
    """Return the settings of one run: all checks, a seed, so many examples for each operation.

    The whole run walks through every boundary of every field as well.
    """
    found: dict[str, Any] = {
        "seed": 311,
        "generation": {"max-examples": examples, "mode": "all"},
        "checks": {
            "positive_data_acceptance": {"expected-statuses": MAY_BE_REFUSED},
            # Its second request cannot be made in-process; test_refusals.py asks every operation without a key.
            "ignored_auth": {"enabled": False},
            "missing_required_header": {"expected-statuses": ["400", "401", "403", "404", "415", "422"]},
        },
        "phases": {"stateful": {"enabled": False}, "coverage": {"enabled": is_whole}},
    }
    if key:
        found["headers"] = {"Authorization": f"Bearer {key}"}
    return SchemathesisConfig.from_dict(found)


def failures_of(site: CountedSite, key: str, *, examples: int, is_whole: bool) -> list[str]:
    """Ask everything and return what was wrong, each with the operation it was asked of."""
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", site, config=configured(key, examples=examples, is_whole=is_whole)
    )
    found: dict[str, str] = {}
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            for case_id, checks in event.recorder.checks.items():
                for check in checks:
                    if check.failure_info is not None:
                        failure = check.failure_info.failure
                        case = event.recorder.cases[case_id].value
                        what = f"{case.method} {case.path}: {failure.title}"
                        found.setdefault(what, f"{what}: {failure.message[:600]}\n{case.as_curl_command()[:1500]}")
        elif isinstance(event, (events.NonFatalError, events.FatalError)):
            found.setdefault(repr(event)[:200], str(getattr(event, "info", None) or getattr(event, "exception", event)))
    return list(found.values())
