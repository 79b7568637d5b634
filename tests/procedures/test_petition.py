"""Petitions: the authority's clocks, rights that lapse into an end, reviews by somebody else, the accused kept out."""

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
    assert play.refused("wei", "ask_extension", amount=31, reason="复杂") == ("extension_too_long",)
    play.do("wei", "ask_extension", amount=30, reason="复杂")
    play.do("lei", "grant_extension")
    assert play.refused("wei", "ask_extension", amount=1, reason="复杂") == ("no_extension_left",)


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
