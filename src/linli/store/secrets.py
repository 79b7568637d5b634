"""Sealed values: opening the wall around their rows, sealing what is written, unsealing what is read.

`opened` is the one way past row security; it holds within a transaction and names the streams it is for. Keys come
from the installation's key store, each for one value and never for a second.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from typing import Any, LiteralString, NamedTuple, Protocol

from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import PipelineStatus, TransactionStatus

from linli.domain.engine.assembling import ChainedEntry
from linli.domain.ports import KeyStore, KeyStoreFailed
from linli.domain.problems import Problem, Refused
from linli.domain.vault import (
    IV_BYTES,
    PHONE,
    Cipher,
    NotOpened,
    Opened,
    Place,
    blind,
    plain_phone,
    seal,
    unseal,
)

EVERYTHING = "*"
"""For the audit and for jobs over many matters; whoever asks for it says so by this name."""
SET_OPENED = "SELECT set_config('linli.opened', %s, true)"
BOUND_TO = "SELECT key_store, database_id FROM vault"
BIND = "INSERT INTO vault (key_store) VALUES (%s) ON CONFLICT DO NOTHING"
FOUND = """
SELECT DISTINCT stream FROM blind_index WHERE county_id = %s AND purpose = %s AND digest = %s
ORDER BY stream DESC LIMIT %s
"""
SEALED_COLUMNS: LiteralString = "county_id, stream, seq, field, subject, role, key_id, value"
ROWS: LiteralString = f"SELECT {SEALED_COLUMNS} FROM value WHERE county_id = %s AND stream = ANY(%s)"
STREAMS_FOUND_MAX = 200
FOUND_BLINDLY = frozenset({"requester_phone"})
"""Fields that can be found again by who knows the value."""
AT_ONCE = 500
"""How many values are unsealed at once: their keys are fetched together."""

log = logging.getLogger(__name__)
_opened: ContextVar[str] = ContextVar("linli_opened", default="")
_chosen: ContextVar["Vault | None"] = ContextVar("linli_vault", default=None)


class SealedRow(NamedTuple):
    """A value as its row holds it."""

    place: Place
    key_id: bytes
    value: bytes


class Vault(Protocol):
    """What seals and opens values."""

    def seal(self, values: Sequence[tuple[Place, Opened]]) -> list[tuple[bytes, bytes]]:
        """Return key id and sealed bytes of each; raises Refused where no key can be had."""

    def unseal(self, rows: Sequence[SealedRow]) -> list[Opened | NotOpened | None]:
        """Return what each row holds: NotOpened where it was changed, None where its key is gone."""

    def digest(self, value: str, purpose: str) -> bytes:
        """Return the digest of `value` in the blind index of `purpose`."""


@contextmanager
def opened(county_id: int, streams: Iterable[str] | str) -> Iterator[None]:
    """Let the rows of `streams` of one county (or of EVERYTHING) be read until the context ends.

    Opens a transaction where there is none. Within a context that is as wide already nothing is asked.
    """
    wanted, before = _spelled(county_id, streams), _opened.get()
    if _covers(before, wanted) and connection.in_atomic_block:
        yield
        return
    # Within a transaction nothing is begun: what goes wrong inside is the caller's to take back or to live with.
    with nullcontext() if connection.in_atomic_block else transaction.atomic():
        _tell(wanted)
        token = _opened.set(wanted)
        try:
            yield
        finally:
            _opened.reset(token)
            if _is_sound():
                _tell(before)


def _spelled(county_id: int, streams: Iterable[str] | str) -> str:
    if isinstance(streams, str):
        if streams != EVERYTHING:
            raise ValueError("name the streams one by one, or EVERYTHING")
        return EVERYTHING
    named = sorted(set(streams))
    if any("\n" in one or "\0" in one for one in named):
        raise ValueError("no stream's name has a line's end in it")
    return "\n".join(("", str(county_id), *named, ""))


def _covers(before: str, wanted: str) -> bool:
    if before in (EVERYTHING, wanted):
        return True
    if wanted == EVERYTHING:
        return False
    _, county_id, *streams, _ = wanted.split("\n")
    return before.startswith(f"\n{county_id}\n") and all(f"\n{one}\n" in before for one in streams)


def _tell(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET_OPENED, [words])


def _is_sound() -> bool:
    """Say whether the transaction goes on; where it failed, its rollback takes the context back."""
    raw: Any = connection.connection
    if raw is None or raw.info.pipeline_status == PipelineStatus.ABORTED:
        return False
    return raw.info.transaction_status in (TransactionStatus.INTRANS, TransactionStatus.ACTIVE)


def vault() -> Vault:
    """Return the present vault: the installation's own, unless `using` chose another."""
    return _chosen.get() or StoredVault(settings.LINLI_KEYS, Cipher(settings.LINLI_CIPHER))


