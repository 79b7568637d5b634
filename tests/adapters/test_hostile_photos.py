"""Hostile photos: whatever a stranger sends, this process stands, and nothing but pixels comes back."""

import io
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from linli.adapters.photos import PillowPhotoCleaner, workers
from linli.adapters.photos.child import CPU_SECONDS, LENGTH, MEMORY_BYTES, REFUSED
from linli.adapters.photos.workers import CHILD, WORKERS_MAX, AllBusy, Worker, WorkerFailed, Workers
from linli.domain.problems import Refused
from tests.adapters.hostile_photos import CANARY, files, picture, png, whole
from tests.switches import is_no_skip_run

COUNT = 3_000 if is_no_skip_run() else 300
SECONDS_MAX = 6.0
clean = PillowPhotoCleaner().clean


def photo(size: tuple[int, int] = (60, 40)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (10, 90, 40)).save(made, "JPEG")
    return made.getvalue()


def test_hostile_files_harm_nothing_and_leave_nothing_behind() -> None:
    seen: Counter[tuple[str, bool]] = Counter()
    for what, data in files(COUNT):
        began = time.monotonic()
        try:
            made = clean(data)
        except Refused as refused:
            assert refused.codes in (("not_a_photo",), ("photo_too_large",)), what
            seen[what.partition(" ")[0], False] += 1
        else:
            assert CANARY not in made, what
            with Image.open(io.BytesIO(made)) as opened:
                assert (opened.format, dict(opened.getexif()), opened.info.get("icc_profile")) == ("JPEG", {}, None)
                assert not {"comment", "xmp"} & set(opened.info)
            seen[what.partition(" ")[0], True] += 1
        assert time.monotonic() - began < SECONDS_MAX, what
    assert sum(seen.values()) == COUNT
    assert seen["whole", True] == len(whole())
    assert not seen["foreign", True]
    for what in ("cut", "changed", "swollen", "doubled", "marked", "mixed", "lying"):
        assert seen[what, True] + seen[what, False] > 10


def test_every_whole_picture_of_the_corpus_carries_what_must_not_survive() -> None:
    assert len(whole()) >= 40
    assert all(CANARY in data for _, data in whole())


@pytest.mark.parametrize("at", range(3))
def test_a_process_that_falls_between_two_photos_costs_none(at: int) -> None:
    own = Workers()
    assert own.clean(photo()) is not None
    os.kill(own._idle[0]._process.pid, (signal.SIGKILL, signal.SIGSEGV, signal.SIGTERM)[at])
    own._idle[0]._process.wait()
    assert own.clean(photo()) is not None
    own.stop()


def test_a_process_that_falls_over_a_photo_costs_that_one_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WALL_SECONDS", 0.2)
    own = Workers()
    assert own.clean(photo()) is not None
    os.kill(own._idle[0]._process.pid, signal.SIGSTOP)
    assert own.clean(photo()) is None
    monkeypatch.setattr(workers, "WALL_SECONDS", 5.0)
    assert own.clean(photo()) is not None
    own.stop()


def test_nobody_waits_long_for_a_process_that_is_busy_with_slow_photos(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread that waited for ever would be one that serves no page any more."""
    monkeypatch.setattr(workers, "QUEUE_SECONDS", 0.1)
    own = Workers()
    for _ in range(WORKERS_MAX):
        own._places.acquire()
    began = time.monotonic()
    with pytest.raises(AllBusy):
        own.clean(photo())
    assert time.monotonic() - began < 2
    monkeypatch.setattr("linli.adapters.photos.WORKERS", own)
    with pytest.raises(Refused) as refused:
        clean(photo())
    assert refused.value.codes == ("photos_busy",)
    own._places.release()
    assert clean(photo())
    own.stop()


def test_a_photo_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "WALL_SECONDS", 0.2)
    worker = Worker()
    os.kill(worker._process.pid, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(WorkerFailed):
        worker.clean(photo())
    assert time.monotonic() - began < 2
    worker.stop()


def test_the_process_has_little_memory_and_may_open_nothing() -> None:
    worker = Worker()
    assert worker.clean(photo()) is not None
    pid = worker._process.pid
    limits = {
        name: resource.prlimit(pid, getattr(resource, f"RLIMIT_{name}")) for name in ("AS", "NOFILE", "FSIZE", "CORE")
    }
    assert limits == {"AS": (MEMORY_BYTES,) * 2, "NOFILE": (3, 3), "FSIZE": (0, 0), "CORE": (0, 0)}
    assert 0 < resource.prlimit(pid, resource.RLIMIT_CPU)[0] <= CPU_SECONDS + 3
    opened = sorted(int(one.name) for one in Path(f"/proc/{pid}/fd").iterdir())
    assert opened == [0, 1, 2]
    assert Path(f"/proc/{pid}/cwd").readlink() == Path("/")
    assert Path(f"/proc/{pid}/environ").read_bytes() == b"LC_ALL=C.UTF-8\0"
    worker.stop()


def test_after_its_preparation_the_process_reaches_neither_files_nor_the_net() -> None:
    tries = (
        f"import runpy, socket; child = runpy.run_path({str(CHILD)!r}); child['prepare']()\n"
        "for what in (lambda: open('/etc/hostname'), socket.socket, lambda: bytearray(600 * 2**20)):\n"
        "    try: what()\n"
        "    except (OSError, MemoryError) as error: print(type(error).__name__, flush=True)\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", tries], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["OSError", "OSError", "MemoryError"]


def test_the_process_answers_refusals_and_goes_on() -> None:
    asked = b"".join(LENGTH.pack(len(one)) + one for one in (b"x", png(60_000, 60_000), photo()))
    done = subprocess.run([sys.executable, "-I", str(CHILD)], input=asked, capture_output=True, check=True)
    refusal = REFUSED + LENGTH.pack(0)
    assert done.stdout.startswith(refusal + refusal + b"0")
    assert done.stderr == b""


def test_a_large_photo_of_a_phone_fits_within_the_means_of_the_process() -> None:
    assert clean(photo((6_000, 4_000)))
    assert clean(picture("PNG", "RGB", (4_000, 3_000)))
    with pytest.raises(Refused):
        clean(png(10_000, 6_000))
