"""Working time as a difference of two running counts is what the calendar counts between the two moments."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from linli.domain.calendar import SHANGHAI, WorkingCalendar
from linli.domain.working_time import ClockUnit, countable_seconds
from linli.indicators.worked_time import WorkedTime

CALENDAR = WorkingCalendar.from_library((2025, 2026))
WORKED = WorkedTime(CALENDAR)
FIRST = datetime(2025, 1, 1, tzinfo=SHANGHAI)
MOMENTS = st.integers(0, 725 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))


@given(since=MOMENTS, minutes=st.integers(0, 60_000))
def test_a_difference_is_the_time_worked_between(since: datetime, minutes: int) -> None:
    since = since.replace(microsecond=0)
    until = since + timedelta(minutes=minutes)
    between = countable_seconds(since, until, ClockUnit.WORKING_HOUR, CALENDAR)
    assert WORKED.seconds_at(until) - WORKED.seconds_at(since) == between


def test_before_the_first_day_nothing_was_worked() -> None:
    assert WORKED.seconds_at(datetime(2010, 5, 1, tzinfo=SHANGHAI)) == 0
