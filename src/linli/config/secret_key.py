"""The keys of an installation that did not bring its own: the first is made once and kept in the data folder."""

import secrets
from pathlib import Path

from linli.adapters.key_store.whole_files import make_once

FILE_NAME = "secret_key"


def kept_secret_keys(data_dir: Path) -> tuple[str, ...]:
    """Return the data folder's keys, one a line and the newest first; only their owner can read the file.

    The first key is made at the first call. Whoever turns it over writes a new one above it.
    """
    file = data_dir / FILE_NAME
    make_once(file, lambda: secrets.token_urlsafe(48))
    return tuple(file.read_text(encoding="ascii").split())
