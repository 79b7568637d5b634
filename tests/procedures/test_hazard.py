"""Hazards: the limit comes with the order, a major one needs a plan, nobody rechecks their own work."""

from dataclasses import replace

import pytest

from linli.domain.engine.access import may, relations_of
from linli.domain.engine.entitlement import reasons_against
from linli.domain.engine.paper_moves import ISSUE, may_issue, open_to_author, papers_of
from linli.domain.hazard_fields import IN_PLACE
from linli.domain.seal import Seal
from linli.domain.unit import Role
from tests.cast import COUNTY, GRID, POSTS, UNITS
from tests.domain.engine.play import Play

CITY, HOUSING = UNITS["city-management"].id, UNITS["housing"].id
TOLD = {"problem": "疏散通道堆放货物", "measures": "清空并保持畅通", "legal_basis": "消防法第二十八条"}
PLAN = {
    "plan_goal": "消除外墙脱落", "measures": "分段铲除、重做", "plan_money": "维修资金", "plan_people": "某物业公司",
    "plan_date": "2026-04-20", "plan_safety": "设围挡,专人看护",
}  # fmt: skip
FIVE = dict.fromkeys(IN_PLACE, True)


def found(who: str = "hu", **changes: object) -> Play:
    play = Play("hazard")
    given = {
        "category": "fire.blocked_exit", "severity": "general", "area": GRID, "channel": "inside",
        "title": "市场东门疏散通道堵塞", "found_in": "inspection",
    }  # fmt: skip
    play.file(who, **{**given, **changes})
    return play


def ordered(**changes: object) -> Play:
    play = found(**changes)
    play.do("hu", "order", unit=CITY, **TOLD)
    return play


def major() -> Play:
    play = found(category="building.facade", severity="major", title="外墙脱落")
    play.do("hu", "order_major", unit=HOUSING, **TOLD, second_inspector="p-cha", due_date="2026-05-20")
    return play


def reported() -> Play:
    play = ordered()
    play.do("wei", "begin")
    play.do("wei", "report_rectified", result="已清空", photo_after=b"after")
    return play


@pytest.mark.parametrize(("category", "limit"), [("fire.blocked_exit", (24, "hour")), ("fire", (3, "working_day"))])
def test_a_blocked_exit_has_a_day_and_other_fire_hazards_three_working_days(
    category: str, limit: tuple[int, str]
) -> None:
    clock = ordered(category=category).state.clocks["rectifying"]
    assert (clock.amount, clock.unit) == limit
    assert "消防监督检查规定" in clock.basis


def test_a_general_one_is_rectified_rechecked_by_another_and_closed() -> None:
    play = reported()
    assert (play.state.stage, play.state.holder.unit) == ("rectified", UNITS["liuan"].id)
    assert (play.state.clocks["rechecking"].amount, play.state.clocks["rechecking"].unit) == (3, "working_day")
    play.do("pan", "recheck")
    state = play.do("pan", "close", findings="通道畅通")
    assert (state.stage, state.notes["result"]) == ("closed", "rectified")
    assert not [clock.key for clock in state.open_clocks()]
    assert play.replayed() == state


def test_whoever_rectified_does_not_recheck_in_any_post() -> None:
    play = found()
    play.do("hu", "order", unit=UNITS["liuan"].id, post="p-zhou", **TOLD)
    play.do("zhou", "begin")
    play.do("zhou", "report_rectified", result="已清空", photo_after=b"after")
    assert play.refused("zhou", "recheck") == ("acted_before",)
    assert play.refused("zhou_at_desk", "recheck") == ("acted_before",)
    assert play.do("hu", "recheck").stage == "rechecking"


def test_nothing_is_reported_rectified_without_a_photo_of_it() -> None:
    play = ordered()
    assert play.refused("wei", "report_rectified", result="已清空") == ("required",)


def test_what_fails_the_recheck_goes_back_with_a_new_day() -> None:
    play = reported()
    play.do("pan", "recheck")
    assert play.refused("pan", "fail_recheck", findings="仍有堆物", due_date="2026-03-01") == ("not_in_future",)
    state = play.do("pan", "fail_recheck", findings="仍有堆物", due_date="2026-03-05")
    assert (state.stage, state.holder.unit, state.count("reworks")) == ("ordered", CITY, 1)
    assert state.clocks["rectifying_by_date"].is_open and not state.clocks["rechecking"].is_open


def test_a_small_one_is_put_right_on_the_spot_and_a_major_one_is_not() -> None:
    state = found().do("hu", "remove_on_spot", result="当场搬走", photo_after=b"after")
    assert (state.stage, state.notes["result"]) == ("closed", "on_spot")
    refused = found(severity="major").refused("hu", "remove_on_spot", result="当场搬走", photo_after=b"after")
    assert refused == ("not_there_yet",)


