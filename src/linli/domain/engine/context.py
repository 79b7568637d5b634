"""What a decision is made from: the command, who gives it, and a frozen view of the world."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from linli.domain.calendar import WorkingCalendar
from linli.domain.directory import Directory
from linli.domain.engine.declarations import Procedure, Relation
from linli.domain.engine.effects import Effect
from linli.domain.engine.prepared_paper import PreparedPaper
from linli.domain.engine.state import CaseState
from linli.domain.entry import canonical, command_hash
from linli.domain.unit import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts: a post with the pseudonym of its holder, the resident, the system, a device or an import."""

    kind: str
    post: Post | None = None
    id: str = ""
    """Device or import batch."""

    @property
    def staff(self) -> str:
        """The pseudonym of the member of staff, or ""."""
        return (self.post.staff_id or "") if self.post else ""

    @property
    def unit(self) -> str:
        """The unit of the post, or ""."""
        return self.post.unit_id if self.post else ""

    @property
    def post_id(self) -> str:
        """The post, or ""."""
        return self.post.id if self.post else ""

    def to_json(self) -> dict[str, str]:
        """Return the spelling in an entry."""
        if self.kind == "post":
            return {"kind": "post", "post": self.post_id, "staff": self.staff, "unit": self.unit}
        return {"kind": self.kind, "id": self.id} if self.id else {"kind": self.kind}


RESIDENT = Actor(kind="resident")
SYSTEM = Actor(kind="system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What was asked, once: same id and same body is the same command for ever."""

    id: str
    verb: str
    stream: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Field values as typed; photos as bytes."""
    part: str = ""
    """The part it is about, for a part's move."""
    seen_seq: int | None = None
    """The version the actor was looking at, where a face knows it."""

    def body_hash(self, actor: Actor) -> str:
        """Return what distinguishes this command from another under the same id."""
        spelled = {key: value.hex() if isinstance(value, bytes) else value for key, value in self.fields.items()}
        return command_hash(
            {
                "verb": self.verb,
                "stream": self.stream,
                "part": self.part,
                "fields": canonical(_plain(spelled)).decode(),
                "actor": actor.to_json(),
            }
        )


def _plain(value: Any) -> Any:
    """Return `value` with everything JCS would refuse (floats, tuples, bytes) spelled as text."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value if value is None or isinstance(value, (bool, int)) else str(value)


class ValuePlace(NamedTuple):
    """A value that is kept beside an entry: where it stands and whose it is, never what it says."""

    seq: int
    field: str
    subject: str

    @property
    def spelled(self) -> str:
        """The name by which an entry calls it."""
        return f"{self.seq}/{self.field}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The world as a decision may know it; nothing in it changes and nothing in it can be called out to."""

    now: datetime
    actor: Actor
    procedure: Procedure
    directory: Directory
    relations: frozenset[Relation] = frozenset()
    related: Mapping[str, CaseState] = field(default_factory=dict)
    """States of other streams the command names (merge target, linked cases)."""
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    """Newest procedures by key, for split and migrate."""
    number: str = ""
    """Number reserved for a filing."""
    new_ids: tuple[str, ...] = ()
    """Fresh ids for parts and children, made by the caller."""
    kept: tuple[ValuePlace, ...] | None = None
    """The values kept beside the case's entries, where the command may erase some; None: nobody looked."""
    paper: PreparedPaper | None = None
    """The paper that the command issues, made by the caller."""
    as_of: datetime | None = None
    """The moment that clocks reckon with, where it is not now: the lapse a late tick catches up with."""

    @property
    def moment(self) -> datetime:
        """The moment from which clocks are set and paused."""
        return self.as_of or self.now

    def procedure_for(self, state: CaseState) -> Procedure:
        """Return the procedure of another stream: in its own version where the caller gave it."""
        if (state.procedure, state.version) == (self.procedure.key, self.procedure.version):
            return self.procedure
        exact = self.procedures.get(f"{state.procedure}@{state.version}")
        return exact or self.procedures[state.procedure]

    def as_system(self, procedure: Procedure | None = None) -> "Context":
        """Return this context with the system acting, on a stream of `procedure` where one is given."""
        return replace(self, actor=SYSTEM, relations=frozenset(), procedure=procedure or self.procedure)

    @property
    def calendar(self) -> WorkingCalendar:
        """The county's working calendar."""
        return self.directory.calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueDraft:
    """A value that a person wrote or that points to a person: only its commitment enters the entry."""

    field: str
    subject: str
    value: bytes
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDraft:
    """An entry before it has a number, a hash, salts and nonces."""

    stream: str
    type: str
    at: datetime
    actor: Mapping[str, str]
    pub: Mapping[str, Any]
    effects: tuple[Effect, ...]
    values: tuple[ValueDraft, ...] = ()
    cmd: str | None = None
    auth: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one stream gains: its state before, its new entries, its state after."""

    before: CaseState
    entries: tuple[EntryDraft, ...]
    after: CaseState


Decisions = tuple[Decision, ...]
