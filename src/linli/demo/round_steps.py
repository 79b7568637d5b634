"""Rounds, step by step through the real actions: an hour past the places of a grid, a week of them, leave, a flood."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from linli.actions.deciding import Office
from linli.actions.exemptions import AskedDays, ask_leave, decide_leave, state_days
from linli.actions.round_weeks import own_week
from linli.actions.rounds import CheckIn, check_in, finish_round, report_found, start_round
from linli.demo.cast import Cast
from linli.domain.area import AreaLevel
from linli.domain.exemption import LEADERS, OFFICE, is_own_leave
from linli.domain.exemption import STREAM as EXEMPTION
from linli.domain.round import STREAM, How, Round
from linli.domain.round_week import DayKind, ExemptKind, Week, monday_of
from linli.domain.unit import Post
from linli.store import exemptions, journal, ledgers, rounds
from linli.store.rounds import ROUNDS

FIRST_HOUR, SECOND_HOUR = 9.0, 15.25
"""When the two rounds of a day begin."""
FULL, SHORT = 65, 25
"""Minutes of a round that counts, and of one that was broken off."""
EVERY_MINUTES = 18
"""Between two check-ins: far below what makes a round count as forgotten."""
A_WEEK = timedelta(days=7)
ENOUGH_DAYS = 4
"""A week with fewer working days shows little."""
WEEKS_BACK = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """Whose rounds are walked, and what begins the ids of the commands."""

    office: Office
    post: Post
    mark: str

    def walk(self, starts_at: datetime, *, minutes: int = FULL, is_clear: bool = False) -> str:
        """Walk one round to its end; return its id."""
        round_id = self.begin(starts_at, minutes=minutes)
        finish_round(
            self.office, self.post, round_id, is_clear=is_clear, command_id=self.id(f"finish/{starts_at:%m%d%H%M}"),
            now=starts_at + timedelta(minutes=minutes),
        )  # fmt: skip
        return round_id

    def begin(self, starts_at: datetime, *, minutes: int, name: str = "", but_last: bool = False) -> str:
        """Start a round and check in at its places, one after another; return its id."""
        name = name or f"{starts_at:%m%d%H%M}"
        round_id = start_round(self.office, self.post, command_id=self.id(f"start/{name}"), now=starts_at)
        planned = round_there(self.office, round_id).head.planned
        places = planned[:-1] if but_last else planned
        for number in range(max(1, minutes // EVERY_MINUTES) if places else 0):
            at = starts_at + timedelta(minutes=6 + number * EVERY_MINUTES)
            if at < starts_at + timedelta(minutes=minutes):
                asked = CheckIn(place=places[number % len(places)], how=How.QR)
                check_in(
                    self.office, self.post, round_id, asked, command_id=self.id(f"stop{number}/{name}"), now=at
                )  # fmt: skip
        return round_id

    def find(self, round_id: str, given: Mapping[str, str], now: datetime, *, part: str = "") -> str:
        """File what was found; return the matter's id."""
        return report_found(self.office, self.post, round_id, given, command_id=self.id(f"found{part}"), now=now)

    def walk_day(self, day: date, *, has_second: bool = True, second: int = FULL, is_clear: bool = False) -> None:
        """Walk the two rounds of a day."""
        self.walk(self.at(day, FIRST_HOUR), is_clear=is_clear)
        if has_second:
            self.walk(self.at(day, SECOND_HOUR), minutes=second)

    def good_week(self, monday: date) -> None:
        """Walk a week that meets the standard: every day that is asked for, with as many clear rounds as items asked.

        What was exempted already is not walked; so a flood day stays empty.
        """
        week = own_week(self.office, self.post, monday).week
        for number, day in enumerate(asked_days(week)):
            self.walk_day(day, is_clear=number < week.standard.items_per_week)

    def short_week(self, monday: date, *, free: frozenset[date] = frozenset()) -> None:
        """Walk a week that does not: no round on the days of `free`, one broken off and one missing on the last day."""
        week = own_week(self.office, self.post, monday).week
        days = [day for day in asked_days(week) if day not in free]
        for number, day in enumerate(days):
            is_last = day == days[-1]
            self.walk_day(
                day, is_clear=number < week.standard.items_per_week, has_second=not is_last,
                second=SHORT if number == 1 else FULL,
            )  # fmt: skip

    def ask_leave(self, day: date) -> str:
        """Ask for leave of one day, the day before it; return the id under which it waits."""
        id_ = self.id("leave")
        before = self.at(day - timedelta(days=1), FIRST_HOUR - 1)
        ask_leave(self.office, self.post, AskedDays(first=day, last=day), command_id=id_, now=before)
        return stream_of(self.office, id_, EXEMPTION)

    def agree(self, exemption_id: str, now: datetime) -> None:
        """Let the leader agree to leave."""
        decide_leave(
            self.office, leader_over(self.office, self.post, now), exemption_id, is_agreed=True,
            command_id=self.id("agree"), now=now,
        )  # fmt: skip

    def at(self, day: date, hour: float) -> datetime:
        """Return a moment of a day, some minutes apart for each worker."""
        apart = timedelta(minutes=sum(self.post.id.encode()) % 19)
        return self.office.directory.calendar.midnight(day) + timedelta(hours=hour) + apart

    def id(self, act: str) -> str:
        """Return the id of a command."""
        return f"{self.mark}/{act}"


