"""Keys of sealed values in a file of their own, beside the database and outside its backups.

Every key lies wrapped under a key-encryption key that is kept in yet another file. What is destroyed is overwritten
in place and gone from the disk's file when the call returns: a database server with its write-ahead log, its
replicas and its backups could not promise that (docs/adr/0008).
"""

import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic

from ulid import ULID

from linli.adapters.key_store.ring import Ring, kept_ring, locked, read_ring, with_new_version, without_versions
from linli.adapters.key_store.tables import IN_STATEMENT, Connections, failing_clearly
from linli.domain.ports import KeyStoreFailed, KeyStoreSpace, KeyStoreStatus
from linli.domain.vault import IV_BYTES, KEY_BYTES, Cipher, DataKey, NotOpened, unwrap, wrap

__all__ = ["FileKeyStore"]

BATCH_MIN, BATCH_MAX = 64, 1_024
QUICKLY_SECONDS = 10.0
"""A pool that was used up within this time is made twice as large the next time."""
CACHE_SECONDS = 60.0
CACHE_KEYS = 4_096
POOL_MS = 24 * 60 * 60 * 1000
"""Keys made ahead that are older are not handed out any more."""
REWRAP_KEYS = 2_000
TIME_BYTES = 6
"""An id begins with its time in milliseconds, as a ULID does: what is made together lies together."""


