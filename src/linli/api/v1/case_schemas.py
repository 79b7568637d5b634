"""What the API asks and answers about matters; nothing in the answers was written by a resident."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from linli.api.v1.schemas import CURSOR, NO_NUL, FieldAsked, Words
from linli.api.v1.values import Strict, Values
from linli.domain.engine.moves import move_for
from linli.domain.engine.shared_fields import SHARED_FIELDS
from linli.procedures import procedures

ClockStateName = Literal["on_time", "near", "overdue", "paused"]
ANY = ""
"""What a filter says that asks for nothing."""
_CHANNELS = tuple(choice.key for choice in SHARED_FIELDS["channel"].choices)
_STAGES = tuple(dict.fromkeys(stage.key for one in procedures().values() for stage in one.stages))
_FILED = tuple(key for key, one in procedures().items() if move_for(one, None, "file") is not None)
Channel = Literal[(ANY, *_CHANNELS)]  # type: ignore[valid-type]  # the declarations are the list
StageKey = Literal[(ANY, *_STAGES)]  # type: ignore[valid-type]  # as above
FiledProcedure = Literal[_FILED]  # type: ignore[valid-type]  # as above


class PageQuery(Schema):
    """Where a list begins and how long its pages are."""

    cursor: str = Field("", max_length=400, pattern=r"^[A-Za-z0-9_-]*$")
    limit: int = Field(50, ge=1, le=200)


class CaseFilters(PageQuery):
    """The filters of the console's own list, under the same names."""

    q: str = Field(
        "", max_length=100, pattern=NO_NUL, description="In numbers and titles, or the name of a category or place."
    )
    mine: Literal["", "1"] = Field("", description="Only what waits for this post.")
    stage: StageKey = ANY
    state: Literal["", "open", "final"] = ""
    clock: Literal["", "on_time", "near", "overdue", "paused"] = ""
    category: str = Field("", max_length=60, pattern=NO_NUL)
    area: str = Field("", max_length=200, pattern=NO_NUL, description="Path of an area; everything below it.")
    unit: str = Field("", max_length=26, pattern=NO_NUL, description="Id of the unit that holds them.")
    channel: Channel = ANY
    urgency: Literal["", "ordinary", "urgent"] = ""
    since: Literal["", "1", "7", "30", "90", "365"] = Field("", description="Reported in so many days, today included.")
    sort: Literal["newest", "oldest", "due"] = "newest"


class CaseLine(Schema):
    """One matter in a list."""

    id: str
    number: str
    version: int = Field(description="Counted up with everything that happens; the ETag of the matter.")
    procedure: str
    procedure_version: int
    stage: str
    is_final: bool
    seal: Literal["open", "restricted", "sealed", "closed"]
    category: str
    area: str
    urgency: str
    channel: str
    title: str = Field(description="Written by staff about the matter and the place; often empty.")
    holder_unit: str
    co_units: list[str]
    reported_at: datetime
    moved_at: datetime
    closed_at: datetime | None
    step_due_at: datetime | None = Field(description="When the holder's present step is due.")
    clock: ClockStateName | None = Field(description="Where that clock stands now.")
    wait_due_at: datetime | None = Field(description="Until when whoever asked is to be answered.")


class CasePage(Schema):
    """One page of matters."""

    items: list[CaseLine]
    next: str | None = CURSOR


class CaseClock(Schema):
    """One clock of a matter."""

    key: str
    title: Words
    kind: Literal["step", "wait", "part", "right", "not_before", "response"]
    status: Literal["running", "paused", "stopped"]
    started_at: datetime
    due_at: datetime
    warned_at: datetime | None
    lapsed_at: datetime | None
    stopped_at: datetime | None
    amount: int
    unit: str
    is_provisional: bool = Field(description="Reckoned before the holidays of that year were published.")


class CasePart(Schema):
    """A duty inside a matter, with its own owner."""

    id: str
    rule: str
    stage: str
    unit: str | None


class CaseEntry(Schema):
    """One thing that happened; what was written or shown stays inside."""

    version: int
    verb: str
    title: Words
    at: datetime
    by: Literal["post", "resident", "system", "device", "import"]
    unit: str | None


class Reason(Schema):
    """Why a move cannot be made now."""

    code: str
    words: Words


class OpenMove(Schema):
    """A move that concerns this key's post."""

    verb: str
    title: Words
    part: str | None = Field(description="The part it is about; give it back when making the move.")
    proposal: str | None = Field(description="The proposed move that is agreed to or not: `values.proposal`.")
    second: Literal["person", "unit"] | None
    is_open: bool
    reasons: list[Reason]
    fields: list[FieldAsked]


class Case(CaseLine):
    """One matter, whole."""

    clocks: list[CaseClock]
    parts: list[CasePart]
    timeline: list[CaseEntry]
    moves: list[OpenMove] = Field(description="What this key's post may do now; empty without the scope `case.move`.")


class Filing(Strict):
    """A matter to be taken in."""

    model_config = ConfigDict(json_schema_extra={"example": {
        "procedure": "grid_event",
        "values": {"category": "municipal.street_lamp", "channel": "superior", "requester": "none",
                   "point": {"lon": 114.305, "lat": 36.105}, "words": "路灯不亮"},
    }})  # fmt: skip
    procedure: FiledProcedure = Field("grid_event")
    values: Values  # type: ignore[valid-type]  # made from the declarations


class Filed(Schema):
    """What whoever filed gets back; the same again for the same Idempotency-Key."""

    id: str
    number: str
    receipt: str = Field(description="The code with which whoever asked follows the matter.")


class MoveAsked(Strict):
    """A move to be made."""

    verb: str = Field(pattern=r"^[a-z_]{1,40}$")
    part: str = Field("", max_length=26)
    values: Values = Field(default_factory=Values)  # type: ignore[valid-type]  # as above


class Note(Strict):
    """A remark to be added to a matter."""

    note: Annotated[str, Field(min_length=1, max_length=2000)]


class Moved(Schema):
    """What a move led to."""

    id: str
    version: int
