"""An installation from before the vault is upgraded with what people wrote in it, and nothing is lost or left open.

The older database is made by the older migrations from nothing, and filled with the rows of a district at work.
"""

from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import call_command
from psycopg import sql

from linli.actions.deciding import Office
from linli.adapters.embedded_postgres import prepare_roles
from linli.store import cases, secrets
from linli.store.auditing import audit_store
from linli.store.secrets import key_store
from tests import offices
from tests.databases import PASSWORD, DatabaseServer, point_connections

PHONE, WORDS = "000-8888-4321", "井盖在6号楼西侧"
BEFORE = "0006_settings"
TABLES = """SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname !~ '^(django_|auth_|account_|mfa_)' ORDER BY 1"""
SHAPES = (
    "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT tablename, policyname, cmd, qual FROM pg_policies WHERE schemaname = 'public'",
    "SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants WHERE grantee LIKE 'linli%%'",
    "SELECT proname, proname, pg_get_functiondef(oid) FROM pg_proc WHERE proname LIKE 'linli%%'",
)


def migrate(*names: str) -> None:
    call_command("migrate", *names, database="owner", verbosity=0, interactive=False)


@pytest.fixture
def older(database_server: DatabaseServer, fresh_database: str) -> Iterator[str]:
    """A database that only the migrations up to then have seen."""
    name, before = f"{database_server.prefix}_older", database_server.current
    url = database_server.superuser_url
    prepare_roles(url, owner_password=PASSWORD, app_password=PASSWORD, database=name)
    point_connections(database_server, name)
    migrate("store", BEFORE)
    point_connections(database_server, before)
    yield name
    point_connections(database_server, before)
    database_server.drop(name)


def shape(connection: psycopg.Connection, tables: set[str]) -> set[tuple[object, ...]]:
    rows = [row for asked in SHAPES for row in connection.execute(asked).fetchall()]
    return {row for row in rows if row[0] in tables or str(row[0]).startswith("linli")}


def test_what_people_wrote_is_sealed_readable_and_whole_after_the_upgrade(
    older: str, database_server: DatabaseServer
) -> None:
    office: Office = offices.set_up_office()
    streams = [offices.handled_case(office), offices.file(office, requester_phone=PHONE, words=WORDS).stream]
    before = {stream: cases.values_of(office.county_id, stream) for stream in streams}
    migrate("store", BEFORE)
    used, root = database_server.current, database_server.superuser_url
    with psycopg.connect(root, dbname=used) as old, psycopg.connect(root, dbname=older) as new:
        tables = [str(row[0]) for row in new.execute(TABLES).fetchall()]
        assert shape(old, set(tables)) == shape(new, set(tables)), "going back leads to what the older version made"
        new.execute("SET session_replication_role = replica")
        names = [sql.Identifier(table) for table in tables]
        new.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(names)))
        for name in names:
            with old.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(name)) as out:
                rows = b"".join(bytes(part) for part in out)
            with new.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(name)) as into:
                into.write(rows)
        assert new.execute("SELECT count(*) FROM value WHERE value = %s", [WORDS.encode()]).fetchone() == (1,)
    point_connections(database_server, older)
    migrate()
    assert {stream: cases.values_of(office.county_id, stream) for stream in streams} == before
    assert audit_store().faults == ()
    assert audit_store(keys=key_store()).faults == ()
    assert streams[1] in secrets.streams_of_phone(office.county_id, PHONE)
    with psycopg.connect(root, dbname=older) as new:
        assert not any(WORDS.encode() in row[0] for row in new.execute("SELECT value FROM value"))
        assert new.execute("SELECT to_regclass('open_value')").fetchone() == (None,)
