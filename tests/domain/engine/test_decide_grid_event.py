"""A grid event from report to reopening: first everything that is refused, then the way it goes."""

import pytest

from linli.domain.engine.state import CaseState
from tests import cast
from tests.cast import GRID, UNITS
from tests.domain.engine.play import Play

CITY = UNITS["city-management"].id
HOUSING = UNITS["housing"].id
LIUAN = UNITS["liuan"].id
CENTRE = UNITS["centre"].id
DONE = {"result": "已换灯泡", "condition": "repaired"}

LATE = {"extension_class": "parts", "reason": "缺件"}


def filed(**changes: object) -> Play:
    """A case that a resident reported and the desk filed."""
    play = Play()
    play.file(**cast.report(**changes))
    play.wait(minutes=20).do("hu", "register")
    return play


def dispatched(**changes: object) -> Play:
    play = filed(**changes)
    play.wait(minutes=20).do("pan", "dispatch", unit=CITY)
    return play


def handling(**changes: object) -> Play:
    play = dispatched(**changes)
    play.wait(hours=1).do("wei", "accept")
    play.wait(minutes=5).do("song", "start")
    return play


def handled(**changes: object) -> Play:
    play = handling(**changes)
    play.wait(hours=20).do("song", "report_result", **DONE)
    return play


def closed(**changes: object) -> Play:
    play = handled(**changes)
    play.wait(minutes=30).do("hu", "check")
    play.do("hu", "answer", answer="已经修好")
    play.do("hu", "close")
    return play


# refusals


def test_every_mistake_of_a_form_is_named_at_once() -> None:
    play = Play()
    codes = play.refused_filing(
        category="nonsense", channel="pigeon", requester="known", title="长" * 41, colour="red", point={"lon_e6": 1}
    )
    assert codes == ("unknown_field", "unknown_choice", "required", "unknown_choice", "too_long", "not_a_point",
                     "contact_needed")  # fmt: skip


def test_who_wants_an_answer_leaves_a_way_to_reach_them() -> None:
    assert Play().refused_filing(**cast.report(requester_phone=" ")) == ("contact_needed",)


def test_an_unknown_move_is_refused_by_name() -> None:
    assert filed().refused("hu", "vanish") == ("no_such_move",)


def test_nothing_can_be_done_on_a_case_that_does_not_exist() -> None:
    play = Play()
    play.states["case/9"] = CaseState(stream="case/9")
    assert play.refused("hu", "register", on="case/9") == ("case_not_found",)


@pytest.mark.parametrize("who", ["admin", "deng", "lan", "kong", "tiao", "cha"])
def test_a_post_elsewhere_or_of_another_kind_may_not_dispatch(who: str) -> None:
    assert "not_yours" in filed().refused(who, "dispatch", unit=CITY)


def test_a_unit_that_does_not_hold_it_may_not_accept() -> None:
    assert dispatched().refused("kong", "accept") == ("not_yours",)


def test_a_move_of_another_stage_is_refused_with_the_present_one() -> None:
    assert filed().refused("hu", "close") == ("stage_forbids", "answer_first")


def test_a_unit_with_nobody_in_post_cannot_be_dispatched_to() -> None:
    assert filed().refused("pan", "dispatch", unit=UNITS["empty"].id) == ("target_without_post",)


def test_a_centre_of_another_street_cannot_be_asked_to_help() -> None:
    codes = handling().refused("hu", "refer", unit=UNITS["dongtang"].id, request="请协助")
    assert codes == ("target_elsewhere", "target_without_post")


def test_only_a_district_department_is_whistled_for() -> None:
    assert handling().refused("pan", "whistle", unit=CENTRE, request="请到场") == ("target_not_department",)


def test_neither_a_committee_nor_the_follow_up_desk_whistles() -> None:
    for who in ("he", "hui"):
        assert "not_yours" in handling().refused(who, "whistle", unit=HOUSING, request="请到场")


def test_nobody_checks_their_own_work_even_from_another_post() -> None:
    play = filed()
    play.do("pan", "dispatch", unit=LIUAN)
    play.do("zhou", "accept")
    play.do("zhou", "report_result", **DONE)
    play.do("hu", "check")
    play.do("hu", "answer", answer="修好了")
    assert play.refused("zhou_at_desk", "close") == ("acted_before",)
    assert play.do("hu", "close").stage == "closed"


