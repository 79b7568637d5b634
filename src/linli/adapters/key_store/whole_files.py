"""Small files of secrets that only their owner reads, and that nobody ever reads half."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path


def make_once(file: Path, words: Callable[[], str]) -> None:
    """Make `file` where it is missing; of several processes that try at once, one does."""
    if file.exists():
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = _written(file, words())
    # A link fails where another process was first, and nobody ever reads half a file.
    try:
        os.link(fresh, file)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    _sync_folder(file.parent)


def put_in_place(file: Path, words: str) -> None:
    """Let `file` say `words` from now on; whoever reads it meets what it said before, or all of this."""
    os.replace(_written(file, words), file)
    _sync_folder(file.parent)


def _written(file: Path, words: str) -> Path:
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(words)
        opened.flush()
        os.fsync(opened.fileno())
    return fresh


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
