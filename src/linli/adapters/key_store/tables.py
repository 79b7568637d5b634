"""The file of wrapped keys: SQLite, set so that what is deleted is overwritten and what is committed is on disk."""

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from linli.adapters.key_store.ring import Ring
from linli.domain.ports import KeyStoreFailed

FILE_NAME = "keys.sqlite3"
WAIT_SECONDS = 30.0
IN_STATEMENT = 500
"""Ids asked for in one statement."""
# The rollback journal is removed at each commit; a write-ahead log would keep copies of keys for a while.
SETTINGS = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON")
TABLES = """
CREATE TABLE IF NOT EXISTS told (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS version (number INTEGER PRIMARY KEY, proof TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS key (
    id BLOB PRIMARY KEY, wrapped BLOB NOT NULL, version INTEGER NOT NULL, is_used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS key_by_version ON key (version);
CREATE INDEX IF NOT EXISTS key_unused ON key (id) WHERE is_used = 0;
CREATE TABLE IF NOT EXISTS purpose (
    name TEXT PRIMARY KEY, wrapped BLOB NOT NULL, version INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS serves (database_id TEXT PRIMARY KEY) WITHOUT ROWID;
"""


FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
READ_ONLY = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def failing_clearly() -> Iterator[None]:
    """Say what is wrong with the store, whatever keeps it from being read or written."""
    try:
        yield
    except (sqlite3.Error, OSError) as failure:
        raise KeyStoreFailed(_code_of(failure)) from failure


def _code_of(failure: sqlite3.Error | OSError) -> str:
    if isinstance(failure, OSError):
        found = {**dict.fromkeys(FULL, "store_full"), **dict.fromkeys(READ_ONLY, "store_read_only")}
        return found.get(failure.errno or 0, "store_broken")
    # The low byte is the kind of the failure; SQLite says "input/output" of a write beyond a quota or a limit.
    code = getattr(failure, "sqlite_errorcode", 0)
    if code & 0xFF == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_WRITE:
        return "store_full"
    return "store_read_only" if code & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM) else "store_broken"


class Connections:
    """One connection for each thread, to one file."""

    def __init__(self, folder: Path) -> None:
        """Know the folder; the file is opened at the first use."""
        self.folder, self.file = folder, folder / FILE_NAME
        self._own = threading.local()

    def _connection(self) -> sqlite3.Connection:
        try:
            stat = self.file.stat()
        except FileNotFoundError:
            raise KeyStoreFailed("store_missing") from None
        known: tuple[tuple[int, int], sqlite3.Connection] | None = getattr(self._own, "connection", None)
        if known is not None and known[0] == (stat.st_dev, stat.st_ino):  # not one that was put in its place
            return known[1]
        found = sqlite3.connect(self.file, timeout=WAIT_SECONDS, isolation_level=None)
        for setting in SETTINGS:
            found.execute(setting)
        self._own.connection = ((stat.st_dev, stat.st_ino), found)
        return found

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that nobody else writes beside; on disk when it ends."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # a full disk may have ended it already
                connection.execute("ROLLBACK")
            raise

    def asked(self, statement: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a question."""
        return self._connection().execute(statement, values).fetchall()

    def rows_of(self, ids: Sequence[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
        """Yield id, wrapped key and version of the keys there are."""
        for start in range(0, len(ids), IN_STATEMENT):
            part = ids[start : start + IN_STATEMENT]
            places = ", ".join("?" * len(part))
            for row in self.asked(f"SELECT id, wrapped, version FROM key WHERE id IN ({places})", part):
                yield bytes(row[0]), bytes(row[1]), int(row[2])

    def told(self, name: str) -> str:
        """Return what the store knows of itself."""
        rows = self.asked("SELECT value FROM told WHERE name = ?", (name,))
        if not rows:
            raise KeyStoreFailed("store_broken")
        return str(rows[0][0])

    def notes(self) -> Mapping[str, str]:
        """Return everything that was noted beside the name."""
        return dict(self.asked("SELECT name, value FROM told WHERE name <> 'name'", ()))

    def note(self, name: str, value: str) -> None:
        """Note something about the store, instead of what was noted under that name before."""
        with self.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (name, value))

    def check_pages(self) -> None:
        """Read every page of the file; raises DatabaseError at the first that is not whole."""
        ((found, *_), *_) = self.asked("PRAGMA quick_check(1)", ())
        if found != "ok":
            raise sqlite3.DatabaseError(found)

    def versions(self) -> Mapping[int, str] | None:
        """Return the proof of each version of the key-encryption key; None where there is no store yet."""
        if not self.file.exists():
            return None
        return {int(number): str(proof) for number, proof in self.asked("SELECT number, proof FROM version", ())}

    def make(self, ring: Ring) -> None:
        """Make the file with its tables, under a name that is linked into place when it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = uuid4().hex
        fresh = self.folder / f".{FILE_NAME}.{name}"
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        making = sqlite3.connect(fresh, isolation_level=None)
        try:
            for setting in SETTINGS:
                making.execute(setting)
            making.executescript(TABLES)
            making.execute("INSERT INTO told VALUES ('name', ?)", (name,))
            self.note_version(making, ring)
        finally:
            making.close()
        try:
            os.link(fresh, self.file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()

    def note_version(self, connection: sqlite3.Connection, ring: Ring) -> None:
        """Note by what the active version is known."""
        proof = ring.check(ring.active)
        connection.execute("INSERT OR REPLACE INTO version VALUES (?, ?)", (ring.active, proof))

    def forget_versions(self, connection: sqlite3.Connection, ring: Ring) -> None:
        """Forget the versions that are no longer in the ring."""
        connection.execute("DELETE FROM version WHERE number <> ?", (ring.active,))
