"""The checklists: one file each, data only, found by itself.

A file in this folder that binds `CHECKLIST` is a checklist; nothing else has to be edited to add one. A file that
changes its list raises the version and keeps those before it in `EARLIER`, oldest first.
"""

import pkgutil
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module

from linli.domain.checklist import Checklist


@cache
def editions() -> Mapping[str, tuple[Checklist, ...]]:
    """Return every version of every checklist by its key, oldest first."""
    found: dict[str, tuple[Checklist, ...]] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(__path__)):
        loaded = import_module(f"{__name__}.{module}")
        newest: Checklist = loaded.CHECKLIST
        if newest.key in found:
            raise ValueError(f"checklist stands twice: {newest.key}")
        earlier: tuple[Checklist, ...] = getattr(loaded, "EARLIER", ())
        found[newest.key] = (*earlier, newest)
    return found


def checklists() -> Mapping[str, Checklist]:
    """Return the newest version of every checklist by its key."""
    return {key: versions[-1] for key, versions in editions().items()}


def checklists_on(day: date) -> Mapping[str, Checklist]:
    """Return the version of every checklist that is in force on `day`, by its key."""
    begun = {key: [one for one in versions if one.since <= day] for key, versions in editions().items()}
    return {key: versions[-1] for key, versions in begun.items() if versions}


def checklist_of(key: str, version: int) -> Checklist | None:
    """Return a checklist in one version; None for one that never was, or that a later Linli no longer knows."""
    return next((one for one in editions().get(key, ()) if one.version == version), None)
