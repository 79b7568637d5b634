"""Places of rounds: which are planned for an area, which one a code means, and which nobody passed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from linli.actions.deciding import Office
from linli.actions.settings import setting_whole
from linli.domain.place import Place, PlaceKind
from linli.domain.round import PLANNED_MAX, Standing
from linli.store import rounds

MERGES_MAX = 20
"""A place that was merged again and again is followed so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place as it stands in the register."""

    place: Place
    standing: Standing = Standing.OPEN
    into: str = ""
    """Id of the place that it was merged into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """A place that nobody passed for too long."""

    place: Place
    passed_at: datetime | None
    """When somebody last did; None where nobody ever did."""


def planned_for(office: Office, area_path: str) -> Sequence[Place]:
    """Return the places in use below a path, by name; so many as one round is planned for."""
    own = [one for one in office.directory.setup.places if one.is_active and one.area_path.startswith(area_path)]
    return sorted(own, key=lambda one: (one.area_path, one.name, one.id))[:PLANNED_MAX]


def merges_of(office: Office) -> Mapping[str, str]:
    """Return into which place each merged one went; empty where the register of places knows no merging."""
    places = office.directory.setup.places
    return {one.id: into for one in places if (into := str(getattr(one, "merged_into", "")))}


def survivor(place_id: str, merges: Mapping[str, str]) -> str:
    """Return the place that one leads to in the end: itself where it was not merged."""
    for _ in range(MERGES_MAX):
        if place_id not in merges:
            break
        place_id = merges[place_id]
    return place_id


def passed_at(office: Office, places: Sequence[Place]) -> Mapping[str, datetime]:
    """Return when somebody last checked in at each of `places`, or at one that was merged into it."""
    merges, own = merges_of(office), {one.id for one in places}
    plates = {one: into for one in (*own, *merges) if (into := survivor(one, merges)) in own}
    found: dict[str, datetime] = {}
    for plate, at in rounds.last_passed(office.county_id, list(plates)).items():
        found[plates[plate]] = max(at, found.get(plates[plate], at))
    return found


def find_place(office: Office, named: str, merges: Mapping[str, str]) -> Found | None:
    """Return the place of that number (as on its plate) or id, as it stands; None where there is none."""
    wanted = named.strip()
    places = {one.id: one for one in office.directory.setup.places}
    place = places.get(wanted) or next((one for one in places.values() if one.key == wanted), None)
    if place is None:
        folded = wanted.casefold()
        place = next((one for one in places.values() if one.key.casefold() == folded), None)
    if place is None:
        return None
    into = survivor(place.id, merges)
    if into != place.id:
        return Found(place=place, standing=Standing.MERGED, into=into)
    return Found(place=place, standing=Standing.OPEN if place.is_active else Standing.CLOSED)


def uncovered(
    office: Office, area_path: str, *, now: datetime, kind: PlaceKind | None = None
) -> tuple[tuple[Uncovered, ...], int]:  # fmt: skip
    """Return the places below a path that nobody passed within the days set, the longest first, and how many there are.

    Source: REQUIREMENTS.md 000-16 (巡逻防范死角).
    """
    places = [one for one in office.directory.setup.places if one.is_active and one.area_path.startswith(area_path)]
    own = [one for one in places if kind is None or one.kind is kind]
    passed = passed_at(office, own)
    since = now - timedelta(days=setting_whole(office, "rounds.uncovered_days", now))
    found = [
        Uncovered(place=one, passed_at=passed.get(one.id))
        for one in own
        if one.id not in passed or passed[one.id] < since
    ]
    found.sort(key=lambda one: (one.passed_at is not None, one.passed_at or now, one.place.area_path, one.place.name))
    return tuple(found), len(own)
