"""The system account that owns the server's files: PostgreSQL refuses to run as root.

For an ordinary user nothing of this happens. As root the server runs as `linli-postgres`, a system account
without shell and home that is made on first use, or as `nobody` where no account can be made.
"""

import logging
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from linli.adapters.embedded_postgres.failure import EmbeddedPostgresError

if sys.platform != "win32":
    import pwd

PRIVATE_ACCOUNT = "linli-postgres"
FALLBACK_ACCOUNT = "nobody"
SYSTEM_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class ServerAccount:
    """An account other than root that the server runs under."""

    name: str
    uid: int
    gid: int

    def reaches(self, path: Path) -> bool:
        """Whether the account may pass through `path` and every folder above it, by their mode bits."""
        return all(self._passes(folder.stat()) for folder in (path, *path.parents))

    def _passes(self, status: os.stat_result) -> bool:
        if status.st_uid == self.uid:
            return bool(status.st_mode & stat.S_IXUSR)
        if status.st_gid == self.gid:
            return bool(status.st_mode & stat.S_IXGRP)
        return bool(status.st_mode & stat.S_IXOTH)


def account_for(data: Path) -> ServerAccount | None:
    """Return the account the server at `data` must run under, or None when that is the current user.

    An existing cluster keeps the account it belongs to.
    """
    if os.geteuid() != 0:
        return None
    try:
        owner = data.stat().st_uid
    except OSError:
        owner = 0
    return _of_owner(owner) if owner else choose_account()


def choose_account() -> ServerAccount:
    """Return the private account, made when missing, or the fallback with a warning."""
    private = _named(PRIVATE_ACCOUNT) or _make_private()
    if private is not None:
        return private
    fallback = _named(FALLBACK_ACCOUNT)
    if fallback is None or fallback.uid == 0:
        raise EmbeddedPostgresError("embedded_no_account", account=PRIVATE_ACCOUNT, reason="useradd")
    logger.warning(
        "The account %s could not be made: the database server runs as %s. Make it with: "
        "useradd --system --no-create-home --shell /usr/sbin/nologin %s",
        PRIVATE_ACCOUNT,
        FALLBACK_ACCOUNT,
        PRIVATE_ACCOUNT,
    )
    return fallback


def _of_owner(uid: int) -> ServerAccount:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        raise EmbeddedPostgresError("embedded_no_account", account=f"uid {uid}", reason="getpwuid") from None
    return ServerAccount(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _named(name: str) -> ServerAccount | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return ServerAccount(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)


def _make_private() -> ServerAccount | None:
    useradd = shutil.which("useradd", path=SYSTEM_PATH)
    if useradd is None:
        return None
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    made = subprocess.run(
        [useradd, *options, "--shell", "/usr/sbin/nologin", PRIVATE_ACCOUNT],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": SYSTEM_PATH},
    )
    account = _named(PRIVATE_ACCOUNT)  # another process may have made it in the same moment
    if account is None:
        logger.warning("useradd %s: %s", PRIVATE_ACCOUNT, made.stderr.strip())
    return account
