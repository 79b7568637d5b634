"""The one place where adapters are chosen."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from linli.adapters.embedded_postgres import EmbeddedCluster, prepare_roles
from linli.config.environment import Environment, database_parts


@contextmanager
def embedded_database(environment: Environment) -> Iterator[Environment]:
    """Keep the embedded server running, and yield the environment with the addresses of its two roles."""
    with EmbeddedCluster(environment.data_dir).running() as server:
        yield replace(environment, database_url=server.app_url, owner_database_url=server.owner_url)


def prepare_database(environment: Environment) -> None:
    """Make database and roles on a server whose superuser is known; otherwise they stand already.

    The embedded server brings its own, and on a server of its own an operator may have made them by hand.
    """
    told = environment
    if told.superuser_database_url and told.database_url and told.owner_database_url:
        app, owner = database_parts(told.database_url), database_parts(told.owner_database_url)
        prepare_roles(
            told.superuser_database_url,
            owner_password=owner["PASSWORD"],
            app_password=app["PASSWORD"],
            database=app["NAME"],
        )


def ports(environment: Environment) -> Mapping[str, object]:
    """Build the adapters of this installation, by the name of what they stand behind."""
    return {}
