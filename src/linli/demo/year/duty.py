"""The duty of whoever a visitor can sit down as: a roster of their unit, shifts handed over, one swapped, one leave.

The months and their shifts are the calendar's own working days, so that every week is judged as it was without them;
what changes hands and who is away lies ahead. Last month's roster stands too: on the first of a month the shift before
is one of it. Who does what is drawn by the seed.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction

from linli.actions.deciding import Office
from linli.actions.exemptions import AskedDays, ask_leave, decide_leave
from linli.actions.rosters import answer_swap, ask_swap, make_month, walkers_of
from linli.actions.shift_notes import confirm_note, write_note
from linli.demo.cast import Cast
from linli.demo.round_steps import leader_over, stream_of
from linli.demo.seats import FIRST_STREET, seats_in
from linli.demo.texts.shift_notes import LEFT
from linli.demo.year.rounds import streets
from linli.domain.exemption import STREAM as EXEMPTION
from linli.domain.place import PlaceKind
from linli.domain.roster import MonthPlan
from linli.domain.round import HELD_TO_STANDARD
from linli.domain.unit import Post
from linli.store import journal, rosters
from linli.store.rosters import ShiftLine

BEGINS, ENDS = time(8), time(17, 30)
MADE_ON, MADE_HOUR = 25, 15
"""Day of the month before, and hour, on which a month is made."""
MADE_BY = timedelta(days=2)
"""So long ago the next month was made, where that day is still to come."""
BACK, AHEAD = timedelta(days=30), timedelta(days=30)
"""Within these there are two shifts that are over, and some that begin, whatever holidays there are."""
BEFORE_END, AFTER_START = timedelta(minutes=10), timedelta(minutes=8)
"""When a note is written, and when it is read."""
SWAPPED_AFTER, LEAVE_AFTER = timedelta(days=3), timedelta(days=8)
"""So long from now a shift is somebody else's, and the visitor's worker is away."""
ASKED_HOUR, GRANTED_HOUR = 9, 16
"""When on the day before somebody asks, and is told yes."""
WHERE = frozenset({PlaceKind.ESTATE, PlaceKind.HAMLET, PlaceKind.COURTYARD})


def go_on_duty(office: Office, now: datetime, label: str) -> int:
    """Put the walkers among the seats of the visitors' street on duty, once; return of how many units."""
    street, posts = office.directory.tree.by_path[streets(office)[FIRST_STREET]], office.directory.posts
    seated = [posts[one.post_id] for one in seats_in(Cast(office, now), street) if one.post_id in posts]
    begun = 0
    for post in (one for one in seated if one.role in HELD_TO_STANDARD):
        duty = _Duty(office=office, now=now, post=post, mark=f"{label}/duty/{post.unit_id}")
        if journal.known_command(office.county_id, f"{duty.mark}/leave") is None:
            with transaction.atomic():
                duty.make_months()
                duty.hand_over()
                duty.swap()
                duty.take_leave()
            begun += 1
    return begun


