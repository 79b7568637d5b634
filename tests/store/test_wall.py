"""The wall around guarded rows, asked by raw SQL as the app role: whatever the spelling, no row without its context."""

import threading
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from linli.actions.case_views import open_for
from linli.actions.deciding import Office
from linli.actions.reading import Opening, open_fields
from linli.store.looks import LOOKS
from linli.store.secrets import opened
from tests import cast, offices
from tests.databases import DatabaseServer

PHONE = "000-8888-1234"
GUARDED = ("value", "blind_index", "access_record")
"""Every table that holds sealed values (photos among them), digests of them, or who looked at them."""


@pytest.fixture
def office(fresh_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    with django_db_blocker.unblock():
        found = offices.set_up_office()
        filed = offices.file(found, requester_phone=PHONE, words="灯不亮", photo=(b"\xff\xd8 a picture of a door",))
        view = open_for(found, cast.POSTS["hu"], filed.case_id)
        assert view is not None
        asked = Opening(fields=(view.openable[0].name,), reason="call_back", request="once")
        open_fields(found, view, asked, cast.MONDAY)
        yield found


@pytest.fixture
def raw(office: Office, fresh_database: str) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A connection of the app role's own, beside the product's."""
    with psycopg.connect(fresh_database, autocommit=True) as found:
        yield found


def context_of(county_id: int, *streams: str) -> str:
    return "\n".join(("", str(county_id), *streams, ""))


def test_the_guarded_tables_are_these_and_their_wall_holds_for_their_owner_too(
    office: Office, database_server: DatabaseServer
) -> None:
    with psycopg.connect(database_server.superuser_url, dbname=database_server.current) as root:
        found = root.execute(
            "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner)"
            " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = 'public' AND (c.relrowsecurity OR c.relforcerowsecurity) ORDER BY 1"
        ).fetchall()
        assert [row[:3] for row in found] == [(name, True, True) for name in sorted(GUARDED)]
        assert {row[3] for row in found} == {"linli_owner"}
        roles = root.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname LIKE 'linli%'"
        ).fetchall()
        assert sorted(roles) == [("linli_app", False, False, False), ("linli_owner", False, False, False)]
        member = root.execute("SELECT pg_has_role('linli_app', 'linli_owner', 'MEMBER')").fetchone()
        assert member == (False,)
        # No view, rule or function of the owner's gives their rows to whoever asks.
        views = root.execute("SELECT viewname FROM pg_views WHERE schemaname = 'public'").fetchall()
        assert views == []
        definers = root.execute(
            "SELECT proname, prosrc FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public' AND prosecdef AND has_function_privilege('linli_app', p.oid, 'EXECUTE')"
        ).fetchall()
        assert {row[0] for row in definers} == {"linli_erase_values", "linli_begin_filing", "linli_reserve_numbers"}
        ways = {row[0] for row in definers if any(f" {table} " in f" {row[1]} " for table in GUARDED)}
        assert ways == {"linli_erase_values"}  # it takes rows away, and tells no more than their places


READS = {
    "select": "SELECT * FROM {table}",
    "true": "SELECT * FROM {table} WHERE 1 = 1 OR county_id IS NULL",
    "only": "SELECT * FROM ONLY {table}",
    "table": "TABLE {table}",
    "ctid": "SELECT ctid, xmin FROM {table}",
    "whole row": "SELECT t::text FROM {table} t",
    "json": "SELECT to_jsonb(t) FROM {table} t",
    "with": "WITH x AS MATERIALIZED (SELECT * FROM {table}) SELECT * FROM x",
    "union": "SELECT county_id FROM {table} UNION ALL SELECT county_id FROM {table}",
    "subquery": "SELECT c.id FROM case_row c WHERE EXISTS (SELECT FROM {table} t WHERE t.stream = 'case/' || c.id)",
    "join": "SELECT t.* FROM case_row c JOIN {table} t ON t.stream = 'case/' || c.id",
    "lateral": "SELECT t.* FROM case_row c, LATERAL (SELECT * FROM {table} t WHERE t.stream LIKE '%' || c.id) t",
    "sample": "SELECT * FROM {table} TABLESAMPLE SYSTEM (100)",
    "window": "SELECT row_number() OVER () FROM {table}",
    "leaky function": "SELECT * FROM {table} WHERE pg_typeof(stream)::text = '' OR length(stream) / 0 = 1",
    "cursor": "DECLARE c CURSOR FOR SELECT * FROM {table}",
}


@pytest.mark.parametrize("table", GUARDED)
def test_no_spelling_of_a_question_finds_a_row_without_a_context(
    raw: "psycopg.Connection[tuple[object, ...]]", table: str
) -> None:
    for how, words in READS.items():
        with raw.transaction():
            cursor = raw.execute(words.format(table=table))
            if how == "cursor":
                cursor = raw.execute("FETCH ALL FROM c")
            assert cursor.fetchall() == [], how


@pytest.mark.parametrize("table", GUARDED)
def test_neither_copy_nor_prepared_statements_nor_counts_find_a_row(
    raw: "psycopg.Connection[tuple[object, ...]]", table: str
) -> None:
    for words in (
        f"COPY (SELECT * FROM {table}) TO STDOUT",
        f"COPY {table} TO STDOUT",
        f"COPY {table} TO STDOUT BINARY",
    ):
        with raw.cursor() as cursor, cursor.copy(words) as copy:
            content = b"".join(bytes(part) for part in copy)
        assert PHONE.encode() not in content and len(content) < 32  # a binary copy has a head and an end
    raw.execute(f"PREPARE asked AS SELECT * FROM {table} WHERE county_id = $1 OR true")
    for _ in range(7):  # the generic plan too
        assert raw.execute("EXECUTE asked (1)").fetchall() == []
    # A plan that was made inside a context gives nothing outside of it.
    with raw.transaction():
        raw.execute("SET LOCAL linli.opened = '*'")
        assert len(raw.execute("EXECUTE asked (1)").fetchall()) > 0
    assert raw.execute("EXECUTE asked (1)").fetchall() == []
    assert raw.execute(f"SELECT count(*), max(stream) FROM {table}").fetchone() == (0, None)


AROUND = (
    "UPDATE {table} SET stream = stream RETURNING *", "DELETE FROM {table} RETURNING *",
    "MERGE INTO {table} t USING (SELECT 1) AS s ON true WHEN MATCHED THEN DELETE", "TRUNCATE {table}",
    "SELECT * FROM {table} FOR UPDATE", "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY", "CREATE VIEW peep AS SELECT * FROM {table}",
    "CREATE RULE peep AS ON INSERT TO command DO ALSO SELECT * FROM {table}", "SET ROLE linli_owner",
    "CREATE TABLE peep AS SELECT * FROM {table}",
    "CREATE FUNCTION peep() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM {table}'",
)  # fmt: skip


@pytest.mark.parametrize("table", GUARDED)
def test_what_would_go_around_the_wall_is_not_allowed_to_the_app_role(
    raw: "psycopg.Connection[tuple[object, ...]]", table: str
) -> None:
    for words in AROUND:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            raw.execute(words.format(table=table))


@pytest.mark.parametrize("table", GUARDED)
def test_a_row_that_is_added_says_nothing_of_the_rows_that_are_there(
    raw: "psycopg.Connection[tuple[object, ...]]", office: Office, table: str
) -> None:
    """RETURNING and ON CONFLICT would read; outside the context they are refused."""
    with raw.transaction():
        raw.execute("SET LOCAL linli.opened = '*'")
        columns = [one.name for one in raw.execute(f"SELECT * FROM {table} LIMIT 0").description or ()]
        row = raw.execute(f"SELECT * FROM {table} LIMIT 1").fetchone()
    assert row is not None
    places = ", ".join(["%s"] * len(columns))
    for end in ("RETURNING *", "ON CONFLICT DO NOTHING RETURNING *"):
        try:
            with raw.transaction():
                found = raw.execute(f"INSERT INTO {table} VALUES ({places}) {end}", row).fetchall()
        except psycopg.errors.InsufficientPrivilege:
            continue
        assert found == []


@pytest.mark.parametrize("table", GUARDED)
def test_the_context_of_another_county_or_stream_opens_nothing(
    raw: "psycopg.Connection[tuple[object, ...]]", office: Office, table: str
) -> None:
    with raw.transaction():
        raw.execute("SET LOCAL linli.opened = '*'")
        streams = {str(row[0]) for row in raw.execute(f"SELECT stream FROM {table}").fetchall()}
    stream = next(one for one in streams if one.startswith("case/"))
    county = office.county_id
    wrong = [
        context_of(county + 1, stream), context_of(county * 10, stream), context_of(county),
        context_of(county, "case/x"),
        context_of(county + 1, LOOKS), context_of(county, stream[:-1]), context_of(county, stream + "0"), stream,
        f"{county}\n{stream}", f"\n{county}\n", "**", "* ", "%", "", f"\n{county + 1}\n{county}\n{stream}\n",
    ]  # fmt: skip
    for words in wrong:
        with raw.transaction():
            raw.execute("SELECT set_config('linli.opened', %s, true)", [words])
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), words
    with raw.transaction():
        raw.execute("SELECT set_config('linli.opened', %s, true)", [context_of(county, stream)])
        assert {str(row[0]) for row in raw.execute(f"SELECT stream FROM {table}").fetchall()} == {stream}


def test_a_context_ends_with_its_transaction_also_on_a_connection_that_is_used_again(office: Office) -> None:
    """A pool hands the same server process to the next request: it finds the wall up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        before = cursor.fetchone()

    def found() -> list[int]:
        counts = []
        with connection.cursor() as cursor:
            for table in GUARDED:
                cursor.execute(f"SELECT count(*) FROM {table}")
                counts.append(int(cursor.fetchone()[0]))
            cursor.execute("SELECT current_setting('linli.opened', true)")
            assert cursor.fetchone()[0] in ("", None)
            cursor.execute("SELECT pg_backend_pid()")
            assert cursor.fetchone() == before
        return counts

    with opened(office.county_id, [LOOKS]):
        pass
    assert found() == [0, 0, 0]
    with pytest.raises(LookupError), transaction.atomic(), opened(office.county_id, "*"):
        raise LookupError
    assert found() == [0, 0, 0]
    with transaction.atomic():
        point = transaction.savepoint()
        with opened(office.county_id, "*"):
            pass
        transaction.savepoint_rollback(point)
        assert found() == [0, 0, 0]
    assert found() == [0, 0, 0]


def test_a_context_of_one_thread_is_none_of_another(office: Office, django_db_blocker: DjangoDbBlocker) -> None:
    inside, seen, go_on = threading.Event(), [], threading.Event()

    def hold_open() -> None:
        with django_db_blocker.unblock():
            with opened(office.county_id, "*"):
                inside.set()
                go_on.wait(30)
            connection.close()

    other = threading.Thread(target=hold_open)
    other.start()
    assert inside.wait(30)
    with connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"SELECT count(*) FROM {table}")
            seen.append(cursor.fetchone()[0])
    go_on.set()
    other.join()
    assert seen == [0, 0, 0]