def test_a_major_one_is_ordered_by_two_inspectors_and_by_a_date() -> None:
    play = found(severity="major")
    assert play.refused("hu", "order", unit=CITY, **TOLD) == ("not_there_yet",)
    given = {**TOLD, "unit": HOUSING, "due_date": "2026-05-20"}
    assert play.refused("hu", "order_major", **given) == ("required",)
    assert play.refused("hu", "order_major", second_inspector="p-hu", **given) == ("another_person_needed",)
    state = play.do("hu", "order_major", second_inspector="p-cha", **given)
    assert (state.stage, state.clocks["planning"].amount) == ("ordered", 10)


def test_one_person_in_two_posts_is_not_two_inspectors() -> None:
    play = found("zhou")
    given = {**TOLD, "unit": CITY, "due_date": "2026-05-20", "second_inspector": "p-zhou_at_desk"}
    assert play.refused("zhou", "order_correction", **given) == ("another_person_needed",)


def test_a_major_one_is_not_reported_rectified_before_its_plan_stands() -> None:
    play = major()
    play.do("kong", "begin")
    done = {"result": "已修复", "photo_after": b"after"}
    assert play.refused("kong", "report_rectified", **done) == ("not_there_yet",)
    assert play.refused("kong", "report_major", **done) == ("not_there_yet",)
    assert play.refused("kong", "hand_in_plan") == ("required",) * 6
    play.do("kong", "hand_in_plan", **PLAN)
    assert play.refused("kong", "approve_plan", **FIVE) == ("acted_before",)
    state = play.do("hu", "approve_plan", **FIVE)
    assert (state.notes["plan"], state.clocks["planning"].is_open) == ("approved", False)
    state = play.do("kong", "report_major", **done)
    assert (state.clocks["rechecking_major"].amount, state.clocks["rechecking_major"].unit) == (10, "day")


@pytest.mark.parametrize("missing", sorted(FIVE))
def test_a_plan_is_approved_only_with_all_five_in_place(missing: str) -> None:
    play = major()
    play.do("kong", "hand_in_plan", **PLAN)
    given = {key: True for key in FIVE if key != missing}
    assert play.refused("hu", "approve_plan", **given) == ("required",)
    assert play.refused("hu", "approve_plan", **given, **{missing: False}) == ("tick_needed",)


def test_a_plan_that_is_sent_back_is_handed_in_again() -> None:
    play = major()
    play.do("kong", "hand_in_plan", **PLAN)
    play.do("hu", "return_plan", reason="没有预案")
    assert play.refused("hu", "approve_plan", **FIVE) == ("not_there_yet",)
    assert play.do("kong", "hand_in_plan", **PLAN).count("plans") == 2


def test_an_extension_is_granted_one_tier_up_by_another_unit() -> None:
    play = major()
    play.do("kong", "ask_extension", amount=30, extension_class="season", reason="雨季不能施工")
    assert play.refused("kong", "grant_extension")[0] == "not_yours"
    state = play.do("peng", "grant_extension")
    clock = state.clocks["rectifying_by_date"]
    assert (clock.extended_amount, f"{clock.due_at:%Y-%m-%d}") == (30, "2026-06-23"), "the 19th to 21st are a holiday"


def test_a_limit_that_lapses_moves_the_work_up() -> None:
    play = found(area=GRID)
    play.do("hu", "order", unit=UNITS["liuan"].id, **TOLD)
    state = play.wait(days=2).tick()
    assert (state.holder.unit, state.count("escalations")) == (UNITS["centre"].id, 1)


def test_listed_supervision_has_its_number_and_its_day() -> None:
    play = major()
    given = {"strength": "listed", "order_number": "明安督〔2026〕1号", "due_date": "2026-04-30", "reason": "重大隐患"}
    state = play.do("yuan", "supervise", **given)
    assert (state.notes["supervised"], state.clocks["supervision"].is_open) == ("listed", True)


def test_a_decision_of_a_competent_body_is_recorded_with_its_number_and_changes_nothing() -> None:
    play = ordered()
    given = {"decision_kind": "temporary_seal", "decision_body": "区消防救援大队", "decision_date": "2026-03-02"}
    assert play.refused("hu", "record_decision", **given) == ("required",)
    ahead = {**given, "document_number": "明消封〔2026〕1号", "decision_date": "2026-03-09"}
    assert play.refused("hu", "record_decision", **ahead) == ("in_future",)
    stage = play.state.stage
    state = play.do("hu", "record_decision", **given, document_number="明消封〔2026〕1号")
    assert (state.stage, state.notes["decision"]) == (stage, "temporary_seal")


