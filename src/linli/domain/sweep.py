"""Sweeps of like places 举一反三排查: from one hazard to every place of its kind in an area, each looked at once.

A sweep is a stream of its own, `sweep/<id>`: its first entry holds the places as the register had them then, so that a
place that is closed or renamed later neither joins nor leaves it. A place is checked with one of three outcomes:
nothing was found, a hazard was (its own matter, linked `like_place` to the first), or the place is there no longer.
Nothing that anybody wrote stands in a sweep. Source: PROCEDURES.md §5; REQUIREMENTS 003-19, 003-20.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from linli.domain.directory import Directory
from linli.domain.engine.effects import Effect
from linli.domain.entry import BODY_LIMIT_BYTES, Entry, canonical
from linli.domain.place import Place, PlaceKind
from linli.domain.problems import Problem
from linli.domain.unit import Post, Role
from linli.domain.wording import Wording

STREAM = "sweep/"
PLACES_MAX = 500
"""More places than that are several sweeps, each with somebody who oversees it."""
YEARS_AHEAD = 2
PORTION_BYTES = BODY_LIMIT_BYTES - 4_096
"""What the places of one entry may take up; the rest of it stays for who, when and what."""
PLANS = frozenset({
    Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.INSPECTOR, Role.HANDLER, Role.LIAISON,
    Role.UNIT_HEAD,
})  # fmt: skip
CHECKS = PLANS | {Role.GRID_WORKER, Role.GRID_LEADER, Role.COMMUNITY_OFFICER, Role.BUILDING_CONTACT}
OVERSEES = frozenset({
    Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.INSPECTOR, Role.UNIT_HEAD, Role.SPONSOR, Role.CONVENER,
})  # fmt: skip
READS = CHECKS | OVERSEES | {Role.AUDITOR, Role.FOLLOW_UP}


class SweepStage(StrEnum):
    """Where a sweep stands."""

    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What became of one place."""

    PENDING = "pending"
    NOTHING = "nothing"
    HAZARD = "hazard"
    GONE = "gone"

    @property
    def wording(self) -> Wording:
        """The outcome in both languages."""
        return OUTCOME_WORDS[self]


OUTCOME_WORDS: Mapping[Outcome, Wording] = {
    Outcome.PENDING: Wording("待检查", "Not checked yet"),
    Outcome.NOTHING: Wording("未发现问题", "Nothing found"),
    Outcome.HAZARD: Wording("发现隐患", "A hazard was found"),
    Outcome.GONE: Wording("场所已不在", "No longer there"),
}
WITHOUT_CASE = frozenset({Outcome.NOTHING, Outcome.GONE})


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepSet(Effect):
    """The sweep's own coded values after an entry."""

    k: ClassVar[str] = "sweep.set"
    case: str
    """Id of the hazard that it starts from."""
    kind: str
    area: str
    overseer: str
    """The post that sees that every place is looked at."""
    due_date: str
    stage: str = SweepStage.OPEN.value


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotSet(Effect):
    """One place of a sweep after an entry."""

    k: ClassVar[str] = "sweep.spot"
    place: str
    name: str
    """As the register had it when the sweep began."""
    area: str
    outcome: str = Outcome.PENDING.value
    case: str = ""
    """Id of the hazard that was found there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many of the places were looked at, and in how many something was found."""

    total: int
    checked: int
    found: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """One sweep as its entries leave it."""

    stream: str
    seq: int = 0
    told: SweepSet | None = None
    spots: Mapping[str, SpotSet] = field(default_factory=dict)
    begun_at: datetime | None = None
    checked_at: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> SweepSet:
        """The sweep's values; raises ValueError before it began."""
        if self.told is None:
            raise ValueError(f"{self.stream} never began")
        return self.told

    @property
    def is_open(self) -> bool:
        """Say whether places may still be checked."""
        return self.head.stage == SweepStage.OPEN

    @property
    def coverage(self) -> Coverage:
        """The sweep's own coverage, counted over the places it began with."""
        outcomes = [one.outcome for one in self.spots.values()]
        pending, found = outcomes.count(Outcome.PENDING), outcomes.count(Outcome.HAZARD)
        return Coverage(total=len(outcomes), checked=len(outcomes) - pending, found=found)

    def is_overdue(self, today: date) -> bool:
        """Say whether places are left over after its last day."""
        left = self.coverage.total - self.coverage.checked
        return self.is_open and left > 0 and date.fromisoformat(self.head.due_date) < today


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepLine:
    """One sweep in a list."""

    id: str
    case_id: str
    kind: str
    area_path: str
    overseer: str
    due_date: date
    stage: str
    places: int
    checked: int
    found: int
    begun_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPlan:
    """What somebody fills in to begin a sweep."""

    case: str
    kind: str
    area: str
    overseer: str
    due_date: str


def folded(entries: Iterable[Entry]) -> Sweep | None:
    """Return the sweep that `entries` of its stream add up to; None without any."""
    found: Sweep | None = None
    for entry in entries:
        found = _after(found or Sweep(stream=entry.stream, begun_at=entry.recv), entry)
    return found


