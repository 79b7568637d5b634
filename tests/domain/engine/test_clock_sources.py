"""What a clock rests on is told in the reader's language; a citation that the district typed stays as it is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from linli.domain.default_limits import LIMITS, PROPOSAL, cited
from linli.domain.engine.clock_keeping import basis_of
from linli.domain.engine.declarations import ClockKind
from linli.domain.engine.state import ClockState
from linli.domain.wording import Wording
from linli.procedures import procedures
from tests import cast


def clock(key: str, basis: str) -> ClockState:
    return ClockState(
        key=key, kind=ClockKind.STEP, run=1, status="running", started_at=cast.MONDAY, counts_from=cast.MONDAY,
        warn_at=cast.MONDAY, due_at=cast.MONDAY + timedelta(days=1), left_seconds=1, total_seconds=1, amount=1,
        unit="day", calendar="1", rule="grid_event@1", basis=basis,
    )  # fmt: skip


def has_chinese(words: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in words)


def test_no_source_of_ours_is_chinese_in_english() -> None:
    for procedure in procedures().values():
        rules = (*procedure.clocks, *(part.clock for part in procedure.parts if part.clock))
        for source in (procedure.source, *(rule.source for rule in rules)):
            assert source is not None
            assert not has_chinese(source.en)
    assert not any(has_chinese(cited(limit.source).en) for limit in LIMITS)


def test_a_stored_citation_of_ours_is_found_again_by_its_chinese_words() -> None:
    rule = procedures()["grid_event"].clock("handling")
    assert basis_of(clock("handling", PROPOSAL.zh), rule) == PROPOSAL
    assert basis_of(clock("handling", ""), rule) == rule.source


def test_a_citation_that_the_district_typed_is_shown_as_typed() -> None:
    rule = procedures()["grid_event"].clock("handling")
    typed = "明河区城管〔2026〕3号"
    assert basis_of(clock("handling", typed), rule) == Wording(typed, typed)


def test_a_clock_of_an_older_version_keeps_the_words_it_was_started_with() -> None:
    rule = replace(procedures()["grid_event"].clock("wait"), source=Wording("新规", "New rule"))
    assert basis_of(clock("wait", "一般事项 15 日内答复(本区约定)"), rule).zh == "一般事项 15 日内答复(本区约定)"


@pytest.mark.parametrize("words", [one.source for one in LIMITS[:3]])
def test_a_limit_still_stores_the_chinese_citation(words: str) -> None:
    assert has_chinese(words)
