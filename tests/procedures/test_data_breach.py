"""A data breach: recorded by those with the duty, sealed, told to the authority and the people, or why not, in time."""

from datetime import timedelta
from typing import Any

import pytest

from linli.domain.engine.access import READ_VERBS, may, relations_of
from linli.domain.engine.asked import field_of
from linli.domain.engine.declarations import FieldType
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.procedures import data_breach
from tests import cast
from tests.domain.engine.play import Play

RECORD = {
    "area": cast.COUNTY, "channel": "inside", "unit": "u-protection", "post": "p-bao",
    "data_class": "contact",
    "data_kinds": "姓名和电话", "matters_concerned": "石桥-2026-000123", "cause_class": "sent_wrong",
    "cause_words": "导出表发错了单位", "noticed_at": cast.MONDAY, "harm": "骚扰电话",
}  # fmt: skip
TOLD = {"authority": "区委网信办", "told_date": "2026-03-02"}
PEOPLE = {"told_date": "2026-03-03", "told_by": "call", "told_words": "已逐一电话告知"}


def recorded(who: str = "bao", **changes: Any) -> Play:
    play = Play("data_breach")
    play.file(who, **{**RECORD, **changes})
    return play


@pytest.mark.parametrize("who", ["hu", "cheng", "peng", "lei", "gu", "admin", "cha", "hui", "wei"])
def test_nobody_but_the_officer_and_the_coordinator_writes_a_breach_down(who: str) -> None:
    play = Play("data_breach")
    assert play.refused_filing(who, **RECORD) == ("not_yours",)


@pytest.mark.parametrize(
    "missing", ["data_class", "data_kinds", "matters_concerned", "cause_class", "cause_words", "noticed_at", "harm"]
)
def test_nothing_that_the_law_asks_for_may_be_left_out(missing: str) -> None:
    play = Play("data_breach")
    assert play.refused_filing("bao", **{**RECORD, missing: ""}) == ("required",)


def test_everything_somebody_writes_about_it_is_sealed_and_no_part_of_the_entry() -> None:
    asked = {key for move in data_breach.MOVES for key, _ in move.asks()}
    texts = [field_of(data_breach.PROCEDURE, key) for key in asked]
    texts = [one for one in texts if one.type is FieldType.TEXT]
    assert {one.commit for one in texts} == {"com"}
    own = {one.key for one in data_breach.FIELDS}
    assert all(one.seal is Seal.SEALED for one in texts if one.key in own)


def test_only_those_with_the_duty_read_it() -> None:
    play = recorded()
    readers = set()
    for name, post in cast.POSTS.items():
        relations = relations_of(post, play.state, play.directory)
        given = {"post": post, "relations": relations, "area": play.state.area, "seal": Seal.SEALED}
        if any(may(verb, **given) for verb in READ_VERBS - {"case.list", "case.looks", "case.glass", "case.rating"}):
            readers.add(name)
    assert readers == {"bao", "an"}


def test_the_whole_way_with_the_authority_and_the_people_told() -> None:
    play = recorded()
    assert set(play.refused("bao", "close", lessons="双人核对")) == {"stage_forbids", "not_there_yet"}
    play.do("bao", "contain", measures="追回并删除")
    play.do("bao", "tell_people", **PEOPLE)
    assert play.refused("bao", "close", lessons="双人核对") == ("not_there_yet",)
    play.do("an", "tell_authority", **TOLD)
    assert play.refused("bao", "close") == ("required",)
    assert play.do("bao", "close", lessons="导出改为双人核对").stage == "closed"
    assert play.do("an", "take_up_again", reason="又发现一份").stage == "noticed"
    assert "not_there_yet" in play.refused("bao", "close", lessons="先报告")


def test_to_tell_nobody_takes_a_reason_and_a_second_person_and_may_be_overruled() -> None:
    play = recorded()
    play.do("bao", "contain", measures="文件有密码,已远程清除")
    assert play.refused("bao", "tell_nobody") == ("required",)
    play.do("bao", "tell_nobody", harm_avoided="文件加密,没有密码打不开")
    assert play.state.stage == "contained"
    assert play.refused("bao", "agree", proposal="tell_nobody") == ("second_person_needed",)
    assert play.do("an", "agree", proposal="tell_nobody").stage == "people_not_told"
    assert play.do("bao", "tell_people", **PEOPLE).stage == "people_told", "the authority may want it all the same"


def test_whoever_wrote_it_down_does_not_say_alone_that_it_was_none() -> None:
    play = recorded()
    assert play.refused("bao", "dismiss", findings="查无此事") == ("acted_before",)
    assert play.do("an", "dismiss", findings="收件人就是本人").stage == "no_breach"


@pytest.mark.parametrize(
    ("key", "hours"), [("containing", 24), ("telling_authority", 24)]
)  # fmt: skip
def test_what_is_not_done_at_once_moves_up(key: str, hours: int) -> None:
    play = recorded()
    due = play.state.clocks[key].due_at
    assert due - play.now == timedelta(hours=hours)
    play.wait(hours=hours + 1).tick()
    assert play.state.holder.unit == "u-centre" and play.state.count("escalations") >= 1
    assert cast.POSTS["yuan"].role is Role.DISTRICT_COORDINATOR
    assert play.do("yuan", "contain", measures="已断网").stage == "contained"


def test_the_people_are_told_within_three_working_days_of_its_end() -> None:
    play = recorded()
    play.do("bao", "tell_authority", **TOLD)
    play.do("bao", "contain", measures="已追回")
    clock = play.state.clocks["telling_people"]
    assert (clock.amount, clock.unit) == (3, "working_day")
    play.wait(days=8).tick()
    assert play.state.count("lapses") >= 1 and play.state.holder.unit == "u-centre"
