"""The key-encryption keys: a small file of versions, of which the active one wraps what is new."""

import fcntl
import hashlib
import hmac
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from linli.adapters.key_store.whole_files import make_once, put_in_place
from linli.domain.ports import KeyStoreFailed
from linli.domain.vault import KEY_BYTES

CHECK_PREFIX = b"linli/kek/v1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Versions of the key-encryption key; more than one only while a rotation goes on."""

    active: int
    keys: Mapping[int, bytes]

    def check(self, version: int) -> str:
        """Return what a store notes to know its key by, or "" for a version that is not here."""
        key = self.keys.get(version)
        return hmac.digest(key, CHECK_PREFIX, hashlib.sha256).hex()[:32] if key is not None else ""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let one process at a time begin a store: another waits until both of its files are there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def kept_ring(file: Path) -> Ring:
    """Return the ring in `file`, made at the first call; only its owner can read the file."""
    make_once(file, lambda: _words(Ring(active=1, keys={1: os.urandom(KEY_BYTES)})))
    return read_ring(file)


def read_ring(file: Path) -> Ring:
    """Return the ring in `file`; raises KeyStoreFailed where it is missing or unreadable."""
    try:
        told = json.loads(file.read_text(encoding="ascii"))
        keys = {int(version): bytes.fromhex(key) for version, key in told["keys"].items()}
        ring = Ring(active=int(told["active"]), keys=keys)
    except FileNotFoundError:
        raise KeyStoreFailed("kek_missing") from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise KeyStoreFailed("kek_wrong") from None
    if ring.active not in keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise KeyStoreFailed("kek_wrong")
    return ring


def with_new_version(file: Path, ring: Ring) -> Ring:
    """Add a version and make it the active one; those before stay until nothing is wrapped under them."""
    version = max(ring.keys) + 1
    return _replaced(file, Ring(active=version, keys={**ring.keys, version: os.urandom(KEY_BYTES)}))


def without_versions(file: Path, ring: Ring) -> Ring:
    """Forget every version but the active one."""
    return _replaced(file, Ring(active=ring.active, keys={ring.active: ring.keys[ring.active]}))


def _replaced(file: Path, ring: Ring) -> Ring:
    put_in_place(file, _words(ring))
    return ring


def _words(ring: Ring) -> str:
    return json.dumps({"active": ring.active, "keys": {str(version): key.hex() for version, key in ring.keys.items()}})