def test_whoever_found_it_or_graded_it_does_not_make_it_smaller_or_nothing() -> None:
    play = found()
    assert play.do("pan", "raise_grade", reason="需停业").notes["severity"] == "major"
    for who in ("hu", "pan"):
        assert play.refused(who, "lower_grade", reason="复核") == ("acted_before",)
        assert play.refused(who, "void", void_class="by_mistake", reason="误报") == ("acted_before",)
    assert play.do("gu", "lower_grade", reason="复核").notes["severity"] == "general"
    assert play.do("gu", "void", void_class="by_mistake", reason="已核实").stage == "found"
    assert play.refused("pan", "agree", proposal="void") == ("second_unit_needed",)
    assert play.do("cheng", "agree", proposal="void").stage == "void"


def test_an_order_that_was_taken_back_is_made_anew() -> None:
    play = major()
    state = play.do("pan", "withdraw_order", reason="定级有误")
    assert (state.stage, state.holder.unit) == ("found", UNITS["liuan"].id)
    assert [one.key for one in state.open_clocks()] == ["ordering"]


def test_whoever_was_ordered_neither_takes_the_order_back_nor_closes_it_on_the_spot() -> None:
    """Else a unit would rid itself of its own order, and of the recheck with it."""
    play = ordered()
    assert play.refused("wei", "withdraw_order", reason="不属实") == ("not_yours",)
    assert major().refused("kong", "withdraw_order", reason="不属实") == ("not_yours",)
    play = found()
    play.do("hu", "order", unit=UNITS["liuan"].id, post="p-zhou", **TOLD)
    play.do("zhou", "begin")
    for who in ("zhou", "zhou_at_desk"):
        assert play.refused(who, "withdraw_order", reason="不属实") != ()
    play.do("pan", "withdraw_order", reason="另行认定")
    for who in ("zhou", "zhou_at_desk"):
        told = {"result": "已清空", "photo_after": b"after"}
        assert play.refused(who, "remove_on_spot", **told) == ("acted_before",)


def test_a_grid_workers_finding_goes_to_whoever_has_the_power() -> None:
    play = found("ren")
    assert play.state.holder.unit == UNITS["bridge-east"].id
    assert play.refused("ren", "order", unit=CITY, **TOLD) == ("not_yours",)
    assert play.do("ren", "hand_on", unit=CITY, reason="无执法权").holder.unit == CITY


def test_a_hazard_of_a_like_place_hangs_on_the_first_and_only_on_a_hazard() -> None:
    play = ordered()
    given = {"category": "fire.blocked_exit", "severity": "general", "area": GRID, "channel": "inside",
             "title": "另一处", "found_in": "sweep", "found_ref": "sweep/1"}  # fmt: skip
    state = play.file("hu", **given, other_case="case/1")
    assert (state.links[0].relation, state.notes["origin"]) == ("like_place", "sweep/1")
    assert play.states["case/1"].links[0].direction == "from"
    play.procedure = Play("oversight").procedure
    play.file("cha", area=COUNTY, channel="superior", title="一轮", round="r1")
    play.procedure = Play("hazard").procedure
    assert play.refused_filing("hu", **given, other_case="case/3") == ("case_not_found",)


def test_the_receipt_or_the_refusal_of_an_order_is_recorded_once() -> None:
    play = ordered()
    state = play.do("hu", "record_service", served="refused", refusal_note="负责人拒签,居委会人员在场")
    assert state.notes["service"] == "refused"
    assert play.refused("hu", "record_service", served="signed") == ("not_there_yet",)


def test_whoever_ordered_gives_the_paper_and_whoever_receives_it_does_not() -> None:
    play = ordered()
    notice = next(one for one in papers_of(play.procedure) if one.key == "notice")
    hu, wei = POSTS["hu"], POSTS["wei"]
    assert play.state.holder.unit == wei.unit_id
    assert may_issue(notice, hu, play.state) and not may_issue(notice, wei, play.state)
    opened = open_to_author(ISSUE, "notice", play.procedure, play.state, hu)
    assert [reason.code for reason in reasons_against(play.state, opened, {}, play.context("hu", play.state))] == []
    assert open_to_author(ISSUE, "notice", play.procedure, play.state, wei) is ISSUE
    assert open_to_author(ISSUE, "recheck", play.procedure, play.state, hu) is ISSUE
    inspector = replace(hu, role=Role.INSPECTOR)
    known = relations_of(inspector, play.state, play.directory)
    assert may("case.words", post=inspector, relations=known, area=GRID, seal=Seal.OPEN)
    assert not may("case.words", post=inspector, relations=frozenset(), area=GRID, seal=Seal.OPEN)