def test_a_case_is_not_closed_before_who_asked_is_answered() -> None:
    play = handled()
    play.do("hu", "check")
    assert play.refused("hu", "close") == ("answer_first",)


def test_an_extension_is_decided_one_tier_up_and_not_by_who_asked() -> None:
    play = handling()
    assert play.refused("pan", "ask_extension", amount=5, **LATE) == ("not_yours",)
    play.do("wei", "ask_extension", amount=5, **LATE)
    assert play.refused("jin", "grant_extension") == ("not_yours", "second_unit_needed")
    assert play.refused("hu", "grant_extension") == ("not_yours",)
    assert play.refused("wei", "ask_extension", amount=5, **LATE) == ("extension_asked_already",)


def test_a_refused_extension_leaves_the_clock_alone() -> None:
    play = handling()
    due_at = play.state.clocks["handling"].due_at
    play.do("wei", "ask_extension", amount=5, **LATE)
    state = play.do("cheng", "refuse_extension", reason="备件已到")
    assert state.clocks["handling"].due_at == due_at
    assert "extension_asked" in state.notes and not state.notes["extension_asked"]


def test_an_extension_is_asked_once_before_the_due_moment_and_within_its_limit() -> None:
    play = handling()
    assert play.refused("wei", "ask_extension", amount=11, **LATE) == ("extension_too_long",)
    play.do("wei", "ask_extension", amount=5, **LATE)
    before = play.state.clocks["handling"].due_at
    after = play.do("cheng", "grant_extension").clocks["handling"]
    assert after.due_at > before and after.extended_count == 1
    assert play.refused("wei", "ask_extension", amount=1, **LATE) == ("no_extension_left",)


def test_an_extension_asked_after_the_due_moment_is_too_late() -> None:
    play = handling()
    play.now = play.state.clocks["handling"].due_at
    assert play.refused("wei", "ask_extension", amount=1, **LATE) == ("extension_too_late",)


def test_a_clock_pauses_only_for_a_lawful_reason_and_once() -> None:
    play = handling()
    assert play.refused("wei", "pause", pause_reason="hearing", reason="听证") == ("pause_not_lawful",)
    play.do("wei", "pause", pause_reason="weather", reason="暴雨")
    assert play.refused("wei", "pause", pause_reason="weather", reason="暴雨") == ("paused_already",)


def test_a_merge_needs_a_second_person() -> None:
    play = filed()
    play.file(**cast.report())
    play.do("hu", "merge", on="case/2", merge_class="same_thing", other_case="case/1", reason="同一盏灯")
    assert play.states["case/2"].links == ()
    assert play.refused("hu", "agree", on="case/2", proposal="merge") == ("second_person_needed",)


def test_a_case_is_not_merged_into_itself_or_a_closed_one() -> None:
    play = closed()
    play.file(**cast.report())
    why = {"merge_class": "same_thing", "reason": "同"}
    assert play.refused("hu", "merge", on="case/2", other_case="case/1", **why) == ("merge_does_not_fit",)
    assert play.refused("hu", "merge", on="case/2", other_case="case/2", **why) == ("case_not_found",)


def test_what_was_merged_goes_on_in_its_main_case_only() -> None:
    play = merged()
    assert play.refused("hu", "register", on="case/2") == ("merged_away",)
    assert play.refused("hu", "dispatch", on="case/2", unit=CITY) == ("stage_forbids",)


def test_another_unit_must_agree_to_a_deferral() -> None:
    play = handling()
    play.do("wei", "defer", reason="待管线迁改")
    assert play.refused("jin", "agree", proposal="defer") == ("not_yours", "second_unit_needed")
    assert play.do("yuan", "agree", proposal="defer").stage == "deferred"


def test_the_accused_may_never_act() -> None:
    play = filed()
    state = play.state
    accused = CaseState(**{name: getattr(state, name) for name in state.__slots__} | {"notes": {"accused": "s-pan"}})
    play.states["case/1"] = accused
    assert play.refused("pan", "dispatch", unit=CITY) == ("not_yours",)
    assert play.refused("pan", "note", note="……") == ("not_yours",)


