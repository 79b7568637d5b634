"""Case queries: what a list asks for, and the frozen lines it gets back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from linli.domain.engine.access import Reach


class Order(StrEnum):
    """How a list is sorted; each has its own keyset."""

    NEWEST = "newest"
    OLDEST = "oldest"
    DUE = "due"


class ClockFilter(StrEnum):
    """Where the holder's step clock stands."""

    ON_TIME = "on_time"
    NEAR = "near"
    OVERDUE = "overdue"
    PAUSED = "paused"


PAGE_SIZE = 50
PAGE_SIZE_MAX = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuery:
    """One question to the case rows; empty filters ask for everything within reach.

    `reach` None is for work without a reader (statistics without names, imports) and never for a face.
    """

    county_id: int
    reach: Reach | None
    now: datetime
    text: str = ""
    """Looked for in numbers and titles, beside the categories and areas below."""
    text_categories: tuple[str, ...] = ()
    text_areas: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    is_final: bool | None = None
    categories: tuple[str, ...] = ()
    """Keys; a first-level key asks for everything below it."""
    area_path: str = ""
    urgency: str = ""
    channels: tuple[str, ...] = ()
    holder_unit: str = ""
    holder_units: tuple[str, ...] = ()
    """Any one of these, beside `holder_unit`."""
    holder_post: str = ""
    co_unit: str = ""
    past_unit: str = ""
    clock: ClockFilter | None = None
    reopen_asked: bool | None = None
    extension_asked: bool | None = None
    awaits_agreement: bool | None = None
    on_agenda: bool | None = None
    filed_since: datetime | None = None
    """By when the matter was first reported, here or in the system it was loaded from."""
    filed_before: datetime | None = None
    closed_since: datetime | None = None
    closed_before: datetime | None = None
    due_since: datetime | None = None
    """By when the holder's step is due, where it runs."""
    due_before: datetime | None = None
    grades: tuple[int, ...] = ()
    acts: tuple[str, ...] = ()
    """Types of entries, one of which was received from `acted_since` on and before `acted_before`."""
    acted_since: datetime | None = None
    acted_before: datetime | None = None
    origin: str = ""
    origin_start: str = ""
    """How what an import (or a yearly list) called it begins."""
    place_id: str = ""
    severity: str = ""
    is_held: bool | None = None
    """Whether it waits before those who take it in are shown it."""
    ids: tuple[str, ...] = ()
    """These matters and no others, as far as they lie within reach."""
    order: Order = Order.NEWEST
    cursor: str = ""
    limit: int = PAGE_SIZE


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """One case in a list: coded, non-personal, enough for a row, a card and an export."""

    id: str
    seq: int
    number: str
    procedure: str
    version: int
    stage: str
    is_final: bool
    seal: str
    category: str
    area_path: str
    urgency: str
    channel: str
    requester: str
    title: str
    how_placed: str
    holder_unit: str
    holder_post: str
    handler_unit: str
    dispatcher_unit: str
    past_units: Sequence[str]
    co_units: Sequence[str]
    filed_at: datetime
    reported_at: datetime
    """When the matter was first reported: at its source where it was loaded, else the same as `filed_at`."""
    closed_at: datetime | None
    moved_at: datetime
    step_clock: str
    step_due_at: datetime | None
    step_warn_at: datetime | None
    wait_due_at: datetime | None
    is_paused: bool
    result: str
    grade: int | None
    reopen_asked: bool
    extension_asked: bool
    awaits_agreement: bool
    on_agenda: bool
    reworks: int
    reopens: int
    lapses: int
    wrong_hand_overs: int
    origin: str
    place_id: str = ""
    severity: str = ""
    step_provisional: bool = False
    """The step's deadline rests on a year whose holidays are not published."""
    wait_provisional: bool = False

    @property
    def stream(self) -> str:
        """The stream of the case."""
        return f"case/{self.id}"

    @property
    def is_provisional(self) -> bool:
        """Say whether a deadline that is shown may still move when a year is published."""
        return not self.is_final and (self.step_provisional or self.wait_provisional)

    def clock_state(self, now: datetime) -> ClockFilter | None:
        """Return where the step clock stands at `now`, or None where no step runs."""
        if self.step_due_at is None:
            return None
        if self.is_paused:
            return ClockFilter.PAUSED
        if self.step_due_at <= now:
            return ClockFilter.OVERDUE
        is_near = self.step_warn_at is not None and self.step_warn_at <= now
        return ClockFilter.NEAR if is_near else ClockFilter.ON_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One page of a list; an empty cursor means there is no more in that direction."""

    lines: tuple[CaseLine, ...]
    next_cursor: str = ""
