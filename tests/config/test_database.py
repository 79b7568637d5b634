"""The app role works with rows and can do nothing else; the owner is never sent a query."""

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection, connections
from django.test.utils import CaptureQueriesContext

from linli.adapters.embedded_postgres import APP_ROLE
from linli.cli.check import database_faults, migrations_waiting
from linli.config.servers import AppRoleRouter, database_settings, email_settings


@pytest.mark.django_db
def test_the_app_role_may_not_make_or_change_tables() -> None:
    with connection.cursor() as cursor, pytest.raises(ProgrammingError):
        cursor.execute("CREATE TABLE planted (id int)")


@pytest.mark.django_db
def test_tests_and_pages_work_as_the_app_role() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (APP_ROLE,)


@pytest.mark.django_db
def test_the_check_of_a_fresh_installation_finds_nothing_wrong_with_its_database() -> None:
    assert list(database_faults()) == []
    assert migrations_waiting() == 0


def test_only_the_owner_migrates_and_no_query_goes_to_it() -> None:
    router = AppRoleRouter()
    assert [router.allow_migrate(alias, "store") for alias in ("owner", "default")] == [True, False]
    assert {router.db_for_read(Session), router.db_for_write(Session)} == {"default"}


def test_a_database_of_its_own_keeps_what_is_committed(fresh_database: str) -> None:
    Session.objects.create(session_key="kept", session_data="", expire_date="2026-11-21T00:00:00+08:00")
    connections["default"].close()
    with CaptureQueriesContext(connection):
        assert Session.objects.filter(session_key="kept").exists()
    assert APP_ROLE in fresh_database


def test_the_next_database_of_its_own_is_empty_again(fresh_database: str) -> None:
    assert not Session.objects.exists()


def test_without_an_address_django_itself_refuses_every_query() -> None:
    assert database_settings(None) == {"ENGINE": "django.db.backends.dummy"}
    settings = database_settings("postgresql://me:p@/linli?host=/run/db")
    assert (settings["HOST"], settings["CONN_MAX_AGE"]) == ("/run/db", 600)


@pytest.mark.parametrize(
    ("url", "host", "port", "is_encrypted"),
    [("smtp://u:p@mail:2525", "mail", 2525, False), ("smtps://mail", "mail", 465, True)],
)
def test_mail_addresses_become_settings(url: str, host: str, port: int, is_encrypted: bool) -> None:
    told = email_settings(url)
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"], told["EMAIL_USE_SSL"]) == (host, port, is_encrypted)
