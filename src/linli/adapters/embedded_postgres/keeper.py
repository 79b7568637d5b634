"""A small process beside the server: its parent, which stops it when the last user is gone.

It runs as a script by itself, without Linli and site packages, so that it starts in milliseconds. It covers
what no user can: a process that was killed cannot stop the server, but the kernel drops its share of
`users.lock`, and the keeper, waiting for that lock alone, wakes up.
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress

if sys.platform != "win32":
    import fcntl

FAST_SECONDS = 60.0
"""A fast shutdown ends sessions and writes a checkpoint; after this time it is an immediate one."""


def stop_without_users(users_path: str, server: subprocess.Popen[bytes], alone: threading.Event) -> None:
    """Stop `server` as soon as nobody shares the lock at `users_path`; it stays locked until this ends."""
    users = os.open(users_path, os.O_RDWR | os.O_CLOEXEC)
    fcntl.flock(users, fcntl.LOCK_EX)
    alone.set()
    server.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        server.wait(FAST_SECONDS)
        return
    server.send_signal(signal.SIGQUIT)


def keep(users_path: str, run_folder: str, owner: str, command: list[str]) -> None:
    """Run the server's `command` until it ends, as `owner` ("uid:gid", or "" for the current user)."""
    uid, gid = (int(part) for part in owner.split(":")) if owner else (None, None)
    try:
        server = subprocess.Popen(
            command,
            cwd="/",
            close_fds=False,
            umask=0o077,
            user=uid,
            group=gid,
            extra_groups=[] if owner else None,
        )
    except (OSError, subprocess.SubprocessError) as error:
        print(f"{command[0]}: {error}", file=sys.stderr, flush=True)
        return
    alone = threading.Event()
    threading.Thread(target=stop_without_users, args=(users_path, server, alone), daemon=True).start()
    server.wait()
    if alone.is_set():
        with suppress(OSError):
            os.rmdir(run_folder)


def main() -> None:
    """Leave the caller's process tree and terminal, then keep the server."""
    if os.fork():
        os._exit(0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: None)  # unlike SIG_IGN, the server does not inherit it
    users_path, run_folder, owner, *command = sys.argv[1:]
    keep(users_path, run_folder, owner, command)
    os._exit(0)


if __name__ == "__main__":
    main()
