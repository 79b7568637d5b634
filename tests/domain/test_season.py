"""The calendar switches seasons on: by fixed days, across the new year, and before every holiday of the table."""

from datetime import date, timedelta

import pytest

from linli.domain.calendar import WorkingCalendar
from linli.domain.checklists import checklists
from linli.domain.season import SEASONS, standing

CALENDAR = WorkingCalendar.from_library((2025, 2026))


def on(day: str, ahead: int = 0) -> list[str]:
    """Keys of the seasons of a day."""
    return [one.season.key for one in standing(CALENDAR, date.fromisoformat(day), ahead_days=ahead)]


def test_every_season_names_lists_that_exist_and_its_source() -> None:
    for one in SEASONS:
        assert one.source and set(one.checklists) <= set(checklists())
        assert one.follows_holidays != (one.first != (0, 0))
    assert len({one.key for one in SEASONS}) == len(SEASONS)


@pytest.mark.parametrize(
    ("day", "is_on"), [("2026-05-14", False), ("2026-05-15", True), ("2026-09-30", True), ("2026-10-01", False)]
)
def test_the_flood_season_is_fifteen_may_to_thirty_september(day: str, is_on: bool) -> None:
    assert ("flood" in on(day)) is is_on


@pytest.mark.parametrize(
    ("day", "is_on"), [("2026-10-31", False), ("2026-11-01", True), ("2027-01-15", True), ("2027-03-01", False)]
)
def test_a_season_goes_across_the_new_year(day: str, is_on: bool) -> None:
    assert ("winter" in on(day)) is is_on


def test_every_day_before_and_in_the_national_holiday_is_of_it_and_the_day_after_is_not() -> None:
    (first,) = {one.holiday_date for one in standing(CALENDAR, date(2026, 9, 28)) if one.holiday_date is not None
                and one.holiday_date.month == 10}  # fmt: skip
    assert first == date(2026, 10, 1)
    days = [date(2026, 9, 20) + timedelta(days=one) for one in range(30)]
    of_national = [
        day for day in days
        if any(one.holiday_date == first and one.is_on(day) for one in standing(CALENDAR, day))
    ]  # fmt: skip
    assert of_national[0] == first - timedelta(days=10) and of_national[-1] >= first + timedelta(days=5)
    assert of_national == [of_national[0] + timedelta(days=one) for one in range(len(of_national))]


def test_an_ordinary_weekend_switches_nothing_and_a_year_without_a_table_has_no_holidays() -> None:
    assert "holiday" not in on("2026-03-14") and "holiday" not in on("2031-10-01")


def test_what_is_about_to_begin_is_told_ahead() -> None:
    assert "flood" not in on("2026-05-01") and "flood" in on("2026-05-01", 14)
