"""Writing: rows gathered by table, then sent in one statement or by COPY; both forms leave the same rows.

Tables with keys are written over (a later row of the same key wins), the others only grow. A command
touches up to eight tables: sent one by one they cost as many ways to the server and as many parses, so a
small writing goes as one prepared statement, spelled once for each shape.
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson
import psycopg
from django.db import connection
from psycopg import sql
from psycopg.types.json import Jsonb

Row = Mapping[str, Any]
Rows = list[tuple[Any, ...]]
Shape = tuple[tuple["Table", int], ...]
"""How many rows of which tables a statement holds."""

TOGETHER_MAX = 1_000
"""Parameters up to which a writing goes as one prepared statement."""
PARAMETERS_MAX = 60_000
PREPARE_AFTER = 2
"""Preparing pays from the third time on; a rare shape is never prepared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of the one write path."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    """Columns on which a row is written over; empty: rows are only added."""
    json: frozenset[str] = field(default=frozenset())
    is_guarded: bool = False
    """Whether row security stands before it, which takes no COPY."""


ENTRY = Table(name="entry", columns=("county_id", "stream", "seq", "type", "recv", "hash", "salt", "body"))
VALUE = Table(
    name="value",
    columns=("county_id", "stream", "seq", "field", "subject", "role", "key_id", "value"),
    is_guarded=True,
)
BLIND_INDEX = Table(
    name="blind_index",
    columns=("county_id", "purpose", "digest", "stream", "seq", "field", "subject"),
    is_guarded=True,
)
COMMAND = Table(
    name="command",
    columns=("county_id", "id", "actor", "body_hash", "stream", "base_seq", "result", "recv"),
    json=frozenset({"result"}),
)
STREAM = Table(name="stream", columns=("county_id", "stream", "seq", "hash"), key=("county_id", "stream"))
CASE = Table(
    name="case_row",
    columns=(
        "id", "county_id", "seq", "number", "procedure", "version", "stage", "is_final", "seal", "category",
        "area_path", "urgency", "channel", "requester", "title", "how_placed", "holder_unit", "holder_post",
        "handler_unit", "dispatcher_unit", "past_units", "co_units", "filed_at", "source_filed_at", "closed_at",
        "moved_at", "step_clock", "step_due_at", "step_warn_at", "wait_due_at", "is_paused", "next_tick_at", "result",
        "grade", "reopen_asked", "extension_asked", "awaits_agreement", "on_agenda", "agenda_unit",
        "sponsor_post", "accused", "reworks", "reopens", "lapses", "wrong_hand_overs", "origin",
        "place_id", "severity",
    ),
    key=("id",),
)  # fmt: skip
CLOCK = Table(
    name="clock",
    columns=(
        "case_id", "county_id", "key", "kind", "run", "status", "started_at", "due_at", "warn_at", "warned_at",
        "lapsed_at", "stopped_at", "calendar", "provisional",
    ),
    key=("case_id", "key"),
)  # fmt: skip
OUTBOX = Table(
    name="outbox",
    columns=("id", "county_id", "key", "kind", "payload", "created_at", "not_before", "attempts", "error"),
    json=frozenset({"payload"}),
)
RECEIPT = Table(name="receipt", columns=("code_hash", "county_id", "case_id", "made_at"))
HELD = Table(name="held_report", columns=("county_id", "case_id", "reasons", "held_at", "until", "released_by"))

ORDER = (STREAM, ENTRY, VALUE, BLIND_INDEX, COMMAND, CASE, CLOCK, OUTBOX, RECEIPT, HELD)
"""Tables in the order in which they are written."""


class Writing:
    """Rows on their way into the database; the caller opens the transaction."""

    def __init__(self) -> None:
        """Start empty."""
        self._rows: dict[str, Rows] = {}
        self._tables: dict[str, Table] = {}

    def add(self, table: Table, rows: Iterable[Row]) -> None:
        """Add `rows`; a missing column is a programming mistake and raises KeyError."""
        made = [_adapted(table, row) for row in rows]
        if made:
            self._tables[table.name] = table
            self._rows.setdefault(table.name, []).extend(made)

    def send(self, *, by_copy: bool = False) -> None:
        """Write everything, in the order the tables were added, and start empty again."""
        ready = [(self._tables[name], _latest(self._tables[name], rows)) for name, rows in self._rows.items()]
        self._rows, self._tables = {}, {}
        if not ready:
            return
        if by_copy:
            with server_cursor() as cursor:
                for table, rows in ready:
                    copy_into(cursor, table, rows)
            return
        with psycopg.RawCursor(raw_connection()) as raw:
            if sum(len(table.columns) * len(rows) for table, rows in ready) <= TOGETHER_MAX:
                _insert(raw, ready)
                return
            for table, rows in ready:
                per_statement = PARAMETERS_MAX // len(table.columns)
                for start in range(0, len(rows), per_statement):
                    _insert(raw, [(table, rows[start : start + per_statement])], prepare=False)


def raw_connection() -> "psycopg.Connection[Any]":
    """Return the driver's own connection beneath Django's, in the same transaction."""
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    if raw.prepare_threshold is None:  # Django's default, meant for its own cursors, which never prepare
        raw.prepare_threshold = PREPARE_AFTER
    return raw


def server_cursor() -> "psycopg.Cursor[Any]":
    """Return a cursor of the driver itself, whose statements are prepared where they come again."""
    return psycopg.Cursor(raw_connection())


def _adapted(table: Table, row: Row) -> tuple[Any, ...]:
    if not table.json:
        return tuple([row[column] for column in table.columns])
    return tuple(
        Jsonb(row[column], dumps=orjson.dumps) if column in table.json and row[column] is not None else row[column]
        for column in table.columns
    )


def _latest(table: Table, rows: Rows) -> Rows:
    """Keep only the last row of each key: an upsert may not touch a row twice in one statement."""
    if not table.key or len(rows) == 1:
        return rows
    places = [table.columns.index(column) for column in table.key]
    return list({tuple(row[place] for place in places): row for row in rows}.values())


def _insert(cursor: "psycopg.RawCursor[Any]", ready: list[tuple[Table, Rows]], *, prepare: bool | None = None) -> None:
    shape = tuple((table, len(rows)) for table, rows in ready)
    values = [value for _, rows in ready for row in rows for value in row]
    cursor.execute(_insert_statement(shape), values, prepare=prepare)


@lru_cache(maxsize=512)
def _insert_statement(shape: Shape) -> bytes:
    """Return one statement that adds rows of this shape: the last table's insert, the others before it."""
    numbers = itertools.count(1)
    inserts = [
        sql.SQL("INSERT INTO {} ({}) VALUES {}{}").format(
            sql.Identifier(table.name),
            _names(table.columns),
            sql.SQL(", ").join(_places(table, numbers) for _ in range(count)),
            _on_conflict(table),
        )
        for table, count in shape
    ]
    before = [
        sql.SQL("{} AS ({})").format(sql.Identifier(f"into_{table.name}"), insert)
        for (table, _), insert in zip(shape[:-1], inserts, strict=False)
    ]
    whole = sql.SQL("WITH {} {}").format(sql.SQL(", ").join(before), inserts[-1]) if before else inserts[-1]
    return whole.as_bytes(None)


