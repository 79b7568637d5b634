"""A fold changes a copy of its own in place, and what it gives is as frozen as any state."""

from dataclasses import FrozenInstanceError, replace

import pytest

from linli.domain.engine.fold import fold, fold_entry
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.engine.working import amended, frozen, thawed
from linli.domain.entry import parse_entry
from tests import cast
from tests.domain.engine.play import Play


def entries():
    play = Play()
    play.file(**cast.report())
    play.wait(minutes=20).do("hu", "register")
    play.wait(minutes=20).do("pan", "dispatch", unit=cast.UNITS["city-management"].id)
    return [parse_entry(body) for body in play.bodies["case/1"]]


def test_a_folded_state_can_no_longer_change() -> None:
    state = fold(entries())
    assert type(state) is CaseState
    with pytest.raises(FrozenInstanceError):
        state.stage = "closed"


def test_folding_in_place_gives_what_folding_by_copies_gives() -> None:
    copied = CaseState(stream="case/1")
    for entry in entries():
        copied = fold_entry(copied, entry)
    assert fold(entries()) == copied


def test_the_state_that_a_fold_begins_with_stays_as_it_was() -> None:
    first, *rest = entries()
    begun = fold([first])
    before = repr(begun)
    after = fold(rest, begun)
    assert repr(begun) == before and after.seq == 3


def test_a_working_copy_changes_in_place_and_leaves_what_it_was_made_of() -> None:
    state = CaseState(stream="case/1", notes={"paused": "weather"})
    working = thawed(state)
    working.stage = "filed"
    working.notes["grade"] = "5"
    assert state == CaseState(stream="case/1", notes={"paused": "weather"})
    assert frozen(working) == replace(state, stage="filed", notes={"paused": "weather", "grade": "5"})


def test_an_amended_clock_is_the_replaced_one() -> None:
    clock = next(iter(fold(entries()).clocks.values()))
    assert amended(clock, status="stopped", run=7) == replace(clock, status="stopped", run=7)
    assert type(amended(clock)) is ClockState and amended(clock) == clock
