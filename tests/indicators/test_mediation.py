"""Outcomes of mediation: the districts' own arithmetic: numerator, denominator, period, and each dispute behind."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from linli.adapters.duckdb_figures import DuckdbFigures
from linli.domain.entry import Entry, parse_entry
from linli.indicators import asking
from linli.indicators.asking import By, Scope, Side
from linli.indicators.facts import milliseconds
from linli.indicators.periods import period_of
from tests import cast
from tests.domain.engine.play import Play
from tests.indicators.engines import COUNTY, engine_over
from tests.procedures.test_dispute import agreed, asked, mediating

SCOPE = Scope(area_path="/", seals=("closed", "open", "restricted", "sealed"))
YEAR = period_of("2026", cast.MONDAY)
BODY = cast.UNITS["mediation"].id


def failed() -> Play:
    play = mediating()
    play.do("tiao", "fail", routes="court", answer="可以向法院起诉")
    play.do("hu", "agree", proposal="fail")
    return play


def refused() -> Play:
    play = asked()
    play.do("party:b", "refuse", part="p2")
    play.do("tiao", "end_refused", routes="court", answer="可以向法院起诉")
    return play


def performed() -> Play:
    play = agreed()
    play.do("tiao", "arrange_performance", performance_date="2026-03-20")
    play.do("tiao", "confirm_performed")
    play.do("hu", "agree", proposal="confirm_performed")
    return play


def confirmed() -> Play:
    play = agreed()
    play.do("tiao", "ask_confirmation")
    for part in ("p5", "p6"):
        play.do("tiao", "give", part=part, how_given="on_paper")
    play.do("tiao", "apply_confirmation")
    play.do("tiao", "record_confirmed", court_number="调确字1号")
    return play


def rejected() -> Play:
    play = agreed()
    play.do("tiao", "ask_confirmation")
    for part in ("p5", "p6"):
        play.do("tiao", "give", part=part, how_given="on_paper")
    play.do("tiao", "apply_confirmation")
    play.do("tiao", "record_rejected", court_number="调确字2号", answer="可以再调解或起诉")
    return play


def journal_of(*told: tuple[Play, int]) -> dict[str, list[Entry]]:
    """Each dispute as often as is said: the same entries on streams of their own."""
    journal: dict[str, list[Entry]] = {}
    for play, times in told:
        entries = [parse_entry(body) for body in play.bodies["case/1"]]
        for _ in range(times):
            stream = f"case/{len(journal) + 1:04}"
            journal[stream] = [_elsewhere(entry, stream) for entry in entries]
    return journal


def _elsewhere(entry: Entry, stream: str) -> Entry:
    return replace(entry, stream=stream)


def engine(folder: Path, journal: dict[str, list[Entry]]) -> DuckdbFigures:
    as_of = cast.MONDAY + timedelta(days=100)
    return engine_over(journal, folder, as_of_ms=milliseconds(as_of), calendar=cast.directory().calendar)


def told(engine: DuckdbFigures, by: By = By.NOTHING) -> dict[tuple[str, str], tuple[int, int]]:
    """(hits, n) by indicator and group."""
    rows: Iterable[dict[str, Any]] = engine.rows(COUNTY, asking.figures(by), asking.asked_rows(SCOPE, (YEAR,)))
    return {(row["indicator"], row["group_key"]): (row["hits"], row["n"]) for row in rows}


def test_of_235_disputes_found_223_are_solved_and_the_other_12_can_be_opened(tmp_path: Path) -> None:
    """223 ÷ 235 = 94.9 %; of the 12 it is told what they are: five being mediated, four failed, three refused."""
    journal = journal_of((agreed(), 223), (mediating(), 5), (failed(), 4), (refused(), 3))
    assert len(journal) == 235
    found = told(engine(tmp_path, journal))
    hits, n = found["mediation_solved", "all"]
    assert (hits, n) == (223, 235)
    assert f"{100 * hits / n:.1f}" == "94.9"
    rows = asking.asked_rows(SCOPE, (YEAR,))
    others = engine(tmp_path, journal).rows(
        COUNTY, asking.matters_page("mediation_solved", Side.OTHERS, By.NOTHING), rows
    )
    assert {row["case_id"] for row in others} == {f"{number:04}" for number in range(224, 236)}


def test_success_is_agreed_over_agreed_and_failed_whatever_else_was_refused_or_is_open(tmp_path: Path) -> None:
    found = told(engine(tmp_path, journal_of((agreed(), 223), (failed(), 12), (refused(), 7), (mediating(), 9))))
    assert found["mediation_success", "all"] == (223, 235)
    assert found["mediation_solved", "all"] == (223, 251)
    assert found["mediation_ended", "all"] == (235, 244), "a refusal before all consented was never accepted"


def test_it_says_by_type_and_by_the_body_that_had_it(tmp_path: Path) -> None:
    engine_ = engine(tmp_path, journal_of((agreed(), 6), (failed(), 2)))
    assert told(engine_, By.CATEGORY)["mediation_success", "dispute.neighbour"] == (6, 8)
    assert told(engine_, By.UNIT)["mediation_success", BODY] == (6, 8)


def test_performed_and_confirmed_are_taken_over_agreements(tmp_path: Path) -> None:
    found = told(engine(tmp_path, journal_of((agreed(), 3), (performed(), 4), (confirmed(), 2), (failed(), 5))))
    assert found["mediation_performed", "all"] == (4, 9)
    assert found["mediation_confirmed", "all"] == (2, 9)


def test_an_agreement_that_a_court_rejected_is_none_until_there_is_a_new_one(tmp_path: Path) -> None:
    found = told(engine(tmp_path, journal_of((rejected(), 5))))
    assert found["mediation_solved", "all"] == (0, 5)
    assert ("mediation_success", "all") not in found


@pytest.mark.parametrize("key", ["mediation_solved", "mediation_success"])
def test_another_period_has_none_of_it(tmp_path: Path, key: str) -> None:
    engine_ = engine(tmp_path, journal_of((agreed(), 5)))
    rows = engine_.rows(COUNTY, asking.figures(By.NOTHING), asking.asked_rows(SCOPE, (period_of("2025", cast.MONDAY),)))
    assert key not in {row["indicator"] for row in rows}, "no case is no case, and no hundred percent"
