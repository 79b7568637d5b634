"""File locks of the cluster: the kernel, not the content of a file, says who is alive.

Three files: `gate.lock` (one process at a time starts the server), `users.lock` (shared by all who use it,
exclusive for the one who stops it) and `server.lock` (inherited by every PostgreSQL process, so it is free
only when none is left). All are released by the kernel when a process dies, however it dies.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

POLL_SECONDS = 0.01


class FileLock:
    """One open lock file; the lock belongs to this object and to whoever inherits its descriptor."""

    def __init__(self, path: Path) -> None:
        """Open `path`, made with mode 0600 when missing; nothing is locked yet."""
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Wait until nobody holds the lock alone, then hold it together with others."""
        fcntl.flock(self.descriptor, fcntl.LOCK_SH)

    def try_share(self) -> bool:
        """Hold the lock together with others, unless somebody holds it alone."""
        return self._attempt(fcntl.LOCK_SH)

    def take(self) -> None:
        """Wait until nobody else holds the lock, then hold it alone."""
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)

    def try_take(self) -> bool:
        """Hold the lock alone, unless anybody else holds it; a share held before is given up either way."""
        return self._attempt(fcntl.LOCK_EX)

    def take_within(self, seconds: float) -> bool:
        """Hold the lock alone as soon as it is free; False when it was not free within `seconds`."""
        end = time.monotonic() + seconds
        while not self.try_take():
            if time.monotonic() > end:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def release(self) -> None:
        """Give the lock up, also for processes that inherited it."""
        fcntl.flock(self.descriptor, fcntl.LOCK_UN)

    def close(self) -> None:
        """Close this process's descriptor; an heir keeps the lock."""
        os.close(self.descriptor)

    def _attempt(self, kind: int) -> bool:
        try:
            fcntl.flock(self.descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def opened(path: Path) -> Iterator[FileLock]:
    """Open the lock file and close it at the end, not locked at first."""
    lock = FileLock(path)
    try:
        yield lock
    finally:
        lock.close()


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Hold the lock at `path` alone during the block."""
    with opened(path) as lock:
        lock.take()
        yield
