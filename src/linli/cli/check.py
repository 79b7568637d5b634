"""`linli check`: does this installation stand as it should; names everything that does not."""

import shutil
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor

from linli.actions.clock_state import clock_state
from linli.actions.policy_reports import broken_lately
from linli.actions.vault import MEGABYTE, SPACE_BYTES_MIN, VaultState, vault_state
from linli.cli.house import House
from linli.domain.ports import PaperPress
from linli.domain.problems import Problem

SUMMARY = "check this installation and name everything that is not as it should be"
NEEDS_DATABASE = True
PRIVATE_MODE = 0o077
POSTGRES_VERSION_MIN = 15_00_00


def configure(parser: ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--no-deploy", action="store_true", help="leave out what only a public server needs")


def run(args: Namespace) -> int:
    """Print one line for each fault; exit 1 where there is any."""
    house: House = args.house
    faults = [
        *settings_faults(deploy=not args.no_deploy), *folder_faults(house), *space_faults(house), *database_faults(),
        *clock_faults(house.now()),
    ]  # fmt: skip
    for fault in faults:
        print(f"- {fault}")
    for note in (*notes(), *policy_notes(house.now()), *paper_remarks(house.ports().papers)):
        print(f"  {note}")
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


def space_faults(house: House) -> Iterator[str]:
    """Name a disk that is nearly full: reports are refused, with words, once it is."""
    if not house.data_dir.is_dir():
        return
    free = shutil.disk_usage(house.data_dir).free
    if free < SPACE_BYTES_MIN:
        problem = Problem("disk_space", params={"place": str(house.data_dir), "left": free // MEGABYTE})
        yield f"folder: {_both(problem)}"


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
        else:
            yield from vault_faults()
    except Error as failure:
        yield f"database: does not answer ({type(failure).__name__}: {failure})".strip()


def vault_faults() -> Iterator[str]:
    """Name what keeps values from being sealed or opened, and erased values whose keys are still there."""
    state = vault_state(is_thorough=True)
    for problem in (*state.problems, *state.warnings):
        yield f"keys: {_both(problem)}"
    if state.waiting:
        yield f"keys: {state.waiting} of erased values are not destroyed since {state.waiting_since:%Y-%m-%d %H:%M}"


def paper_remarks(press: PaperPress | None) -> Iterator[str]:
    """Say what papers lack here: a program or a font; no fault, for a DOCX is made all the same."""
    for problem in press.standing() if press else ():
        yield f"papers: {_both(problem)}"


def clock_faults(now: datetime) -> Iterator[str]:
    """Name what speaks against the clock."""
    try:
        if not migrations_waiting():
            for problem in clock_state(now=now):
                yield f"clock: {_both(problem)}"
    except Error:
        return  # the database is named as away already


def notes() -> Iterator[str]:
    """Say when the keys were copied, and every value opened, last; no fault by itself."""
    try:
        state = None if migrations_waiting() else vault_state()
    except Error:
        return
    if state is None or not state.is_used or state.problems:
        return
    yield _audited(state)
    copied = f"{state.copied_at:%Y-%m-%d %H:%M}" if state.copied_at else "从未 / never (linli keys backup DIR)"
    yield f"上次备份密钥 / last copy of the keys: {copied}"


def policy_notes(now: datetime) -> Iterator[str]:
    """Say how often browsers reported that a page broke the content policy; anybody can send such a report."""
    try:
        broken = {} if migrations_waiting() else broken_lately(now)
    except Error:
        return
    if broken:
        said = ", ".join(f"{directive} {count}" for directive, count in broken.items())
        yield f"内容策略被违反(浏览器报告,近 7 天) / content policy broken, as browsers report, 7 days: {said}"


def _audited(state: VaultState) -> str:
    if state.audited_at is None:
        return "上次带密钥核查 / last keyed audit: 从未 / never (linli audit --keyed)"
    found = f"{state.audit_faults} 处不符 / faults" if state.audit_faults else "完好 / whole"
    return f"上次带密钥核查 / last keyed audit: {state.audited_at:%Y-%m-%d %H:%M}, {found}"


def _both(problem: Problem) -> str:
    return f"{problem.within('zh')} / {problem.within('en')}"


def migrations_waiting() -> int:
    """Return how many migrations were not run yet."""
    executor = MigrationExecutor(connections["default"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
