"""Drives with the loudspeaker car 巡逻车广播: when, past which places, about what and for how long; no positions.

A stream of its own, `broadcast/<id>`; a remark is kept sealed beside the entry. Source: REQUIREMENTS.md 002-34.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from linli.domain.calendar import WorkingCalendar
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry, moment_text, parse_moment
from linli.domain.section import Register, chosen_places, common_path
from linli.domain.supply_checks import NOTE_MAX, Reading, values_of
from linli.domain.wording import Wording

STREAM = "broadcast/"
MINUTES_MAX = 720
BACK_DAYS = 31
"""What is older is not entered any more."""


class Topic(StrEnum):
    """About what is spoken."""

    FRAUD = "fraud"
    THEFT = "theft"
    FIRE = "fire"
    FLOOD = "flood"
    TRAFFIC = "traffic"
    POLICY = "policy"
    OTHER = "other"


TOPIC_WORDS: Mapping[Topic, Wording] = {
    Topic.FRAUD: Wording("防诈骗", "Fraud"),
    Topic.THEFT: Wording("防盗防抢", "Theft and robbery"),
    Topic.FIRE: Wording("消防安全", "Fire safety"),
    Topic.FLOOD: Wording("防汛避险", "Floods"),
    Topic.TRAFFIC: Wording("交通安全", "Traffic"),
    Topic.POLICY: Wording("政策宣传", "Policies and services"),
    Topic.OTHER: Wording("其他", "Other"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BroadcastSet(Effect):
    """A drive's coded values."""

    k: ClassVar[str] = "broadcast.set"
    unit: str
    area: str
    started: str
    """As RFC 3339."""
    minutes: int
    topic: str
    places: tuple[str, ...]
    """In the order in which they were passed."""
    is_void: bool = False
    """Entered by mistake; it stays to be seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """One drive."""

    stream: str
    seq: int
    told: BroadcastSet

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def started_at(self) -> datetime:
        """When it began."""
        return parse_moment(self.told.started)


def folded(entries: Iterable[Entry]) -> Broadcast | None:
    """Return the drive that `entries` of its stream add up to; None without any."""
    found: Broadcast | None = None
    for entry in entries:
        found = replace(found, seq=entry.seq) if found else None
        for spelled in entry.effects:
            if spelled["k"] == BroadcastSet.k:
                told = BroadcastSet(**values_of(spelled, ["places"]))
                found = Broadcast(stream=entry.stream, seq=entry.seq, told=told)
    return found


def broadcast_values(
    reading: Reading, chosen: Iterable[str], register: Register, unit: str, calendar: WorkingCalendar, now: datetime
) -> tuple[BroadcastSet, str]:  # fmt: skip
    """Return the values of a drive and its remark; raises Refused with every mistake at once."""
    day, at = reading.day("day"), _time(reading)
    minutes = reading.whole("minutes", lowest=1, highest=MINUTES_MAX)
    topic = reading.choice("topic", [one.value for one in Topic])
    places = chosen_places(reading, chosen, register)
    note = reading.words("note", most=NOTE_MAX, is_needed=False, is_line=False)
    started = now
    if day is not None and at is not None:
        started = datetime.combine(day, at, tzinfo=calendar.zone)
        if started > now:
            reading.wrong("not_ahead", "day")
        elif now - started > timedelta(days=BACK_DAYS):
            reading.wrong("broadcast_old", "day", limit=BACK_DAYS)
    reading.check()
    area = common_path(register.places[one].area_path for one in places if one in register.places)
    return BroadcastSet(
        unit=unit, area=area, started=moment_text(started), minutes=minutes, topic=topic, places=places
    ), note  # fmt: skip


def _time(reading: Reading) -> time | None:
    typed = reading.typed.get("at", "").strip().replace("：", ":")
    if not typed:
        reading.wrong("required", "at")
        return None
    try:
        return time.fromisoformat(typed.zfill(5)).replace(tzinfo=None)
    except ValueError:
        reading.wrong("not_a_time", "at")
        return None
