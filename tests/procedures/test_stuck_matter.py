"""Stuck matters: contacted the same day, solved by one, checked by another, rated; and what a bad review leads to."""

from datetime import datetime

from linli.domain.calendar import SHANGHAI
from tests import cast
from tests.cast import GRID, UNITS
from tests.domain.engine.play import Play

CITY = UNITS["city-management"].id


def received(**changes: object) -> Play:
    play = Play("stuck_matter")
    given = {
        "category": "service.many_trips", "area": GRID, "channel": "visit", "requester": "known",
        "requester_phone": "1", "words": "跑了三趟没办成",
    }  # fmt: skip
    play.file("resident", **{**given, **changes})
    return play


def contacted() -> Play:
    play = received()
    play.do("hu", "contact", contact_way="phone")
    return play


def handled() -> Play:
    play = contacted()
    play.do("hu", "forward", unit=CITY)
    play.do("wei", "solve", cause="multi_department", result="两个科室已会签")
    return play


def closed() -> Play:
    play = handled()
    play.do("hu", "reply", outcome="solved", answer="已经办好,证件今天寄出。")
    return play


def badly_rated(grade: int = 1) -> Play:
    play = closed()
    play.wait(days=1).do("resident", "rate", grade=grade, comment="还是跑了两趟")
    return play


def test_whoever_solved_it_does_not_check_it_himself() -> None:
    play = contacted()
    play.do("hu", "solve", cause="materials", result="补好了")
    assert play.refused("hu", "reply", outcome="solved", answer="好了") == ("acted_before",)
    assert play.do("pan", "reply", outcome="solved", answer="好了").stage == "closed"


def test_no_answer_on_the_telephone_leaves_the_clock_of_the_same_day_running() -> None:
    play = received()
    state = play.do("hu", "note_no_answer")
    assert state.count("contact_tries") == 1 and state.clocks["contact"].is_open
    assert not play.do("hu", "contact", contact_way="phone").clocks["contact"].is_open


def test_contact_is_due_by_the_end_of_the_day_on_which_it_came() -> None:
    play = received()
    assert play.state.clocks["contact"].due_at == datetime(2026, 3, 3, tzinfo=SHANGHAI)
    assert play.wait(hours=16).tick().clocks["contact"].lapsed_at is not None


def test_it_is_solved_in_five_working_days_and_special_ones_in_ten_by_an_approver_one_tier_up() -> None:
    play = contacted()
    assert (play.state.clocks["handling"].amount, play.state.clocks["handling"].unit) == (5, "working_day")
    why = {"extension_class": "coordination", "reason": "三个部门会签"}
    assert play.refused("hu", "ask_extension", amount=6, **why) == ("extension_too_long",)
    play.do("hu", "ask_extension", amount=5, **why)
    assert "not_yours" in play.refused("hu", "grant_extension")
    before = play.state.clocks["wait"].due_at
    state = play.do("peng", "grant_extension")
    assert state.clocks["handling"].extended_amount == 5
    assert state.clocks["wait"].due_at > before


def test_a_matter_not_solved_in_time_moves_up_a_tier_by_itself() -> None:
    play = contacted()
    state = play.wait(days=9).tick()
    assert state.holder.unit == UNITS["centre"].id and state.count("escalations") == 1


def test_own_missing_papers_and_court_matters_are_told_another_way_and_answered() -> None:
    play = received()
    assert play.refused("hu", "tell_other_route", excluded_as="court") == ("required",)
    state = play.do("hu", "tell_other_route", excluded_as="own_papers", answer="请先补齐营业执照。")
    assert (state.stage, state.notes["answered"]) == ("other_route", "yes")


def test_an_unsolved_matter_goes_back_with_its_reason_and_the_cause_is_one_of_six() -> None:
    play = handled()
    assert play.state.notes["cause"] == "multi_department"
    state = play.do("hu", "rework", reason="本人说还没有收到")
    assert (state.stage, state.count("reworks")) == ("contacted", 1)
    assert play.refused("hu", "solve", cause="attitude", result="好了") == ("unknown_choice",)


