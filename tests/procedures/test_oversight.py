"""Oversight: one document, one matter; each problem is rectified by its unit and verified by somebody of the team."""

import pytest

from tests.cast import COUNTY, UNITS
from tests.domain.engine.play import Play

CITY, CENTRE = UNITS["city-management"].id, UNITS["centre"].id
DAY = "2026-05-10"
PROBLEM = {"problem_kind": "individual", "topic": "funds", "problem_words": "台账不全", "rectify_date": DAY}


def listing(unit: str = CITY, count: int = 2) -> Play:
    play = Play("oversight")
    play.file("cha", area=COUNTY, channel="superior", title="第一轮巡察", round="r1")
    for number in range(1, count + 1):
        play.do("cha", "add_problem", unit=unit, finding=f"f{number}", **PROBLEM)
    return play


def rectifying(unit: str = CITY) -> Play:
    play = listing(unit)
    play.do("cha", "hand_over", document_number="巡字1号", rectify_date=DAY)
    return play


def verified() -> Play:
    play = rectifying()
    for part in ("p1", "p2"):
        play.do("wei", "rectify", part=part, measures="补齐")
        play.do("cen", "verify", part=part)
    return play


def test_an_empty_list_is_not_handed_over() -> None:
    play = listing(count=0)
    assert play.refused("cha", "hand_over", document_number="巡字1号", rectify_date=DAY) == ("too_few_parts",)


def test_a_list_that_was_handed_over_grows_no_more() -> None:
    assert rectifying().refused("cha", "add_problem", unit=CITY, finding="f3", **PROBLEM) == ("stage_forbids",)


def test_a_team_finds_nothing_about_itself() -> None:
    play = listing(count=0)
    assert play.refused("cha", "add_problem", unit=UNITS["inspection"].id, finding="f1", **PROBLEM) == (
        "target_holds_already",
    )  # fmt: skip


def test_a_unit_rectifies_its_own_problem_and_does_not_verify_it() -> None:
    play = rectifying()
    assert play.refused("hu", "rectify", part="p1", measures="补齐") == ("not_yours",)
    play.do("wei", "rectify", part="p1", measures="补齐", rules_made=1, recovered_fen=1_234_56)
    assert play.refused("jin", "verify", part="p1") == ("not_yours",)
    assert play.do("cen", "verify", part="p1").parts["p1"].stage == "verified"


@pytest.mark.parametrize("verb", ["recall", "verify"])
def test_a_centre_that_is_visited_gets_no_say_by_standing_above_the_team(verb: str) -> None:
    play = rectifying(CENTRE)
    play.do("cheng", "rectify", part="p1", measures="补齐")
    words = {"reason": "不是问题"} if verb == "recall" else {}
    assert play.refused("yuan", verb, part="p1", **words) == ("not_yours",)


def test_each_problem_has_its_own_limit_from_its_document() -> None:
    play = rectifying()
    assert f"{play.state.clocks['rectification:p2'].due_at:%Y-%m-%d}" == "2026-05-12", "the 10th is a Sunday"
    play.do("wei", "rectify", part="p2", measures="补齐")
    play.do("cen", "send_back", part="p2", reason="不实", rectify_date="2026-06-10")
    assert f"{play.state.clocks['rectification:p2'].due_at:%Y-%m-%d}" == "2026-06-11"


def test_a_lapse_leaves_the_matter_with_the_team() -> None:
    play = rectifying()
    play.wait(days=100)
    play.tick()
    assert play.state.holder.unit == UNITS["inspection"].id and play.state.stage == "rectifying"


def test_the_last_verification_leads_to_the_look_back_by_itself() -> None:
    play = verified()
    assert (play.state.stage, play.state.acts[-1].kind) == ("look_back", "system")
    again = {"findings": "反弹", "rectify_date": "2026-06-10"}
    assert play.refused("cha", "take_up_again", **again) == ("no_part_there",)
    play.do("cha", "relapse", part="p1", **again)
    assert play.refused("cha", "look_back", findings="未反弹") == ("quorum_missing",)
    play.do("cha", "take_up_again", **again)
    play.do("wei", "rectify", part="p1", measures="再补")
    play.do("cen", "verify", part="p1")
    assert play.do("cha", "look_back", findings="未反弹").stage == "closed"
    assert play.replayed() == play.state


def test_what_was_called_off_holds_nothing_up() -> None:
    play = rectifying()
    for part in ("p1", "p2"):
        play.do("cha", "recall", part=part, reason="经核实不属实")
    assert play.do("cha", "look_back", findings="已撤销").stage == "closed"


def test_its_entries_are_those_of_a_round() -> None:
    assert b'"round.file"' in rectifying().bodies["case/1"][0]
