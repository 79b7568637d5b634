"""Joint-meeting items: the four are all fixed, the sponsor is not the handler, orders repeat, somebody else calls."""

from dataclasses import replace
from datetime import timedelta

from linli.domain.engine.context import Command
from linli.domain.engine.decide import decide
from linli.domain.engine.state import CaseState
from linli.domain.engine.ticking import tick
from linli.domain.messages import messages_after
from linli.procedures import procedures
from tests import cast
from tests.cast import GRID, UNITS
from tests.domain.engine.play import Play

LIUAN, MEETING = UNITS["liuan"].id, UNITS["liuan-meeting"].id
FOUR = {"unit": LIUAN, "post": "p-zhou", "sponsor_post": "p-ma", "measures": "抢修并恢复路面", "due_date": "2026-03-20"}
ORDER = {"unit": LIUAN, "due_date": "2026-04-10", "reason": "到期未化解"}


def stuck() -> Play:
    """A street lamp that was reported: case/1."""
    play = Play("grid_event")
    play.file("resident", **cast.report())
    play.procedure = procedures()["difficult_case"]
    return play


def item(play: Play, **changes: object) -> Play:
    fields = {
        "category": "difficult_case.overdue", "area": GRID, "channel": "inside", "other_case": "case/1",
        "meeting_unit": MEETING, "meeting": "M1", "asker": "known", **FOUR, **changes,
    }  # fmt: skip
    play.file("ma", **fields)
    return play


def fixed(**changes: object) -> Play:
    """An item that the meeting fixed for the lamp: case/2."""
    return item(stuck(), **changes)


def calling() -> Play:
    play = fixed(sponsor_post="p-gu")
    play.do("zhou", "accept", on="case/2")
    play.do("zhou", "report_solved", on="case/2", result="已修好")
    play.do("gu", "confirm", on="case/2")
    return play


def test_none_of_the_four_may_be_missing_and_all_are_named_at_once() -> None:
    play = stuck()
    given = {
        "category": "difficult_case.overdue", "area": GRID, "channel": "inside", "other_case": "case/1",
        "meeting_unit": MEETING, "meeting": "M1", "asker": "known",
    }  # fmt: skip
    assert play.refused_filing("ma", **given) == ("required",) * 4


def test_only_a_convener_fixes_and_only_for_a_day_that_lies_ahead() -> None:
    play = stuck()
    fields = {
        "category": "difficult_case.overdue", "area": GRID, "channel": "inside", "other_case": "case/1",
        "meeting_unit": MEETING, "meeting": "M1", "asker": "known", **FOUR,
    }  # fmt: skip
    assert "not_yours" in play.refused_filing("hu", **fields)
    assert play.refused_filing("ma", **{**fields, "due_date": "2026-03-02"}) == ("not_in_future",)


def test_an_item_follows_its_matter_and_lands_with_a_unit_and_a_post() -> None:
    play = fixed()
    state = play.states["case/2"]
    assert (state.stage, state.holder.unit, state.holder.post) == ("fixed", LIUAN, "p-zhou")
    assert [(one.relation, one.stream) for one in state.links] == [("follows", "case/1")]
    assert [(one.rule, one.direction) for one in play.states["case/1"].links] == [("stuck", "from")]
    assert state.clocks["solving"].due_at.date().isoformat() in ("2026-03-20", "2026-03-21")


def test_orders_are_signed_by_the_convener_of_that_meeting_alone() -> None:
    play = fixed()
    for who in ("hu", "gu", "yuan", "tang", "gao"):
        for verb in ("remind", "supervise", "list_publicly"):
            assert "not_yours" in play.refused(who, verb, on="case/2", **ORDER)
    state = play.do("ma", "supervise", on="case/2", **ORDER)
    assert (state.parts["p1"].rule, state.parts["p1"].stage, state.parts["p1"].unit) == ("order", "issued", LIUAN)


def test_an_order_repeats_until_it_is_answered_and_each_repeat_lands_with_the_head_of_the_unit() -> None:
    play = fixed()
    play.do("ma", "list_publicly", on="case/2", **ORDER)
    before = play.states["case/2"]
    due = before.clocks["listing_answer:p1"].due_at
    play.now = due + timedelta(minutes=1)
    state = play.tick(on="case/2")
    assert state.count("order_repeats") == 1 and state.parts["p1"].stage == "issued"
    assert state.clocks["listing_answer:p1"].due_at > due
    state = play.wait(days=30).tick(on="case/2")
    assert state.count("order_repeats") > 3
    state = play.do("zhou", "respond", on="case/2", part="p1", order_answer="已排入施工计划")
    assert state.parts["p1"].stage == "answered"
    again = play.wait(days=30).tick(on="case/2")
    assert again.count("order_repeats") == state.count("order_repeats")


def test_an_order_is_not_left_without_an_answer() -> None:
    play = fixed()
    play.do("zhou", "accept", on="case/2")
    play.do("ma", "supervise", on="case/2", **ORDER)
    assert play.refused("zhou", "report_solved", on="case/2", result="已修好") == ("parts_open",)
    play.do("zhou", "respond", on="case/2", part="p1", order_answer="明日完工")
    assert play.do("zhou", "report_solved", on="case/2", result="已修好").stage == "reported"