@dataclass(frozen=True, slots=True, kw_only=True)
class _Duty:
    """The duty of one unit: whom the visitor sits down as, the demo's present, and what begins the commands."""

    office: Office
    now: datetime
    post: Post
    mark: str

    @property
    def colleagues(self) -> list[Post]:
        """The other workers of the unit, in an order that the seed draws; its leader stands in and has no shift."""
        found = walkers_of(self.office, self.post.unit_id, self.now)
        others = [one for one in found if one.role in HELD_TO_STANDARD and one.id != self.post.id]
        return Random(self.mark).sample(others, len(others))

    @property
    def leader(self) -> Post:
        """Who makes the roster, agrees to leave and stands in."""
        return leader_over(self.office, self.post, self.now)

    def make_months(self) -> None:
        """Let the leader make the last month, this one and the next: all workers on each working day."""
        first = self.office.directory.calendar.local_date(self.now).replace(day=1)
        before = (first - timedelta(days=1)).replace(day=1)
        on_duty = tuple(sorted(one.id for one in (self.post, *self.colleagues)))
        for month in (before, first, (first + timedelta(days=31)).replace(day=1)):
            plan = MonthPlan(month=month, posts=on_duty, begins=BEGINS, ends=ENDS)
            made_at = min(self._at((month - timedelta(days=1)).replace(day=MADE_ON), MADE_HOUR), self.now - MADE_BY)
            make_month(self.office, self.leader, plan, command_id=f"{self.mark}/{month:%Y%m}", now=made_at)

    def hand_over(self) -> None:
        """Leave a note of each of the last two shifts: the visitor's was read, the colleague's waits to be."""
        over = [one for one in self._shifts(-BACK) if one.ends_at <= self.now]
        before, last = sorted({one.starts_at for one in over})[-2:]
        colleague = self.colleagues[0]
        read, waiting = Random(f"{self.mark}/notes").sample(LEFT, 2)
        note_id = self._write(self.post, over, before, read)
        read_at = last + AFTER_START
        confirm_note(self.office, colleague, note_id, command_id=f"{self.mark}/confirm", now=read_at)
        self._write(colleague, over, last, waiting)

    def _write(self, post: Post, over: list[ShiftLine], starts_at: datetime, words: str) -> str:
        own = next(one for one in over if one.post == post.id and one.starts_at == starts_at)
        return write_note(
            self.office, post, own.shift, words.format(place=self._place(own.shift)),
            command_id=f"{self.mark}/note/{own.shift}", now=own.ends_at - BEFORE_END,
        )  # fmt: skip

    def _place(self, shift: str) -> str:
        """Return the name of a place where people live in the unit's area, or of the area."""
        area = self.office.directory.tree.by_path[self.office.directory.units[self.post.unit_id].area_path]
        names = sorted(
            one.name
            for one in self.office.directory.setup.places
            if one.is_active and one.kind in WHERE and one.area_path.startswith(area.path)
        )
        return Random(f"{self.mark}/{shift}").choice(names or [area.name])

    def swap(self) -> None:
        """Let a colleague ask the leader to stand in for one shift, and the leader take it over."""
        giver = self.colleagues[-1]
        shift = next(one for one in self._shifts(SWAPPED_AFTER) if one.post == giver.id).shift
        asked_at, agreed_at = self._yesterday(ASKED_HOUR), self._yesterday(GRANTED_HOUR)
        ask_swap(self.office, giver, shift, self.leader.id, command_id=f"{self.mark}/ask", now=asked_at)
        answer_swap(self.office, self.leader, shift, is_agreed=True, command_id=f"{self.mark}/take", now=agreed_at)

    def take_leave(self) -> None:
        """Let the visitor's worker ask for leave of a day on duty, and the leader agree."""
        calendar, id_ = self.office.directory.calendar, f"{self.mark}/leave"
        shift = next(one for one in self._shifts(LEAVE_AFTER) if one.post == self.post.id)
        day = calendar.local_date(shift.starts_at)
        ask_leave(
            self.office, self.post, AskedDays(first=day, last=day), command_id=id_, now=self._yesterday(ASKED_HOUR)
        )  # fmt: skip
        decide_leave(
            self.office, self.leader, stream_of(self.office, id_, EXEMPTION), is_agreed=True,
            command_id=f"{self.mark}/agree", now=self._yesterday(GRANTED_HOUR),
        )  # fmt: skip

    def _shifts(self, since: timedelta) -> tuple[ShiftLine, ...]:
        """Return the unit's shifts from so far off the present on."""
        since_at = self.now + since
        return rosters.shifts_of_unit(self.office.county_id, self.post.unit_id, since_at, self.now + AHEAD)

    def _at(self, day: date, hour: int) -> datetime:
        return self.office.directory.calendar.midnight(day) + timedelta(hours=hour)

    def _yesterday(self, hour: int) -> datetime:
        return self._at(self.office.directory.calendar.local_date(self.now) - timedelta(days=1), hour)
