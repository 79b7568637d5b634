"""The cast's county behind a real server, so that programs of other makers can knock."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
import shapely
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from linli.actions.deciding import Office
from linli.actions.doors import create_client
from linli.actions.office import open_office
from linli.adapters.photos import PillowPhotoCleaner
from linli.domain.area import Area
from linli.store import setup
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS
from tests.conftest import own_database
from tests.databases import DatabaseServer

NOW = cast.MONDAY + timedelta(hours=3)
SCHEMAS = Path(__file__).parent / "schemas"
ALL_SCOPES = ("case.read", "case.file", "case.note")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The running door with its office, and a key for it."""

    office: Office
    base: str
    key: str

    def get(self, path: str, **params: str) -> Answer:
        """Ask as an outside script does."""
        return send(Request(f"{self.base}/{path}?{urlencode(params)}", headers={"Accept-Language": "en"}))

    def post(self, path: str, fields: Any, **headers: str) -> Answer:
        """Send a form as an outside script does."""
        body = urlencode(fields, doseq=True).encode()
        return send(Request(f"{self.base}/{path}", body, {"Accept-Language": "en", **headers}, method="POST"))


def send(request: Request) -> Answer:
    """Return the answer, also where it is an error."""
    try:
        with urlopen(request, timeout=20) as answer:
            return Answer(answer.status, dict(answer.headers), answer.read())
    except HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read())


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class ClosingServer(ThreadedWSGIServer):
    """Lets each thread's connection go with the thread, so that the database can be dropped."""

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, then close what this thread opened."""
        super().process_request_thread(request, client_address)
        connections.close_all()


@pytest.fixture
def door(fresh_database: str) -> Iterator[Door]:
    """The door of a county of this test's own, on a port of its own, at noon of the cast's Monday."""
    with pytest.MonkeyPatch.context() as patched, open_door(patched) as opened:
        yield opened


@pytest.fixture(scope="module")
def refusing_door(
    database_server: DatabaseServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Door]:
    """One door for all tests that only ask for what is refused."""
    with (
        own_database(database_server, django_db_blocker),
        django_db_blocker.unblock(),
        pytest.MonkeyPatch.context() as patched,
        open_door(patched) as opened,
    ):
        yield opened


@contextmanager
def open_door(patched: pytest.MonkeyPatch) -> Iterator[Door]:
    """Set the county up in the present database and serve it."""
    ports = replace(SILENT_PORTS, photos=PillowPhotoCleaner())
    stand_still(patched, NOW)
    offices.set_up_office()
    county_id = setup.county_of("minghe")
    setup.save_records(county_id, [far_grid()], actor=offices.SYSTEM, now=cast.STARTED_AT)
    office = open_office(ports)
    _, key = create_client(office, name="a city app", scopes=ALL_SCOPES, now=cast.STARTED_AT)
    with override_settings(LINLI_PORTS=ports, ALLOWED_HOSTS=["127.0.0.1"]):
        server = ClosingServer(("127.0.0.1", 0), Quiet)
        server.set_app(get_wsgi_application())
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Door(office=office, base=f"http://127.0.0.1:{server.server_port}/open311/v2", key=key)
        finally:
            server.shutdown()
            server.server_close()
            thread.join(10)


def far_grid() -> Area:
    """The far grid with a border, so that two grids are told at different points."""
    border = shapely.to_wkb(shapely.box(114.40, 36.20, 114.41, 36.21))
    areas = (one for one in offices.records() if isinstance(one, Area))
    return replace(next(one for one in areas if one.path == cast.FAR_GRID), geometry=border)


def stand_still(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the door's clock stand."""
    monkeypatch.setattr("linli.api.open311.door.present", lambda: moment)
