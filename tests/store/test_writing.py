"""The single statement and COPY leave the same rows; a later row of a key wins; the others only grow."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from linli.store.writing import CASE, COMMAND, OUTBOX, RECEIPT, STREAM, Table, Writing

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
BOTH = pytest.mark.parametrize("by_copy", [False, True], ids=["statement", "copy"])


def head(name: str, seq: int = 1, hash_: str = "0" * 64) -> dict[str, Any]:
    return {"county_id": 1, "stream": f"case/{name}", "seq": seq, "hash": hash_}


def receipt(code: str) -> dict[str, Any]:
    return {"code_hash": code, "county_id": 1, "case_id": "x", "made_at": AT}


def message(key: str, **payload: object) -> dict[str, Any]:
    return {
        "id": key, "county_id": 1, "key": key, "kind": "message", "payload": payload, "created_at": AT,
        "not_before": AT, "attempts": 0, "error": "",
    }  # fmt: skip


def send(*written: tuple[Table, list[dict[str, Any]]], by_copy: bool) -> None:
    writing = Writing()
    for table, rows in written:
        writing.add(table, rows)
    writing.send(by_copy=by_copy)


def all_of(columns: str, table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {table} ORDER BY 1")
        return list(cursor.fetchall())


@BOTH
def test_a_key_that_only_grows_refuses_to_be_written_twice(by_copy: bool) -> None:
    send((RECEIPT, [receipt("a")]), by_copy=by_copy)
    with pytest.raises((UniqueViolation, IntegrityError)), transaction.atomic():
        send((RECEIPT, [receipt("a")]), by_copy=by_copy)


@BOTH
def test_one_bad_table_leaves_none_written(by_copy: bool) -> None:
    with pytest.raises((UniqueViolation, IntegrityError)), transaction.atomic():
        send((STREAM, [head("a")]), (RECEIPT, [receipt("a"), receipt("a")]), by_copy=by_copy)
    assert all_of("stream", "stream") == []


@BOTH
def test_a_later_row_of_a_key_wins_now_and_afterwards(by_copy: bool) -> None:
    send((STREAM, [head("a", 1), head("b", 1), head("a", 2)]), by_copy=by_copy)
    send((STREAM, [head("b", 5)]), by_copy=by_copy)
    assert all_of("stream, seq", "stream") == [("case/a", 2), ("case/b", 5)]


@BOTH
def test_several_tables_are_written_at_once(by_copy: bool) -> None:
    send((STREAM, [head("a")]), (OUTBOX, [message("k", who="我", n=1)]), (RECEIPT, [receipt("r")]), by_copy=by_copy)
    assert all_of("stream", "stream") == [("case/a",)]
    assert all_of("key, payload->>'who'", "outbox") == [("k", "我")]
    assert all_of("code_hash", "receipt") == [("r",)]


@pytest.mark.parametrize("amount", [1, 2, 250, 20_001])
def test_any_number_of_rows_is_written_by_statements(amount: int) -> None:
    send((STREAM, [head(str(number)) for number in range(amount)]), by_copy=False)
    assert all_of("count(*)", "stream") == [(amount,)]


def test_nothing_is_nothing() -> None:
    send(by_copy=False)
    send((COMMAND, []), (CASE, []), by_copy=True)
    assert all_of("count(*)", "command") == [(0,)]


def test_a_writing_starts_empty_again_after_it_was_sent() -> None:
    writing = Writing()
    writing.add(RECEIPT, [receipt("a")])
    writing.send()
    writing.send()
    assert all_of("count(*)", "receipt") == [(1,)]
