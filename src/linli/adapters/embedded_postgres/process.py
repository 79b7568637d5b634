"""Starting, finding and stopping the server process.

Whether a server lives is asked of `server.lock`; which process it is, of the kernel at the other end of the
socket. The process number in `postmaster.pid` may by now belong to anybody, and is never sent a signal.
"""

import os
import signal
import socket
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from linli.adapters.embedded_postgres import keeper
from linli.adapters.embedded_postgres.account import ServerAccount
from linli.adapters.embedded_postgres.binaries import PLAIN_ENVIRONMENT, Binaries
from linli.adapters.embedded_postgres.failure import EmbeddedPostgresError
from linli.adapters.embedded_postgres.locks import FileLock
from linli.adapters.embedded_postgres.placement import SOCKET_NAME, SOCKET_NUMBER

LOG_BYTES_MAX = 8_000_000
MACOS_LOCAL_PEERPID = 2


def spawn_server(
    home: Path, run_folder: Path, *, binaries: Binaries, account: ServerAccount | None, alive: FileLock
) -> None:
    """Start the server with its keeper; both inherit `alive`, the lock that says so.

    Returns before the server is ready.
    """
    owner = "" if account is None else f"{account.uid}:{account.gid}"
    command = [str(binaries.postgres), "-D", str(home / "data"), "-k", str(run_folder)]
    fixed = ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", f"port={SOCKET_NUMBER}"]
    log = home / "server.log"
    if log.exists() and log.stat().st_size > LOG_BYTES_MAX:
        log.replace(home / "server.log.1")
    with log.open("ab") as output:
        os.chmod(log, 0o600)
        launched = subprocess.run(
            [
                *(sys.executable, "-I", "-S", str(keeper.__file__)),
                *(str(home / "users.lock"), str(run_folder), owner),
                *(*command, *fixed),
            ],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            pass_fds=(alive.descriptor,),
            start_new_session=True,
            check=False,
            cwd="/",
            env=PLAIN_ENVIRONMENT,
        )
    if launched.returncode != 0:
        raise EmbeddedPostgresError("embedded_not_started", log=str(log), lines=f"exit {launched.returncode}")


def remove_stale_pid_file(data: Path) -> None:
    """Remove `postmaster.pid` when its process number was given to some other process since.

    Called with `server.lock` held, so no server of ours lives. PostgreSQL itself removes the file when no
    process has the number, and checks for left-over sessions then; it refuses to start when the number is in
    use by the same user. A server somebody started by hand works in the data folder: that one is left alone.
    """
    pid_file = data / "postmaster.pid"
    try:
        number = int(pid_file.read_text(encoding="ascii").splitlines()[0])
        folder = Path(f"/proc/{abs(number)}/cwd").resolve(strict=True)
    except (OSError, ValueError, IndexError):
        return
    if folder == data:
        raise EmbeddedPostgresError("embedded_other_server", pid=number, folder=str(data))
    pid_file.unlink(missing_ok=True)


def server_process(run_folder: Path) -> int | None:
    """Return the number of the process that listens on the socket, or None when nobody does."""
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(run_folder / SOCKET_NAME))
        except OSError:
            return None
        if sys.platform == "darwin":
            return line.getsockopt(0, MACOS_LOCAL_PEERPID)
        size = struct.calcsize("3i")
        number: int = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))[0]
        return number or None


def stop_server(run_folder: Path, alive: FileLock) -> bool:
    """End all sessions, write everything down, stop; True when a server was there.

    Returns when no process of the server is left and holds `alive` then.
    """
    if alive.try_take():
        return False
    for number, seconds in ((signal.SIGINT, keeper.FAST_SECONDS), (signal.SIGQUIT, 10.0)):
        process = server_process(run_folder)
        if process is not None:
            with suppress(ProcessLookupError):
                os.kill(process, number)
        if alive.take_within(seconds):
            return True
    raise EmbeddedPostgresError("embedded_not_stopped", folder=str(run_folder))
