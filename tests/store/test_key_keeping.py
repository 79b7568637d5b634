"""What was erased cannot be read again by anybody, and keys are turned over without touching an entry."""

import base64
import hashlib
import itertools
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from linli.actions.deciding import Office
from linli.adapters.key_store import FileKeyStore
from linli.domain.auditing import FaultCode
from linli.domain.entry import FIELD_PREFIX
from linli.domain.ports import KeyStoreFailed
from linli.store import cases, key_keeping, secrets
from linli.store.auditing import audit_store
from linli.store.secrets import EVERYTHING, SealedRow, StoredVault, key_store, opened, using
from tests import cast, offices
from tests.databases import DatabaseServer

# The whole server is searched, and on it stand other worlds with thousands of hashes: a shorter mark, or one of
# hexadecimal digits, would be found in one of them by chance.
MARK = "kanarie-an-der-haustuer"
PHONE, NAME, WORDS = "000-8888-1234", "王金丝雀某", f"张大妈家门口的灯不亮-{MARK}"
LATER = cast.MONDAY + timedelta(hours=2)


@pytest.fixture
def keys(tmp_path: Path) -> Iterator[FileKeyStore]:
    """A key store of this test's own, which one database uses."""
    store = FileKeyStore(tmp_path / "keys")
    with using(StoredVault(store)):
        yield store


@pytest.fixture
def office(fresh_database: str, keys: FileKeyStore) -> Office:
    return offices.set_up_office()


def file(office: Office) -> str:
    return offices.file(office, requester_phone=PHONE, requester_name=NAME, words=WORDS).stream


def erase(office: Office, stream: str) -> None:
    offices.move(office, stream, "bao", "erase", at=LATER, legal_basis="个人信息保护法第四十七条", reason="本人申请")
    offices.move(office, stream, "an", "agree", at=LATER, proposal="erase")


def rows_of(office: Office, stream: str) -> list[SealedRow]:
    with opened(office.county_id, [stream]):
        return secrets.sealed_rows(office.county_id, [stream])


def spellings(word: str) -> list[bytes]:
    """Return the ways in which a word might lie about in a file."""
    plain = word.encode()
    assert len(plain) > 12, "a short word is found by chance"
    codes = [base64.b64encode(b"x" * shift + plain)[4 if shift else 0 : -4] for shift in range(3)]
    return [plain, plain.hex().encode(), plain.hex().upper().encode(), word.encode("utf-16-le"), *codes,
            json.dumps(word)[1:-1].encode()]  # fmt: skip


def files_with(folder: Path, words: list[bytes]) -> list[str]:
    """Return the files below `folder` that hold any of `words`."""
    # Others drop whole databases meanwhile: a walk passes over a folder that went, where a glob stops.
    files = [Path(inside, name) for inside, _, names in os.walk(folder) for name in names]
    assert files
    held = ((str(one), _content(one)) for one in files)
    return [name for name, content in held if any(word in content for word in words)]


def _content(file: Path) -> bytes:
    """A server at work drops files between their being listed and being read."""
    try:
        return file.read_bytes() if file.is_file() else b""
    except FileNotFoundError:
        return b""


# erasing


