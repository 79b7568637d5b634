"""Live changes: what is said aloud when a case was saved, who hears it, and what they are told.

What is said holds keys only: county, stream, area, units, sealing and kind; no title, no number, nobody's words.
The hint that reaches a page says no more than "something you may see has changed"; the page then asks for it in
the ordinary way, where the access policy decides again.
"""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from linli.domain.engine.access import Reach
from linli.domain.engine.state import CaseState
from linli.domain.seal import Seal

CHANNEL = "linli_live"
"""Name under which PostgreSQL passes the changes on."""
UNITS_MAX = 24
"""Units named in one change; a message may hold 8,000 bytes. Source: PostgreSQL manual, NOTIFY."""

SINGLY_MAX = 8
"""Cases up to which each is named."""


class ChangeKind(StrEnum):
    """What happened to a case, as far as a list cares."""

    FILED = "filed"
    MOVED = "moved"
    CLOSED = "closed"
    MANY = "many"
    """Many cases were saved at once; whoever looks at any should look again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One saved change, as it is said aloud."""

    county_id: int
    kind: ChangeKind
    stream: str = ""
    area: str = ""
    unit: str = ""
    """Who holds the case now."""
    units: frozenset[str] = frozenset()
    """Who else has, or had, a part in it."""
    seal: Seal = Seal.OPEN

    @property
    def case_id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]


def change_of(county_id: int, before: CaseState, after: CaseState) -> Change:
    """Return what is said of a case that was saved.

    Where somebody is accused, neither place nor unit is said: nobody is told, and the pages ask in their own time.
    """
    kind = ChangeKind.FILED if before.seq == 0 else ChangeKind.CLOSED if after.is_final else ChangeKind.MOVED
    if after.notes.get("accused"):
        return Change(county_id=county_id, kind=kind, stream=after.stream, seal=Seal.CLOSED)
    others = sorted({before.holder.unit, *after.co_units, *after.units_before} - {"", after.holder.unit})
    return Change(
        county_id=county_id,
        kind=kind,
        stream=after.stream,
        area=after.area,
        unit=after.holder.unit,
        units=frozenset(others[:UNITS_MAX]),
        seal=Seal(after.seal),
    )


def changes_of(county_id: int, pairs: Sequence[tuple[CaseState, CaseState]]) -> list[Change]:
    """Return what is said of cases saved together: each by itself, or one word where they are many."""
    if len(pairs) > SINGLY_MAX:
        return [Change(county_id=county_id, kind=ChangeKind.MANY)]
    return [change_of(county_id, before, after) for before, after in pairs]


def spelled(change: Change) -> str:
    """Return `change` as the text that is passed on."""
    said = {
        "county": change.county_id,
        "kind": change.kind.value,
        "stream": change.stream,
        "area": change.area,
        "unit": change.unit,
        "units": sorted(change.units),
        "seal": change.seal.value,
    }
    return json.dumps({key: value for key, value in said.items() if value}, separators=(",", ":"))


def read_change(text: str) -> Change | None:
    """Return the change that `text` spells, or None where it is not one of ours."""
    try:
        said = json.loads(text)
        return Change(
            county_id=int(said["county"]),
            kind=ChangeKind(said["kind"]),
            stream=str(said.get("stream", "")),
            area=str(said.get("area", "")),
            unit=str(said.get("unit", "")),
            units=frozenset(str(one) for one in said.get("units", ())),
            seal=Seal(said["seal"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def is_heard(reach: Reach, change: Change) -> bool:
    """Say whether whoever reaches so far is told: never more than `Reach.holds` would let them list.

    What only a sponsor or a meeting's agenda opens is not told, for a change does not name them.
    """
    if change.kind is ChangeKind.MANY:
        return True
    seal, area, overseen = change.seal, change.area, reach.oversight_path
    return (
        (bool(area) and seal in reach.area_seals and area.startswith(reach.area_path))
        or (bool(area) and seal in reach.oversight_seals and overseen is not None and area.startswith(overseen))
        or (bool(change.unit) and seal in reach.work_seals and change.unit == reach.unit_id)
        or (seal in reach.part_seals & reach.past_seals and reach.unit_id in change.units)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveSeat:
    """Who listens: a member of staff at a post, and how far that reaches."""

    staff_id: str
    county_id: int
    reach: Reach


class LiveSeats(Protocol):
    """Knows who a session belongs to, asked once when a page begins to listen and again from time to time."""

    async def seat_of(self, session_key: str) -> LiveSeat | None:
        """Return the seat of a session that is still good, or None."""

    async def marks(self, holders: Mapping[str, str]) -> Mapping[str, str] | None:
        """Return a mark for each session that is still there, in one question; `holders` names whose it is by key.

        A mark differs as soon as the account, its password or the posts it holds differ. None: nobody answers now.
        """


class Bell(Protocol):
    """Hears what other processes save."""

    def changes(self) -> AsyncIterator[Change | None]:
        """Yield changes for ever; None whenever some may have been missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePorts:
    """What the live process is given of this installation."""

    bell: Bell
    seats: LiveSeats
    hosts: frozenset[str]
    """Names under which the house is reached."""
