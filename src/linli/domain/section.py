"""Sections as their streams `section/<id>` leave them: versions by day, so that a change never rewrites what was.

A unit keeps its own; the places of a section are those of the register. A change holds from the day on which it is
made: the days before are judged by the section as it then was. Source: REQUIREMENTS.md 003-13, 001-43.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar

from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.place import Place
from linli.domain.round_section import Section, SectionKind
from linli.domain.supply_checks import NAME_MAX, Reading, values_of

STREAM = "section/"
PLACES_MAX = 40
"""More than anybody passes in one slot."""
CODES_MAX = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSet(Effect):
    """A section's coded values from a day on."""

    k: ClassVar[str] = "section.set"
    name: str
    """What staff call the stretch, never a person."""
    kind: str
    unit: str
    area: str
    """The lowest area that holds all its places."""
    places: tuple[str, ...]
    since: str
    """The first day on which it holds."""
    is_continuous: bool = False
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionFile:
    """One section with every version of it, the first one first."""

    stream: str
    seq: int = 0
    versions: tuple[SectionSet, ...] = ()

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> SectionSet:
        """How it stands; raises ValueError before it was laid down."""
        if not self.versions:
            raise ValueError(f"{self.stream} was never laid down")
        return self.versions[-1]

    @property
    def spells(self) -> tuple[tuple[SectionSet, date, date | None], ...]:
        """Each version with its first and its last day; None while it holds."""
        firsts = [date.fromisoformat(one.since) for one in self.versions]
        lasts = [*(first - timedelta(days=1) for first in firsts[1:]), None]
        return tuple(zip(self.versions, firsts, lasts, strict=True))


def folded(entries: Iterable[Entry]) -> SectionFile | None:
    """Return the section that `entries` of its stream add up to; of two versions of one day the later holds."""
    found: SectionFile | None = None
    for entry in entries:
        found = replace(found or SectionFile(stream=entry.stream), seq=entry.seq)
        for spelled in entry.effects:
            if spelled["k"] == SectionSet.k:
                told = SectionSet(**values_of(spelled, ["places"]))
                kept = tuple(one for one in found.versions if one.since < told.since)
                found = replace(found, versions=(*kept, told))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Places as whoever keeps a section may choose them."""

    places: Mapping[str, Place]
    """By id: those of the unit's area."""
    kept: frozenset[str] = frozenset()
    """Those on the section already: they may stay when closed meanwhile."""

    def by_code(self, code: str) -> Place | None:
        """Return the place with that number, whatever its case."""
        folded_code = code.casefold()
        return next((one for one in self.places.values() if one.key.casefold() == folded_code), None)

    def is_open(self, id_: str) -> bool:
        """Say whether a place may stand on a section."""
        found = self.places.get(id_)
        return id_ in self.kept or (found is not None and found.is_active)


def section_values(reading: Reading, chosen: Iterable[str], register: Register, unit: str) -> SectionSet:
    """Return the values of a section from today on; raises Refused with every mistake at once."""
    name = reading.words("name", most=NAME_MAX)
    kind = reading.choice("kind", [one.value for one in SectionKind])
    places = chosen_places(reading, chosen, register)
    reading.check()
    paths = [register.places[one].area_path for one in places if one in register.places]
    return SectionSet(
        name=name, kind=kind, unit=unit, area=common_path(paths), places=places,
        since=reading.today.isoformat(), is_continuous=reading.typed.get("is_continuous", "") == "1",
    )  # fmt: skip


def chosen_places(reading: Reading, chosen: Iterable[str], register: Register) -> tuple[str, ...]:
    """Return the places that were ticked or named by their codes; every mistake joins the others."""
    places = list(dict.fromkeys([*chosen, *_by_codes(reading, register)]))
    for one in places:
        if not register.is_open(one):
            reading.wrong("unknown_choice", "places", value=_called(one, register))
    if not places and not any(one.at == "codes" for one in reading.problems):
        reading.wrong("section_no_place", "places")
    if len(places) > PLACES_MAX:
        reading.wrong("section_places_many", "places", limit=PLACES_MAX)
    return tuple(places)


def _called(id_: str, register: Register) -> str:
    return register.places[id_].name[:40] if id_ in register.places else id_[:40]


def _by_codes(reading: Reading, register: Register) -> list[str]:
    """Return the places whose codes were typed, parted by commas, spaces or lines."""
    typed = reading.words("codes", most=CODES_MAX, is_needed=False, is_line=False)
    found = []
    for code in typed.replace(",", " ").replace("、", " ").replace("，", " ").split()[: 2 * PLACES_MAX]:
        place = register.by_code(code)
        if place is None:
            reading.wrong("round_place_unknown", "codes", value=code[:40])
        else:
            found.append(place.id)
    return found


def common_path(paths: Iterable[str]) -> str:
    """Return the lowest area that holds all of `paths`."""
    split = [one.strip("/").split("/") for one in paths]
    shared = []
    for keys in zip(*split, strict=False):
        if len(set(keys)) > 1:
            break
        shared.append(keys[0])
    return "/" + "/".join(shared) + "/" if shared else "/"


def ended(found: SectionFile, today: date) -> SectionSet:
    """Return the section as it stands when it is asked for no more, or again."""
    return replace(found.head, is_active=not found.head.is_active, since=today.isoformat())


def section_of(id_: str, told: SectionSet) -> Section:
    """Return a version as days are judged by it."""
    return Section(
        id=id_, name=told.name, kind=SectionKind(told.kind), area_path=told.area, places=told.places,
        is_continuous=told.is_continuous,
    )  # fmt: skip
