"""Child processes of a verb: started beside it, and stopped with it whatever ends it."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

ENTRY_POINT = "linli.config.main"
STOP_SECONDS = 15.0


@contextmanager
def children(*verbs: Sequence[str]) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Run `linli VERB ...` for each of `verbs` until the block is left; they share this environment.

    They have a group of their own, so that Ctrl-C reaches this process only, which then tells them.
    """
    started: list[subprocess.Popen[bytes]] = []
    try:
        for words in verbs:
            command = [sys.executable, "-m", ENTRY_POINT, *words]
            started.append(subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL))
        yield started
    finally:
        stop(started)


def stop(processes: Sequence["subprocess.Popen[bytes]"]) -> None:
    """Ask every process to end, and end those that do not within STOP_SECONDS."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
