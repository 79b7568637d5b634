"""What console tests can ask for: the cast's county with accounts, a clock that stands, and seats to sit in."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from linli.actions.deciding import Office
from linli.actions.seats import SESSION_POST
from linli.actions.staff_sessions import TWO
from linli.cli.messages import PACKAGE_DIR, compile_all
from linli.store.staff import StaffMember, account_of, save_staff
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

NOW = cast.MONDAY
Seat = Callable[..., Client]


@pytest.fixture(scope="session", autouse=True)
def compiled_words() -> None:
    """Chinese is compiled from its source, as `make setup` does."""
    compile_all(PACKAGE_DIR)


@pytest.fixture
def office(db: None, settings: Settings, clock: Callable[[datetime], None]) -> Office:
    """The cast's county, every member with an account named after them."""
    settings.LINLI_PORTS = SILENT_PORTS
    found = offices.set_up_office()
    people = {post.staff_id: name for name, post in cast.POSTS.items() if "_" not in name}
    save_staff(
        StaffMember(username=name, pseudonym=pseudonym or "", name=name.title()) for pseudonym, name in people.items()
    )
    save_staff([StaffMember(username="newcomer", pseudonym="s-newcomer", name="Newcomer")])
    return found


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Set the clock that faces read; it stands at NOW until told otherwise."""

    def set_to(moment: datetime) -> None:
        for module in ("linli.console.seat", "linli.console.account.first"):
            monkeypatch.setattr(f"{module}.present", lambda: moment)

    set_to(NOW)
    return set_to


def mistakes(client: Client, answer: HttpResponse) -> str:
    """The page that a refused form leads back to; a browser may show it again at will."""
    assert answer.status_code == 302
    return client.get(answer.headers["Location"]).content.decode()


@pytest.fixture
def seat(office: Office) -> Seat:
    """Sit down at a post of the cast; the browser asks for English unless told otherwise."""

    def sit(name: str, *, language: str = "en") -> Client:
        post = cast.POSTS[name]
        client = Client(headers={"accept-language": language})
        account = account_of(post.staff_id or "")
        assert account is not None
        client.force_login(account)
        session = client.session
        session[SESSION_POST] = post.id
        session[TWO] = True
        session.save()
        return client

    return sit
