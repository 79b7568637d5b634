"""Counting time: the rules of the Civil Code, working time, and pauses that neither lose nor invent any."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linli.domain.calendar import SHANGHAI, DayEnd, WorkingCalendar, YearTable
from linli.domain.deadline_steps import explain_countdown
from linli.domain.working_time import (
    ClockUnit,
    begin,
    begin_with_pauses,
    countable_seconds,
    due_after_pause,
    due_at,
    elapsed,
    month_later,
    next_working_moment,
    whole_units,
)

CALENDAR = WorkingCalendar.from_library(range(2025, 2028))
DAY_UNITS = (ClockUnit.DAY, ClockUnit.WORKING_DAY, ClockUnit.MONTH)
FIRST = datetime(2025, 12, 20, tzinfo=SHANGHAI)

moments = st.timedeltas(timedelta(), timedelta(days=365)).map(lambda after: FIRST + after)
units = st.sampled_from(ClockUnit)
lengths = st.integers(1, 20)
gaps = st.timedeltas(timedelta(), timedelta(days=20))


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)


@st.composite
def pause_lists(draw, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """Return pauses in order between `start` and some time after `end`."""
    span = max(end - start, timedelta(seconds=1))
    edges = sorted(draw(st.lists(st.floats(0, 1.5), min_size=0, max_size=6).filter(lambda one: len(one) % 2 == 0)))
    points = [start + span * share for share in edges]
    return list(zip(points[::2], points[1::2], strict=True))


@pytest.mark.parametrize("length", [0, -3])
def test_a_length_is_at_least_one(length):
    with pytest.raises(ValueError, match="at least 1"):
        due_at(at(3, 2), length, ClockUnit.DAY, CALENDAR)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="needs a zone"):
        due_at(at(3, 2).replace(tzinfo=None), 1, ClockUnit.HOUR, CALENDAR)


def test_a_pause_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        due_after_pause(at(3, 2), 1, ClockUnit.DAY, CALENDAR, [(at(3, 5), at(3, 4))])


@pytest.mark.parametrize(
    ("start", "length", "unit", "due"),
    [
        (at(9, 24, 15), 90, ClockUnit.SECOND, at(9, 24, 15, 1).replace(second=30)),
        (at(9, 24, 15), 24, ClockUnit.HOUR, at(9, 25, 15)),
        (at(9, 24, 15), 10, ClockUnit.WORKING_HOUR, at(9, 29, 9)),
        (at(9, 24, 17), 1, ClockUnit.WORKING_HOUR, at(9, 28, 9)),
        (at(11, 20, 11), 1, ClockUnit.WORKING_HOUR, at(11, 20, 12)),
        (at(11, 21, 11), 1, ClockUnit.WORKING_HOUR, at(11, 23, 9, 30)),
        (at(11, 2, 9), 15, ClockUnit.DAY, at(11, 18)),
        (at(11, 6, 9), 15, ClockUnit.DAY, at(11, 24)),
        (at(9, 10, 9), 15, ClockUnit.DAY, at(9, 29)),
        (at(11, 20, 8), 5, ClockUnit.WORKING_DAY, at(11, 27, 17, 30)),
        (at(11, 20, 23), 5, ClockUnit.WORKING_DAY, at(11, 27, 17, 30)),
        (at(10, 8, 9), 2, ClockUnit.WORKING_DAY, at(10, 10, 17, 30)),
        (at(9, 24, 9), 5, ClockUnit.WORKING_DAY, at(10, 9, 17, 30)),
        (at(10, 30, 9), 1, ClockUnit.MONTH, at(12, 1)),
        (at(8, 31, 9), 1, ClockUnit.MONTH, at(10, 1)),
        (at(1, 31, 9), 1, ClockUnit.MONTH, at(3, 1)),
    ],
)
def test_deadlines_follow_the_rules_of_their_unit(start, length, unit, due):
    assert due_at(start, length, unit, CALENDAR) == due


def test_a_month_ends_on_its_corresponding_day_or_its_last():
    assert month_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert month_later(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert month_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert month_later(date(2026, 12, 15), 12) == date(2027, 12, 15)


def test_the_end_of_the_last_day_is_a_rule_of_the_calendar():
    by_close = replace(CALENDAR, calendar_day_end=DayEnd.CLOSE, working_day_end=DayEnd.MIDNIGHT)
    assert due_at(at(11, 2, 9), 15, ClockUnit.DAY, by_close) == at(11, 17, 17, 30)
    assert due_at(at(11, 20, 9), 5, ClockUnit.WORKING_DAY, by_close) == at(11, 28)


def test_the_start_day_is_the_local_day():
    late_in_shanghai = datetime(2026, 11, 1, 16, 30, tzinfo=UTC)
    assert due_at(late_in_shanghai, 15, ClockUnit.DAY, CALENDAR) == at(11, 18)


@pytest.mark.parametrize("unit", ClockUnit)
def test_a_pause_after_the_deadline_does_not_rescue_what_is_late(unit):
    due = due_at(at(11, 20, 9), 3, unit, CALENDAR)
    for paused_at in (due, due + timedelta(days=2)):
        pause = [(paused_at, paused_at + timedelta(days=9))]
        assert due_after_pause(at(11, 20, 9), 3, unit, CALENDAR, pause) == due


def test_a_paused_working_day_clock_keeps_its_seconds_of_work():
    start, pause = at(11, 20, 9), (at(11, 25, 11), at(12, 1, 14))
    paused = begin(start, 5, ClockUnit.WORKING_DAY, CALENDAR)
    assert whole_units(paused.left_at(pause[0], CALENDAR), ClockUnit.WORKING_DAY, CALENDAR) == (
        2,
        4 * 3600 + 1800,
    )
    assert due_after_pause(start, 5, ClockUnit.WORKING_DAY, CALENDAR, [pause]) == at(12, 4, 17, 30)


def test_a_pause_outside_working_hours_moves_no_working_time():
    start, night = at(11, 20, 9), [(at(11, 23, 18), at(11, 24, 8))]
    for length, unit in ((9, ClockUnit.WORKING_DAY), (20, ClockUnit.WORKING_HOUR)):
        assert due_after_pause(start, length, unit, CALENDAR, night) == due_at(start, length, unit, CALENDAR)


def test_a_pause_on_the_start_day_costs_a_period_in_days_nothing():
    for unit in DAY_UNITS:
        pause = [(at(11, 20, 10), at(11, 20, 16))]
        assert due_after_pause(at(11, 20, 9), 3, unit, CALENDAR, pause) == due_at(at(11, 20, 9), 3, unit, CALENDAR)


def test_a_clock_resumed_after_business_on_its_last_day_is_due_at_the_next_close():
    start, first = at(11, 20, 9), (at(11, 23, 11), at(11, 24, 14, 30))
    once = begin(start, 2, ClockUnit.WORKING_DAY, CALENDAR).resumed(*first, CALENDAR)
    assert (once.runs_out_at(CALENDAR), once.due_at(CALENDAR)) == (at(11, 26, 10), at(11, 26, 17, 30))
    twice = once.resumed(at(11, 26, 15), at(11, 27, 18), CALENDAR)
    assert twice.left_seconds == 0
    assert twice.due_at(CALENDAR) == at(11, 30, 17, 30)


def test_what_is_left_survives_a_new_calendar_to_the_second():
    start, pause = at(11, 20, 9), (at(11, 24, 11), at(11, 27, 9))
    resumed = begin(start, 5, ClockUnit.WORKING_DAY, CALENDAR).resumed(*pause, CALENDAR)
    holidays = YearTable(year=2026, off_days=frozenset({date(2026, 11, 27), date(2026, 11, 30)}))
    changed = CALENDAR.with_year(holidays)
    used_up = resumed.runs_out_at(changed)
    assert countable_seconds(resumed.counts_from, used_up, ClockUnit.WORKING_DAY, changed) == resumed.left_seconds
    assert (resumed.runs_out_at(CALENDAR), used_up) == (at(12, 2, 15, 30), at(12, 4, 15))


def test_a_warning_comes_at_its_share_of_the_length_even_over_a_pause():
    start = at(11, 23, 8, 30)
    countdown = begin(start, 8, ClockUnit.WORKING_HOUR, CALENDAR)
    assert countdown.share_reached_at(50, CALENDAR) == at(11, 23, 14, 30)
    resumed = countdown.resumed(at(11, 23, 10, 30), at(11, 24, 8, 30), CALENDAR)
    assert resumed.share_reached_at(50, CALENDAR) == at(11, 24, 10, 30)
    assert resumed.share_reached_at(10, CALENDAR) == at(11, 24, 8, 30)


def test_reminders_wait_for_the_next_working_moment():
    assert next_working_moment(at(11, 20, 3), CALENDAR) == at(11, 20, 8, 30)
    assert next_working_moment(at(11, 20, 12), CALENDAR) == at(11, 20, 14)
    assert next_working_moment(at(11, 20, 9, 7), CALENDAR) == at(11, 20, 9, 7)
    assert next_working_moment(at(11, 20, 17, 30), CALENDAR) == at(11, 23, 8, 30)
    assert next_working_moment(at(9, 30, 18), CALENDAR) == at(10, 8, 8, 30)


@given(moments, lengths, units)
def test_no_deadline_lies_before_its_start_nor_on_a_day_off(start, length, unit):
    due = due_at(start, length, unit, CALENDAR)
    assert due > start.replace(microsecond=0)
    if unit in DAY_UNITS:
        assert CALENDAR.is_working_day((due - timedelta(seconds=1)).date())


@given(moments, lengths, units)
def test_what_elapses_until_the_seconds_run_out_is_the_length(start, length, unit):
    countdown = begin(start, length, unit, CALENDAR)
    assert elapsed(start, countdown.runs_out_at(CALENDAR), unit, CALENDAR) == countdown.total_seconds
    assert countdown.left_at(countdown.runs_out_at(CALENDAR), CALENDAR) == 0


@given(moments, lengths, units, st.floats(0, 0.9999))
def test_pausing_and_resuming_at_the_same_instant_changes_nothing(start, length, unit, share):
    due = due_at(start, length, unit, CALENDAR)
    instant = start + (due - start) * share
    assume(instant < due)
    assert due_after_pause(start, length, unit, CALENDAR, [(instant, instant)]) == due


@settings(max_examples=60)
@given(st.data(), moments, lengths, units)
def test_pauses_never_lose_or_invent_time(data, start, length, unit):
    countdown = begin(start, length, unit, CALENDAR)
    pauses = data.draw(pause_lists(start, countdown.runs_out_at(CALENDAR)))
    counted = 0
    for paused_at, resumed_at in pauses:
        before = countdown.left_seconds
        countdown = countdown.resumed(paused_at, resumed_at, CALENDAR)
        counted += before - countdown.left_seconds
    last = countdown.runs_out_at(CALENDAR)
    counted += countable_seconds(countdown.counts_from, last, unit, CALENDAR)
    assert counted == countdown.total_seconds == begin(start, length, unit, CALENDAR).total_seconds


@settings(max_examples=60)
@given(st.data(), moments, lengths, units)
def test_counted_stretches_between_pauses_measured_apart_add_up_to_the_length(data, start, length, unit):
    drawn = data.draw(pause_lists(start, due_at(start, length, unit, CALENDAR)))
    countdown, pauses = begin(start, length, unit, CALENDAR), []
    for pause in drawn:
        if pause[0].replace(microsecond=0) < countdown.due_at(CALENDAR):
            countdown, pauses = countdown.resumed(*pause, CALENDAR), [*pauses, pause]
    assume(countdown.left_seconds > 0)
    assert begin_with_pauses(start, length, unit, CALENDAR, drawn) == countdown
    counts_from = begin(start, length, unit, CALENDAR).counts_from
    edges = [counts_from, *(edge.replace(microsecond=0) for pause in pauses for edge in pause)]
    edges.append(countdown.runs_out_at(CALENDAR))
    stretches = zip(edges[::2], edges[1::2], strict=True)
    running = [(max(since, counts_from), until) for since, until in stretches]
    assert sum(countable_seconds(*one, unit, CALENDAR) for one in running) == countdown.total_seconds


@given(moments, lengths, units, st.floats(0, 0.99), st.tuples(gaps, gaps))
def test_splitting_a_pause_gives_the_same_deadline(start, length, unit, share, parts):
    paused_at = start + (due_at(start, length, unit, CALENDAR) - start) * share
    middle, end = paused_at + parts[0], paused_at + parts[0] + parts[1]
    whole = due_after_pause(start, length, unit, CALENDAR, [(paused_at, end)])
    assert due_after_pause(start, length, unit, CALENDAR, [(paused_at, middle), (middle, end)]) == whole


@given(moments, lengths, units, gaps, st.integers(0, 5))
def test_a_later_start_or_a_longer_length_never_brings_the_deadline_forward(start, length, unit, gap, more):
    due = due_at(start, length, unit, CALENDAR)
    assert due_at(start + gap, length, unit, CALENDAR) >= due
    assert due_at(start, length + more, unit, CALENDAR) >= due


@given(moments, lengths, units, st.floats(0, 0.99), st.tuples(gaps, gaps))
def test_a_longer_pause_never_brings_the_deadline_forward(start, length, unit, share, parts):
    paused_at = start + (due_at(start, length, unit, CALENDAR) - start) * share
    short, long = ((paused_at, paused_at + parts[0]), (paused_at, paused_at + parts[0] + parts[1]))
    due_short = due_after_pause(start, length, unit, CALENDAR, [short])
    due_long = due_after_pause(start, length, unit, CALENDAR, [long])
    assert due_at(start, length, unit, CALENDAR) <= due_short <= due_long


@given(st.data(), moments, lengths, units)
def test_another_holiday_never_brings_a_deadline_forward(data, start, length, unit):
    due = due_at(start, length, unit, CALENDAR)
    pauses = data.draw(pause_lists(start, due))
    holiday = (start + timedelta(days=data.draw(st.integers(0, 20)))).date()
    table = next(one for one in CALENDAR.tables if one.year == holiday.year)
    changed = CALENDAR.with_year(
        replace(table, off_days=table.off_days | {holiday}, work_days=table.work_days - {holiday})
    )
    assert due_at(start, length, unit, changed) >= due
    assert due_after_pause(start, length, unit, changed, pauses) >= due_after_pause(
        start, length, unit, CALENDAR, pauses
    )


@given(moments, lengths, units, st.floats(0, 1))
def test_the_zone_a_moment_is_written_in_changes_nothing(start, length, unit, share):
    here = begin(start, length, unit, CALENDAR)
    there = begin(start.astimezone(UTC), length, unit, CALENDAR)
    stored = replace(here, counts_from=here.counts_from.astimezone(UTC))
    instant = start + (here.due_at(CALENDAR) - start) * share
    assert here == there
    assert stored.due_at(CALENDAR) == here.due_at(CALENDAR)
    assert stored.left_at(instant.astimezone(UTC), CALENDAR) == here.left_at(instant, CALENDAR)
    assert explain_countdown(stored, CALENDAR) == explain_countdown(here, CALENDAR)
    since, until = here.counts_from, here.runs_out_at(CALENDAR)
    assert countable_seconds(since.astimezone(UTC), until.astimezone(UTC), unit, CALENDAR) == here.total_seconds


@given(moments)
def test_no_working_time_passes_before_the_next_working_moment_and_it_passes_after(moment):
    moment = moment.replace(microsecond=0)
    found = next_working_moment(moment, CALENDAR)
    assert found >= moment
    assert countable_seconds(moment, found, ClockUnit.WORKING_HOUR, CALENDAR) == 0
    assert countable_seconds(found, found + timedelta(seconds=1), ClockUnit.WORKING_HOUR, CALENDAR) == 1