def test_nothing_a_reporter_said_lies_open_in_any_file_of_the_server(
    office: Office, keys: FileKeyStore, database_server: DatabaseServer
) -> None:
    """Not in tables, indexes, log or write-ahead log: neither while it is kept nor after it was erased."""
    stream = file(office)
    old = rows_of(office, stream)
    doomed = wrapped(keys, old)
    with psycopg.connect(database_server.superuser_url, dbname=database_server.current, autocommit=True) as root:
        found = root.execute("SHOW data_directory").fetchone()
        assert found is not None
        folder = Path(found[0])
        root.execute("CHECKPOINT")
        number = cases.find_case(office.county_id, stream.partition("/")[2])
        assert number is not None and files_with(folder, spellings(number.number)[:1]), (
            "the search finds nothing at all"
        )
        words = [spelling for word in (PHONE, NAME, WORDS) for spelling in spellings(word)]
        assert files_with(folder, words) == []
        erase(office, stream)
        root.execute("VACUUM value")
        root.execute("SELECT pg_switch_wal()")
        root.execute("CHECKPOINT")
    assert files_with(folder, words) == []
    # What the write-ahead log or a backup still holds of the rows does not open any more.
    assert StoredVault(FileKeyStore(keys.folder)).unseal(old) == [None] * len(old)
    assert len(doomed) == len(old) == 3 and files_with(keys.folder, [*doomed, *(row.key_id for row in old)]) == []
    assert cases.values_of(office.county_id, stream, fields=["words", "requester_phone", "requester_name"]) == ()


def wrapped(keys: FileKeyStore, rows: list[SealedRow]) -> list[bytes]:
    return [one[1] for one in keys._connections.rows_of([row.key_id for row in rows])]


def test_entries_verify_and_the_phone_cannot_be_guessed_from_what_is_left(
    office: Office, database_server: DatabaseServer
) -> None:
    stream = file(office)
    digest = StoredVault(secrets.key_store()).digest("00088881234", "phone")
    erase(office, stream)
    assert audit_store(keys=secrets.key_store()).faults == ()
    opened_case = cases.open_case(office.county_id, stream)
    assert opened_case is not None
    said = {digest for entry in opened_case.entries for digest in entry.com.values()}
    spelled = (f"000{sign}8888{sign}{rest:04d}".encode() for sign in ("", "-") for rest in range(10_000))
    for candidate in itertools.chain(spelled, [PHONE.encode()]):
        for salt in (b"", FIELD_PREFIX, FIELD_PREFIX + bytes(32)):
            assert hashlib.sha256(salt + candidate).hexdigest() not in said
    assert len(said) >= 4
    with opened(office.county_id, EVERYTHING), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM blind_index WHERE digest = %s", [digest])
        assert cursor.fetchone() == (0,)
    assert secrets.streams_of_phone(office.county_id, PHONE) == ()


def test_one_reporters_erasure_leaves_every_other_value_readable(office: Office) -> None:
    stream, other = file(office), file(office)
    before = cases.values_of(office.county_id, other)
    erase(office, stream)
    assert cases.values_of(office.county_id, other) == before
    assert secrets.streams_of_phone(office.county_id, PHONE) == (other,)


