"""Support: only with the household's consent, a notice that has stood its days, a reason and an appeal for all."""

from tests.cast import DONGTANG, FAR_GRID, UNITS
from tests.domain.engine.play import Play

CIVIL = UNITS["civil-affairs"].id


def applied(**changes: object) -> Play:
    play = Play("support")
    given = {
        "category": "support.marginal", "area": FAR_GRID, "channel": "visit", "requester": "known",
        "requester_phone": "1",
        "authorised": True,
    }  # fmt: skip
    play.file("resident", **{**given, **changes})
    return play


def noticed() -> Play:
    play = applied()
    play.do("lan", "visit", visit_record="属实")
    play.do("lan", "post_notice", meeting_date="2026-03-03", voters=30, agreed_count=28, notice_place="村部")
    return play


def deciding() -> Play:
    play = noticed()
    play.wait(days=8).do("lan", "send_up")
    play.do("fan", "pass_review")
    return play


def test_it_begins_with_the_households_own_consent_and_name() -> None:
    assert Play("support").refused_filing(category="support.marginal", area=FAR_GRID, channel="visit",
                                          requester="anonymous",
                                          authorised=False) == ("anonymous_not_allowed", "consent_needed")  # fmt: skip
    assert applied_codes(authorised=False) == ("consent_needed",)


def applied_codes(**changes: object) -> tuple[str, ...]:
    return Play("support").refused_filing(
        category="support.marginal", area=FAR_GRID, channel="visit", requester="known", requester_phone="1", **changes
    )


def test_the_committee_of_the_village_has_it_first() -> None:
    assert applied().state.holder.unit == UNITS["lotus"].id


def test_the_notice_must_have_stood_five_days() -> None:
    play = noticed()
    assert play.wait(days=4).refused("lan", "send_up") == ("too_early",)
    assert play.wait(days=2).refused("lan", "send_up") == ("too_early",), "its last day is a Saturday: Monday ends it"
    state = play.wait(days=2).do("lan", "send_up")
    assert (state.stage, state.holder.unit) == ("reviewing", UNITS["dongtang"].id)


def test_whoever_visited_does_not_review_and_whoever_reviewed_does_not_decide() -> None:
    play = deciding()
    assert play.state.holder.unit == CIVIL
    assert "not_yours" in play.refused("fan", "grant", reason="……", answer="……")


def test_fifteen_days_and_it_moves_up() -> None:
    play = applied()
    assert play.state.clocks["deciding"].amount == 15
    state = play.wait(days=30).tick()
    assert state.holder.unit == UNITS["centre"].id and state.notes["agenda"] == UNITS["meeting"].id


def test_a_refusal_needs_a_second_unit_a_reason_and_an_answer_and_may_be_appealed() -> None:
    play = deciding()
    assert play.refused("qin", "refuse") == ("required", "required")
    play.do("qin", "refuse", reason="收入超过范围", answer="不符合条件,可以申诉")
    assert "second_unit_needed" in play.refused("min", "agree", proposal="refuse")
    assert play.do("lei", "agree", proposal="refuse").stage == "refused"
    play.do("resident", "ask_reopen", reason="算错了")
    state = play.do("yuan", "reopen", reason="重新核实")
    assert (state.stage, state.holder.unit) == ("applied", UNITS["lotus"].id)


def test_measures_have_owners_and_dates_and_support_ends_only_when_they_are_done() -> None:
    play = deciding()
    play.do("qin", "grant", reason="符合", answer="已纳入")
    play.do("min", "add_measure", unit=UNITS["dongtang"].id, measure="work", measure_date="2026-04-10")
    assert play.state.clocks["measure_due:p1"].is_open
    assert play.refused("qin", "exit", exit_reason="secure", reason="稳定", answer="……") == ("quorum_missing",)
    play.do("ding", "report_done", part="p1", note="已上岗")
    assert play.state.notes["measures"] == "done"
    play.do("qin", "exit", exit_reason="secure", reason="稳定", answer="已退出")
    assert play.do("lei", "agree", proposal="exit").stage == "exited"
    assert play.replayed() == play.state


def test_nobody_else_in_the_village_sees_it() -> None:
    play = noticed()
    for who in ("ren", "bai", "shi", "wei", "admin"):
        assert play.refused(who, "note", note="……") == ("not_yours",)
    assert play.state.area.startswith(DONGTANG)
