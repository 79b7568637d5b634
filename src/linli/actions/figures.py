"""Figures: exporting the facts, and what one post may read of them, with the matters behind every number.

A post's figures are taken over matters that it may list, never over more: what a number says can always be opened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from linli.actions.deciding import Office
from linli.domain.case_query import CaseLine, CaseQuery
from linli.domain.engine.access import WITHOUT_CASES, reach_of
from linli.domain.ports import FigureEngine
from linli.domain.problems import Problem, Refused
from linli.domain.unit import Post
from linli.indicators import asking, indicators
from linli.indicators.asking import ALL, By, Scope, Slice
from linli.indicators.case_facts import case_facts, entries_table
from linli.indicators.declaring import FigureUnit, Indicator
from linli.indicators.guarding import hidden
from linli.indicators.periods import Period, run_of
from linli.procedures import procedures
from linli.store import cases, facts

TREND_PERIODS = 6
EXPORT_EVERY = timedelta(minutes=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One figure: what it is taken over, what it counts, its value; None where there is no case or it is too small."""

    indicator: Indicator
    n: int = 0
    hits: int = 0
    value: float | None = None
    is_hidden: bool = False
    """Too small to show, or it would give away one that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The figures of one scope and period, with those of the period before."""

    period: Period
    before: Period
    cells: Mapping[str, Cell]
    cells_before: Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """The figures of one scope and period by groups, each group with a cell for every indicator."""

    by: By
    indicators: tuple[Indicator, ...]
    rows: Mapping[str, Mapping[str, Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsExported:
    """What an export came to."""

    rows: int
    matters: int
    as_of: datetime


def export_facts(office: Office, *, now: datetime, folder: Path | None = None) -> FactsExported:
    """Add what is new to the facts, and make the table of matters as of `now`; raises Refused without an engine."""
    engine = engine_of(office) if folder is None else engine_of(office).at(str(folder))
    county = office.directory.county
    exported = facts.export_facts(
        office.county_id, county, Path(engine.folder), calendar=office.directory.calendar, now=now
    )
    matters = 0
    if exported.files:
        never = sorted(key for key, one in procedures().items() if one.counts == "never")
        question = case_facts(entries_table(), exported.as_of_ms, never_counted=never)
        matters = engine.derive(county, exported.files, question, as_of_ms=exported.as_of_ms)
    return FactsExported(rows=exported.rows, matters=matters, as_of=_moment(exported.as_of_ms))


def keep_figures(office: Office, *, now: datetime) -> FactsExported | None:
    """Export where the figures are older than EXPORT_EVERY; None where they are fresh, or nobody keeps any."""
    if office.ports.figures is None:
        return None
    stands = as_of(office)
    return export_facts(office, now=now) if stands is None or now - stands >= EXPORT_EVERY else None


def prepare_figures(engine: FigureEngine) -> None:
    """Prepare the questions of the figures' first page: spelling them takes seconds, once in a process."""
    for by in asking.By:
        engine.prepare(asking.figures(by))


def engine_of(office: Office) -> FigureEngine:
    """Return the engine; raises Refused where the installation keeps no figures."""
    if office.ports.figures is None:
        raise Refused([Problem("no_figures")])
    return office.ports.figures


def as_of(office: Office) -> datetime | None:
    """Return as of when the figures stand, or None before the first export."""
    if office.ports.figures is None:
        return None
    found = office.ports.figures.as_of_ms(office.directory.county)
    return _moment(found) if found is not None else None


def has_figures(office: Office, post: Post) -> bool:
    """Say whether a post has figures: every post that may see a matter has those of its area, or of its unit."""
    return post.role not in WITHOUT_CASES


def scope_of(office: Office, post: Post) -> Scope:
    """Return the matters of a post's figures: those it may list by its area, else those its unit answers for."""
    reach = reach_of(post, office.directory)
    left_out = facts.kept_from(office.county_id, post.staff_id or "")
    seals, path, unit = reach.area_seals, reach.area_path, ""
    if reach.oversight_path is not None and reach.oversight_seals:
        covers = reach.oversight_path.startswith(reach.area_path)
        seals, path = reach.oversight_seals | (reach.area_seals if covers else frozenset()), reach.oversight_path
    if not seals:
        seals, path, unit = reach.past_seals, "/", post.unit_id
    return Scope(area_path=path, seals=tuple(sorted(seals)), unit=unit, left_out=left_out)


def whole_county(office: Office) -> Scope:
    """Return everything that counts, for a command at the machine itself."""
    return Scope(area_path="/", seals=("closed", "open", "restricted", "sealed"))


def narrowed(scope: Scope, area_path: str) -> Scope:
    """Return the scope below an area; the scope itself where the area does not lie in it."""
    return replace(scope, area_path=area_path) if area_path.startswith(scope.area_path) else scope


def shown(scope: Scope) -> tuple[Indicator, ...]:
    """Return the indicators that a scope has: a unit's only those that a unit answers for."""
    return asking.groupable(By.UNIT) if scope.unit else tuple(indicators().values())


def board(office: Office, scope: Scope, period: Period) -> Board:
    """Return the figures of a scope for a period and for the one before."""
    before = period.before()
    found = _cells(office, scope, (period, before), By.NOTHING)
    groups = found.get(period.key, {}), found.get(before.key, {})
    now, then = ({one.key: group.get(ALL, {}).get(one.key, Cell(indicator=one)) for one in shown(scope)}
                 for group in groups)  # fmt: skip
    return Board(period=period, before=before, cells=now, cells_before=then)


def trend(office: Office, scope: Scope, period: Period, indicator: Indicator) -> list[tuple[Period, Cell]]:
    """Return one indicator over the last periods, the latest last."""
    periods = run_of(period, TREND_PERIODS)
    found = _cells(office, scope, periods, By.NOTHING, question=asking.figures_of(indicator.key, By.NOTHING))
    return [(one, found.get(one.key, {}).get(ALL, {}).get(indicator.key, Cell(indicator=indicator))) for one in periods]


def breakdown(office: Office, scope: Scope, period: Period, by: By) -> Breakdown:
    """Return the figures by groups, small ones hidden together with what would give them away.

    Areas are all listed, also those without a case; units and channels as far as there were any.
    """
    kept = tuple(one for one in asking.groupable(by) if one in shown(scope))
    found = dict(_cells(office, scope, (period,), by).get(period.key, {}))
    if by in (By.STREET, By.COMMUNITY):
        level = 1 if by is By.STREET else 2
        for area in office.directory.tree:
            if area.level.depth == level and area.path.startswith(scope.area_path):
                found.setdefault(area.path, {})
    rows = {group: {one.key: cells.get(one.key, Cell(indicator=one)) for one in kept} for group, cells in found.items()}
    for one in kept:
        too_small = hidden({group: cells[one.key].n for group, cells in rows.items()}, one.least_n)
        for group in too_small:
            rows[group][one.key] = replace(rows[group][one.key], is_hidden=True, value=None)
    return Breakdown(by=by, indicators=kept, rows=rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """One page of the matters behind a number."""

    count: int
    lines: tuple[CaseLine, ...]
    next_after: str = ""


def behind(office: Office, post: Post, period: Period, asked: Slice, *, area_path: str = "", after: str = "") -> Behind:
    """Return the matters behind one number, within what the post may list; raises KeyError for an unknown one."""
    scope = narrowed(scope_of(office, post), area_path)
    place = (asked.indicator, asked.side, asked.by)
    engine, county = engine_of(office), office.directory.county
    rows = asking.asked_rows(scope, (period,), group=asked.group, after=after)
    counted = engine.rows(county, asking.matters_count(*place), rows)
    ids = [str(row["case_id"]) for row in engine.rows(county, asking.matters_page(*place), rows)]
    on_page = ids[: asking.PAGE]
    lines: Sequence[CaseLine] = ()
    if on_page:
        query = CaseQuery(
            county_id=office.county_id, reach=reach_of(post, office.directory), now=period.since, ids=tuple(on_page),
            limit=len(on_page),
        )  # fmt: skip
        lines = cases.list_cases(query).lines
    rank = {one: place for place, one in enumerate(on_page)}
    return Behind(
        count=int(counted[0]["n"]) if counted else 0,
        lines=tuple(sorted(lines, key=lambda line: rank[line.id])),
        next_after=on_page[-1] if len(ids) > len(on_page) else "",
    )


Found = dict[str, dict[str, dict[str, Cell]]]
"""Cells by period, group and indicator."""


def _cells(office: Office, scope: Scope, periods: Sequence[Period], by: By, *, question: Any = None) -> Found:
    rows = asking.asked_rows(scope, periods)
    found: Found = {}
    for row in engine_of(office).rows(
        office.directory.county, question if question is not None else asking.figures(by), rows
    ):
        indicator = indicators()[row["indicator"]]
        n, hits = int(row["n"]), int(row["hits"])
        cell = Cell(indicator=indicator, n=n, hits=hits, is_hidden=n < indicator.least_n)
        if not cell.is_hidden:
            place = str(row["group_key"]) if by in (By.STREET, By.COMMUNITY) else scope.area_path
            cell = replace(cell, value=_value(office, cell, row["value"], place))
        found.setdefault(row["period"], {}).setdefault(str(row["group_key"]), {})[indicator.key] = cell
    return found


def _value(office: Office, cell: Cell, quantile: float | None, place: str) -> float | None:
    indicator = cell.indicator
    if indicator.unit is FigureUnit.PERCENT:
        return 100.0 * cell.hits / cell.n
    if indicator.unit is FigureUnit.PER_1000:
        residents = residents_of(office, place)
        return 1000.0 * cell.n / residents if residents else None
    return quantile


def residents_of(office: Office, path: str) -> int | None:
    """Return how many residents an area has, or None where that was never set up; "/" is the whole county."""
    tree = office.directory.tree
    found = tree.by_path.get(path) or next((one for one in tree if path == "/" and one.parent_id is None), None)
    return found.population if found else None


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC)
