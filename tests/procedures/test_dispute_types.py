"""The registers and the procedure speak of the same kinds of disputes, and only a centre closes."""

import pytest

from linli.domain.dispute_types import DISPUTE_TYPES, types_words
from linli.domain.engine.declarations import Second, StageKind, Trigger
from linli.domain.unit import UnitKind
from linli.procedures import procedures
from tests import cast
from tests.procedures.test_dispute import agreed, mediating

BY_A_PARTYS_WILL = {"end_refused", "withdraw"}
"""Moves that end a dispute because a party wants it so: nobody has to agree to that."""


def test_registers_and_procedure_know_the_same_types() -> None:
    field = next(one for one in procedures()["dispute"].fields if one.key == "category")
    assert {one.key: one.title for one in field.choices} == dict(DISPUTE_TYPES)


def test_types_are_named_in_their_own_order_whatever_the_order_they_were_given_in() -> None:
    assert types_words(("dispute.debt", "dispute.family"), "zh") == "家庭、债务"
    assert types_words(("dispute.debt", "dispute.family"), "en") == "Family, Debt"
    assert types_words((), "zh") == ""


def test_every_move_that_closes_a_mediated_dispute_waits_for_another_unit() -> None:
    procedure = procedures()["dispute"]
    final = {one.key for one in procedure.stages if one.kind is StageKind.FINAL}
    closing = [
        one for one in procedure.moves
        if one.after in final and one.trigger is Trigger.PERSON and one.verb not in BY_A_PARTYS_WILL
    ]  # fmt: skip
    assert {one.verb for one in closing} == {"confirm_performed", "record_breach", "fail"}
    assert all(one.second is Second.UNIT for one in closing)


@pytest.mark.parametrize("who", ["jie", "tiao", "bai", "he", "song", "jin", "wei", "deng", "hui", "tang", "admin"])
def test_nobody_but_the_centre_that_leads_there_closes(who: str) -> None:
    """Not the mediator, not a colleague, not a department or its head, not the centre of another place."""
    play = agreed()
    play.do("tiao", "arrange_performance", performance_date="2026-03-20")
    play.do("tiao", "confirm_performed")
    assert play.refused(who, "agree", proposal="confirm_performed")
    assert play.state.stage == "performing"


@pytest.mark.parametrize("who", ["hu", "pan", "gu", "yuan"])
def test_the_centre_of_the_subdistrict_or_of_the_district_above_it_closes(who: str) -> None:
    play = mediating()
    play.do("tiao", "fail", routes="court", answer="可以向法院起诉")
    assert play.state.stage == "mediating"
    state = play.do(who, "agree", proposal="fail")
    assert (state.stage, state.is_final) == ("failed", True)
    unit = play.directory.units[cast.POSTS[who].unit_id]
    assert unit.kind is UnitKind.GOVERNANCE_CENTRE


def test_the_parties_may_choose_another_mediator_of_the_same_body() -> None:
    play = mediating()
    body = cast.UNITS["mediation"].id
    state = play.do("tiao", "choose_mediator", unit=body, post=cast.POSTS["jie"].id, reason="各方选定")
    assert (state.holder.unit, state.holder.post) == (body, cast.POSTS["jie"].id)
