"""The private cluster of one data folder: the first user starts its server, the last one stops it.

A user shares `users.lock` while it works. To start, it also holds `gate.lock`; to stop, it holds `users.lock`
alone, so nobody can enter until the server is gone. What a killed process leaves undone its keeper does.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from linli.adapters.embedded_postgres import lifecycle, placement, process
from linli.adapters.embedded_postgres.account import ServerAccount, account_for
from linli.adapters.embedded_postgres.binaries import find_binaries
from linli.adapters.embedded_postgres.credentials import Credentials, load_credentials
from linli.adapters.embedded_postgres.failure import EmbeddedPostgresError
from linli.adapters.embedded_postgres.locks import FileLock, held, opened
from linli.adapters.embedded_postgres.roles import APP_ROLE, DATABASE, OWNER_ROLE, socket_url


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """A running server, as its users see it."""

    app_url: str = field(repr=False)
    """For the work of every day; the three addresses contain passwords and are kept out of logs."""
    owner_url: str = field(repr=False)
    """For migrations."""
    superuser_url: str = field(repr=False)
    """For backup and repair, on the database `postgres`."""
    socket_dir: Path
    version: str
    """As PostgreSQL writes it: "18.6"."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterStatus:
    """What there is at this moment; asking changes nothing."""

    state: Literal["absent", "stopped", "running"]
    home: Path | None = None
    """The folder of the cluster; under /var/lib/linli when root's data folder is closed to the server."""
    major: str = ""
    socket_dir: Path | None = None
    log: Path | None = None


class EmbeddedCluster:
    """The cluster in `data_dir/postgres`; nothing is touched before it is run."""

    def __init__(self, data_dir: Path) -> None:
        """Name the data folder, which is made when missing."""
        self.data_dir = data_dir.absolute()
        self.credentials_path = self.data_dir / lifecycle.CREDENTIALS_FILE

    @contextmanager
    def running(self) -> Iterator[Server]:
        """Give a server ready for work; at the end stop it if nobody else uses it.

        Raises EmbeddedPostgresError when it cannot be had.
        """
        with _refusal_explained(self.data_dir):
            home, account = self._place()
            users = FileLock(home / "users.lock")
        user = os.getpid()
        try:
            with _refusal_explained(home):
                users.share()
                with held(home / "gate.lock"):
                    server = self._started(home, account)
            yield server
        finally:
            if os.getpid() == user:  # a forked worker that unwinds this block must not end it for all
                _leave(home, users)

    def status(self) -> ClusterStatus:
        """Return whether the cluster exists and its server accepts connections."""
        home = placement.existing_home(self.data_dir)
        if home is None or not (home / "data" / "PG_VERSION").is_file():
            return ClusterStatus(state="absent", home=home)
        run_folder = lifecycle.recorded_run_folder(home)
        listening = run_folder is not None and process.server_process(run_folder) is not None
        return ClusterStatus(
            state="running" if listening else "stopped",
            home=home,
            major=(home / "data" / "PG_VERSION").read_text(encoding="ascii").strip(),
            socket_dir=run_folder if listening else None,
            log=home / "server.log",
        )

    def stop_now(self) -> bool:
        """Stop the server whoever uses it; True when there was one. Users see their connections end."""
        home = placement.existing_home(self.data_dir)
        run_folder = lifecycle.recorded_run_folder(home) if home is not None else None
        if home is None or run_folder is None:
            return False
        with _refusal_explained(home), held(home / "gate.lock"):
            return lifecycle.stop(home, run_folder)

    def remove(self) -> bool:
        """Delete the cluster with everything in it and its passwords; refused while somebody uses it.

        True when there was one. Deleting the data folder alone leaves behind what lies under /var/lib/linli.
        """
        home = placement.existing_home(self.data_dir)
        if home is None:
            return False
        with _refusal_explained(home), opened(home / "users.lock") as users:
            if not users.try_take():
                raise EmbeddedPostgresError("embedded_in_use", folder=str(home))
            self.stop_now()
            shutil.rmtree(home)
            link = self.data_dir / "postgres"
            if link.is_symlink():
                link.unlink()
            self.credentials_path.unlink(missing_ok=True)
        return True

    def _place(self) -> tuple[Path, ServerAccount | None]:
        if sys.platform == "win32":
            find_binaries(None)  # says that this platform has no wheel with sockets
        existing = placement.existing_home(self.data_dir)
        account = account_for((existing or self.data_dir / "postgres") / "data")
        return placement.make_home(self.data_dir, account), account

    def _started(self, home: Path, account: ServerAccount | None) -> Server:
        run_folder, version = lifecycle.ensure_started(home, self.credentials_path, account)
        return _server(run_folder, load_credentials(self.credentials_path), version=version)


def _server(run_folder: Path, credentials: Credentials, *, version: str) -> Server:
    def url(role: str, password: str) -> str:
        return socket_url(role=role, password=password, run_folder=str(run_folder), database=DATABASE)

    return Server(
        app_url=url(APP_ROLE, credentials.app),
        owner_url=url(OWNER_ROLE, credentials.owner),
        superuser_url=lifecycle.superuser_url(run_folder, credentials),
        socket_dir=run_folder,
        version=version,
    )


def _leave(home: Path, users: FileLock) -> None:
    """Stop using the server; the last one out stops it and returns when it is gone."""
    try:
        run_folder = lifecycle.recorded_run_folder(home)
        if run_folder is None:
            return
        if users.try_take():
            lifecycle.stop(home, run_folder)
        elif not users.try_share():
            users.share()  # somebody else is stopping it: return when that is done
    finally:
        users.close()


@contextmanager
def _refusal_explained(folder: Path) -> Iterator[None]:
    """Turn what the system refuses, or a full disk, into the one error with its two wordings."""
    try:
        yield
    except OSError as error:
        path, reason = str(error.filename or folder), str(error.strerror or error)
        raise EmbeddedPostgresError("embedded_system_refused", path=path, reason=reason) from error