def asked_days(week: Week) -> list[date]:
    """Return the days of a week that are asked for."""
    return [one.day for one in week.days if one.kind is DayKind.ASKED]


def full_weeks(office: Office, now: datetime) -> tuple[date, date]:
    """Return the Mondays of the last two weeks that are over and had working days enough, the earlier first."""
    calendar = office.directory.calendar
    this = monday_of(calendar.local_date(now))
    found = [
        monday
        for monday in (this - number * A_WEEK for number in range(1, WEEKS_BACK))
        if sum(calendar.is_working_day(monday + timedelta(days=day)) for day in range(7)) >= ENOUGH_DAYS
    ]
    return found[1], found[0]


def leader_over(office: Office, post: Post, now: datetime) -> Post:
    """Return who agrees to the leave of `post`: a leader of its unit, and another person."""
    held = office.directory.posts_of(post.unit_id, now, tuple(LEADERS))
    return next(one for one in held if not is_own_leave(one, post))


def state_flood_day(office: Office, area_path: str, day: date, mark: str) -> None:
    """Let the street's centre state a day of flood duty, on its morning."""
    centre = Cast(office, office.directory.calendar.midnight(day)).centre(area_path, AreaLevel.SUBDISTRICT)
    morning = office.directory.calendar.midnight(day) + timedelta(hours=7)
    post = office.directory.posts_of(centre.id, morning, tuple(OFFICE))[0]
    given = AskedDays(first=day, last=day, kind=ExemptKind.FLOOD.value)
    state_days(office, post, given, command_id=f"{mark}/flood/{day:%m%d}", now=morning)


def stream_of(office: Office, command_id: str, prefix: str = STREAM) -> str:
    """Return the id of what a command began, or "" where it was not given."""
    known = journal.known_command(office.county_id, command_id)
    return str(known.result["stream"]).removeprefix(prefix) if known else ""


def round_there(office: Office, round_id: str) -> Round:
    """Return a round; raises LookupError for none."""
    found = ledgers.kept(ROUNDS, office.county_id, round_id)
    if found is None:
        raise LookupError(round_id)
    return found


def stage_of_leave(office: Office, post: Post, exemption_id: str) -> str:
    """Return where leave that was asked for stands."""
    return next((one.stage for one in exemptions.of_post(office.county_id, post.id) if one.id == exemption_id), "")


def is_fresh(office: Office, post: Post, since: date, now: datetime) -> bool:
    """Say whether a post went on no round since a day, and is on none."""
    begins = office.directory.calendar.midnight(since)
    is_on_one = bool(rounds.running_id(office.county_id, post.id))
    return not is_on_one and not rounds.lines_of(office.county_id, post.id, begins, now)
