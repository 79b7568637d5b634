"""The working calendar: published tables, make-up days, provisional years and hours of work."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from linli.domain.calendar import (
    SHANGHAI,
    DayEnd,
    DayKind,
    Session,
    WorkingCalendar,
    YearTable,
    year_table_from_library,
)
from linli.domain.problems import Refused

MAKE_UP_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
CALENDAR = WorkingCalendar.from_library(range(2025, 2028))


def codes_of(**changes) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        replace(CALENDAR, **changes)
    return refusal.value.codes


def test_every_mistake_of_a_year_table_is_named():
    wrong = YearTable(
        year=2026,
        off_days=frozenset({date(2025, 1, 1), date(2026, 1, 4)}),
        work_days=frozenset({date(2026, 1, 4), date(2026, 1, 5)}),
    )
    with pytest.raises(Refused) as refusal:
        CALENDAR.with_year(wrong)
    assert refusal.value.codes == ("calendar_other_year", "calendar_day_twice", "calendar_not_a_weekend")


def test_a_year_stands_once():
    assert codes_of(tables=(YearTable(year=2026), YearTable(year=2026))) == ("calendar_year_twice",)


@pytest.mark.parametrize(
    ("sessions", "codes"),
    [
        ((), ("required",)),
        ((Session(opens=time(12), closes=time(9)),), ("hours_out_of_order",)),
        (
            (Session(opens=time(8), closes=time(12)), Session(opens=time(11), closes=time(17))),
            ("hours_out_of_order",),
        ),
        ((Session(opens=time(8, 0, 0, 5), closes=time(12)),), ("hours_not_whole",)),
    ],
)
def test_hours_that_make_no_day_are_refused(sessions, codes):
    assert codes_of(sessions=sessions) == codes


@pytest.mark.parametrize("day", MAKE_UP_2026)
def test_the_six_make_up_days_of_2026_are_worked(day):
    assert CALENDAR.day_kind(date(2026, *day)) is DayKind.MAKE_UP
    assert CALENDAR.is_working_day(date(2026, *day))


@pytest.mark.parametrize("year", range(2004, 2027))
def test_every_table_of_the_library_is_free_of_contradictions(year):
    table = year_table_from_library(year)
    assert table.problems() == ()
    assert table.off_days
    assert not table.provisional


def test_a_holiday_is_off_and_an_ordinary_monday_is_worked():
    assert CALENDAR.day_kind(date(2026, 10, 1)) is DayKind.HOLIDAY
    assert CALENDAR.day_kind(date(2026, 11, 21)) is DayKind.WEEKEND
    assert CALENDAR.day_kind(date(2026, 11, 23)) is DayKind.WORKING


def test_a_year_that_the_library_does_not_know_counts_plain_weekends_and_says_so():
    assert CALENDAR.is_provisional(2027)
    assert CALENDAR.is_provisional(2035)
    assert not CALENDAR.is_provisional(2026)
    assert CALENDAR.day_kind(date(2027, 10, 1)) is DayKind.WORKING
    assert CALENDAR.day_kind(date(2027, 10, 2)) is DayKind.WEEKEND


def test_a_count_names_the_provisional_years_it_rests_on_by_local_dates():
    new_year_in_shanghai = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert CALENDAR.provisional_years(new_year_in_shanghai, new_year_in_shanghai) == (2027,)
    assert CALENDAR.provisional_years(datetime(2026, 3, 1, tzinfo=UTC), datetime(2028, 1, 9, tzinfo=UTC)) == (
        2027,
        2028,
    )


def test_a_published_table_replaces_the_provisional_one():
    published = YearTable(year=2027, off_days=frozenset({date(2027, 1, 1)}), notice="示例通知")
    calendar = CALENDAR.with_year(published)
    assert not calendar.is_provisional(2027)
    assert calendar.day_kind(date(2027, 1, 1)) is DayKind.HOLIDAY
    assert CALENDAR.is_provisional(2027)
    assert len(calendar.tables) == len(CALENDAR.tables)


def test_the_version_changes_with_every_edit_and_only_then():
    table = year_table_from_library(2026)
    edits = [
        CALENDAR,
        CALENDAR.with_year(replace(table, version=2)),
        CALENDAR.with_year(replace(table, off_days=table.off_days | {date(2026, 3, 3)})),
        CALENDAR.with_year(replace(table, work_days=table.work_days - {date(2026, 1, 4)})),
        CALENDAR.with_year(YearTable(year=2027)),
        replace(CALENDAR, sessions=CALENDAR.sessions[:1]),
        replace(CALENDAR, working_day_end=DayEnd.MIDNIGHT),
        replace(CALENDAR, calendar_day_end=DayEnd.CLOSE),
    ]
    assert len({calendar.version for calendar in edits}) == len(edits)
    same = WorkingCalendar(tables=tuple(reversed(CALENDAR.tables)))
    assert same.version == CALENDAR.version
    assert same == CALENDAR


def test_hours_of_work_are_moments_in_shanghai_and_none_on_a_day_off():
    morning, afternoon = CALENDAR.sessions_on(date(2026, 11, 23))
    assert morning[0] == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    assert afternoon[1] == datetime(2026, 11, 23, 17, 30, tzinfo=SHANGHAI)
    assert CALENDAR.sessions_on(date(2026, 11, 21)) == ()
    assert CALENDAR.working_day_seconds == 7 * 3600


def test_a_day_ends_at_midnight_or_at_the_close_of_business():
    assert CALENDAR.end_of_day(date(2026, 12, 31), DayEnd.MIDNIGHT) == datetime(2027, 1, 1, tzinfo=SHANGHAI)
    assert CALENDAR.end_of_day(date(2026, 12, 31), DayEnd.CLOSE) == datetime(2026, 12, 31, 17, 30, tzinfo=SHANGHAI)
