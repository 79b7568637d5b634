"""A session ends by itself: idle, after a working day, or when the clock runs back."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.domain.staff_session import LONGEST, SessionTimes, is_fresh

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
IDLE = timedelta(minutes=15)


@pytest.mark.parametrize(
    ("began", "seen", "is_over"),
    [
        (timedelta(0), timedelta(0), False),
        (timedelta(hours=1), timedelta(minutes=15), True),
        (timedelta(hours=1), timedelta(minutes=14, seconds=59), False),
        (LONGEST, timedelta(0), True),
        (LONGEST - timedelta(seconds=1), timedelta(0), False),
        (timedelta(hours=-2), timedelta(hours=-2), True),
    ],
)
def test_when_it_is_over(began: timedelta, seen: timedelta, is_over: bool) -> None:
    assert SessionTimes(started_at=NOON - began, seen_at=NOON - seen).is_over(NOON, IDLE) is is_over


def test_use_never_carries_it_beyond_its_longest_day() -> None:
    times = SessionTimes(started_at=NOON, seen_at=NOON + timedelta(hours=9, minutes=55))
    assert times.ends_at(IDLE) == NOON + LONGEST


@pytest.mark.parametrize(("ago", "expected"), [(0, True), (599, True), (600, False), (-1, False), (None, False)])
def test_a_proof_is_fresh_for_its_time_and_not_from_the_future(ago: int | None, expected: bool) -> None:
    proven = None if ago is None else NOON - timedelta(seconds=ago)
    assert is_fresh(proven, NOON, timedelta(minutes=10)) is expected