def _places(table: Table, numbers: Iterator[int]) -> sql.SQL:
    """Return one row of numbered places; numbers come from us, never from outside."""
    return sql.SQL("({})".format(", ".join(f"${next(numbers)}" for _ in table.columns)))


def _names(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(column) for column in columns)


def _on_conflict(table: Table) -> sql.Composable:
    if not table.key:
        return sql.SQL("")
    changed = [column for column in table.columns if column not in table.key]
    sets = sql.SQL(", ").join(sql.SQL("{0} = EXCLUDED.{0}").format(sql.Identifier(column)) for column in changed)
    return sql.SQL(" ON CONFLICT ({}) DO UPDATE SET {}").format(_names(table.key), sets)


def copy_into(cursor: "psycopg.Cursor[Any]", table: Table, rows: Rows) -> None:
    """Add rows to a table of the write path by COPY; where that cannot be, by way of a table that lasts a moment."""
    target, is_beside = sql.Identifier(table.name), bool(table.key) or table.is_guarded
    if is_beside:
        target = sql.Identifier(f"incoming_{table.name}")
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE IF NOT EXISTS {} (LIKE {} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS").format(
                target, sql.Identifier(table.name)
            )
        )
        cursor.execute(sql.SQL("DELETE FROM {}").format(target))
    copy_rows(cursor, target, table.columns, rows)
    if is_beside:
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}{}").format(
                sql.Identifier(table.name),
                _names(table.columns),
                _names(table.columns),
                target,
                _on_conflict(table),
            )
        )


def copy_rows(
    cursor: "psycopg.Cursor[Any]", target: sql.Identifier, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """Add `rows` to a table by COPY."""
    with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(target, _names(columns))) as copy:
        for row in rows:
            copy.write_row(row)
