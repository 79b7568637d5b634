"""Petitions: the authority's clocks, rights that lapse into an end, reviews by somebody else, the accused kept out."""

from dataclasses import replace

import pytest

from linli.actions.petition_chain import prolonged
from linli.domain.engine.clock_keeping import basis_of
from linli.domain.engine.context import Command, Decision
from linli.domain.engine.decide import decide
from linli.domain.engine.declarations import ClockKind
from linli.domain.engine.state import Holder
from linli.domain.entry import parse_entry
from linli.domain.messages import _Teller, messages_after
from linli.procedures.petition import PROCEDURE
from tests.cast import GRID, UNITS
from tests.domain.engine.play import Play

CITY = UNITS["city-management"].id
OPINION = {
    "petition_result": "not_supported", "request_words": "请求", "facts": "事实", "opinion": "意见",
    "legal_basis": "某法某条",
    "answer": "答复",
}  # fmt: skip


def received(**changes: object) -> Play:
    play = Play("petition")
    given = {
        "category": "petition.request",
        "area": GRID,
        "channel": "letter",
        "requester": "known",
        "requester_phone": "1",
    }
    play.file("xin", **{**given, **changes})
    return play


def routed() -> Play:
    play = received()
    play.do("peng", "route", unit=CITY, petition_route="petition_opinion")
    return play


def answered() -> Play:
    play = routed()
    play.do("wei", "accept")
    play.wait(days=20).do("wei", "decide", **OPINION)
    return play


def test_an_objection_to_a_wrong_unit_comes_within_five_working_days() -> None:
    play = routed()
    play.wait(days=8).tick()
    assert play.refused("wei", "object", right_unit=UNITS["housing"].id, reason="不归我们") == ("right_lapsed",)
    play = routed()
    state = play.wait(days=2).do("wei", "object", right_unit=UNITS["housing"].id, reason="不归我们")
    assert (state.stage, state.counts["wrong_hand_overs"]) == ("received", 1)


def test_an_opinion_contains_request_facts_opinion_and_legal_basis() -> None:
    play = routed()
    play.do("wei", "accept")
    assert play.refused("wei", "decide", petition_result="supported") == ("required",) * 5


def test_the_limits_are_those_of_the_regulation() -> None:
    play = received()
    assert play.state.clocks["routing"].amount == 15 and play.state.clocks["receipt"].amount == 15
    play.do("peng", "route", unit=CITY, petition_route="petition_opinion")
    assert play.state.clocks["objection_right"].unit == "working_day"
    state = play.do("wei", "accept")
    assert (state.clocks["deciding"].amount, state.clocks["deciding"].unit) == (60, "day")


def test_an_extension_is_at_most_thirty_days_once() -> None:
    play = routed()
    play.do("wei", "accept")
    why = {"extension_class": "complex", "reason": "复杂"}
    assert play.refused("wei", "ask_extension", amount=31, **why) == ("extension_too_long",)
    play.do("wei", "ask_extension", amount=30, **why)
    play.do("lei", "grant_extension")
    assert play.refused("wei", "ask_extension", amount=1, **why) == ("no_extension_left",)


def test_a_review_not_asked_in_time_closes_the_matter() -> None:
    play = answered()
    assert play.state.stage == "answered" and not play.state.is_final
    state = play.wait(days=45).tick()
    assert (state.stage, state.acts[-1].kind) == ("closed", "system")
    assert play.refused("resident", "ask_review", reason="不服") == ("stage_forbids", "right_lapsed")


def test_a_review_is_done_one_tier_up_by_somebody_else_and_twice_at_most() -> None:
    play = answered()
    state = play.wait(days=3).do("resident", "ask_review", reason="不服")
    assert (state.stage, state.holder.unit) == ("review", UNITS["centre"].id)
    assert "not_yours" in play.refused("wei", "answer_review", **OPINION)
    play.do("peng", "answer_review", **OPINION)
    play.do("resident", "ask_final_review", reason="仍不服")
    assert play.refused("peng", "answer_final_review", **OPINION) == ("acted_before",)
    state = play.do("lei", "answer_final_review", **OPINION)
    assert state.stage == "closed"
    assert play.replayed() == play.state


