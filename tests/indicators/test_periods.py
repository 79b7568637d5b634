"""Periods are local days: they touch without a gap, and each knows the one before."""

from datetime import datetime

import pytest

from linli.domain.calendar import SHANGHAI
from linli.domain.problems import Refused
from linli.indicators.periods import choices, period_of, run_of

NOW = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize("key", ["", "2026-13", "2026-00", "2026-Q5", "26-01", "30d-2026-02-30", "x", "2026-3", "1999"])
def test_what_is_no_period_is_refused(key: str) -> None:
    with pytest.raises(Refused, match="not_a_period"):
        period_of(key, NOW)


@pytest.mark.parametrize(
    ("key", "since", "until", "before"),
    [
        ("2026-01", "2026-01-01", "2026-02-01", "2025-12"),
        ("2026-12", "2026-12-01", "2027-01-01", "2026-11"),
        ("2026-Q1", "2026-01-01", "2026-04-01", "2025-Q4"),
        ("2026-Q4", "2026-10-01", "2027-01-01", "2026-Q3"),
        ("2026", "2026-01-01", "2027-01-01", "2025"),
        ("30d", "2026-02-01", "2026-03-03", "30d-2026-01-31"),
        ("30d-2026-01-31", "2026-01-02", "2026-02-01", "30d-2026-01-01"),
    ],
)
def test_a_period_begins_and_ends_with_local_days(key: str, since: str, until: str, before: str) -> None:
    found = period_of(key, NOW)
    assert (f"{found.since:%Y-%m-%d}", f"{found.until:%Y-%m-%d}") == (since, until)
    assert found.since_ms % 86_400_000 == 16 * 3_600_000, "midnight in Shanghai is 16:00 in UTC"
    assert found.before().key == before


@pytest.mark.parametrize("period", choices(NOW), ids=lambda one: one.key)
def test_periods_touch_without_a_gap_and_can_be_written_again(period: object) -> None:
    run = run_of(period, 6)
    assert [one.until for one in run[:-1]] == [one.since for one in run[1:]]
    for one in run:
        again = period_of(one.key, NOW)
        assert (again.since, again.until) == (one.since, one.until)
        assert one.wording.zh and one.wording.en
