"""The closed set of effects an entry may carry; replay folds them and asks nobody again."""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from typing import Any, ClassVar

from linli.domain.entry import moment_text, parse_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One change of a stream's state, spelled as JSON in the entry."""

    k: ClassVar[str] = ""

    def to_json(self) -> dict[str, Any]:
        """Return the JSON spelling; what equals its default is left out."""
        spelled: dict[str, Any] = {"k": self.k}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.default is not MISSING and value == one.default:
                continue
            if isinstance(value, datetime):
                value = moment_text(value)
            elif isinstance(value, tuple):
                value = list(value)
            spelled[one.name] = value
        return spelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Effect):
    """The case exists: what it is, where, through which door it came."""

    k: ClassVar[str] = "filed"
    procedure: str
    version: int
    county: str
    number: str
    category: str
    area: str
    urgency: str
    channel: str
    seal: str
    requester: str
    """none, anonymous or known."""
    title: str = ""
    """Staff-written and non-personal, or empty: the category's name is shown."""
    how_placed: str = ""
    record_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified(Effect):
    """Category, urgency, place in the tree or title were put right."""

    k: ClassVar[str] = "classified"
    category: str = ""
    area: str = ""
    urgency: str = ""
    title: str = ""
    how_placed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSet(Effect):
    """The case stands in another stage."""

    k: ClassVar[str] = "stage"
    to: str
    kind: str
    """The stage's kind, so that a replay knows a final stage without the procedure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Effect):
    """A unit and a post have the case now."""

    k: ClassVar[str] = "held"
    unit: str
    post: str = ""
    as_role: str = "holder"
    """holder, handler (does the work), dispatcher (sent it)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockSet(Effect):
    """A clock starts, with everything its explanation needs."""

    k: ClassVar[str] = "clock.set"
    key: str
    kind: str
    due_at: datetime
    warn_at: datetime
    counts_from: datetime
    left_seconds: int
    total_seconds: int
    amount: int
    unit: str
    calendar: str
    rule: str
    basis: str = ""
    """Where the length came from, e.g. the limit's category and class."""
    provisional: bool = False
    since: datetime | None = None
    """When it began, where that was before the entry: a lapse that a late tick caught up with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMoved(Effect):
    """A running clock got another due moment: extended or recomputed."""

    k: ClassVar[str] = "clock.moved"
    key: str
    due_at: datetime
    warn_at: datetime
    counts_from: datetime
    left_seconds: int
    total_seconds: int
    calendar: str
    because: str
    """extended, recomputed or corrected."""
    amount: int = 0
    provisional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockPaused(Effect):
    """A clock stands still for a lawful reason with this much left."""

    k: ClassVar[str] = "clock.paused"
    key: str
    left_seconds: int
    reason: str
    since: datetime | None = None
    """When it stood still, where that was before the entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockResumed(Effect):
    """A paused clock runs again; what is None is as it was."""

    k: ClassVar[str] = "clock.resumed"
    key: str
    due_at: datetime
    warn_at: datetime
    counts_from: datetime
    calendar: str
    left_seconds: int | None = None
    """What is left by the working hours that hold now, where they changed during the pause."""
    total_seconds: int | None = None
    provisional: bool | None = None
    """Whether it now rests on a year without a notice, where that changed during the pause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockMarked(Effect):
    """A clock stopped, warned, or ran out."""

    k: ClassVar[str] = "clock.marked"
    key: str
    mark: str
    """stopped, warned or lapsed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSet(Effect):
    """A part was added, or stands in another stage."""

    k: ClassVar[str] = "part"
    id: str
    rule: str
    stage: str
    unit: str = ""
    post: str = ""
    party: str = ""
    staff: str = ""
    """Who made the move, so that no one answers two parts in another's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked(Effect):
    """Another case hangs on this one."""

    k: ClassVar[str] = "linked"
    rule: str
    relation: str
    stream: str
    direction: str = "to"
    is_final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted(Effect):
    """Something that is counted happened once more, on account of a unit where one is named."""

    k: ClassVar[str] = "counted"
    what: str
    unit: str = ""
    by: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted(Effect):
    """A fact of the case took a coded value (result, grade, pause reason, …)."""

    k: ClassVar[str] = "noted"
    key: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed(Effect):
    """A move awaits the agreement of a second person."""

    k: ClassVar[str] = "proposed"
    verb: str
    unit: str
    post: str
    staff: str
    pub: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled(Effect):
    """A proposal was agreed or refused."""

    k: ClassVar[str] = "settled"
    verb: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated(Effect):
    """The case goes on under another version of its procedure."""

    k: ClassVar[str] = "migrated"
    version: int


EFFECTS: dict[str, type[Effect]] = {cls.k: cls for cls in Effect.__subclasses__()}
_MOMENTS = frozenset({"due_at", "warn_at", "counts_from", "since"})
_READERS = {k: (cls, tuple(one.name for one in fields(cls) if one.name in _MOMENTS)) for k, cls in EFFECTS.items()}


def effect_from_json(spelled: Mapping[str, Any]) -> Effect:
    """Return the effect that `to_json` spelled; raises ValueError for an unknown one."""
    values = dict(spelled)
    reader = _READERS.get(values.pop("k", ""))
    if reader is None:
        raise ValueError(f"unknown effect: {spelled.get('k')!r}")
    kind, moments = reader
    for name in moments:
        if name in values:
            values[name] = parse_moment(values[name])
    return kind(**values)
