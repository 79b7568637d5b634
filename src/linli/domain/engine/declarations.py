"""The closed types in which a procedure is declared: data only, so that pages and diagrams derive from it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from linli.domain.area import AreaLevel
from linli.domain.seal import Seal
from linli.domain.unit import Role
from linli.domain.wording import Wording
from linli.domain.working_time import ClockUnit


class Relation(StrEnum):
    """What an actor is to one case; the accused is always excluded."""

    REQUESTER = "requester"
    PARTY = "party"
    HOLDER = "holder"
    CO_HANDLER = "co_handler"
    UPPER_TIER = "upper_tier"
    SUPERVISOR = "supervisor"
    SPONSOR = "sponsor"
    CONVENER = "convener"
    PAST_HOLDER = "past_holder"
    ACCUSED = "accused"
    ANSWERS = "answers"
    """Holds a matter whose papers are addressed by name: opens name and contact of whoever asked, for a duty."""
    BESIDE_ACCUSED = "beside_accused"
    """Of the unit of somebody accused in the case: never learns who asked."""
    FOLLOWS_UP = "follows_up"
    """The follow-up desk of the area, of a kind of matter that is called back about."""
    CALLS_BACK = "calls_back"
    """The same once the matter has ended: calls whoever asked."""
    GLASS = "glass"
    """Broke the glass of a sealed case a short while ago: reads it, and moves nothing by that."""


class StageKind(StrEnum):
    """Active: the owner works; waiting: for the requester; outside: for another body; final: done."""

    ACTIVE = "active"
    WAITING = "waiting"
    OUTSIDE = "outside"
    FINAL = "final"


class Trigger(StrEnum):
    """What sets a move off."""

    PERSON = "person"
    CLOCK = "clock"
    MACHINE = "machine"
    ROLL_UP = "roll_up"


class ClockKind(StrEnum):
    """What a clock measures."""

    STEP = "step"
    WAIT = "wait"
    PART = "part"
    RIGHT = "right"
    NOT_BEFORE = "not_before"
    RESPONSE = "response"


class LengthFrom(StrEnum):
    """Where a clock's length comes from."""

    FIXED = "fixed"
    MATRIX = "matrix"
    FIELD = "field"


class OnLapse(StrEnum):
    """What follows when a clock runs out."""

    REMIND = "remind"
    ESCALATE = "escalate"
    CLOSE_RIGHT = "close_right"
    MOVE = "move"


class RollUp(StrEnum):
    """When parts taken together count as done."""

    ALL = "all"
    ANY = "any"
    RATIO = "ratio"


class Second(StrEnum):
    """Whose agreement a move needs beside the actor's."""

    PERSON = "person"
    UNIT = "unit"


class FieldType(StrEnum):
    """How a field is asked, checked and shown."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    MOMENT = "moment"
    POINT = "point"
    PHOTO = "photo"
    UNIT = "unit"
    POST = "post"
    CATEGORY = "category"
    AREA = "area"
    CASE = "case"
    GRADE = "grade"
    FILE = "file"
    """A file that the office made itself; no form asks for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One option of a choice field."""

    key: str
    title: Wording
    meaning: Wording | None = None
    """What choosing it means in law, told beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing asked; `commit` says whether it stands in the entry or only its commitment does."""

    key: str
    title: Wording
    type: FieldType
    commit: str = "pub"
    """"pub": coded and non-personal, in the entry; "com": a value, only committed to."""
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    seal: Seal = Seal.RESTRICTED
    subject: str = "case"
    """Whose the value is: requester, party, handler or case."""
    retention: str = "case"
    hint: Wording | None = None
    limit: int = 2000
    """Most characters of a text, highest number of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where a case (or part) can stand, and what the public page says then."""

    key: str
    title: Wording
    public_words: Wording
    owner: str = "holder"
    kind: StageKind = StageKind.ACTIVE
    next_lawful_step: Wording | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """One way of being entitled: a role, a relation and a tier together.

    An empty set of roles means any role; an empty set of relations means none is needed.
    """

    roles: frozenset[Role] = frozenset()
    relations: frozenset[Relation] = frozenset()
    tier: AreaLevel | None = None
    """The lowest tier that suffices (SUBDISTRICT admits COUNTY too)."""
    unlike_actor_of: tuple[str, ...] = ()
    """Verbs whose actor (person or post) may not make this move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One step somebody may take; `after` None leaves the stage as it is."""

    verb: str
    title: Wording
    before: tuple[str, ...]
    after: str | None
    who: tuple[Who, ...] = ()
    guards: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    """Field keys; a trailing "?" marks an optional one."""
    effects: tuple[str, ...] = ()
    second: Second | None = None
    quorum: str | None = None
    """Key of the part rule that must have rolled up first."""
    trigger: Trigger = Trigger.PERSON
    past: Wording | None = None
    """How the timeline tells it afterwards."""

    def asks(self) -> tuple[tuple[str, bool], ...]:
        """Return (field key, required) pairs."""
        return tuple((key.removesuffix("?"), not key.endswith("?")) for key in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A clock's length, or where to find it."""

    source: LengthFrom
    amount: int = 0
    """Whole units, for a fixed length."""
    key: str = ""
    """Matrix or field name otherwise."""


