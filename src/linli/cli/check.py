"""`linli check`: does this installation stand as it should; names everything that does not."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor

from linli.cli.house import House

SUMMARY = "check this installation and name everything that is not as it should be"
NEEDS_DATABASE = True
PRIVATE_MODE = 0o077
POSTGRES_VERSION_MIN = 15_00_00


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--no-deploy", action="store_true", help="leave out what only a public server needs")


def run(args: Namespace) -> int:
    """Print one line for each fault; exit 1 where there is any."""
    faults = [*settings_faults(deploy=not args.no_deploy), *folder_faults(args.house), *database_faults()]
    for fault in faults:
        print(f"- {fault}")
    print(f"{len(faults)} to mend" if faults else "all as it should be")
    return 1 if faults else 0


def settings_faults(*, deploy: bool) -> Iterator[str]:
    """Name what Django's own deployment check finds."""
    for message in run_checks(include_deployment_checks=deploy):
        if message.level >= WARNING:
            yield f"settings: {message.msg}"
    if settings.DEMO and settings.PUBLIC_URL.startswith("https://"):
        yield "settings: LINLI_DEMO lets anybody take any seat; it does not belong on a public address"


def folder_faults(house: House) -> Iterator[str]:
    """Name what others could read or nobody could write."""
    if not house.data_dir.is_dir():
        yield f"folder: {house.data_dir} is missing; run `linli init`"
        return
    key = house.data_dir / "secret_key"
    if key.exists() and key.stat().st_mode & PRIVATE_MODE:
        yield f"folder: {key} can be read by others; chmod 600 it"


def database_faults() -> Iterator[str]:
    """Name what the app role finds wrong with its server, or may do although it should not."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int")
            if cursor.fetchone()[0] < POSTGRES_VERSION_MIN:
                yield "database: PostgreSQL 15 or newer is needed"
            cursor.execute("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")
            if cursor.fetchone()[0]:
                yield "database: the app role may change roles; give LINLI_DATABASE_URL a plain one"
            cursor.execute("SELECT has_schema_privilege(current_user, 'public', 'CREATE')")
            if cursor.fetchone()[0]:
                yield "database: the app role may make tables; run `linli init`"
        waiting = migrations_waiting()
        if waiting:
            yield f"database: {waiting} migrations wait; run `linli init`"
    except Error as failure:
        yield f"database: does not answer ({type(failure).__name__}: {failure})".strip()


def migrations_waiting() -> int:
    """Return how many migrations were not run yet."""
    executor = MigrationExecutor(connections["default"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
