"""The steps between no server and a ready one, and back; who may take them is said in `cluster`."""

import time
from contextlib import suppress
from pathlib import Path

import psycopg

from linli.adapters.embedded_postgres import placement, process
from linli.adapters.embedded_postgres.account import ServerAccount
from linli.adapters.embedded_postgres.binaries import find_binaries
from linli.adapters.embedded_postgres.credentials import (
    Credentials,
    load_credentials,
    load_or_make_credentials,
    write_private,
)
from linli.adapters.embedded_postgres.failure import EmbeddedPostgresError, last_lines
from linli.adapters.embedded_postgres.initialise import SUPERUSER, check_version, make_cluster
from linli.adapters.embedded_postgres.locks import POLL_SECONDS, FileLock, opened
from linli.adapters.embedded_postgres.roles import prepare_roles, socket_url

READY_SECONDS = 300.0
"""Recovery after a crash replays at most `max_wal_size`; five minutes is ample on a slow disk."""
CREDENTIALS_FILE = "postgres-credentials.json"


def ensure_started(home: Path, credentials_path: Path, account: ServerAccount | None) -> tuple[Path, str]:
    """Return the folder of the socket and the version of the server, started when none lives.

    The caller holds `gate.lock`.
    """
    while True:
        with opened(home / "server.lock") as alive:
            started_here = alive.try_take()
            if started_here:
                _start(home, credentials_path, account=account, alive=alive)
        answer = _wait_until_ready(home, credentials_path)
        if answer is not None:
            return answer
        if started_here:
            raise _not_started(home)


def stop(home: Path, run_folder: Path) -> bool:
    """Stop the server and clear its run folder; the caller makes sure that none starts meanwhile."""
    with opened(home / "server.lock") as alive:
        stopped = process.stop_server(run_folder, alive)
        placement.clear_run_folder(run_folder)
        with suppress(OSError):
            run_folder.rmdir()
    return stopped


def recorded_run_folder(home: Path) -> Path | None:
    """Return the folder of the socket of the latest start, or None when there was none."""
    try:
        return Path((home / "run-folder").read_text(encoding="utf-8").rstrip("\n"))
    except FileNotFoundError:
        return None


def _start(home: Path, credentials_path: Path, *, account: ServerAccount | None, alive: FileLock) -> None:
    data = home / "data"
    binaries = find_binaries(account)
    if data.exists():
        check_version(data, binaries)
        load_credentials(credentials_path)
        process.remove_stale_pid_file(data)
    else:
        (home / "roles-ready").unlink(missing_ok=True)
        password = load_or_make_credentials(credentials_path).superuser
        log = home / "server.log"
        make_cluster(data, binaries=binaries, account=account, superuser_password=password, log=log)
    run_folder = placement.make_run_folder(home, account)
    write_private(home / "run-folder", f"{run_folder}\n")
    process.spawn_server(home, run_folder, binaries=binaries, account=account, alive=alive)


def _wait_until_ready(home: Path, credentials_path: Path) -> tuple[Path, str] | None:
    """Return where and what the server is once it answers and the roles are there, or None when it ended."""
    credentials = load_credentials(credentials_path)
    end = time.monotonic() + READY_SECONDS
    with opened(home / "server.lock") as alive:
        while time.monotonic() < end:
            run_folder = recorded_run_folder(home)
            if run_folder is not None:
                url = superuser_url(run_folder, credentials)
                version = _answering_version(url, credentials_path)
                if version is not None:
                    _ensure_roles(home, url, credentials)
                    return run_folder, version
            if alive.try_take():
                return None
            time.sleep(POLL_SECONDS)
    raise _not_started(home)


def superuser_url(run_folder: Path, credentials: Credentials) -> str:
    """Return the address of the maintenance database for the superuser."""
    return socket_url(role=SUPERUSER, password=credentials.superuser, run_folder=str(run_folder), database="postgres")


def _answering_version(url: str, credentials_path: Path) -> str | None:
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            return connection.info.parameter_status("server_version")
    except psycopg.OperationalError as error:
        if "password authentication failed" in str(error):
            raise EmbeddedPostgresError("embedded_credentials", path=str(credentials_path)) from None
        return None


def _ensure_roles(home: Path, url: str, credentials: Credentials) -> None:
    marker = home / "roles-ready"
    if not marker.exists():
        prepare_roles(url, owner_password=credentials.owner, app_password=credentials.app)
        marker.touch(mode=0o600)


def _not_started(home: Path) -> EmbeddedPostgresError:
    log = home / "server.log"
    return EmbeddedPostgresError("embedded_not_started", log=str(log), lines=last_lines(log))
