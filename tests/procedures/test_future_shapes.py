"""The shapes that later kinds of case need pass the static checks and run, with the engine as it is."""

from dataclasses import replace
from random import Random

import pytest

from linli.domain.engine.checks import mistakes_of
from linli.procedures import procedures
from tests import cast
from tests.cast import GRID, UNITS
from tests.domain.engine.driver import finish
from tests.domain.engine.play import Play
from tests.procedures.future_shapes import SHAPES

PLAIN = {"area": GRID, "channel": "superior"}
KNOWN = {**PLAIN, "requester": "known", "requester_phone": "1"}
HOUSING = UNITS["housing"].id


class Later(Play):
    """A county that knows the later shapes too."""

    def context(self, who, state):
        found = super().context(who, state)
        known = {**procedures(), **SHAPES}
        return replace(found, procedures=known, procedure=known[state.procedure] if state.procedure else self.procedure)

    def of(self, key: str) -> "Later":
        """Turn to another procedure for the next filing."""
        self.procedure = SHAPES[key]
        return self


def playing(key: str, who: str = "hu", **fields: object) -> Later:
    play = Later(SHAPES[key])
    play.file(who, **{**PLAIN, **fields})
    return play


@pytest.mark.parametrize("key", sorted(SHAPES))
def test_the_shape_has_no_mistake(key: str) -> None:
    assert mistakes_of(SHAPES[key], {*procedures(), *SHAPES}) == ()


@pytest.mark.parametrize("key", sorted(set(SHAPES) - {"difficult_case"}))
def test_the_shape_comes_to_an_end(key: str) -> None:
    more = {"requester": "known", "requester_phone": "1"} if SHAPES[key].requester != "none" else {}
    play = playing(key, "resident", sealed_words="密文", **more) if key == "tip" else playing(key, **more)
    assert f'"{SHAPES[key].of}.file"'.encode() in play.bodies["case/1"][0]
    assert finish(play, "case/1", Random(3)), play.state.stage
    assert play.replayed() == play.state


def test_a_stuck_case_is_followed_by_one_with_four_things_fixed() -> None:
    play = playing("hazard")
    play.of("difficult_case").file("yuan", **PLAIN, other_case="case/1")
    assert play.states["case/1"].links[0].stream == "case/2"
    fixed = {"unit": HOUSING, "sponsor": "p-gao", "measures": "定措施", "due_date": "2026-03-20"}
    state = play.do("tang", "fix", on="case/2", **fixed)
    assert (state.holder.unit, state.notes["sponsor"]) == (HOUSING, "p-gao")
    assert "sponsor" in play.context("gao", state).relations
    state = play.wait(days=30).tick(on="case/2")
    assert (state.stage, state.holder.unit) == ("ordered", UNITS["meeting"].id)
    play.do("tang", "fix", on="case/2", **{**fixed, "due_date": "2026-05-20"})
    play.do("kong", "solve", on="case/2", result="解决")
    assert play.states["case/1"].links[0].is_final


def test_a_meeting_links_its_items_and_closes_when_all_are_settled() -> None:
    play = playing("hazard")
    play.of("meeting").file("tang", **PLAIN)
    play.do("tang", "add_item", on="case/2", other_case="case/1", unit=HOUSING)
    assert play.refused("tang", "close_minutes", on="case/2", note="纪要") == ("quorum_missing",)
    play.do("tang", "settle", on="case/2", part="p1", note="定了")
    assert play.do("tang", "close_minutes", on="case/2", note="纪要").is_final
    assert play.states["case/1"].links[0].is_final


def test_a_limit_in_hours_comes_with_the_order_and_a_sweep_links_like_places() -> None:
    play = playing("hazard")
    play.file("hu", **PLAIN)
    state = play.do("pan", "order", unit=HOUSING, severity="major", limit_hours=24)
    assert state.clocks["rectifying"].total_seconds == 24 * 3600
    state = play.do("pan", "sweep", other_case="case/2")
    assert (state.links[0].relation, play.states["case/2"].links[0].direction) == ("like_place", "from")
    assert play.refused("kong", "report", result="改了", photo_after=b"x") == ("quorum_missing",)
    play.do("kong", "evidence", part="p1", photo=b"x")
    play.do("kong", "report", result="改了", photo_after=b"x")
    assert play.do("pan", "recheck", photo_after=b"x").stage == "removed"


