"""The state of a case: what a fold over its entries' effects yields, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from linli.domain.engine.declarations import ClockKind
from linli.domain.working_time import ClockUnit, Countdown

RECALLED = "recalled"
"""The stage of a part that was called off: it counts for nothing any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time with its reason; `until` None is open."""

    since: datetime
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockState:
    """One clock of a case as its entries left it."""

    key: str
    kind: ClockKind
    run: int
    """1 for its first run in this case, counted up at each restart."""
    status: str
    """running, paused or stopped; a lapsed clock runs on until stopped."""
    started_at: datetime
    due_at: datetime
    warn_at: datetime
    counts_from: datetime
    left_seconds: int
    """Countable seconds left at `counts_from`; while paused, what was left then."""
    total_seconds: int
    amount: int
    unit: str
    calendar: str
    rule: str
    basis: str = ""
    provisional: bool = False
    warned_at: datetime | None = None
    lapsed_at: datetime | None = None
    stopped_at: datetime | None = None
    pauses: tuple[Span, ...] = ()
    extended_amount: int = 0
    extended_count: int = 0

    @property
    def is_open(self) -> bool:
        """Say whether it has not been stopped."""
        return self.status != "stopped"

    @property
    def countdown(self) -> Countdown:
        """The clock as working time counts it."""
        return Countdown(
            unit=ClockUnit(self.unit),
            counts_from=self.counts_from,
            left_seconds=self.left_seconds,
            total_seconds=self.total_seconds,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PartState:
    """One part of a case."""

    id: str
    rule: str
    stage: str
    unit: str = ""
    post: str = ""
    party: str = ""
    acts: tuple[tuple[str, str], ...] = ()
    """(stage reached, staff) in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkState:
    """One link to another case."""

    rule: str
    relation: str
    stream: str
    direction: str = "to"
    is_final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who did what: the memory behind "checked by somebody else"."""

    verb: str
    seq: int
    recv: datetime
    kind: str
    staff: str = ""
    post: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A unit, and the post in it."""

    unit: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """A case, whole; the empty one (seq 0) is what `file` starts from."""

    stream: str
    seq: int = 0
    procedure: str = ""
    version: int = 0
    county: str = ""
    number: str = ""
    stage: str = ""
    category: str = ""
    area: str = ""
    urgency: str = "ordinary"
    channel: str = ""
    seal: str = "open"
    requester: str = "none"
    title: str = ""
    how_placed: str = ""
    record_only: bool = False
    is_final: bool = False
    holder: Holder = Holder()
    handler: Holder = Holder()
    dispatcher: Holder = Holder()
    past_units: tuple[str, ...] = ()
    clocks: Mapping[str, ClockState] = field(default_factory=dict)
    parts: Mapping[str, PartState] = field(default_factory=dict)
    links: tuple[LinkState, ...] = ()
    acts: tuple[Act, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """How often each counted thing happened; "what@unit" on account of a unit."""
    notes: Mapping[str, str] = field(default_factory=dict)
    proposals: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    filed_at: datetime | None = None
    closed_at: datetime | None = None
    moved_at: datetime | None = None
    waits: tuple[Span, ...] = ()
    """The resident's spans of waiting: filing to closing, reopening to closing again."""

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    def count(self, what: str) -> int:
        """Return how often `what` happened."""
        return self.counts.get(what, 0)

    def actors_of(self, verbs: tuple[str, ...]) -> tuple[Act, ...]:
        """Return the acts of any of `verbs`."""
        return tuple(act for act in self.acts if act.verb in verbs)

    @property
    def is_merged(self) -> bool:
        """Say whether the case was merged into another, where its work goes on."""
        return any(link.relation == "merged" and link.direction == "to" for link in self.links)

    @property
    def co_units(self) -> frozenset[str]:
        """Units that have, or finished, a part of the case; a recalled part is theirs no longer."""
        return frozenset(part.unit for part in self.parts.values() if part.unit and part.stage != RECALLED)

    @property
    def units_before(self) -> frozenset[str]:
        """Units that held, dispatched or handled the case, or were asked and recalled: they keep sight."""
        recalled = {part.unit for part in self.parts.values() if part.stage == RECALLED}
        return frozenset({*self.past_units, self.handler.unit, self.dispatcher.unit, *recalled} - {""})

    @property
    def accused(self) -> frozenset[str]:
        """Pseudonyms of those whom the case accuses: nothing of it is given, told or shown to them."""
        return frozenset(self.notes.get("accused", "").split())

    def open_clocks(self) -> tuple[ClockState, ...]:
        """Return the clocks not yet stopped, the earliest due first."""
        return tuple(sorted((c for c in self.clocks.values() if c.is_open), key=lambda c: (c.due_at, c.key)))