def test_only_whoever_brought_it_rates_it_and_nobody_of_the_staff() -> None:
    play = closed()
    assert "not_yours" in play.refused("hu", "rate", grade=5)
    assert "not_yours" in play.refused("party:x", "rate", grade=5)
    assert play.do("resident", "rate", grade=5).notes["grade"] == "5"
    assert "fixing" not in play.state.clocks


def test_a_bad_review_starts_the_clock_of_putting_right_and_then_of_the_call_back() -> None:
    for grade in (1, 2):
        play = badly_rated(grade)
        assert (play.state.clocks["fixing"].amount, play.state.clocks["fixing"].unit) == (5, "working_day")
        state = play.do("hu", "fix_review", fix_note="改为一次寄送", answer="以后证件一次寄出,抱歉。")
        assert not state.clocks["fixing"].is_open and state.clocks["calling_back"].is_open
        state = play.do("hui", "call_back", reached="not_reached")
        assert (state.notes["called_back"], state.clocks["calling_back"].is_open) == ("not_reached", False)
    assert play.replayed() == play.state


def test_a_middling_grade_starts_no_clock() -> None:
    assert "fixing" not in badly_rated(3).state.clocks


def test_whoever_handled_it_does_not_call_back() -> None:
    play = badly_rated()
    play.do("hu", "fix_review", fix_note="改了", answer="抱歉")
    assert "acted_before" in play.refused("hu", "call_back", reached="reached")
    assert play.refused("zhou_at_desk", "call_back", reached="reached") == ("unit_handled_it",)


def test_an_appeal_is_decided_by_another_unit_and_the_rating_stands_until_then() -> None:
    play = badly_rated()
    state = play.do("hu", "appeal_review", appeal_class="not_ours", reason="评的是公交卡")
    assert (state.notes["grade"], state.notes["appeal"]) == ("1", "asked")
    assert not state.clocks["fixing"].is_open and state.clocks["deciding_appeal"].is_open
    assert "not_yours" in play.refused("hu", "set_aside_review", reason="我说了算")
    assert play.refused("gu", "set_aside_review", reason="我们说了算") == ("second_unit_needed",)
    state = play.do("peng", "set_aside_review", reason="评的确实是另一项")
    assert (state.notes["grade"], state.notes["appeal"]) == ("1", "set_aside")
    assert play.refused("hu", "fix_review", fix_note="x", answer="y") == ("not_there_yet",)


def test_an_appeal_not_upheld_starts_the_clock_of_putting_right_again() -> None:
    play = badly_rated()
    play.do("hu", "appeal_review", appeal_class="not_true", reason="不实")
    state = play.do("peng", "uphold_review", reason="属实")
    assert state.clocks["fixing"].is_open and state.clocks["fixing"].run == 2
    assert "done_already" in play.refused("hu", "appeal_review", appeal_class="not_true", reason="再申诉")


def test_an_unhappy_person_may_ask_to_have_it_reopened_and_the_bad_review_goes_on_with_it() -> None:
    play = badly_rated()
    play.do("resident", "ask_reopen", reason="还是没办成")
    state = play.do("peng", "reopen", reason="确实没办成")
    assert state.stage == "contacted" and not state.clocks["fixing"].is_open
    assert state.clocks["wait"].run == 2


def test_whoever_is_complained_about_is_kept_out() -> None:
    play = received()
    play.do("hu", "name_accused", accused_post="p-pan")
    assert play.refused("pan", "contact", contact_way="phone") == ("not_yours",)


def test_the_desk_takes_it_down_for_somebody_who_stands_there() -> None:
    play = Play("stuck_matter", at=cast.MONDAY)
    state = play.file(
        "hu", category="service.not_decided", area=GRID, channel="visit", requester="anonymous", words="材料交了一个月"
    )
    assert (state.stage, state.holder.unit) == ("received", UNITS["liuan"].id)
