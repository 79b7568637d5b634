"""What the Case page offers: the moves one may make, and those only somebody else may, with the reason."""

from time import perf_counter

from linli.domain.engine.available import AvailableMove, available_moves
from linli.domain.problems import Refused
from tests.domain.engine.play import Play
from tests.domain.engine.test_decide_grid_event import DONE, HOUSING, LIUAN, dispatched, filed, handled, handling


def offered(play: Play, who: str) -> dict[str, AvailableMove]:
    return {one.move.verb: one for one in available_moves(play.state, play.context(who, play.state))}


def test_nothing_is_offered_to_who_has_no_business_with_the_case() -> None:
    play = handling()
    for who in ("admin", "kong", "deng", "tiao", "bai"):
        assert offered(play, who) == {}, who


def test_a_handler_sees_own_moves_and_what_they_ask() -> None:
    found = offered(handling(), "wei")
    assert {"report_result", "ask_extension", "pause", "refer", "note"} <= set(found)
    assert not {"dispatch", "close", "grant_extension", "rate"} & set(found)
    assert [(asked.key, required) for asked, required in found["report_result"].asks] == [
        ("result", True), ("condition", True), ("photo_after", False),
    ]  # fmt: skip


def test_whoever_handled_it_is_told_why_somebody_else_must_check() -> None:
    play = filed()
    play.do("pan", "dispatch", unit=LIUAN)
    play.do("zhou", "accept")
    play.do("zhou", "report_result", **DONE)
    refused = offered(play, "zhou_at_desk")["check"]
    assert [reason.code for reason in refused.reasons] == ["acted_before"]
    assert "反馈处置结果" in refused.reasons[0].within("zh")
    assert offered(play, "hu")["check"].reasons == ()


def test_a_proposal_is_offered_to_another_unit_only() -> None:
    play = filed()
    play.do("hu", "answer", answer="重复")
    play.do("hu", "void", void_class="duplicate", reason="重复")
    assert "agree" not in offered(play, "hu")
    assert "agree" not in offered(play, "pan")
    assert offered(play, "peng")["agree"].preset == {"proposal": "void"}


def test_a_part_is_offered_to_its_own_unit() -> None:
    play = handling()
    play.do("wei", "refer", unit=HOUSING, request="请看")
    assert offered(play, "kong")["reply"].part_id == "p1"
    assert "reply" not in offered(play, "wei") and "recall" in offered(play, "wei")


def test_what_is_offered_is_not_refused_for_who_and_when() -> None:
    play = handled()
    for who in ("hu", "pan", "gu", "cheng", "yuan", "wei", "song", "hui", "resident", "ren", "tang"):
        for one in offered(play, who).values():
            if one.reasons:
                continue
            try:
                Play.do(_copy(play), who, one.move.verb, part=one.part_id or "", **one.preset)
            except Refused as refused:
                about_form = all(problem.at or problem.code == "answer_first" for problem in refused.problems)
                assert about_form, (who, one.move.verb, refused.codes)


def _copy(play: Play) -> Play:
    copy = Play()
    copy.now, copy.states, copy.bodies = (
        play.now,
        dict(play.states),
        {key: list(one) for key, one in play.bodies.items()},
    )
    return copy


def test_offering_takes_less_than_five_milliseconds() -> None:
    play = dispatched()
    context = play.context("hu", play.state)
    best = min(_timed(play, context) for _ in range(20))
    assert best < 0.005


def _timed(play: Play, context: object) -> float:
    started = perf_counter()
    available_moves(play.state, context)
    return perf_counter() - started
