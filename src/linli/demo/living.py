"""The demo goes on: while it is served, new matters come in and are worked on, by the same actions as the past.

What takes days outside takes minutes here, so that somebody who looks for ten minutes sees a centre at work. In the
street where visitors sit down nothing but reporting is done for them.
"""

import heapq
import itertools
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.db import transaction

from linli.actions.batch import Batch
from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.demo.cast import Cast
from linli.demo.courses import COURSES
from linli.demo.district import build_district, gazetteer_of
from linli.demo.ledger import read_ledger
from linli.demo.life import Course, Life, World
from linli.demo.plan import HOURS, Planner
from linli.demo.player import Stagehands, play
from linli.demo.wording_source import demo_voices
from linli.domain.area import AreaLevel
from linli.domain.ports import Ports
from linli.domain.problems import Refused
from linli.store import journal

A_DAY = 40
"""Matters of an ordinary day."""
BUSY = 90
"""Matters after which new ones become rare: a demo left alone over night does not drown."""
APART_SECONDS, RARE_SECONDS = (18.0, 50.0), (240.0, 600.0)
STEP_SECONDS = (6.0, 75.0)
COURSE = "plain"
VISITORS_STREET = 2
"""The street in which the seats of the demo's page stand at first."""


class Living:
    """Everything that happens in one day of the demo while somebody may be looking."""

    def __init__(self, office: Office, hands: Stagehands, planner: Planner, *, now: datetime) -> None:
        """Begin a day in which nothing has happened yet."""
        self._office, self._planner = office, planner
        calendar = office.directory.calendar
        self._midnight = calendar.midnight(calendar.local_date(now))
        self.ends_at = self._midnight + timedelta(days=1)
        self._hands = Stagehands(gazetteer=hands.gazetteer, voices=hands.voices, label=f"{hands.label}/{now:%Y%m%d}")
        self._chance = Random(self._hands.label)
        self._numbers = itertools.count(1)
        self._order = itertools.count()
        self._steps: list[tuple[datetime, int, Life, Course]] = []
        self._next_at = now
        self._entered = 0
        streets = sorted(area.path for area in office.directory.tree if area.level is AreaLevel.SUBDISTRICT)
        self._visitors = streets[min(VISITORS_STREET, len(streets) - 1)] if streets else "/"

    def catch_up(self, now: datetime) -> int:
        """Play what residents reported today until now, at the hours at which they do; returns how many matters."""
        moments = sorted(self._moments(now))
        briefs = [self._planner.fresh(number, moment) for number, moment in zip(self._numbers, moments, strict=False)]
        if not briefs or self._was_played(briefs[0].number):
            return 0
        return play(self._office, briefs, self._hands, until=now).filed

    def _moments(self, now: datetime) -> Iterator[datetime]:
        for hour in self._chance.choices(range(24), HOURS, k=A_DAY):
            moment = self._midnight + timedelta(hours=hour, seconds=self._chance.randrange(3600))
            if moment < now:
                yield moment

    def _was_played(self, number: int) -> bool:
        return journal.known_command(self._office.county_id, f"{self._hands.label}/{number}/1") is not None

    def go_on(self, now: datetime) -> float:
        """Do what is due and return after how many seconds to come back."""
        if now >= self._next_at:
            self._next_at = now + self._pause()
            self._enter(now)
        while self._steps and self._steps[0][0] <= now:
            _, _, life, course = heapq.heappop(self._steps)
            self._step(life, course, now)
        next_at = min([self._next_at, *(one[0] for one in self._steps[:1])])
        return max(0.5, (next_at - now).total_seconds())

    def _pause(self) -> timedelta:
        self._entered += 1
        low, high = APART_SECONDS if self._entered < BUSY else RARE_SECONDS
        return timedelta(seconds=self._chance.uniform(low, high))

    def _enter(self, now: datetime) -> None:
        number = next(one for one in self._numbers if not self._was_played(one))
        brief = self._planner.fresh(number, now)
        world = World(
            office=self._office, batch=Batch(self._office), cast=Cast(self._office, now),
            gazetteer=self._hands.gazetteer, voices=self._hands.voices, label=self._hands.label,
        )  # fmt: skip
        life = Life(world, brief)
        course = COURSES[COURSE](life)
        next(course)  # its first moment is the report itself
        self._step(life, course, now)
        life.remember_consent()

    def _step(self, life: Life, course: Course, now: datetime) -> None:
        """Let one matter make its next step, in a transaction of its own; where somebody else was quicker, leave it."""
        life.now = now
        with transaction.atomic():
            try:
                when = next(course, None)
            except Refused:
                return
            life.world.batch.flush()
        if when is None or life.rests or life.brief.grid.startswith(self._visitors):
            return
        low, high = STEP_SECONDS
        ahead = min(high, max(low, (when - now).total_seconds() / 60))
        again = now + timedelta(seconds=ahead * self._chance.uniform(0.7, 1.4))
        heapq.heappush(self._steps, (again, next(self._order), life, course))


def begin_day(folder: Path, ports: Ports, now: datetime) -> Living | None:
    """Return the present day of the demo in `folder`, or None where there is no demo."""
    ledger = read_ledger(folder)
    if ledger is None:
        return None
    office = open_office(ports)
    hands = Stagehands(gazetteer=gazetteer_of(build_district(ledger.seed)), voices=demo_voices(), label=ledger.label)
    planner = Planner(office.directory, seed=ledger.seed, until=ledger.until)
    return Living(office, hands, planner, now=now)


def live_on(folder: Path, ports: Ports, *, now: Callable[[], datetime]) -> Iterator[float]:
    """Yield after how many seconds to go on, for as long as somebody asks; a new day begins anew."""
    while (living := begin_day(folder, ports, now())) is not None:
        living.catch_up(now())
        while now() < living.ends_at:
            yield living.go_on(now())
