"""Writes what the long tests showed to docs/reference/drill.md: `pytest -m drill -p tests.drill_report`."""

import os
import platform
import subprocess
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

REPORT = Path(__file__).parents[1] / "docs" / "reference" / "drill.md"
HEAD = """# The last drill

Written by `make drill`; do not edit by hand. These are the tests that take hours: the same rules as in `make test`,
with many more examples. A stranger repeats them with that command on the commit named here.

- When: {when} (UTC), {minutes:.0f} minutes
- Commit: `{commit}`
- Machine: {cores} cores, Python {python}, {system}
- Result: {result}

| Test | Runs | Passed | Failed | Skipped | Seconds |
| --- | ---: | ---: | ---: | ---: | ---: |
"""


class DrillReport:
    """Gathers outcomes while the tests run; one line per test, however many parameters it has."""

    def __init__(self) -> None:
        """Start the watch."""
        self.begun_at = datetime.now(UTC)
        self.outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count a finished test; what fails before or after its body counts as failed."""
        name = report.nodeid.partition("[")[0]
        self.seconds[name] += report.duration
        if report.when == "call" or (report.when == "setup" and report.skipped) or report.failed:
            self.outcomes[name][report.outcome] += 1

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Write the page."""
        if not self.outcomes or "PYTEST_XDIST_WORKER" in os.environ:
            return
        now = datetime.now(UTC)
        commit = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], capture_output=True, text=True, check=False)
        head = HEAD.format(
            when=f"{self.begun_at:%Y-%m-%d %H:%M}", minutes=(now - self.begun_at).total_seconds() / 60,
            commit=commit.stdout.strip() or "unknown", cores=os.cpu_count(), python=platform.python_version(),
            system=f"{platform.system()} {platform.machine()}",
            result="all passed" if exitstatus == 0 else "not all passed",
        )  # fmt: skip
        lines = [
            f"| `{name}` | {count.total()} | {count['passed']} | {count['failed']} | {count['skipped']} "
            f"| {self.seconds[name]:.0f} |\n"
            for name, count in sorted(self.outcomes.items())
        ]
        REPORT.write_text(head + "".join(lines), encoding="utf-8")


def pytest_configure(config: pytest.Config) -> None:
    """Take part in the run."""
    config.pluginmanager.register(DrillReport(), "drill-report")
