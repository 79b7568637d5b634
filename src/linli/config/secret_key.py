"""The key of an installation that did not bring its own: made once, kept in the data folder."""

import os
import secrets
from pathlib import Path

FILE_NAME = "secret_key"


def kept_secret_key(data_dir: Path) -> str:
    """Return the data folder's key, made at the first call; only its owner can read the file."""
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = data_dir / FILE_NAME
    fresh = data_dir / f".{FILE_NAME}.{secrets.token_hex(4)}"
    if not file.exists():
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as opened:
            opened.write(secrets.token_urlsafe(48))
        # A link fails where another process was first, and nobody ever reads half a key.
        try:
            os.link(fresh, file)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_text(encoding="ascii").strip()
