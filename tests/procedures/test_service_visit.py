"""Service visits: told once, untold counts as complete, decided where the power is, handed out at the window."""

from tests.cast import GRID, UNITS
from tests.domain.engine.play import Play

CITY, LIUAN = UNITS["city-management"].id, UNITS["liuan"].id


def applied(**changes: object) -> Play:
    play = Play("service_visit")
    given = {
        "category": "service.application", "area": GRID, "channel": "visit", "unit": LIUAN, "limit_days": 10,
        "guide": "food-licence", "desk": "desk-1", "cross_province": True, "requester": "known", "requester_phone": "1",
    }  # fmt: skip
    play.file("hu", **{**given, **changes})
    return play


def checked(**changes: object) -> Play:
    play = applied(**changes)
    play.do("hu", "check")
    return play


def decided() -> Play:
    play = checked()
    play.do("hu", "route", unit=CITY)
    play.do("wei", "grant", answer="准予经营。")
    return play


def done() -> Play:
    play = decided()
    play.do("hu", "send_out", given_as="post")
    return play


def test_what_is_missing_is_told_once_and_a_second_telling_is_refused() -> None:
    play = applied()
    state = play.do("hu", "tell_missing", missing="平面图 1 份")
    assert (state.stage, state.clocks["handling"].status, state.clocks["wait"].status) == (
        "incomplete", "paused", "paused",
    )  # fmt: skip
    play.wait(days=3).do("resident", "supplement", note="已补")
    assert play.refused("hu", "tell_missing", missing="还要一份照片") == ("told_once_already",)


def test_what_was_told_and_is_still_missing_is_asked_again_and_that_is_counted() -> None:
    play = applied()
    assert play.refused("hu", "still_missing", note="x") == ("not_there_yet",)
    play.do("hu", "tell_missing", missing="平面图 1 份")
    play.do("hu", "supplement_here")
    state = play.do("hu", "still_missing", note="平面图没有盖章")
    assert (state.stage, state.count("told_again")) == ("incomplete", 1)


def test_untold_within_five_working_days_it_counts_as_taken_in() -> None:
    play = applied()
    assert (play.state.clocks["checking"].amount, play.state.clocks["checking"].unit) == (5, "working_day")
    state = play.wait(days=9).tick()
    assert (state.stage, state.notes["deemed"], state.acts[-1].kind) == ("checked", "yes", "system")


def test_time_for_missing_papers_does_not_count() -> None:
    play = applied()
    play.do("hu", "tell_missing", missing="平面图")
    left = play.state.clocks["handling"].left_seconds
    state = play.wait(days=20).do("resident", "supplement")
    assert state.clocks["handling"].left_seconds == left and state.clocks["handling"].status == "running"


def test_the_promise_of_the_guide_is_the_limit_and_the_law_is_its_most() -> None:
    assert applied(limit_days=3).state.clocks["handling"].amount == 3
    assert Play("service_visit").refused_filing(
        "hu", category="service.application", area=GRID, channel="visit", unit=LIUAN, limit_days=21,
        requester="anonymous",
    ) == ("too_large",)  # fmt: skip


def test_the_department_decides_and_the_window_hands_out() -> None:
    play = decided()
    assert (play.state.stage, play.state.holder.unit, play.state.notes["answered"]) == ("decided", LIUAN, "yes")
    assert "not_yours" in play.refused("wei", "send_out", given_as="online")
    state = play.do("hu", "send_out", given_as="online")
    assert (state.stage, state.count("trips")) == ("given_out", 0)
    assert play.replayed() == play.state


def test_trips_are_counted_on_the_matter_where_somebody_came_to_the_desk() -> None:
    play = applied()
    play.do("hu", "tell_missing", missing="平面图")
    play.do("hu", "supplement_here")
    play.do("hu", "check")
    play.do("hu", "grant", answer="准予")
    assert play.do("hu", "hand_out").count("trips") == 2


