"""Moving values into the vault, and out again for who goes back a version: batch by batch, each one checked.

They move to a new table and the old one is dropped, so that nothing open stays in its pages; what the write-ahead
log and older backups still hold goes with them (docs/how-to/keys.md).
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from linli.domain.vault import Opened, Place
from linli.store import secrets
from linli.store.secrets import SEALED_COLUMNS, SealedRow

AT_ONCE = 1_000
OPEN_COLUMNS = "county_id, stream, seq, field, subject, role, nonce, value"
AFTER = "(county_id, stream, seq, field) > (%s, %s, %s, %s) ORDER BY county_id, stream, seq, field LIMIT %s"
FIRST: tuple[int, str, int, str] = (-1, "", 0, "")


def seal_open_values(connection: BaseDatabaseWrapper) -> int:
    """Seal every value of `open_value` into `value` and return how many there were."""
    moved, last, vault = 0, FIRST, secrets.vault()
    while rows := _batch(connection, f"SELECT {OPEN_COLUMNS} FROM open_value WHERE {AFTER}", last):
        values = [(Place(*row[:6]), Opened(bytes(row[6]), bytes(row[7]))) for row in rows]
        with secrets.asking(connection):
            sealed = vault.seal(values)
            made = [SealedRow(place, *one) for (place, _), one in zip(values, sealed, strict=True)]
            is_same = vault.unseal(made) == [held for _, held in values]
        if not is_same:
            raise RuntimeError(f"what was sealed does not open again after {last}")
        found = [row for place, held in values if (row := _blind(vault, place, held))]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO value ({SEALED_COLUMNS}) VALUES ({', '.join(['%s'] * 8)})",
                [(*row.place, row.key_id, row.value) for row in made],
            )
            cursor.executemany(
                f"INSERT INTO blind_index ({', '.join(_BLIND)}) VALUES ({', '.join(['%s'] * len(_BLIND))})",
                [[row[column] for column in _BLIND] for row in found],
            )
        moved, last = moved + len(rows), _key(rows[-1])
    return moved


_BLIND = ("county_id", "purpose", "digest", "stream", "seq", "field", "subject")


def _blind(vault: secrets.Vault, place: Place, held: Opened) -> dict[str, Any] | None:
    return secrets.blind_row(vault, place, held.value) if place.field in secrets.FOUND_BLINDLY else None


def open_sealed_values(connection: BaseDatabaseWrapper) -> int:
    """Open every value of `value` into `open_value` and return how many there were; raises where one does not open."""
    moved, last, vault = 0, FIRST, secrets.vault()
    with connection.cursor() as cursor:
        cursor.execute(secrets.SET_OPENED, [secrets.EVERYTHING])
    while rows := _batch(connection, f"SELECT {SEALED_COLUMNS} FROM value WHERE {AFTER}", last):
        sealed = [SealedRow(Place(*row[:6]), bytes(row[6]), bytes(row[7])) for row in rows]
        opened = []
        for one, held in zip(sealed, vault.unseal(sealed), strict=True):
            if not isinstance(held, Opened):
                raise RuntimeError(f"a value does not open: {one.place.stream}#{one.place.seq} {one.place.field}")
            opened.append((*one.place, held.nonce, held.value))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO open_value ({OPEN_COLUMNS}) VALUES ({', '.join(['%s'] * 8)})", opened)
        moved, last = moved + len(rows), _key(rows[-1])
    return moved


def _batch(connection: BaseDatabaseWrapper, statement: str, last: tuple[int, str, int, str]) -> list[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [*last, AT_ONCE])
        return list(cursor.fetchall())


def _key(row: Sequence[Any]) -> tuple[int, str, int, str]:
    return int(row[0]), str(row[1]), int(row[2]), str(row[3])
