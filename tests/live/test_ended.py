"""The real live process: a line of news ends within 5 s of whatever ends a session or takes a post away."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from threading import Event
from time import monotonic

import pytest
from django.conf import settings

from linli.actions.deciding import Office
from linli.actions.hand_over import hand_over
from linli.actions.live import LiveLimits
from linli.actions.setup_sheets import save_changes
from linli.domain.unit import Role
from linli.store import staff_sessions
from linli.store.models import Staff
from linli.store.staff import StaffMember, save_staff
from linli.ui.moment import present
from tests import cast, offices
from tests.live.test_seats import PEOPLE, key_of, signed_in_as

WITHIN_SECONDS, START_SECONDS = 5.0, 30.0
HELLO, LEAVE = b"event: hello", b"event: leave"


@contextmanager
def running_live(url: str) -> Iterator[int]:
    """Run `linli live` as it is run beside the web server, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    told = {key: value for key, value in os.environ.items() if not key.startswith(("LINLI_", "DJANGO_"))}
    told |= {"LINLI_DATABASE_URL": url, "LINLI_SECRET_KEY": settings.SECRET_KEY}
    command = [sys.executable, "-m", "linli.config.main", "live", "--port", str(port)]
    process = subprocess.Popen(command, env=told, stdout=subprocess.DEVNULL)
    try:
        until = monotonic() + START_SECONDS
        while not is_open(port):
            assert process.poll() is None and monotonic() < until, "the live process did not start"
            Event().wait(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(15)


def is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


class Line:
    """A page's line of news, read as bytes."""

    def __init__(self, port: int, session_key: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), START_SECONDS)
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_key}"
        self._socket.sendall(f"GET /live/events HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
        self.heard = b""

    def wait_for(self, words: bytes, seconds: float) -> bool:
        """Read until `words` came or the time is over."""
        until = monotonic() + seconds
        while words not in self.heard and (left := until - monotonic()) > 0:
            self._socket.settimeout(left)
            try:
                more = self._socket.recv(4096)
            except TimeoutError:
                break
            if not more:
                break
            self.heard += more
        return words in self.heard

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def office(fresh_database: str) -> Office:
    save_staff(StaffMember(username=name, pseudonym=one, name=name) for name, one in PEOPLE.items())
    return offices.set_up_office()


def person_signs_out(key: str, office: Office) -> None:
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore(key).flush()


def somebody_ends_every_session(key: str, office: Office) -> None:
    assert staff_sessions.end_sessions_of(PEOPLE["hu"])


def password_changes(key: str, office: Office) -> None:
    account = Staff.objects.get(username="hu")
    account.set_password("something else entirely")
    account.save()


def account_is_closed(key: str, office: Office) -> None:
    Staff.objects.filter(username="hu").update(is_active=False)


def post_is_handed_over(key: str, office: Office) -> None:
    hand_over(office, cast.POSTS["admin"], cast.POSTS["hu"], "", now=present())


def role_changes(key: str, office: Office) -> None:
    lower = replace(cast.POSTS["hu"], role=Role.GRID_WORKER)
    save_changes(office, cast.POSTS["admin"], (lower,), present())


ENDS: tuple[Callable[[str, Office], None], ...] = (
    person_signs_out, somebody_ends_every_session, password_changes, account_is_closed, post_is_handed_over,
    role_changes,
)  # fmt: skip


def test_one_question_for_everybody_is_asked_often_enough() -> None:
    assert LiveLimits().watch_seconds <= WITHIN_SECONDS / 2


def test_whatever_ends_a_session_ends_its_line_of_news_within_five_seconds(fresh_database: str, office: Office) -> None:
    """The line of somebody else goes on all the while."""
    with (
        running_live(fresh_database) as port,
        closing(Line(port, key_of(signed_in_as("zhou", "zhou_at_desk")))) as other,
    ):
        assert other.wait_for(HELLO, START_SECONDS)
        late = {}
        for ends in ENDS:
            offices.set_up_office()
            Staff.objects.filter(username="hu").update(is_active=True)
            key = key_of(signed_in_as("hu", "hu"))
            with closing(Line(port, key)) as line:
                assert line.wait_for(HELLO, START_SECONDS), ends.__name__
                ends(key, office)
                if not line.wait_for(LEAVE, WITHIN_SECONDS):
                    late[ends.__name__] = line.heard
        assert late == {}
        assert not other.wait_for(LEAVE, 0.5)
