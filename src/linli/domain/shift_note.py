"""Notes from one shift to the next 交接班: written by who was on duty, read and confirmed by who comes after.

A stream of its own, `shift_note/<id>`; what it says is kept sealed beside the entry. It belongs to the shifts of the
unit that begin next after the writer's, whoever holds them by then. Source: REQUIREMENTS.md 003-13.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import ClassVar

from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry, parse_moment
from linli.domain.supply_checks import values_of

STREAM = "shift_note/"
TEXT_MAX = 1_000
WRITE_WITHIN = timedelta(hours=12)
"""So long after a shift its note may still be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSet(Effect):
    """A note's coded values after an entry."""

    k: ClassVar[str] = "shift_note.set"
    unit: str
    shift: str
    starts: str
    """When the writer's shift began, as RFC 3339."""
    post: str
    read_by: str = ""
    """The post of the next shift that confirmed it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftNote:
    """One note."""

    stream: str
    seq: int
    told: NoteSet
    written_at: datetime
    read_at: datetime | None = None

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def starts_at(self) -> datetime:
        """When the writer's shift began."""
        return parse_moment(self.told.starts)


def folded(entries: Iterable[Entry]) -> ShiftNote | None:
    """Return the note that `entries` of its stream add up to; None without any."""
    found: ShiftNote | None = None
    for entry in entries:
        for spelled in entry.effects:
            if spelled["k"] == NoteSet.k:
                told = NoteSet(**values_of(spelled))
                first = found or ShiftNote(stream=entry.stream, seq=0, told=told, written_at=entry.recv)
                read_at = first.read_at or (entry.recv if told.read_by else None)
                found = replace(first, seq=entry.seq, told=told, read_at=read_at)
    return found


def shift_before(starts: Iterable[datetime], own: datetime) -> datetime | None:
    """Return when the shifts before one that begins at `own` began; None for the first of a roster."""
    return max((one for one in starts if one < own), default=None)


def may_write(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Say whether the note of a shift may be written now: while it lasts and for some hours after."""
    return starts_at <= now <= ends_at + WRITE_WITHIN
