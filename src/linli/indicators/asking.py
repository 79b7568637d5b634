"""Asking: the figures of a scope and a period, by whatever they are grouped, and the very matters behind each number.

A number and the list behind it come from one and the same condition, so that they cannot differ. What is asked
(periods, scope, group) is a small table beside the matters: the question itself never changes and is spelled once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

import ibis
from ibis import Table
from ibis.expr.types import Value

from linli.indicators import indicators
from linli.indicators.case_facts import LEVELS, case_facts, entries_table
from linli.indicators.declaring import Indicator
from linli.indicators.periods import Period

CASE_SCHEMA: Mapping[str, str] = {name: str(kind) for name, kind in case_facts(entries_table(), 0).schema().items()}
"""The columns of the table of matters; every type is the same for every engine."""
ASKED_SCHEMA: Mapping[str, str] = {
    "period": "string", "since_ms": "int64", "until_ms": "int64", "area_path": "string", "seals": "array<string>",
    "unit": "string", "left_out": "array<string>", "group_key": "string", "after_id": "string",
}  # fmt: skip
"""One row for each period that is asked about."""
ALL = "all"
"""The group that a figure without groups belongs to."""
PAGE = 50


class By(StrEnum):
    """What figures are grouped by."""

    NOTHING = "nothing"
    STREET = "street"
    COMMUNITY = "community"
    UNIT = "unit"
    CHANNEL = "channel"
    CATEGORY = "category"


class Side(StrEnum):
    """Which matters of a figure: all that it is taken over, or those that it counts."""

    POPULATION = "population"
    HITS = "hits"
    OTHERS = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The matters that a reader's figures are taken over: never more than the reader may list."""

    area_path: str
    seals: tuple[str, ...]
    unit: str = ""
    """Only what this unit answers for; "": everything in the area."""
    left_out: tuple[str, ...] = ()
    """Matters that are kept from this reader, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """One number of a page: an indicator, a side of it, a group."""

    indicator: str
    side: Side
    by: By = By.NOTHING
    group: str = ALL


def groupable(by: By) -> tuple[Indicator, ...]:
    """Return the indicators that can be shown by `by`."""
    every = tuple(indicators().values())
    if by is By.UNIT:
        return tuple(one for one in every if one.unit_column)
    if by is By.CATEGORY:
        return tuple(one for one in every if one.by_category)
    return tuple(one for one in every if one.by_channel) if by is By.CHANNEL else every


def asked_rows(scope: Scope, periods: Sequence[Period], *, group: str = ALL, after: str = "") -> list[dict[str, Any]]:
    """Return the rows of the small table: what is asked."""
    return [
        {
            "period": period.key, "since_ms": period.since_ms, "until_ms": period.until_ms,
            "area_path": scope.area_path, "seals": list(scope.seals), "unit": scope.unit,
            "left_out": list(scope.left_out), "group_key": group, "after_id": after,
        }
        for period in periods
    ]  # fmt: skip


@cache
def figures(by: By = By.NOTHING) -> Table:
    """Return rows (period, indicator, group_key, n, hits, value), one for each group with at least one matter.

    A share's value is left to whoever reads it (hits ÷ n); a group without any matter has no row.
    """
    return _figures_of(groupable(by), by)


@cache
def figures_of(indicator_key: str, by: By) -> Table:
    """Return the same rows for one indicator only."""
    return _figures_of((indicators()[indicator_key],), by)


def _figures_of(every: Sequence[Indicator], by: By) -> Table:
    members = [_population(one, by) for one in every]
    found = _asked(ibis.union(members[0], *members[1:]) if len(members) > 1 else members[0])
    found = found.filter(found.grouped.notnull())
    quantiles = {one.key: one.quantile for one in every if one.quantile is not None}
    shares = sorted(set(quantiles.values()))
    counted = found.group_by("period", "indicator", "grouped").agg(
        n=found.count(),
        hits=found.hit.cast("int64").sum(),
        **{f"q{place}": found.value.quantile(share) for place, share in enumerate(shares)},
    )
    value: Value = ibis.null("float64")
    for place, share in enumerate(shares):
        keys = [key for key, its in quantiles.items() if its == share]
        value = counted.indicator.isin(keys).ifelse(counted[f"q{place}"], value)
    return counted.select("period", "indicator", "n", "hits", value=value, group_key=counted.grouped)


def _population(indicator: Indicator, by: By) -> Table:
    """Return the matters that an indicator is taken over, in any period: as few columns as its questions need."""
    cases = ibis.table(dict(CASE_SCHEMA), name="cases")
    found = cases.filter(indicator.population(cases))
    no_value, no_unit = ibis.null("float64"), ibis.null("string")
    return found.select(
        "case_id",
        "area_path",
        "seal",
        indicator=ibis.literal(indicator.key),
        moment=found[indicator.period_column],
        answering=found[indicator.unit_column] if indicator.unit_column else no_unit,
        grouped=_group_column(found, indicator, by),
        hit=indicator.hits(found).fill_null(False) if indicator.hits else ibis.literal(False),
        value=indicator.value(found).cast("float64") if indicator.value else no_value,
    )


def _group_column(cases: Table, indicator: Indicator, by: By) -> Value:
    if by is By.NOTHING:
        return ibis.literal(ALL)
    return cases[indicator.unit_column] if by is By.UNIT else cases[by.value]


def _asked(found: Table) -> Table:
    """Return what was asked for of a population: once for each period, and within the reader's scope."""
    both = found.cross_join(ibis.table(dict(ASKED_SCHEMA), name="asked").rename(within_path="area_path"))
    return both.filter(
        (both.moment >= both.since_ms) & (both.moment < both.until_ms),
        both.area_path.startswith(both.within_path),
        both.seals.contains(both.seal),
        (both.unit == "") | (both.answering == both.unit),
        ~both.left_out.contains(both.case_id),
    )


@cache
def matters(indicator_key: str, side: Side, by: By) -> Table:
    """Return the ids of the matters behind one number, in no order; the group is asked in `group_key`."""
    found = _asked(_population(indicators()[indicator_key], by))
    found = found.filter(found.grouped == found.group_key)
    if side is not Side.POPULATION:
        found = found.filter(found.hit if side is Side.HITS else ~found.hit)
    return found.select("case_id", "after_id")


@cache
def matters_page(indicator_key: str, side: Side, by: By) -> Table:
    """Return one page of those ids, the newest first, by keyset: those that sort below `after_id` ("": the first)."""
    found = matters(indicator_key, side, by)
    found = found.filter((found.after_id == "") | (found.case_id < found.after_id))
    return found.select("case_id").order_by(found.case_id.desc()).limit(PAGE + 1)


@cache
def matters_count(indicator_key: str, side: Side, by: By) -> Table:
    """Return the one row that says how many there are."""
    found = matters(indicator_key, side, by)
    return found.aggregate(n=found.count())


def level_below(path: str) -> By | None:
    """Return the tier below an area, by which its figures are parted; a community is not parted any further.

    A grid is often one person's work, and figures rank no individuals. Source: CHARTER.
    """
    depth = len([key for key in path.split("/") if key])
    return By(LEVELS[depth]) if 1 <= depth < len(LEVELS) else None
