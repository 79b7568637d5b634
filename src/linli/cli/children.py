"""Child processes of a verb: started beside it, and stopped with it whatever ends it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

ENTRY_POINT = "linli.config.main"
STOP_SECONDS = 10.0

Child = subprocess.Popen[bytes]


@contextmanager
def children(*verbs: Sequence[str]) -> Iterator[tuple[Child, ...]]:
    """Run `linli VERB ...` for each of `verbs` until the block is left; they share this environment.

    Each has a group of its own: Ctrl-C reaches this process only, which then tells them, and whoever does not
    end in time is ended together with its own children.
    """
    started: list[Child] = []
    try:
        for words in verbs:
            command = [sys.executable, "-m", ENTRY_POINT, *words]
            started.append(subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL))
        yield tuple(started)
    finally:
        stop(started)


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
