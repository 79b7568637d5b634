"""Sections and school terms in the store: rows by day, and who passed their places when."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from linli.domain import school_term, section
from linli.domain.round_section import Section, SectionKind
from linli.domain.round_week import Days
from linli.domain.school_term import SchoolTerm
from linli.domain.section import SectionFile
from linli.store import models
from linli.store.ledgers import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLine:
    """One section as it stands on a day."""

    section: str
    unit: str
    area_path: str
    name: str
    kind: str
    places: tuple[str, ...]
    is_continuous: bool
    is_active: bool
    since_date: date

    @property
    def walked(self) -> Section:
        """As days are judged by it."""
        return Section(
            id=self.section, name=self.name, kind=SectionKind(self.kind), area_path=self.area_path,
            places=self.places, is_continuous=self.is_continuous,
        )  # fmt: skip


_LINE = tuple(SectionLine.__slots__)


def _write_versions(county_id: int, after: SectionFile, today: date) -> None:
    """Write the last two versions over: an older one never changes again."""
    for number, values in list(versions_of(after).items())[-2:]:
        models.PatrolSection.objects.update_or_create(
            county_id=county_id, section=after.id, version=number, defaults=values
        )


def versions_of(after: SectionFile) -> dict[int, dict[str, Any]]:
    """Return the row of each version of a section, by its number."""
    return {
        number: {
            "unit": told.unit, "area_path": told.area, "name": told.name, "kind": told.kind,
            "places": list(told.places), "is_continuous": told.is_continuous, "is_active": told.is_active,
            "since_date": since, "until_date": until,
        }
        for number, (told, since, until) in enumerate(after.spells)
    }  # fmt: skip


SECTIONS: Ledger[SectionFile] = Ledger(prefix=section.STREAM, fold=section.folded, write_row=_write_versions)


def of_unit(county_id: int, unit: str) -> tuple[SectionLine, ...]:
    """Return the sections of a unit as they stand, those in use first."""
    rows = models.PatrolSection.objects.filter(county_id=county_id, unit=unit, until_date=None)
    return _lines(rows.order_by("-is_active", "name", "section").values(*_LINE))


def on_day(county_id: int, area_path: str, day: date, *, unit: str = "") -> tuple[SectionLine, ...]:
    """Return the sections in use on a day below a path, or those of one unit alone."""
    rows = models.PatrolSection.objects.filter(county_id=county_id, is_active=True, since_date__lte=day)
    rows = rows.filter(Q(until_date=None) | Q(until_date__gte=day))
    rows = rows.filter(unit=unit) if unit else rows.filter(area_path__startswith=area_path)
    return _lines(rows.order_by("area_path", "name", "section").values(*_LINE))


def _lines(rows: Iterable[dict[str, Any]]) -> tuple[SectionLine, ...]:
    return tuple(SectionLine(**{**row, "places": tuple(row["places"])}) for row in rows)


def passes(county_id: int, places: Sequence[str], since: datetime, until: datetime) -> Mapping[str, Sequence[datetime]]:
    """Return when somebody checked in at each of `places` in a time, in order; never who."""
    rows = models.RoundStop.objects.filter(county_id=county_id, place__in=list(places), at__gte=since, at__lt=until)
    found: dict[str, list[datetime]] = defaultdict(list)
    for place, at in rows.order_by("at").values_list("place", "at"):
        found[place].append(at)
    return found


def _write_term(county_id: int, after: SchoolTerm, today: date) -> None:
    models.SchoolTerm.objects.update_or_create(id=after.id, defaults=term_row(county_id, after))


def term_row(county_id: int, after: SchoolTerm) -> dict[str, Any]:
    """Return the row of a school term, but for its id."""
    told = after.told
    return {
        "county_id": county_id, "seq": after.seq, "unit": told.unit, "area_path": told.area,
        "first_date": date.fromisoformat(told.first), "last_date": date.fromisoformat(told.last),
        "is_active": told.is_active,
    }  # fmt: skip


TERMS: Ledger[SchoolTerm] = Ledger(prefix=school_term.STREAM, fold=school_term.folded, write_row=_write_term)
TERMS_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLine:
    """One term."""

    id: str
    unit: str
    area_path: str
    first_date: date
    last_date: date
    is_active: bool

    @property
    def days(self) -> Days:
        """From its first day to its last."""
        return Days(first=self.first_date, last=self.last_date)


def terms_on(county_id: int, day: date) -> tuple[tuple[str, Days], ...]:
    """Return the terms that hold on a day, each with its area."""
    rows = models.SchoolTerm.objects.filter(county_id=county_id, is_active=True, last_date__gte=day)
    found = rows.filter(first_date__lte=day).values_list("area_path", "first_date", "last_date")
    return tuple((area, Days(first=first, last=last)) for area, first, last in found)


def terms_of(county_id: int, paths: Sequence[str]) -> tuple[TermLine, ...]:
    """Return the latest terms stated for one of `paths`, the latest first."""
    rows = models.SchoolTerm.objects.filter(county_id=county_id, area_path__in=list(paths))
    return tuple(
        TermLine(**one) for one in rows.order_by("-last_date", "-id").values(*TermLine.__slots__)[:TERMS_SHOWN]
    )
