"""Days that no round is asked for 免巡日: leave of one post, bad weather and flood days of an area.

A stream of its own, `exemption/<id>`, with codes and days alone: of leave it says that it is one, never why.
Leave is asked for by whoever takes it and agreed to by somebody else; weather and flood days are the centre's to state.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from linli.domain.directory import Directory
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.problems import Problem
from linli.domain.round_week import Days, Exempt, ExemptKind
from linli.domain.unit import Post, Role, UnitKind

STREAM = "exemption/"
DAYS_MAX = 183
FAR_DAYS = 366
LEADERS = frozenset({Role.GRID_LEADER, Role.UNIT_HEAD})
OFFICE = frozenset({Role.OPERATOR, Role.DISPATCHER, Role.DISTRICT_COORDINATOR, Role.UNIT_HEAD})


class ExemptStage(StrEnum):
    """Where it stands."""

    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemptSet(Effect):
    """Its coded values after an entry."""

    k: ClassVar[str] = "exemption.set"
    kind: str
    first: str
    last: str
    area: str
    """Of leave the post's own; of weather and floods the one in which no round is asked for."""
    unit: str
    post: str = ""
    """Whose leave it is."""
    stage: str = ExemptStage.AGREED.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """Days that no round is asked for, as their stream leaves them."""

    stream: str
    seq: int
    told: ExemptSet
    asked_at: datetime

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def days(self) -> Days:
        """From the first to the last."""
        return Days(first=date.fromisoformat(self.told.first), last=date.fromisoformat(self.told.last))

    @property
    def exempt(self) -> Exempt:
        """As a week reads it."""
        return Exempt(days=self.days, kind=ExemptKind(self.told.kind))


def folded(entries: Iterable[Entry]) -> Exemption | None:
    """Return what `entries` of its stream add up to; None without any."""
    found: Exemption | None = None
    for entry in entries:
        for spelled in entry.effects:
            told = ExemptSet(**{key: value for key, value in spelled.items() if key != "k"})
            asked_at = found.asked_at if found else entry.recv
            found = Exemption(stream=entry.stream, seq=entry.seq, told=told, asked_at=asked_at)
    return found


def days_problems(first: date | None, last: date | None, today: date) -> list[Problem]:
    """Return everything that is wrong with the days."""
    if first is None or last is None:
        return []
    if last < first:
        return [Problem("days_out_of_order", at="last")]
    if abs((first - today).days) > FAR_DAYS or abs((last - today).days) > FAR_DAYS:
        return [Problem("days_too_far", at="first")]
    if (last - first).days >= DAYS_MAX:
        return [Problem("days_too_many", at="last", params={"limit": DAYS_MAX})]
    return []


def may_state(post: Post, directory: Directory) -> bool:
    """Say whether `post` states weather and flood days of its area: the office of a governance centre."""
    unit = directory.units.get(post.unit_id)
    return unit is not None and unit.kind is UnitKind.GOVERNANCE_CENTRE and post.role in OFFICE


def may_agree(post: Post, area: str, unit_id: str, directory: Directory) -> bool:
    """Say whether `post` decides on leave of a post of `unit_id` in `area`: its leaders, and the centre above."""
    if post.unit_id == unit_id and post.role in LEADERS:
        return True
    return may_state(post, directory) and area.startswith(post.area_path)


def is_asked_by(post: Post, found: Exemption) -> bool:
    """Say whether leave was asked for by whoever holds `post` now, and not by whoever held it before them."""
    return found.told.post == post.id and (post.started_at is None or found.asked_at >= post.started_at)


def is_own_leave(post: Post, owner: Post | None) -> bool:
    """Say whether the leave is that of the same person, also at another post."""
    return owner is not None and (owner.id == post.id or bool(owner.staff_id and owner.staff_id == post.staff_id))
