"""Moments, days and durations read as people write them."""

from datetime import UTC, date, datetime

import pytest

from linli.ui.time_words import date_words, deadline_words, duration_words, moment_words, month_words

MORNING = datetime(2026, 11, 18, 1, 41, tzinfo=UTC)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        moment_words(MORNING.replace(tzinfo=None), language="zh", this_year=2026)


def test_a_moment_is_told_in_the_districts_own_time() -> None:
    assert moment_words(MORNING, language="zh", this_year=2026) == "11月18日 09:41"
    assert moment_words(MORNING, language="en", this_year=2026) == "18 Nov 09:41"


def test_a_month_is_told_with_its_year() -> None:
    assert month_words(date(2026, 11, 18), language="zh") == "2026年11月"
    assert month_words(date(2026, 11, 18), language="en") == "Nov 2026"


def test_another_year_is_named() -> None:
    assert moment_words(MORNING, language="zh", this_year=2027) == "2026年11月18日 09:41"
    assert date_words(date(2025, 1, 2), language="en", this_year=2026) == "2 Jan 2025"
    assert date_words(date(2026, 1, 2), language="zh", this_year=2026) == "1月2日"


def test_the_year_is_the_one_of_the_district_not_of_greenwich() -> None:
    last_evening_in_greenwich = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    assert moment_words(last_evening_in_greenwich, language="zh", this_year=2027) == "1月1日 00:30"


def test_the_midnight_that_ends_a_day_is_a_deadline_of_that_day() -> None:
    midnight = datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert deadline_words(midnight, language="zh", this_year=2026) == "12月31日 24:00"
    assert deadline_words(midnight, language="en", this_year=2027) == "31 Dec 2026 24:00"
    assert moment_words(midnight, language="zh", this_year=2027) == "1月1日 00:00"
    assert deadline_words(MORNING, language="zh", this_year=2026) == "11月18日 09:41"


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (0, "不到 1 分", "under 1 min"),
        (59.9, "不到 1 分", "under 1 min"),
        (60, "1 分", "1 min"),
        (3599, "59 分", "59 min"),
        (3600, "1 小时", "1 h"),
        (11100, "3 小时 5 分", "3 h 5 min"),
        (86400, "1 天", "1 d"),
        (86400 + 3599, "1 天", "1 d"),
        (2 * 86400 + 3 * 3600 + 59, "2 天 3 小时", "2 d 3 h"),
        (-11100, "3 小时 5 分", "3 h 5 min"),
    ],
)
def test_a_duration_has_two_units_and_is_never_rounded_up(seconds: float, chinese: str, english: str) -> None:
    assert duration_words(seconds, language="zh") == chinese
    assert duration_words(seconds, language="en") == english
