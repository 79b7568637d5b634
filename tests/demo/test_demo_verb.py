"""`linli demo` as a visitor starts it: one command, a page that answers, one signal that stops everything."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from linli.adapters.embedded_postgres import EmbeddedCluster
from linli.cli.demo import check_port
from linli.domain.problems import Refused

pytestmark = pytest.mark.postgres
READY_SECONDS = 90.0
STOP_SECONDS = 30.0


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="linli-demo-") as made:
        yield Path(made)
        EmbeddedCluster(Path(made)).remove()


def started(folder: Path, port: int) -> "subprocess.Popen[str]":
    """Start a demo of its own process group, as a terminal would, deaf to what the test run was told."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LINLI_", "DJANGO_"))}
    words = ["demo", "--data", str(folder), "--port", str(port), "--cases", "60"]
    return subprocess.Popen(
        [sys.executable, "-m", "linli.config.main", *words],
        env={**kept, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=heeding_interrupts,
    )


def heeding_interrupts() -> None:
    """A test run that a shell started in the background ignores Ctrl-C, and so would whatever it starts."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def told_until(process: "subprocess.Popen[str]", words: str) -> str:
    """Read what the process says until `words` come."""
    said, end = "", time.monotonic() + READY_SECONDS
    assert process.stdout is not None
    while words not in said and time.monotonic() < end:
        line = process.stdout.readline()
        if not line:
            break
        said += line
    assert words in said, said
    return said


def test_one_command_serves_a_page_and_one_signal_stops_everything(folder: Path) -> None:
    port = free_port()
    process = started(folder, port)
    try:
        said = told_until(process, "Ctrl-C")
        assert "60 matters" in said
        assert "refused" not in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/demo/", timeout=20) as answer:
            assert answer.status == 200
        with pytest.raises(Refused) as refusal:
            check_port(port)
        assert refusal.value.codes == ("port_busy",)
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.communicate(timeout=STOP_SECONDS)
    assert EmbeddedCluster(folder).status().state == "stopped"
    check_port(port)

    again = started(folder, port)
    try:
        assert "there already" in told_until(again, "Ctrl-C")
    finally:
        again.terminate()
        again.communicate(timeout=STOP_SECONDS)
    assert EmbeddedCluster(folder).status().state == "stopped"
