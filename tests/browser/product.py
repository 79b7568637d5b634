"""The running product: the real command `linli demo` in a process and a data folder of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

CASES, SEED = 60, 1
START_SECONDS, STOP_SECONDS = 300.0, 40.0
FILLED = "older matters filled in"
OWN_VARIABLES = ("LINLI_", "DJANGO_")
"""What a developer's shell says about the product is not passed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A served demo: its address, its folder, its process, and the file it writes to."""

    url: str
    folder: Path
    process: "subprocess.Popen[bytes]"
    log: Path

    def stop(self) -> int:
        """Tell it to stop as an operator does, and return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)

    def left_over(self) -> list[str]:
        """Return the command lines of processes that still work in its folder."""
        found = []
        for one in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = one.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            except OSError:  # it ended while we looked
                continue
            if str(self.folder) in words:
                found.append(words)
        return found

    def written(self) -> str:
        """Return everything it wrote to its terminal so far."""
        return self.log.read_text("utf-8", errors="replace")


@contextmanager
def running_demo(*, cases: int = CASES, seed: int = SEED) -> Iterator[Product]:
    """Serve a demo until the block is left; raises RuntimeError where it does not come up or does not end."""
    folder = Path(tempfile.mkdtemp(prefix="linli-browser-"))
    folder.chmod(0o711)  # started by root, the server runs under an account of its own, which must get through
    product = _start(folder, free_port(), cases=cases, seed=seed)
    try:
        _wait_for(product)
        yield product
        code = product.stop()
        if code not in (0, 128 + signal.SIGTERM) or product.left_over():
            raise RuntimeError(f"stopped with {code}; left: {product.left_over()}\n{product.written()}")
    finally:
        if product.process.poll() is None:
            product.process.kill()
            product.process.wait()
        rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """Return a port on which nobody listens, nor on the next: that is where live updates come from."""
    while True:
        with socket.socket() as tried, socket.socket() as after:
            tried.bind(("127.0.0.1", 0))
            port = int(tried.getsockname()[1])
            try:
                after.bind(("127.0.0.1", port + 1))
            except (OSError, OverflowError):
                continue
            return port


def _start(folder: Path, port: int, *, cases: int, seed: int) -> Product:
    data, log = folder / "data", folder / "log"
    command = [sys.executable, "-m", "linli.config.main", "demo", "--still"]
    command += ["--port", str(port), "--data", str(data), "--cases", str(cases), "--seed", str(seed)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(OWN_VARIABLES)}
    environment["PYTHONUNBUFFERED"] = "1"
    with log.open("wb") as written:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT, env=environment,
            start_new_session=True,
        )  # fmt: skip
    return Product(url=f"http://localhost:{port}", folder=folder, process=process, log=log)


def _wait_for(product: Product) -> None:
    """Wait until the address is printed, both health pages answer, and the past, which takes time, is filled in."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if product.process.poll() is not None:
            raise RuntimeError(f"ended with {product.process.returncode}:\n{product.written()}")
        is_told = all(one in product.written() for one in (f"{product.url}/demo/", FILLED))
        if is_told and all(_answers(product, one) for one in ("healthz", "readyz")):
            return
        time.sleep(0.2)
    raise RuntimeError(f"not up after {START_SECONDS:.0f} s:\n{product.written()}")


def _answers(product: Product, path: str) -> bool:
    try:
        with urllib.request.urlopen(f"{product.url}/{path}", timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