def test_a_round_is_done_when_enough_places_are() -> None:
    play = playing("inspection")
    play.do("hu", "start")
    for _ in range(5):
        play.do("hu", "add_place", unit=UNITS["bridge-east"].id)
    answers = {"answered_ok": 9, "answered_not_ok": 1}
    for part in ("p1", "p2", "p3"):
        play.do("hu", "check", part=part, **answers)
    play.do("hu", "skip", part="p4", reason="关门")
    assert play.refused("hu", "finish") == ("quorum_missing",)
    play.do("hu", "check", part="p5", **answers)
    assert play.do("hu", "finish").is_final


def test_a_right_of_feedback_lapses_into_the_next_stage_and_one_redo_is_all() -> None:
    play = Later(SHAPES["suggestion"])
    play.file("hu", **KNOWN)
    answer = {"answer": "答复", "disposition": "planned"}
    for verb, fields in (("take", {}), ("answer_deputy", answer)):
        play.do("hu", verb, **fields)
    play.do("resident", "dissatisfied", reason="不满意")
    play.do("hu", "answer_deputy", **answer)
    assert play.refused("resident", "dissatisfied", reason="仍不满意") == ("done_already",)
    assert play.wait(days=20).tick().stage == "keeping"
    state = play.do("hu", "promise", unit=HOUSING, due_date="2026-06-30")
    assert f"{state.clocks['promised:p1'].due_at:%Y-%m-%d}" == "2026-07-01"


def test_an_alarm_moves_up_in_seconds_and_the_first_responder_there_is_enough() -> None:
    play = playing("alarm", who="device:help-point-7")
    state = play.wait(seconds=16).tick()
    assert state.holder.unit == UNITS["centre"].id and state.clocks["after_lapse"].total_seconds == 30
    play.do("peng", "pick_up")
    for unit in (HOUSING, UNITS["city-management"].id):
        play.do("peng", "send", unit=unit)
    assert play.state.clocks.keys().isdisjoint({"arriving:p1", "arriving:p2"})
    play.do("peng", "set_out", part="p1")
    play.do("peng", "set_out", part="p2")
    state = play.do("peng", "arrive", part="p2")
    assert state.notes["arrived"] == "yes"
    state = play.wait(minutes=20).tick()
    assert (state.parts["p1"].stage, state.parts["p2"].stage) == ("no_show", "there")


def test_a_device_opens_and_closes_its_own_fault_and_maintenance_stops_the_clock() -> None:
    play = playing("device_fault", who="device:lamp-3", category="municipal.street_lamp")
    unit = play.state.holder.unit
    post = next(name for name, one in cast.POSTS.items() if one.unit_id == unit and one.role == "operator")
    play.do(post, "go")
    play.do(post, "plan_maintenance", reason="计划检修")
    assert play.state.clocks["mending"].status == "paused"
    assert play.refused(post, "signal_returns") == ("not_yours",)
    assert play.do("device:lamp-3", "signal_returns").stage == "back"


def test_a_target_that_is_not_met_in_time_is_missed_and_rounds_roll_up_to_their_programme() -> None:
    play = playing("programme")
    for _ in range(2):
        play.do("hu", "set_target", unit=HOUSING, due_date="2026-03-20", amount_aimed=80)
    play.do("kong", "meet", part="p1", amount_aimed=81)
    state = play.wait(days=30).tick()
    assert [part.stage for part in state.parts.values()] == ["met", "missed"]
    assert play.do("hu", "finish").is_final


def test_whoever_claims_a_wish_has_it() -> None:
    play = Later(SHAPES["wish"])
    play.file("resident", **KNOWN)
    assert play.state.holder.unit == UNITS["bridge-east"].id
    assert play.do("ren", "claim").holder.post == "p-ren"


def test_a_tip_exists_for_its_body_and_its_sender_alone() -> None:
    play = Later(SHAPES["tip"])
    play.file("resident", **KNOWN, category="building.facade", sealed_words="密文")
    assert play.state.holder.unit == HOUSING
    for who in ("hu", "yuan", "tang", "hui"):
        assert play.refused(who, "collect") == ("not_yours",)
    play.do("kong", "collect")
    play.do("resident", "reply", sealed_words="密文")
    assert play.wait(days=9).tick().counts["overdue"] == 1
    assert play.do("kong", "finish", answer="密文").is_final
