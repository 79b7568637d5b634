"""A fold changes a copy of its own in place, and what it gives is as frozen as any state."""

from dataclasses import FrozenInstanceError

import pytest

from linli.domain.engine.fold import fold, fold_entry
from linli.domain.engine.state import CaseState
from linli.domain.engine.working import changed, thawed
from linli.domain.entry import parse_entry
from tests import cast
from tests.domain.engine.play import Play


def entries():  # type: ignore[no-untyped-def]
    play = Play()
    play.file(**cast.report())
    play.wait(minutes=20).do("hu", "register")
    play.wait(minutes=20).do("pan", "dispatch", unit=cast.UNITS["city-management"].id)
    return [parse_entry(body) for body in play.bodies["case/1"]]


def test_a_folded_state_can_no_longer_change() -> None:
    state = fold(entries())
    assert type(state) is CaseState
    with pytest.raises(FrozenInstanceError):
        state.stage = "closed"  # type: ignore[misc]


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


def test_only_a_working_copy_changes_in_place() -> None:
    state = CaseState(stream="case/1")
    working = thawed(state)
    assert changed(working, stage="filed") is working
    assert changed(state, stage="filed") is not state and state.stage == ""
