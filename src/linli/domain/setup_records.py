"""Set-up records: areas, units, posts, duties, categories, limits and holiday tables as entries spell them.

What a county has set up is decided like everything else: by entries on streams of its own
(`area/<id>`, `unit/<id>` with its posts and duties, `rules/<county>-…`); the tables are their fold.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar

from linli.domain.area import Area, AreaClass, AreaKind, AreaLevel
from linli.domain.calendar import YearTable
from linli.domain.category import Category, CategoryKind, ClosingCondition
from linli.domain.duty import Duty, DutyRole
from linli.domain.engine.context import EntryDraft, ValueDraft
from linli.domain.engine.effects import Effect
from linli.domain.entry import Entry, moment_text, parse_moment, to_milliseconds
from linli.domain.house_list import ListItem, ListKind
from linli.domain.limit import Limit
from linli.domain.mediation_committee import CommitteeKind, MediationCommittee
from linli.domain.mediator import Mediator, MediatorKind
from linli.domain.message_text import MessageText
from linli.domain.own_checklist import ChecklistHead, ChecklistLine
from linli.domain.place import Place, PlaceKind, PlaceRisk
from linli.domain.setting import Setting, SettingSource
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.domain.wording import Wording

PER_ENTRY = 40
"""Most records in one entry, so that its body stays well below 16 KB."""
BYTES_PER_ENTRY = 10_000
"""Longer records, such as lines of a list, share an entry with fewer others."""

Record = (
    Area | Unit | Post | Duty | Category | Limit | YearTable | Setting | MessageText | ListItem | Place
    | MediationCommittee | Mediator | ChecklistHead | ChecklistLine
)  # fmt: skip

_TYPES: dict[str, type[Any]] = {
    "area": Area, "unit": Unit, "post": Post, "duty": Duty, "category": Category, "limit": Limit,
    "year_table": YearTable, "setting": Setting, "message_text": MessageText, "list_item": ListItem,
    "place": Place, "mediation_committee": MediationCommittee, "mediator": Mediator,
    "checklist": ChecklistHead, "checklist_item": ChecklistLine,
}  # fmt: skip
_NAMES = {type_: name for name, type_ in _TYPES.items()}
_ENUMS: dict[str, dict[str, type[Enum]]] = {
    "area": {"level": AreaLevel, "kind": AreaKind, "area_class": AreaClass},
    "unit": {"kind": UnitKind, "tier": AreaLevel},
    "post": {"role": Role},
    "duty": {"role": DutyRole},
    "category": {"kind": CategoryKind, "closing_condition": ClosingCondition},
    "limit": {"area_class": AreaClass},
    "year_table": {},
    "setting": {"source": SettingSource},
    "message_text": {},
    "list_item": {"list": ListKind},
    "place": {"kind": PlaceKind, "risk": PlaceRisk},
    "mediation_committee": {"kind": CommitteeKind},
    "mediator": {"kind": MediatorKind},
    "checklist": {},
    "checklist_item": {},
}
_DATES = frozenset(
    {"valid_from", "valid_to", "from_date", "started_date", "ended_date", "away_from_date", "away_until_date"}
)
_MOMENTS = frozenset({"started_at", "ended_at"})
_KEY_LISTS = frozenset({"types", "skills", "kinds"})
_DAY_SETS = frozenset({"off_days", "work_days"})
_VALUES = frozenset({"geometry"})
"""Fields too large for an entry: kept as values, committed to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSet(Effect):
    """One record stands so from now on."""

    k: ClassVar[str] = "set"
    what: str
    id: str
    values: Mapping[str, Any]


def record_name(record: Record) -> str:
    """Return the noun of a record."""
    return _NAMES[type(record)]


def record_id(record: Record, county: str) -> str:
    """Return what tells one record from another of its noun."""
    match record:
        case Category():
            return f"{county}/{record.key}"
        case Limit():
            return f"{county}/{record.category or '*'}/{record.area_class or '*'}/{record.urgency}"
        case YearTable():
            return f"{county}/{record.year}"
        case Setting():
            return f"{county}/{record.key}/{record.from_date}"
        case MessageText():
            return f"{county}/{record.template}/{record.language}"
        case ListItem():
            return f"{county}/{record.list}/{record.number}"
        case MediationCommittee():
            return f"{county}/{record.unit_id}"
        case Mediator():
            return f"{county}/{record.post_id}"
        case ChecklistHead():
            return f"{county}/{record.key}/{record.version}"
        case ChecklistLine():
            return f"{county}/{record.checklist}/{record.version}/{record.key}"
        case _:
            return record.id


