"""Disputes: nothing without every party's consent, an agreement only with every signature, rights that lapse."""

from tests import cast
from tests.cast import GRID, UNITS
from tests.domain.engine.play import Play

MEDIATION = UNITS["mediation"].id
GIVEN = {"how_given": "on_paper"}


def registered() -> Play:
    play = Play("dispute")
    play.file("hu", category="dispute.neighbour", area=GRID, channel="visit", requester="known", requester_phone="1")
    play.do("pan", "assign", unit=MEDIATION)
    for party, name in (("a", "甲"), ("b", "乙")):
        play.do("tiao", "add_party", party=party, party_name=name)
    return play


def asked() -> Play:
    play = registered()
    play.do("tiao", "ask_consent")
    return play


def mediating() -> Play:
    play = asked()
    for part in ("p1", "p2"):
        play.do("tiao", "give", part=part, **GIVEN)
    play.do("tiao", "begin")
    return play


def agreed() -> Play:
    play = mediating()
    play.do("tiao", "hold_session", session_kind="closed", attended=3, session_note="谈了")
    play.do("tiao", "propose_agreement", agreement="三日内清理楼道")
    for part in ("p3", "p4"):
        play.do("tiao", "give", part=part, **GIVEN)
    play.do("tiao", "conclude")
    return play


def test_one_party_alone_is_no_dispute() -> None:
    play = Play("dispute")
    play.file("hu", category="dispute.debt", area=GRID, channel="visit")
    play.do("hu", "add_party", party="a", party_name="甲")
    assert play.refused("hu", "ask_consent") == ("too_few_parts",)
    assert play.refused("hu", "add_party", party="a", party_name="又是甲") == ("party_there_already",)


def test_it_does_not_begin_while_one_party_has_not_consented() -> None:
    play = asked()
    play.do("party:a", "give", part="p1", **GIVEN)
    assert play.state.stage == "consent_asked"
    assert play.refused("tiao", "begin") == ("stage_forbids", "quorum_missing")


def test_a_party_answers_for_itself_only() -> None:
    play = asked()
    assert play.refused("party:a", "give", part="p2", **GIVEN) == ("not_yours",)


def test_a_clear_refusal_ends_it_whenever_it_comes() -> None:
    play = mediating()
    play.do("party:b", "refuse", part="p2")
    assert play.refused("tiao", "hold_session", session_kind="open", attended=2, session_note="谈") == (
        "part_refused", "quorum_missing",
    )  # fmt: skip
    state = play.do("tiao", "end_refused", routes="court", answer="可以向法院起诉")
    assert (state.stage, state.notes["result"], state.notes["answered"]) == ("withdrawn", "refused", "yes")


def test_nobody_ends_it_for_a_refusal_that_nobody_made() -> None:
    assert mediating().refused("tiao", "end_refused", routes="court", answer="……") == ("no_part_there",)


def test_all_consent_accepts_it_by_itself() -> None:
    play = asked()
    play.do("party:a", "give", part="p1", **GIVEN)
    state = play.do("party:b", "give", part="p2", **GIVEN)
    assert (state.stage, state.acts[-1].kind) == ("accepted", "system")
    assert state.clocks["mediation"].amount == 30


def test_an_agreement_needs_every_signature_and_a_new_text_needs_new_ones() -> None:
    play = mediating()
    play.do("tiao", "propose_agreement", agreement="一稿")
    play.do("tiao", "give", part="p3", **GIVEN)
    assert play.refused("tiao", "conclude") == ("quorum_missing",)
    play.do("tiao", "propose_agreement", agreement="二稿")
    assert [play.state.parts[one].stage for one in ("p3", "p4", "p5", "p6")] == [
        "recalled",
        "recalled",
        "asked",
        "asked",
    ]
    assert play.refused("tiao", "conclude") == ("quorum_missing",)


def test_an_agreement_binds_so_that_no_party_alone_undoes_it_until_a_court_rejects_it() -> None:
    play = agreed()
    for part in ("p1", "p3"):
        assert play.refused("party:a", "refuse", part=part) == ("done_already",)
    assert play.refused("party:a", "withdraw") == ("stage_forbids",)
    play.do("tiao", "ask_confirmation")
    for party, part in (("party:a", "p5"), ("party:b", "p6")):
        play.do(party, "give", part=part, **GIVEN)
    play.do("tiao", "apply_confirmation")
    play.do("tiao", "record_rejected", court_number="调确字1号", answer="可以再调解或起诉")
    play.do("party:a", "refuse", part="p1")
    assert play.do("party:a", "withdraw").stage == "withdrawn"


def test_the_confirmation_right_opens_on_agreement_and_lapses() -> None:
    play = mediating()
    assert "right_lapsed" in play.refused("tiao", "ask_confirmation")
    play = agreed()
    assert play.state.clocks["confirmation_right"].is_open
    play.do("tiao", "arrange_performance", performance_date="2026-06-20")
    play.wait(days=35).tick()
    assert play.refused("tiao", "ask_confirmation") == ("right_lapsed",)


