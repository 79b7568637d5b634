"""Our filing door against bare endpoints that insert one row: same server, same middleware, same requests."""

import json
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import median
from time import monotonic, perf_counter, sleep

import shapely

from linli.actions.deciding import Office
from linli.bench.clones import grown_county, keys, server
from linli.bench.figure import Figure, figure

SUMMARY = "file cases over HTTP, beside endpoints that only insert a row"

CASES = 10_000
"""Cases that are there before the first request."""
SECONDS = 3.0
ROUNDS = 5
SENDERS = 4
WORKERS, THREADS = 2, 4
READY_SECONDS = 60.0
END_SECONDS = 15.0
SITE = "linli.bench.intake_site:application"
DOORS = ("file", "bare-model", "bare-cursor")


def run(*, seed: int, scale: float) -> list[Figure]:
    """Measure in turns, so that a busy machine disturbs all doors alike; medians of the rounds."""
    with grown_county(seed=seed, cases=max(40, int(CASES * scale))) as office, served(server().app_url) as port:
        seconds = max(0.2, SECONDS * min(1.0, scale))
        words = request_body(office)
        for door in DOORS:
            rate_of(port, door, words, seconds / 2)
        rates: dict[str, list[float]] = {door: [] for door in DOORS}
        for _ in range(ROUNDS):
            for door in DOORS:
                rates[door].append(rate_of(port, door, words, seconds))
        alone = {door: _one_by_one(port, door, words) for door in DOORS}
    filed = median(rates["file"])
    bare, barest = median(rates["bare-model"]), median(rates["bare-cursor"])
    by_model, by_cursor = "one row by the ORM", "one row by one statement"
    return [
        figure("filing", filed, "cases/s", limit_name=by_model, limit_value=bare),
        figure("filing, barest", filed, "cases/s", limit_name=by_cursor, limit_value=barest),
        figure("one filing alone", alone["file"], "ms", limit_name=by_model, limit_value=alone["bare-model"]),
    ]


def request_body(office: Office) -> bytes:
    """Return what is sent: a point inside some grid, and words."""
    border = next(area.geometry for area in office.directory.tree if area.geometry is not None)
    inside = shapely.point_on_surface(shapely.from_wkb(border))
    point = {"lon_e6": round(inside.x * 1e6), "lat_e6": round(inside.y * 1e6)}
    return json.dumps({"point": point, "category": "municipal.street_lamp", "channel": "web", "requester": "known",
                       "requester_phone": "13900000000", "words": "路灯不亮,晚上看不清路"}).encode()  # fmt: skip


@contextmanager
def served(app_url: str) -> Iterator[int]:
    """Serve the bench's site over a database on a free port, as `linli serve` serves the real one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    told = (f"LINLI_DATABASE_URL={app_url}", f"LINLI_SECRET_KEY={'bench' * 12}", "LINLI_DEBUG=0",
            f"LINLI_KEY_DIR={keys().folder}", "LINLI_KEK_FILE=")  # fmt: skip
    settings = "DJANGO_SETTINGS_MODULE=linli.config.settings"
    options = f"--interface wsgi --host 127.0.0.1 --port {port} --workers {WORKERS} --blocking-threads {THREADS}"
    command = ["env", *told, settings, sys.executable, "-m", "granian", *options.split(), "--no-ws", "--no-log", SITE]
    # What the server says goes into a file: a pipe that nobody reads would stop it when it is full.
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        try:
            if not _is_ready(process, port):
                said.seek(0)
                raise RuntimeError(f"the bench's site did not start: {said.read()[-2000:].decode(errors='replace')}")
            yield port
        finally:
            _end(process)


def _is_ready(process: "subprocess.Popen[bytes]", port: int) -> bool:
    """Wait until somebody answers on `port`; False when the process ended or took too long."""
    end = monotonic() + READY_SECONDS
    while monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return True
        except OSError:
            sleep(0.1)
    return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Stop the site, at last by force."""
    process.terminate()
    try:
        process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def rate_of(port: int, door: str, words: bytes, seconds: float) -> float:
    """Return how many requests a second some senders get answered, each waiting for its answers."""
    end = monotonic() + seconds
    begun = perf_counter()
    with ThreadPoolExecutor(SENDERS) as pool:
        done = sum(pool.map(lambda _: _send_until(port, door, words, lambda: monotonic() < end), range(SENDERS)))
    return done / (perf_counter() - begun)


def _one_by_one(port: int, door: str, words: bytes) -> float:
    """Return the milliseconds of one request when nobody else asks."""
    left = iter(range(30))
    begun = perf_counter()
    done = _send_until(port, door, words, lambda: next(left, None) is not None)
    return (perf_counter() - begun) / done * 1000


def _send_until(port: int, door: str, words: bytes, goes_on: Callable[[], bool]) -> int:
    """Send one request after another over one connection; the plainest client, so that it weighs little."""
    head = f"POST /{door} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(words)}"
    request, done = f"{head}\r\n\r\n".encode() + words, 0
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        while goes_on():
            line.sendall(request)
            _read_answer(line, door)
            done += 1
    return done


def _read_answer(line: socket.socket, door: str) -> None:
    """Read one answer; raises RuntimeError for any but 200."""
    got = b""
    while b"\r\n\r\n" not in got:
        part = line.recv(65536)
        if not part:
            raise RuntimeError(f"/{door} hung up")
        got += part
    head, _, rest = got.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"/{door} answered {head[:40]!r}")
    length = next(int(one.split(b":")[1]) for one in head.lower().split(b"\r\n") if one.startswith(b"content-length"))
    while len(rest) < length:
        rest += line.recv(65536)