def test_only_the_requester_rates_and_only_once() -> None:
    play = closed()
    assert play.refused("wei", "rate", grade="5") == ("not_yours",)
    play.do("resident", "rate", grade="2")
    assert play.refused("resident", "rate", grade="5") == ("rated_already",)
    assert play.refused("hui", "rate_by_proxy", grade="5") == ("rated_already",)


def test_the_right_to_rate_and_to_reopen_lapses() -> None:
    play = closed()
    play.wait(days=40)
    assert play.refused("resident", "rate", grade="5") == ("right_lapsed",)
    play.tick()
    assert play.refused("resident", "ask_reopen", reason="又坏了") == ("right_lapsed",)


def test_a_unit_that_handled_it_does_not_follow_it_up() -> None:
    play = closed()
    assert play.refused("wei", "follow_up", reached="reached") == ("not_yours", "unit_handled_it")


def test_a_reopening_is_not_decided_by_whoever_closed_it() -> None:
    play = closed()
    play.do("resident", "ask_reopen", reason="又坏了")
    assert play.refused("hu", "reopen", reason="查") == ("not_yours",)
    assert play.refused("pan", "refuse_reopen", answer="维持") == ("not_yours",)
    assert play.refused("gu", "reopen", reason="查") == ("not_yours",)


def test_nobody_moves_a_closed_case_without_being_asked_to() -> None:
    assert closed().refused("lei", "reopen", reason="查") == ("no_reopen_asked",)


def test_only_the_system_escalates_by_a_lapse() -> None:
    assert handling().refused("yuan", "escalate_lapsed") == ("not_yours",)


# the way it goes


def test_a_report_goes_all_the_way_and_back() -> None:
    play = Play()
    state = play.file(**cast.report())
    assert (state.stage, state.holder.unit, state.holder.post) == ("reported", LIUAN, "p-hu")
    assert state.clocks["wait"].is_open and state.clocks["take_in"].is_open
    state = play.wait(minutes=20).do("hu", "register")
    assert (state.stage, state.clocks["take_in"].status) == ("filed", "stopped")
    state = play.wait(minutes=20).do("pan", "dispatch", unit=CITY)
    assert (state.stage, state.holder.unit, state.holder.post, state.dispatcher.unit) == (
        "dispatched",
        CITY,
        "p-song",
        LIUAN,
    )
    state = play.wait(hours=1).do("wei", "accept")
    state = play.wait(minutes=5).do("song", "start")
    assert (state.stage, state.handler.post) == ("handling", "p-song")
    state = play.wait(hours=20).do("song", "report_result", **DONE)
    assert (state.stage, state.holder.unit) == ("handled", LIUAN)
    state = play.do("hu", "check")
    state = play.do("hu", "answer", answer="已经修好,请看一看")
    state = play.do("hu", "close")
    assert (state.stage, state.is_final, state.clocks["wait"].status) == ("closed", True, "stopped")
    state = play.wait(days=1).do("hui", "follow_up", reached="reached", solved="unsolved")
    state = play.do("resident", "rate", grade="2", comment="又坏了")
    state = play.do("resident", "ask_reopen", reason="又坏了")
    assert state.holder.unit == CENTRE
    state = play.wait(hours=3).do("yuan", "reopen", reason="确实又坏")
    assert (state.stage, state.is_final, state.count("reopens"), len(state.waits)) == ("filed", False, 1, 2)
    assert state.waits[0].until is not None and state.waits[1].until is None
    assert play.replayed() == play.state


def test_a_return_names_the_right_unit_and_counts_on_the_dispatching_unit() -> None:
    play = dispatched()
    state = play.do("wei", "return", right_unit=HOUSING, reason="属于楼体照明")
    assert (state.stage, state.holder.unit) == ("filed", LIUAN)
    assert state.counts[f"wrong_hand_overs@{LIUAN}"] == 1
    assert not any(key.startswith("wrong_hand_overs@") and LIUAN not in key for key in state.counts)


def test_rework_goes_back_to_who_handled_it_and_asks_for_a_new_answer() -> None:
    play = handled()
    play.do("hu", "answer", answer="修好了")
    state = play.do("hu", "rework", reason="夜里仍不亮")
    assert (state.stage, state.holder.unit, state.holder.post) == ("dispatched", CITY, "p-song")
    assert not state.notes["answered"]


