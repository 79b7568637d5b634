"""What `linli bench` measures, one module each, found by itself.

A bench states `SUMMARY` and defines `run(*, seed, scale) -> list[Figure]`: every figure stands beside a
limit that was measured in the same run on the same machine, so that only the ratio is compared. Numbers
of seconds alone say nothing about another machine.
"""

import pkgutil
from importlib import import_module
from typing import Protocol, cast

from linli.bench.figure import Figure

_PARTS = frozenset(
    {"clones", "county", "figure", "intake_site", "open_vault", "round_weeks", "safe_rows", "tessellation"}
)
"""Modules of this package that are no bench."""


class Bench(Protocol):
    """A module that measures something."""

    SUMMARY: str

    def run(self, *, seed: int, scale: float) -> list[Figure]:
        """Measure; `scale` 1 is the published size, smaller is quicker."""


def names() -> tuple[str, ...]:
    """Return the name of every bench, without importing any."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _PARTS))


def bench(name: str) -> Bench:
    """Return the bench called `name`; raises KeyError where there is none."""
    if name not in names():
        raise KeyError(name)
    return cast(Bench, import_module(f"{__name__}.{name}"))
