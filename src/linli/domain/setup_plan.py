"""The plan of a set-up: what rows of a workbook would add, change and end, or every mistake; nothing is saved here.

Rows may refer to rows of the same workbook. A plan with a mistake holds no records: all of it or nothing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from linli.domain.area import Area
from linli.domain.calendar import YearTable
from linli.domain.category import Category
from linli.domain.directory import Directory
from linli.domain.duty import Duty
from linli.domain.house_list import ListItem
from linli.domain.limit import Limit
from linli.domain.mediation_committee import MediationCommittee
from linli.domain.mediator import Mediator
from linli.domain.message_text import MessageText
from linli.domain.own_checklist import ChecklistHead, ChecklistLine
from linli.domain.setup_cells import CellProblem, SheetRow
from linli.domain.setup_records import Record, record_id, record_name
from linli.domain.setup_sheets import SHEETS
from linli.domain.unit import Post, Unit

NewId = Callable[[], str]


class ChangeKind(StrEnum):
    """What becomes of a record."""

    ADD = "add"
    CHANGE = "change"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record that a plan would save."""

    kind: ChangeKind
    record: Record
    before: Record | None = None
    row: int = 0

    @property
    def noun(self) -> str:
        """The noun of the record."""
        return record_name(self.record)

    @property
    def changed_fields(self) -> tuple[str, ...]:
        """Names of the fields that differ from before."""
        if self.before is None:
            return ()
        names = (one.name for one in fields(self.record))
        return tuple(one for one in names if getattr(self.record, one) != getattr(self.before, one))


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """Somebody who may sign in once a password is given."""

    login: str
    name: str
    pseudonym: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPlan:
    """What would be saved, or why nothing is."""

    changes: tuple[Change, ...] = ()
    accounts: tuple[NewAccount, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    rows: int = 0
    """Rows that were read."""

    @property
    def records(self) -> tuple[Record, ...]:
        """The records to save; none where there is a mistake."""
        return () if self.problems else tuple(one.record for one in self.changes)

    def count(self, kind: ChangeKind, noun: str = "") -> int:
        """Return how many changes of a kind there are, of one noun or of all."""
        return sum(one.kind is kind and noun in ("", one.noun) for one in self.changes)


@dataclass(kw_only=True)
class Workshop:
    """What rows are built with: what stands already, what earlier rows made, and whatever went wrong."""

    directory: Directory
    logins: Mapping[str, str]
    """Pseudonyms by login name."""
    now: datetime
    new_id: NewId
    areas: dict[str, Area] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    categories: dict[str, Category] = field(default_factory=dict)
    posts: list[Post] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    changes: dict[tuple[str, str], Change] = field(default_factory=dict)
    accounts: dict[str, NewAccount] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    at_end: dict[str, Callable[[], None]] = field(default_factory=dict)
    """What is checked when all rows are read, by what it is about."""

    def __post_init__(self) -> None:
        """Begin with what stands."""
        setup = self.directory.setup
        self.areas = {one.key: one for one in setup.areas}
        self.units = {one.key: one for one in setup.units}
        self.categories = {one.key: one for one in setup.categories}
        self.posts, self.duties = list(setup.posts), [one for one in setup.duties if one.is_active]

    @property
    def today(self) -> date:
        """The local day."""
        return self.directory.calendar.local_date(self.now)

    def wrong(self, row: SheetRow, key: str, code: str, **params: str | int) -> None:
        """Note a mistake at a cell."""
        self.problems.append(row.wrong(key, code, **params))

    def keep(self, row: SheetRow, record: Record, before: Record | None) -> bool:
        """Note what becomes of a record; False where the same record stands twice in the workbook."""
        key = (record_name(record), record_id(record, self.directory.county))
        if key in self.changes:
            self.wrong(row, "", "row_repeats", other=self.changes[key].row)
            return False
        if before is not None:
            record = _with_absent(row, record, before)
        kind = ChangeKind.ADD if before is None else ChangeKind.CHANGE
        if before is not None and _has_ended(record, self.now) and not _has_ended(before, self.now):
            kind = ChangeKind.END
        self.changes[key] = Change(kind=kind, record=record, before=before, row=row.row)
        return True


FIELD_OF_COLUMN = {
    "login": "staff_id", "area": "area_path", "started": "started_at", "ended": "ended_at", "chair": "chair_post_id",
}  # fmt: skip
"""Columns whose field of the record is called otherwise."""


def _with_absent(row: SheetRow, record: Record, before: Record) -> Record:
    """What a file has no column for stays as it stands; only an empty cell empties."""
    absent = (FIELD_OF_COLUMN.get(one.key, one.key) for one in row.sheet.columns if not row.has(one.key))
    names = {one.name for one in fields(record)}
    return replace(record, **{name: getattr(before, name) for name in absent if name in names})


def _has_ended(record: Record, now: datetime) -> bool:
    """Say whether a record holds no longer, or is to end on a day that is set."""
    match record:
        case Area():
            return record.valid_to is not None
        case Post():
            return record.ended_at is not None
        case (
            Unit() | Duty() | Category() | Limit() | ListItem() | MediationCommittee() | Mediator() | ChecklistHead()
            | ChecklistLine()
        ):  # fmt: skip
            return not record.is_active
        case MessageText():
            return record.is_reset
    return False


def plan_rows(
    rows: Iterable[SheetRow],
    directory: Directory,
    *,
    logins: Mapping[str, str],
    now: datetime,
    new_id: NewId,
    builders: Mapping[str, Callable[[Workshop, SheetRow], None]],
    found: Iterable[CellProblem] = (),
) -> SetupPlan:
    """Return the plan of `rows`; `found` are the mistakes met while reading them."""
    shop = Workshop(directory=directory, logins=logins, now=now, new_id=new_id, problems=list(found))
    by_noun: dict[str, list[SheetRow]] = {noun: [] for noun in SHEETS}
    for row in rows:
        by_noun[row.sheet.noun].append(row)
    for noun, own in by_noun.items():
        for row in _parents_first(own) if noun in ("area", "category") else own:
            builders[noun](shop, row)
    for check in shop.at_end.values():
        check()
    kept = tuple(one for one in shop.changes.values() if one.before is None or one.changed_fields)
    return SetupPlan(
        changes=() if shop.problems else kept,
        accounts=() if shop.problems else tuple(shop.accounts.values()),
        problems=tuple(sorted(shop.problems, key=_place)),
        rows=sum(map(len, by_noun.values())),
    )


def _place(one: CellProblem) -> tuple[str, int, str]:
    return (one.sheet.zh, one.row, one.letter)


def _parents_first(rows: list[SheetRow]) -> list[SheetRow]:
    """Areas stand below their parents whatever the order of the file; so do categories."""
    depth = {"county": 0, "subdistrict": 1, "community": 2, "grid": 3}

    def rank(row: SheetRow) -> Any:
        if row.sheet.noun == "category":
            return row.text("key").count(".")
        return depth.get(row.text("level"), 0)

    return sorted(rows, key=rank)


def changed_setup(directory: Directory, records: Iterable[Record]) -> Directory:
    """Return the directory as it would stand with `records` in place of those of the same id."""
    setup = directory.setup
    fresh: dict[str, list[Any]] = {}
    for one in records:
        fresh.setdefault(record_name(one), []).append(one)

    def merged(noun: str, standing: Iterable[Any]) -> tuple[Any, ...]:
        kept = {record_id(one, setup.county): one for one in standing}
        kept |= {record_id(one, setup.county): one for one in fresh.get(noun, ())}
        return tuple(kept.values())

    calendar = setup.calendar
    for table in fresh.get("year_table", ()):
        if isinstance(table, YearTable):
            calendar = calendar.with_year(table)
    return Directory(
        replace(
            setup,
            areas=merged("area", setup.areas),
            units=merged("unit", setup.units),
            posts=merged("post", setup.posts),
            duties=merged("duty", setup.duties),
            categories=merged("category", setup.categories),
            limits=merged("limit", setup.limits),
            calendar=calendar,
        )
    )
