"""The passwords of the three database roles, made once and kept in a file that only its owner reads."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from linli.adapters.embedded_postgres.failure import EmbeddedPostgresError

PASSWORD_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Credentials:
    """One password per role."""

    superuser: str = field(repr=False)
    owner: str = field(repr=False)
    app: str = field(repr=False)


def load_credentials(path: Path) -> Credentials:
    """Return the passwords kept at `path`; raises EmbeddedPostgresError when they are gone or damaged.

    A file that others may read, as one brought back from a backup often is, is closed to them.
    """
    try:
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Credentials(superuser=str(kept["superuser"]), owner=str(kept["owner"]), app=str(kept["app"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        raise EmbeddedPostgresError("embedded_credentials", path=str(path)) from None


def load_or_make_credentials(path: Path) -> Credentials:
    """Return the passwords kept at `path`, made and written as a whole with mode 0600 when missing."""
    if path.exists():
        return load_credentials(path)
    made = Credentials(
        superuser=secrets.token_urlsafe(PASSWORD_BYTES),
        owner=secrets.token_urlsafe(PASSWORD_BYTES),
        app=secrets.token_urlsafe(PASSWORD_BYTES),
    )
    write_private(path, json.dumps(asdict(made), indent=1) + "\n")
    return made


def write_private(path: Path, text: str) -> None:
    """Write `text` so that a reader sees the old file or the new one, and only its owner sees either."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
