"""A day of sections against its slots: a unit's own, and the sums of communities; nothing here asks who walked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from linli.actions.deciding import Office
from linli.actions.round_places import merges_of, survivor
from linli.domain.area import AreaLevel
from linli.domain.round_section import HOURLY, Span, slots_on, spans_on
from linli.domain.round_standard import SlotRule, slots_at
from linli.domain.school_term import school_times, school_year
from linli.domain.slot_coverage import NOTHING, SlotCount, SlotState, by_slot, counted, slot_day, state_of
from linli.store import sections
from linli.store.sections import SectionLine

DAYS_BACK = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionDay:
    """One section on one day."""

    line: SectionLine
    spans: tuple[Span, ...]
    """The slots that are asked of it; none at a school gate on a day without school."""
    total: SlotCount

    def missed(self, now: datetime) -> tuple[Span, ...]:
        """Return the slots that are over and in which nobody was there."""
        return tuple(one for one in self.spans if state_of(one, now) is SlotState.MISSED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityDay:
    """The sections of one community on one day, slot by slot."""

    path: str
    sections: int
    slots: tuple[SlotCount, ...]
    total: SlotCount


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDay:
    """A day of the sections below an area."""

    day: date
    slots: tuple[tuple[datetime, datetime], ...]
    communities: tuple[CommunityDay, ...]
    missed: tuple[SectionDay, ...]
    """Sections with a slot that nobody passed, the most of them first."""


def day_asked(office: Office, typed: str, now: datetime) -> date:
    """Return the day that an address names, within a year back; else the one whose slot goes on."""
    today = slot_day(now, slots_at(office.directory.settings, now.date()), office.directory.calendar)
    try:
        wanted = date.fromisoformat(typed[:10])
    except ValueError:
        return today
    return wanted if timedelta(0) <= today - wanted <= timedelta(days=DAYS_BACK) else today


def rule_on(office: Office, day: date) -> SlotRule:
    """Return the slots that hold on a day."""
    return slots_at(office.directory.settings, day)


def section_days(office: Office, lines: Sequence[SectionLine], day: date, now: datetime) -> tuple[SectionDay, ...]:
    """Return sections with their slots of a day, in two queries, however many they are."""
    rule, calendar = rule_on(office, day), office.directory.calendar
    times, terms = school_times(office.directory.settings, day), sections.terms_on(office.county_id, day)
    visits = _visits(office, lines, day, rule)
    found = []
    for line in lines:
        own = sorted(at for place in {visits.at(one) for one in line.places} for at in visits.by_place.get(place, ()))
        school = school_year(terms, line.area_path, times)
        spans = slots_on(line.walked, day, own, rule, calendar, school)
        total = sum((counted(one, now) for one in spans), NOTHING)
        found.append(SectionDay(line=line, spans=spans, total=total))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visits:
    by_place: Mapping[str, Sequence[datetime]]
    merges: Mapping[str, str]

    def at(self, place_id: str) -> str:
        """Return the place that stays of one that may have been merged."""
        return survivor(place_id, self.merges)


def _visits(office: Office, lines: Iterable[SectionLine], day: date, rule: SlotRule) -> _Visits:
    """Return when the places of sections were passed on a day: the plate of a merged one counts for what it became."""
    calendar, merges = office.directory.calendar, merges_of(office)
    wanted = {survivor(one, merges) for line in lines for one in line.places}
    plates = {one: into for one in (*wanted, *merges) if (into := survivor(one, merges)) in wanted}
    since = min(spans_on(day, one, calendar)[0][0] for one in (rule, HOURLY))
    until = max(spans_on(day, one, calendar)[-1][1] for one in (rule, HOURLY))
    by_place: dict[str, list[datetime]] = {}
    for plate, times in sections.passes(office.county_id, list(plates), since, until).items():
        by_place.setdefault(plates[plate], []).extend(times)
    return _Visits(by_place=by_place, merges=merges)


def slot_coverage(office: Office, area_path: str, day: date, now: datetime) -> SlotDay:
    """Return a day of the sections below a path by community and slot, and those with a slot that nobody passed."""
    lines = sections.on_day(office.county_id, area_path, day)
    days = section_days(office, lines, day, now)
    rule, tree = rule_on(office, day), office.directory.tree
    groups: dict[str, list[SectionDay]] = {}
    for one in days:
        community = tree.at_level(one.line.area_path, AreaLevel.COMMUNITY)
        groups.setdefault(community.path if community else one.line.area_path, []).append(one)
    missed = [one for one in days if one.total.missed]
    missed.sort(key=lambda one: (-one.total.missed, one.line.area_path, one.line.name))
    return SlotDay(
        day=day, slots=spans_on(day, rule, office.directory.calendar), missed=tuple(missed),
        communities=tuple(_community(office, path, own, rule, now) for path, own in sorted(groups.items())),
    )  # fmt: skip


def _community(office: Office, path: str, days: Sequence[SectionDay], rule: SlotRule, now: datetime) -> CommunityDay:
    spans = [span for one in days for span in one.spans]
    return CommunityDay(
        path=path, sections=len(days), slots=by_slot(spans, rule, now, office.directory.calendar),
        total=sum((one.total for one in days), NOTHING),
    )  # fmt: skip
