"""Rosters on a real database: a month in one press, a swap only with the other's word, and weeks that follow them."""

from collections import Counter
from datetime import date, time, timedelta
from typing import Any

import pytest

from linli.actions.audit import audit
from linli.actions.deciding import Office
from linli.actions.rosters import answer_swap, ask_swap, make_month
from linli.actions.round_weeks import own_week
from linli.domain.problems import Refused
from linli.domain.roster import MonthPlan, month_shifts
from linli.domain.round_week import DayKind
from linli.domain.unit import Post
from linli.store import models, rosters
from tests import cast, offices
from tests.actions import rounds_played as played
from tests.actions.rounds_played import HE, MONDAY, QIU, REN, at

PLAN = MonthPlan(
    month=date(2026, 3, 1), posts=("p-ren", "p-qiu"), begins=time(22), ends=time(6), per_day=1, every_day=True
)


@pytest.fixture
def office(db: None) -> Office:
    return played.set_up()


def codes_of(work: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as refusal:
        work()
    return refusal.value.codes


def made(office: Office, plan: MonthPlan = PLAN, who: Post = HE) -> int:
    return make_month(office, who, plan, command_id=offices.command_id("month"), now=at(8))


def shift_of(office: Office, day: date) -> rosters.ShiftLine:
    found = rosters.shifts_of_unit(office.county_id, HE.unit_id, at(0, day=day), at(23, 59, day=day))
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("posts", range(1, 9))
@pytest.mark.parametrize("per_day", [0, 1, 2, 3])
def test_a_month_by_turns_is_fair_and_leaves_no_day_out(posts: int, per_day: int) -> None:
    names = tuple(f"p{number}" for number in range(posts))
    for month in (date(2026, 2, 1), date(2026, 12, 1), date(2028, 2, 1)):
        plan = MonthPlan(
            month=month, posts=names, begins=time(8), ends=time(8), per_day=min(per_day, posts), every_day=True
        )
        shifts = month_shifts(plan, cast.calendar())
        counts = Counter(one.post for one in shifts)
        assert max(counts.values()) - min(counts[one] for one in names) <= 1
        on_day = Counter(one.shift[:8] for one in shifts)
        assert len(on_day) == (date(month.year + month.month // 12, month.month % 12 + 1, 1) - month).days
        assert set(on_day.values()) == {min(per_day, posts) or posts}
        assert len({one.shift for one in shifts}) == len(shifts)
        assert all(len({one.post for one in shifts if one.shift[:8] == day}) == on_day[day] for day in on_day)


def test_a_month_is_made_in_one_press_and_stands(office: Office) -> None:
    plan = MonthPlan(month=date(2026, 3, 1), posts=(), begins=time(8), ends=time(17), per_day=9)
    assert codes_of(lambda: made(office, plan)) == ("required", "roster_per_day")
    assert codes_of(lambda: made(office, who=REN)) == ("not_yours",)
    strangers = MonthPlan(month=date(2025, 3, 1), posts=("p-lan", "p-wei"), begins=time(8), ends=time(17))
    assert codes_of(lambda: made(office, strangers)) == ("unknown_choice", "unknown_choice", "roster_month")
    assert made(office) == 31
    assert codes_of(lambda: made(office)) == ("roster_stands",)
    assert models.Shift.objects.count() == 31
    assert audit().fault_count == 0


def test_a_large_unit_fits_into_the_journal(office: Office) -> None:
    from tests.actions.test_rounds import many_workers

    large, posts = many_workers(office, 30)
    plan = MonthPlan(month=date(2026, 4, 1), posts=tuple(one.id for one in posts), begins=time(8), ends=time(17))
    assert made(large, plan) == 30 * sum(
        large.directory.calendar.is_working_day(date(2026, 4, day)) for day in range(1, 31)
    )


def test_a_shift_changes_hands_only_with_the_others_word(office: Office) -> None:
    made(office)
    wednesday = MONDAY + timedelta(days=2)
    line = shift_of(office, wednesday)
    giver, taker = (REN, QIU) if line.post == REN.id else (QIU, REN)

    def ask(who: Post, to: str, *, hour: int = 9) -> None:
        ask_swap(office, who, line.shift, to, command_id=offices.command_id("ask"), now=at(hour))

    def answer(who: Post, *, is_agreed: bool) -> None:
        answer_swap(office, who, line.shift, is_agreed=is_agreed, command_id=offices.command_id("yes"), now=at(10))

    assert codes_of(lambda: ask(taker, giver.id)) == ("shift_gone",)
    assert codes_of(lambda: ask(giver, giver.id)) == ("shift_own",)
    assert codes_of(lambda: ask(giver, "p-lan")) == ("unknown_choice",)
    assert codes_of(lambda: answer(taker, is_agreed=True)) == ("shift_gone",)
    ask(giver, taker.id)
    assert shift_of(office, wednesday).post == giver.id, "asked is not yet taken"
    assert codes_of(lambda: answer(HE, is_agreed=True)) == ("shift_gone",)
    assert codes_of(lambda: answer(giver, is_agreed=True)) == ("shift_gone",)
    answer(taker, is_agreed=False)
    assert (shift_of(office, wednesday).post, shift_of(office, wednesday).asked) == (giver.id, "")
    ask(giver, taker.id)
    answer(giver, is_agreed=False)
    ask(giver, taker.id)
    before = own_week(office, giver, MONDAY).week, own_week(office, taker, MONDAY).week
    answer(taker, is_agreed=True)
    after = own_week(office, giver, MONDAY).week, own_week(office, taker, MONDAY).week
    assert (before[0].days[2].kind, before[1].days[2].kind) == (DayKind.ASKED, DayKind.FREE)
    assert (after[0].days[2].kind, after[1].days[2].kind) == (DayKind.FREE, DayKind.ASKED)
    late = at(23, day=wednesday)
    begun = lambda: ask_swap(office, taker, line.shift, giver.id, command_id="late", now=late)  # noqa: E731
    assert codes_of(begun) == ("shift_begun",)


def test_nobody_is_on_two_shifts_at_once(office: Office) -> None:
    made(office, MonthPlan(month=date(2026, 3, 1), posts=("p-ren", "p-qiu"), begins=time(8), ends=time(17)))
    both = rosters.shifts_of_unit(
        office.county_id, HE.unit_id, at(0, day=date(2026, 3, 4)), at(23, day=date(2026, 3, 4))
    )
    own = next(one for one in both if one.post == REN.id)
    ask = lambda: ask_swap(office, REN, own.shift, QIU.id, command_id="c", now=at(9))  # noqa: E731
    assert len(both) == 2 and codes_of(ask) == ("shift_clash",)


def test_a_night_of_the_roster_is_one_day_of_the_week(office: Office) -> None:
    made(office)
    line = shift_of(office, MONDAY)
    who = "ren" if line.post == REN.id else "qiu"
    for hour, day in ((22, MONDAY), (2, MONDAY + timedelta(days=1))):
        played.walk(office, who, now=at(hour, 30, day=day))
    week = own_week(office, cast.POSTS[who], MONDAY).week
    assert week.days[0].counts and week.days[0].rounds == 2 and week.days[1].rounds == 0
    assert own_week(office, cast.POSTS["lan"], MONDAY).week.asked_days == 5, "another unit's roster is nothing to them"
