"""Deputies' suggestions: objection in time, co-handlers first, signed by another, judged once, done again, kept."""

import pytest

from tests.cast import COUNTY, UNITS
from tests.domain.engine.play import Play

CITY, HOUSING, CIVIL = UNITS["city-management"].id, UNITS["housing"].id, UNITS["civil-affairs"].id
FILED = {
    "category": "suggestion.suggestion", "topic": "building", "listed_as": "rd/2026/12", "session": "五次会议",
    "list_number": 12, "publish": "yes", "area": COUNTY, "channel": "superior", "title": "老旧小区增设充电桩",
    "suggestion_text": "建议在老旧小区增设充电桩。",
}  # fmt: skip
DRAFT = {"disposition": "resolved", "answer_class": "A", "contacted": "visit", "answer": "已经增设。"}
SIGNED = {"disposition": "resolved", "answer_class": "A"}
GOOD = {"satisfied_with": "4", "attitude": "5"}
BAD = {"dissatisfied_with": "2", "attitude": "3", "comment": "还差两个小区"}


def received(deputies: int = 1) -> Play:
    play = Play("suggestion")
    play.file("cheng", **FILED)
    for number in range(1, deputies + 1):
        play.do("cheng", "add_proposer", party=f"d{number}", deputy_name="王某")
    return play


def assigned(verb: str = "assign", **fields: str) -> Play:
    play = received(deputies=2)
    play.do("peng", verb, unit=CITY, **fields)
    return play


def handling() -> Play:
    play = assigned()
    play.do("wei", "accept")
    return play


def answered(play: Play | None = None) -> Play:
    play = play or handling()
    play.do("wei", "draft", **DRAFT)
    play.do("jin", "sign", **SIGNED)
    return play


def feedback_of(play: Play, party: str) -> str:
    found = [one for one in play.state.parts.values() if one.rule == "feedback" and one.party == party]
    return next(one.id for one in found if one.stage == "asked")


def heard(play: Play, verb: str, **fields: str) -> Play:
    """Both deputies say the same."""
    for party in ("d1", "d2"):
        play.do(f"party:{party}", verb, part=feedback_of(play, party), **fields)
    return play


def test_without_a_deputy_nothing_is_handed_over() -> None:
    play = received(deputies=0)
    assert play.refused("peng", "assign", unit=CITY) == ("too_few_parts",)
    play.do("cheng", "add_proposer", party="d1", deputy_name="王某")
    assert play.refused("cheng", "add_proposer", party="d1", deputy_name="李某") == ("party_there_already",)


def test_the_limits_are_those_of_the_law() -> None:
    play = assigned()
    clocks = play.state.clocks
    assert (clocks["answering"].amount, clocks["answering"].unit) == (3, "month")
    assert (clocks["objection_right"].amount, clocks["objection_right"].unit) == (10, "working_day")
    hard = assigned("assign_complex", reason="涉及五个部门")
    assert (hard.state.clocks["answering_complex"].amount, "answering" in hard.state.clocks) == (6, False)


def test_a_unit_objects_within_ten_working_days_and_never_passes_it_on_itself() -> None:
    play = assigned()
    assert play.refused("wei", "assign", unit=HOUSING) == ("stage_forbids",)
    play.wait(days=15).tick()
    assert play.refused("wei", "object", right_unit=HOUSING, reason="不归我们") == ("right_lapsed",)
    play = assigned()
    state = play.wait(days=5).do("wei", "object", right_unit=HOUSING, reason="不归我们")
    assert (state.stage, state.holder.unit, state.clocks["reassigning"].amount) == (
        "objected", UNITS["centre"].id, 10,
    )  # fmt: skip
    assert play.do("peng", "assign", unit=HOUSING).holder.unit == HOUSING


def test_an_objection_that_is_not_upheld_opens_no_second_one_and_stops_no_clock() -> None:
    play = assigned()
    due_at = play.state.clocks["answering"].due_at
    play.do("wei", "object", right_unit=HOUSING, reason="不归我们")
    state = play.do("peng", "insist", unit=CITY, reason="职责表写明")
    assert (state.holder.unit, state.clocks["answering"].due_at) == (CITY, due_at)
    assert play.refused("wei", "object", right_unit=HOUSING, reason="仍不归我们") == ("right_lapsed",)


def test_no_answer_before_the_co_handlers_gave_their_opinions() -> None:
    play = received()
    play.do("peng", "ask_co_handler", unit=HOUSING)
    play.do("peng", "assign", unit=CITY)
    part = next(one for one in play.state.parts.values() if one.rule == "co_handler")
    clock = play.state.clocks[f"co_opinion:{part.id}"]
    assert (clock.amount, clock.unit) == (2, "month")
    play.do("wei", "accept")
    assert play.refused("wei", "draft", **DRAFT) == ("parts_open",)
    assert play.refused("min", "give_opinion", part=part.id, opinion="同意") == ("not_yours",)
    play.do("kong", "give_opinion", part=part.id, opinion="同意,配合施工")
    assert play.do("wei", "draft", **DRAFT).stage == "drafted"


