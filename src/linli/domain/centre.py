"""Self-check of a governance centre 综治中心自查: rooms, area, opening hours, desks, and who is there on which weekday.

A centre is a stream of its own, `centre/<unit>`; each self-check is one entry with everything in it. A list of people
is no part of it: desks are units'.
Source: FIELD §4 (desks 常驻 / 轮驻 / 随驻; floor areas of one local speech, a setting);
REQUIREMENTS 003-05, 003-06, 003-09 (seven rooms of a street's centre, five of a community's, about 200 m²).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from enum import StrEnum
from typing import Any, ClassVar

from linli.domain.area import AreaLevel
from linli.domain.directory import Directory
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.supply_checks import NOTE_MAX, Reading, values_of
from linli.domain.wording import Wording

STREAM = "centre/"
AREA_MAX = 100_000
WEEKDAYS = (1, 2, 3, 4, 5, 6, 7)
WORKDAYS = (1, 2, 3, 4, 5)


class RoomKind(StrEnum):
    """A room that a centre may have."""

    COORDINATION = "coordination"
    MEDIATION = "mediation"
    SECURITY = "security"
    PSYCHOLOGY = "psychology"
    REHABILITATION = "rehabilitation"
    VOLUNTEERS = "volunteers"
    RECEPTION = "reception"
    EMERGENCY = "emergency"


ROOM_WORDS: Mapping[RoomKind, Wording] = {
    RoomKind.RECEPTION: Wording("群众接待厅", "Reception hall"),
    RoomKind.COORDINATION: Wording("综合协调室", "Coordination room"),
    RoomKind.MEDIATION: Wording("矛盾调处室", "Mediation room"),
    RoomKind.SECURITY: Wording("治安防控室", "Public order room"),
    RoomKind.PSYCHOLOGY: Wording("社会心理服务室", "Counselling room"),
    RoomKind.REHABILITATION: Wording("禁毒(康复)工作室", "Rehabilitation room"),
    RoomKind.VOLUNTEERS: Wording("志愿者工作室", "Volunteers' room"),
    RoomKind.EMERGENCY: Wording("应急管理站", "Emergency station"),
}
_R = RoomKind
_SEVEN = (_R.RECEPTION, _R.COORDINATION, _R.MEDIATION, _R.SECURITY, _R.PSYCHOLOGY, _R.REHABILITATION, _R.VOLUNTEERS)
ROOMS_DUE: Mapping[AreaLevel, tuple[RoomKind, ...]] = {
    AreaLevel.COUNTY: _SEVEN,
    AreaLevel.SUBDISTRICT: _SEVEN,
    AreaLevel.COMMUNITY: (_R.COORDINATION, _R.MEDIATION, _R.SECURITY, _R.PSYCHOLOGY, _R.EMERGENCY),
}
"""Source: REQUIREMENTS 003-06 (seven), 003-09 (five); a district's own centre is measured like a street's."""
AREA_SETTINGS: Mapping[AreaLevel, str] = {
    AreaLevel.COUNTY: "centre.area_county",
    AreaLevel.SUBDISTRICT: "centre.area_subdistrict",
    AreaLevel.COMMUNITY: "centre.area_community",
}


class Residency(StrEnum):
    """How a unit is at the centre."""

    PERMANENT = "permanent"
    ROTATING = "rotating"
    ON_CALL = "on_call"


RESIDENCY_WORDS: Mapping[Residency, Wording] = {
    Residency.PERMANENT: Wording("常驻", "Permanent"),
    Residency.ROTATING: Wording("轮驻", "Rotating"),
    Residency.ON_CALL: Wording("随驻(随叫随到)", "On call"),
}
WEEKDAY_WORDS = (
    Wording("周一", "Mon"), Wording("周二", "Tue"), Wording("周三", "Wed"), Wording("周四", "Thu"),
    Wording("周五", "Fri"), Wording("周六", "Sat"), Wording("周日", "Sun"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreSet(Effect):
    """What a self-check found, whole."""

    k: ClassVar[str] = "centre.checked"
    unit: str
    area: str
    day: str
    rooms: tuple[str, ...]
    area_m2: int
    opens: str
    closes: str
    weekdays: tuple[int, ...]
    desks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By unit: residency, and the weekdays of a rotating desk."""
    note_seq: int = 0

    def roster(self) -> dict[int, tuple[str, ...]]:
        """Return which units are there on each open weekday, permanent ones first; who is on call is not there."""
        found = {}
        for day in self.weekdays:
            fixed = [unit for unit, one in self.desks.items() if one["residency"] == Residency.PERMANENT.value]
            turns = [unit for unit, one in self.desks.items() if day in one.get("days", ())]
            found[day] = (*fixed, *turns)
        return found


class Lack(StrEnum):
    """What a centre may lack."""

    ROOMS = "rooms"
    AREA = "area"
    HOURS = "hours"
    PERMANENT = "permanent"
    ROSTER = "roster"


