"""An oversight round of 50 days, step by step through the real actions: planned, noticed, noted, handed over, verified.

What the team and the units do with the many problems goes through the batch of actions, one after another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import transaction

from linli.actions.batch import Batch
from linli.actions.deciding import Office
from linli.actions.oversight import note_finding, open_box, plan_round, take_sheet
from linli.actions.oversight_papers import Document, hand_over, publish_notice
from linli.actions.oversight_rates import rate_now
from linli.actions.seats import actor_at
from linli.demo.cast import Cast
from linli.demo.meeting_steps import with_documents
from linli.demo.texts.oversight import DEMANDS, MEASURES, NOTICE, OWN, SHARED
from linli.domain.area import Area, AreaLevel
from linli.domain.engine.context import Command
from linli.domain.oversight_checks import Noted, Opening, RoundPlan, Sheet
from linli.domain.oversight_questions import ANSWERS, QUESTIONS
from linli.domain.oversight_rate import HandedProblem, Rate
from linli.domain.oversight_round import CHANNEL_WORDS, OversightRound
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.store import ledgers
from linli.store.oversight import ROUNDS

TEAM = "oversight"
LENGTH_DAYS = 50
NOTED_DAY, HANDED_DAY, VERIFIED_DAY, VERIFYING_DAYS = 8, 12, 30, 18
"""Days of the round on which problems are written down, handed over, and verified from on; how long that takes."""
RECTIFY_DAYS = 52
"""Days that the documents give: none of what is open is late on the round's last day."""
FEN_IN_YUAN = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a round goes: over which street, from when on, with how many problems, how many of them verified."""

    street: str
    """Path of its area."""
    starts_at: datetime
    title: str
    handed_over: int
    verified: int
    mark: str
    """Begins the ids of its commands, and decides which problems stay open."""


def leader_of(cast: Cast) -> Post:
    """Return who leads the team."""
    return next(post for post in cast.team(TEAM) if post.role is Role.UNIT_HEAD)


def member_of(cast: Cast) -> Post:
    """Return one of the team who does not lead it."""
    return next(post for post in cast.team(TEAM) if post.role is Role.INSPECTOR)


def visited_in(office: Office, street: str) -> tuple[Unit, ...]:
    """Return a street's centre with the committees of all its communities."""
    units = [one for one in office.directory.units.values() if one.is_active and one.area_path.startswith(street)]
    centre = next(one for one in units if one.kind is UnitKind.GOVERNANCE_CENTRE and one.tier is AreaLevel.SUBDISTRICT)
    committees = sorted((one for one in units if one.kind is UnitKind.COMMITTEE), key=lambda one: one.area_path)
    return (centre, *committees)


def smallest_street(office: Office) -> Area:
    """Return the street with the fewest communities: every unit gets a document, and each takes a moment to make."""
    tree = office.directory.tree
    communities = [one.path for one in tree if one.level is AreaLevel.COMMUNITY]
    streets = (one for one in tree if one.level is AreaLevel.SUBDISTRICT)
    return min(streets, key=lambda one: (sum(path.startswith(one.path) for path in communities), one.path))


def answering(cast: Cast, unit: Unit) -> Post:
    """Return who reports for a unit what it rectified."""
    return cast.posts(unit, Role.HANDLER, Role.GRID_LEADER)[0]


def round_of(office: Office, round_id: str) -> OversightRound:
    """Return the round as it stands; raises LookupError for none."""
    found = ledgers.kept(ROUNDS, office.county_id, round_id)
    if found is None:
        raise LookupError(round_id)
    return found


def play_round(office: Office, course: Course) -> str:
    """Play a round up to what is verified of it, each act at its own time; return its id."""
    with transaction.atomic():
        played = _Played(with_documents(office), course)
        played.begin()
        played.note()
        played.hand_over()
        played.rectify()
        return played.round_id


