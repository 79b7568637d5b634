"""What API tests share: the cast's county, and keys for the systems that connect to it."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import Settings

from linli.actions.deciding import Office
from linli.actions.door_seats import give_seat
from linli.actions.doors import create_client
from linli.actions.office import open_office
from linli.domain.unit import Post, Role
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

EVERYTHING = ("case.read", "case.file", "case.move", "case.note", "area.read")
KeyMaker = Callable[..., str]


def make_key(
    office: Office, *scopes: str, unit: str = "", role: Role = Role.DISPATCHER, area: str = cast.COUNTY,
    rate: int = 6000,
) -> str:  # fmt: skip
    """Make a client, seat it where a unit is named, and return its key."""
    client, secret = create_client(
        office, name=f"系统 {unit or 'without a post'}", scopes=scopes or EVERYTHING, now=cast.STARTED_AT,
        area_path=area, rate_per_minute=rate,
    )  # fmt: skip
    if unit:
        seat = Post(
            id="", unit_id=cast.UNITS[unit].id, role=role, area_path=area, staff_id=client.id, title=client.name
        )
        give_seat(office, cast.POSTS["admin"], seat, now=cast.STARTED_AT)
    return secret


@pytest.fixture
def office(db: None, settings: Settings, clock: Callable[[datetime], None]) -> Office:
    """The cast's county, on a Monday in March."""
    settings.LINLI_PORTS = SILENT_PORTS
    return offices.set_up_office()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock that the API reads."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("linli.api.v1.door.present", lambda: moment)

    set_to(cast.MONDAY)
    return set_to


@pytest.fixture
def key(office: Office) -> KeyMaker:
    """Make a key; the office that is open afterwards knows its post."""

    def made(*scopes: str, **seat: object) -> str:
        return make_key(open_office(SILENT_PORTS), *scopes, **seat)

    return made


def caller(secret: str = "", language: str = "en") -> Client:
    """Return a browser that shows a key with everything it asks."""
    shown = {"authorization": f"Bearer {secret}"} if secret else {}
    return Client(headers={"accept-language": language, **shown})
