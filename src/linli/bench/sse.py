"""A thousand open pages on the live process: what they cost in memory, and how soon each hears of a change."""

import asyncio
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, perf_counter, sleep

import psycopg
from django.conf import settings
from django.test import Client

from linli.actions.deciding import Office
from linli.actions.staff_sessions import TWO
from linli.bench.clones import grown_county, server
from linli.bench.figure import Figure, figure
from linli.domain.live import CHANNEL, Change, ChangeKind, spelled
from linli.store.staff import StaffMember, account_of, save_staff

SUMMARY = "1,000 open pages on the live process: memory, and how soon each hears of a change"

PAGES = 1_000
CASES = 60
MEMORY_MB = 100
CHANGES = 20
APART_SECONDS = 0.4
IDLE_SECONDS = 3.0
READY_SECONDS = 30.0
AT_ONCE = 50
SEAT = "p-centre-operator"
SOON_MS = 1_000


def run(*, seed: int, scale: float) -> list[Figure]:
    """Open the pages, let them rest, then save changes one after the other."""
    pages = max(10, int(PAGES * scale))
    with grown_county(seed=seed, cases=CASES) as office, _live(pages) as (process, port):
        cookie = _session(office)
        empty = _memory_mb(process.pid)
        idle, heard = asyncio.run(_measure(process.pid, port, cookie, pages=pages, county_id=office.county_id))
    middle, slowest = heard[len(heard) // 2], heard[int(len(heard) * 0.99)]
    return [
        figure("live process, idle pages open", idle, "MB", limit_name="goal", limit_value=MEMORY_MB),
        figure("of that for one page", (idle - empty) * 1024 / pages, "kB", limit_name="goal", limit_value=50),
        figure("a change is heard, half of the pages", middle, "ms", limit_name="goal", limit_value=SOON_MS),
        figure("a change is heard, 99 of 100 pages", slowest, "ms", limit_name="goal", limit_value=SOON_MS),
    ]


def _session(office: Office) -> str:
    """Return the cookie of somebody who is signed in at a desk of the county."""
    post = office.directory.posts[SEAT]
    save_staff([StaffMember(username="bench-live", pseudonym=post.staff_id or "", name="实验")])
    account = account_of(post.staff_id or "")
    if account is None:
        raise RuntimeError("no operator to sit down as")
    client = Client()
    client.force_login(account)
    session = client.session
    session[TWO] = True  # an operator signs in with two factors
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def _live(pages: int) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """Run `linli live` as it is run beside the web server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    told = (f"LINLI_DATABASE_URL={server().app_url}", f"LINLI_SECRET_KEY={settings.SECRET_KEY}", "LINLI_DEBUG=0")
    words = ("live", "--port", str(port), "--pages-per-person", str(pages + AT_ONCE))
    command = ["env", *told, sys.executable, "-m", "linli.config.main", *words]
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        try:
            _wait(process, port)
            yield process, port
        finally:
            process.terminate()
            process.wait(15)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    until = monotonic() + READY_SECONDS
    while monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        sleep(0.1)
    raise RuntimeError("the live process did not start")


def _memory_mb(pid: int) -> float:
    """Return the resident memory of a process, as the system counts it."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


Page = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _measure(pid: int, port: int, cookie: str, *, pages: int, county_id: int) -> tuple[float, list[float]]:
    """Return the memory with all pages open and idle, and every page's wait for every change, in milliseconds."""
    opened: list[Page] = []
    while len(opened) < pages:
        more = min(AT_ONCE, pages - len(opened))
        opened += await asyncio.gather(*(_open(port, cookie) for _ in range(more)))
    await asyncio.sleep(IDLE_SECONDS)
    idle = _memory_mb(pid)
    waits: list[float] = []
    async with await psycopg.AsyncConnection.connect(server().app_url, autocommit=True) as saying:
        for _ in range(CHANGES):
            begun = perf_counter()
            heard = [asyncio.ensure_future(_heard(page, begun)) for page in opened]
            await _say(saying, county_id)
            waits += await asyncio.gather(*heard)
            await asyncio.sleep(APART_SECONDS)
    for _reader, writer in opened:
        writer.close()
    return idle, sorted(waits)


async def _open(port: int, cookie: str) -> Page:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /live/events HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n".encode())
    await reader.readuntil(b"event: hello\ndata: {}\n\n")
    return reader, writer


async def _heard(page: Page, begun: float) -> float:
    await page[0].readuntil(b"event: changed\n")
    return (perf_counter() - begun) * 1000


async def _say(connection: "psycopg.AsyncConnection[tuple[object, ...]]", county_id: int) -> None:
    change = Change(
        county_id=county_id, kind=ChangeKind.FILED, stream="case/01ARZ3NDEKTSV4RRFFQ69G5FAV", area="/bench/s1/"
    )
    await connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, spelled(change)])