def fixed(amount: int) -> Length:
    """Return a length of `amount` of the clock's unit."""
    return Length(source=LengthFrom.FIXED, amount=amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """How often and how far a clock may be extended; the approver is one tier up."""

    max_count: int
    max_amount: int
    """Units of the clock, each time."""
    prolongs: tuple[str, ...] = ()
    """Keys of clocks of the same unit that become as much longer: a whole of which this one is a lawful share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """One clock: events that start and stop it, its length, and what its lapse does.

    Events are "stage.<key>" (entered), "verb.<verb>" (done) and "note.<key>=<value>" (noted by a move).
    """

    key: str
    title: Wording
    kind: ClockKind
    start: tuple[str, ...]
    stop: tuple[str, ...]
    length: Length
    unit: ClockUnit
    source: Wording | None = None
    pauses: tuple[str, ...] = ()
    """Lawful pause reasons; "stage.<key>" pauses for as long as the case stands there."""
    extension: Extension | None = None
    warn_at_percent: int = 75
    on_lapse: OnLapse = OnLapse.REMIND
    lapse_move: str = ""
    like: tuple[tuple[str, "ClockRule"], ...] = ()
    """(start, clock): begun by that start it is as long as the other, rests on its source and pauses with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRule:
    """A duty inside a case with its own owner, stages and clock."""

    key: str
    title: Wording
    owner: str
    """unit, post, party or responder."""
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    min: int = 0
    max: int | None = None
    clock: ClockRule | None = None
    fields: tuple[Field, ...] = ()
    roll_up: RollUp = RollUp.ALL
    ratio_percent: int = 100
    counts_as_done: tuple[str, ...] = ()
    """Final part stages that satisfy the roll-up."""
    responders_parallel: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRule:
    """How another case may hang on this one."""

    key: str
    title: Wording
    procedure: str
    """Procedure key of the other case; "*" for any."""
    relation: str
    """child, raised_from, follows, like_place or merged."""
    on_final: str = ""
    """Verb with trigger roll_up that runs here when all linked cases are final."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document the procedure makes."""

    key: str
    title: Wording
    template: str
    on: str
    signers: tuple[str, ...] = ()
    numbered: bool = False
    by_its_author: bool = False
    """Only the unit that did what it goes with issues it: no other gives that decision in a name of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A rule by which a programme spawns rounds."""

    key: str
    rule: str
    spawns: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """One kind of matter, whole: everything the faces need is derived from it."""

    key: str
    version: int
    title: Wording
    source: Wording
    of: str
    """case, round, meeting or programme."""
    requester: str
    """required, optional, none or many."""
    seal: Seal
    stages: tuple[Stage, ...]
    moves: tuple[Move, ...]
    clocks: tuple[ClockRule, ...]
    fields: tuple[Field, ...] = ()
    parts: tuple[PartRule, ...] = ()
    links: tuple[LinkRule, ...] = ()
    papers: tuple[Paper, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    shared: frozenset[str] = frozenset()
    """Keys of the shared moves that are switched on."""
    number: str = "area-year-serial"
    counts: str = "root"
    """root: counted once; never: not a matter of its own."""
    holder_addresses: bool = False
    """Whoever holds the matter opens, for a duty, name and contact of whoever asked, to address its papers."""

    @property
    def initial(self) -> str:
        """The stage in which a filed case begins."""
        return self.stages[0].key

    def stage(self, key: str) -> Stage:
        """Return the stage called `key`; raises KeyError."""
        return _by_key(self.stages, key)

    def clock(self, key: str) -> ClockRule:
        """Return the clock rule called `key`; raises KeyError."""
        return _by_key(self.clocks, key)

    def part(self, key: str) -> PartRule:
        """Return the part rule called `key`; raises KeyError."""
        return _by_key(self.parts, key)


_Keyed = TypeVar("_Keyed", Stage, ClockRule, PartRule)


def _by_key(rules: tuple[_Keyed, ...], key: str) -> _Keyed:
    for rule in rules:
        if rule.key == key:
            return rule
    raise KeyError(key)