def test_a_refusal_names_its_basis_and_answers() -> None:
    play = checked()
    assert play.refused("hu", "refuse_application", answer="不行") == ("required",)
    state = play.do("hu", "refuse_application", answer="该楼禁止餐饮。", legal_basis="大气污染防治法第八十一条")
    assert (state.stage, state.notes["result"]) == ("decided", "refused")


def test_a_wrong_department_sends_it_back_to_the_window_at_its_expense() -> None:
    play = checked()
    play.do("hu", "route", unit=CITY)
    state = play.do("wei", "return", reason="不归我们")
    assert (state.stage, state.holder.unit, state.count("wrong_hand_overs")) == ("checked", LIUAN, 1)


def test_a_helper_comes_only_with_the_applicants_consent_and_goes_when_they_say_so() -> None:
    play = checked()
    asked = {"unit": UNITS["bridge-east"].id, "consent_by": "paper", "request": "代为递交"}
    assert play.refused("hu", "ask_helper", **asked) == ("required",)
    assert play.refused("hu", "ask_helper", helper_consent=False, **asked) == ("consent_needed",)
    state = play.do("hu", "ask_helper", helper_consent=True, **asked)
    (part,) = (one for one in state.parts.values() if one.rule == "helper")
    assert play.do("ren", "log_help", part=part.id, note="陪同到场").parts[part.id].stage == "helping"
    assert "not_yours" in play.refused("wei", "finish_help", part=part.id)
    assert play.do("resident", "recall", part=part.id).parts[part.id].stage == "recalled"


def test_only_what_the_guide_marks_is_handed_over_to_another_province() -> None:
    assert checked(cross_province=False).refused("hu", "hand_over", other_place="邻省政务中心") == ("not_there_yet",)
    play = checked()
    state = play.do("hu", "hand_over", other_place="邻省政务中心")
    assert (state.stage, state.notes["other_place"]) == ("elsewhere", "邻省政务中心")
    state = play.wait(days=2).do("hu", "result_arrived", outcome="granted", answer="结果已到。")
    assert (state.stage, state.notes["result"]) == ("decided", "granted")


def test_a_question_is_answered_at_the_desk_and_can_be_rated_like_any_visit() -> None:
    play = applied(category="service.question", limit_days=1, requester="anonymous", requester_phone="")
    play.do("hu", "answer_question", answer="带身份证即可。")
    assert play.do("resident", "rate", grade=4).notes["grade"] == "4"


def test_a_rating_on_behalf_is_marked_as_such() -> None:
    play = done()
    assert play.do("hui", "rate_by_proxy", grade=2).notes["grade_by"] == "proxy"
    assert play.state.clocks["fixing"].is_open


def test_nobody_rates_twice_and_nobody_before_the_end() -> None:
    play = decided()
    assert "stage_forbids" in play.refused("resident", "rate", grade=5)
    play.do("hu", "send_out", given_as="online")
    play.do("resident", "rate", grade=5)
    assert play.refused("resident", "rate", grade=1) == ("rated_already",)


def test_the_call_back_is_not_made_by_whoever_handled_it() -> None:
    play = done()
    play.do("resident", "rate", grade=1)
    play.do("hu", "fix_review", fix_note="重新寄出", answer="抱歉,已重寄。")
    assert "acted_before" in play.refused("hu", "call_back", reached="reached")
    assert play.do("hui", "call_back", reached="reached").notes["called_back"] == "reached"


def test_an_appeal_is_not_decided_by_the_unit_that_makes_it() -> None:
    play = done()
    play.do("resident", "rate", grade=1)
    play.do("gu", "appeal_review", appeal_class="law_forbids", reason="依法不能")
    assert "acted_before" in play.refused("gu", "set_aside_review", reason="自己定")
    assert play.refused("pan", "uphold_review", reason="同单位") == ("second_unit_needed",)
    assert play.do("lei", "uphold_review", reason="应当整改").notes["appeal"] == "upheld"
