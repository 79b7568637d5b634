"""Inspections 检查: one look at one place with one checklist, as its stream leaves it.

An inspection is a stream of its own, `inspection/<id>`; its entries carry its coded values and each answer's after the
act, and state is a fold over them. The checklist's version and the keys of its items are fixed when it starts, so that
a list which changes meanwhile changes nothing here. What somebody wrote (notes, why it was called off, why a signature
was refused), photos and signatures are kept beside the entries like any other value.
Source: design/PROCEDURES.md 6; 安全生产法 68 (time, place, content, problems and handling are recorded and signed by
both sides; a refusal is noted).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry

STREAM = "inspection/"


class Kind(StrEnum):
    """What sort of look it is."""

    ROUTINE = "routine"
    UNANNOUNCED = "unannounced"
    FOLLOW_UP = "follow_up"
    """A look at what was not in order last time, and at nothing else."""
    JOINT = "joint"
    LEADER_LED = "leader_led"


class InspectionStage(StrEnum):
    """Where an inspection stands."""

    PLANNED = "planned"
    STARTED = "started"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """What an item is found to be; there is no score."""

    OK = "ok"
    NOT_OK = "not_ok"
    NOT_APPLICABLE = "not_applicable"


class Way(StrEnum):
    """How the side that was looked at stands to the record."""

    SIGNED = "signed"
    REFUSED = "refused"
    ABSENT = "absent"
    """Nobody of theirs was there to sign."""


class BatchResult(StrEnum):
    """What the laboratory found of a batch."""

    AWAITED = "awaited"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionSet(Effect):
    """The inspection's own coded values after an entry."""

    k: ClassVar[str] = "inspection.set"
    unit: str
    area: str
    place: str
    """Id of the place in the register."""
    checklist: str
    kind: str
    planned: str
    """The day, as 2026-03-02."""
    inspectors: tuple[str, ...]
    """Posts; the first leads."""
    units: tuple[str, ...] = ()
    """Other units of a joint inspection."""
    version: int = 0
    """Version of the checklist; 0 until it starts."""
    items: tuple[str, ...] = ()
    """Keys of the items that are looked at, fixed when it starts."""
    stage: str = InspectionStage.PLANNED.value
    previous: str = ""
    """The inspection that a follow-up follows."""
    campaign: str = ""
    draw: str = ""
    again_date: str = ""
    """When the place is due again; set when it is finished."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSet(Effect):
    """One item's answer after an entry."""

    k: ClassVar[str] = "inspection.item"
    item: str
    outcome: str
    note_seq: int = 0
    """The entry beside which its note is kept; 0 without one."""
    photos: tuple[tuple[int, str], ...] = ()
    """(seq, field) of its photos."""
    case: str = ""
    """Id of the matter that the finding became."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSet(Effect):
    """One sampling batch after an entry."""

    k: ClassVar[str] = "inspection.batch"
    batch: str
    product_seq: int
    """The entry beside which it is kept what was sampled."""
    samples: int
    result: str = BatchResult.AWAITED.value
    case: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedSet(Effect):
    """Who stands to the record, and how; an answer changed later takes it off again."""

    k: ClassVar[str] = "inspection.signed"
    side: str
    """"place", or the post of an inspector."""
    way: str


SIDE_PLACE = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """One inspection; the empty one (seq 0) is what planning starts from."""

    stream: str
    seq: int = 0
    told: InspectionSet | None = None
    answers: Mapping[str, ItemSet] = field(default_factory=dict)
    batches: Mapping[str, BatchSet] = field(default_factory=dict)
    signed: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """By side: how, and the entry beside which the strokes or the reason are kept."""
    started_at: datetime | None = None
    finished_at: datetime | None = None
    finished_seq: int = 0
    paper_seq: int = 0
    """The entry beside which its record is kept as a paper."""
    paper_number: str = ""
    cancelled_seq: int = 0

    @property
    def id(self) -> str:
        """The part of the stream's name after the slash."""
        return self.stream.partition("/")[2]

    @property
    def head(self) -> InspectionSet:
        """The inspection's values; raises ValueError before it was planned."""
        if self.told is None:
            raise ValueError(f"{self.stream} was never planned")
        return self.told

    @property
    def stage(self) -> InspectionStage:
        """Where it stands."""
        return InspectionStage(self.head.stage)

    @property
    def planned_date(self) -> date:
        """The day for which it is planned."""
        return date.fromisoformat(self.head.planned)

    @property
    def not_ok(self) -> tuple[ItemSet, ...]:
        """What is not in order, in the order of the list."""
        found = (self.answers.get(key) for key in self.head.items)
        return tuple(one for one in found if one is not None and one.outcome == Outcome.NOT_OK.value)

    @property
    def cases(self) -> tuple[str, ...]:
        """Ids of the matters that its findings became."""
        found = (*(one.case for one in self.not_ok), *(one.case for one in self.batches.values()))
        return tuple(one for one in found if one)

    @property
    def open_items(self) -> tuple[str, ...]:
        """Keys of items that nobody has answered yet."""
        return tuple(key for key in self.head.items if key not in self.answers)

    @property
    def place_way(self) -> Way | None:
        """How the place's side stands to the record, or None."""
        found = self.signed.get(SIDE_PLACE)
        return Way(found[0]) if found else None


def folded(entries: Iterable[Entry]) -> Inspection | None:
    """Return the inspection that `entries` of its stream add up to; None without any."""
    inspection: Inspection | None = None
    for entry in entries:
        inspection = _after(inspection or Inspection(stream=entry.stream), entry)
    return inspection


def _after(before: Inspection, entry: Entry) -> Inspection:
    told, answers, batches, signed = before.told, dict(before.answers), dict(before.batches), dict(before.signed)
    for spelled in entry.effects:
        values = {key: value for key, value in spelled.items() if key != "k"}
        if spelled["k"] == InspectionSet.k:
            told = InspectionSet(**_tuples(values, ("inspectors", "units", "items")))
        elif spelled["k"] == ItemSet.k:
            values["photos"] = tuple((int(seq), str(name)) for seq, name in values.get("photos", ()))
            answers[values["item"]] = ItemSet(**values)
        elif spelled["k"] == BatchSet.k:
            batches[values["batch"]] = BatchSet(**values)
        elif spelled["k"] == SignedSet.k:
            signed[values["side"]] = (values["way"], entry.seq)
    if entry.type in _UNSIGNING:
        signed = {}
    found = replace(before, seq=entry.seq, told=told, answers=answers, batches=batches, signed=signed)
    return _moments(found, entry)


_UNSIGNING = frozenset({"inspection.item_answered", "inspection.batch_taken"})
"""A signature is for what stood there: what is changed afterwards is signed anew."""


def _moments(found: Inspection, entry: Entry) -> Inspection:
    match entry.type:
        case "inspection.started":
            return replace(found, started_at=entry.recv)
        case "inspection.finished":
            return replace(found, finished_at=entry.recv, finished_seq=entry.seq)
        case "inspection.paper_made":
            return replace(found, paper_seq=entry.seq, paper_number=str(entry.pub.get("number", "")))
        case "inspection.cancelled":
            return replace(found, cancelled_seq=entry.seq)
        case _:
            return found


def _tuples(values: Mapping[str, Any], several: Iterable[str]) -> dict[str, Any]:
    found = dict(values)
    for key in several:
        found[key] = tuple(found.get(key, ()))
    return found
