"""Databases for tests: a migrated template per worker, cheap copies of it, and connections that follow.

Each worker's databases bear its name and process, so runs side by side on one server do not meet.
"""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from linli.adapters.embedded_postgres import APP_ROLE, OWNER_ROLE, EmbeddedCluster, prepare_roles
from linli.config.environment import database_parts
from linli.config.servers import database_settings

PASSWORD = "only-for-tests"


class DatabaseServer:
    """A server with both roles, a template, and the copies made from it."""

    def __init__(self, superuser_url: str, worker: str) -> None:
        self.superuser_url = superuser_url
        self.prefix = f"linli_test_{worker}_{os.getpid()}"
        self.template = f"{self.prefix}_template"
        self.current: str | None = None
        self._serial = itertools.count(1)

    def owner_url(self, database: str) -> str:
        """Address of the owner role on `database`."""
        return address(self.superuser_url, OWNER_ROLE, database)

    def app_url(self, database: str) -> str:
        """Address of the app role on `database`."""
        return address(self.superuser_url, APP_ROLE, database)

    def forgo_durability(self) -> None:
        """Wait for no disk: what a test leaves is thrown away, and tests of crashes start servers of their own."""
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self._run(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        self._run(sql.SQL("SELECT pg_reload_conf()"))

    def migrate_template(self) -> None:
        """Make the template and run every migration as the owner."""
        prepare_roles(self.superuser_url, owner_password=PASSWORD, app_password=PASSWORD, database=self.template)
        point_connections(self, self.template)
        call_command("migrate", database="owner", verbosity=0, interactive=False)
        point_connections(self, None)

    def copy_of_template(self, template: str = "") -> str:
        """Make a copy of the template, or of another database that nobody is connected to, and return its name.

        Tables, rights on them and rows come along.
        """
        name = f"{self.prefix}_{next(self._serial)}"
        words = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        self._run(words.format(*(sql.Identifier(one) for one in (name, OWNER_ROLE, template or self.template))))
        return name

    def drop(self, database: str) -> None:
        """Drop a database, ending whoever is still connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def _run(self, statement: sql.Composable) -> None:
        with psycopg.connect(self.superuser_url, autocommit=True) as connection:
            connection.execute(statement)


def address(superuser_url: str, role: str, database: str) -> str:
    """Return the address of `database` for `role` on the same server; a socket folder goes into the query."""
    parts = database_parts(superuser_url)
    query = urlencode({key: parts[name] for key, name in (("host", "HOST"), ("port", "PORT")) if parts[name]})
    return f"postgresql://{role}:{PASSWORD}@/{quote(database, safe='')}?{query}"


def point_connections(server: DatabaseServer, database: str | None) -> None:
    """Let both of Django's aliases speak with `database` from now on (None: with nothing)."""
    urls = {
        "default": server.app_url(database) if database else None,
        "owner": server.owner_url(database) if database else None,
    }
    for alias, url in urls.items():
        connections[alias].close()
        fresh = {"default": {}, alias: database_settings(url, keep_seconds=0)}
        connections.settings[alias] = connections.configure_settings(fresh)[alias]
        del connections[alias]
    server.current = database


@contextmanager
def database_server_for(worker: str, given_url: str, folder: Path) -> Iterator[DatabaseServer]:
    """A server to test on: the one at `given_url` (a superuser's address), or a private one in `folder`."""
    if given_url:
        server = DatabaseServer(given_url, worker)
        try:
            yield server
        finally:
            server.drop(server.template)
        return
    folder.chmod(0o711)  # started by root, the server runs under an account of its own, which must get through
    cluster = EmbeddedCluster(folder)
    try:
        with cluster.running() as running:
            server = DatabaseServer(running.superuser_url, worker)
            server.forgo_durability()
            yield server
    finally:
        cluster.remove()
