"""School terms 学期 as data: stated by a centre for its area, so that school gates are walked on school days alone.

A stream of its own, `term/<id>`, with days alone. The times at which school begins and ends are settings.
Source: REQUIREMENTS.md 003-22.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time
from typing import ClassVar, Protocol

from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.round_section import SchoolYear
from linli.domain.round_week import Days
from linli.domain.supply_checks import Reading, values_of

STREAM = "term/"
TERM_DAYS_MAX = 240
FAR_DAYS = 2 * 366


class _Settings(Protocol):
    """What is set, asked by key and day."""

    def clock_time(self, key: str, day: date) -> time:
        """Return a time of day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermSet(Effect):
    """A term's coded values after an entry."""

    k: ClassVar[str] = "term.set"
    first: str
    last: str
    area: str
    unit: str
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolTerm:
    """One term."""

    stream: str
    seq: int
    told: TermSet

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]


def folded(entries: Iterable[Entry]) -> SchoolTerm | None:
    """Return the term that `entries` of its stream add up to; None without any."""
    found: SchoolTerm | None = None
    for entry in entries:
        found = replace(found, seq=entry.seq) if found else None
        for spelled in entry.effects:
            if spelled["k"] == TermSet.k:
                found = SchoolTerm(stream=entry.stream, seq=entry.seq, told=TermSet(**values_of(spelled)))
    return found


def term_values(reading: Reading, standing: Iterable[Days], unit: str, area: str) -> TermSet:
    """Return the values of a new term; `standing` are the terms of that area. Raises Refused with every mistake."""
    first, last = reading.day("first"), reading.day("last")
    for at, day in (("first", first), ("last", last)):
        if day is not None and abs((day - reading.today).days) > FAR_DAYS:
            reading.wrong("term_too_far", at)
    if first is not None and last is not None:
        if last < first:
            reading.wrong("days_out_of_order", "last")
        elif (last - first).days >= TERM_DAYS_MAX:
            reading.wrong("days_too_many", "last", limit=TERM_DAYS_MAX)
        for one in standing:
            if one.first <= last and first <= one.last:
                reading.wrong("term_overlaps", "first", first=one.first.isoformat(), last=one.last.isoformat())
    reading.check()
    return TermSet(first=str(first), last=str(last), area=area, unit=unit)


def school_times(settings: _Settings, day: date) -> tuple[time, ...]:
    """Return when school begins and ends."""
    return tuple(settings.clock_time(f"rounds.{key}", day) for key in ("school_begins", "school_ends"))


def school_year(terms: Iterable[tuple[str, Days]], area_path: str, times: tuple[time, ...]) -> SchoolYear:
    """Return the terms (each with the area it is stated for) that hold in an area."""
    return SchoolYear(terms=tuple(days for area, days in terms if area_path.startswith(area)), times=times)