def key_store() -> KeyStore:
    """Return the key store that values are sealed with at present."""
    chosen = _chosen.get()
    if isinstance(chosen, StoredVault):
        return chosen.keys
    keys: KeyStore = settings.LINLI_KEYS
    return keys


@contextmanager
def using(chosen: Vault) -> Iterator[None]:
    """Seal and open with another vault until the context ends: for benches, which leave no keys behind."""
    token = _chosen.set(chosen)
    try:
        yield
    finally:
        _chosen.reset(token)


class StoredVault:
    """Seals with keys of a key store that this database is bound to."""

    def __init__(self, keys: KeyStore, cipher: Cipher = Cipher.AES) -> None:
        """Seal with `cipher`; what another one sealed is opened all the same."""
        self.keys = keys
        self._cipher = cipher

    def seal(self, values: Sequence[tuple[Place, Opened]]) -> list[tuple[bytes, bytes]]:
        """Return key id and sealed bytes of each; raises Refused where no key can be had."""
        if not values:
            return []
        try:
            bind(self.keys)
            taken = self.keys.take(len(values))
        except KeyStoreFailed as failure:
            raise Refused([Problem("vault_unavailable")]) from failure
        chance = os.urandom(IV_BYTES * len(values))
        return [
            (one.id, seal(opened_, place, key=one.key, iv=chance[at : at + IV_BYTES], cipher=self._cipher))
            for (place, opened_), one, at in zip(values, taken, range(0, len(chance), IV_BYTES), strict=True)
        ]

    def unseal(self, rows: Sequence[SealedRow]) -> list[Opened | NotOpened | None]:
        """Return what each row holds; raises KeyStoreFailed where the keys cannot be read at all."""
        found = opened_or_why(rows, self.keys)
        if None in found:
            _check_bound(self.keys)  # a key that is missing from the right store was destroyed; another knows nothing
        return found

    def digest(self, value: str, purpose: str) -> bytes:
        """Return the digest of `value` under the purpose's key; raises KeyStoreFailed."""
        return blind(value, purpose, key=self.keys.purpose_key(purpose))


def opened_or_why(rows: Sequence[SealedRow], keys: KeyStore) -> list[Opened | NotOpened | None]:
    """Return what each row holds: NotOpened where it was changed, None where its key is gone."""
    found = keys.find([row.key_id for row in rows]) if rows else {}
    return [_opened_or_why(row, found.get(row.key_id)) for row in rows]


def _opened_or_why(row: SealedRow, key: bytes | None) -> Opened | NotOpened | None:
    if key is None:
        return None
    try:
        return unseal(row.value, row.place, key=key)
    except NotOpened as why:
        return why


_bound: set[tuple[str, str, str, str]] = set()
"""Databases and key stores that were seen to belong together; a binding stays."""


_asked: ContextVar[BaseDatabaseWrapper | None] = ContextVar("linli_asked", default=None)


@contextmanager
def asking(of: BaseDatabaseWrapper) -> Iterator[None]:
    """Ask `of` which store the database is bound to: within a migration no other connection knows that table yet."""
    before = _asked.set(of)
    try:
        yield
    finally:
        _asked.reset(before)


def bind(keys: KeyStore) -> None:
    """Bind this database to `keys` at the first value; raises KeyStoreFailed where it is bound to others."""
    asked = _asked.get() or connection
    known = asked.settings_dict
    pair = (str(known["NAME"]), str(known["HOST"]), str(known["PORT"]), _name_of(keys))
    if pair in _bound:
        return
    with asked.cursor() as cursor:
        cursor.execute(BOUND_TO)
        row = cursor.fetchone()
        if row is None:
            cursor.execute(BIND, [keys.name])
            return
    if row[0] != keys.name:
        raise KeyStoreFailed("other_store")
    keys.serve(str(row[1]))
    _bound.add(pair)


