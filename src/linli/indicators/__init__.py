"""Indicators: one file per family, found by itself; each is declared once and swept over by pages, docs and tests.

A file in this folder that binds `INDICATORS` is a family. Expressions stand on `case_facts`, never on an engine.
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from linli.indicators.declaring import Indicator

ORDER = ("filed", "on_time", "closure", "median_hours", "p90_hours", "median_working_hours", "p90_working_hours")
"""What is read first; the others follow by their key."""


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by its key, in the order in which they are shown."""
    found: dict[str, Indicator] = {}
    for module in sorted(one.name for one in pkgutil.iter_modules(__path__)):
        for one in getattr(import_module(f"{__name__}.{module}"), "INDICATORS", ()):
            if one.key in found:
                raise ValueError(f"indicator stands twice: {one.key}")
            found[one.key] = one
    rank = {key: place for place, key in enumerate(ORDER)}
    return dict(sorted(found.items(), key=lambda pair: (rank.get(pair[0], len(rank)), pair[0])))
