"""5213 as a week is judged by it: what counts, what is not asked for, and that sums are sums of workers' own weeks."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from linli.bench.round_weeks import invented
from linli.domain.calendar import SHANGHAI
from linli.domain.round_section import HOURLY, SchoolYear, Section, SectionKind, slots_on, spans_on
from linli.domain.round_standard import FIVE_TWO_ONE_THREE, ROUND_SETTINGS, SlotRule, Standard, slots_at, standard_at
from linli.domain.round_week import (
    Coverage,
    DayKind,
    Days,
    DoneRound,
    Exempt,
    ExemptKind,
    Need,
    Outcome,
    Shift,
    Week,
    Work,
    coverage_of,
    judged,
    monday_of,
    weeks_of,
)
from linli.domain.setting import Setting
from linli.domain.settings_catalogue import SETTINGS, Settings
from tests import cast
from tests.domain import rounds_reference

MONDAY = date(2026, 3, 2)
CALENDAR = cast.calendar()


def walked(day: date, hour: int = 9, minutes: int = 60, **changes: Any) -> DoneRound:
    at = datetime.combine(day, time(hour), tzinfo=SHANGHAI)
    return replace(DoneRound(started_at=at, ended_at=at + timedelta(minutes=minutes), is_clear=True), **changes)


def twice_a_day(days: int, **changes: Any) -> tuple[DoneRound, ...]:
    return tuple(walked(MONDAY + timedelta(days=number), hour, **changes) for number in range(days) for hour in (9, 15))


def week(*rounds: DoneRound, monday: date = MONDAY, **changes: Any) -> Week:
    return judged(Work(rounds=rounds, **changes), monday, FIVE_TWO_ONE_THREE, CALENDAR)


def unmet(found: Week) -> list[Need]:
    return [one.need for one in found.reasons if not one.is_met]


def test_five_days_of_two_hours_without_a_problem_meet_the_standard() -> None:
    found = week(*twice_a_day(5))
    assert found.is_met and found.outcome(date(2026, 3, 9)) is Outcome.MET
    assert [(one.have, one.asked) for one in found.reasons] == [(5, 5), (5, 5), (5, 5), (10, 3)]


@pytest.mark.parametrize(
    ("rounds", "lacking"),
    [
        (twice_a_day(4), [Need.DAYS, Need.ROUNDS, Need.MINUTES]),
        ((*twice_a_day(4), walked(MONDAY + timedelta(days=4))), [Need.ROUNDS, Need.MINUTES]),
        (twice_a_day(5, minutes=59), [Need.MINUTES]),
        (twice_a_day(5, is_clear=False), [Need.ITEMS]),
        ((), [Need.DAYS, Need.ROUNDS, Need.MINUTES, Need.ITEMS]),
    ],
)
def test_every_requirement_has_its_own_reason(rounds: tuple[DoneRound, ...], lacking: list[Need]) -> None:
    assert unmet(week(*rounds)) == lacking


def test_fifty_nine_minutes_are_no_hour() -> None:
    short = tuple(replace(one, ended_at=one.started_at + timedelta(minutes=59, seconds=59)) for one in twice_a_day(5))
    assert unmet(week(*short)) == [Need.MINUTES]


def test_two_of_the_items_may_be_one_matter_and_a_clear_round_is_an_item() -> None:
    same = [replace(one, is_clear=False, cases=("c1",)) for one in twice_a_day(5)]
    assert week(*same).items == 1
    assert week(*same[:9], replace(same[9], cases=("c2", "c3"))).items == 3
    assert week(*same[:9], replace(same[9], cases=(), is_clear=True)).items == 2


def test_what_is_not_asked_for_is_told_and_lessens_what_is_needed() -> None:
    leave = Exempt(days=Days(first=MONDAY, last=MONDAY + timedelta(days=1)), kind=ExemptKind.LEAVE)
    storm = Exempt(days=Days(first=date(2026, 3, 4), last=date(2026, 3, 4)), kind=ExemptKind.FLOOD)
    found = week(exempt=(leave, storm))
    kinds = [one.kind for one in found.days]
    assert kinds == [DayKind.LEAVE, DayKind.LEAVE, DayKind.FLOOD, *[DayKind.ASKED] * 2, *[DayKind.FREE] * 2]
    assert found.asked_days == 2 and found.reasons[-1].asked == 2
    on_leave = week(*twice_a_day(2), exempt=(leave, storm))
    assert on_leave.is_met, "what is done on a day that is not asked for counts all the same"
    assert week(exempt=(Exempt(days=Days(first=MONDAY, last=date(2026, 3, 8)), kind=ExemptKind.LEAVE),)).outcome(
        date(2026, 3, 9)
    ) is Outcome.EXEMPT  # fmt: skip


def test_holidays_are_not_asked_for_and_make_up_days_are() -> None:
    spring = judged(Work(), date(2026, 2, 16), FIVE_TWO_ONE_THREE, CALENDAR)
    assert spring.asked_days == sum(CALENDAR.is_working_day(one.day) for one in spring.days) < 5
    make_up = next(day for day in CALENDAR.tables[-1].work_days)
    found = judged(Work(), monday_of(make_up), FIVE_TWO_ONE_THREE, CALENDAR)
    assert next(one.kind for one in found.days if one.day == make_up) is DayKind.ASKED


def test_a_night_shift_is_the_day_on_which_it_began() -> None:
    night = Shift(starts_at=datetime(2026, 3, 2, 22, tzinfo=SHANGHAI), ends_at=datetime(2026, 3, 3, 6, tzinfo=SHANGHAI))
    before, after = walked(date(2026, 3, 2), 23), walked(date(2026, 3, 3), 4)
    rostered = (Days(first=MONDAY, last=date(2026, 3, 8)),)
    found = week(before, after, shifts=(night,), rostered=rostered)
    assert found.asked_days == 1 and found.days[0].counts and found.days[1].rounds == 0
    assert week(before, after).days[0].rounds == 1, "without a shift the day is the day"


def test_a_shift_that_was_given_away_is_asked_of_whoever_took_it() -> None:
    day = Shift(starts_at=datetime(2026, 3, 4, 8, tzinfo=SHANGHAI), ends_at=datetime(2026, 3, 4, 17, tzinfo=SHANGHAI))
    rostered = (Days(first=MONDAY, last=date(2026, 3, 8)),)
    assert week(rostered=rostered).asked_days == 0, "nothing left of the roster is nothing asked"
    assert week(rostered=rostered, shifts=(day,)).asked_days == 1


def test_a_week_that_is_not_over_is_not_lost_yet() -> None:
    found = week(*twice_a_day(2))
    assert found.outcome(date(2026, 3, 8)) is Outcome.RUNNING and found.outcome(date(2026, 3, 9)) is Outcome.NOT_MET


def test_the_standard_is_what_the_district_set_and_from_its_day_on() -> None:
    assert standard_at(Settings(), MONDAY) == Standard() and slots_at(Settings(), MONDAY) == SlotRule()
    own = Settings([Setting(key="rounds.items_per_week", value="1", from_date=date(2026, 3, 9), reason="-")])
    assert standard_at(own, MONDAY).items_per_week == 3
    assert standard_at(own, date(2026, 3, 9)).items_per_week == 1
    assert {one.key for one in ROUND_SETTINGS} <= set(SETTINGS)


def test_a_thousand_workers_and_twelve_weeks_equal_the_naive_reference() -> None:
    world = invented(workers=1_000, weeks=12, seed=7)
    standards = dict.fromkeys(world.mondays, FIVE_TWO_ONE_THREE)
    found, plain = [], []
    for work in world.works:
        weeks = weeks_of(work, standards, world.calendar)
        naive = [
            rounds_reference.week(_near(work, one), one, FIVE_TWO_ONE_THREE, world.calendar) for one in world.mondays
        ]
        for one, other in zip(weeks, naive, strict=True):
            reasons = one.reasons
            told = {
                "have": tuple(each.have for each in reasons), "asked": tuple(each.asked for each in reasons),
                "is_met": one.is_met, "rounds": one.rounds, "minutes": one.minutes,
            }  # fmt: skip
            assert told == other
        found.append(weeks)
        plain.append(naive)
    for at, monday in enumerate(world.mondays):  # a community is the sum of its workers' own weeks
        for first in range(0, 1_000, 8):
            total = coverage_of(own[at] for own in found[first : first + 8])
            own = [one[at] for one in plain[first : first + 8]]
            asked = [one for one in own if one["asked"][0]]
            assert (total.posts, total.met) == (len(asked), sum(one["is_met"] for one in asked)), monday
            assert total.rounds == sum(one["rounds"] for one in own)
            assert total.minutes == sum(one["minutes"] for one in own)
            assert total.items == sum(one["have"][3] for one in own)


def _near(work: Work, monday: date) -> Work:
    """The rounds of the week and the days around it: the reference looks at each round for each day."""
    since, until = (datetime.combine(monday + timedelta(days=days), time(), tzinfo=SHANGHAI) for days in (-2, 9))
    return replace(work, rounds=tuple(one for one in work.rounds if since <= one.started_at < until))


def test_six_slots_a_day_equal_the_naive_reference() -> None:
    world = invented(workers=60, weeks=12, seed=3)
    section = Section(id="s", name="河东路", kind=SectionKind.STREET, area_path=cast.GRID)
    for work in world.works:
        visits = sorted(one.started_at for one in work.rounds)
        for number in range(7 * 12):
            day = world.mondays[0] + timedelta(days=number)
            near = [one for one in visits if abs((one.date() - day).days) <= 2]
            found = [one.is_covered for one in slots_on(section, day, visits, SlotRule(), world.calendar)]
            assert found == rounds_reference.covered_slots(day, near, 6, 6, world.calendar)
            hourly = slots_on(replace(section, is_continuous=True), day, visits, SlotRule(), world.calendar)
            naive = rounds_reference.covered_slots(day, near, 24, 0, world.calendar)
            assert [one.is_covered for one in hourly] == naive


def test_slots_make_up_the_whole_day_whatever_their_number() -> None:
    for count in range(1, 25):
        spans = spans_on(MONDAY, SlotRule(slots_per_day=count, first=time(6)), CALENDAR)
        following = spans_on(MONDAY + timedelta(days=1), SlotRule(slots_per_day=count, first=time(6)), CALENDAR)
        assert len(spans) == count and spans[-1][1] == following[0][0]
    assert len(spans_on(MONDAY, HOURLY, CALENDAR)) == 24


def test_a_school_gate_is_asked_for_on_school_days_when_school_begins_and_ends() -> None:
    gate = Section(id="s", name="一小", kind=SectionKind.SCHOOL_GATE, area_path=cast.GRID)
    school = SchoolYear(terms=(Days(first=date(2026, 3, 1), last=date(2026, 7, 3)),))
    at = datetime(2026, 3, 2, 7, 40, tzinfo=SHANGHAI)
    spans = slots_on(gate, MONDAY, [at], SlotRule(), CALENDAR, school)
    assert [(one.begins_at.hour, one.is_covered) for one in spans] == [(6, True), (14, False)]
    for day in (date(2026, 3, 1), date(2026, 3, 7), date(2026, 7, 6)):
        assert slots_on(gate, day, [at], SlotRule(), CALENDAR, school) == ()


def test_a_total_of_few_posts_is_hidden() -> None:
    one = coverage_of([week(*twice_a_day(5))])
    assert one.posts == 1 and one.met == 1 and one.is_hidden
    four, five = (sum([one] * count, Coverage()) for count in (4, 5))
    assert four.is_hidden and not five.is_hidden