def test_what_a_crash_left_undestroyed_is_seen_and_done_by_the_next_round(
    office: Office, keys: FileKeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = file(office)
    old = rows_of(office, stream)

    def fails(ids: object) -> int:
        raise KeyStoreFailed("store_broken")

    with monkeypatch.context() as broken:
        broken.setattr(keys, "destroy", fails)
        erase(office, stream)
        waiting, since = key_keeping.count_waiting()
        assert waiting == 3 and since is not None
        with pytest.raises(KeyStoreFailed):
            key_keeping.destroy_asked()
    assert key_keeping.count_waiting()[0] == 3
    assert key_keeping.destroy_asked() == 3
    assert key_keeping.count_waiting() == (0, None)
    assert keys.find([row.key_id for row in old]) == {}
    assert key_keeping.destroy_asked() == 0


def test_a_key_that_went_without_an_erasure_is_a_fault(office: Office, keys: FileKeyStore) -> None:
    stream = file(office)
    row = next(one for one in rows_of(office, stream) if one.place.field == "words")
    keys.destroy([row.key_id])
    found = [(one.stream, one.seq, one.field, one.code) for one in audit_store(keys=keys).faults]
    assert found == [(stream, 1, "words", FaultCode.NO_KEY)]
    assert audit_store().faults == ()


def test_an_erased_row_that_comes_back_from_a_backup_without_its_key_says_nothing(
    office: Office, keys: FileKeyStore, database_server: DatabaseServer
) -> None:
    stream = file(office)
    with psycopg.connect(database_server.superuser_url, dbname=database_server.current, autocommit=True) as root:
        root.execute("CREATE TABLE backup AS SELECT * FROM value WHERE stream = %s", [stream])
        erase(office, stream)
        root.execute("INSERT INTO value SELECT * FROM backup")
    assert cases.values_of(office.county_id, stream, fields=["words", "requester_phone"]) == ()
    assert audit_store(keys=keys).faults == ()
    assert {one.code for one in audit_store().faults} == {FaultCode.ERASED_VALUE}


# sweeping


def test_keys_never_used_are_swept_and_none_that_holds_something(office: Office, keys: FileKeyStore) -> None:
    stream = file(office)
    status = keys.status()
    assert key_keeping.sweep_unused(now=datetime.now(UTC)).destroyed == 0
    swept = key_keeping.sweep_unused(now=datetime.now(UTC) + timedelta(days=8))
    assert swept.destroyed > 0 and swept.used + swept.destroyed == status.keys
    assert keys.status().keys == swept.used and keys.status().unused == 0
    assert {one.field for one in cases.values_of(office.county_id, stream)} >= {"words", "requester_phone"}
    assert audit_store(keys=keys).faults == ()


def test_a_store_of_several_databases_is_not_swept(office: Office, keys: FileKeyStore) -> None:
    file(office)
    keys.serve("another")
    before = keys.status()
    assert before.is_shared
    assert key_keeping.sweep_unused(now=datetime.now(UTC) + timedelta(days=8)).destroyed == 0
    assert keys.status() == before


# turning over


def bodies() -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM entry ORDER BY county_id, stream, seq")
        return [bytes(row[0]) for row in cursor.fetchall()]


def test_every_key_is_turned_over_and_no_entry_is_touched(
    office: Office, keys: FileKeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_keeping, "AT_ONCE", 4)
    streams = [offices.handled_case(office), file(office)]
    before = ([cases.values_of(office.county_id, one) for one in streams], bodies())
    old = [row for one in streams for row in rows_of(office, one)]
    assert audit_store(keys=keys).faults == ()
    done = list(key_keeping.reseal_everything())
    assert done[-1] > 4 and list(keys.rotate())
    assert ([cases.values_of(office.county_id, one) for one in streams], bodies()) == before
    assert audit_store(keys=FileKeyStore(keys.folder)).faults == ()
    assert keys.find([row.key_id for row in old]) == {} and set(keys.status().versions) == {2}
    fresh = [row for one in streams for row in rows_of(office, one)]
    assert not {row.value for row in fresh} & {row.value for row in old}
    assert secrets.streams_of_phone(office.county_id, PHONE) == (streams[1],)


def test_turning_over_goes_on_where_it_was_cut_off(
    office: Office, keys: FileKeyStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_keeping, "AT_ONCE", 2)
    stream = file(office)
    whole = sum(1 for _ in rows_of(office, stream)) + 1  # and the border of the one grid that has one
    cut = key_keeping.reseal_everything()
    assert next(cut) == 2
    cut.close()
    assert audit_store(keys=keys).faults == ()
    assert list(key_keeping.reseal_everything())[-1] == whole - 2
    assert audit_store(keys=keys).faults == ()


def test_turning_over_stops_at_a_value_that_does_not_open(office: Office, keys: FileKeyStore) -> None:
    stream = file(office)
    row = rows_of(office, stream)[0]
    keys.destroy([row.key_id])
    with pytest.raises(key_keeping.NotResealed, match=f"{stream}#1 {row.place.field}"):
        list(key_keeping.reseal_everything())
    assert [one.code for one in audit_store(keys=keys).faults] == [FaultCode.NO_KEY]


def test_the_present_store_is_the_installations_unless_another_is_chosen(keys: FileKeyStore) -> None:
    assert key_store() is keys
