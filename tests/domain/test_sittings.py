"""Sittings read from the entries: planned, called off, held; and two that would need one room at one time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from linli.domain.calendar import SHANGHAI
from linli.domain.danger_words import names_danger
from linli.domain.engine.assembling import Head, chain
from linli.domain.engine.context import EntryDraft
from linli.domain.engine.effects import StageSet
from linli.domain.entry import Entry, parse_entry
from linli.domain.room import Booking, room_problems
from linli.domain.sittings import SittingState, clashes, plan_problems, sittings_of

AT = datetime(2026, 3, 10, 14, 30, tzinfo=SHANGHAI)
PLANNED = {"sitting_at": AT.isoformat(), "sitting_minutes": 60, "room": "r1", "session_kind": "closed"}


def entries(*told: tuple[str, Mapping[str, Any]]) -> tuple[Entry, ...]:
    drafts = tuple(
        EntryDraft(stream="case/1", type=f"case.{verb}", at=AT, actor={"kind": "system"}, pub=pub, effects=())
        for verb, pub in told
    )
    return tuple(parse_entry(one.body) for one in chain(drafts, Head(seq=0), lambda count: bytes(count)))


def test_a_sitting_keeps_its_number_whatever_becomes_of_the_others() -> None:
    found = sittings_of(
        entries(
            ("plan_sitting", PLANNED), ("plan_sitting", PLANNED), ("cancel_sitting", {"sitting": 1}),
            ("hold_session", {"sitting": 2, "attended": 4, "session_kind": "open"}),
        )
    )  # fmt: skip
    assert [(one.number, one.state) for one in found] == [(1, SittingState.CANCELLED), (2, SittingState.HELD)]
    assert (found[1].attended, found[1].kind, found[1].room) == (4, "open", "r1")
    assert found[0].ends_at - found[0].starts_at == timedelta(hours=1)


def test_the_end_of_a_dispute_calls_off_what_was_planned_and_leaves_what_was_held() -> None:
    ended = StageSet(to="withdrawn", kind="final").to_json()
    told = (("plan_sitting", PLANNED), ("hold_session", {"sitting": 1, "attended": 2}), ("plan_sitting", PLANNED))
    (last,) = entries(("withdraw", {}))
    for effects, state in (((), SittingState.PLANNED), ((ended,), SittingState.CANCELLED)):
        found = sittings_of((*entries(*told), replace(last, effects=effects)))
        assert [one.state for one in found] == [SittingState.HELD, state]


def test_a_record_without_a_plan_is_a_sitting_of_its_own() -> None:
    found = sittings_of(entries(("hold_session", {"attended": 3, "session_kind": "closed"})))
    assert [(one.number, one.minutes, one.state) for one in found] == [(1, 0, SittingState.HELD)]


@pytest.mark.parametrize("named", [1, 7, 0])
def test_a_record_of_what_was_called_off_or_never_planned_changes_no_other(named: int) -> None:
    told = (("plan_sitting", PLANNED), ("cancel_sitting", {"sitting": 1}), ("hold_session", {"sitting": named}))
    assert [one.state for one in sittings_of(entries(*told))] == [SittingState.CANCELLED, SittingState.HELD]


@pytest.mark.parametrize(("shift_minutes", "is_clash"), [(-60, False), (-59, True), (0, True), (59, True), (60, False)])
def test_two_clash_where_they_share_any_time_and_may_follow_at_once(shift_minutes: int, is_clash: bool) -> None:
    def booking(starts_at: datetime) -> Booking:
        return Booking(stream="case/1", seq=1, room="r1", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))

    assert clashes(booking(AT), [booking(AT + timedelta(minutes=shift_minutes))]) is is_clash


def test_every_mistake_in_a_plan_is_named_at_once() -> None:
    assert [one.at for one in plan_problems(None, 5, AT)] == ["sitting_at", "sitting_minutes"]
    assert [one.code for one in plan_problems(AT, 60, AT)] == ["sitting_in_the_past"]
    assert [one.at for one in room_problems("", "x" * 200, 0)] == ["name", "where_words", "seats"]
    assert room_problems("一号", "二楼", 12) == ()


@pytest.mark.parametrize("words", ["他动手打人", "说要砍死我", "家暴", "he HITS ME", "ｋｎｉｆｅ", "不想活了"])
def test_words_of_danger_are_heard_however_they_are_typed(words: str) -> None:
    assert names_danger("前面的话", words)


def test_an_ordinary_quarrel_shows_no_helpline_first() -> None:
    assert not names_danger("楼上漏水", "请他修好并赔偿", "三号楼 301 李某")
