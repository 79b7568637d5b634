"""Rounds 巡查: one walk of a post past planned places, as its stream `round/<id>` leaves it, and who may do what.

Entries carry coded values alone: which place was checked in at and how, which matter came of it, when it ended. No
position is kept: a check-in says the place, and nothing between two of them is known. What was found is a matter of its
own. Source: PROCEDURES.md, "5213"; CHARTER.md, "following staff around".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from linli.domain.directory import Directory
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry, parse_moment
from linli.domain.round_week import DoneRound
from linli.domain.unit import Post, Role, UnitKind

STREAM = "round/"
PLANNED_MAX = 120
"""So many places one round is planned for at most."""
HELD_TO_STANDARD = frozenset({Role.GRID_WORKER})
"""Roles whose weeks are judged by the standard; who else walks, walks."""
WALKERS = HELD_TO_STANDARD | {Role.GRID_LEADER}
TOLD_MAX = 40


class RoundStage(StrEnum):
    """Where a round stands."""

    RUNNING = "running"
    FINISHED = "finished"


class Result(StrEnum):
    """What a round came to."""

    NONE = ""
    FOUND = "found"
    CLEAR = "clear"
    """No problem: a full result."""


class How(StrEnum):
    """How somebody checked in at a place."""

    QR = "qr"
    CODE = "code"
    PLACE = "place"


class Standing(StrEnum):
    """How a place stood in the register when somebody checked in at it."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"


class ItemKind(StrEnum):
    """How a matter belongs to a round."""

    FOUND = "found"
    HANDLED = "handled"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSet(Effect):
    """The round's own coded values after an entry."""

    k: ClassVar[str] = "round.set"
    post: str
    unit: str
    area: str
    community: str
    """Path of the community whose total it is in."""
    planned: tuple[str, ...] = ()
    """Ids of places; a place that is closed meanwhile stays on the plan."""
    stage: str = RoundStage.RUNNING.value
    result: str = Result.NONE.value
    ended: str = ""
    """As RFC 3339: the last act that counts; an effect's own moments are the clocks'."""
    is_forgotten: bool = False
    """Nobody finished it in time; it counts until its last act."""
    follows: str = ""
    """The forgotten round whose plan it goes on with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopSet(Effect):
    """One check-in; the place of it is all that is kept of where somebody was."""

    k: ClassVar[str] = "round.stop"
    place: str
    how: str
    is_planned: bool = False
    standing: str = Standing.OPEN.value
    into: str = ""
    """The place that it was merged into."""
    told: str = ""
    """What the phone's own clock said, where it was far off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundItem(Effect):
    """One matter that came of a round or was handled on it."""

    k: ClassVar[str] = "round.item"
    case: str
    kind: str = ItemKind.FOUND.value
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A check-in with the moment at which the server took it."""

    seq: int
    at: datetime
    told: StopSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round; the empty one (seq 0) is what starting begins from."""

    stream: str
    seq: int = 0
    told: RoundSet | None = None
    started_at: datetime | None = None
    acted_at: datetime | None = None
    """Its last act that counts."""
    stops: tuple[Stop, ...] = ()
    items: Mapping[str, RoundItem] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> RoundSet:
        """Its values; raises ValueError before it was started."""
        if self.told is None:
            raise ValueError(f"{self.stream} was never started")
        return self.told

    @property
    def began_at(self) -> datetime:
        """When it started; raises ValueError before."""
        if self.started_at is None:
            raise ValueError(f"{self.stream} was never started")
        return self.started_at

    @property
    def ended_at(self) -> datetime:
        """Until when it counts: the end that an entry states, else its last act so far."""
        return parse_moment(self.head.ended) if self.head.ended else self.acted_at or self.began_at

    @property
    def is_running(self) -> bool:
        """Say whether nobody has finished it."""
        return self.head.stage == RoundStage.RUNNING

    @property
    def visited(self) -> frozenset[str]:
        """Places checked in at, and those that they were merged into."""
        return frozenset(one for stop in self.stops for one in (stop.told.place, stop.told.into) if one)

    def was_forgotten(self, now: datetime, after: timedelta) -> bool:
        """Say whether it runs on without an act for longer than `after`."""
        return self.is_running and now - self.ended_at > after

    def done(self) -> DoneRound:
        """Return it as a week reads it."""
        return DoneRound(
            started_at=self.began_at, ended_at=self.ended_at, cases=tuple(self.items),
            is_clear=self.head.result == Result.CLEAR,
        )  # fmt: skip


_KINDS: Mapping[str, type[Effect]] = {one.k: one for one in (RoundSet, StopSet, RoundItem)}


def folded(entries: Iterable[Entry]) -> Round | None:
    """Return the round that `entries` of its stream add up to; None without any."""
    found: Round | None = None
    for entry in entries:
        found = _after(found or Round(stream=entry.stream, started_at=entry.recv), entry)
    return found


def _after(found: Round, entry: Entry) -> Round:
    told, stops, items = found.told, found.stops, dict(found.items)
    for spelled in entry.effects:
        if spelled["k"] == RoundSet.k:
            values = _values(spelled)
            told = RoundSet(**{**values, "planned": tuple(values.get("planned", ()))})
        elif spelled["k"] == StopSet.k:
            stops = (*stops, Stop(seq=entry.seq, at=entry.recv, told=StopSet(**_values(spelled))))
        elif spelled["k"] == RoundItem.k:
            item = RoundItem(**_values(spelled))
            items.setdefault(item.case, item)
    return replace(found, seq=entry.seq, told=told, acted_at=entry.recv, stops=stops, items=items)


def _values(spelled: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in spelled.items() if key != "k"}


def walks(post: Post, directory: Directory) -> bool:
    """Say whether a post goes on rounds: grid workers and leaders, and handlers of a team."""
    unit = directory.units.get(post.unit_id)
    if unit is None:
        return False
    return post.role in WALKERS or (unit.kind is UnitKind.TEAM and post.role is Role.HANDLER)


def may_read(post: Post, found: Round) -> bool:
    """Say whether `post` may open a round: whose it is, and not who held the post after them."""
    is_own = found.told is not None and found.head.post == post.id
    return is_own and (post.started_at is None or found.began_at >= post.started_at)


def told_clock(typed: str, now: datetime, within: timedelta) -> str:
    """Return what a phone's clock said where it is further off than `within`, else "" (also where it is unreadable)."""
    try:
        told = datetime.fromisoformat(typed.strip()[:TOLD_MAX])
        if told.tzinfo is None:
            return ""
        utc = told.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return utc.isoformat(timespec="seconds") if abs(utc - now) > within else ""
