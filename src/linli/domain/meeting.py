"""Joint meetings 联席会议: one sitting as its stream leaves it, the four that each item fixes, who may do what.

A sitting is a stream of its own, `meeting/<id>`; its entries carry the sitting's and its items' coded values after each
act, and state is a fold over them. What somebody wrote (measures, reasons, the summary) is kept beside the entries like
any other value. Source: FIELD.md §2 (monthly; sponsor, handler, measures and deadline of each item are fixed).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from linli.domain.directory import Directory
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry, parse_moment
from linli.domain.unit import SPONSORING, Post, Role, Unit, UnitKind

STREAM = "meeting/"
OFFICE_ROLES = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD})
"""Roles of the governance centre beside it that are the meeting's office 联席会议办公室."""
SPONSOR_ROLES = SPONSORING | {Role.UNIT_HEAD}
ITEMS_MAX = 30
"""No sitting gets through more; what is left over stands on the next agenda."""


class MeetingStage(StrEnum):
    """Where a sitting stands."""

    PLANNED = "planned"
    DECIDED = "decided"
    """Its minutes were made: every item has become an entry, and an order where one was due."""
    CANCELLED = "cancelled"


class Why(StrEnum):
    """What makes a matter one for the joint meeting, the most pressing first."""

    MISSED = "missed"
    """An earlier sitting fixed the four, and the deadline passed."""
    AGENDA = "agenda"
    """It ran over at the top tier."""
    REOPENED = "reopened"
    ESCALATED = "escalated"
    OVERDUE = "overdue"
    PROPOSED = "proposed"


class Strength(StrEnum):
    """How strongly a matter is supervised."""

    REMINDER = "reminder"
    ORDER = "order"
    LISTED = "listed"

    @property
    def verb(self) -> str:
        """The move of `difficult_case` that signs it."""
        return {"reminder": "remind", "order": "supervise", "listed": "list_publicly"}[self.value]

    @property
    def part(self) -> str:
        """The part rule of `difficult_case` that it is."""
        return {"reminder": "reminder", "order": "order", "listed": "listing"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSet(Effect):
    """The sitting's own coded values after an entry."""

    k: ClassVar[str] = "meeting.set"
    unit: str
    area: str
    starts: str
    """As RFC 3339; an effect's own moments are the clocks'."""
    length_minutes: int
    place: str
    """A room, staff-written: never a person."""
    chair: str
    units: tuple[str, ...] = ()
    stage: str = MeetingStage.PLANNED.value
    number: str = ""
    """Number of the minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSet(Effect):
    """One item's coded values after an entry."""

    k: ClassVar[str] = "meeting.item"
    case: str
    """Id of the matter; of the earlier item, where the deadline was missed."""
    position: int
    why: tuple[str, ...] = ()
    is_left_out: bool = False
    sponsor: str = ""
    unit: str = ""
    post: str = ""
    due_date: str = ""
    strength: str = ""
    words_seq: int = 0
    """The entry beside which its measures (or an order's reason) are kept."""
    left_out_seq: int = 0
    child: str = ""
    """Id of the item that the minutes made of it."""
    order_number: str = ""

    @property
    def is_carried(self) -> bool:
        """Say whether an earlier sitting fixed the four, so that this one orders."""
        return Why.MISSED.value in self.why


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One sitting of a joint meeting; the empty one (seq 0) is what planning starts from."""

    stream: str
    seq: int = 0
    told: MeetingSet | None = None
    items: Mapping[str, ItemSet] = field(default_factory=dict)
    minutes_seq: int = 0
    decided_at: datetime | None = None
    signer: str = ""
    """Post that signed the minutes."""

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> MeetingSet:
        """The sitting's values; raises ValueError before it was planned."""
        if self.told is None:
            raise ValueError(f"{self.stream} was never planned")
        return self.told

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return parse_moment(self.head.starts)

    @property
    def ends_at(self) -> datetime:
        """When it is to end."""
        return self.starts_at + timedelta(minutes=self.head.length_minutes)

    @property
    def stage(self) -> MeetingStage:
        """Where it stands."""
        return MeetingStage(self.head.stage)

    @property
    def agenda(self) -> tuple[ItemSet, ...]:
        """Its items in order, those that were left out not among them."""
        return tuple(one for one in self.all_items if not one.is_left_out)

    @property
    def all_items(self) -> tuple[ItemSet, ...]:
        """Every item in order, those left out last."""
        return tuple(sorted(self.items.values(), key=lambda one: (one.is_left_out, one.position, one.case)))


def folded(entries: Iterable[Entry]) -> Sitting | None:
    """Return the sitting that `entries` of its stream add up to; None without any."""
    sitting: Sitting | None = None
    for entry in entries:
        sitting = _after(sitting or Sitting(stream=entry.stream), entry)
    return sitting


def _after(sitting: Sitting, entry: Entry) -> Sitting:
    told, items = sitting.told, dict(sitting.items)
    for spelled in entry.effects:
        if spelled["k"] == MeetingSet.k:
            told = MeetingSet(**_values(spelled, "units"))
        elif spelled["k"] == ItemSet.k:
            item = ItemSet(**_values(spelled, "why"))
            items[item.case] = item
    found = replace(sitting, seq=entry.seq, told=told, items=items)
    if entry.type == "meeting.minutes_made":
        found = replace(
            found, minutes_seq=entry.seq, decided_at=entry.recv, signer=str(entry.actor.get("post", ""))
        )  # fmt: skip
    return found


def _values(spelled: Mapping[str, Any], several: str) -> dict[str, Any]:
    values = {key: value for key, value in spelled.items() if key != "k"}
    values[several] = tuple(values.get(several, ()))
    return values


def meeting_unit(post: Post, directory: Directory) -> Unit | None:
    """Return the joint meeting that `post` convenes, sponsors for or is the office of; None for the rest."""
    unit = directory.units.get(post.unit_id)
    if unit is None:
        return None
    if unit.kind is UnitKind.JOINT_MEETING:
        return unit
    is_office = unit.kind is UnitKind.GOVERNANCE_CENTRE and post.role in OFFICE_ROLES
    return directory.joint_meeting(unit.area_path, unit.tier) if is_office else None


def may_prepare(post: Post, unit: Unit, directory: Directory) -> bool:
    """Say whether `post` may plan a sitting of `unit` and edit its agenda: its office, or its convener."""
    own = meeting_unit(post, directory)
    if own is None or own.id != unit.id:
        return False
    return post.unit_id != unit.id or post.role is Role.CONVENER


def may_sign(post: Post, unit: Unit) -> bool:
    """Say whether `post` may sign minutes and orders of `unit`: its convener alone."""
    return post.unit_id == unit.id and post.role is Role.CONVENER


def may_read(post: Post, sitting: Sitting, directory: Directory) -> bool:
    """Say whether `post` may open a sitting: who prepares or sits in it, heads of units asked to it, the auditor."""
    own = meeting_unit(post, directory)
    if own is not None and own.id == sitting.head.unit:
        return True
    if post.role is Role.AUDITOR:
        return sitting.head.area.startswith(post.area_path)
    return post.unit_id in sitting.head.units and post.role in (Role.UNIT_HEAD, Role.LIAISON, Role.GRID_LEADER)


def holds_for(unit: Unit, holder: Unit | None) -> bool:
    """Say whether a matter held by `holder` is one for the joint meeting `unit`: of the tier that has it now.

    So a matter stands on one agenda and not on two.
    """
    if holder is None or not holder.area_path.startswith(unit.area_path):
        return False
    return holder.tier is unit.tier or (holder.tier.depth > unit.tier.depth and unit.tier.depth > 0)
