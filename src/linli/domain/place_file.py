"""A place's own record: everything that its stream `place/<id>` tells of it, checked, adopted, helped, a model or not.

The set-up record of a place stands on the same stream; what happens to a place follows it there. Entries hold codes,
days and ids; what somebody wrote is kept beside them like any other value.
Source: REQUIREMENTS 000-12 (model places), 001-75 (units adopt a place and help).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry
from linli.domain.place import Place
from linli.domain.setup_records import RecordSet, read_record
from linli.domain.wording import Wording

STREAM = "place/"
UNSPELLED = ("id", "key")
"""What a change never touches."""


class HelpKind(StrEnum):
    """What a unit that adopted a place did for it."""

    VISIT = "visit"
    WORK = "work"
    GOODS = "goods"
    MONEY = "money"
    TRAINING = "training"


HELP_WORDS: Mapping[HelpKind, Wording] = {
    HelpKind.VISIT: Wording("走访", "Visit"),
    HelpKind.WORK: Wording("出工出力", "Work done"),
    HelpKind.GOODS: Wording("物资", "Goods"),
    HelpKind.MONEY: Wording("资金", "Money"),
    HelpKind.TRAINING: Wording("培训演练", "Training or drill"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckSet(Effect):
    """The checklist was gone through on a day."""

    k: ClassVar[str] = "place.check"
    day: str
    version: int
    found: Mapping[str, str]
    """What was found, by the item's key."""

    @property
    def gaps(self) -> tuple[str, ...]:
        """Keys of the items in which something is missing."""
        return tuple(key for key, one in self.found.items() if one == "gap")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairSet(Effect):
    """A unit has adopted the place, or no longer."""

    k: ClassVar[str] = "place.pair"
    unit: str
    since: str
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpSet(Effect):
    """A unit helped the place on a day."""

    k: ClassVar[str] = "place.help"
    unit: str
    day: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSet(Effect):
    """The place is a model one, by criteria met; with a last day it is so no more."""

    k: ClassVar[str] = "place.model"
    since: str
    met: tuple[str, ...] = ()
    """Numbers in the district's list of criteria."""
    until: str = ""
    words_seq: int = 0
    """The entry beside which its title and evidence are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApartSet(Effect):
    """Somebody looked: the place is another one than this, however alike the two are."""

    k: ClassVar[str] = "place.apart"
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotosSet(Effect):
    """Photos of the place were added; the pictures themselves are values beside the entry."""

    k: ClassVar[str] = "place.photos"
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoGone(Effect):
    """A photo was taken off, and its picture destroyed."""

    k: ClassVar[str] = "place.photo_gone"
    at: int
    """The entry that had added it."""
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of a place's history."""

    seq: int
    type: str
    at: datetime
    actor: Mapping[str, Any]
    changed: tuple[str, ...] = ()
    """Names of the fields that the entry changed; the first entry changes none."""
    pub: Mapping[str, Any] = field(default_factory=dict)
    effect: Effect | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFile:
    """A place with everything that its entries tell."""

    place: Place
    seq: int
    history: tuple[Happened, ...] = ()
    check: CheckSet | None = None
    """The last one."""
    pairs: Mapping[str, PairSet] = field(default_factory=dict)
    """By unit, as they stood last."""
    model: ModelSet | None = None
    apart: frozenset[str] = frozenset()
    photos: tuple[tuple[int, str], ...] = ()
    """(seq, field) of the photos that are there, the oldest first."""

    @property
    def stream(self) -> str:
        """The name of its stream."""
        return f"{STREAM}{self.place.id}"

    @property
    def adopters(self) -> tuple[PairSet, ...]:
        """Who has adopted it now, the longest first."""
        return tuple(sorted((one for one in self.pairs.values() if not one.until), key=lambda one: one.since))

    @property
    def is_model(self) -> bool:
        """Say whether it is a model place now."""
        return self.model is not None and not self.model.until


def folded(entries: Iterable[Entry]) -> PlaceFile | None:
    """Return what `entries` of a place's stream add up to; None without any."""
    file: PlaceFile | None = None
    for entry in entries:
        file = _after(file, entry)
    return file


def _after(file: PlaceFile | None, entry: Entry) -> PlaceFile | None:
    told: Effect | None = None
    changed: tuple[str, ...] = ()
    for spelled in entry.effects:
        if spelled["k"] == RecordSet.k and spelled["what"] == "place":
            place = read_record("place", spelled["values"])
            if file is not None:
                changed = changed_fields(file.place, place)
            file = replace(file, place=place) if file else PlaceFile(place=place, seq=entry.seq)
        elif file is not None and spelled["k"] in _READERS:
            told = _READERS[spelled["k"]]({key: value for key, value in spelled.items() if key != "k"})
            file = _with(file, told, entry.seq)
    if file is None:
        return None
    line = Happened(
        seq=entry.seq, type=entry.type, at=entry.recv, actor=entry.actor, changed=changed, pub=entry.pub, effect=told
    )
    return replace(file, seq=entry.seq, history=(*file.history, line))


def changed_fields(before: Place, after: Place) -> tuple[str, ...]:
    """Return the names of the fields in which two spellings of a place differ."""
    names = [one for one in Place.__slots__ if one not in UNSPELLED]
    return tuple(one for one in names if getattr(before, one) != getattr(after, one))


def _with(file: PlaceFile, told: Effect, seq: int) -> PlaceFile:
    match told:
        case CheckSet():
            return replace(file, check=told)
        case PairSet():
            return replace(file, pairs={**file.pairs, told.unit: told})
        case ModelSet():
            return replace(file, model=told)
        case ApartSet():
            return replace(file, apart=file.apart | {told.other})
        case PhotosSet():
            return replace(file, photos=(*file.photos, *((seq, name) for name in told.names)))
        case PhotoGone():
            return replace(file, photos=tuple(one for one in file.photos if one != (told.at, told.name)))
        case _:
            return file


def _model(spelled: dict[str, Any]) -> ModelSet:
    return ModelSet(**{**spelled, "met": tuple(spelled.get("met", ()))})


_READERS: Mapping[str, Any] = {
    CheckSet.k: lambda spelled: CheckSet(**spelled),
    PairSet.k: lambda spelled: PairSet(**spelled),
    HelpSet.k: lambda spelled: HelpSet(**spelled),
    ApartSet.k: lambda spelled: ApartSet(**spelled),
    ModelSet.k: _model,
    PhotosSet.k: lambda spelled: PhotosSet(names=tuple(spelled["names"])),
    PhotoGone.k: lambda spelled: PhotoGone(**spelled),
}