def spell(record: Record) -> dict[str, Any]:
    """Return a record's fields as JSON, without those kept as values."""
    spelled: dict[str, Any] = {}
    for one in fields(record):
        if one.name not in _VALUES:
            spelled[one.name] = _spelled(getattr(record, one.name))
    return spelled


def _spelled(value: Any) -> Any:
    match value:
        case Wording():
            return {"zh": value.zh, "en": value.en}
        case Enum():
            return value.value
        case datetime():
            return moment_text(value)
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(day.isoformat() for day in value)
        case tuple():
            return list(value)
        case _:
            return value


def read_record(what: str, spelled: Mapping[str, Any], geometry: bytes | None = None) -> Any:
    """Return the record that `spell` spelled."""
    values: dict[str, Any] = {}
    for key, value in spelled.items():
        if value is not None and key in _ENUMS[what]:
            value = _ENUMS[what][key](value)
        elif value is not None and key in _DATES:
            value = date.fromisoformat(value)
        elif value is not None and key in _MOMENTS:
            value = parse_moment(value)
        elif key in _KEY_LISTS:
            value = tuple(value)
        elif key in _DAY_SETS:
            value = frozenset(date.fromisoformat(day) for day in value)
        elif isinstance(value, Mapping) and set(value) == {"zh", "en"}:
            value = Wording(value["zh"], value["en"])
        values[key] = value
    if what == "area":
        values["geometry"] = geometry
    return _TYPES[what](**values)


def stream_of(record: Record, county: str) -> str:
    """Return the stream on which a record is decided."""
    match record:
        case Area():
            return f"area/{record.id}"
        case Unit():
            return f"unit/{record.id}"
        case Post() | Duty():
            return f"unit/{record.unit_id}"
        case Category():
            return f"rules/{county}-categories"
        case Limit():
            return f"rules/{county}-limits"
        case YearTable():
            return f"rules/{county}-calendar-{record.year}"
        case Setting():
            return f"rules/{county}-settings"
        case MessageText():
            return f"rules/{county}-messages"
        case ListItem():
            return f"rules/{county}-lists"
        case MediationCommittee():
            return f"rules/{county}-mediation"
        case Mediator():
            return f"rules/{county}-mediators"
        case ChecklistHead():
            return f"rules/{county}-checklist-{record.key}"
        case ChecklistLine():
            return f"rules/{county}-checklist-{record.checklist}"
        case Place():
            return f"place/{record.id}"


def setup_drafts(
    records: Iterable[Record],
    *,
    county: str,
    actor: Mapping[str, str],
    now: datetime,
    pub: Mapping[str, Any] | None = None,
) -> Iterator[tuple[str, tuple[EntryDraft, ...]]]:
    """Yield (stream, drafts) for `records`, at most PER_ENTRY in one entry, in the order given.

    `pub` stands in each of them: which proposal led to it and who made that.
    """
    by_stream: dict[str, list[Record]] = {}
    for record in records:
        by_stream.setdefault(stream_of(record, county), []).append(record)
    for stream, own in by_stream.items():
        drafts = (_draft(stream, some, county=county, actor=actor, now=now) for some in _portions(own))
        yield stream, tuple(replace(one, pub=dict(pub or {})) for one in drafts)


def _portions(records: Sequence[Record]) -> Iterator[list[Record]]:
    """Yield the records in portions that fit into one entry each."""
    portion: list[Record] = []
    size = 0
    for record in records:
        own = len(json.dumps(spell(record), ensure_ascii=False).encode())
        if portion and (len(portion) == PER_ENTRY or size + own > BYTES_PER_ENTRY):
            yield portion
            portion, size = [], 0
        portion.append(record)
        size += own
    if portion:
        yield portion


def _draft(
    stream: str, records: Sequence[Record], *, county: str, actor: Mapping[str, str], now: datetime
) -> EntryDraft:
    effects = tuple(RecordSet(what=record_name(one), id=record_id(one, county), values=spell(one)) for one in records)
    values = tuple(
        ValueDraft(field="geometry", subject="area", value=one.geometry)
        for one in records
        if isinstance(one, Area) and one.geometry is not None
    )
    noun = stream.partition("/")[0]
    return EntryDraft(
        stream=stream,
        type=f"{noun}.set",
        at=to_milliseconds(now),
        actor=actor,
        pub={},
        effects=effects,
        values=values,
    )


def fold_records(entries: Iterable[Entry]) -> dict[tuple[str, str], Mapping[str, Any]]:
    """Return the last spelling of each record in a set-up stream, by (noun, id)."""
    found: dict[tuple[str, str], Mapping[str, Any]] = {}
    for entry in entries:
        for effect in entry.effects:
            if effect["k"] == RecordSet.k:
                found[(effect["what"], effect["id"])] = effect["values"]
    return found
