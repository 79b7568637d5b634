"""What is said aloud of a saved case, and who hears it: never more than they may list."""

from dataclasses import replace

import pytest

from linli.domain.engine.access import reach_of
from linli.domain.engine.state import CaseState, Holder, PartState
from linli.domain.live import Change, ChangeKind, change_of, changes_of, is_heard, read_change, spelled
from linli.domain.seal import Seal
from tests import cast

BEFORE = CaseState(stream="case/01ARZ3NDEKTSV4RRFFQ69G5FAV")
PART = PartState(id="1", rule="co_handler", stage="asked", unit=cast.UNITS["housing"].id)
FILED = replace(
    BEFORE,
    seq=1,
    area=cast.GRID,
    holder=Holder(unit=cast.UNITS["liuan"].id),
    title="张三家的路灯",
    number="明河-2026-1",
)


def states() -> list[CaseState]:
    """Cases of every sealing, with and without others who have or had a part."""
    others = [
        FILED,
        replace(FILED, parts={"1": PART}),
        replace(FILED, past_units=(cast.UNITS["dongtang"].id,)),
        replace(FILED, area=cast.FAR_GRID, holder=Holder(unit=cast.UNITS["city-management"].id)),
        replace(FILED, area=""),
        replace(FILED, notes={"accused": cast.POSTS["hu"].staff_id or ""}),
    ]
    return [replace(one, seal=seal.value) for one in others for seal in Seal]


@pytest.mark.parametrize("who", sorted(cast.POSTS))
def test_nobody_hears_of_a_case_they_may_not_list(who: str) -> None:
    reach = reach_of(cast.POSTS[who], cast.directory())
    for state in states():
        if is_heard(reach, change_of(1, BEFORE, state)):
            assert reach.holds(state), (who, state.seal, state.area)


def test_nothing_is_told_of_a_case_in_which_somebody_is_accused() -> None:
    state = replace(FILED, notes={"accused": "s-somebody"})
    said = change_of(1, BEFORE, state)
    assert not any(is_heard(reach_of(post, cast.directory()), said) for post in cast.POSTS.values())


@pytest.mark.parametrize(
    ("who", "is_told"), [("hu", True), ("gu", True), ("cheng", True), ("deng", False), ("admin", False)]
)
def test_the_street_and_the_district_hear_and_the_next_street_does_not(who: str, is_told: bool) -> None:
    assert is_heard(reach_of(cast.POSTS[who], cast.directory()), change_of(1, BEFORE, FILED)) is is_told


def test_a_unit_that_helps_hears() -> None:
    said = change_of(1, FILED, replace(FILED, seq=2, parts={"1": PART}))
    assert is_heard(reach_of(cast.POSTS["kong"], cast.directory()), said)


def test_what_is_said_holds_keys_and_nobodys_words() -> None:
    text = spelled(change_of(7, BEFORE, FILED))
    assert "张三" not in text
    assert FILED.number not in text
    assert set(text.replace('"', "").replace("{", "").split(",")[0].split(":")) == {"county", "7"}


@pytest.mark.parametrize("state", states(), ids=lambda one: f"{one.seal}-{one.area or 'nowhere'}")
def test_what_is_said_is_understood_again(state: CaseState) -> None:
    said = change_of(1, FILED, state)
    assert read_change(spelled(said)) == said


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"county":"x"}', '{"county":1,"kind":"told","seal":"open"}'])
def test_what_others_say_on_the_same_channel_is_passed_over(text: str) -> None:
    assert read_change(text) is None


def test_many_cases_saved_together_are_one_word_that_names_none() -> None:
    assert changes_of(1, [(BEFORE, FILED)] * 9) == [Change(county_id=1, kind=ChangeKind.MANY)]
    assert len(changes_of(1, [(BEFORE, FILED)] * 8)) == 8


def test_a_message_never_grows_beyond_what_postgresql_takes() -> None:
    parts = {str(one): replace(PART, id=str(one), unit=f"u-{one:024d}") for one in range(400)}
    assert len(spelled(change_of(1, FILED, replace(FILED, parts=parts))).encode()) < 2_000


def test_filed_moved_and_closed_are_told_apart() -> None:
    kinds = [
        change_of(1, *pair).kind for pair in ((BEFORE, FILED), (FILED, FILED), (FILED, replace(FILED, is_final=True)))
    ]
    assert kinds == [ChangeKind.FILED, ChangeKind.MOVED, ChangeKind.CLOSED]
