"""DuckDB says what a pencil says: on random journals of the real engine, every indicator, every group, every matter."""

import math
from pathlib import Path

import pytest

from linli.indicators import asking, indicators
from linli.indicators.asking import By, Scope, Side
from linli.indicators.facts import milliseconds
from linli.indicators.periods import Period, period_of
from tests import cast
from tests.indicators import reference
from tests.indicators.engines import COUNTY, engine_over
from tests.indicators.journals import KINDS, SERVICE_KINDS, random_journal
from tests.indicators.reference import Matter

SCOPE = Scope(area_path="/", seals=("closed", "open", "restricted", "sealed"))


def falls_in(one: Matter, key: str, period: Period) -> bool:
    moment, population, _ = reference.FIGURES[key]
    at = moment(one)
    return population(one) and at is not None and period.since_ms <= milliseconds(at) < period.until_ms


def test_the_reference_knows_every_indicator() -> None:
    assert set(reference.FIGURES) == set(indicators())


@pytest.mark.parametrize("seed", range(12))
def test_every_figure_equals_the_reference(tmp_path: Path, seed: int) -> None:
    assert_equal(seed, tmp_path, matters=25, steps=900)


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_of_the_service_hall_equals_the_reference(tmp_path: Path, seed: int) -> None:
    assert_equal(seed, tmp_path, matters=25, steps=900, kinds=SERVICE_KINDS)


@pytest.mark.drill
@pytest.mark.parametrize("seed", range(1_000, 1_400))
def test_every_figure_equals_the_reference_for_long(tmp_path: Path, seed: int) -> None:
    assert_equal(seed, tmp_path, matters=120, steps=2_500)


def test_random_journals_reach_what_figures_are_about() -> None:
    """A journal without lapses, pauses, reworks or ratings would let every engine agree."""
    reached: set[str] = set()
    for seed in range(12):
        play, journal = random_journal(seed, matters=25, steps=900)
        for one in reference.matters_of(journal, play.now, play.directory.calendar):
            late = one.late_runs()
            reached |= {"late"} if late else set()
            reached |= {"paused"} if any(run.pauses for run in one.runs) else set()
            reached |= {"several runs"} if len(one.runs) > 1 else set()
            reached |= {"late, then done"} if late and one.done() else set()
            reached |= {"repeated"} if one.alike_filed_at else set()
            reached |= {"hangs"} if not one.counts else set()
            reached |= {
                key for key in ("reworks", "ratings", "answers", "reopens", "extensions") if one.state.count(key)
            }
            reached |= {"wrong hand-over"} if one.state.count("wrong_hand_overs") else set()
    assert reached == {
        "late", "paused", "several runs", "late, then done", "repeated", "hangs", "reworks", "ratings", "answers",
        "reopens", "extensions", "wrong hand-over",
    }  # fmt: skip


def assert_equal(seed: int, folder: Path, *, matters: int, steps: int, kinds: tuple[str, ...] = KINDS) -> None:
    play, journal = random_journal(seed, matters=matters, steps=steps, kinds=kinds)
    as_of, calendar = play.now, play.directory.calendar
    engine = engine_over(journal, folder, as_of_ms=milliseconds(as_of), calendar=calendar)
    told = reference.matters_of(journal, as_of, calendar)
    periods = tuple(period_of(key, as_of.astimezone(cast.MONDAY.tzinfo)) for key in ("2026", "2026-03", "2026-Q2"))
    rows = engine.rows(COUNTY, asking.figures(By.NOTHING), asking.asked_rows(SCOPE, periods))
    found = {(row["period"], row["indicator"]): row for row in rows}
    for period in periods:
        for key, indicator in indicators().items():
            mine = [one for one in told if falls_in(one, key, period)]
            row = found.get((period.key, key), {"n": 0, "hits": 0, "value": None})
            assert row["n"] == len(mine), (period.key, key)
            if indicator.hits is not None:
                hits = {one.id for one in mine if reference.FIGURES[key][2](one)}
                assert row["hits"] == len(hits), (period.key, key)
                page = engine.rows(
                    COUNTY, asking.matters_page(key, Side.HITS, By.NOTHING), asking.asked_rows(SCOPE, (period,))
                )
                assert [one["case_id"] for one in page] == sorted(hits, reverse=True)[: asking.PAGE + 1]
            elif indicator.quantile is not None and mine:
                values = [float(reference.FIGURES[key][2](one)) for one in mine]
                assert math.isclose(row["value"], reference.quantile(values, indicator.quantile), abs_tol=1e-6), key
    assert_units(told, journal, engine, periods[0])


def assert_units(told: list[Matter], journal: object, engine: object, period: Period) -> None:
    rows = engine.rows(COUNTY, asking.figures(By.UNIT), asking.asked_rows(SCOPE, (period,)))
    found = {(row["indicator"], row["group_key"]): row["n"] for row in rows}
    expected: dict[tuple[str, str], int] = {}
    for one in told:
        entries = journal[f"case/{one.id}"]
        deciding, done = one.deciding(), one.done()
        units = {
            "work_unit": reference.holder_when_due(entries, deciding) if deciding else None,
            "done_unit": reference.holder_when_due(entries, done) if done else None,
            "dispatch_unit": one.blamed or one.dispatch_unit or None,
            "mediation_unit": one.outcome_unit or one.state.holder.unit or None,
        }
        for indicator in asking.groupable(By.UNIT):
            unit = units[indicator.unit_column]
            if unit and falls_in(one, indicator.key, period):
                expected[indicator.key, unit] = expected.get((indicator.key, unit), 0) + 1
    assert found == expected
