"""Making a cluster, and refusing one that these programs cannot read."""

import os
import secrets
import shutil
import subprocess
from pathlib import Path

from linli.adapters.embedded_postgres.account import ServerAccount
from linli.adapters.embedded_postgres.binaries import PLAIN_ENVIRONMENT, Binaries
from linli.adapters.embedded_postgres.failure import EmbeddedPostgresError, last_lines

SUPERUSER = "postgres"
HALF_MADE = "data.new-"

HOST_RULES = "# Every role, by the socket only, with its password.\nlocal all all scram-sha-256\n"

SETTINGS = """\
# Written once by Linli, for a machine with two cores; lines added below win.
# listen_addresses and the socket folder are given at each start and cannot be changed here.
max_connections = 60
shared_buffers = 128MB
effective_cache_size = 512MB
work_mem = 8MB
maintenance_work_mem = 64MB
random_page_cost = 1.1
min_wal_size = 80MB
max_wal_size = 512MB
checkpoint_completion_target = 0.9
io_workers = 2
fsync = on
synchronous_commit = on
full_page_writes = on
password_encryption = 'scram-sha-256'
timezone = 'UTC'
log_timezone = 'UTC'
log_checkpoints = off
log_line_prefix = '%m [%p] %q%u@%d '
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
"""


def check_version(data: Path, binaries: Binaries) -> None:
    """Refuse a cluster made by another major version of PostgreSQL."""
    try:
        found = (data / "PG_VERSION").read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        found = "?"
    if found != str(binaries.major):
        raise EmbeddedPostgresError("embedded_other_version", folder=str(data), found=found, expected=binaries.major)


def make_cluster(
    data: Path, *, binaries: Binaries, account: ServerAccount | None, superuser_password: str, log: Path
) -> None:
    """Make a cluster at `data`: whole or not at all, UTF-8 by code point, with checksums and passwords."""
    _remove_half_made(data.parent)
    half = data.parent / f"{HALF_MADE}{secrets.token_hex(4)}"
    half.mkdir(mode=0o700)
    password = data.parent / f"{half.name}.password"
    try:
        password.touch(mode=0o600)
        if account is not None:
            os.chown(half, account.uid, account.gid)
            os.chown(password, account.uid, account.gid)
        password.write_text(superuser_password + "\n", encoding="ascii")
        _initdb(half, binaries=binaries, account=account, password=password, log=log)
        (half / "postgresql.conf").write_text(SETTINGS, encoding="utf-8")
        (half / "pg_hba.conf").write_text(HOST_RULES, encoding="utf-8")
        half.rename(data)
    finally:
        password.unlink(missing_ok=True)
        shutil.rmtree(half, ignore_errors=True)


def _remove_half_made(home: Path) -> None:
    """Remove what a start that was killed left behind; its initdb may still be writing, so this may fail."""
    for left_over in home.glob(f"{HALF_MADE}*"):
        if left_over.is_dir():
            shutil.rmtree(left_over, ignore_errors=True)
        else:
            left_over.unlink(missing_ok=True)


def _initdb(half: Path, *, binaries: Binaries, account: ServerAccount | None, password: Path, log: Path) -> None:
    options = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    safety = ["--data-checksums", "--auth=scram-sha-256", f"--pwfile={password}"]
    with log.open("ab") as output:
        try:
            done = subprocess.run(
                [binaries.initdb, "-D", half, "-U", SUPERUSER, *options, *safety],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
                cwd="/",
                env=PLAIN_ENVIRONMENT,
                umask=0o077,
                user=None if account is None else account.uid,
                group=None if account is None else account.gid,
                extra_groups=None if account is None else [],
            )
        except (OSError, subprocess.SubprocessError) as error:
            output.write(f"{binaries.initdb}: {error}\n".encode())
            output.flush()
            raise EmbeddedPostgresError("embedded_not_made", log=str(log), lines=last_lines(log)) from error
    if done.returncode != 0:
        raise EmbeddedPostgresError("embedded_not_made", log=str(log), lines=last_lines(log))
