"""Cloning cases: many true records from a few, chained anew with fresh salts, nonces, commitments and keys.

For benches and drills that need a county full of cases: every clone is what its original would have become
under another id, number and time, so that `linli audit` accepts each of them. Rows go in by COPY.
"""

import hashlib
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from psycopg import sql
from psycopg.types.json import Jsonb
from ulid import ULID

from linli.domain.entry import (
    ENTRY_PREFIX,
    FIELD_PREFIX,
    FIRST_PREV,
    entry_of,
    moment_text,
    parse_moment,
    read_canonical,
)
from linli.domain.vault import Opened, Place
from linli.store import journal
from linli.store.secrets import EVERYTHING, opened, sealed_rows, unsealed, vault
from linli.store.writing import (
    CASE,
    CLOCK,
    COMMAND,
    ENTRY,
    RECEIPT,
    STREAM,
    VALUE,
    Table,
    copy_into,
    server_cursor,
)

AT_ONCE = 2_000
MODELS_MAX = 1_000
SPACING = timedelta(hours=1)
"""How much earlier each further round of clones was filed."""
LINKED = b'"k":"linked"'
MOMENT = rb"(?<=\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z(?=\")"
TABLES = (STREAM, ENTRY, VALUE, COMMAND, CASE, CLOCK, RECEIPT)

Rows = dict[str, list[tuple[Any, ...]]]
Values = list[tuple[Place, Opened]]
"""What clones hold, before it is sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryModel:
    """An entry's bytes cut at everything that differs between clones: text, token, text, …"""

    seq: int
    type: str
    recv: datetime
    pieces: tuple[bytes, ...]
    values: tuple[tuple[bytes, Place, bytes], ...]
    """Old commitment, place and value of each committed field that is kept."""


@dataclass(slots=True, kw_only=True)
class CaseModel:
    """A case that clones are made from."""

    row: dict[str, Any]
    clocks: list[dict[str, Any]] = field(default_factory=list)
    entries: list[EntryModel] = field(default_factory=list)
    commands: list[dict[str, Any]] = field(default_factory=list)


