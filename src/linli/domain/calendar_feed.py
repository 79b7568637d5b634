"""iCalendar: appointments as calendar programs take them in.

Source: RFC 5545 (the form), RFC 5546 section 3.2.5 (an event called off takes itself out again).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """One event of a calendar; the same event keeps its `uid`, so that a change replaces it."""

    uid: str
    begins_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    words: str = ""
    sequence: int = 0
    """How often it was changed."""
    is_off: bool = False
    is_private: bool = False
    """Whether calendars that others see hide what it is."""


def feed(appointments: Iterable[Appointment], *, made_at: datetime, name: str = "") -> bytes:
    """Return a calendar with `appointments`; where the only one was called off, one that takes it out again."""
    events = tuple(appointments)
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Linli//ZH")
    calendar.add("method", "CANCEL" if events and all(one.is_off for one in events) else "PUBLISH")
    if name:
        calendar.add("x-wr-calname", name)
    for one in events:
        calendar.add_component(_event(one, made_at))
    return bytes(calendar.to_ical())


def _event(one: Appointment, made_at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{one.uid}@linli")
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", one.begins_at.astimezone(UTC))
    event.add("dtend", one.ends_at.astimezone(UTC))
    event.add("sequence", one.sequence)
    event.add("status", "CANCELLED" if one.is_off else "CONFIRMED")
    event.add("class", "PRIVATE" if one.is_private else "PUBLIC")
    event.add("summary", one.title)
    for key, words in (("location", one.place), ("description", one.words)):
        if words:
            event.add(key, words)
    return event
