"""Child processes of a verb: started beside it, and stopped with it whatever ends it."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

ENTRY_POINT = "linli.config.main"
STOP_SECONDS = 10.0
PAUSE_SECONDS = 2.0
"""Before a process that ended is started again."""
WATCH_SECONDS = 0.5
SOON_SECONDS = 30.0
TRIES_MAX = 5

Child = subprocess.Popen[bytes]


@contextmanager
def children(*verbs: Sequence[str]) -> Iterator[tuple[Child, ...]]:
    """Run `linli VERB ...` for each of `verbs` until the block is left; they share this environment.

    Each has a group of its own: Ctrl-C reaches this process only, which then tells them, and whoever does not
    end in time is ended together with its own children.
    """
    started: list[Child] = []
    try:
        started.extend(start(words) for words in verbs)
        yield tuple(started)
    finally:
        stop(started)


def start(words: Sequence[str]) -> Child:
    """Start `linli VERB ...` in a group of its own."""
    command = [sys.executable, "-m", ENTRY_POINT, *words]
    return subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)


@contextmanager
def kept_running(words: Sequence[str], *, pause_seconds: float = PAUSE_SECONDS) -> Iterator[None]:
    """Do as `children` for one verb that others can do without for a while, and start it again where it ends.

    It is left alone once it ended TRIES_MAX times soon after its start: what stops it then is no accident.
    """
    is_over = threading.Event()

    def watch() -> None:
        child, short_lives = start(words), 0
        while not is_over.is_set():
            began = time.monotonic()
            while child.poll() is None and not is_over.wait(WATCH_SECONDS):
                pass
            short_lives = short_lives + 1 if time.monotonic() - began < SOON_SECONDS else 1
            if short_lives >= TRIES_MAX or is_over.wait(pause_seconds):
                break
            child = start(words)
        stop([child])

    watching = threading.Thread(target=watch, name=f"keeps {words[0]} running")
    watching.start()
    try:
        yield
    finally:
        is_over.set()
        watching.join()


def stop(processes: Sequence[Child]) -> None:
    """Ask every process to end, and end those that have not within STOP_SECONDS."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, end - time.monotonic()))
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
