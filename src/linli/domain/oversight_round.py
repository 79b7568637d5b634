"""Oversight rounds 巡察: one round over units as its stream leaves it, and who may do what in it.

A round is a stream of its own, `oversight/<id>`, as a joint meeting is; its entries carry the round's coded values
after each act, and state is a fold over them. What the team wrote is kept beside the entries like any other value.
What it hands over to a unit is a matter of the procedure `oversight`, each problem a part.
Source: REQUIREMENTS 003-34 (50 days, a street and its villages), 004-02 (street with communities, town with villages),
004-05 (notice), 004-07, 004-08 (letter boxes, five channels), 004-10 (questionnaire), 004-11 (places visited).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, ClassVar

from linli.domain.directory import Directory
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.domain.wording import Wording

STREAM = "oversight/"
TEAM_ROLES = frozenset({Role.INSPECTOR, Role.UNIT_HEAD})
"""Roles of the team that goes on a round; the team is a unit, and holds what it hands over."""
ANSWERING_ROLES = frozenset({Role.UNIT_HEAD, Role.LIAISON, Role.GRID_LEADER})
"""Roles that are led to what was handed over to their unit; the page is open to everybody of it."""
KINDS = (("individual", "个性问题", "Individual"), ("shared", "共性问题", "Shared"))
TOPICS = (
    ("livelihood", "民生实事", "Everyday matters of residents"),
    ("duty", "履职尽责", "Duties not done"),
    ("funds", "资金资产", "Money and assets"),
    ("service", "便民服务", "Service to the public"),
    ("safety", "安全生产", "Safety"),
    ("rules", "制度机制", "Rules missing or not kept"),
)
CHANNEL_WORDS: Mapping[str, Wording] = {
    "letter": Wording("来信", "Letter"),
    "visit": Wording("来访", "Visit"),
    "web": Wording("网上", "Web"),
    "phone": Wording("电话", "Telephone"),
    "wechat": Wording("微信", "WeChat"),
}
"""The five ways to reach a team. Source: REQUIREMENTS 004-08 (信、访、网、电、微)."""


class RoundStage(StrEnum):
    """Where a round stands."""

    PLANNED = "planned"
    ON_SITE = "on_site"
    """The notice is out and the team is among the units."""
    ENDED = "ended"
    """The period is over; what was open then stands on the open list, and is rectified on."""
    CLOSED = "closed"
    """Nothing is open any more."""
    CANCELLED = "cancelled"


class FindingStage(StrEnum):
    """Where a finding stands before it becomes the unit's duty; afterwards its part says."""

    NOTED = "noted"
    LEFT_OUT = "left_out"
    HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundSet(Effect):
    """The round's own coded values after an entry."""

    k: ClassVar[str] = "oversight.set"
    unit: str
    """The team's unit."""
    area: str
    title: str
    """Staff-written, like 2026年第一轮巡察: never a person."""
    starts_date: str
    length_days: int
    leader: str
    team: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    stage: str = RoundStage.PLANNED.value
    notice_number: str = ""
    notice_date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSet(Effect):
    """One unit that is visited; `parent` is the one it is visited with."""

    k: ClassVar[str] = "oversight.unit"
    unit: str
    parent: str = ""
    visited_date: str = ""
    is_dropped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxOpened(Effect):
    """A letter box was emptied by two people."""

    k: ClassVar[str] = "oversight.box"
    unit: str
    """At whose door it hangs."""
    day: str
    letters: int
    witness: str
    """Post of the second person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTaken(Effect):
    """One questionnaire about a place or service was filled in; it holds no words and nobody's name."""

    k: ClassVar[str] = "oversight.sheet"
    unit: str
    place_kind: str
    day: str
    answers: tuple[str, ...] = ()
    """As "question=answer"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingSet(Effect):
    """One finding's coded values after an entry."""

    k: ClassVar[str] = "oversight.finding"
    id: str
    unit: str
    kind: str
    topic: str
    words_seq: int
    """The entry beside which its words are kept."""
    shared: str = ""
    """Of a common one: the id of the first of those recorded together."""
    stage: str = FindingStage.NOTED.value
    case: str = ""
    """Id of the matter that it became a part of."""
    part: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver(Effect):
    """A document went to a unit, and with it a matter."""

    k: ClassVar[str] = "oversight.handed_over"
    unit: str
    case: str
    document: str
    rectify_date: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodEnded(Effect):
    """What stood when the period was over: the rate with its open list, for good."""

    k: ClassVar[str] = "oversight.ended"
    day: str
    handed_over: int
    rectified: int
    open: tuple[str, ...] = ()
    """Ids of the findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OversightRound:
    """One round; the empty one (seq 0) is what planning starts from."""

    stream: str
    seq: int = 0
    told: RoundSet | None = None
    units: Mapping[str, UnitSet] = field(default_factory=dict)
    findings: Mapping[str, FindingSet] = field(default_factory=dict)
    papers: tuple[tuple[int, HandedOver], ...] = ()
    """Documents with the entry beside which each is kept."""
    boxes: tuple[BoxOpened, ...] = ()
    sheets: tuple[SheetTaken, ...] = ()
    notice_seq: int = 0
    ended: PeriodEnded | None = None

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> RoundSet:
        """The round's values; raises ValueError before it was planned."""
        if self.told is None:
            raise ValueError(f"{self.stream} was never planned")
        return self.told

    @property
    def stage(self) -> RoundStage:
        """Where it stands."""
        return RoundStage(self.head.stage)

    @property
    def starts_on(self) -> date:
        """Its first day."""
        return date.fromisoformat(self.head.starts_date)

    @property
    def ends_on(self) -> date:
        """Its last day: a round of 50 days from 1 July ends with 19 August."""
        return self.starts_on + timedelta(days=self.head.length_days - 1)

    @property
    def visited(self) -> tuple[UnitSet, ...]:
        """The units of the round, each followed by those visited with it."""
        listed = [one for one in self.units.values() if not one.is_dropped]
        keys = {one.unit for one in listed}
        tops = [one for one in listed if one.parent not in keys]
        return tuple(found for top in tops for found in _with_children(top, listed))

    def noted(self, unit: str = "") -> tuple[FindingSet, ...]:
        """Return the findings that were not handed over yet, of one unit or of all."""
        return tuple(
            one
            for one in self.findings.values()
            if one.stage == FindingStage.NOTED.value and unit in ("", one.unit)
        )  # fmt: skip

    @property
    def cases(self) -> tuple[str, ...]:
        """Ids of the matters that it handed over, the earliest first."""
        return tuple(one.case for _, one in self.papers)