LACK_WORDS: Mapping[Lack, Wording] = {
    Lack.ROOMS: Wording("功能室齐全", "All rooms"),
    Lack.AREA: Wording("面积达标", "Floor area"),
    Lack.HOURS: Wording("工作日都开门", "Open on every working day"),
    Lack.PERMANENT: Wording("有常驻单位", "A permanent desk"),
    Lack.ROSTER: Wording("每个开门日都有人", "Somebody there on every open day"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreRule:
    """What a centre of one level is measured by."""

    rooms: tuple[RoomKind, ...]
    area_m2: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """One centre with its self-checks; the empty one (seq 0) was never checked."""

    stream: str
    seq: int = 0
    checks: tuple[CentreSet, ...] = ()

    @property
    def id(self) -> str:
        """Id of the unit."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> CentreSet:
        """The latest self-check; raises ValueError before the first."""
        if not self.checks:
            raise ValueError(f"{self.stream} was never checked")
        return self.checks[-1]


def folded(entries: Iterable[Entry]) -> Centre | None:
    """Return the centre that `entries` of its stream add up to; None without any."""
    found: Centre | None = None
    for entry in entries:
        found = replace(found or Centre(stream=entry.stream), seq=entry.seq)
        for spelled in entry.effects:
            if spelled["k"] == CentreSet.k:
                told = CentreSet(**values_of(spelled, ("rooms", "weekdays")))
                found = replace(found, checks=(*found.checks, told))
    return found


def missing_rooms(found: CentreSet, rule: CentreRule) -> tuple[RoomKind, ...]:
    """Return the rooms that are due and not there."""
    return tuple(one for one in rule.rooms if one.value not in found.rooms)


def lacks(found: CentreSet, rule: CentreRule) -> tuple[Lack, ...]:
    """Return what the centre lacks of the five that are asked."""
    bad = {
        Lack.ROOMS: bool(missing_rooms(found, rule)),
        Lack.AREA: found.area_m2 < rule.area_m2,
        Lack.HOURS: not set(WORKDAYS) <= set(found.weekdays),
        Lack.PERMANENT: not any(one["residency"] == Residency.PERMANENT.value for one in found.desks.values()),
        Lack.ROSTER: not found.weekdays or any(not units for units in found.roster().values()),
    }
    return tuple(one for one in Lack if bad[one])


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedDesk:
    """One desk as it was typed."""

    unit: str
    residency: str
    days: tuple[str, ...] = ()


def check_values(
    reading: Reading, unit: str, directory: Directory, *, rooms: Iterable[str], weekdays: Iterable[str],
    desks: Iterable[TypedDesk],
) -> tuple[CentreSet, str]:  # fmt: skip
    """Return what a self-check found, and what was written beside it."""
    known = {one.value for one in RoomKind}
    own = directory.units[unit]
    for at, found in (("rooms", set(rooms) - known), ("weekdays", set(weekdays) - set(map(str, WEEKDAYS)))):
        for value in sorted(found)[:1]:
            reading.wrong("unknown_choice", at, value=value[:40])
    area, opens, closes = reading.whole("area_m2", highest=AREA_MAX), _time(reading, "opens"), _time(reading, "closes")
    if opens and closes and opens >= closes:
        reading.wrong("hours_reversed", "closes")
    if not list(weekdays):
        reading.wrong("required", "weekdays")
    stand = _desks(reading, desks, directory)
    note = reading.words("note", most=NOTE_MAX, is_needed=False, is_line=False)
    reading.check()
    return CentreSet(
        unit=unit, area=own.area_path, day=reading.today.isoformat(), area_m2=area, opens=opens, closes=closes,
        rooms=tuple(one.value for one in RoomKind if one.value in set(rooms)),
        weekdays=tuple(one for one in WEEKDAYS if str(one) in set(weekdays)), desks=stand,
    ), note  # fmt: skip


def _time(reading: Reading, at: str) -> str:
    found = reading.typed.get(at, "").strip()
    if not found:
        reading.wrong("required", at)
        return ""
    try:
        return f"{time.fromisoformat(found):%H:%M}"
    except ValueError:
        reading.wrong("not_a_time", at)
        return ""


def _desks(reading: Reading, desks: Iterable[TypedDesk], directory: Directory) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in desks:
        at = f"desk-{one.unit}"
        body = directory.units.get(one.unit)
        if body is None or not body.is_active:
            reading.wrong("desk_of_centre", "desks")
            continue
        if one.residency not in set(Residency):
            reading.wrong("unknown_choice", at, value=one.residency[:40])
            continue
        if one.unit in found:
            reading.wrong("desk_twice", at)
        days = [day for day in WEEKDAYS if str(day) in one.days]
        if one.residency == Residency.ROTATING.value and not days:
            reading.wrong("day_of_week_needed", at)
        found[one.unit] = {"residency": one.residency}
        if one.residency == Residency.ROTATING.value:
            found[one.unit]["days"] = days
    return found


def latest_day(centre: Centre | None) -> date | None:
    """Return the day of the latest self-check."""
    return date.fromisoformat(centre.head.day) if centre is not None and centre.checks else None
