"""Values are sealed when they are kept, and their rows stand behind a wall that only a named context opens."""

from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from linli.actions.cases import file_case
from linli.actions.deciding import Office
from linli.adapters.key_store import FileKeyStore
from linli.domain.problems import Refused
from linli.domain.vault import Cipher
from linli.store import cases, key_keeping, secrets
from linli.store.auditing import audit_store
from linli.store.journal import one_transaction
from linli.store.secrets import EVERYTHING, StoredVault, key_store, opened, using
from tests import cast, offices
from tests.databases import DatabaseServer

PHONE = "000-8888-1234"
GUARDED = ("value", "blind_index")


@pytest.fixture
def office(fresh_database: str) -> Office:
    return offices.set_up_office()


@pytest.fixture
def own_keys(tmp_path: Path) -> FileKeyStore:
    return FileKeyStore(tmp_path / "keys")


def count(table: str, words: str = "") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} {words}")
        return int(cursor.fetchone()[0])


def texts(office: Office, stream: str) -> dict[str, str]:
    return {one.field: one.text for one in cases.values_of(office.county_id, stream)}


# the wall


@pytest.mark.parametrize("table", GUARDED)
def test_the_app_role_finds_nothing_without_a_context(office: Office, fresh_database: str, table: str) -> None:
    offices.file(office, requester_phone=PHONE)
    with psycopg.connect(fresh_database) as raw:
        for words in ("", "WHERE true", "WHERE stream LIKE 'case/%'", "WHERE county_id IS NOT NULL OR 1 = 1"):
            assert raw.execute(f"SELECT count(*) FROM {table} {words}").fetchone() == (0,)
        raw.execute("SET LOCAL linli.opened = '*'")
        assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() != (0,)
        raw.rollback()
        assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize("table", GUARDED)
def test_the_owner_finds_nothing_without_a_context_either(
    office: Office, database_server: DatabaseServer, table: str
) -> None:
    offices.file(office, requester_phone=PHONE)
    assert database_server.current is not None
    with psycopg.connect(database_server.owner_url(database_server.current)) as owner:
        assert owner.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE value SET value = value", "DELETE FROM value", "TRUNCATE value", "DELETE FROM blind_index",
        "UPDATE blind_index SET stream = 'case/x'", "INSERT INTO key_destruction (key_id, county_id, stream)"
        " VALUES ('x', 1, 'x')", "DELETE FROM key_destruction", "UPDATE key_destruction SET stream = 'x'",
        "UPDATE vault SET key_store = 'mine'", "DELETE FROM vault", "ALTER TABLE value DISABLE ROW LEVEL SECURITY",
        "DROP POLICY value_opened ON value", "CREATE POLICY mine ON value USING (true)",
    ],
)  # fmt: skip
def test_the_app_role_changes_nothing_and_takes_no_wall_down(office: Office, statement: str) -> None:
    offices.file(office, requester_phone=PHONE)
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('linli.opened', '*', false)")
        cursor.execute(statement)


def test_a_context_opens_its_own_streams_only(office: Office) -> None:
    one, other = (offices.file(office, requester_phone=PHONE).stream for _ in range(2))
    with opened(office.county_id, [one]):
        assert count("value") == count("value", f"WHERE stream = '{one}'") == 2
        assert count("value", f"WHERE stream = '{other}'") == 0
    with opened(office.county_id + 1, [one, other]):
        assert count("value") == 0
    with opened(office.county_id, [one[:-1], one + "x", one[5:], ""]):
        assert count("value") == 0
    with opened(office.county_id, [other, one]):
        assert count("value", "WHERE stream LIKE 'case/%'") == 4
    with opened(office.county_id, []):
        assert count("value") == 0
    assert count("value") == 0


def test_contexts_nest_and_close_behind_themselves(office: Office) -> None:
    one, other = (offices.file(office).stream for _ in range(2))
    with transaction.atomic():
        with opened(office.county_id, [one]):
            with opened(office.county_id, [other]):
                assert count("value", f"WHERE stream = '{one}'") == 0 < count("value", f"WHERE stream = '{other}'")
            assert count("value", f"WHERE stream = '{other}'") == 0 < count("value", f"WHERE stream = '{one}'")
        assert count("value") == 0
        with pytest.raises(LookupError), opened(office.county_id, EVERYTHING):
            raise LookupError
        assert count("value") == 0


def test_a_context_whose_transaction_fails_opens_nothing_afterwards(office: Office) -> None:
    offices.file(office)
    with transaction.atomic():
        with pytest.raises(DatabaseError), transaction.atomic(), opened(office.county_id, EVERYTHING):
            count("no_such_table")
        assert count("value") == 0


@pytest.mark.parametrize("stream", ["case/1\n*", "case/\n1", "a\0b"])
def test_a_streams_name_opens_no_other(office: Office, stream: str) -> None:
    with pytest.raises(ValueError, match="line's end"), opened(office.county_id, [stream]):
        pass
    with pytest.raises(ValueError, match="EVERYTHING"), opened(office.county_id, "case/1"):
        pass


# sealing