def test_a_grid_worker_solves_it_on_the_spot() -> None:
    play = Play()
    play.file("ren", category="appearance.full_bin", area=GRID, channel="grid_worker")
    state = play.do("ren", "solve_on_spot", result="已清运", condition="clean")
    assert (state.stage, state.handler.post) == ("closed", "p-ren")


def test_whoever_was_merged_gets_the_answer_and_is_closed_too() -> None:
    play = merged()
    assert not [clock for clock in play.states["case/2"].open_clocks() if clock.kind == "step"]
    play.do("pan", "dispatch", unit=CITY)
    play.do("wei", "accept")
    play.do("wei", "report_result", **DONE)
    play.do("hu", "check")
    assert play.refused("hu", "close") == ("answer_first",)
    play.do("hu", "answer", answer="修好了")
    assert play.states["case/2"].notes["answered"] == "yes"
    play.do("hu", "close")
    assert [play.states[one].stage for one in ("case/1", "case/2")] == ["closed", "closed"]
    assert play.replayed("case/2") == play.states["case/2"]


def merged() -> Play:
    play = filed(requester="none", requester_phone="")
    play.file(**cast.report())
    play.do("hu", "merge", on="case/2", merge_class="same_thing", other_case="case/1", reason="同一盏灯")
    play.do("peng", "agree", on="case/2", proposal="merge")
    assert play.states["case/1"].links[0].direction == "from"
    return play


def test_a_matter_is_split_into_a_child_with_its_own_clocks() -> None:
    play = filed()
    play.do("hu", "split", category="municipal.manhole", request="井盖也坏了")
    child = next(state for stream, state in play.states.items() if stream.startswith("case/n"))
    assert child.links[0].stream == "case/1" and child.clocks["take_in"].is_open
    assert play.state.links[0].stream == child.stream


def test_a_co_handler_replies_within_its_own_clock() -> None:
    play = handling()
    state = play.do("wei", "refer", unit=HOUSING, request="请看楼体")
    assert state.clocks["co_handling:p1"].is_open
    assert play.refused("song", "reply", part="p1", note="……") == ("not_yours",)
    state = play.do("kong", "reply", part="p1", note="不涉及楼体")
    assert (state.parts["p1"].stage, state.clocks["co_handling:p1"].status) == ("replied", "stopped")


def test_whoever_is_recalled_loses_the_part_and_the_words() -> None:
    play = handling()
    play.do("wei", "refer", unit=HOUSING, request="请看楼体")
    play.do("wei", "recall", part="p1")
    assert play.refused("kong", "note", note="……") == ("not_yours",)


def test_closing_stops_the_clocks_of_parts_still_open() -> None:
    play = handled()
    play.do("pan", "whistle", unit=HOUSING, request="请到场")
    play.do("hu", "check")
    play.do("hu", "answer", answer="好了")
    state = play.do("hu", "close")
    assert {clock.key for clock in state.open_clocks()} == {"rating_right", "reopen_right"}
    assert play.refused("kong", "reply", part="p1", note="……") == ("stage_forbids",)


def test_a_pause_keeps_what_is_left_to_the_second() -> None:
    play = handling()
    left = play.state.clocks["handling"].countdown.left_at(play.now, cast.calendar())
    play.do("wei", "pause", pause_reason="weather", reason="暴雨")
    assert play.wait(days=9).tick().holder.unit == CITY
    state = play.do("wei", "resume")
    clock = state.clocks["handling"]
    assert clock.countdown.left_at(play.now, cast.calendar()) == left
    assert not state.notes["paused"]


def test_the_note_of_a_pause_goes_with_the_clock_it_was_about() -> None:
    play = handling()
    play.do("wei", "pause", pause_reason="weather", reason="暴雨")
    state = play.do("wei", "report_result", **DONE)
    assert not state.notes["paused"]


def test_supervision_sets_its_own_date() -> None:
    play = handling()
    assert play.refused("tang", "supervise", strength="order", due_date="2026-03-01", reason="久拖") == (
        "not_in_future",
    )
    state = play.do("tang", "supervise", strength="order", due_date="2026-03-06", reason="久拖")
    assert f"{state.clocks['supervision'].due_at:%Y-%m-%d %H:%M}" == "2026-03-07 00:00"
    assert state.notes["supervised"] == "order"
