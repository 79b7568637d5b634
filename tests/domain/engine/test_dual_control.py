"""Dual control of moves: what ASSURANCE S26 lists takes two people of different units, both in the journal."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product

import pytest

from linli.domain.engine.declarations import Second
from linli.domain.engine.moves import all_moves
from linli.domain.engine.shared_fields import REASON_CLASSES
from linli.domain.entry import parse_entry
from linli.procedures import procedures
from tests import cast
from tests.domain.engine.play import Play
from tests.domain.engine.test_decide_grid_event import LATE, closed, filed, handling

SECOND, UNIT, NOT_YOURS = "second_person_needed", "second_unit_needed", "not_yours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Two:
    """A move that two people make: how the case comes there, who asks, and how it shows that it was done."""

    begin: Callable[[], Play]
    asks: tuple[str, str, Mapping[str, object]]
    decides: str
    """The verb of the second person."""
    done: Callable[[Play], bool]
    who: Mapping[str, tuple[str, tuple[str, ...]]]
    """Same person, same unit, other unit without right, other unit with right: name and reasons against."""


def two_filed() -> Play:
    """The case to merge is the second one; it is the one in play."""
    play = filed()
    play.file(**cast.report())
    return play


def answered() -> Play:
    play = filed()
    play.do("hu", "answer", answer="与前一件相同")
    return play


DESK = {
    "same person": ("hu", (SECOND,)),
    "same unit": ("pan", (UNIT,)),
    "other unit without right": ("wei", (NOT_YOURS,)),
    "other unit with right": ("peng", ()),
}
MOVES: Mapping[str, Two] = {
    "close as duplicate": Two(
        begin=answered, asks=("hu", "void", {"void_class": "duplicate", "reason": "重复"}), decides="agree",
        done=lambda play: play.states["case/1"].stage == "void", who=DESK,
    ),
    "merge": Two(
        begin=two_filed, decides="agree", who=DESK,
        asks=("hu", "merge", {"on": "case/2", "other_case": "case/1", "merge_class": "same_thing", "reason": "同"}),
        done=lambda play: play.states["case/2"].is_merged,
    ),
    "re-categorise after close": Two(
        begin=closed, decides="agree", who=DESK,
        asks=("hu", "correct_closed", {
            "correction_class": "wrong_category", "correction": "类别选错", "category": "municipal.manhole",
        }),
        done=lambda play: play.states["case/1"].category == "municipal.manhole",
    ),
    "extend deadline": Two(
        begin=handling, asks=("wei", "ask_extension", {"amount": 2, **LATE}), decides="grant_extension",
        done=lambda play: play.states["case/1"].clocks["handling"].extended_count == 1,
        who={
            "same person": ("wei", (NOT_YOURS, UNIT)),
            "same unit": ("jin", (NOT_YOURS, UNIT)),
            "other unit without right": ("kong", (NOT_YOURS,)),
            "other unit with right": ("cheng", ()),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize(("what", "who"), list(product(MOVES, DESK)))
def test_a_move_is_made_only_when_another_unit_with_the_right_agrees(what: str, who: str) -> None:
    two = MOVES[what]
    play = two.begin()
    asker, verb, fields = two.asks
    on = str(fields.get("on", "case/1"))
    given = {key: value for key, value in fields.items() if key != "on"}
    play.do(asker, verb, on=on, **given)
    assert not two.done(play)
    name, reasons = two.who[who]
    choice = {"proposal": verb} if two.decides == "agree" else {}
    if reasons:
        assert set(play.refused(name, two.decides, on=on, **choice)) == set(reasons)
        assert not two.done(play)
        return
    play.do(name, two.decides, on=on, **choice)
    assert two.done(play)


@pytest.mark.parametrize("what", MOVES)
def test_both_stand_in_the_journal_with_the_class_of_the_reason(what: str) -> None:
    two = MOVES[what]
    play = two.begin()
    asker, verb, fields = two.asks
    on = str(fields.get("on", "case/1"))
    given = {key: value for key, value in fields.items() if key != "on"}
    play.do(asker, verb, on=on, **given)
    choice = {"proposal": verb} if two.decides == "agree" else {}
    play.do(two.who["other unit with right"][0], two.decides, on=on, **choice)
    entries = [parse_entry(body) for body in play.bodies[on]]
    asked = next(one for one in entries if one.type in (f"case.{verb}_proposed", f"case.{verb}"))
    second = entries[-1]
    assert asked.actor["staff"] == cast.POSTS[asker].staff_id
    assert second.actor["staff"] == cast.POSTS[two.who["other unit with right"][0]].staff_id
    assert asked.actor["unit"] != second.actor["unit"]
    [klass] = set(given) & set(REASON_CLASSES)
    assert asked.pub[klass] == given[klass]
    assert "reason" not in asked.pub


def test_before_closing_one_person_corrects_and_afterwards_only_two() -> None:
    play = filed()
    assert play.do("hu", "correct", correction="类别选错", category="municipal.manhole").category == "municipal.manhole"
    assert "stage_forbids" in closed().refused("hu", "correct", correction="类别选错")


@pytest.mark.parametrize("key", procedures())
def test_no_procedure_lets_one_unit_alone_merge_void_or_correct_what_is_closed(key: str) -> None:
    for move in all_moves(procedures()[key]):
        if move.verb in ("merge", "void", "correct_closed"):
            assert move.second is Second.UNIT, move.verb
        if move.verb == "correct":
            assert move.before == (), "after closing it is another move"
        if move.verb == "grant_extension":
            assert "second_unit_differs:ask_extension" in move.guards