def test_the_sponsor_who_handled_it_does_not_confirm_it() -> None:
    play = fixed(sponsor_post="p-zhou_at_desk")
    play.do("zhou", "accept", on="case/2")
    play.do("zhou", "report_solved", on="case/2", result="已修好")
    assert play.refused("zhou_at_desk", "confirm", on="case/2") == ("acted_before",)


def test_a_deadline_that_passes_sends_the_item_to_the_next_meeting_and_keeps_its_holder() -> None:
    play = fixed()
    state = play.wait(days=25).tick(on="case/2")
    assert (state.notes["missed"], state.count("missed"), state.stage) == ("yes", 1, "fixed")
    assert state.holder.unit == LIUAN and state.notes["agenda"] == MEETING


def test_time_with_the_sponsor_and_the_caller_is_not_the_handlers() -> None:
    play = fixed(sponsor_post="p-gu")
    play.do("zhou", "accept", on="case/2")
    play.do("zhou", "report_solved", on="case/2", result="已修好")
    assert play.states["case/2"].clocks["solving"].status == "paused"
    state = play.do("gu", "send_back", on="case/2", reason="路面没有恢复")
    assert (state.stage, state.clocks["solving"].status) == ("handling", "running")


def test_a_sponsor_who_is_silent_does_not_hold_it_up() -> None:
    play = fixed(sponsor_post="p-gu")
    play.do("zhou", "accept", on="case/2")
    play.do("zhou", "report_solved", on="case/2", result="已修好")
    assert play.wait(days=10).tick(on="case/2").stage == "calling"


def test_whoever_handled_it_does_not_call_back() -> None:
    play = calling()
    assert "not_yours" in play.refused("zhou", "call_solved", on="case/2")
    assert "acted_before" in play.refused("zhou_at_desk", "call_solved", on="case/2")
    assert play.refused("hu", "call_solved", on="case/2") == ("unit_handled_it",)
    state = play.do("hui", "call_solved", on="case/2", note="居民满意")
    assert (state.stage, state.is_final, state.notes["solved"]) == ("closed", True, "solved")
    assert [one.is_final for one in play.states["case/1"].links] == [True]
    assert play.replayed() == play.state


def test_a_call_that_finds_it_unsolved_sends_it_back_and_not_reached_is_its_own_result() -> None:
    play = calling()
    assert "required" in play.refused("hui", "call_unsolved", on="case/2")
    assert play.refused("hui", "close_unreached", on="case/2", reason="三次未接") == ("not_there_yet",)
    state = play.do("hui", "call_unreached", on="case/2")
    assert (state.stage, state.notes["reached"]) == ("calling", "not_reached")
    assert play.do("hui", "close_unreached", on="case/2", reason="三次未接").stage == "closed"
    play = calling()
    assert play.do("hui", "call_unsolved", on="case/2", note="晚上仍不亮").stage == "handling"


def test_where_nobody_asked_it_is_checked_and_not_called() -> None:
    play = fixed(sponsor_post="p-gu", asker="none")
    play.do("zhou", "accept", on="case/2")
    play.do("zhou", "report_solved", on="case/2", result="已修好")
    play.do("gu", "confirm", on="case/2")
    assert play.refused("hui", "call_solved", on="case/2") == ("not_there_yet",)
    assert play.do("hui", "close_uncalled", on="case/2", note="现场核实已修好").stage == "closed"


def test_an_order_is_told_as_an_order_to_the_unit_and_again_to_its_head() -> None:
    play = fixed()
    before = play.states["case/2"]
    command = Command(id="o", verb="supervise", stream="case/2", fields=ORDER)
    signed = decide(before, command, play.context("ma", before))[0]
    directory, procedure = cast.directory(), procedures()["difficult_case"]
    assert {one.template for one in messages_after(signed, directory, play.now, procedure)} == {"supervised"}
    later = play.context("system", signed.after)
    repeated = tick(signed.after, replace(later, now=play.now + timedelta(days=9)))
    assert repeated is not None
    told = {(one.template, one.post) for one in messages_after(repeated, directory, play.now, procedure)}
    assert ("supervised", "p-gu") in told


def test_the_sponsor_is_told_that_it_is_his() -> None:
    play = stuck()
    state = CaseState(stream="case/2")
    fields = {
        "category": "difficult_case.overdue", "area": GRID, "channel": "inside", "other_case": "case/1",
        "meeting_unit": MEETING, "meeting": "M1", "asker": "known", **FOUR,
    }  # fmt: skip
    filed = decide(state, Command(id="f", verb="file", stream="case/2", fields=fields), play.context("ma", state))[0]
    told = messages_after(filed, cast.directory(), play.now, procedures()["difficult_case"])
    assert {(one.template, one.post) for one in told} == {("handed_over", "p-zhou"), ("sponsor_named", "p-ma")}
