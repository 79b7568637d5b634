"""Sections 巡逻路段: fixed stretches with their places, and which slots of a day somebody passed there.

Six slots a day on fixed sections; a school gate on school days, in the slots in which school begins and ends; where it
is ordered, the whole twenty-four hours, hour by hour. Source: REQUIREMENTS.md 003-13, 000-17, 001-43, 003-22.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from linli.domain.calendar import WorkingCalendar
from linli.domain.round_standard import SlotRule
from linli.domain.round_week import Days
from linli.domain.wording import Wording

HOURLY = SlotRule(slots_per_day=24, first=time(0))
"""What a place that is watched round the clock is held to."""


class SectionKind(StrEnum):
    """What a section leads along."""

    STREET = "street"
    LANE = "lane"
    COURTYARD = "courtyard"
    SCHOOL_GATE = "school_gate"

    @property
    def wording(self) -> Wording:
        """What it is called."""
        return SECTION_WORDS[self]


SECTION_WORDS = {
    SectionKind.STREET: Wording("主街道", "Street"),
    SectionKind.LANE: Wording("小街巷", "Lane"),
    SectionKind.COURTYARD: Wording("楼院小区", "Courtyard"),
    SectionKind.SCHOOL_GATE: Wording("校门护学岗", "School gate"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYear:
    """When there is school: terms, and the times at which it begins and ends."""

    terms: tuple[Days, ...] = ()
    times: tuple[time, ...] = (time(7, 30), time(17, 0))

    def has_school(self, day: date, calendar: WorkingCalendar) -> bool:
        """Say whether there is school on `day`: a working day within a term."""
        return any(day in term for term in self.terms) and calendar.is_working_day(day)


NO_SCHOOL = SchoolYear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A fixed stretch that somebody passes in every slot."""

    id: str
    name: str
    kind: SectionKind
    area_path: str
    places: tuple[str, ...] = ()
    """Ids of the places along it."""
    is_continuous: bool = False
    """Watched round the clock: the hours count, not the slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One slot of one day, with whether somebody passed in it."""

    begins_at: datetime
    ends_at: datetime
    is_covered: bool


def spans_on(day: date, rule: SlotRule, calendar: WorkingCalendar) -> tuple[tuple[datetime, datetime], ...]:
    """Return the slots of `day` as moments; the last one ends where the next day's first begins."""
    edges = [calendar.midnight(day) + rule.offset(number) for number in range(rule.slots_per_day + 1)]
    return tuple(pairwise(edges))


def slots_on(
    section: Section, day: date, visits: Sequence[datetime], rule: SlotRule, calendar: WorkingCalendar,
    school: SchoolYear = NO_SCHOOL,
) -> tuple[Span, ...]:  # fmt: skip
    """Return the slots asked of a section on `day`, each with whether one of `visits` (in order) falls into it."""
    held = HOURLY if section.is_continuous else rule
    spans: Iterable[tuple[datetime, datetime]] = spans_on(day, held, calendar)
    if section.kind is SectionKind.SCHOOL_GATE and not section.is_continuous:
        spans = _gate_spans(spans, day, calendar, school)
    return tuple(
        Span(begins_at=begins, ends_at=ends, is_covered=bisect_left(visits, begins) < bisect_left(visits, ends))
        for begins, ends in spans
    )


def _gate_spans(
    spans: Iterable[tuple[datetime, datetime]], day: date, calendar: WorkingCalendar, school: SchoolYear
) -> list[tuple[datetime, datetime]]:
    """Return the slots in which school begins or ends; none on a day without school."""
    if not school.has_school(day, calendar):
        return []
    moments = [calendar.midnight(day) + timedelta(hours=one.hour, minutes=one.minute) for one in school.times]
    return [(begins, ends) for begins, ends in spans if any(begins <= one < ends for one in moments)]
