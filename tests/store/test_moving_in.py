"""Values that stood open are sealed by the migration, and stand open again for who goes back."""

from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import call_command

from linli.actions.deciding import Office
from linli.store import cases, moving_in, secrets
from linli.store.auditing import audit_store
from linli.store.secrets import key_store
from tests import cast, offices
from tests.databases import DatabaseServer

PHONE, WORDS = "000-8888-1234", "灯杆在12号楼前"


@pytest.fixture
def office(fresh_database: str) -> Office:
    return offices.set_up_office()


@pytest.fixture
def root(office: Office, database_server: DatabaseServer) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database_server.superuser_url, dbname=database_server.current, autocommit=True) as connection:
        yield connection


def migrate_to(name: str) -> None:
    call_command("migrate", "store", name, database="owner", verbosity=0, interactive=False)


def test_real_values_move_out_of_the_vault_and_in_again(
    office: Office, root: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moving_in, "AT_ONCE", 3)
    streams = [offices.handled_case(office) for _ in range(2)]
    streams.append(offices.file(office, requester_phone=PHONE, words=WORDS, photo=(b"\xff\xd8 picture",)).stream)
    offices.move(office, streams[0], "bao", "erase", legal_basis="第四十七条", reason="本人申请")
    offices.move(office, streams[0], "an", "agree", proposal="erase")
    before = {stream: cases.values_of(office.county_id, stream) for stream in streams}
    assert root.execute("SELECT count(*) FROM value").fetchone() > (5,)
    migrate_to("0006_settings")
    told = "SELECT field, value FROM value WHERE stream = %s AND field IN ('words', 'requester_phone')"
    found = dict(root.execute(told, [streams[2]]).fetchall())
    assert found == {"words": WORDS.encode(), "requester_phone": PHONE.encode()}
    migrate_to("0007_vault")
    assert not any(WORDS.encode() in row[0] for row in root.execute("SELECT value FROM value"))
    assert root.execute("SELECT to_regclass('open_value')").fetchone() == (None,)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    assert {stream: cases.values_of(office.county_id, stream) for stream in streams} == before
    assert audit_store(keys=key_store()).faults == ()
    assert streams[2] in secrets.streams_of_phone(office.county_id, PHONE)
    assert streams[0] not in secrets.streams_of_phone(office.county_id, str(cast.report()["requester_phone"]))
    offices.move(office, streams[2], "hu", "note", note="之后还能写")
    root.execute("SET ROLE linli_app")
    assert root.execute("SELECT count(*) FROM value").fetchone() == (0,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        root.execute("UPDATE value SET value = value")


def test_the_migration_stops_where_a_value_would_not_open_again(
    office: Office, root: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = offices.file(office, requester_phone=PHONE).stream
    migrate_to("0006_settings")
    monkeypatch.setattr(secrets.StoredVault, "unseal", lambda self, rows: [None] * len(rows))
    with pytest.raises(RuntimeError, match="does not open again"):
        migrate_to("0007_vault")
    assert root.execute("SELECT count(*) FROM value WHERE stream = %s", [stream]).fetchone() == (2,)
    monkeypatch.undo()
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    assert {one.text for one in cases.values_of(office.county_id, stream)} == {PHONE, "路灯不亮"}
