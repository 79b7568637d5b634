"""What every test can ask for. A database is started only when the first test asks for one."""

import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import DatabaseServer, database_server_for, point_connections
from tests.switches import is_no_skip_run, outer_server_url, worker_name


@pytest.fixture(scope="session")
def database_server() -> Iterator[DatabaseServer]:
    """A PostgreSQL server: a private one in a folder of its own, or LINLI_TEST_DATABASE_URL."""
    folder = Path(tempfile.mkdtemp(prefix="linli-"))
    try:
        with database_server_for(worker_name(), outer_server_url(), folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(database_server: DatabaseServer, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Replace pytest-django's own: migrate as owner once, then test as the app role on a copy."""
    with django_db_blocker.unblock():
        database_server.migrate_template()
        database = database_server.copy_of_template()
        point_connections(database_server, database)
    yield
    with django_db_blocker.unblock():
        point_connections(database_server, None)
        database_server.drop(database)


@pytest.fixture
def fresh_database(
    database_server: DatabaseServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A migrated database of this test's own, where commits are real; yields the app role's address.

    Do not ask for `db` in the same test: that would wrap it in a transaction.
    """
    with own_database(database_server, django_db_blocker) as url:
        yield url


@contextmanager
def own_database(server: DatabaseServer, blocker: DjangoDbBlocker, template: str = "") -> Iterator[str]:
    """Point both aliases at a fresh copy of the template (or of another database), and back afterwards."""
    with blocker.unblock():
        before, database = server.current, server.copy_of_template(template)
        point_connections(server, database)
        try:
            yield server.app_url(database)
        finally:
            point_connections(server, before)
            server.drop(database)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a skipped test is a failed one: what it needs should have been installed."""
    report = yield
    if is_no_skip_run() and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and nothing may be skipped here: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """In CI a module that skips itself is a failure too."""
    report = yield
    if is_no_skip_run() and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and nothing may be skipped here: {report.longrepr}"
    return report


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--on-database`, for running the same tests again on another server."""
    parser.addoption("--on-database", action="store_true", help="run only tests that use the database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep only the tests that use the database, where that was asked for."""
    if not config.getoption("--on-database"):
        return
    chosen = [item for item in items if uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
    items[:] = chosen


def uses_database(item: pytest.Item) -> bool:
    """True when a test asks for the database by mark or by fixture."""
    asked = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(asked & {"db", "database_server"})