def test_hearing_time_does_not_count_in_a_final_review() -> None:
    play = answered()
    play.do("resident", "ask_review", reason="不服")
    play.do("peng", "answer_review", **OPINION)
    play.do("resident", "ask_final_review", reason="仍不服")
    left = play.state.clocks["final_reviewing"].left_seconds
    play.do("lei", "pause", pause_reason="hearing", reason="听证")
    play.wait(days=12).do("lei", "resume")
    assert play.state.clocks["final_reviewing"].left_seconds == left


@pytest.mark.parametrize("deed", ["reviewing", "final_reviewing"])
def test_whoever_asks_for_a_review_waits_thirty_days_and_not_another_seventy_five(deed: str) -> None:
    """Articles 35 and 36 give 30 days each: the wait that is told ends with the review, on the same article."""
    play = answered()
    play.wait(days=3).do("resident", "ask_review", reason="不服")
    if deed == "final_reviewing":
        play.do("peng", "answer_review", **OPINION)
        play.wait(days=3).do("resident", "ask_final_review", reason="仍不服")
    wait, step = play.state.clocks["wait"], play.state.clocks[deed]
    assert (wait.amount, wait.due_at, wait.kind) == (30, step.due_at, ClockKind.WAIT)
    assert basis_of(wait, PROCEDURE.clock("wait")) == PROCEDURE.clock(deed).source
    assert play.replayed() == play.state


def test_a_hearing_in_a_final_review_stops_the_wait_as_it_stops_the_review() -> None:
    """Whoever decides in time is never told to be late: the wait rests and runs on with the review's own clock."""
    play = answered()
    play.do("resident", "ask_review", reason="不服")
    play.do("peng", "answer_review", **OPINION)
    play.do("resident", "ask_final_review", reason="仍不服")
    paused = play.do("lei", "pause", pause_reason="hearing", reason="听证").clocks
    assert (paused["wait"].status, paused["final_reviewing"].status) == ("paused", "paused")
    after = play.wait(days=12).do("lei", "resume").clocks
    assert after["wait"].due_at == after["final_reviewing"].due_at > paused["final_reviewing"].due_at
    assert play.replayed() == play.state


def test_a_review_by_law_pauses_for_nothing_else() -> None:
    play = answered()
    play.do("resident", "ask_review", reason="不服")
    assert play.refused("lei", "pause", pause_reason="hearing", reason="听证") == ("no_clock_to_pause",)


def test_whoever_is_accused_is_kept_out_in_every_post() -> None:
    play = received(category="petition.accusation")
    play.do("xin", "name_accused", accused_post="p-peng")
    assert play.refused("peng", "note", note="……") == ("not_yours",)
    assert play.do("cheng", "note", note="……").notes["accused"] == "s-peng"


def test_a_direct_interest_steps_aside_within_the_unit() -> None:
    play = routed()
    play.do("wei", "accept")
    assert play.refused("wei", "recuse", post="p-kong", reason="亲属") == ("post_elsewhere",)
    assert play.do("wei", "recuse", post="p-jin", reason="亲属").holder.post == "p-jin"


def test_receipt_is_told_once() -> None:
    play = routed()
    state = play.do("wei", "notify_receipt", receipt_note="已收到")
    assert state.clocks["receipt"].status == "stopped"
    assert play.refused("wei", "notify_receipt", receipt_note="已收到") == ("done_already",)


def test_a_lawful_extension_prolongs_the_whole_wait_by_the_same_days() -> None:
    """75 days become 105, counted on from the filing; every other clock stays."""
    play = routed()
    state = play.do("wei", "accept")
    before = state.clocks
    play.wait(days=10).do("wei", "ask_extension", amount=30, extension_class="complex", reason="须鉴定")
    after = play.do("lei", "grant_extension", reason="同意").clocks
    zone = play.directory.calendar.local_date
    assert [str(zone(before["wait"].due_at)), str(zone(after["wait"].due_at))] == ["2026-05-19", "2026-06-16"]
    assert (after["wait"].extended_amount, after["deciding"].extended_amount) == (30, 30)
    assert [key for key in before if before[key].due_at != after[key].due_at] == ["wait", "deciding"]
    assert play.replayed() == play.state


def test_a_refused_extension_moves_nothing() -> None:
    play = routed()
    before = play.do("wei", "accept").clocks
    play.do("wei", "ask_extension", amount=30, extension_class="complex", reason="须鉴定")
    after = play.do("lei", "refuse_extension", reason="理由不足").clocks
    assert {key: one.due_at for key, one in after.items()} == {key: one.due_at for key, one in before.items()}


