"""Keeping keys and values in step: destroying what was erased, sweeping what was never used, sealing anew.

A key is asked to be destroyed in the transaction that erases its value, and destroyed after the commit; what a crash
left in between is done by the next round of `linli work`.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, connections, transaction

from linli.domain.ports import KeyStoreFailed
from linli.domain.vault import Cipher, Opened, Place
from linli.store import secrets
from linli.store.secrets import EVERYTHING, SEALED_COLUMNS, SealedRow, StoredVault, opened

AT_ONCE = 500
UNUSED_FOR = timedelta(days=7)
"""Keys made ahead and not used by then never will be: a process keeps none in hand for longer than a day."""
WAITING = "SELECT key_id FROM key_destruction WHERE done_at IS NULL ORDER BY asked_at LIMIT %s"
DONE = "UPDATE key_destruction SET done_at = now() WHERE key_id = ANY(%s) AND done_at IS NULL"
USED = "SELECT key_id FROM value WHERE key_id = ANY(%s)"
NEXT = f"""
SELECT {SEALED_COLUMNS} FROM value WHERE (county_id, stream, seq, field) > (%s, %s, %s, %s)
ORDER BY county_id, stream, seq, field LIMIT %s FOR UPDATE
"""
FIRST = (-1, "", 0, "")
RESEAL = """
UPDATE value v SET key_id = fresh.key_id, value = fresh.value
FROM unnest(%s::bytea[], %s::bytea[], %s::bytea[]) AS fresh(old_id, key_id, value) WHERE v.key_id = fresh.old_id
"""
ASK = """
INSERT INTO key_destruction (key_id, county_id, stream)
SELECT * FROM unnest(%s::bytea[], %s::bigint[], %s::text[]) ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swept:
    """What became of keys that were made ahead long ago."""

    used: int = 0
    destroyed: int = 0


def is_bound() -> bool:
    """Say whether this database ever sealed a value."""
    return _bound_to() is not None


def state_of_keys() -> str:
    """Return "" where values can be sealed and opened, else the code of what is in the way."""
    bound, keys = _bound_to(), secrets.key_store()
    if bound is None:
        return ""  # nothing was sealed yet: store and key are made with the first value
    try:
        return "" if keys.status().name == bound else "other_store"
    except KeyStoreFailed as failure:
        return failure.code


def prove_keys(*, is_thorough: bool = False) -> tuple[str, int | None]:
    """Return what `state_of_keys` does, and how many bytes are free, after a key was read and a word written.

    Thorough, every page of the store is read too.
    """
    code = state_of_keys()
    if code or not is_bound():
        return code, None
    try:
        return "", secrets.key_store().prove(is_thorough=is_thorough).free_bytes
    except KeyStoreFailed as failure:
        return failure.code, None


def note_audit(fault_count: int) -> None:
    """Note beside the keys that all values of this database were opened just now; a failing store notes nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT database_id, now() FROM vault")
        row = cursor.fetchone()
    if row is not None:
        told = json.dumps({"at": row[1].isoformat(), "faults": fault_count})
        with suppress(KeyStoreFailed):
            secrets.key_store().note(f"audit/{row[0]}", told)


def noted_audit() -> tuple[datetime, int] | None:
    """Return when all values of this database were opened last and how many faults there were; None for never."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT database_id FROM vault")
        row = cursor.fetchone()
    word = secrets.key_store().notes().get(f"audit/{row[0]}") if row else None
    if word is None:
        return None
    told = json.loads(word)
    return datetime.fromisoformat(told["at"]), int(told["faults"])


def note_copied(at: datetime) -> None:
    """Note that the keys were copied; a store that cannot be written notes nothing."""
    with suppress(KeyStoreFailed):
        secrets.key_store().note("copied", at.isoformat())


def noted_copied() -> datetime | None:
    """Return when the keys were copied last; None for never."""
    word = secrets.key_store().notes().get("copied")
    return datetime.fromisoformat(word) if word else None


