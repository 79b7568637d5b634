"""One reporter erased, seen from outside: no file, log, backup or digest gives them back; and keys turned over at work.

A real server and a real key store, with each of the two ciphers.
"""

import hashlib
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from linli.actions import vault
from linli.actions.audit import audit
from linli.actions.cases import file_case
from linli.actions.deciding import Filing, Office, command_for_filing
from linli.adapters.key_store import FileKeyStore
from linli.adapters.key_store.tables import FILE_NAME
from linli.domain.entry import FIELD_PREFIX
from linli.domain.problems import Refused
from linli.domain.vault import Cipher, NotOpened, unseal
from linli.store import cases, key_keeping, secrets
from linli.store.journal import kept_hash
from linli.store.secrets import SealedRow, StoredVault, opened, using
from tests import cast, offices
from tests.databases import DatabaseServer
from tests.store.test_key_keeping import MARK, NAME, PHONE, WORDS, files_with, rows_of, spellings

LATER = cast.MONDAY + timedelta(hours=2)
NOW = datetime.now(UTC)
SUFFIXES = 100_000


@pytest.fixture(params=list(Cipher))
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FileKeyStore]:
    store = FileKeyStore(tmp_path / "keys", tmp_path / "elsewhere" / "kek.json", request.param)
    with using(StoredVault(store, request.param)):
        yield store


@pytest.fixture
def office(fresh_database: str, keys: FileKeyStore) -> Office:
    return offices.set_up_office()


def file(office: Office) -> str:
    photo = (b"\xff\xd8 a picture of the door, " + MARK.encode(),)
    return offices.file(office, requester_phone=PHONE, requester_name=NAME, words=WORDS, photo=photo).stream


def erase(office: Office, stream: str) -> None:
    offices.move(office, stream, "bao", "erase", at=LATER, legal_basis="个人信息保护法第四十七条", reason="本人申请")
    offices.move(office, stream, "an", "agree", at=LATER, proposal="erase")


def opens(rows: list[SealedRow], keys: FileKeyStore) -> int:
    """How many of `rows` any key of this store opens, tried one by one as a thief would."""
    ids = [row[0] for row in keys._connections.asked("SELECT id FROM key", ())]
    found = list(keys.find(ids).values())
    return sum(any(_opens(row, key) for key in found) for row in rows)


def _opens(row: SealedRow, key: bytes) -> bool:
    try:
        unseal(row.value, row.place, key=key)
    except NotOpened:
        return False
    return True


def test_one_reporter_erased_is_gone_from_rows_files_log_and_from_backups_past_their_window(
    office: Office, keys: FileKeyStore, database_server: DatabaseServer, tmp_path: Path
) -> None:
    stream, other = file(office), file(office)
    old, copies = rows_of(office, stream), tmp_path / "copies"
    doomed = [one[1] for one in keys._connections.rows_of([row.key_id for row in old])]
    assert len(old) == len(doomed) == 4 and opens(old, keys) == 4
    early, _ = vault.copy_keys(copies, now=NOW)
    with psycopg.connect(database_server.superuser_url, dbname=database_server.current, autocommit=True) as root:
        row = root.execute("SHOW data_directory").fetchone()
        assert row is not None
        folder, words = Path(row[0]), [said for word in (PHONE, NAME, WORDS, MARK) for said in spellings(word)]
        root.execute("CHECKPOINT")
        sealed = [one.value for one in old]
        assert files_with(folder, sealed), "the search finds nothing at all"
        assert files_with(folder, words) == []
        erase(office, stream)
        for _ in range(2):
            root.execute("VACUUM value")
            root.execute("SELECT pg_switch_wal()")
            root.execute("CHECKPOINT")
        assert root.execute("SELECT count(*) FROM value WHERE stream = %s AND seq = 1", [stream]).fetchone() == (0,)
    assert files_with(folder, words) == []
    # What pages and log still hold of the rows opens with no key there is; and no byte of its keys is left.
    assert opens(old, FileKeyStore(keys.folder, keys.kek_file)) == 0
    assert files_with(keys.folder, [*doomed, *(one.key_id for one in old)]) == []
    # Within its window a backup of the keys opens them, with all three parts in one hand; past it there is none.
    backup = tmp_path / "restored"
    backup.mkdir()
    (backup / FILE_NAME).write_bytes(early.read_bytes())
    assert opens(old, FileKeyStore(backup, keys.kek_file)) == 4
    _, gone = vault.copy_keys(copies, now=NOW + timedelta(days=29, hours=23))
    assert gone == 0 and early.exists()
    _, gone = vault.copy_keys(copies, now=NOW + timedelta(days=30, seconds=1))
    assert gone == 1 and not early.exists()
    for number, one in enumerate(sorted(copies.iterdir())):
        later = tmp_path / f"restored-{number}"
        later.mkdir()
        (later / FILE_NAME).write_bytes(one.read_bytes())
        assert opens(old, FileKeyStore(later, keys.kek_file)) == 0
    # The record stands, says so, and everybody else's words are there.
    assert audit().fault_count == audit(is_keyed=True).fault_count == 0
    found = cases.open_case(office.county_id, stream)
    assert found is not None
    named = [name for entry in found.entries for name in entry.pub.get("erased", ())]
    assert set(named) == {"1/requester_name", "1/requester_phone", "1/words", "1/photo1"}
    assert opens(rows_of(office, other), keys) == 4


