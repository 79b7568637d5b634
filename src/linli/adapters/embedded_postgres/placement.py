"""Where the cluster and its socket lie: in the data folder unless that is too deep or closed to the server.

A socket's path has room for 103 bytes on every system (107 on Linux), so a deep data folder gets a run folder
under the system's folder for temporary files, named by its user and its path.
"""

import hashlib
import os
import secrets
import socket
import stat
import tempfile
from pathlib import Path

from linli.adapters.embedded_postgres.account import ServerAccount
from linli.adapters.embedded_postgres.failure import EmbeddedPostgresError

SOCKET_NUMBER = 5432
"""Only a part of the socket's name: no port is opened."""
SOCKET_NAME = f".s.PGSQL.{SOCKET_NUMBER}"
SOCKET_PATH_BYTES_MAX = 103
SYSTEM_FOLDER = Path("/var/lib/linli")


def existing_home(data_dir: Path) -> Path | None:
    """Return the folder of the cluster of `data_dir`, or None when there is none yet."""
    link = data_dir / "postgres"
    return link.resolve() if link.is_dir() else None


def make_home(data_dir: Path, account: ServerAccount | None) -> Path:
    """Return the folder of the cluster of `data_dir`, made when missing.

    As root, a data folder that the server's account cannot reach gets its cluster under /var/lib/linli, and
    `data_dir/postgres` becomes a link to it; no folder of the user is opened to others.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    link = data_dir / "postgres"
    if not link.is_dir() and account is not None and not account.reaches(data_dir.resolve()):
        _link_to_system_folder(link)
    link.mkdir(mode=0o700 if account is None else 0o711, exist_ok=True)
    home = link.resolve()
    if account is not None and not account.reaches(home):
        raise EmbeddedPostgresError("embedded_unreachable", path=str(home), account=account.name)
    return home


def _link_to_system_folder(link: Path) -> None:
    target = system_folder("clusters") / f"{path_key(link)}-{secrets.token_hex(4)}"
    target.mkdir(mode=0o711)
    try:
        link.symlink_to(target, target_is_directory=True)
    except FileExistsError:  # another process was faster; its link holds
        target.rmdir()


def system_folder(name: str) -> Path:
    """Return `/var/lib/linli/<name>`, made when missing, refused when anybody but root may write to it."""
    for folder in (SYSTEM_FOLDER, SYSTEM_FOLDER / name):
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o022:
            raise EmbeddedPostgresError("embedded_unsafe_folder", path=str(folder))
        folder.chmod(0o755)
    return SYSTEM_FOLDER / name


def path_key(path: Path) -> str:
    """Return twelve letters that stand for `path`, the same for each process."""
    return hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:12]


def make_run_folder(home: Path, account: ServerAccount | None) -> Path:
    """Return an empty folder for the socket, mode 0700 and owned by the server's account."""
    near = home / "run"
    if _fits(near):
        claim_private(near, account)
        if _holds_sockets(near):
            return near
    far = Path(tempfile.gettempdir(), f"linli-{os.geteuid()}-{path_key(home)}")
    if not _fits(far):
        raise EmbeddedPostgresError("embedded_unsafe_folder", path=str(far))
    claim_private(far, account)
    return far


def claim_private(folder: Path, account: ServerAccount | None) -> None:
    """Make `folder` with mode 0700 for the server's account, or refuse one that others may have laid."""
    uid = os.geteuid() if account is None else account.uid
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if account is not None:
            os.chown(folder, account.uid, account.gid, follow_symlinks=False)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != uid or status.st_mode & 0o077:
        raise EmbeddedPostgresError("embedded_unsafe_folder", path=str(folder))
    clear_run_folder(folder)


def clear_run_folder(folder: Path) -> None:
    """Remove a dead server's socket and its lock file."""
    for name in (SOCKET_NAME, f"{SOCKET_NAME}.lock"):
        (folder / name).unlink(missing_ok=True)


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / SOCKET_NAME)) <= SOCKET_PATH_BYTES_MAX


def _holds_sockets(folder: Path) -> bool:
    """Whether the file system knows sockets: some network shares do not."""
    path = folder / SOCKET_NAME
    with socket.socket(socket.AF_UNIX) as trial:
        try:
            trial.bind(str(path))
        except OSError:
            return False
    path.unlink()
    return True
