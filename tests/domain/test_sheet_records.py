"""Rows of a spreadsheet: refused where there are too many, else spelled as people see them."""

from datetime import date, datetime

import pytest

from linli.domain import sheet_records as module
from linli.domain.problems import Refused
from linli.domain.sheet_records import cell_words, sheet_records


def test_a_sheet_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SHEET_ROWS_MAX", 3)
    with pytest.raises(Refused, match=r"."):
        list(sheet_records([("a", "b")] * 4))


def test_a_title_over_merged_columns_and_empty_rows_are_passed_over_and_short_rows_are_filled() -> None:
    rows = [("Reports of May", None, None), (None,), ("ID", "Text", "When"), (None, None), (1.0, "dark")]
    found = [(one.line, one.cells) for one in sheet_records(rows)]
    assert found == [(3, ("ID", "Text", "When")), (5, ("1", "dark", ""))]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""), (True, "true"), (12.0, "12"), (36.125, "36.125"), (date(2019, 5, 3), "2019-05-03"),
        (datetime.fromisoformat("2019-05-03"), "2019-05-03"),
        (datetime.fromisoformat("2019-05-03T14:05"), "2019-05-03 14:05:00"),
    ],
)  # fmt: skip
def test_a_value_is_spelled_as_people_see_it(value: object, words: str) -> None:
    assert cell_words(value) == words