def test_the_phone_is_guessed_from_no_digest_that_is_left(
    office: Office, keys: FileKeyStore, database_server: DatabaseServer
) -> None:
    """Every hash, salt and digest of the database, against every number that ends differently."""
    filing = offices.filing(requester_phone=PHONE, requester_name=NAME, words=WORDS)
    stream = file_case(office, filing, actor=cast.actor("resident"), now=cast.MONDAY).stream
    guess = filing_hashes(filing)
    assert digests(database_server) & {kept_hash(one) for one in guess}, "the search would not find what it looks for"
    erase(office, stream)
    left = digests(database_server)
    assert len(left) > 20 and not left & {*guess, *(kept_hash(one) for one in guess)}
    for candidate in numbers():
        for before in (b"", FIELD_PREFIX, FIELD_PREFIX + bytes(32)):
            assert hashlib.sha256(before + candidate).hexdigest() not in left
    blind = StoredVault(keys).digest("00088881234", "phone").hex()
    assert blind not in left and secrets.streams_of_phone(office.county_id, PHONE) == ()
    # What was sent then and comes once more is not taken for the same: nothing is left to compare it with.
    with pytest.raises(Refused, match="command_conflict"):
        file_case(office, filing, actor=cast.actor("resident"), now=cast.MONDAY)


def filing_hashes(filing: Filing) -> set[str]:
    """What the bare hash of the command would be: a thief who knows the rest tries the numbers."""
    return {command_for_filing(filing).body_hash(cast.actor("resident"))}


def numbers() -> Iterable[bytes]:
    for suffix in range(SUFFIXES):
        digits = f"000888{suffix:05d}"
        yield digits.encode()
        yield f"{digits[:3]}-{digits[3:7]}-{digits[7:]}".encode()


def digests(server: DatabaseServer) -> set[str]:
    """Everything in any row that looks like a digest, as text or bytes, in whatever column."""
    found: set[str] = set()
    with psycopg.connect(server.superuser_url, dbname=server.current, autocommit=True) as root:
        tables = root.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (table,) in tables:
            asked = f"SELECT m[1] FROM {table} t, regexp_matches(to_jsonb(t)::text, '([0-9a-f]{{64}})', 'g') AS m"
            found |= {row[0] for row in root.execute(asked).fetchall()}
        for (body,) in root.execute("SELECT convert_from(body, 'UTF8') FROM entry").fetchall():
            found |= {word for word in body.replace('"', " ").split() if len(word) == 64}
    return found


def test_keys_are_turned_over_while_reports_come_in_and_every_audit_passes(
    office: Office, keys: FileKeyStore, database_server: DatabaseServer, django_db_blocker: DjangoDbBlocker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(key_keeping, "AT_ONCE", 5)
    monkeypatch.setattr("linli.adapters.key_store.REWRAP_KEYS", 20)
    streams = [file(office) for _ in range(4)]
    before = {one: cases.values_of(office.county_id, one) for one in streams}
    old = [row for one in streams for row in rows_of(office, one)]
    assert audit(is_keyed=True).fault_count == 0
    written: list[str] = []
    failures: list[BaseException] = []
    begun, done = threading.Event(), threading.Event()

    def write() -> None:
        """Another process's worth of reports: its own view of the key store, its own connection."""
        other = FileKeyStore(keys.folder, keys.kek_file, keys.cipher)
        try:
            with django_db_blocker.unblock(), using(StoredVault(other, keys.cipher)):
                while not done.is_set() or len(written) < 5:
                    written.append(file(office))
                    begun.set()
        except BaseException as failure:
            failures.append(failure)
        finally:
            begun.set()
            with django_db_blocker.unblock():
                connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    begun.wait(60)
    resealed = list(vault.reseal_values())
    rotated = list(vault.rotate_keys())
    done.set()
    writer.join(60)
    assert failures == [] and len(written) >= 5 and resealed and rotated
    assert set(keys.status().versions) == {2} == {keys.status().active}
    assert {one: cases.values_of(office.county_id, one) for one in streams} == before
    fresh = FileKeyStore(keys.folder, keys.kek_file, keys.cipher)
    assert opens(old, fresh) == 0 and keys.find([row.key_id for row in old]) == {}
    for one in written:
        values = {kept.field: kept.text for kept in cases.values_of(office.county_id, one) if kept.field != "photo1"}
        assert values["requester_phone"] == PHONE and values["words"] == WORDS
    with using(StoredVault(fresh, keys.cipher)):
        assert audit(is_keyed=True).fault_count == 0
    with opened(office.county_id, written[-1:]):
        rows = secrets.sealed_rows(office.county_id, written[-1:])
    assert {row.value[0] for row in rows} == {1 if keys.cipher is Cipher.AES else 2}
