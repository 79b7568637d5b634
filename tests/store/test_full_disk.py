"""A database whose disk takes no more: nothing that was answered with a receipt is lost, and filing goes on after.

The server is this test's own. "Full" is a limit on how far any file of one of its processes may grow: the system
then refuses the write that a full disk would refuse.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.plugin import DjangoDbBlocker

from linli.actions.cases import file_case
from linli.actions.deciding import FiledCase, Filing, Office, receipt_hash
from linli.actions.public_views import open_by_receipt
from linli.config.limits import HostileInputMiddleware, gone_wrong
from linli.store import cases
from linli.store.auditing import audit_store
from linli.store.secrets import key_store
from tests import cast, offices
from tests.conftest import own_database
from tests.databases import DatabaseServer, database_server_for, point_connections

FILLER_BYTES = 8 * 1024 * 1024
FILLER = """
INSERT INTO command (county_id, id, actor, body_hash, stream, base_seq, result, recv)
SELECT 0, 'filler-' || n, '{}', repeat('x', 64), repeat('y', 70), 0, '{}', now() FROM generate_series(1, 30000) AS n
"""
PHONE = "000-8888-1234"


@pytest.fixture(scope="module")
def server(django_db_blocker: DjangoDbBlocker) -> Iterator[DatabaseServer]:
    folder = Path(tempfile.mkdtemp(prefix="linli-"))
    try:
        with database_server_for("full", "", folder) as found, django_db_blocker.unblock():
            found.migrate_template()
            yield found
            point_connections(found, None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def office(server: DatabaseServer, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    with own_database(server, django_db_blocker), django_db_blocker.unblock():
        yield offices.set_up_office()


@contextmanager
def no_room(server: DatabaseServer) -> Iterator[None]:
    """Let the table of commands grow no further.

    The write-ahead log begins a new file first, which stays far below the limit: a log that cannot be written stops
    the whole server, and that is another matter.
    """
    with psycopg.connect(server.superuser_url, dbname=server.current, autocommit=True) as root:
        root.execute(FILLER)
        row = root.execute("SELECT pg_relation_size('command')").fetchone()
        assert row is not None and row[0] > FILLER_BYTES // 2
        root.execute("VACUUM command")
        root.execute("CHECKPOINT")
        root.execute("SELECT pg_switch_wal()")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    let_files_grow_to(pid, str(row[0]))
    try:
        yield
    finally:
        let_files_grow_to(pid, "unlimited")


def let_files_grow_to(pid: int, size: str) -> None:
    """Set the soft limit of another process, as the account that it runs under."""
    owner = os.stat(f"/proc/{pid}")
    whose = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    subprocess.run(["prlimit", f"--pid={pid}", f"--fsize={size}:"], check=True, **whose)


def filed_until_full(office: Office) -> tuple[list[FiledCase], Filing, Exception]:
    """File until the disk takes no more; what was filed, what was not, and why."""
    done: list[FiledCase] = []
    while True:
        filing = offices.filing(requester_phone=PHONE, words=f"灯不亮-{len(done)}")
        try:
            done.append(file_case(office, filing, actor=cast.actor("resident"), now=cast.MONDAY))
        except Exception as failure:  # whatever it is, the test looks at it
            return done, filing, failure
        assert len(done) < 2_000, "the disk never took too much"


def test_what_has_a_receipt_is_there_and_what_met_the_full_disk_is_refused_and_goes_through_later(
    office: Office, server: DatabaseServer, rf: RequestFactory
) -> None:
    early = offices.file(office, requester_phone=PHONE)
    with no_room(server):
        done, refused, failure = filed_until_full(office)
        assert count_cases() == len(done) + 1
        with pytest.raises(type(failure)):  # it is refused again, and leaves nothing
            file_case(office, refused, actor=cast.actor("resident"), now=cast.MONDAY)
        assert count_cases() == len(done) + 1
        assert open_by_receipt(office, early.receipt, cast.MONDAY) is not None
    middleware = HostileInputMiddleware(lambda _: HttpResponse())
    answer = middleware.process_exception(asking(rf, "/report/check/"), failure)
    assert answer is not None and (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "填写的内容还在" in answer.content.decode() and "不会重复" in answer.content.decode()
    late = file_case(office, refused, actor=cast.actor("resident"), now=cast.MONDAY)
    for one in (early, *done, late):
        assert cases.case_of_receipt(receipt_hash(one.receipt, office.ports.secret)) is not None
        assert cases.values_of(office.county_id, one.stream, fields=["requester_phone"])[0].text == PHONE
    with psycopg.connect(server.superuser_url, dbname=server.current, autocommit=True) as root:
        root.execute("DELETE FROM command WHERE county_id = 0")
    assert audit_store(keys=key_store()).faults == ()


def count_cases() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM case_row")
        return int(cursor.fetchone()[0])


def test_a_server_that_is_gone_is_answered_with_the_same_sentence_by_every_face(
    office: Office, server: DatabaseServer, rf: RequestFactory
) -> None:
    with psycopg.connect(server.superuser_url, dbname=server.current, autocommit=True) as root:
        connection.ensure_connection()
        root.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'linli_app' AND datname = %s",
            [server.current],
        )
    try:
        offices.file(office)
    except (OperationalError, psycopg.OperationalError):
        answers = [gone_wrong(asking(rf, path)) for path in ("/report/check/", "/api/v1/cases", "/open311/v2/requests")]
    assert [one.status_code for one in answers] == [503, 503, 503]
    assert all("填写的内容还在" in one.content.decode() and one["Retry-After"] == "60" for one in answers)
    connection.close()
    assert offices.file(office).number


def asking(rf: RequestFactory, path: str) -> HttpRequest:
    request = rf.post(path)
    request.LANGUAGE_CODE = "zh-hans"
    return request
