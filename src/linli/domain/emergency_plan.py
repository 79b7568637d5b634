"""Emergency plans 应急预案 in versions, and their drills 演练 with lessons: when the next is due, and who is overdue.

A plan is a stream of its own, `plan/<id>`; what it says and what a drill taught are kept beside the entries like any
other words. How often it is drilled is the plan's own and may be changed.
Source: 生产安全事故应急预案管理办法 (应急管理部令第2号) art. 33 (an overall or special plan is drilled once a year);
REQUIREMENTS 000-42 (lessons, reminder).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar

from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.problems import Problem, Refused
from linli.domain.supply_checks import DAYS_MAX, NAME_MAX, NOTE_MAX, PLAN_MAX, Reading, values_of
from linli.domain.wording import Wording

STREAM = "plan/"
DRILL_DAYS = 365
"""Source: art. 33."""
HEADS_MAX = 10_000


class PlanKind(StrEnum):
    """Against what it is made."""

    FLOOD = "flood"
    FIRE = "fire"
    EARTHQUAKE = "earthquake"
    CROWD = "crowd"
    WEATHER = "weather"
    CHEMICAL = "chemical"
    UTILITY = "utility"
    OTHER = "other"


KIND_WORDS: Mapping[PlanKind, Wording] = {
    PlanKind.FLOOD: Wording("防汛", "Flood"),
    PlanKind.FIRE: Wording("火灾", "Fire"),
    PlanKind.EARTHQUAKE: Wording("地震", "Earthquake"),
    PlanKind.CROWD: Wording("大型活动人员密集", "Crowds"),
    PlanKind.WEATHER: Wording("极端天气", "Extreme weather"),
    PlanKind.CHEMICAL: Wording("危险化学品", "Hazardous chemicals"),
    PlanKind.UTILITY: Wording("水电气热中断", "Loss of water, power, gas or heat"),
    PlanKind.OTHER: Wording("其他", "Other"),
}


class DrillForm(StrEnum):
    """How it is drilled."""

    TABLETOP = "tabletop"
    FIELD = "field"


FORM_WORDS: Mapping[DrillForm, Wording] = {
    DrillForm.TABLETOP: Wording("桌面推演", "Table-top"),
    DrillForm.FIELD: Wording("实战演练", "In the field"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSet(Effect):
    """A plan's coded values after an entry."""

    k: ClassVar[str] = "plan.set"
    kind: str
    title: str
    unit: str
    area: str
    version: int
    in_force: str
    """The day from which this version holds."""
    every_days: int
    due: str
    """The day by which the next drill is to be held."""
    drilled: str = ""
    reminded: str = ""
    """The due day of which the unit was reminded."""
    is_active: bool = True
    text_seq: int = 0
    """The entry beside which the text of this version is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillSet(Effect):
    """A drill's coded values after an entry."""

    k: ClassVar[str] = "plan.drill"
    drill: str
    form: str
    planned: str
    held: str = ""
    heads: int = 0
    """How many took part: a number, never a list."""
    version: int = 0
    """The version of the plan that was drilled."""
    lessons_seq: int = 0
    is_off: bool = False

    @property
    def is_open(self) -> bool:
        """Say whether it still lies ahead or waits to be recorded."""
        return not self.held and not self.is_off


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPlan:
    """One plan; the empty one (seq 0) is what making it starts from."""

    stream: str
    seq: int = 0
    told: PlanSet | None = None
    drills: Mapping[str, DrillSet] = field(default_factory=dict)
    versions: tuple[PlanSet, ...] = ()
    """Each version as it began, the first one first."""

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> PlanSet:
        """Its values; raises ValueError before it was made."""
        if self.told is None:
            raise ValueError(f"{self.stream} was never made")
        return self.told

    def is_overdue(self, today: date) -> bool:
        """Say whether a drill should have been held by now."""
        return self.head.is_active and self.head.due < today.isoformat()

    def is_to_remind(self, today: date) -> bool:
        """Say whether its unit is to be reminded now: once for each due day."""
        return self.is_overdue(today) and self.head.reminded != self.head.due


def folded(entries: Iterable[Entry]) -> EmergencyPlan | None:
    """Return the plan that `entries` of its stream add up to; None without any."""
    found: EmergencyPlan | None = None
    for entry in entries:
        found = replace(found or EmergencyPlan(stream=entry.stream), seq=entry.seq)
        for spelled in entry.effects:
            if spelled["k"] == PlanSet.k:
                told = PlanSet(**values_of(spelled))
                is_new = not found.versions or found.versions[-1].version != told.version
                found = replace(found, told=told, versions=(*found.versions, told) if is_new else found.versions)
            elif spelled["k"] == DrillSet.k:
                drill = DrillSet(**values_of(spelled))
                found = replace(found, drills={**found.drills, drill.drill: drill})
    return found