def _after(sweep: Sweep, entry: Entry) -> Sweep:
    told, spots, checked = sweep.told, dict(sweep.spots), dict(sweep.checked_at)
    for spelled in entry.effects:
        values = {key: value for key, value in spelled.items() if key != "k"}
        if spelled["k"] == SweepSet.k:
            told = SweepSet(**values)
        elif spelled["k"] == SpotSet.k:
            spot = SpotSet(**values)
            spots[spot.place] = spot
            if spot.outcome != Outcome.PENDING:
                checked[spot.place] = entry.recv
    return replace(sweep, seq=entry.seq, told=told, spots=spots, checked_at=checked)


def portions(spots: Iterable[SpotSet]) -> tuple[tuple[SpotSet, ...], ...]:
    """Return the places of a sweep in portions that an entry holds, at least one; all places, in their order."""
    found: list[list[SpotSet]] = [[]]
    room = PORTION_BYTES
    for spot in spots:
        size = len(canonical(spot.to_json()))
        if size > room and found[-1]:
            found.append([])
            room = PORTION_BYTES
        found[-1].append(spot)
        room -= size
    return tuple(tuple(one) for one in found)


def like_places(places: Iterable[Place], *, kind: str, area: str, but: str = "") -> tuple[Place, ...]:
    """Return the places in use of one kind within an area, but the one where it began, by area and name."""
    found = [
        one for one in places
        if one.is_active and one.kind == kind and one.area_path.startswith(area) and one.id != but
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.area_path, one.name, one.id)))


def plan_problems(
    plan: SweepPlan, chosen: Sequence[Place], post: Post, directory: Directory, *, now: datetime
) -> tuple[Problem, ...]:
    """Return every mistake in what was filled in."""
    found = [Problem("required", at=key) for key in ("kind", "area", "overseer", "due_date") if not getattr(plan, key)]
    if plan.kind and plan.kind not in set(PlaceKind):
        found.append(Problem("unknown_choice", at="kind", params={"value": plan.kind[:40]}))
    if plan.area and (plan.area not in directory.tree.by_path or not plan.area.startswith(_reach(post, directory))):
        found.append(Problem("sweep_area", at="area"))
    overseer = directory.posts.get(plan.overseer)
    if plan.overseer and (overseer is None or overseer not in overseers(plan.area, directory, now)):
        found.append(Problem("sweep_overseer", at="overseer"))
    found.extend(_day_problems(plan.due_date, directory.calendar.local_date(now)))
    if not found and not chosen:
        found.append(Problem("sweep_empty", at="kind"))
    if len(chosen) > PLACES_MAX:
        found.append(Problem("sweep_too_many", at="area", params={"count": len(chosen), "limit": PLACES_MAX}))
    return tuple(found)


def _day_problems(spelled: str, today: date) -> list[Problem]:
    if not spelled:
        return []
    try:
        day = date.fromisoformat(spelled)
    except ValueError:
        return [Problem("not_a_date", at="due_date")]
    if day <= today:
        return [Problem("not_in_future", at="due_date")]
    last = today.year + YEARS_AHEAD
    return [Problem("sweep_due_far", at="due_date", params={"year": last})] if day.year > last else []


def _reach(post: Post, directory: Directory) -> str:
    unit = directory.units.get(post.unit_id)
    return unit.area_path if unit else post.area_path


def overseers(area: str, directory: Directory, now: datetime) -> tuple[Post, ...]:
    """Return the held posts that may oversee a sweep in `area`: those of a leading role that serve all of it."""
    posts = directory.posts.values()
    return tuple(one for one in posts if one.role in OVERSEES and one.is_active(now) and area.startswith(one.area_path))


def may_plan(post: Post, area: str, directory: Directory) -> bool:
    """Say whether `post` may begin a sweep from a hazard found in `area`."""
    return post.role in PLANS and area.startswith(_reach(post, directory))


def may_read(post: Post, sweep: Sweep) -> bool:
    """Say whether `post` may open a sweep: whoever checks places or watches over them, where the areas meet."""
    head = sweep.head
    if post.id == head.overseer:
        return True
    meets = head.area.startswith(post.area_path) or post.area_path.startswith(head.area)
    return post.role in READS and meets


def may_check(post: Post, spot: SpotSet) -> bool:
    """Say whether `post` may say what it found at a place: whoever's area it lies in."""
    return post.role in CHECKS and spot.area.startswith(post.area_path)


def may_close(post: Post, sweep: Sweep) -> bool:
    """Say whether `post` may close a sweep: whoever oversees it, and nobody else."""
    return post.id == sweep.head.overseer


def check_problems(sweep: Sweep, place: str) -> tuple[Problem, ...]:
    """Return what keeps a place of an open sweep from being checked."""
    if not sweep.is_open:
        return (Problem("sweep_closed"),)
    spot = sweep.spots.get(place)
    if spot is None:
        return (Problem("not_found"),)
    return (Problem("sweep_checked"),) if spot.outcome != Outcome.PENDING else ()


def close_problems(sweep: Sweep) -> tuple[Problem, ...]:
    """Return what keeps a sweep from being closed: places that nobody has looked at."""
    if not sweep.is_open:
        return (Problem("sweep_closed"),)
    left = sweep.coverage.total - sweep.coverage.checked
    return (Problem("sweep_unfinished", params={"count": left}),) if left else ()