def clone_cases(county_id: int, amount: int) -> int:
    """Add `amount` clones of the county's unlinked cases and return how many there are; 0 without any case."""
    models = _models(county_id)
    if not models:
        return 0
    # In order of the filing that each clone gets, so that neighbours in time are neighbours on disk.
    plan = [(models[place % len(models)], -SPACING * (1 + place // len(models))) for place in range(amount)]
    plan.sort(key=lambda one: one[0].row["filed_at"] + one[1])
    for start in range(0, amount, AT_ONCE):
        part = plan[start : start + AT_ONCE]
        with transaction.atomic():
            year = part[0][0].row["filed_at"].year
            numbers = journal.reserve_numbers(county_id, year, len(part))
            rows: Rows = {table.name: [] for table in TABLES}
            values: Values = []
            for (model, shift), serial in zip(part, numbers, strict=True):
                _clone((rows, values), model, shift, serial=serial)
            sealed = vault().seal(values)
            rows["value"] = [(*place, *one) for (place, _), one in zip(values, sealed, strict=True)]
            with server_cursor() as cursor:
                for table in TABLES:
                    # Their keys are new: no clone writes over another, so what has a key takes the direct way too.
                    copy_into(cursor, replace(table, key=()), rows[table.name])
    return amount


def _clone(made: tuple[Rows, Values], model: CaseModel, shift: timedelta, *, serial: int) -> None:
    rows = made[0]
    row = dict(model.row)
    id_ = str(ULID.from_datetime(row["filed_at"] + shift))
    old = {"id": row["id"], "number": row["number"]}
    number = f"{row['number'].rpartition('-')[0]}-{serial:06d}"
    row |= {"id": id_, "number": number}
    rows["case_row"].append(_shifted(CASE, row, shift))
    for clock in model.clocks:
        rows["clock"].append(_shifted(CLOCK, {**clock, "case_id": id_}, shift))
    new = {old["id"].encode(): id_.encode(), old["number"].encode(): number.encode()}
    for command in model.commands:
        fresh = f"clone-{id_}-{command['base_seq']}"
        new[command["id"].encode()] = fresh.encode()
        result = {key: _renamed(value, old, row) for key, value in command["result"].items()}
        row_of_command = {
            **command, "id": fresh, "stream": _renamed(command["stream"], old, row), "result": Jsonb(result),
            "body_hash": os.urandom(32).hex(),
        }  # fmt: skip
        rows["command"].append(_shifted(COMMAND, row_of_command, shift))
    seq, head = _clone_entries(made, model, shift, new=new, stream=f"case/{id_}")
    county_id = row["county_id"]
    rows["stream"].append((county_id, f"case/{id_}", seq, head))
    rows["receipt"].append((os.urandom(32).hex(), county_id, id_, row["filed_at"] + shift))


def _clone_entries(
    made: tuple[Rows, Values], model: CaseModel, shift: timedelta, *, new: dict[bytes, bytes], stream: str
) -> tuple[int, str]:
    rows, values = made
    county_id, head, seq = model.row["county_id"], FIRST_PREV, 0
    moments: dict[bytes, bytes] = {}
    for entry in model.entries:
        seq = entry.seq
        for old_digest, place, value in entry.values:
            nonce = os.urandom(32)
            digest = hashlib.sha256(FIELD_PREFIX + nonce + value).hexdigest()
            new[old_digest] = digest.encode()
            values.append((place._replace(stream=stream), Opened(nonce, value)))
        new[b"prev"] = head.encode()
        body = b"".join(
            [
                piece if place % 2 == 0 else (new.get(piece) or _moment(piece, shift, moments))
                for place, piece in enumerate(entry.pieces)
            ]
        )
        head = hashlib.sha256(ENTRY_PREFIX + body).hexdigest()
        rows["entry"].append((county_id, stream, seq, entry.type, entry.recv + shift, head, os.urandom(32), body))
    return seq, head


def _moment(text: bytes, shift: timedelta, known: dict[bytes, bytes]) -> bytes:
    """Return a spelled moment `shift` later."""
    if text not in known:
        known[text] = moment_text(parse_moment(text.decode()) + shift).encode()
    return known[text]


def _shifted(table: Table, row: Mapping[str, Any], shift: timedelta) -> tuple[Any, ...]:
    return tuple([row[c] + shift if isinstance(row[c], datetime) else row[c] for c in table.columns])


def _renamed(value: Any, old: Mapping[str, str], row: Mapping[str, Any]) -> Any:
    if not isinstance(value, str):
        return value
    return value.replace(old["id"], row["id"]).replace(old["number"], row["number"])


def _models(county_id: int) -> list[CaseModel]:
    """Read the latest cases of the county, without those that hang on another, whose links would lie."""
    latest = f"WHERE county_id = %s ORDER BY filed_at DESC, id LIMIT {MODELS_MAX}"
    models = {f"case/{row['id']}": CaseModel(row=row) for row in _rows(CASE, latest, [county_id])}
    of_models = "WHERE county_id = %s AND stream = ANY(%s) ORDER BY stream, seq"
    streams = list(models)
    for clock in _rows(CLOCK, "WHERE case_id = ANY(%s)", [[stream[5:] for stream in streams]]):
        models[f"case/{clock['case_id']}"].clocks.append(clock)
    told = "WHERE county_id = %s AND coalesce(result->>'stream', stream) = ANY(%s) ORDER BY base_seq, id"
    for command in _rows(COMMAND, told, [county_id, streams]):
        models[str(command["result"].get("stream", command["stream"]))].commands.append(command)
    values: dict[str, dict[tuple[int, str], tuple[Place, bytes]]] = {stream: {} for stream in streams}
    with opened(county_id, EVERYTHING):
        sealed = sealed_rows(county_id, streams)
    for one, held in unsealed(sealed):
        values[one.place.stream][(one.place.seq, one.place.field)] = (one.place, held.value)
    bodies: dict[str, list[dict[str, Any]]] = {stream: [] for stream in streams}
    for entry in _rows(ENTRY, of_models, [county_id, streams]):
        bodies[entry["stream"]].append(entry)
    return [
        _modelled(model, bodies[stream], values[stream])
        for stream, model in models.items()
        if not any(LINKED in entry["body"] for entry in bodies[stream])
    ]


def _modelled(
    model: CaseModel, entries: Sequence[Mapping[str, Any]], values: Mapping[tuple[int, str], tuple[Place, bytes]]
) -> CaseModel:
    """Cut the entries of a case at its id, number, commands, moments, commitments and hashes."""
    parsed = [entry_of(read_canonical(entry["body"])) for entry in entries]
    words = {model.row["id"], model.row["number"], *(one.cmd for one in parsed if one.cmd)}
    digests = {digest for one in parsed for digest in one.com.values()}
    exact = sorted((re.escape(word.encode()) for word in words | digests), key=len, reverse=True)
    tokens = re.compile(b"(" + b"|".join([*exact, rb'(?<="prev":")[0-9a-f]{64}', MOMENT]) + b")")
    for entry, one in zip(entries, parsed, strict=True):
        pieces = tokens.split(entry["body"])
        pieces[pieces.index(one.prev.encode())] = b"prev"
        committed = [(digest.encode(), values.get((one.seq, name))) for name, digest in one.com.items()]
        kept = tuple((digest, *value) for digest, value in committed if value is not None)
        model.entries.append(EntryModel(seq=one.seq, type=one.type, recv=one.recv, pieces=tuple(pieces), values=kept))
    return model


def _rows(table: Table, rest: str, values: Sequence[Any]) -> Iterator[dict[str, Any]]:
    columns = sql.SQL(", ").join(map(sql.Identifier, table.columns))
    statement = sql.SQL("SELECT {} FROM {} " + rest).format(columns, sql.Identifier(table.name))
    with server_cursor() as cursor:
        for row in cursor.execute(statement, values, binary=True):
            yield dict(zip(table.columns, row, strict=True))
