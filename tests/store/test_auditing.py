"""The audit finds whatever somebody with full rights changes behind our back, and names the place."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import sql
from pytest_django.plugin import DjangoDbBlocker

from linli.domain.auditing import FaultCode
from linli.domain.entry import ENTRY_PREFIX, canonical
from linli.store.auditing import AuditReport, audit_store
from linli.store.secrets import key_store
from tests import offices
from tests.conftest import own_database
from tests.databases import DatabaseServer, point_connections

Tamper = psycopg.Connection[Any]
BODY = "SELECT body FROM entry WHERE stream = %s AND seq = %s"


@pytest.fixture(scope="module")
def record(
    database_server: DatabaseServer, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, str, str]]:
    """A database with a few cases; yields its name, the stream tampered with and another one."""
    with own_database(database_server, django_db_blocker):
        office = offices.set_up_office()
        streams = [offices.handled_case(office) for _ in range(3)]
        name = database_server.current
        assert name is not None
        point_connections(database_server, None)
        yield name, streams[1], streams[2]


@pytest.fixture
def tamper(
    record: tuple[str, str, str], database_server: DatabaseServer, django_db_blocker: DjangoDbBlocker
) -> Iterator[Tamper]:
    """A superuser on a copy of the record, whose changes no trigger refuses."""
    copy = f"{record[0]}_tampered"
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(copy), sql.Identifier(record[0]))
    with psycopg.connect(database_server.superuser_url, autocommit=True) as server:
        server.execute(words)
    with django_db_blocker.unblock():
        point_connections(database_server, copy)
        with psycopg.connect(database_server.superuser_url, dbname=copy, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            yield connection
        point_connections(database_server, None)
        database_server.drop(copy)


@pytest.fixture
def stream(record: tuple[str, str, str]) -> str:
    return record[1]


def places(report: AuditReport) -> set[tuple[str, int, str, FaultCode]]:
    return {(one.stream, one.seq, one.field, one.code) for one in report.faults}


def first_of(report: AuditReport) -> tuple[str, int, str, FaultCode]:
    assert report.first is not None, "nothing was found"
    return (report.first.stream, report.first.seq, report.first.field, report.first.code)


def test_an_untouched_record_is_whole(tamper: Tamper) -> None:
    report = audit_store(keys=key_store())
    assert report.faults == () and report.fault_count == 0
    assert report.counts == audit_store().counts
    assert report.counts["cases"] == 3 and report.counts["commands"] == 15 and report.counts["entries"] > 15
    assert report.counts["values"] >= 7 and report.counts["records"] > 100


def test_several_processes_find_the_same(tamper: Tamper, stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.store.auditing.STREAMS_PER_WORKER", 1)
    tamper.execute("UPDATE case_row SET stage = 'closed' WHERE 'case/' || id = %s", [stream])
    alone, together = audit_store(workers=1), audit_store(workers=2, keys=key_store())
    assert alone == together
    assert first_of(together) == (stream, 5, "case_row.stage", FaultCode.ROW)


@pytest.mark.parametrize("at", [0, 1, 7, 300, -1])
def test_one_flipped_bit_of_a_body_is_found(tamper: Tamper, stream: str, at: int) -> None:
    body = bytearray(tamper.execute(BODY, [stream, 2]).fetchone()[0])
    body[at] ^= 1
    tamper.execute("UPDATE entry SET body = %s WHERE stream = %s AND seq = 2", [bytes(body), stream])
    assert first_of(audit_store())[:2] == (stream, 2)
    assert (stream, 2, "hash", FaultCode.HASH) in places(audit_store())


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("hash", "f" * 64, FaultCode.HASH),
        ("salt", b"\0" * 32, FaultCode.SALT),
        ("type", "case.note", FaultCode.COLUMN),
        ("recv", "2026-01-01T00:00:00Z", FaultCode.COLUMN),
    ],
)
def test_a_changed_column_of_an_entry_is_found(
    tamper: Tamper, stream: str, column: str, value: object, code: FaultCode
) -> None:
    change = sql.SQL("UPDATE entry SET {} = %s WHERE stream = %s AND seq = 2").format(sql.Identifier(column))
    tamper.execute(change, [value, stream])
    assert first_of(audit_store()) == (stream, 2, column, code)


def test_a_body_spelled_otherwise_is_found_even_when_its_hash_is_made_to_fit(tamper: Tamper, stream: str) -> None:
    body = tamper.execute(BODY, [stream, 5]).fetchone()[0]
    rehash(tamper, stream, 5, json.dumps(json.loads(body), ensure_ascii=False).encode())
    assert first_of(audit_store()) == (stream, 5, "body", FaultCode.BODY)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"1", b"\xff", b"[" * 9_000, b'{"v":1}', b'{"v":1,"eff":7}'])
def test_a_body_that_is_no_entry_is_a_fault_and_not_a_failure(tamper: Tamper, stream: str, body: bytes) -> None:
    rehash(tamper, stream, 5, body)
    assert first_of(audit_store())[:3] == (stream, 5, "body")


def test_an_insider_who_rewrites_an_entry_and_its_hash_breaks_the_chain(tamper: Tamper, stream: str) -> None:
    data = json.loads(tamper.execute(BODY, [stream, 3]).fetchone()[0])
    rehash(tamper, stream, 3, canonical({**data, "auth": "forged"}))
    assert first_of(audit_store()) == (stream, 4, "prev", FaultCode.PREV)


def test_an_insider_who_rewrites_the_last_entry_and_its_hash_misses_the_head(tamper: Tamper, stream: str) -> None:
    data = json.loads(tamper.execute(BODY, [stream, 5]).fetchone()[0])
    rehash(tamper, stream, 5, canonical({**data, "auth": "forged"}))
    assert first_of(audit_store()) == (stream, 5, "hash", FaultCode.HEAD)


def test_an_insider_who_rewrites_effects_chain_and_head_is_contradicted_by_the_row(tamper: Tamper, stream: str) -> None:
    data = json.loads(tamper.execute(BODY, [stream, 5]).fetchone()[0])
    effects = [{**one, "to": "closed"} if one["k"] == "stage" else one for one in data["eff"]]
    hash_ = rehash(tamper, stream, 5, canonical({**data, "eff": effects}))
    tamper.execute("UPDATE stream SET hash = %s WHERE stream = %s", [hash_, stream])
    assert first_of(audit_store()) == (stream, 5, "case_row.stage", FaultCode.ROW)


@pytest.mark.parametrize(("effect", "field"), [({"k": "unknown"}, "eff"), ({"k": "clock.paused", "key": "no"}, "eff")])
def test_effects_that_nobody_can_fold_are_a_fault(
    tamper: Tamper, stream: str, effect: dict[str, object], field: str
) -> None:
    data = json.loads(tamper.execute(BODY, [stream, 5]).fetchone()[0])
    hash_ = rehash(tamper, stream, 5, canonical({**data, "eff": [effect]}))
    tamper.execute("UPDATE stream SET hash = %s WHERE stream = %s", [hash_, stream])
    assert first_of(audit_store()) == (stream, 5, field, FaultCode.UNREADABLE)


def test_a_deleted_entry_is_missed_where_it_stood(tamper: Tamper, stream: str) -> None:
    tamper.execute("DELETE FROM entry WHERE stream = %s AND seq = 2", [stream])
    report = audit_store()
    assert first_of(report) == (stream, 2, "cmd", FaultCode.EXTRA_COMMAND)
    assert {(stream, 3, "seq", FaultCode.SEQ), (stream, 3, "prev", FaultCode.PREV)} <= places(report)


def test_two_swapped_entries_are_found(tamper: Tamper, stream: str) -> None:
    tamper.execute("UPDATE entry SET seq = 99 WHERE stream = %s AND seq = 2", [stream])
    tamper.execute("UPDATE entry SET seq = 2 WHERE stream = %s AND seq = 3", [stream])
    tamper.execute("UPDATE entry SET seq = 3 WHERE stream = %s AND seq = 99", [stream])
    assert first_of(audit_store())[:2] == (stream, 2)
    assert {(stream, seq, "seq", FaultCode.COLUMN) for seq in (2, 3)} <= places(audit_store())


def test_a_repeated_entry_is_found(tamper: Tamper, stream: str) -> None:
    tamper.execute(
        "INSERT INTO entry SELECT county_id, stream, 6, type, recv, hash, salt, body FROM entry"
        " WHERE stream = %s AND seq = 5",
        [stream],
    )
    assert (stream, 6, "seq", FaultCode.COLUMN) in places(audit_store())
    assert first_of(audit_store())[:2] == (stream, 6)


def test_an_entry_moved_to_another_stream_is_found_in_both(
    tamper: Tamper, stream: str, record: tuple[str, str, str]
) -> None:
    other = record[2]
    tamper.execute("UPDATE entry SET stream = %s, seq = 6 WHERE stream = %s AND seq = 5", [other, stream])
    tamper.execute("UPDATE stream SET seq = 6 WHERE stream = %s", [other])
    found = places(audit_store())
    assert (stream, 5, "seq", FaultCode.HEAD) in found
    assert (other, 6, "stream", FaultCode.COLUMN) in found


def test_a_cut_tail_is_found_by_the_head(tamper: Tamper, stream: str) -> None:
    tamper.execute("DELETE FROM entry WHERE stream = %s AND seq > 3", [stream])
    assert first_of(audit_store())[:2] == (stream, 3)
    assert (stream, 4, "seq", FaultCode.HEAD) in places(audit_store())


def test_a_cut_tail_with_a_forged_head_is_found_by_row_and_commands(tamper: Tamper, stream: str) -> None:
    tamper.execute("DELETE FROM entry WHERE stream = %s AND seq > 3", [stream])
    tamper.execute(
        "UPDATE stream SET seq = 3, hash = (SELECT hash FROM entry WHERE stream = %s AND seq = 3) WHERE stream = %s",
        [stream, stream],
    )
    found = places(audit_store())
    assert (stream, 3, "case_row.seq", FaultCode.ROW) in found
    assert (stream, 4, "cmd", FaultCode.EXTRA_COMMAND) in found


def test_a_whole_case_that_vanished_is_named(tamper: Tamper, stream: str) -> None:
    tamper.execute("DELETE FROM entry WHERE stream = %s", [stream])
    assert (stream, 0, "", FaultCode.NO_ENTRIES) in places(audit_store())
    tamper.execute("DELETE FROM stream WHERE stream = %s", [stream])
    tamper.execute("DELETE FROM value WHERE stream = %s", [stream])
    found = places(audit_store())
    assert {(stream, 0, table, FaultCode.EXTRA_ROW) for table in ("case_row", "clock", "receipt")} <= found
    assert (stream, 1, "cmd", FaultCode.EXTRA_COMMAND) in found


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("UPDATE case_row SET holder_unit = 'u-housing' WHERE 'case/' || id = %s", "case_row.holder_unit"),
        ("UPDATE case_row SET lapses = 3 WHERE 'case/' || id = %s", "case_row.lapses"),
        ("UPDATE case_row SET past_units = '{}' WHERE 'case/' || id = %s", "case_row.past_units"),
        ("UPDATE case_row SET county_id = 7 WHERE 'case/' || id = %s", "case_row.county_id"),
        ("UPDATE clock SET due_at = due_at + interval '1 day' WHERE key = 'wait' AND 'case/' || case_id = %s",
         "clock.wait.due_at"),
        ("UPDATE clock SET status = 'stopped' WHERE key = 'handling' AND 'case/' || case_id = %s",
         "clock.handling.status"),
    ],
)  # fmt: skip
def test_a_changed_row_is_found_with_its_column(tamper: Tamper, stream: str, change: str, field: str) -> None:
    tamper.execute(change, [stream])
    assert (stream, 5, field, FaultCode.ROW) in places(audit_store())


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ("DELETE FROM case_row WHERE 'case/' || id = %s", "case_row", FaultCode.NO_ROW),
        ("DELETE FROM clock WHERE key = 'wait' AND 'case/' || case_id = %s", "clock.wait", FaultCode.NO_ROW),
        ("UPDATE clock SET key = 'mercy' WHERE key = 'wait' AND 'case/' || case_id = %s", "clock.mercy",
         FaultCode.EXTRA_ROW),
        ("DELETE FROM stream WHERE stream = %s", "", FaultCode.NO_HEAD),
    ],
)  # fmt: skip
def test_a_missing_or_additional_row_is_found(
    tamper: Tamper, stream: str, change: str, field: str, code: FaultCode
) -> None:
    tamper.execute(change, [stream])
    assert (stream, 5, field, code) in places(audit_store())


@pytest.mark.parametrize(
    ("change", "code"),
    [
        *((f"UPDATE value SET value = set_byte(value, {at}, get_byte(value, {at}) # 1)"
           " WHERE stream = %s AND field = 'words'", FaultCode.SHUT_VALUE) for at in (0, 1, 13, 45, 60)),
        ("UPDATE value SET subject = 'case' WHERE stream = %s AND field = 'words'", FaultCode.SHUT_VALUE),
        ("UPDATE value SET role = 'other' WHERE stream = %s AND field = 'words'", FaultCode.SHUT_VALUE),
        ("UPDATE value SET key_id = set_byte(key_id, 15, get_byte(key_id, 15) # 1)"
         " WHERE stream = %s AND field = 'words'", FaultCode.NO_KEY),
        ("DELETE FROM value WHERE stream = %s AND field = 'words'", FaultCode.NO_VALUE),
    ],
)  # fmt: skip
def test_a_changed_or_deleted_value_is_found_by_who_holds_the_keys(
    tamper: Tamper, stream: str, change: str, code: FaultCode
) -> None:
    tamper.execute(change, [stream])
    assert first_of(audit_store(keys=key_store())) == (stream, 1, "words", code)
    assert first_of(audit_store(stream=stream, keys=key_store())) == (stream, 1, "words", code)
    assert audit_store().fault_count == (1 if code is FaultCode.NO_VALUE else 0)


def test_two_swapped_values_are_both_found(tamper: Tamper, stream: str) -> None:
    swap = (
        "UPDATE value v SET key_id = decode(md5(o.field), 'hex'), value = o.value FROM value o"
        " WHERE v.stream = %s AND o.stream = v.stream AND v.seq = 1 AND o.seq = 1 AND v.field <> o.field"
    )
    keys = dict(tamper.execute("SELECT field, key_id FROM value WHERE stream = %s AND seq = 1", [stream]).fetchall())
    assert len(keys) == 2 and tamper.execute(swap, [stream]).rowcount == 2
    for field, other in zip(keys, reversed(keys), strict=True):
        tamper.execute("UPDATE value SET key_id = %s WHERE stream = %s AND field = %s", [keys[other], stream, field])
    assert places(audit_store(keys=key_store())) == {(stream, 1, field, FaultCode.SHUT_VALUE) for field in keys}


def test_a_value_in_another_streams_place_is_found(tamper: Tamper, stream: str, record: tuple[str, str, str]) -> None:
    tamper.execute("DELETE FROM value WHERE stream = %s AND field = 'words'", [stream])
    tamper.execute("UPDATE value SET stream = %s WHERE stream = %s AND field = 'words'", [stream, record[2]])
    assert places(audit_store(keys=key_store())) == {
        (stream, 1, "words", FaultCode.SHUT_VALUE),
        (record[2], 1, "words", FaultCode.NO_VALUE),
    }


def test_a_value_that_nothing_commits_to_is_found(tamper: Tamper, stream: str) -> None:
    tamper.execute("UPDATE value SET seq = 2 WHERE stream = %s AND field = 'words'", [stream])
    assert places(audit_store()) == {
        (stream, 1, "words", FaultCode.NO_VALUE),
        (stream, 2, "words", FaultCode.EXTRA_VALUE),
    }


def test_a_forgotten_command_is_found(tamper: Tamper, stream: str) -> None:
    tamper.execute("DELETE FROM command WHERE stream = %s AND base_seq = 2", [stream])
    assert first_of(audit_store()) == (stream, 3, "cmd", FaultCode.NO_COMMAND)


@pytest.mark.parametrize(
    ("change", "stream", "field"),
    [
        ("UPDATE unit SET phone = '110' WHERE id = 'u-liuan'", "unit/u-liuan", "unit.phone"),
        ("UPDATE post SET staff_id = 's-lei' WHERE id = 'p-hu'", "unit/u-liuan", "post.staff_id"),
        ("UPDATE duty SET unit_id = 'u-housing' WHERE id = 'd0'", "unit/u-liuan", "duty.unit_id"),
        ("UPDATE area SET population = 5 WHERE key = 'minghe-liuan'", "area/a1", "area.population"),
        ("UPDATE area SET geometry = set_byte(geometry, 20, 1) WHERE geometry IS NOT NULL",
         "area/a7", "area.geometry"),
        ("UPDATE area SET geometry = '\\x00' WHERE key = 'minghe-liuan'", "area/a1", "area.geometry"),
        ("UPDATE category SET name_en = 'x' WHERE key = 'municipal.street_lamp'", "rules/minghe-categories",
         "category.name_en"),
        ("UPDATE handling_limit SET length = length + 900 WHERE category = ''", "rules/minghe-limits",
         "limit.length"),
        ("UPDATE year_table SET off_days = '[]' WHERE year = 2026", "rules/minghe-calendar-2026",
         "year_table.off_days"),
    ],
)  # fmt: skip
def test_a_changed_row_of_the_set_up_is_found(tamper: Tamper, change: str, stream: str, field: str) -> None:
    assert tamper.execute(change).rowcount > 0
    found = places(audit_store(keys=key_store()))
    assert {(one[0], one[2], one[3]) for one in found} == {(stream, field, FaultCode.ROW)}
    assert places(audit_store(stream=stream, keys=key_store())) == found
    assert places(audit_store()) == (set() if "set_byte" in change else found)


def test_a_deleted_or_added_row_of_the_set_up_is_found(tamper: Tamper) -> None:
    tamper.execute("DELETE FROM post WHERE id = 'p-hu'")
    tamper.execute(
        "INSERT INTO duty (id, county_id, unit_id, category, area_path, role, is_active)"
        " SELECT 'mine', county_id, unit_id, category, area_path, role, is_active FROM duty LIMIT 1"
    )
    found = {(one.stream, one.field, one.code) for one in audit_store().faults}
    assert found == {
        ("unit/u-liuan", "post/p-hu", FaultCode.NO_ROW),
        ("duty/mine", "duty", FaultCode.EXTRA_ROW),
    }


def test_a_report_of_one_stream_leaves_the_others_out(
    tamper: Tamper, stream: str, record: tuple[str, str, str]
) -> None:
    tamper.execute("UPDATE case_row SET stage = 'closed' WHERE 'case/' || id = %s", [record[2]])
    assert audit_store(stream=stream).faults == ()
    assert audit_store(stream=record[2]).fault_count == 1


def rehash(tamper: Tamper, stream: str, seq: int, body: bytes) -> str:
    """Write a body with the hash that fits it, as an insider would."""
    hash_ = hashlib.sha256(ENTRY_PREFIX + body).hexdigest()
    tamper.execute("UPDATE entry SET body = %s, hash = %s WHERE stream = %s AND seq = %s", [body, hash_, stream, seq])
    return hash_
