"""Figures of the telephone: against a count made call by call, and nothing said of no calls."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from linli.domain.calls import Call, by_day, by_hour, figures_of

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
RAW = st.lists(st.tuples(st.integers(0, 200_000), st.none() | st.integers(0, 40)), max_size=40)


def _calls(raw: list[tuple[int, int | None]]) -> list[Call]:
    made = []
    for number, (after, wait) in enumerate(raw):
        began = NOON + timedelta(seconds=after)
        answered = None if wait is None else began + timedelta(seconds=wait)
        made.append(Call(key=str(number), began_at=began, answered_at=answered))
    return made


def test_no_calls_have_no_shares_and_no_wait() -> None:
    none = figures_of([])
    assert (none.in_time_percent, none.connected_percent, none.median_wait_s, none.meets_connection) == (None,) * 4


def test_fifteen_seconds_are_in_time_and_a_moment_more_is_not() -> None:
    late = Call(key="b", began_at=NOON, answered_at=NOON + timedelta(seconds=15, milliseconds=1))
    assert figures_of([*_calls([(0, 15)]), late]).in_time == 1


def test_nineteen_of_twenty_meet_the_standard_and_eighteen_do_not() -> None:
    assert figures_of(_calls([(0, 3)] * 19 + [(0, None)])).meets_connection is True
    assert figures_of(_calls([(0, 3)] * 18 + [(0, None)] * 2)).meets_connection is False


@given(RAW)
def test_the_figures_equal_a_naive_count(raw: list[tuple[int, int | None]]) -> None:
    found = figures_of(_calls(raw))
    waits = sorted(wait for _, wait in raw if wait is not None)
    assert found.calls == len(raw)
    assert found.answered == len(waits)
    assert found.in_time == len([wait for wait in waits if wait < 16])
    if waits:
        middle = len(waits) // 2
        expected = waits[middle] if len(waits) % 2 else (waits[middle - 1] + waits[middle]) / 2
        assert found.median_wait_s == expected


@given(RAW)
def test_every_call_counts_in_exactly_one_day_and_one_hour_of_the_place(raw: list[tuple[int, int | None]]) -> None:
    calls = _calls(raw)
    days, hours = by_day(calls, ZONE), by_hour(calls, ZONE)
    assert sum(one.calls for one in days.values()) == sum(one.calls for one in hours.values()) == len(raw)
    for after, _ in raw:
        local = NOON + timedelta(seconds=after, hours=8)
        assert days[local.date()].calls
        assert hours[local.hour].calls
