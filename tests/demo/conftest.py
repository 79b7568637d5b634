"""A played demo in a database of its own, made once for all tests of this folder."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.demo import opening
from linli.demo.player import Played
from linli.ui.moment import present
from tests.conftest import own_database
from tests.databases import DatabaseServer, point_connections

CASES = 620
"""500 that are played at once and 120 that are filled in."""
PORTS = settings.LINLI_PORTS
"""The house's own, as they are before any test; a world of another folder may stand with silent ones meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """What was opened, and how."""

    wanted: opening.Wanted
    played: Played
    office: Office


def opened(folder: Path, *, seed: int, cases: int, until: datetime) -> Demo:
    """Open a demo in the present database."""
    wanted = opening.Wanted(seed=seed, cases=cases, until=until, folder=folder)
    opening.set_up_district(wanted)
    played = opening.play_recent(wanted, settings.LINLI_PORTS)
    return Demo(wanted=wanted, played=played, office=open_office(settings.LINLI_PORTS))


@pytest.fixture(scope="session")
def until() -> datetime:
    """Up to when the demo is played: seats and pages look at it at the real present."""
    return present().replace(microsecond=0) - timedelta(seconds=5)


@pytest.fixture(scope="module")
def demo(
    database_server: DatabaseServer,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    until: datetime,
) -> Iterator[Demo]:
    """A demo that the tests of one module share; commits are real."""
    with own_database(database_server, django_db_blocker), override_settings(LINLI_PORTS=PORTS):
        yield opened(tmp_path_factory.mktemp("demo"), seed=7, cases=CASES, until=until)


@pytest.fixture(scope="session")
def small_model(
    database_server: DatabaseServer,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    until: datetime,
) -> Iterator[tuple[str, Demo]]:
    """A smaller demo that is opened once, and the name of its database; tests only get copies of it."""
    before = database_server.current
    with own_database(database_server, django_db_blocker), override_settings(LINLI_PORTS=PORTS):
        made = opened(tmp_path_factory.mktemp("demo"), seed=7, cases=90, until=until)
        name = database_server.current
        assert name is not None
        point_connections(database_server, before)  # nobody may be connected to what is copied
        yield name, made


@pytest.fixture(scope="module")
def small_demo(
    small_model: tuple[str, Demo],
    database_server: DatabaseServer,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Demo]:
    """A smaller demo, for what only needs the house to be alive; one module's own, in database and folder."""
    name, made = small_model
    folder = tmp_path_factory.mktemp("demo")
    copytree(made.wanted.folder, folder, dirs_exist_ok=True)
    with own_database(database_server, django_db_blocker, name), override_settings(LINLI_PORTS=PORTS):
        yield replace(made, wanted=replace(made.wanted, folder=folder), office=open_office(settings.LINLI_PORTS))


@contextmanager
def another_database(server: DatabaseServer, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Work on a fresh database for a while, then on the former one again."""
    with own_database(server, blocker):
        yield