def test_an_extension_is_asked_before_the_due_day_and_approved_by_somebody_else_one_tier_up() -> None:
    play = routed()
    play.do("wei", "accept")
    why = {"extension_class": "complex", "reason": "复杂"}
    play.do("wei", "ask_extension", amount=10, **why)
    assert play.refused("wei", "grant_extension")[0] == "not_yours"
    assert play.refused("jin", "grant_extension")[0] == "not_yours"
    play = routed()
    play.do("wei", "accept")
    play.wait(days=80)
    assert play.refused("wei", "ask_extension", amount=10, **why) == ("extension_too_late",)


def test_the_whole_wait_says_that_it_was_prolonged_by_whom_and_why() -> None:
    play = routed()
    play.do("wei", "accept")
    play.do("wei", "ask_extension", amount=30, extension_class="complex", reason="须鉴定")
    play.do("lei", "grant_extension")
    entries = [parse_entry(one) for one in play.bodies["case/1"]]
    (said,) = prolonged(play.state, entries, play.procedure, play.directory)
    assert "经明河区综治中心批准延长 30 日(理由:情况复杂)" in said.zh
    assert "approved by Centre (reason: The matter is complex)" in said.en


def test_each_route_says_what_it_means_in_law() -> None:
    """Six ways and no seventh, each with its words in both languages."""
    field = next(one for one in PROCEDURE.fields if one.key == "petition_route")
    assert len(field.choices) == 6
    assert all(one.meaning and one.meaning.zh and one.meaning.en for one in field.choices)


def test_an_opinion_that_lacks_everything_is_refused_with_all_of_it() -> None:
    play = routed()
    play.do("wei", "accept")
    assert play.refused("wei", "decide") == ("required",) * 6


def test_whoever_decided_does_not_review_and_whoever_reviewed_does_not_finally_review() -> None:
    play = answered()
    play.do("resident", "ask_review", reason="不服")
    play.do("cheng", "answer_review", **OPINION)
    play.do("resident", "ask_final_review", reason="仍不服")
    assert play.refused("cheng", "answer_final_review", **OPINION) == ("acted_before",)


def test_naming_the_accused_bars_their_unit_from_the_name_for_good() -> None:
    play = received(category="petition.accusation")
    notes = play.do("xin", "name_accused", accused_post="p-song").notes
    assert (notes["accused"], notes["accused_units"]) == ("s-song", "u-city-management")
    notes = play.do("xin", "name_accused", accused_post="p-wei").notes
    assert (notes["accused"], notes["accused_units"]) == ("s-song s-wei", "u-city-management")


def test_a_matter_that_lies_with_the_accused_goes_to_another_post_of_the_unit() -> None:
    play = routed()
    assert play.state.holder.post == "p-song"
    holder = play.do("peng", "name_accused", accused_post="p-song").holder
    assert (holder.unit, holder.post) == (CITY, "p-wei")
    assert play.replayed() == play.state


def test_nobody_is_handed_a_matter_that_accuses_them() -> None:
    """Neither by the unit's own order of posts, nor named by hand, nor by stepping aside."""
    play = received(category="petition.accusation")
    play.do("xin", "name_accused", accused_post="p-song")
    given = {"unit": CITY, "petition_route": "petition_opinion"}
    assert play.refused("peng", "route", post="p-song", **given) == ("post_elsewhere",)
    assert play.do("peng", "route", **given).holder.post == "p-wei"
    assert play.refused("wei", "recuse", post="p-song", reason="亲属") == ("post_elsewhere",)


def test_no_message_of_an_accusation_reaches_the_accused() -> None:
    """Not when it is handed over, not when a clock runs out, not by way of the whole unit."""
    play = received(category="petition.accusation")
    play.do("xin", "name_accused", accused_post="p-song")
    before = play.state
    route = {"unit": CITY, "petition_route": "petition_opinion"}
    command = Command(id="x", verb="route", stream="case/1", fields=route)
    (decision,) = decide(before, command, play.context("peng", before))
    play.keep(decision)
    told = {message.post for message in messages_after(decision, play.directory, play.now, play.procedure)}
    assert "p-wei" in told and "p-song" not in told
    alone = Decision(before=before, entries=(), after=replace(play.state, holder=Holder(unit=CITY)))
    teller = _Teller(alone, play.directory, play.now, play.procedure)
    assert list(teller.about_holding())
    assert not any(teller.may_be_told(one) for one in teller.about_holding())