def _with_children(top: UnitSet, listed: list[UnitSet]) -> list[UnitSet]:
    below = [found for one in listed if one.parent == top.unit for found in _with_children(one, listed)]
    return [top, *below]


def folded(entries: Iterable[Entry]) -> OversightRound | None:
    """Return the round that `entries` of its stream add up to; None without any."""
    found: OversightRound | None = None
    for entry in entries:
        found = _after(found or OversightRound(stream=entry.stream), entry)
    return found


def _after(before: OversightRound, entry: Entry) -> OversightRound:
    told, ended, notice_seq = before.told, before.ended, before.notice_seq
    units, findings = dict(before.units), dict(before.findings)
    papers, boxes, sheets = list(before.papers), list(before.boxes), list(before.sheets)
    for spelled in entry.effects:
        one = _effect(spelled)
        if isinstance(one, RoundSet):
            told = one
        elif isinstance(one, UnitSet):
            units[one.unit] = one
        elif isinstance(one, FindingSet):
            findings[one.id] = one
        elif isinstance(one, HandedOver):
            papers.append((entry.seq, one))
        elif isinstance(one, BoxOpened):
            boxes.append(one)
        elif isinstance(one, SheetTaken):
            sheets.append(one)
        elif isinstance(one, PeriodEnded):
            ended = one
    if entry.type == "oversight.noticed":
        notice_seq = entry.seq
    return replace(
        before, seq=entry.seq, told=told, units=units, findings=findings, papers=tuple(papers), boxes=tuple(boxes),
        sheets=tuple(sheets), notice_seq=notice_seq, ended=ended,
    )  # fmt: skip


_KINDS: Mapping[str, type[Effect]] = {
    one.k: one for one in (RoundSet, UnitSet, BoxOpened, SheetTaken, FindingSet, HandedOver, PeriodEnded)
}


def _effect(spelled: Mapping[str, Any]) -> Effect | None:
    kind = _KINDS.get(str(spelled["k"]))
    if kind is None:
        return None
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in spelled.items() if key != "k"}
    return kind(**values)


def team_unit(post: Post, directory: Directory) -> Unit | None:
    """Return the team that `post` goes on rounds with: a unit of its own with inspectors; None for the rest."""
    unit = directory.units.get(post.unit_id)
    if unit is None or unit.kind is not UnitKind.TEAM or post.role not in TEAM_ROLES:
        return None
    if post.role is Role.INSPECTOR:
        return unit
    posts = directory.posts.values()
    return unit if any(one.unit_id == unit.id and one.role is Role.INSPECTOR for one in posts) else None


def reads_rounds(post: Post, directory: Directory) -> bool:
    """Say whether there is a list of rounds for `post`: of its team, or of the area it watches over."""
    return team_unit(post, directory) is not None or watched_area(post, directory) is not None


def watched_area(post: Post, directory: Directory) -> str | None:
    """Return the area of whose rounds `post` reads everything: a coordinator of the centre, the auditor; or None."""
    unit = directory.units.get(post.unit_id)
    if unit is None:
        return None
    if post.role is Role.AUDITOR:
        return post.area_path
    is_coordinator = unit.kind is UnitKind.GOVERNANCE_CENTRE and post.role is Role.DISTRICT_COORDINATOR
    return unit.area_path if is_coordinator else None


def is_member(post: Post, one: OversightRound) -> bool:
    """Say whether `post` goes on the round: a person of a visited unit never does, whatever other post they hold."""
    return post.unit_id == one.head.unit and post.role in TEAM_ROLES and post.id in (one.head.leader, *one.head.team)


def leads(post: Post, one: OversightRound) -> bool:
    """Say whether `post` leads the round: its leader alone signs notice and documents, ends and closes it."""
    return post.id == one.head.leader


def may_read(post: Post, one: OversightRound, directory: Directory) -> bool:
    """Say whether `post` may open the round: the team, the district's coordinator over it, the auditor.

    A visited unit reads what was handed over to it as its own matters, and nothing of the rest.
    """
    if post.unit_id == one.head.unit and post.role in TEAM_ROLES:
        return True
    watched = watched_area(post, directory)
    return watched is not None and one.head.area.startswith(watched) and post.unit_id not in one.units
