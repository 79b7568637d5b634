"""Rooms 调解室: where people sit together, and the times for which a room is taken.

Pure. A booking names the matter and the time; who sits there is nobody's business here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from linli.domain.keepable_text import is_keepable
from linli.domain.problems import Problem

NAME_MAX, WHERE_MAX = 60, 120
SEATS_LEAST, SEATS_MOST = 2, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One room of a unit."""

    id: str
    unit: str
    name: str
    seats: int
    where_words: str = ""
    """Which house and floor, and how to find it."""
    is_step_free: bool = False
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One stretch of time for which a room is taken."""

    stream: str
    seq: int
    room: str
    starts_at: datetime
    ends_at: datetime


def room_problems(name: str, where_words: str, seats: int | None) -> tuple[Problem, ...]:
    """Return everything that is wrong with a room as it is entered."""
    return tuple(_mistakes(name, where_words, seats))


def _mistakes(name: str, where_words: str, seats: int | None) -> Iterator[Problem]:
    if not name.strip():
        yield Problem("required", at="name")
    for key, words, most in (("name", name, NAME_MAX), ("where_words", where_words, WHERE_MAX)):
        if len(words) > most:
            yield Problem("too_long", at=key, params={"limit": most})
        if not is_keepable(words, is_line=True):
            yield Problem("bad_text", at=key)
    if seats is None:
        yield Problem("not_a_number", at="seats")
    elif seats < SEATS_LEAST:
        yield Problem("too_small", at="seats", params={"limit": SEATS_LEAST})
    elif seats > SEATS_MOST:
        yield Problem("too_large", at="seats", params={"limit": SEATS_MOST})
