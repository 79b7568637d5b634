"""The gazetteer of an office: made once for a directory and its streets, and kept until one of them changes."""

from functools import lru_cache
from pathlib import Path

from linli.actions.deciding import Office
from linli.domain.directory import Directory
from linli.domain.gazetteer import Gazetteer
from linli.domain.placing import Placer
from linli.store.map import kept_streets, streets_version

KEPT = 2
"""One for the present set-up, and one for the requests that still hold the one before."""

_last: dict[Path, tuple[Placer, str, Gazetteer]] = {}
"""By folder of streets: the gazetteer made last, and of which areas and streets."""


def gazetteer_of(office: Office, folder: Path) -> Gazetteer:
    """Return the gazetteer of the office's directory and of the streets kept in `folder`."""
    return _gazetteer(office.directory, office.placer, folder, streets_version(folder))


@lru_cache(maxsize=KEPT)
def _gazetteer(directory: Directory, placer: Placer, folder: Path, version: str) -> Gazetteer:
    """Where areas and streets are as before, only the names of places that changed are read again."""
    last = _last.get(folder)
    if last is not None and last[0] is placer and last[1] == version:
        made = Gazetteer(directory, placer, before=last[2])
    else:
        made = Gazetteer(directory, placer, kept_streets(folder) if version else ())
    _last[folder] = (placer, version, made)
    return made
