"""Warm processes that clean photos: each is asked for one at a time and replaced when it falls.

A photo is given up after WALL_SECONDS. Nobody waits for a process longer than QUEUE_SECONDS, so slow photos of
strangers hold up the threads that serve pages for a moment only.
"""

import atexit
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

from linli.adapters.photos.child import CLEANED, LENGTH

WALL_SECONDS = 5.0
QUEUE_SECONDS = 3.0
WORKERS_MAX = 2
PHOTOS_MAX = 200
"""After so many a process is replaced: whatever it has gathered goes with it."""
CHILD = Path(__file__).with_name("child.py")


class WorkerFailed(Exception):
    """The process fell, or took too long."""


class AllBusy(Exception):
    """No process became free in time."""


class Worker:
    """One process that cleans photos."""

    def __init__(self) -> None:
        """Start it, deaf to where and how this process was started."""
        # The child gets nothing of ours: no environment, no folder, no file but the three streams.
        self._process = subprocess.Popen(
            [sys.executable, "-I", str(CHILD)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, cwd="/", env={"LC_ALL": "C.UTF-8"}, close_fds=True,
        )  # fmt: skip
        self.photos = 0

    def clean(self, photo: bytes) -> bytes | None:
        """Return the cleaned photo, or None for what is not one; raises WorkerFailed and is of no use then."""
        self.photos += 1
        # Killed from outside when it is late: the read below then ends at once.
        watch = threading.Timer(WALL_SECONDS, self._process.kill)
        watch.start()
        try:
            asking, telling = _streams(self._process)
            asking.write(LENGTH.pack(len(photo)) + photo)
            asking.flush()
            head = telling.read(1 + LENGTH.size)
            if len(head) != 1 + LENGTH.size:
                raise WorkerFailed
            made = telling.read(LENGTH.unpack(head[1:])[0])
        except OSError as error:
            raise WorkerFailed from error
        finally:
            watch.cancel()
        return made if head[:1] == CLEANED else None

    @property
    def is_running(self) -> bool:
        """Whether the process still stands."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process and everything that leads to it."""
        self._process.kill()
        self._process.wait()
        for stream in _streams(self._process):
            try:
                stream.close()
            except OSError:
                continue  # what was still to be written has nobody to read it


class Workers:
    """A few warm processes, shared by all threads of this one."""

    def __init__(self) -> None:
        """Start none before the first photo comes."""
        self._places = threading.BoundedSemaphore(WORKERS_MAX)
        self._lock = threading.Lock()
        self._idle: list[Worker] = []
        self._owner = os.getpid()

    def clean(self, photo: bytes) -> bytes | None:
        """Return the cleaned photo, or None for what is not one, or what felled its process; raises AllBusy."""
        if not self._places.acquire(timeout=QUEUE_SECONDS):
            raise AllBusy
        try:
            worker = self._take()
            try:
                made = worker.clean(photo)
            except WorkerFailed:
                worker.stop()
                return None
            self._give_back(worker)
            return made
        finally:
            self._places.release()

    def stop(self) -> None:
        """End all idle processes."""
        with self._lock:
            idle, self._idle = self._idle, []
        for one in idle if self._owner == os.getpid() else []:
            one.stop()

    def _take(self) -> Worker:
        with self._lock:
            if self._owner != os.getpid():  # a copy of the process that started them must not use them too
                self._idle, self._owner = [], os.getpid()
            while self._idle:
                worker = self._idle.pop()
                if worker.is_running:
                    return worker
                worker.stop()  # it fell between two photos; the next one must not be taken for its fault
        return Worker()

    def _give_back(self, worker: Worker) -> None:
        if worker.photos >= PHOTOS_MAX or not worker.is_running:
            worker.stop()
            return
        with self._lock:
            self._idle.append(worker)


def _streams(process: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the process was started without streams")
    return process.stdin, process.stdout


WORKERS = Workers()
atexit.register(WORKERS.stop)
