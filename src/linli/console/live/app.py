"""The ASGI application behind `/live/events`: a session, a seat, and then lines for as long as the page stays."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from linli.actions.live import Console, LiveHall
from linli.console.live import lines
from linli.ui.standing_headers import STANDING

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
COOKIES = ("__Host-linli_session", "linli_session")
"""The first over HTTPS, the second on a machine of one's own."""
EVENTS, HEALTH = "/live/events", "/live/health"
STREAM_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
)
STANDING_HEADERS = tuple((name.lower().encode(), value.encode()) for name, value in STANDING.items())


class LiveApp:
    """Answers one address with lines, and refuses everything else briefly."""

    def __init__(self, hall: LiveHall, *, hosts: frozenset[str]) -> None:
        """Keep the hall, and the names under which this house is reached."""
        self._hall, self._hosts = hall, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        if scope["path"] == HEALTH:
            await _brief(send, 200, f"{self._hall.count} listening\n")
        elif scope["path"] != EVENTS:
            await _brief(send, 404)
        elif scope["method"] != "GET":
            await _brief(send, 405)
        elif not self._is_ours(headers):
            await _brief(send, 403)
        else:
            await self._admit(scope, headers, receive, send)

    def _is_ours(self, headers: Mapping[str, str]) -> bool:
        """Say whether the page that asks is of this house: same name, whatever its port."""
        host = _host(f"//{headers.get('host', '')}")
        origin = headers.get("origin")
        return host in self._hosts and (origin is None or _host(origin) == host)

    async def _admit(self, scope: Scope, headers: Mapping[str, str], receive: Receive, send: Send) -> None:
        session_key = _session_key(headers.get("cookie", ""))
        seat = await self._hall.seat_of(session_key) if session_key else None
        cors = _cors(headers)
        if seat is None:
            await _brief(send, 401, cors=cors)
            return
        if not self._hall.has_room(seat):
            await _brief(send, 429, cors=(*cors, (b"retry-after", b"60")))
            return
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        last = headers.get("last-event-id") or asked.get("last", [""])[0]
        console = self._hall.enter(seat, session_key, last_event=last[:60], since=_since(asked))
        try:
            told = [*STREAM_HEADERS, *STANDING_HEADERS, *cors]
            await send({"type": "http.response.start", "status": 200, "headers": told})
            await self._tell(console, receive, send, is_wall=asked.get("view") == ["wall"])
        finally:
            self._hall.leave(console)

    async def _tell(self, console: Console, receive: Receive, send: Send, *, is_wall: bool) -> None:
        """Write lines until the page is gone, its seat is no longer held, or the process ends."""
        gone = asyncio.ensure_future(_gone(receive))
        gone.add_done_callback(lambda _: console.end())
        limits, loop = self._hall.limits, asyncio.get_running_loop()
        check_at = loop.time() + limits.check_again_seconds
        line: bytes | None = lines.hello(self._hall.name, console.serial, self._hall.count)
        try:
            while line is not None and not console.is_over:
                body = {"type": "http.response.body", "body": line, "more_body": True}
                await asyncio.wait_for(send(body), limits.slow_seconds)
                line = await self._next_line(console, is_wall=is_wall)
                if (console.is_doubted or loop.time() >= check_at) and line is not None:
                    console.is_doubted, check_at = False, loop.time() + limits.check_again_seconds
                    if await self._hall.seat_of(console.session_key) != console.seat:
                        line = lines.LEAVE
                        console.is_over = True
                        await asyncio.wait_for(send({**body, "body": line}), limits.slow_seconds)
            if not gone.done():
                await send({"type": "http.response.body", "body": b"", "more_body": False})
        except TimeoutError:
            return  # too slow to be told; the browser comes back by itself
        finally:
            gone.cancel()

    async def _next_line(self, console: Console, *, is_wall: bool) -> bytes | None:
        """Wait for something to tell; a beat where there is nothing for a while, None where it is over."""
        try:
            await asyncio.wait_for(console.woken.wait(), self._hall.limits.heartbeat_seconds)
        except TimeoutError:
            return lines.BEAT
        if not console.is_over:
            await asyncio.sleep(self._hall.limits.gather_seconds)
        cases, is_refresh = console.take()
        if console.is_over:
            return None
        if is_refresh:
            return lines.refresh(self._hall.name, console.serial)
        if not cases:
            return lines.BEAT  # woken because its seat is doubted, not because anything changed
        return lines.changed(self._hall.name, console.serial, cases, is_wall=is_wall)


async def _gone(receive: Receive) -> None:
    """Return when the browser has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


async def _brief(send: Send, status: int, words: str = "", cors: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    kind = (b"content-type", b"text/plain; charset=utf-8")
    headers = [kind, (b"cache-control", b"no-store"), *STANDING_HEADERS, *cors]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})


def _cors(headers: Mapping[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    """Allow the page that asks (its name has been checked) to read the lines with its cookie."""
    origin = headers.get("origin")
    if not origin:
        return ()
    return (
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    )


def _host(address: str) -> str:
    with suppress(ValueError):
        return urlsplit(address).hostname or ""
    return ""


def _session_key(cookies: str) -> str:
    try:
        told = SimpleCookie(cookies)
    except CookieError:
        return ""
    found = next((told[one] for one in COOKIES if one in told), None)
    return found.value if found else ""


def _since(asked: Mapping[str, list[str]]) -> datetime | None:
    """Return the moment the page was made, in milliseconds as the page tells it; nonsense counts as none told."""
    text = asked.get("since", [""])[0]
    return (
        datetime.fromtimestamp(int(text) / 1000, UTC) if text.isascii() and text.isdigit() and len(text) < 15 else None
    )