def _name_of(keys: KeyStore) -> str:
    """Return the store's name; only a database that has sealed nothing may begin one where there is none."""
    try:
        return keys.name
    except KeyStoreFailed as failure:
        if failure.code != "store_missing" or _name_bound_to() is not None:
            raise
    keys.begin()
    return keys.name


def _name_bound_to() -> str | None:
    with (_asked.get() or connection).cursor() as cursor:
        cursor.execute(BOUND_TO)
        row = cursor.fetchone()
    return str(row[0]) if row else None


def add_sealed(rows: dict[str, list[dict[str, Any]]], county_id: int, entries: Sequence[ChainedEntry]) -> None:
    """Add the rows of what `entries` commit to, sealed, and of what can be found blindly."""
    values = [
        (Place(county_id, entry.stream, kept.seq, kept.field, kept.subject, kept.role), Opened(kept.nonce, kept.value))
        for entry in entries
        for kept in entry.values
    ]
    sealing = vault()
    for (place, _), (key_id, sealed) in zip(values, sealing.seal(values), strict=True):
        rows["value"].append({**place._asdict(), "key_id": key_id, "value": sealed})
    for place, held in values:
        if place.field in FOUND_BLINDLY and (row := blind_row(sealing, place, held.value)):
            rows["blind_index"].append(row)


def blind_row(sealing: Vault, place: Place, value: bytes) -> dict[str, Any] | None:
    """Return the row under which a value can be found again; None where it holds nothing to go by."""
    plain = plain_phone(value.decode("utf-8", "replace"))
    if not plain:
        return None
    try:
        digest = sealing.digest(plain, PHONE)
    except KeyStoreFailed as failure:
        raise Refused([Problem("vault_unavailable")]) from failure
    kept = place._asdict()
    del kept["role"]
    return {**kept, "purpose": PHONE, "digest": digest}


def streams_of_phone(county_id: int, phone: str) -> tuple[str, ...]:
    """Return the streams whose requester gave this number, the latest first; who may see them is the caller's question.

    Raises Refused `vault_unavailable` where the purpose's key cannot be read.
    """
    plain = plain_phone(phone)
    if not plain:
        return ()
    try:
        digest = vault().digest(plain, PHONE)
    except KeyStoreFailed as failure:
        raise Refused([Problem("vault_unavailable")]) from failure
    with opened(county_id, EVERYTHING), connection.cursor() as cursor:
        cursor.execute(FOUND, [county_id, PHONE, digest, STREAMS_FOUND_MAX])
        return tuple(str(row[0]) for row in cursor.fetchall())


def sealed_rows(
    county_id: int, streams: Sequence[str], words: LiteralString = "true", values: Sequence[Any] = ()
) -> list[SealedRow]:
    """Return the rows of `streams` for which `words` hold, by stream, entry and field; only what is opened is found."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS + f" AND {words} ORDER BY stream, seq, field", [county_id, list(streams), *values])
        return [SealedRow(Place(*row[:6]), bytes(row[6]), bytes(row[7])) for row in cursor.fetchall()]


def _check_bound(keys: KeyStore) -> None:
    if _name_bound_to() != keys.name:
        raise KeyStoreFailed("other_store")


def unsealed(rows: Sequence[SealedRow]) -> Iterator[tuple[SealedRow, Opened]]:
    """Yield each row that opens with what it holds; one whose key is gone, or that was changed, is left out.

    Raises Refused `vault_unavailable` where no key can be read.
    """
    sealing = vault()
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        try:
            found = sealing.unseal(part)
        except KeyStoreFailed as failure:
            raise Refused([Problem("vault_unavailable")]) from failure
        for row, one in zip(part, found, strict=True):
            if isinstance(one, Opened):
                yield row, one
            else:
                place, why = row.place, "its key is gone" if one is None else "it was changed"
                log.error("%s#%s %s does not open: %s", place.stream, place.seq, place.field, why)