def test_both_apply_for_confirmation_together_and_a_rejection_mediates_again() -> None:
    play = agreed()
    play.do("tiao", "ask_confirmation")
    play.do("party:a", "give", part="p5", **GIVEN)
    assert play.refused("tiao", "apply_confirmation") == ("quorum_missing",)
    play.do("party:b", "give", part="p6", **GIVEN)
    state = play.do("tiao", "apply_confirmation")
    assert state.clocks["confirmation_right"].status == "stopped"
    state = play.do("tiao", "record_rejected", court_number="调确字1号", answer="可以再调解或起诉")
    assert (state.stage, state.clocks["mediation"].run) == ("mediating", 2)


def test_the_time_is_prolonged_only_by_all_parties() -> None:
    play = mediating()
    before = play.state.clocks["mediation"].due_at
    play.do("tiao", "ask_prolongation", amount=10, reason="等鉴定")
    play.do("tiao", "give", part="p3", **GIVEN)
    assert play.state.clocks["mediation"].due_at == before
    state = play.do("tiao", "give", part="p4", **GIVEN)
    assert state.clocks["mediation"].due_at > before and state.count("extensions") == 1
    play.do("tiao", "note", note="……")
    assert play.state.count("extensions") == 1


def test_only_another_unit_closes_what_was_mediated() -> None:
    play = agreed()
    play.do("tiao", "arrange_performance", performance_date="2026-03-20")
    play.do("tiao", "confirm_performed")
    assert play.state.stage == "performing"
    assert "second_unit_needed" in play.refused("jie", "agree", proposal="confirm_performed")
    assert play.do("hu", "agree", proposal="confirm_performed").stage == "performed"
    assert play.replayed() == play.state


def test_a_danger_note_expires() -> None:
    play = mediating()
    play.do("tiao", "note_danger", danger_words="可能动手")
    state = play.wait(days=40).tick()
    assert not state.notes["danger"]


def test_a_noted_danger_is_reported_within_a_day() -> None:
    """人民调解法 art. 25: mediators report in time what may end in violence."""
    play = mediating()
    assert play.refused("tiao", "report_danger", reported_to="police") == ("not_there_yet",)
    state = play.do("tiao", "note_danger", danger_words="可能动手")
    assert state.clocks["danger_report"].is_open and state.clocks["danger_report"].amount == 24
    state = play.do("tiao", "report_danger", reported_to="police", report_number="回执 1")
    assert state.clocks["danger_report"].status == "stopped" and state.notes["danger_reported"] == "police"


def test_what_an_applicant_says_of_danger_is_noted_from_the_first_word() -> None:
    play = Play("dispute")
    state = play.file(category="dispute.family", area=GRID, channel="web", requester="known", requester_phone="1",
                      danger="yes", found_by="application", other_party="对门", wishes="不再动手")  # fmt: skip
    assert (state.notes["danger"], state.notes["found_by"]) == ("yes", "application")


def test_whoever_stepped_aside_mediates_no_further() -> None:
    play = mediating()
    play.do("tiao", "recuse", post="p-jie", reason="当事人是亲属")
    session = {"session_kind": "closed", "attended": 3, "session_note": "谈"}
    assert play.refused("tiao", "hold_session", **session) == ("acted_before",)
    assert play.refused("tiao", "propose_agreement", agreement="……") == ("acted_before",)
    assert play.do("jie", "hold_session", **session).count("sessions") == 1


def test_nothing_goes_on_while_an_objection_to_the_mediator_waits() -> None:
    """规定 art. 21: whoever mediates here does not decide on the objection to themselves."""
    play = mediating()
    play.do("party:b", "ask_recusal", party="b", party_reason="调解员是对方的表哥")
    objection = next(one.id for one in play.state.parts.values() if one.rule == "recusal")
    session = {"session_kind": "closed", "attended": 3, "session_note": "谈"}
    assert play.refused("tiao", "hold_session", **session) == ("parts_open",)
    assert play.refused("tiao", "reject", part=objection, reason="不用") == ("acted_before",)
    play.do("jie", "reject", part=objection, reason="查明没有亲属关系")
    assert play.do("tiao", "hold_session", **session).count("sessions") == 1


def test_a_sitting_is_planned_only_where_all_consent() -> None:
    at = {"sitting_at": "2026-03-10T14:30:00+08:00", "sitting_minutes": 60, "session_kind": "closed"}
    play = asked()
    assert play.refused("tiao", "plan_sitting", **at) == ("stage_forbids", "quorum_missing")
    play = mediating()
    assert play.do("tiao", "plan_sitting", **at).count("sittings_planned") == 1
    play.do("party:b", "refuse", part="p2")
    assert play.refused("tiao", "plan_sitting", **at) == ("part_refused", "quorum_missing")


def test_what_a_party_says_by_its_link_is_its_own_and_nobody_elses() -> None:
    """A reason is a value of the party, never of whoever applied: the receipt of one shows nothing of the other."""
    play = asked()
    play.do("party:b", "refuse", part="p2", party_reason="不想谈")
    declared = {one.key: one for one in play.procedure.fields}
    assert {declared[key].subject for key in ("party_reason", "strokes", "agreement", "main_facts")} == {"party"}
    assert "not_yours" in play.refused("party:a", "give", part="p2", how_given="by_link")


def test_the_words_of_a_dispute_stay_with_those_who_work_on_it() -> None:
    play = mediating()
    assert "tiao" and play.context("tiao", play.state).relations
    assert not play.context("bai", play.state).relations & {"holder", "supervisor"}
    assert play.refused("he", "note", note="……") == ("not_yours",)
    assert play.state.seal == "sealed" and cast.NOBODY.role == "administrator"
