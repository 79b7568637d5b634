"""Every indicator says the same about itself everywhere: words, source, one of three kinds, a column that exists."""

import pytest

from linli.domain.wording import Wording
from linli.indicators import indicators
from linli.indicators.asking import CASE_SCHEMA, By, figures, groupable, level_below
from linli.indicators.declaring import Direction, FigureUnit, Indicator
from linli.indicators.guarding import hidden

EVERY = [pytest.param(one, id=key) for key, one in indicators().items()]


@pytest.mark.parametrize("one", EVERY)
def test_every_indicator_is_declared_whole(one: Indicator) -> None:
    assert one.source and one.definition.zh and one.definition.en and one.formula.zh
    assert CASE_SCHEMA[one.period_column] == "int64" and one.period_column.endswith("_at_ms")
    assert not one.unit_column or CASE_SCHEMA[one.unit_column] == "string"
    assert one.least_n >= 5, "small numbers are never shown"


def test_an_indicator_of_no_kind_or_of_two_is_refused() -> None:
    words = Wording("字", "words")
    given = {
        "key": "x", "name": words, "definition": words, "formula": words, "source": "s", "direction": Direction.UP,
        "period_column": "filed_at_ms", "population": lambda cases: cases.counts,
    }  # fmt: skip
    for changes in (
        {"unit": FigureUnit.PERCENT},
        {"unit": FigureUnit.PER_1000, "hits": lambda cases: cases.counts},
        {"unit": FigureUnit.HOURS, "quantile": 0.5},
    ):
        with pytest.raises(ValueError, match="neither a share"):
            Indicator(**{**given, **changes})


def test_a_rise_in_reports_is_neither_good_nor_bad() -> None:
    assert indicators()["filed"].direction is Direction.NEITHER


def test_nothing_is_parted_by_grid_or_person() -> None:
    """A grid is often one person's work."""
    assert {one.value for one in By} == {"nothing", "street", "community", "unit", "channel", "category"}
    assert level_below("/minghe/liuan/bridge-east/") is None
    assert (level_below("/minghe/"), level_below("/minghe/liuan/")) == (By.STREET, By.COMMUNITY)


def test_no_column_points_to_a_person() -> None:
    assert not {"title", "number", "accused", "sponsor", "post", "staff", "requester_phone"} & set(CASE_SCHEMA)


@pytest.mark.parametrize("by", list(By))
def test_a_question_is_put_into_words_once(by: By) -> None:
    assert figures(by) is figures(by)
    assert groupable(by)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, set()),
        ({"a": 0, "b": 9}, set()),
        ({"a": 4, "b": 9, "c": 7}, {"a", "c"}),
        ({"a": 4, "b": 3, "c": 7}, {"a", "b"}),
        ({"a": 4}, {"a"}),
        ({"a": 5, "b": 50}, set()),
        ({"a": 1, "b": 0}, {"a"}),
    ],
)
def test_a_small_group_is_hidden_and_so_is_what_would_give_it_away(counts: dict[str, int], expected: set[str]) -> None:
    assert hidden(counts, 5) == expected
