"""The sweep: warnings, lapses and what they move, the same whenever and however often it runs."""

from datetime import timedelta

import pytest

from linli.domain.engine.declarations import ClockKind, OnLapse
from linli.domain.engine.ticking import due_mark, next_due, tick
from tests import cast
from tests.domain.engine.play import Play
from tests.domain.engine.test_decide_grid_event import CENTRE, CITY, HOUSING, LIUAN, closed, dispatched, filed, handling
from tests.domain.engine.test_every_procedure import copy_of, lasting

MEETING = cast.UNITS["meeting"].id


def test_nothing_is_due_before_its_time() -> None:
    play = filed()
    assert tick(play.state, play.context("system", play.state)) is None
    assert next_due(play.state) == min(clock.warn_at for clock in play.state.open_clocks())


def test_a_paused_clock_never_comes_due() -> None:
    play = handling()
    clock = play.do("wei", "pause", pause_reason="weather", reason="暴雨").clocks["handling"]
    assert due_mark(clock) is None
    assert "lapses" not in play.wait(days=60).tick().counts or play.state.clocks["handling"].lapsed_at is None


def test_a_clock_warns_once_before_it_lapses() -> None:
    play = handling()
    play.now = play.state.clocks["handling"].warn_at
    state = play.tick()
    assert state.clocks["handling"].warned_at == play.now and state.clocks["handling"].lapsed_at is None
    assert [act.verb for act in state.acts].count("clock_warned") == len(
        [clock for clock in state.clocks.values() if clock.warned_at]
    )


def test_a_lapse_moves_the_work_to_the_tier_above_and_to_a_post_there() -> None:
    play = filed()
    play.now = play.state.clocks["dispatching"].due_at
    state = play.tick()
    assert (state.holder.unit, state.holder.post) == (CENTRE, "p-peng")
    assert state.counts["escalations"] == 1 and state.counts[f"lapses@{LIUAN}"] == 1
    assert state.clocks["after_lapse"].is_open
    assert state.stage == "filed"


def test_at_the_top_the_case_goes_on_the_agenda_and_the_holder_stays() -> None:
    play = filed()
    state = play.wait(days=10).tick()
    assert (state.holder.unit, state.notes["agenda"]) == (CENTRE, MEETING)
    assert state.counts["agenda"] == 1
    assert play.wait(days=200).tick().counts["agenda"] == 1


def test_what_was_on_the_agenda_leaves_it_when_it_is_dispatched_or_closed() -> None:
    play = filed()
    play.wait(days=10).tick()
    state = play.do("peng", "dispatch", unit=CITY)
    assert not state.notes["agenda"]


def test_a_lapse_on_account_of_a_unit_that_never_saw_the_case_is_not_counted_against_it() -> None:
    play = filed()
    state = play.wait(days=10).tick()
    assert state.counts[f"lapses@{LIUAN}"] >= 1
    assert f"lapses@{CENTRE}" not in state.counts and state.counts["lapses_caught_up"] >= 1


@pytest.mark.parametrize("start", [filed, dispatched, handling, closed])
@pytest.mark.parametrize("hours", [1, 7, 24, 24 * 6, 24 * 29])
def test_the_outcome_does_not_depend_on_the_rhythm_of_ticks(start: object, hours: int) -> None:
    play = start()
    often, once = copy_of(play), copy_of(play)
    end = play.now + timedelta(days=30)
    while often.now + timedelta(hours=hours) < end:
        often.wait(hours=hours).tick()
    often.now = once.now = end
    assert lasting(often.tick()) == lasting(once.tick())


def test_the_clock_that_a_late_tick_starts_began_with_the_lapse() -> None:
    play = filed()
    lapsed = play.state.clocks["dispatching"].due_at
    play.now = lapsed + timedelta(hours=2)
    state = play.tick()
    assert state.clocks["after_lapse"].started_at == lapsed
    assert state.acts[-1].recv == play.now


def test_a_right_is_over_when_its_time_is_over() -> None:
    play = closed()
    state = play.wait(days=45).tick()
    assert {state.clocks[key].status for key in ("rating_right", "reopen_right")} == {"stopped"}
    assert state.stage == "closed" and state.holder.unit == LIUAN


def test_a_called_department_that_does_not_come_is_visible_and_keeps_its_part() -> None:
    play = handling()
    play.do("pan", "whistle", unit=HOUSING, request="请到场")
    state = play.wait(days=3).tick()
    clock = state.clocks["reporting_in:p1"]
    assert clock.kind is ClockKind.PART and clock.lapsed_at is not None
    assert state.parts["p1"].stage == "asked"


def test_a_wait_that_is_too_long_only_reminds() -> None:
    rule = next(one for one in Play().procedure.clocks if one.key == "wait")
    assert rule.on_lapse is OnLapse.REMIND


def test_new_holidays_move_open_clocks_only_by_an_entry_of_their_own() -> None:
    play = handling()
    before = play.state.clocks["handling"].due_at
    day = before.date()
    calendar = play.directory.calendar
    table = next(one for one in calendar.tables if one.year == day.year)
    from dataclasses import replace

    from linli.domain.directory import Directory

    changed = calendar.with_year(replace(table, off_days=table.off_days | {day}, version=2))
    play.directory = Directory(replace(play.directory.setup, calendar=changed))
    assert play.state.clocks["handling"].due_at == before
    clock = play.do("system", "recompute").clocks["handling"]
    assert clock.due_at > before and clock.calendar == changed.version
    assert play.replayed() == play.state


def test_the_system_alone_recomputes() -> None:
    assert handling().refused("yuan", "recompute") == ("not_yours",)
