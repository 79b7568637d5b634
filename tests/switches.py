"""What a test run is told from outside; the one test file that reads the environment."""

import os


def is_no_skip_run() -> bool:
    """True in CI: there a skipped test counts as failed."""
    return os.environ.get("CI", "").lower() in {"1", "true"} or os.environ.get("LINLI_NO_SKIP") == "1"


def outer_server_url() -> str:
    """Address of a superuser on a real server, or "" for the embedded one."""
    return os.environ.get("LINLI_TEST_DATABASE_URL", "")


def worker_name() -> str:
    """Name of this xdist worker, so that two workers never share a database."""
    return os.environ.get("PYTEST_XDIST_WORKER", "solo")
