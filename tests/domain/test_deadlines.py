"""Every deadline worked out by hand comes out of the engine: set, paused, extended and counted anew as it happened."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from linli.domain.calendar import SHANGHAI, Session, WorkingCalendar, YearTable, year_table_from_library
from linli.domain.directory import Directory
from linli.domain.engine.clock_keeping import (
    extend_clock,
    may_pause,
    pause_clock,
    recompute_clock,
    resume_clock,
    start_clock,
)
from linli.domain.engine.context import SYSTEM, Context
from linli.domain.engine.declarations import ClockKind, ClockRule, LengthFrom, fixed
from linli.domain.engine.effects import Effect
from linli.domain.engine.fold import apply_effect
from linli.domain.engine.state import CaseState, ClockState
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit
from linli.procedures import procedures
from tests import cast
from tests.domain.deadlines import NOTICES, SECTIONS, Row, Section

ROWS = [(section, row) for section in SECTIONS for row in section.rows]
CALENDAR_TABLE_YEARS = tuple(NOTICES)


def named(one: tuple[Section, Row]) -> str:
    section, row = one
    return f"{row[0]} + {row[1]}: {section.law[:40]}"


def days(year: int, words: str) -> Iterator[date]:
    """Yield the days of "02-10/02-17 04-04"."""
    for span in words.split():
        first, _, last = span.partition("/")
        day, end = (date.fromisoformat(f"{year}-{one}") for one in (first, last or first))
        while day <= end:
            yield day
            day += timedelta(days=1)


def notice_table(year: int) -> YearTable:
    number, _, off, work = NOTICES[year]
    return YearTable(
        year=year, off_days=frozenset(days(year, off)), work_days=frozenset(days(year, work)), notice=number
    )


def moment(words: str) -> datetime:
    """Read "2026-11-27 24:00": the midnight that ends the day."""
    day, _, clock = words.partition(" ")
    start = datetime.combine(date.fromisoformat(day), time(), tzinfo=SHANGHAI)
    parts = [int(one) for one in clock.split(":")]
    return start + timedelta(**dict(zip(("hours", "minutes", "seconds"), parts, strict=False)))


def sessions(words: str) -> tuple[Session, ...]:
    spans = (one.split("-") for one in words.split(","))
    return tuple(Session(opens=time.fromisoformat(opens), closes=time.fromisoformat(ends)) for opens, ends in spans)


class Clock:
    """One clock on its way through what happens to it, every step an effect that is folded."""

    def __init__(self, start: str, length: str, *, without: frozenset[int]) -> None:
        amount, _, unit = length.partition(" ")
        self.rule = ClockRule(
            key="x", title=Wording("期限", "Limit"), kind=ClockKind.STEP, start=("verb.file",), stop=(),
            length=fixed(int(amount)), unit=ClockUnit(unit),
        )  # fmt: skip
        self.calendar = WorkingCalendar(
            tables=tuple(notice_table(year) for year in CALENDAR_TABLE_YEARS if year not in without)
        )
        self.state = CaseState(stream="case/1")
        at = moment(start)
        self.keep(start_clock(self.rule, self.state, self.context(at), {}), at)

    @property
    def clock(self) -> ClockState:
        return self.state.clocks["x"]

    def context(self, at: datetime) -> Context:
        directory = cast.directory()
        return Context(
            now=at, actor=SYSTEM, procedure=procedures()["petition"],
            directory=Directory(replace(directory.setup, calendar=self.calendar)),
        )  # fmt: skip

    def keep(self, effect: Effect | None, at: datetime) -> None:
        if effect is not None:
            self.state = apply_effect(self.state, effect, at)

    def happen(self, verb: str, given: str, at: datetime) -> None:
        """Let one thing happen, as the moves of the engine do it."""
        if verb == "publish":
            self.calendar = self.calendar.with_year(notice_table(int(given)))
        elif verb == "hours":
            self.calendar = replace(self.calendar, sessions=sessions(given))
        context = self.context(at)
        if verb == "pause" and may_pause(self.clock, context):
            self.keep(pause_clock(self.clock, context, "hearing"), at)
        elif verb == "resume" and self.clock.status == "paused":
            self.keep(resume_clock(self.clock, self.rule, context), at)
        elif verb == "extend":
            self.keep(extend_clock(self.clock, self.rule, context, int(given)), at)
        elif verb in ("publish", "hours") and self.clock.status == "running":
            self.keep(recompute_clock(self.clock, self.rule, context), at)


def played(row: Row) -> Clock:
    """Return the clock of a row after all that happened to it."""
    happenings = [one.split(" ") for one in row[4].split("; ")] if len(row) > 4 else []
    without = frozenset(int(one[1]) for one in happenings if one[0] == "without")
    clock = Clock(row[0], row[1], without=without)
    for verb, *given, day, hour in (one for one in happenings if one[0] != "without"):
        clock.happen(verb, " ".join(given), moment(f"{day} {hour}"))
    return clock


def test_a_wrong_deadline_in_the_table_would_be_seen() -> None:
    start, length, _, _ = SECTIONS[0].rows[0]
    assert played((start, length, "", "")).clock.due_at != moment("2024-03-10 24:00")


@pytest.mark.parametrize("year", NOTICES)
def test_the_notices_copied_by_hand_are_those_of_the_library(year: int) -> None:
    ours, theirs = notice_table(year), year_table_from_library(year)
    assert ours.problems() == ()
    calendars = [WorkingCalendar(tables=(one,)) for one in (ours, theirs)]
    every = [date(year, 1, 1) + timedelta(days=one) for one in range(366)]
    assert [day for day in every if day.year == year and len({one.is_working_day(day) for one in calendars}) > 1] == []


def test_there_are_more_than_two_hundred_deadlines_each_with_its_law_and_its_reason() -> None:
    assert len(ROWS) >= 200
    assert len({row for _, row in ROWS}) == len(ROWS)
    assert all(section.law and len(row) in (4, 5) and row[3] for section, row in ROWS)


@pytest.mark.parametrize("one", ROWS, ids=named)
def test_the_deadline_is_the_one_worked_out_by_hand(one: tuple[Section, Row]) -> None:
    _, row = one
    assert played(row).clock.due_at == moment(row[2]), row[3]


@pytest.mark.parametrize("section", [one for one in SECTIONS if one.rules], ids=lambda one: one.law[:40])
def test_the_declared_clock_has_the_length_that_its_article_gives(section: Section) -> None:
    first = {row[1] for row in section.rows}
    for name in section.rules:
        key, _, clock = name.partition(".")
        rule = procedures()[key].clock(clock)
        assert rule.length.source is LengthFrom.FIXED
        assert f"{rule.length.amount} {rule.unit}" in first


@pytest.mark.parametrize("one", ROWS, ids=named)
def test_a_deadline_is_flagged_exactly_while_a_year_it_touches_has_no_notice(one: tuple[Section, Row]) -> None:
    _, row = one
    clock = played(row)
    years = range(moment(row[0]).year, (clock.clock.due_at - timedelta(seconds=1)).year + 1)
    counts_days = clock.rule.unit not in (ClockUnit.HOUR, ClockUnit.SECOND)
    expected = counts_days and any(clock.calendar.is_provisional(year) for year in years)
    assert clock.clock.provisional == expected
