"""A year's days off typed as a table: every mistake by row and column, and nothing taken where there is one."""

from datetime import date

import pytest

from linli.domain.calendar import DayKind, year_table_from_library
from linli.domain.calendar_file import calendar_rows, read_calendar, read_day
from linli.domain.delimited import RawRecord
from linli.domain.problems import Problem

HEAD = ("日期", "到", "类型", "说明")


def records(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[RawRecord]:
    return [RawRecord(line=line, cells=cells) for line, cells in enumerate((head, *rows), 1)]


def wrong(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> list[tuple[int, str, str]]:
    found = read_calendar(records(*rows, head=head), 2026)
    assert found.problems and not found.off_days and not found.work_days
    assert all(one.problem.within(language) for one in found.problems for language in ("zh", "en"))
    return [(one.row, one.letter, one.problem.code) for one in found.problems]


def test_every_mistake_of_every_row_is_named_at_once() -> None:
    assert wrong(
        ("2026-10-01", "2026-10-07", "放假", "国庆节"),
        ("2026-02-30", "", "放假", ""),
        ("十月十日", "", "", ""),
        ("2027-01-01", "", "调整", ""),
        ("2026-10-12", "", "上班", ""),
        ("2026-10-05", "", "上班", ""),
        ("46023.5", "", "放假", ""),
        ("2026-05-05", "2026-05-01", "放假", ""),
    ) == [
        (3, "A", "calendar_no_such_day"),
        (4, "A", "not_a_date"),
        (4, "C", "calendar_cell_empty"),
        (5, "A", "calendar_other_year"),
        (5, "C", "calendar_kind_unknown"),
        (6, "A", "calendar_not_a_weekend"),
        (7, "A", "calendar_day_again"),
        (8, "A", "calendar_part_of_day"),
        (9, "B", "calendar_run_wrong"),
    ]


def test_a_kind_merged_over_several_rows_is_named_in_each_row_that_lacks_it() -> None:
    rows = [("2026-10-01", "", "放假", ""), ("2026-10-02", "", "", ""), ("2026-10-03", "", "", "")]
    assert wrong(*rows) == [(3, "C", "calendar_cell_empty"), (4, "C", "calendar_cell_empty")]


def test_missing_columns_are_all_named() -> None:
    assert wrong(("x", "y"), head=("甲", "乙")) == [(1, "", "column_missing"), (1, "", "column_missing")]
    assert [one.problem.code for one in read_calendar([], 2026).problems] == ["column_missing"] * 2


def test_a_table_without_a_row_and_one_without_end_are_refused() -> None:
    assert wrong() == [(1, "", "calendar_no_days")]
    rows = [("2026-10-01", "", "放假", "")] * 402
    assert wrong(*rows)[-1] == (0, "", "sheet_too_long")


def test_a_broken_line_is_named_and_the_rest_is_still_looked_at() -> None:
    table = [*records(("2026-02-30", "", "放假", "")), RawRecord(line=3, cells=(), problem="quote_not_closed")]
    found = read_calendar(table, 2026)
    assert [(one.row, one.problem.code) for one in found.problems] == [
        (2, "calendar_no_such_day"), (3, "quote_not_closed"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    ["2026-10-01", "2026/10/1", "2026.10.1", "2026年10月1日", "10月1日", "20261001", "2026-10-01 00:00:00", "46296",
     "46296.0", " 2026 - 10 - 01 "],
)  # fmt: skip
def test_a_day_is_read_however_people_or_spreadsheets_write_it(words: str) -> None:
    assert read_day(words, 2026) == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("words", "code"),
    [("", "calendar_cell_empty"), ("46296.25", "calendar_part_of_day"), ("2026-13-01", "calendar_no_such_day"),
     ("20260230", "calendar_no_such_day"), ("99999", "not_a_date"),
     ("2026-10-01 08:30:00", "not_a_date"), ("明天", "not_a_date")],
)  # fmt: skip
def test_what_is_no_day_is_said_to_be_none(words: str, code: str) -> None:
    found = read_day(words, 2026)
    assert isinstance(found, Problem) and found.code == code


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_what_is_written_is_read_back(year: int) -> None:
    table = year_table_from_library(year)
    words = {DayKind.HOLIDAY: "放假", DayKind.MAKE_UP: "上班"}
    runs = calendar_rows(table.off_days, table.work_days)
    read = read_calendar(records(*((f"{first}", f"{last}", words[kind], "") for first, last, kind in runs)), year)
    assert (read.off_days, read.work_days, read.problems) == (table.off_days, table.work_days, ())
    assert read.rows == len(runs)