class _Played:
    """One round in the playing."""

    def __init__(self, office: Office, course: Course) -> None:
        self._office, self._course = office, course
        self._cast = Cast(office, course.starts_at)
        self._units = visited_in(office, course.street)
        self._leader, self._member = leader_of(self._cast), member_of(self._cast)
        self._rng = Random(course.mark)
        self.round_id = ""

    def begin(self) -> None:
        """Plan the round and publish its notice; empty a letter box and fill in a questionnaire."""
        course, office = self._course, self._office
        first = office.directory.calendar.local_date(course.starts_at)
        team = tuple(post.id for post in self._cast.team(TEAM) if post.role is Role.INSPECTOR)
        plan = RoundPlan(
            title=course.title, starts_date=first.isoformat(), length_days=LENGTH_DAYS, leader=self._leader.id,
            team=team, units=tuple(one.id for one in self._units),
        )  # fmt: skip
        self.round_id = plan_round(office, self._leader, plan, command_id=self._id("plan"), now=course.starts_at)
        publish_notice(
            office, self._leader, self.round_id, NOTICE, tuple(CHANNEL_WORDS), command_id=self._id("notice"),
            now=self._day(0.05),
        )  # fmt: skip
        for number, unit in enumerate(self._units[:4]):
            day = self._day(3 + number)
            local = office.directory.calendar.local_date(day).isoformat()
            box = Opening(unit=unit.id, day=local, letters=self._rng.randrange(1, 9), witness=team[1])
            open_box(office, self._member, self.round_id, box, command_id=self._id(f"box{number}"), now=day)
            answers = {key: self._rng.choice(tuple(ANSWERS)) for key in list(QUESTIONS)[:5]}
            sheet = Sheet(unit=unit.id, place_kind="community", day=local, answers=answers)
            take_sheet(office, self._member, self.round_id, sheet, command_id=self._id(f"sheet{number}"), now=day)

    def note(self) -> None:
        """Write the problems down: as many that all units share as fit, the rest of single units."""
        shared, own = divmod(self._course.handed_over, len(self._units))
        every = tuple(one.id for one in self._units)
        noted = [("shared", topic, every, words) for topic, words in SHARED[:shared]]
        noted += [
            ("individual", OWN[number % len(OWN)][0], (every[-1 - number],), OWN[number % len(OWN)][1])
            for number in range(own)
        ]
        for number, (kind, topic, units, words) in enumerate(noted):
            given = Noted(kind=kind, topic=topic, units=units, words=words)
            at = self._day(NOTED_DAY) + timedelta(minutes=7 * number)
            note_finding(
                self._office, self._member, self.round_id, given, command_id=self._id(f"note{number}"), now=at
            )  # fmt: skip

    def hand_over(self) -> None:
        """Hand each unit its list with a document."""
        one = round_of(self._office, self.round_id)
        limit = self._office.directory.calendar.local_date(self._day(HANDED_DAY + RECTIFY_DAYS)).isoformat()
        for number, unit in enumerate(self._units):
            given = Document(
                unit=unit.id, findings=tuple(each.id for each in one.noted(unit.id)), rectify_date=limit,
                demands=DEMANDS,
            )  # fmt: skip
            at = self._day(HANDED_DAY) + timedelta(minutes=11 * number)
            hand_over(
                self._office, self._leader, self.round_id, given, command_id=self._id(f"hand{number}"), now=at
            )  # fmt: skip

    def rectify(self) -> None:
        """Let the units report and the team verify, and some units report what nobody has verified yet."""
        batch = Batch(self._office)
        problems = rate_now(self._office, round_of(self._office, self.round_id), self._day(HANDED_DAY + 1)).problems
        batch.load(f"case/{one.case}" for one in problems)
        open_ones = self._staying_open(problems)
        for number, one in enumerate(problems):
            day, place = divmod(number, -(-len(problems) // VERIFYING_DAYS))
            at = self._day(VERIFIED_DAY + day) + timedelta(minutes=20 * place)
            if one.finding not in open_ones:
                self._report(batch, one, at - timedelta(days=6))
                self._move(batch, one, "verify", self._member, at, {})
            elif open_ones[one.finding]:
                self._report(batch, one, at - timedelta(days=2))
        batch.flush()

    def _staying_open(self, problems: Sequence[HandedProblem]) -> dict[str, bool]:
        """Return what stays open, with whether its unit says that it is done: one of the first community, and others.

        The first community keeps exactly one, so that its list is done with that one.
        """
        first = self._units[1].id
        mine = next(one for one in problems if one.unit == first)
        others = [one.finding for one in problems if one.unit != first]
        chosen = self._rng.sample(others, self._course.handed_over - self._course.verified - 1)
        return {mine.finding: False, **{finding: number % 3 == 0 for number, finding in enumerate(chosen)}}

    def _report(self, batch: Batch, one: HandedProblem, at: datetime) -> None:
        fields: dict[str, object] = {"measures": MEASURES[one.topic]}
        if one.topic == "funds":
            fields["recovered_fen"] = self._rng.randrange(20, 900) * FEN_IN_YUAN * 10
        if one.topic == "rules":
            fields["rules_made"] = 1
        post = answering(self._cast, self._office.directory.units[one.unit])
        self._move(batch, one, "rectify", post, at, fields)

    def _move(
        self, batch: Batch, one: HandedProblem, verb: str, post: Post, at: datetime, fields: dict[str, object]
    ) -> None:  # fmt: skip
        command = Command(
            id=self._id(f"{verb}/{one.finding}"), verb=verb, stream=f"case/{one.case}", part=one.part, fields=fields
        )
        batch.move(command, actor=actor_at(post), now=at)

    def _day(self, number: float) -> datetime:
        return self._course.starts_at + timedelta(days=number)

    def _id(self, act: str) -> str:
        return f"{self._course.mark}/{act}"


def rate_of_round(office: Office, round_id: str, now: datetime) -> Rate:
    """Return the rate as it stands."""
    return rate_now(office, round_of(office, round_id), now)


def problem_of_first_community(office: Office, round_id: str, now: datetime) -> HandedProblem:
    """Return a problem of the first community, whose list is one matter."""
    one = round_of(office, round_id)
    first = one.visited[1].unit
    return next(problem for problem in rate_of_round(office, round_id, now).problems if problem.unit == first)
