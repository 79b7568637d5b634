"""Oversight: problems are parts; each is handed over, rectified by its unit and verified by somebody of the team."""

from tests.cast import COUNTY, UNITS
from tests.domain.engine.play import Play

LIUAN, CITY = UNITS["liuan"].id, UNITS["city-management"].id
HANDED = {"document_number": "巡字1号", "rectify_date": "2026-05-10"}


def on_site() -> Play:
    play = Play("oversight")
    play.file("cha", area=COUNTY, channel="superior", title="第一轮巡察")
    play.do("cha", "add_unit", unit=LIUAN)
    play.do("cha", "publish_notice", notice_words="公告")
    return play


def rectifying() -> Play:
    play = on_site()
    for unit in (LIUAN, CITY):
        play.do("cha", "add_problem", unit=unit, problem_kind="individual", problem_words="台账不全")
    play.do("cha", "complete", part="p1")
    play.do("cha", "finish")
    for part in ("p2", "p3"):
        play.do("cha", "hand_over", part=part, **HANDED)
    return play


def test_a_round_goes_nowhere_without_a_unit_on_its_list() -> None:
    play = Play("oversight")
    play.file("cha", area=COUNTY, channel="superior", title="第一轮巡察")
    assert play.refused("cha", "publish_notice", notice_words="公告") == ("too_few_parts",)


def test_a_visit_is_finished_only_when_every_unit_was_visited() -> None:
    assert on_site().refused("cha", "finish") == ("quorum_missing",)


def test_a_unit_rectifies_its_own_problem_and_does_not_verify_it() -> None:
    play = rectifying()
    assert play.refused("wei", "rectify", part="p2", measures="补齐") == ("not_yours",)
    play.do("hu", "rectify", part="p2", measures="补齐", rules_made=1)
    assert play.refused("hu", "verify", part="p2") == ("not_yours",)
    assert play.do("cen", "verify", part="p2").parts["p2"].stage == "verified"


def test_each_problem_has_its_own_limit_from_its_document() -> None:
    clock = rectifying().state.clocks["rectification:p2"]
    assert f"{clock.due_at:%Y-%m-%d}" == "2026-05-12", "the 10th is a Sunday: it ends with Monday"


def test_the_last_verification_leads_to_the_look_back_by_itself() -> None:
    play = rectifying()
    for part, who in (("p2", "hu"), ("p3", "wei")):
        play.do(who, "rectify", part=part, measures="补齐")
        play.do("cen", "verify", part=part)
    assert (play.state.stage, play.state.acts[-1].kind) == ("look_back", "system")
    assert play.refused("cha", "take_up_again", findings="……") == ("no_part_there",)
    play.do("cha", "relapse", part="p2", findings="反弹", rectify_date="2026-06-10")
    play.do("cha", "take_up_again", findings="反弹")
    assert play.refused("cha", "conclude") == ("quorum_missing",)
    play.do("hu", "rectify", part="p2", measures="再补")
    play.do("cen", "verify", part="p2")
    assert play.do("cha", "look_back", findings="未反弹").stage == "closed"
    assert play.replayed() == play.state


def test_its_entries_are_those_of_a_round() -> None:
    assert b'"round.file"' in on_site().bodies["case/1"][0]