@pytest.mark.parametrize("code", ["store_broken", "kek_missing", "kek_wrong"])
def test_a_report_is_refused_before_it_is_taken_where_no_key_can_be_had(
    office: Office, own_keys: FileKeyStore, code: str
) -> None:
    with using(StoredVault(own_keys)):
        own_keys.take(1)
        if code == "store_broken":
            (own_keys.folder / "keys.sqlite3").write_bytes(b"broken" * 1000)
        elif code == "kek_missing":
            own_keys.kek_file.unlink()
        else:
            own_keys.kek_file.write_text('{"active": 1, "keys": {"1": "%s"}}' % ("00" * 32))
    fresh = FileKeyStore(own_keys.folder)
    before = (count("case_row"), count("entry"), count("command"))
    filing = offices.filing(requester_phone=PHONE)
    with using(StoredVault(fresh)), pytest.raises(Refused) as refused:
        file_case(office, filing, actor=cast.actor("resident"), now=cast.MONDAY)
    assert refused.value.codes == ("vault_unavailable",)
    assert "没有收下" in refused.value.problems[0].within("zh") and "12345" in refused.value.problems[0].within("en")
    assert (count("case_row"), count("entry"), count("command")) == before
    assert file_case(office, filing, actor=cast.actor("resident"), now=cast.MONDAY).number


def test_keys_of_another_database_are_refused(office: Office, own_keys: FileKeyStore) -> None:
    stream = offices.file(office, requester_phone=PHONE).stream
    assert key_keeping.state_of_keys() == ""
    with using(StoredVault(own_keys)):
        with pytest.raises(Refused, match="vault_unavailable"):
            offices.file(office)
        own_keys.take(1)
        assert key_keeping.state_of_keys() == "other_store"
        with pytest.raises(Refused, match="vault_unavailable"):
            texts(office, stream)
    assert texts(office, stream)["requester_phone"] == PHONE


def test_a_value_that_was_tampered_with_is_never_shown(office: Office, database_server: DatabaseServer) -> None:
    stream = offices.file(office, requester_phone=PHONE, words="灯不亮").stream
    with psycopg.connect(database_server.superuser_url, dbname=database_server.current, autocommit=True) as root:
        root.execute("UPDATE value SET value = set_byte(value, 20, get_byte(value, 20) # 1) WHERE field = 'words'")
    assert texts(office, stream) == {"requester_phone": PHONE}


@pytest.mark.parametrize("cipher", list(Cipher))
def test_what_either_cipher_sealed_is_read_whichever_is_chosen(office: Office, cipher: Cipher) -> None:
    with using(StoredVault(key_store(), cipher)):
        stream = offices.file(office, requester_phone=PHONE, words="灯不亮").stream
    with opened(office.county_id, [stream]):
        rows = secrets.sealed_rows(office.county_id, [stream])
    assert {row.value[0] for row in rows} == {1 if cipher is Cipher.AES else 2}
    assert texts(office, stream) == {"requester_phone": PHONE, "words": "灯不亮"}
    assert audit_store(stream=stream, keys=key_store()).faults == ()


def test_every_value_has_a_key_of_its_own(office: Office) -> None:
    for _ in range(3):
        offices.file(office, requester_phone=PHONE)
    with opened(office.county_id, EVERYTHING):
        assert count("value") == count("(SELECT DISTINCT key_id FROM value)", "AS one") > 6


def test_sealed_values_are_read_within_the_callers_transaction(office: Office) -> None:
    with one_transaction():
        stream = offices.file(office, words="灯不亮").stream
        assert texts(office, stream)["words"] == "灯不亮"
        assert [one.field for one in cases.kept_values(office.county_id, stream)] == ["requester_phone", "words"]
        assert count("value") == 0


# finding blindly


def test_a_number_is_found_only_as_a_whole_and_by_its_digits(office: Office) -> None:
    stream = offices.file(office, requester_phone=PHONE).stream
    offices.file(office, requester_phone="000-8888-1235")
    for other in ("", "000-8888-123", "8888-1234", "1234", "没有", "000-8888-12345"):
        assert stream not in secrets.streams_of_phone(office.county_id, other)
    for same in (PHONE, "00088881234", " 000 8888 1234 ", "000-8888-1234"):
        assert secrets.streams_of_phone(office.county_id, same) == (stream,)
    assert secrets.streams_of_phone(office.county_id + 1, PHONE) == ()


def test_a_digest_cannot_be_made_without_the_purposes_key(office: Office, own_keys: FileKeyStore) -> None:
    offices.file(office, requester_phone=PHONE)
    assert StoredVault(own_keys).digest("00088881234", "phone") != StoredVault(key_store()).digest(
        "00088881234", "phone"
    )
    with opened(office.county_id, EVERYTHING), connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM blind_index")
        digests = {bytes(row[0]) for row in cursor.fetchall()}
    assert digests == {StoredVault(key_store()).digest("00088881234", "phone")}


def test_a_shut_vault_shows_nothing_and_is_never_taken_for_an_empty_one(office: Office, own_keys: FileKeyStore) -> None:
    stream = offices.file(office, requester_phone=PHONE).stream
    own_keys.take(1)
    own_keys.kek_file.unlink()
    with using(StoredVault(FileKeyStore(own_keys.folder))), pytest.raises(Refused, match="vault_unavailable"):
        texts(office, stream)