class FileKeyStore:
    """A key store in `folder`; several processes and threads may use it at once."""

    def __init__(self, folder: Path, kek_file: Path | None = None, cipher: Cipher = Cipher.AES) -> None:
        """Know where the files are; they are made or opened at the first use."""
        self.folder, self.cipher = folder, cipher
        self.kek_file = kek_file or folder / "kek.json"
        self._begin()

    def __reduce__(self) -> tuple[type["FileKeyStore"], tuple[Path, Path, Cipher]]:
        """Another process opens the files for itself."""
        return type(self), (self.folder, self.kek_file, self.cipher)

    def _begin(self) -> None:
        self._process = os.getpid()
        self._guard = threading.RLock()
        self._connections = Connections(self.folder)
        self._pool: list[DataKey] = []
        self._batch, self._filled_at = BATCH_MIN, 0.0
        self._ring: Ring | None = None
        self._cache: OrderedDict[bytes, tuple[float, bytes]] = OrderedDict()
        self._purposes: dict[str, bytes] = {}
        self._name = ""

    @contextmanager
    def _mine(self) -> Iterator[None]:
        """A child process begins anew: two processes never hand out one key."""
        if self._process != os.getpid():
            self._begin()
        with self._guard, failing_clearly():
            yield

    @property
    def name(self) -> str:
        """Which store this is; made once with it."""
        with self._mine():
            if not self._name:
                self._present_ring()
                self._name = self._connections.told("name")
            return self._name

    @property
    def place(self) -> str:
        """Where it lies, in words for an operator."""
        return str(self.folder)

    @property
    def kek_place(self) -> str:
        """Where the key that encrypts its keys lies."""
        return str(self.kek_file)

    def begin(self) -> None:
        """Make the store where there is none, under the ring that was put there for it or a new one."""
        with self._mine():
            self._make(has_ring=True)

    def take(self, amount: int) -> Sequence[DataKey]:
        """Return keys that nobody was given before; they are on disk already."""
        with self._mine():
            if self._pool and _age_ms(self._pool[0].id) > POOL_MS:
                self._pool.clear()  # the sweep will destroy them
            if len(self._pool) < amount:
                self._fill(amount)
            taken, self._pool = self._pool[:amount], self._pool[amount:]
            return taken

    def _fill(self, amount: int) -> None:
        self._present_ring()
        now = monotonic()
        if self._filled_at and now - self._filled_at < QUICKLY_SECONDS:
            self._batch = min(self._batch * 2, BATCH_MAX)
        self._filled_at = now
        count = max(self._batch, amount - len(self._pool))
        with self._connections.writing() as connection:
            ring = self._read_ring()  # read within the lock: no version is taken away between here and the commit
            chance, begin = os.urandom((KEY_BYTES + IV_BYTES + 10) * count), ULID().bytes[:TIME_BYTES]
            fresh, rows = [], []
            for start in range(0, len(chance), KEY_BYTES + IV_BYTES + 10):
                key, rest = chance[start : start + KEY_BYTES], chance[start + KEY_BYTES :]
                id_ = begin + rest[IV_BYTES : IV_BYTES + 10]
                wrapped = wrap(key, id_, kek=ring.keys[ring.active], iv=rest[:IV_BYTES], cipher=self.cipher)
                fresh.append(DataKey(id_, key))
                rows.append((id_, wrapped, ring.active))
            connection.executemany("INSERT INTO key (id, wrapped, version) VALUES (?, ?, ?)", rows)
        self._pool.extend(fresh)

    def find(self, ids: Collection[bytes]) -> Mapping[bytes, bytes]:
        """Return the keys of these ids; those that were destroyed are left out."""
        with self._mine():
            now, found, missing = monotonic(), dict[bytes, bytes](), list[bytes]()
            for id_ in set(ids):
                known = self._cache.get(id_)
                if known is not None and known[0] > now:
                    found[id_] = known[1]
                else:
                    missing.append(id_)
            for id_, wrapped, version in self._connections.rows_of(missing):
                found[id_] = self._unwrapped(wrapped, id_, version)
                self._remember(id_, found[id_], now + CACHE_SECONDS)
            return found

    def _remember(self, id_: bytes, key: bytes, until: float) -> None:
        self._cache[id_] = (until, key)
        self._cache.move_to_end(id_)
        while len(self._cache) > CACHE_KEYS:
            self._cache.popitem(last=False)

    def destroy(self, ids: Collection[bytes]) -> int:
        """Overwrite and remove keys, on disk when it returns; return how many there were."""
        with self._mine():
            doomed, gone = sorted(set(ids)), 0
            for id_ in doomed:
                self._cache.pop(id_, None)
            for start in range(0, len(doomed), IN_STATEMENT):
                part = doomed[start : start + IN_STATEMENT]
                with self._written() as connection:
                    places = ", ".join("?" * len(part))
                    gone += connection.execute(f"DELETE FROM key WHERE id IN ({places})", part).rowcount
            return gone

    def purpose_key(self, purpose: str) -> bytes:
        """Return the key of a blind index, made at the first call."""
        with self._mine():
            if purpose not in self._purposes:
                ask = "SELECT wrapped, version FROM purpose WHERE name = ?"
                with self._written() as connection:
                    row = connection.execute(ask, (purpose,)).fetchone()
                    if row is None:
                        ring, key = self._read_ring(), os.urandom(KEY_BYTES)
                        row = (self._wrapped(key, purpose.encode(), ring), ring.active)
                        connection.execute("INSERT INTO purpose VALUES (?, ?, ?)", (purpose, *row))
                self._purposes[purpose] = self._unwrapped(row[0], purpose.encode(), row[1])
            return self._purposes[purpose]

    def serve(self, database: str) -> None:
        """Remember a database whose values are sealed with keys of this store."""
        with self._mine(), self._written() as connection:
            connection.execute("INSERT OR IGNORE INTO serves VALUES (?)", (database,))

    def unused(self, *, before: datetime, limit: int, after: bytes = b"") -> Sequence[bytes]:
        """Return, in order, ids made before then and of which nobody said yet that they are used."""
        until = ULID.from_datetime(before).bytes[:TIME_BYTES]
        ask = "SELECT id FROM key WHERE is_used = 0 AND id > ? AND id < ? ORDER BY id LIMIT ?"
        with self._mine():
            self._present_ring()
            return [bytes(row[0]) for row in self._connections.asked(ask, (after, until, limit))]

    def mark_used(self, ids: Collection[bytes]) -> None:
        """Note that these keys hold something."""
        with self._mine(), self._written() as connection:
            connection.executemany("UPDATE key SET is_used = 1 WHERE id = ?", [(id_,) for id_ in sorted(ids)])

    def rotate(self) -> Iterator[int]:
        """Make a new key-encryption key and wrap every key under it; yield how many are done so far.

        A rotation that was cut off is taken up where it stopped: no further version is made then.
        """
        with self._mine(), self._written() as connection:
            ring = self._read_ring()
            if len(ring.keys) == 1:
                ring = with_new_version(self.kek_file, ring)
            self._connections.note_version(connection, ring)
            self._ring, done = ring, 0
        while True:
            with self._mine():
                more = self._rewrap(ring)
                done += more
                if not more:
                    return
            yield done

    def _rewrap(self, ring: Ring) -> int:
        """Wrap some keys under the active version; with none left, forget the versions before."""
        with self._connections.writing() as connection:
            done = 0
            for table, name in (("key", "id"), ("purpose", "name")):
                ask = f"SELECT {name}, wrapped, version FROM {table} WHERE version <> ? LIMIT ?"
                old = connection.execute(ask, (ring.active, REWRAP_KEYS)).fetchall()
                rows = []
                for word, wrapped, version in old:
                    bound = word.encode() if isinstance(word, str) else bytes(word)
                    key = self._unwrapped(bytes(wrapped), bound, version)
                    rows.append((self._wrapped(key, bound, ring), ring.active, word))
                connection.executemany(f"UPDATE {table} SET wrapped = ?, version = ? WHERE {name} = ?", rows)
                done += len(rows)
            if not done:
                self._ring = without_versions(self.kek_file, ring)
                self._connections.forget_versions(connection, self._ring)
        return done

    def copy_to(self, file: str) -> None:
        """Write a whole copy of the wrapped keys, without the key that they are wrapped under."""
        with self._mine():
            self._present_ring()
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            self._connections.asked("VACUUM INTO ?", (file,))

    def note(self, what: str, value: str) -> None:
        """Keep a word about the store beside its keys; the same `what` replaces the one before."""
        with self._mine():
            self._present_ring()
            self._connections.note(f"note/{what}", value)

    def notes(self) -> Mapping[str, str]:
        """Return what was noted."""
        with self._mine():
            return {name[5:]: value for name, value in self._connections.notes().items() if name.startswith("note/")}

    def prove(self, *, is_thorough: bool = False) -> KeyStoreSpace:
        """Read a key and write to the file, as the next report will; raises KeyStoreFailed where that fails."""
        with self._mine():
            self._name = ""
            self._ring = self._read_ring()  # from its file: what a process still holds in memory proves nothing
            for id_, wrapped, version in self._connections.asked("SELECT id, wrapped, version FROM key LIMIT 1", ()):
                self._unwrapped(bytes(wrapped), bytes(id_), int(version))
            if is_thorough:
                self._connections.check_pages()
            self._connections.note("proved", ULID().hex)
            disk = os.statvfs(self.folder)
            return KeyStoreSpace(free_bytes=disk.f_bavail * disk.f_frsize)

    def status(self) -> KeyStoreStatus:
        """Return how the store stands."""
        with self._mine():
            ring = self._present_ring()
            versions = dict(self._connections.asked("SELECT version, count(*) FROM key GROUP BY version", ()))
            (unused,) = self._connections.asked("SELECT count(*) FROM key WHERE is_used = 0", ())[0]
            (serves,) = self._connections.asked("SELECT count(*) FROM serves", ())[0]
            return KeyStoreStatus(
                name=self._connections.told("name"),
                keys=sum(versions.values()),
                unused=unused,
                versions=versions,
                active=ring.active,
                is_shared=serves > 1,
            )

    @contextmanager
    def _written(self) -> Iterator[sqlite3.Connection]:
        self._present_ring()
        with self._connections.writing() as connection:
            yield connection

    def _present_ring(self) -> Ring:
        if self._ring is None:
            self._ring = self._read_ring()
        return self._ring

    def _read_ring(self) -> Ring:
        """Read the key-encryption keys, or make the first one of a store that has none yet."""
        versions = self._connections.versions()
        if versions is None:
            self._make(has_ring=False)
            versions = self._connections.versions() or {}
        ring = read_ring(self.kek_file)
        # Cut off in the middle, a rotation leaves a version that only one of the two files knows.
        proofs = [(ring.check(version), told) for version, told in versions.items() if version in ring.keys]
        if not proofs or any(one != told for one, told in proofs):
            raise KeyStoreFailed("kek_wrong")
        return ring

    def _make(self, *, has_ring: bool) -> None:
        """Make what is not there; a ring without its store (unless `has_ring`) means that the store was lost."""
        with locked(self.kek_file.parent):
            if self._connections.file.exists():
                return
            if self.kek_file.exists() and not has_ring:
                raise KeyStoreFailed("store_missing")
            is_new = not self.kek_file.exists()
            try:
                self._connections.make(kept_ring(self.kek_file))
            except BaseException:
                if is_new:  # half of a store would look like one whose other half was lost
                    self.kek_file.unlink(missing_ok=True)
                raise

    def _wrapped(self, key: bytes, name: bytes, ring: Ring) -> bytes:
        return wrap(key, name, kek=ring.keys[ring.active], iv=os.urandom(IV_BYTES), cipher=self.cipher)

    def _unwrapped(self, wrapped: bytes, name: bytes, version: int) -> bytes:
        ring = self._present_ring()
        if version not in ring.keys:
            ring = self._ring = self._read_ring()
        try:
            return unwrap(wrapped, name, kek=ring.keys[version])
        except (NotOpened, KeyError):
            raise KeyStoreFailed("kek_wrong") from None


def _age_ms(id_: bytes) -> int:
    """Return how long ago a key was made; a clock that was set back counts as well."""
    return abs(int.from_bytes(ULID().bytes[:TIME_BYTES]) - int.from_bytes(id_[:TIME_BYTES]))
