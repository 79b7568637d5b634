"""Figures at 100,000 matters: expressions against SQL written by hand, the export, and the page."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import duckdb

from linli.actions import figures
from linli.actions.deciding import Office
from linli.adapters.duckdb_figures import DuckdbFigures
from linli.bench.clones import grown_county
from linli.bench.figure import Figure, figure
from linli.indicators import asking
from linli.indicators.asking import By
from linli.indicators.periods import Period, period_of
from linli.ui.moment import present

SUMMARY = "figures of 100,000 matters: Ibis on DuckDB beside DuckDB SQL, the export, the page"

CASES = 100_000
PAGE_SECONDS_MAX = 1.0
_REPEATS = 7
COMPARED = "on_time"
BY_HAND = """
SELECT street, count(*), count(*) FILTER (WHERE NOT is_late) FROM read_parquet('{file}')
WHERE counts AND (is_late OR is_done) AND is_due AND work_due_at_ms >= {since} AND work_due_at_ms < {until}
AND starts_with(area_path, '/') AND seal IN ('closed', 'open', 'restricted', 'sealed') AND street IS NOT NULL
GROUP BY street
"""


def run(*, seed: int, scale: float) -> list[Figure]:
    """Measure; raises RuntimeError where the expression and the hand-written SQL count differently."""
    with grown_county(seed=seed, cases=max(60, int(CASES * scale))) as found, tempfile.TemporaryDirectory() as folder:
        office = replace(found, ports=replace(found.ports, figures=DuckdbFigures(folder)))
        now = present()
        begun = perf_counter()
        exported = figures.export_facts(office, now=now)
        first = perf_counter() - begun
        again = _seconds(lambda: figures.export_facts(office, now=now + timedelta(milliseconds=1)), repeats=3)
        period = period_of(str(now.year), now.astimezone(office.directory.calendar.zone))
        return [
            figure(
                "first export", exported.rows / first, "entries/s", limit_name="matters", limit_value=exported.matters
            ),
            figure("export with nothing new", again, "s", limit_name="first export", limit_value=first),
            _beside_sql(office, Path(folder), period),
            _page(office, period),
        ]


def _beside_sql(office: Office, folder: Path, period: Period) -> Figure:
    """Return what an expression takes, spelled already as in a running process, beside the same asked by hand."""
    scope, engine = figures.whole_county(office), figures.engine_of(office)
    rows = asking.asked_rows(scope, (period,))
    file = max((folder / "matters").glob("*.parquet"))
    sql = BY_HAND.format(file=file, since=period.since_ms, until=period.until_ms)
    by_hand = duckdb.connect(config={"threads": 2})

    def asked() -> list[tuple[str, int, int]]:
        found = engine.rows(office.directory.county, asking.figures_of(COMPARED, By.STREET), rows)
        return sorted((row["group_key"], row["n"], row["hits"]) for row in found)

    def written() -> list[tuple[str, int, int]]:
        return sorted(by_hand.execute(sql).fetchall())

    if asked() != written():
        raise RuntimeError("the expression and the SQL by hand differ")
    return figure(
        "on-time disposal by street", _seconds(asked), "s", limit_name="SQL by hand", limit_value=_seconds(written)
    )


def _page(office: Office, period: Period) -> Figure:
    """Return what all numbers of the page take together, as every later view finds them."""
    scope = figures.whole_county(office)
    indicator = figures.shown(scope)[1]

    def page() -> None:
        figures.board(office, scope, period)
        figures.trend(office, scope, period, indicator)
        for by in (By.STREET, By.UNIT, By.CHANNEL):
            figures.breakdown(office, scope, period, by)

    page()
    return figure("every number of the page", _seconds(page), "s", limit_name="goal", limit_value=PAGE_SECONDS_MAX)


def _seconds(act: Callable[[], object], *, repeats: int = _REPEATS) -> float:
    taken = []
    for _ in range(repeats):
        begun = perf_counter()
        act()
        taken.append(perf_counter() - begun)
    return median(taken)
