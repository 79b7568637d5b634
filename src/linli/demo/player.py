"""The player: a robot that plays the life of the district by giving real commands at simulated times.

It only calls actions. Everything happens in strict order of time, with the clocks ticking when they are due;
what it leaves behind is what people would have left. A refused command is a mistake of the player, kept by
name in what it returns.
"""

import heapq
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from linli.actions.batch import Batch
from linli.actions.deciding import Office
from linli.demo.cast import Cast
from linli.demo.courses import COURSES, split_off
from linli.demo.district import Gazetteer
from linli.demo.life import Course, Life, World
from linli.demo.plan import Brief
from linli.demo.voices import Voices
from linli.demo.year.courses import YEAR_COURSES
from linli.demo.year.lives import YearLife
from linli.domain.engine.ticking import next_due
from linli.domain.problems import Refused
from linli.store import journal

GRID_EVENT = "grid_event"
Serials = Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stagehands:
    """What a play needs beside the office: names of places, words, and the mark of its commands."""

    gazetteer: Gazetteer
    voices: Voices
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a play did."""

    filed: int
    splits: int
    """Matters that were split off from others, beside those that were reported."""
    moves: int
    ticks: int
    refusals: tuple[str, ...]
    """Commands that were refused although the player thought them right; none is the only good number."""
    stages: Counter[str] = field(default_factory=Counter)


def play(
    office: Office, briefs: Sequence[Brief], hands: Stagehands, *, until: datetime, serials: Serials | None = None
) -> Played:
    """Play `briefs` up to `until` and save everything in one transaction.

    Only streams that begin here are written, so nobody who works meanwhile has to wait. `serials` are numbers
    reserved before, by year, in the order in which the matters are filed; without them new ones are taken.
    """
    with transaction.atomic():
        stage = _Stage(office, hands, until, begins_anew=not was_played(office, hands.label, briefs))
        for year, own in (serials or {}).items():
            stage.batch.use_numbers(year, own)
        for brief in briefs:
            stage.enter(brief)
        stage.run()
        return stage.leave()


def was_played(office: Office, label: str, briefs: Sequence[Brief]) -> bool:
    """Say whether the first command of `briefs` was given: portions are saved whole or not at all."""
    return bool(briefs) and journal.known_command(office.county_id, f"{label}/{briefs[0].number}/1") is not None


def begin(world: World, brief: Brief) -> tuple[Life, Course]:
    """Return a matter before its report, and the course that it will take."""
    if brief.procedure == GRID_EVENT:
        life = Life(world, brief)
        return life, COURSES[brief.course](life)
    own = YearLife(world, brief)
    return own, YEAR_COURSES[brief.course](own)


class _Stage:
    """The events of one play, in order of time; ties are broken by who came first."""

    def __init__(self, office: Office, hands: Stagehands, until: datetime, *, begins_anew: bool) -> None:
        self.batch = Batch(office, begins_anew=begins_anew)
        self.until = until
        self.world = World(
            office=office, batch=self.batch, cast=Cast(office, until), gazetteer=hands.gazetteer, voices=hands.voices,
            label=hands.label,
        )  # fmt: skip
        self._events: list[tuple[datetime, int, Life, Course | None]] = []
        self._order = itertools.count()
        self._ticks_at: dict[str, datetime] = {}
        self._filed = self._splits = self._moves = self._ticks = 0
        self._refusals: list[str] = []
        self._lives: list[Life] = []

    def enter(self, brief: Brief) -> None:
        """Let a matter begin at its time."""
        life, course = begin(self.world, brief)
        self._lives.append(life)
        self._push(brief.filed_at, life, course)

    def run(self) -> None:
        """Play until the time is over."""
        while self._events and self._events[0][0] <= self.until:
            when, _, life, course = heapq.heappop(self._events)
            life.now = max(life.now, when)
            if course is None:
                self._tick(life, when)
            else:
                self._go_on(life, course)

    def leave(self) -> Played:
        """Save everything and say what was done."""
        stages = Counter(self.batch.state(stream).stage for stream in self.world.streams.values())
        self.batch.flush()
        for life in self._lives:
            life.remember_consent()
        return Played(
            filed=self._filed, splits=self._splits, moves=self._moves, ticks=self._ticks,
            refusals=tuple(self._refusals), stages=stages,
        )  # fmt: skip

    def _go_on(self, life: Life, course: Course) -> None:
        before, was_filed = len(self.batch), bool(life.stream)
        try:
            when = next(course, None)
        except Refused as refused:
            self._refusals.append(f"{life.brief.course} {life.brief.number}: {', '.join(refused.codes)}")
            when = None
        has_filed = bool(life.stream) and not was_filed
        self._filed += has_filed
        self._moves += len(self.batch) - before - has_filed
        if when is not None and not life.rests:
            self._push(max(when, life.now), life, course)
        if life.stream:
            self._watch(life)
        while life.born:
            child = life.born.pop()
            self._splits += 1
            self._watch(child)
            self._push(child.now, child, split_off(child))

    def _tick(self, life: Life, when: datetime) -> None:
        if self._ticks_at.get(life.stream) == when:
            del self._ticks_at[life.stream]
            self._ticks += self.batch.tick(life.stream, now=when)
            self._watch(life)

    def _watch(self, life: Life) -> None:
        """Tick a case again when its next clock is due; an earlier date replaces a later one."""
        due = next_due(self.batch.state(life.stream))
        if due is None:
            self._ticks_at.pop(life.stream, None)
        elif self._ticks_at.get(life.stream) != due:
            self._ticks_at[life.stream] = due
            self._push(due, life, None)

    def _push(self, when: datetime, life: Life, course: Course | None) -> None:
        heapq.heappush(self._events, (when, next(self._order), life, course))
