"""The two database roles: the owner migrates, the app works and can neither create nor become the owner.

Works on the private server and on any PostgreSQL 15 or later; running it again changes nothing but passwords.
"""

from typing import Final, LiteralString
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql

OWNER_ROLE: Final = "linli_owner"
APP_ROLE: Final = "linli_app"
DATABASE: Final = "linli"

BUILTIN_LOCALE_VERSION = 170_000
"""From PostgreSQL 17 on, C.UTF-8 needs nothing of the operating system."""
PREPARING_KEY = 7_305_804_402_566_164
"""Advisory lock: roles belong to the whole server, and two processes must not alter them at once."""

_RIGHTS_OF_ROLE = sql.SQL(
    "ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT "
    "PASSWORD {password}"
)
_ON_DATABASE = (
    "ALTER DATABASE {database} OWNER TO {owner}",
    "REVOKE ALL ON DATABASE {database} FROM PUBLIC",
    "REVOKE ALL ON DATABASE {database} FROM {app}",
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {app}",
)
_WITHIN_DATABASE = (
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
    "GRANT USAGE, CREATE ON SCHEMA public TO {owner}",
    "REVOKE ALL ON SCHEMA public FROM {app}",
    "GRANT USAGE ON SCHEMA public TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
    "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {app}",
)


def prepare_roles(superuser_url: str, *, owner_password: str, app_password: str, database: str = DATABASE) -> None:
    """Make both roles and `database` hold on the server at `superuser_url`, whatever was there before."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", (PREPARING_KEY,))
        _prepare_role(connection, OWNER_ROLE, owner_password)
        _prepare_role(connection, APP_ROLE, app_password)
        connection.execute(sql.SQL("REVOKE {owner} FROM {app}").format(**_names(database)))
        if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", database):
            connection.execute(_create_database(connection, database))
        for statement in _ON_DATABASE:
            connection.execute(sql.SQL(statement).format(**_names(database)))
        with psycopg.connect(superuser_url, dbname=database) as inside:
            for statement in _WITHIN_DATABASE:
                inside.execute(sql.SQL(statement).format(**_names(database)))


def socket_url(*, role: str, password: str, run_folder: str, database: str) -> str:
    """Return the address of `database` through the socket in `run_folder`, every part percent-encoded."""
    who = f"{quote(role, safe='')}:{quote(password, safe='')}"
    where = urlencode({"host": run_folder}, quote_via=quote, safe="")
    return f"postgresql://{who}@/{quote(database, safe='')}?{where}"


def _names(database: str) -> dict[str, sql.Identifier]:
    return {
        "owner": sql.Identifier(OWNER_ROLE),
        "app": sql.Identifier(APP_ROLE),
        "database": sql.Identifier(database),
    }


def _prepare_role(connection: psycopg.Connection, role: str, password: str) -> None:
    if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
        connection.execute(sql.SQL("CREATE ROLE {role}").format(role=sql.Identifier(role)))
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    connection.execute(  # the server, and so its log, sees the verifier and never the password
        _RIGHTS_OF_ROLE.format(role=sql.Identifier(role), password=sql.Literal(verifier.decode()))
    )


def _exists(connection: psycopg.Connection, question: LiteralString, name: str) -> bool:
    return connection.execute(question, (name,)).fetchone() is not None


def _create_database(connection: psycopg.Connection, database: str) -> sql.Composed:
    if connection.info.server_version >= BUILTIN_LOCALE_VERSION:
        locale = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
    else:
        locale = "LOCALE_PROVIDER libc LOCALE 'C.UTF-8'"
    return sql.SQL("CREATE DATABASE {database} OWNER {owner} TEMPLATE template0 ENCODING 'UTF8' {locale}").format(
        locale=sql.SQL(locale), **_names(database)
    )