def plan_values(reading: Reading, unit: str, area: str) -> tuple[PlanSet, str]:
    """Return the values of a new plan and its text; its first drill is due within its interval."""
    kind = reading.choice("kind", [one.value for one in PlanKind])
    title = reading.words("title", most=NAME_MAX)
    every = reading.whole("every_days", lowest=1, highest=DAYS_MAX)
    in_force, text = _version(reading, "")
    due = in_force + timedelta(days=every)
    return PlanSet(
        kind=kind, title=title, unit=unit, area=area, version=1, in_force=in_force.isoformat(), every_days=every,
        due=due.isoformat(), text_seq=1,
    ), text  # fmt: skip


def _version(reading: Reading, last: str) -> tuple[date, str]:
    in_force, text = reading.day("in_force"), reading.words("text", most=PLAN_MAX, is_line=False)
    if in_force is not None and last and in_force.isoformat() < last:
        reading.wrong("not_before_last", "in_force", day=last)
    if in_force is not None and abs((in_force - reading.today).days) > DAYS_MAX:
        reading.wrong("too_large", "in_force", limit=DAYS_MAX)
    reading.check()
    return in_force or reading.today, text


def _check_active(plan: EmergencyPlan) -> None:
    if not plan.head.is_active:
        raise Refused([Problem("plan_ended")])


def next_version(reading: Reading, plan: EmergencyPlan) -> tuple[PlanSet, str]:
    """Return the values after a new version, and its text; the drill stays due when it was, or sooner."""
    _check_active(plan)
    head = plan.head
    every = reading.whole("every_days", lowest=1, highest=DAYS_MAX)
    in_force, text = _version(reading, head.in_force)
    begun = date.fromisoformat(head.drilled or plan.versions[0].in_force)
    due = (begun + timedelta(days=every)).isoformat()
    return replace(
        head, version=head.version + 1, in_force=in_force.isoformat(), every_days=every, due=due,
        text_seq=plan.seq + 1,
    ), text  # fmt: skip


def drill_planned(reading: Reading, plan: EmergencyPlan) -> DrillSet:
    """Return a drill that is planned for a day."""
    _check_active(plan)
    form, planned = reading.choice("form", [one.value for one in DrillForm]), reading.day("planned")
    if planned is not None and planned < reading.today:
        reading.wrong("day_passed", "planned")
    elif planned is not None and (planned - reading.today).days > DAYS_MAX:
        reading.wrong("too_large", "planned", limit=DAYS_MAX)
    reading.check()
    return DrillSet(drill=f"d{plan.seq + 1}", form=form, planned=planned.isoformat() if planned else "")


def drill_held(reading: Reading, plan: EmergencyPlan, drill_id: str) -> tuple[PlanSet, DrillSet, str]:
    """Return the plan and the drill after it was held, with the lessons: a drill without any is not recorded."""
    drill = _open_drill(plan, drill_id)
    held, heads = reading.day("held"), reading.whole("heads", lowest=1, highest=HEADS_MAX)
    lessons = reading.words("lessons", most=NOTE_MAX * 4, is_line=False)
    if held is not None and held > reading.today:
        reading.wrong("not_ahead", "held")
    if held is not None and held.isoformat() < plan.versions[0].in_force:
        reading.wrong("not_before_last", "held", day=plan.versions[0].in_force)
    reading.check()
    day = held or reading.today
    last = max(plan.head.drilled, day.isoformat())
    due = date.fromisoformat(last) + timedelta(days=plan.head.every_days)
    after = replace(plan.head, drilled=last, due=due.isoformat())
    version = max((one.version for one in plan.versions if one.in_force <= day.isoformat()), default=1)
    done = replace(drill, held=day.isoformat(), heads=heads, version=version, lessons_seq=plan.seq + 1)
    return after, done, lessons


def drill_off(reading: Reading, plan: EmergencyPlan, drill_id: str) -> tuple[DrillSet, str]:
    """Return a drill that was called off, with the reason; what is due stays due."""
    drill = _open_drill(plan, drill_id)
    reason = reading.words("reason", most=NOTE_MAX, is_line=False)
    reading.check()
    return replace(drill, is_off=True), reason


def _open_drill(plan: EmergencyPlan, drill_id: str) -> DrillSet:
    drill = plan.drills.get(drill_id)
    if drill is None or not drill.is_open:
        raise Refused([Problem("drill_not_open")])
    return drill
