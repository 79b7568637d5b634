"""Duty in the demo: months that stand, notes from shift to shift, a swap, a leave; and nothing else is moved by it."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client

from linli.actions.round_weeks import own_week
from linli.actions.shift_notes import duty_of, note_words, notes_for
from linli.demo.cast import Cast
from linli.demo.round_steps import full_weeks, leader_over
from linli.demo.seats import FIRST_STREET, seats_in
from linli.demo.texts.shift_notes import LEFT
from linli.demo.year.duty import go_on_duty
from linli.demo.year.rounds import walk_weeks
from linli.domain.area import AreaLevel
from linli.domain.exemption import ExemptStage
from linli.domain.roster import month_days
from linli.domain.round_week import Week
from linli.domain.unit import Post, Role
from linli.store import exemptions, models, rosters, shift_notes
from linli.store.auditing import audit_store
from linli.ui.moment import present
from tests.demo.conftest import Demo

LABEL = "demo/7"
ROSTER, NOTES, DRIVES = "/console/rounds/roster", "/console/rounds/handover", "/console/rounds/broadcasts"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnDuty:
    """A demo whose unit is on duty, and what stood in it before."""

    demo: Demo
    seat: Post
    workers: tuple[Post, ...]
    weeks: tuple[Week, ...]
    cases: int

    def months(self) -> tuple[date, date]:
        """Return the present month and the next one."""
        first = self.demo.office.directory.calendar.local_date(present()).replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1)


def weeks_of(demo: Demo, posts: tuple[Post, ...]) -> tuple[Week, ...]:
    mondays = full_weeks(demo.office, demo.wanted.until)
    return tuple(own_week(demo.office, post, monday).week for post in posts for monday in mondays)


@pytest.fixture(scope="module")
def duty(small_demo: Demo) -> OnDuty:
    office, until = small_demo.office, small_demo.wanted.until
    streets = sorted((one for one in office.directory.tree if one.level is AreaLevel.SUBDISTRICT), key=lambda a: a.path)
    seats = seats_in(Cast(office, until), streets[FIRST_STREET])
    seat = office.directory.posts[next(one.post_id for one in seats if one.kind.key == "grid_worker")]
    workers = office.directory.posts_of(seat.unit_id, until, (Role.GRID_WORKER,))
    walk_weeks(office, until, LABEL, communities=1)
    weeks, cases = weeks_of(small_demo, workers), models.Case.objects.count()
    assert [go_on_duty(office, until, LABEL) for _ in range(2)] == [1, 0]
    return OnDuty(demo=small_demo, seat=seat, workers=workers, weeks=weeks, cases=cases)


def seated(post: Post) -> Client:
    visitor = Client()
    visitor.post("/demo/seat/", {"post": post.id})
    return visitor


def page(post: Post, address: str) -> str:
    answer = seated(post).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def elsewhere(duty: OnDuty) -> Post:
    """Return a grid worker of another community."""
    posts = duty.demo.office.directory.posts.values()
    return next(one for one in posts if one.role is Role.GRID_WORKER and one.unit_id != duty.seat.unit_id)


def test_this_month_and_the_next_stand_for_all_workers_of_the_seats_unit(duty: OnDuty) -> None:
    office, calendar = duty.demo.office, duty.demo.office.directory.calendar
    for month in duty.months():
        days = [one for one in month_days(month) if calendar.is_working_day(one)]
        since, until = (calendar.midnight(one) for one in (month, month_days(month)[-1] + timedelta(days=1)))
        found = rosters.shifts_of_unit(office.county_id, duty.seat.unit_id, since, until)
        assert len(found) == len(days) * len(duty.workers)
        shown = page(duty.seat, f"{ROSTER}?month={month:%Y-%m}")
        assert shown.count("08:00–17:30") >= len(found) and 'value="make"' not in shown
        assert "08:00–17:30" not in page(elsewhere(duty), f"{ROSTER}?month={month:%Y-%m}")
    today = calendar.local_date(present())
    assert today in month_days(duty.months()[0]), "the page opens at the month that holds today"
    assert page(duty.seat, ROSTER).count("08:00–17:30") >= len(duty.workers)


def test_the_seats_note_was_read_and_one_waits_for_it(duty: OnDuty) -> None:
    office, now = duty.demo.office, present()
    (own,) = shift_notes.of_writer(office.county_id, duty.seat.id)
    (waiting,) = notes_for(office, duty.seat, duty_of(office, duty.seat, now))
    assert own.read_at is not None and waiting.read_at is None
    assert own.written_at < own.read_at < waiting.written_at < now
    words = note_words(office, (own, waiting))
    assert all(any(said.endswith(left.removeprefix("{place}")) for left in LEFT) for said in words.values())
    shown = page(duty.seat, NOTES)
    assert words[own.id] in shown and words[waiting.id] in shown and shown.count('value="confirm"') == 1
    assert not any(said in page(elsewhere(duty), NOTES) for said in words.values())


def test_one_shift_ahead_is_the_leaders_and_one_day_ahead_is_leave(duty: OnDuty) -> None:
    office, now = duty.demo.office, present()
    leader = leader_over(office, duty.seat, now)
    by_post = rosters.shifts_by_post(office.county_id, now, now + timedelta(days=40))
    (stood_in,) = by_post[leader.id]
    assert not stood_in.asked and stood_in.starts_at > now
    together = [one for own in by_post.values() for one in own if one.starts_at == stood_in.starts_at]
    assert len([one for one in together if one.unit == duty.seat.unit_id]) == len(duty.workers)
    taken = models.Entry.objects.filter(stream=f"roster/{duty.seat.unit_id}", type="roster.swap_agreed")
    assert taken.count() == 1
    ahead = [one for one in exemptions.of_post(office.county_id, duty.seat.id) if one.first_date > now.date()]
    assert [one.stage for one in ahead] == [ExemptStage.AGREED]


def test_the_loudspeaker_cars_drives_are_shown_to_the_seat(duty: OnDuty) -> None:
    drives = models.Broadcast.objects.filter(unit=duty.seat.unit_id)
    assert drives.count() == 2
    assert page(duty.seat, DRIVES).count('value="strike"') == 2
    assert 'value="strike"' not in page(elsewhere(duty), DRIVES)


def test_no_week_is_judged_otherwise_no_matter_is_added_and_the_rows_are_their_streams(duty: OnDuty) -> None:
    assert weeks_of(duty.demo, duty.workers) == duty.weeks
    assert models.Case.objects.count() == duty.cases
    assert audit_store().faults == ()
