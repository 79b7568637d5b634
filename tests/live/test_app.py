"""The ASGI application: who is refused before any line is written, and what the lines say."""

import asyncio
from collections.abc import Mapping, MutableMapping
from datetime import UTC, datetime
from typing import Any

import pytest

from linli.actions.live import LiveHall, LiveLimits
from linli.console.live import LiveApp
from linli.domain.live import Change, LiveSeat
from tests.live.test_hall import Ringing, filed, seat

COOKIE = (b"cookie", b"linli_session=good")
HOST = (b"host", b"linli.example:8001")


class OneSeat:
    """Knows one session until it is taken away."""

    def __init__(self) -> None:
        self.found: LiveSeat | None = seat("hu")

    async def seat_of(self, session_key: str) -> LiveSeat | None:
        return self.found if session_key == "good" else None

    async def marks(self, holders: Mapping[str, str]) -> Mapping[str, str]:
        return {key: "stands" for key in holders if self.found is not None}


def asked(
    *headers: tuple[bytes, bytes], path: str = "/live/events", method: str = "GET", query: bytes = b"",
    rung: tuple[Change | None, ...] = (), **limits: float,
) -> list[MutableMapping[str, Any]]:  # fmt: skip
    """Ask once, ring the bell, and go away; return what was sent."""
    return asyncio.run(_asked(headers, path, method, query, rung, limits))


async def _asked(headers: Any, path: str, method: str, query: bytes, rung: Any, limits: Any) -> list[Any]:
    bell, sent, gone = Ringing(*rung), [], asyncio.Event()
    limits = {"gather_seconds": 0.0, "heartbeat_seconds": 0.05, **limits}
    hall = LiveHall(bell=bell, seats=OneSeat(), now=lambda: bell.now, limits=LiveLimits(**limits))

    async def receive() -> MutableMapping[str, Any]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "headers": list(headers), "query_string": query}
    asking = asyncio.ensure_future(LiveApp(hall, hosts=frozenset({"linli.example"}))(scope, receive, send))
    while not asking.done() and not any(one["type"] == "http.response.body" for one in sent):
        await asyncio.sleep(0)
    await hall.hear()
    await asyncio.wait({asking}, timeout=0.12)
    gone.set()
    await asyncio.wait_for(asking, 5)
    assert hall.count == 0
    return sent


def status(sent: list[MutableMapping[str, Any]]) -> int:
    return int(sent[0]["status"])


def lines(sent: list[MutableMapping[str, Any]]) -> str:
    return b"".join(one.get("body", b"") for one in sent[1:]).decode()


@pytest.mark.parametrize(
    ("headers", "given", "answer"),
    [
        ((HOST,), {}, 401),
        ((HOST, (b"cookie", b"linli_session=bad")), {}, 401),
        ((HOST, (b"cookie", b'linli_session=;;="')), {}, 401),
        (((b"host", b"elsewhere.example"), COOKIE), {}, 403),
        ((COOKIE,), {}, 403),
        ((HOST, COOKIE, (b"origin", b"http://elsewhere.example")), {}, 403),
        ((HOST, COOKIE, (b"origin", b"null")), {}, 403),
        ((HOST, COOKIE), {"method": "POST"}, 405),
        ((HOST, COOKIE), {"path": "/live/"}, 404),
        ((HOST, COOKIE), {"consoles_per_person": 0}, 429),
        ((HOST, COOKIE), {"consoles_max": 0}, 429),
    ],
)
def test_whoever_may_not_listen_is_refused_before_any_line(headers: Any, given: Any, answer: int) -> None:
    sent = asked(*headers, **given)
    assert status(sent) == answer
    assert b"event:" not in b"".join(one.get("body", b"") for one in sent)


def test_a_page_on_another_port_of_the_same_host_may_read_with_its_cookie() -> None:
    sent = asked(HOST, COOKIE, (b"origin", b"http://linli.example:8000"))
    headers = dict(sent[0]["headers"])
    assert status(sent) == 200
    assert headers[b"access-control-allow-origin"] == b"http://linli.example:8000"
    assert headers[b"access-control-allow-credentials"] == b"true"


def test_a_desk_is_told_ids_and_the_wall_only_how_many() -> None:
    rung = (None, filed("a"), filed("b"))
    assert 'event: changed\ndata: {"filed":["a","b"]}' in lines(asked(HOST, COOKIE, rung=rung))
    wall = lines(asked(HOST, COOKIE, rung=rung, query=b"view=wall"))
    assert 'event: changed\ndata: {"filed":2}' in wall


def test_a_quiet_line_is_kept_open_by_beats() -> None:
    said = lines(asked(HOST, COOKIE))
    assert said.startswith("retry: ")
    assert "\n\n:\n\n" in said


def test_a_page_whose_seat_changed_is_sent_away() -> None:
    bell = Ringing()
    seats = OneSeat()
    limits = LiveLimits(heartbeat_seconds=0.01, check_again_seconds=0.0)
    hall = LiveHall(bell=bell, seats=seats, now=lambda: datetime.now(UTC), limits=limits)
    sent: list[Any] = []

    async def play() -> None:
        async def send(message: Any) -> None:
            sent.append(message)
            seats.found = None

        scope = {
            "type": "http",
            "path": "/live/events",
            "method": "GET",
            "headers": [HOST, COOKIE],
            "query_string": b"",
        }
        app = LiveApp(hall, hosts=frozenset({"linli.example"}))
        await asyncio.wait_for(app(scope, asyncio.Event().wait, send), 5)

    asyncio.run(play())
    assert b"event: leave" in b"".join(one.get("body", b"") for one in sent)


def test_a_page_whose_session_was_ended_is_sent_away_at_the_next_look_at_everybody() -> None:
    """Nothing is saved meanwhile, and its own turn to be looked at is far off."""
    seats, sent = OneSeat(), list[Any]()
    limits = LiveLimits(heartbeat_seconds=60.0, gather_seconds=0.0, check_again_seconds=600.0, watch_seconds=0.01)
    hall = LiveHall(bell=Ringing(), seats=seats, now=lambda: datetime.now(UTC), limits=limits)
    scope = {"type": "http", "path": "/live/events", "method": "GET", "headers": [HOST, COOKIE], "query_string": b""}

    async def play() -> None:
        beats = asyncio.Event()

        async def send(message: Any) -> None:
            sent.append(message)
            if message.get("body") == b":\n\n":
                beats.set()

        app = LiveApp(hall, hosts=frozenset({"linli.example"}))
        asking = asyncio.ensure_future(app(scope, asyncio.Event().wait, send))
        watching = asyncio.ensure_future(hall.watch())
        await asyncio.wait_for(beats.wait(), 5)  # looked at for the first time, and found as it was
        assert not asking.done()
        seats.found = None
        await asyncio.wait_for(asking, 5)
        watching.cancel()

    asyncio.run(play())
    assert b"".join(one.get("body", b"") for one in sent).endswith(b"event: leave\ndata: {}\n\n")
    assert hall.count == 0


@pytest.mark.parametrize(
    "query", [b"since=x", b"since=99999999999999999", b"since=-1", b"since=", b"last=%00", b"view=desk"]
)
def test_a_nonsensical_question_is_answered_all_the_same(query: bytes) -> None:
    assert status(asked(HOST, COOKIE, query=query)) == 200
