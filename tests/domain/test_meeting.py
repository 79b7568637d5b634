"""Joint meetings, pure: what is missing is named item by item, and a sitting is what its entries add up to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from linli.domain.directory import Directory
from linli.domain.entry import moment_text
from linli.domain.meeting import (
    ItemSet,
    MeetingSet,
    MeetingStage,
    Sitting,
    holds_for,
    may_prepare,
    may_read,
    may_sign,
    meeting_unit,
)
from linli.domain.meeting_checks import (
    Fixing,
    Minutes,
    Plan,
    Pressing,
    fixing_problems,
    plan_problems,
    pressing_problems,
)
from tests import cast
from tests.cast import MONDAY, POSTS, UNITS

LIUAN, DISTRICT = UNITS["liuan-meeting"], UNITS["meeting"]
HELD_AT = MONDAY + timedelta(days=3)
ITEM = ItemSet(case="C1", position=1, why=("overdue",))
WHOLE = replace(ITEM, sponsor="p-ma", unit="u-liuan", post="p-zhou", due_date="2026-04-01", words_seq=2)


@pytest.fixture
def directory() -> Directory:
    return cast.directory()


def sitting(*items: ItemSet, stage: MeetingStage = MeetingStage.PLANNED) -> Sitting:
    told = MeetingSet(
        unit=LIUAN.id, area=LIUAN.area_path, starts=moment_text(HELD_AT), length_minutes=60, place="三楼",
        chair="p-ma", units=("u-liuan", "u-bridge-east"), stage=stage.value,
    )  # fmt: skip
    return Sitting(stream="meeting/M1", seq=3, told=told, items={one.case: one for one in items})


def problems(*items: ItemSet, who: str = "ma", given: Minutes | None = None, at: datetime = HELD_AT) -> set[str]:
    minutes = given or Minutes(summary="听取汇报", present=("u-liuan",))
    pressing = Pressing(sitting=sitting(*items), written=frozenset({2}), finals={"C9": True})
    found = pressing_problems(pressing, minutes, POSTS[who], cast.directory(), at)
    assert all(one.within(language) for one in found for language in ("zh", "en"))
    return {f"{one.code}@{one.at}" if one.at else one.code for one in found}


def test_a_plan_lacks_everything_at_once(directory: Directory) -> None:
    found = plan_problems(Plan(starts_at=None, length_minutes=7), LIUAN, directory, MONDAY)
    assert [(one.code, one.at) for one in found] == [
        ("required", "starts_at"), ("required", "place"), ("unknown_choice", "length_minutes"), ("required", "chair"),
        ("required", "units"),
    ]  # fmt: skip
    past = Plan(starts_at=MONDAY, place="三\x00楼", chair="p-tang", units=("u-nobody",))
    codes = [one.code for one in plan_problems(past, LIUAN, directory, MONDAY)]
    assert codes == ["meeting_in_past", "bad_text", "meeting_chair", "unknown_choice"]


@pytest.mark.parametrize("year", [2030, 9999])
def test_a_year_that_is_a_slip_of_the_pen_is_named(directory: Directory, year: int) -> None:
    plan = Plan(starts_at=datetime(year, 12, 31, 23, 59, tzinfo=UTC), place="三楼", chair="p-ma", units=("u-liuan",))
    assert [(one.code, one.at) for one in plan_problems(plan, LIUAN, directory, MONDAY)] == [
        ("meeting_too_far", "starts_at")
    ]
    found = fixing_problems(ITEM, Fixing(due_date=f"{year}-12-31"), directory, MONDAY)
    assert [(one.code, one.at) for one in found] == [("meeting_too_far", "due_date")]


def test_sponsor_and_handler_are_two_people_even_where_one_has_two_posts(directory: Directory) -> None:
    two_posts = Fixing(sponsor="p-gu", handler="p-zhou")
    assert fixing_problems(ITEM, two_posts, directory, MONDAY) == []
    same = {**directory.posts, "p-gu": replace(POSTS["gu"], staff_id="s-zhou")}
    other = Directory(replace(directory.setup, posts=tuple(same.values())))
    assert [one.code for one in fixing_problems(ITEM, two_posts, other, MONDAY)] == ["sponsor_is_handler"]
    one = Fixing(sponsor="p-gu", handler="p-gu")
    assert [problem.code for problem in fixing_problems(ITEM, one, directory, MONDAY)] == ["sponsor_is_handler"]


def test_what_is_wrong_with_an_item_is_named_whole(directory: Directory) -> None:
    given = Fixing(sponsor="p-ren", handler="p-nobody", due_date="2026-03-02", measures="长" * 1001)
    found = fixing_problems(ITEM, given, directory, MONDAY)
    assert [(one.code, one.at) for one in found] == [
        ("not_in_future", "due_date"), ("too_long", "measures"), ("unknown_choice", "sponsor"),
        ("unknown_choice", "handler"),
    ]  # fmt: skip
    assert [one.code for one in fixing_problems(ITEM, Fixing(due_date="下周"), directory, MONDAY)] == ["not_a_date"]


def test_minutes_without_one_of_the_four_are_refused_item_by_item() -> None:
    assert problems(ITEM, replace(WHOLE, case="C2", position=2, due_date="")) == {
        "item_lacks_sponsor@items.C1.sponsor", "item_lacks_handler@items.C1.handler",
        "item_lacks_measures@items.C1.measures", "item_lacks_due_date@items.C1.due_date",
        "item_lacks_due_date@items.C2.due_date",
    }  # fmt: skip
    assert problems(WHOLE) == set()


def test_an_item_that_was_missed_needs_an_order() -> None:
    missed = replace(ITEM, why=("missed",))
    assert problems(missed) == {
        "item_lacks_strength@items.C1.strength", "item_lacks_reason@items.C1.measures",
        "item_lacks_due_date@items.C1.due_date",
    }  # fmt: skip
    assert problems(replace(missed, strength="order", words_seq=2, due_date="2026-04-01")) == set()


def test_minutes_are_pressed_by_the_convener_after_the_meeting_began_and_once() -> None:
    assert problems(WHOLE, who="hu") == {"convener_signs"}
    assert problems(WHOLE, who="tang") == {"convener_signs"}
    assert problems(WHOLE, at=MONDAY) == {"meeting_not_begun"}
    assert problems() == {"agenda_empty"}
    assert problems(replace(WHOLE, case="C9")) == {"item_closed@items.C9"}
    assert problems(WHOLE, given=Minutes(present=("u-stone",))) == {"required@summary", "unknown_choice@present"}
    assert problems(WHOLE, at=datetime(2026, 5, 1, tzinfo=UTC)) == {"item_date_past@items.C1.due_date"}
    for stage, code in ((MeetingStage.DECIDED, "minutes_made"), (MeetingStage.CANCELLED, "meeting_cancelled")):
        pressing = Pressing(sitting=sitting(WHOLE, stage=stage), written=frozenset({2}))
        minutes = Minutes(summary="x", present=("u-liuan",))
        found = pressing_problems(pressing, minutes, POSTS["ma"], cast.directory(), HELD_AT)
        assert [one.code for one in found] == [code]


def test_a_matter_is_on_the_agenda_of_the_tier_that_has_it_and_of_no_other() -> None:
    for key, wanted in (("liuan", "liuan-meeting"), ("bridge-east", "liuan-meeting"), ("city-management", "meeting"),
                        ("centre", "meeting"), ("dongtang", "")):  # fmt: skip
        found = [unit.key for unit in (LIUAN, DISTRICT) if holds_for(unit, UNITS[key])]
        assert found == ([wanted] if wanted else [])
    assert not holds_for(LIUAN, None)


def test_the_office_prepares_the_convener_signs_and_the_sponsor_reads(directory: Directory) -> None:
    for who, prepares, signs in (
        ("hu", True, False), ("gu", True, False), ("ma", True, True), ("zhou", False, False), ("deng", False, False),
        ("tang", False, False),
    ):  # fmt: skip
        assert (may_prepare(POSTS[who], LIUAN, directory), may_sign(POSTS[who], LIUAN)) == (prepares, signs), who
    assert meeting_unit(POSTS["gao"], directory) == DISTRICT and not may_prepare(POSTS["gao"], DISTRICT, directory)
    assert meeting_unit(POSTS["ren"], directory) is None
    assert may_read(POSTS["he"], sitting(), directory)
    for who in ("ren", "deng", "bai", "admin", "wei"):
        assert not may_read(POSTS[who], sitting(), directory), who