def test_whoever_drafted_the_answer_does_not_sign_it() -> None:
    play = handling()
    play.do("jin", "draft", **DRAFT)
    assert play.refused("jin", "sign", **SIGNED) == ("acted_before",)
    play = handling()
    play.do("wei", "draft", **DRAFT)
    assert play.refused("song", "sign", **SIGNED) == ("not_yours",)
    state = play.do("jin", "sign", **SIGNED)
    assert (state.stage, state.notes["result"], state.notes["answer_class"]) == ("answered", "resolved", "A")


def test_every_deputy_is_asked_and_says_it_once() -> None:
    play = answered()
    first, second = feedback_of(play, "d1"), feedback_of(play, "d2")
    assert play.refused("party:d2", "satisfied", part=first, **GOOD) == ("not_yours",)
    state = play.do("party:d1", "satisfied", part=first, **GOOD)
    assert state.stage == "answered"
    assert play.refused("party:d1", "satisfied", part=first, **GOOD) == ("stage_forbids",)
    assert play.refused("jin", "satisfied", part=second, **GOOD) == ("not_yours",)
    state = play.do("party:d2", "satisfied", part=second, **GOOD)
    assert (state.stage, state.notes["grade"], state.counts["feedback"]) == ("closed", "4", 2)
    assert play.replayed() == play.state


def test_what_is_not_said_in_ten_working_days_counts_neither_way() -> None:
    play = answered()
    state = play.wait(days=16).tick()
    stages = [part.stage for part in state.parts.values() if part.rule == "feedback"]
    assert (state.stage, stages, "grade" in state.notes) == ("closed", ["lapsed", "lapsed"], False)


def test_dissatisfied_is_done_again_within_a_month_and_a_second_time_goes_to_evaluation() -> None:
    play = answered()
    play.do("party:d1", "satisfied", part=feedback_of(play, "d1"), **GOOD)
    state = play.do("party:d2", "ask_redo", part=feedback_of(play, "d2"), **BAD)
    assert (state.stage, state.clocks["redo"].amount, state.clocks["redo"].unit) == ("redoing", 1, "month")
    play.wait(days=10)
    answered(play)
    state = heard(play, "ask_redo", **BAD)
    assert (state.state.stage, play.state.holder.unit) == ("evaluation", UNITS["centre"].id)
    state = play.do("peng", "record_evaluation", evaluation_result="passed", answer="评议认可").stage
    assert state == "closed"


def test_dissatisfied_without_a_wish_is_kept_as_said_and_not_done_again() -> None:
    play = heard(answered(), "dissatisfied", **BAD)
    assert (play.state.stage, play.state.notes["grade"]) == ("closed", "2")


def test_a_promise_is_followed_to_its_day_and_confirmed_by_somebody_else() -> None:
    play = handling()
    past = play.refused("wei", "promise", promise_words="两个小区", promised_date="2026-03-02")
    assert past == ("not_in_future",)
    play.do("wei", "promise", promise_words="余下两个小区", promised_date="2026-06-01")
    answered(play)
    assert heard(play, "satisfied", **GOOD).state.stage == "keeping"
    part = next(one.id for one in play.state.parts.values() if one.rule == "promise")
    play.wait(days=100).tick()
    assert play.state.parts[part].stage == "late"
    play.do("wei", "report_kept", part=part, kept_words="都已建成")
    assert play.refused("wei", "confirm_kept", part=part) == ("not_yours",)
    assert play.do("peng", "not_kept", part=part, reason="还差一个").parts[part].stage == "late"
    play.do("wei", "report_kept", part=part, kept_words="都已建成")
    state = play.do("peng", "confirm_kept", part=part)
    assert (state.stage, state.counts["promises_kept"]) == ("closed", 1)
    assert play.replayed() == play.state


def test_an_answer_that_is_late_comes_before_the_joint_meeting_and_stays_where_it_is() -> None:
    play = handling()
    state = play.wait(days=100).tick()
    assert (state.stage, state.holder.unit, state.notes["agenda"]) == ("handling", CITY, UNITS["meeting"].id)


def test_a_visit_and_a_sponsor_stand_on_the_record() -> None:
    play = handling()
    play.do("yuan", "set_sponsor", sponsor="p-gao")
    state = play.do("wei", "record_visit", visit_date="2026-04-10", visit_place="曙光小区", attended=6)
    assert (state.notes["sponsor"], state.counts["visits"]) == ("p-gao", 1)
    assert play.refused("song", "set_sponsor", sponsor="p-gao") == ("not_yours",)


@pytest.mark.parametrize("who", ["wei", "hu", "cheng"])
def test_nobody_becomes_sponsor_whose_work_that_is_not(who: str) -> None:
    """A sponsor reads the matter from then on, whatever address the name was sent to."""
    play = handling()
    assert play.refused("yuan", "set_sponsor", sponsor=f"p-{who}") == ("sponsor_unknown",)
    assert "sponsor" not in play.states["case/1"].notes


def test_an_ordinary_one_that_turns_out_hard_gets_three_months_more_at_most() -> None:
    play = handling()
    why = {"extension_class": "complex", "reason": "涉及多个部门"}
    assert play.refused("wei", "ask_extension", amount=4, **why) == ("extension_too_long",)
    play.do("wei", "ask_extension", amount=3, **why)
    state = play.do("lei", "grant_extension")
    assert state.clocks["answering"].due_at.isoformat() == "2026-09-03T00:00:00+08:00", "24:00 of 2 September"