def _bound_to() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute(secrets.BOUND_TO)
        row = cursor.fetchone()
    return str(row[0]) if row else None


def count_waiting() -> tuple[int, datetime | None]:
    """Return how many keys are to be destroyed and are not, and since when the first of them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), min(asked_at) FROM key_destruction WHERE done_at IS NULL")
        row = cursor.fetchone()
    return int(row[0]), row[1]


def destroy_asked() -> int:
    """Destroy every key whose value was erased and return how many; raises KeyStoreFailed, and may be repeated."""
    done = 0
    while ids := _asked():
        secrets.key_store().destroy(ids)
        with connection.cursor() as cursor:
            cursor.execute(DONE, [ids])
        done += len(ids)
    return done


def destroy_after_commit() -> None:
    """Destroy what this transaction asks for as soon as it is committed; where that fails the next round does it."""

    def now() -> None:
        with suppress(KeyStoreFailed):
            destroy_asked()

    transaction.on_commit(now, robust=True)


def _asked() -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [AT_ONCE])
        return [bytes(row[0]) for row in cursor.fetchall()]


def sweep_unused(*, now: datetime) -> Swept:
    """Look at keys made ahead at least a week ago: note those that are used, destroy the others.

    A store that serves several databases is left alone: what one of them does not use another may.
    """
    keys, used, destroyed, after = secrets.key_store(), 0, 0, b""
    if keys.status().is_shared:
        return Swept()
    while ids := keys.unused(before=now - UNUSED_FOR, limit=AT_ONCE, after=after):
        with opened(0, EVERYTHING), connection.cursor() as cursor:
            cursor.execute(USED, [list(ids)])
            found = {bytes(row[0]) for row in cursor.fetchall()}
        keys.mark_used(found)
        destroyed += keys.destroy([one for one in ids if one not in found])
        used, after = used + len(found), ids[-1]
    return Swept(used=used, destroyed=destroyed)


def reseal_everything() -> Iterator[int]:
    """Seal every value anew under a key of its own, as the owner; yield how many are done so far.

    Cut off, it goes on where it stopped. What is written behind it meanwhile has a key that is younger than a day.
    """
    vault, done = StoredVault(secrets.key_store(), Cipher(settings.LINLI_CIPHER)), 0
    secrets.bind(vault.keys)
    while more := _reseal_some(vault):
        destroy_asked()
        done += more
        yield done


def _reseal_some(vault: StoredVault) -> int:
    """Seal some values anew and ask for their old keys to be destroyed, in one transaction that notes how far it is."""
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(secrets.SET_OPENED, [EVERYTHING])
        cursor.execute("SELECT reseal_after FROM vault FOR UPDATE")
        (after,) = cursor.fetchone() or (None,)
        cursor.execute(NEXT, [*(json.loads(after) if after else FIRST), AT_ONCE])
        rows = [SealedRow(Place(*row[:6]), bytes(row[6]), bytes(row[7])) for row in cursor.fetchall()]
        held = vault.unseal(rows)
        shut = [row.place for row, one in zip(rows, held, strict=True) if not isinstance(one, Opened)]
        if shut:
            raise NotResealed(shut)
        values = [(row.place, one) for row, one in zip(rows, held, strict=True) if isinstance(one, Opened)]
        fresh, old = vault.seal(values), [row.key_id for row in rows]
        cursor.execute(RESEAL, [old, [one[0] for one in fresh], [one[1] for one in fresh]])
        cursor.execute(ASK, [old, [row.place.county_id for row in rows], [row.place.stream for row in rows]])
        cursor.execute("UPDATE vault SET reseal_after = %s", [json.dumps(rows[-1].place[:4]) if rows else None])
    return len(rows)


class NotResealed(Exception):
    """Values that do not open, by place; they are left as they are, and the audit names them."""

    def __init__(self, places: list[Place]) -> None:
        """Keep the places."""
        self.places = tuple(places)
        super().__init__(", ".join(f"{one.stream}#{one.seq} {one.field}" for one in places[:10]))
