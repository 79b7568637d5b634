"""The procedures: one file per kind of case, data only, found by itself.

A file in this folder that binds `PROCEDURE` is a procedure; nothing else has to be edited to add one.
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from linli.domain.engine.declarations import Procedure
from linli.domain.wording import Wording


@cache
def procedures() -> Mapping[str, Procedure]:
    """Return the newest version of every procedure by its key."""
    found: dict[str, Procedure] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(__path__)):
        procedure = import_module(f"{__name__}.{module}").PROCEDURE
        if procedure.key in found:
            raise ValueError(f"procedure stands twice: {procedure.key}")
        found[procedure.key] = procedure
    return found


def procedure_of(key: str, version: int) -> Procedure:
    """Return a procedure in the version a case was filed under; raises KeyError.

    A file that changes its procedure keeps the versions before it in `EARLIER`, oldest first.
    """
    newest = procedures()[key]
    if newest.version == version:
        return newest
    earlier_versions: tuple[Procedure, ...] = getattr(import_module(f"{__name__}.{key}"), "EARLIER", ())
    for earlier in earlier_versions:
        if earlier.version == version:
            return earlier
    raise KeyError(f"{key}@{version}")


@cache
def own_kinds() -> Mapping[str, Wording]:
    """Return what procedures call the kinds that stand in their own filing form, as the rights somebody may ask for."""
    return {
        choice.key: choice.title
        for procedure in procedures().values()
        for field in procedure.fields
        if field.key == "category"
        for choice in field.choices
    }
