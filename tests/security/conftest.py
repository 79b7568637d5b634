"""What security tests share: one county with its matters, in a database of its own, for all tests of this folder."""

from collections.abc import Iterator

import pytest
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from linli.cli.messages import PACKAGE_DIR, compile_all
from tests import cast
from tests.actions.silent_ports import SILENT_PORTS
from tests.conftest import own_database
from tests.databases import DatabaseServer
from tests.security.world import World, open_world

CLOCK_READERS = (
    "linli.console.seat",
    *(
        f"linli.public.{one}"
        for one in ("report_place", "report_what", "report_check", "matter", "grids", "pages", "draws")
    ),
)


@pytest.fixture(scope="package")
def world(
    database_server: DatabaseServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """The county, on a Monday in March; commits are real, and are dropped with the database."""
    compile_all(PACKAGE_DIR)
    with (
        pytest.MonkeyPatch.context() as patched, django_db_blocker.unblock(),
        own_database(database_server, django_db_blocker),
    ):  # fmt: skip
        yield from _kept(patched)


def _kept(patched: pytest.MonkeyPatch) -> Iterator[World]:
    for module in CLOCK_READERS:
        patched.setattr(f"{module}.present", lambda: cast.MONDAY)
    made = open_world(SILENT_PORTS)
    with override_settings(LINLI_PORTS=made.ports):
        yield made


@pytest.fixture(scope="module")
def own_world(world: World, database_server: DatabaseServer, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """A county of this module's own, in which what is done stays done."""
    with own_database(database_server, django_db_blocker), django_db_blocker.unblock():
        made = open_world(SILENT_PORTS)
        with override_settings(LINLI_PORTS=made.ports):
            yield made


@pytest.fixture(autouse=True)
def allowed(world: World, django_db_blocker: DjangoDbBlocker, request: pytest.FixtureRequest) -> Iterator[None]:
    """Every test of this folder may use the world's database; who wants another asks for a fresh one.

    A test with `db` would run before those of other folders, and leave them the world for an empty database.
    """
    assert "db" not in request.fixturenames
    with django_db_blocker.unblock():
        yield
