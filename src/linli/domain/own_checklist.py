"""Checklists that a district sets itself 自定检查清单: versions of its own beside, or in place of, those that ship.

Pure. A version is a head and its items, records of the set-up like any other. Once its first day has come a version
stands as it is: a change is a new version, so that an inspection finds the version it began with however often the
list changes. From the first day of a district's own version that one is in force and not the one that ships.
Source: 安全生产法 (2021) art. 62 (inspections by a plan); REQUIREMENTS 002-27 (templates that a district sets).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from linli.domain import checklists as shipped
from linli.domain.checklist import Basis, CheckItem, CheckLink, Checklist, Grade
from linli.domain.place import PlaceKind
from linli.domain.wording import Wording

OWN_FROM = 101
"""A district counts its versions from here: what a later Linli ships never takes the number of one of them."""
OWN_MAX = 9999
AGAIN_DAYS_MAX = 1096
INSPECTORS_MAX = 8

GRADE_WORDS: Mapping[Grade, Wording] = {
    Grade.CITED: Wording("待核对原文", "To be compared with the official text"),
    Grade.READ: Wording("已核对原文", "Read in the official text"),
    Grade.LOCAL: Wording("本区标准", "A standard of the district"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistHead:
    """One version of a list of the district: all but its items."""

    key: str
    version: int
    title: str
    title_en: str
    from_date: date
    """The first day of this version."""
    kinds: tuple[str, ...]
    """Kinds of place that it is meant for."""
    category: str
    again_days: int
    inspectors: int = 1
    """So many inspectors where a department looks in its own power."""
    has_batches: bool = False
    is_active: bool = True
    """False: from this version's first day on the list is not used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistLine:
    """One item of one version."""

    checklist: str
    version: int
    position: int
    key: str
    title: str
    title_en: str
    basis: str
    """The rule behind it."""
    basis_en: str = ""
    article: str = ""
    grade: str = Grade.CITED.value
    part: str = ""
    """The part of the list it belongs to; "" where the list has none."""
    part_en: str = ""
    is_urgent: bool = False
    category: str = ""
    is_active: bool = True
    """False: taken out again before the version's first day came."""


def assembled(head: ChecklistHead, lines: Iterable[ChecklistLine]) -> Checklist:
    """Return a version as whoever inspects reads it: the items in use, in their order."""
    own = sorted((one for one in lines if one.is_active), key=lambda one: (one.position, one.key))
    parts = {one.part: f"part{number}" for number, one in enumerate(own, start=1) if one.part}
    titles = {one.part: one.part_en or one.part for one in reversed(own)}
    return Checklist(
        key=head.key, version=head.version, title=Wording(head.title, head.title_en or head.title),
        since=head.from_date, items=tuple(_item(one, parts) for one in own),
        place_kinds=tuple(PlaceKind(one) for one in head.kinds), category=head.category, again_days=head.again_days,
        links=tuple(CheckLink(key=key, title=Wording(part, titles[part])) for part, key in parts.items()),
        inspectors_enforcing=head.inspectors, has_batches=head.has_batches,
    )  # fmt: skip


def _item(one: ChecklistLine, parts: Mapping[str, str]) -> CheckItem:
    basis = Basis(title=Wording(one.basis, one.basis_en or one.basis), article=one.article, grade=Grade(one.grade))
    return CheckItem(
        key=one.key, title=Wording(one.title, one.title_en or one.title), basis=basis, source="the district",
        link=parts.get(one.part, ""), is_urgent=one.is_urgent, category=one.category,
    )  # fmt: skip


class Checklists:
    """Every list that can be used in a district: those that ship, and its own."""

    def __init__(self, heads: Iterable[ChecklistHead] = (), lines: Iterable[ChecklistLine] = ()) -> None:
        """Put the district's versions together."""
        items: dict[tuple[str, int], list[ChecklistLine]] = {}
        for line in lines:
            items.setdefault((line.checklist, line.version), []).append(line)
        ordered = sorted(heads, key=lambda one: (one.key, one.version))
        self.heads: Mapping[tuple[str, int], ChecklistHead] = {(one.key, one.version): one for one in ordered}
        self.lines: Mapping[tuple[str, int], tuple[ChecklistLine, ...]] = {
            key: tuple(sorted(own, key=lambda one: (one.position, one.key))) for key, own in items.items()
        }
        self._own = {key: assembled(head, self.lines.get(key, ())) for key, head in self.heads.items()}

    def of(self, key: str, version: int) -> Checklist | None:
        """Return a list in one version, of the district's own or one that ships; None for one that never was."""
        return self._own.get((key, version)) or shipped.checklist_of(key, version)

    def own(self, key: str) -> tuple[ChecklistHead, ...]:
        """Return the district's own versions of a list, oldest first."""
        return tuple(head for (name, _), head in self.heads.items() if name == key)

    def with_records(self, records: Iterable[object]) -> "Checklists":
        """Return what there would be with these records in place of those of the same version and code."""
        heads = dict(self.heads)
        lines = {(one.checklist, one.version, one.key): one for own in self.lines.values() for one in own}
        for one in records:
            if isinstance(one, ChecklistHead):
                heads[one.key, one.version] = one
            elif isinstance(one, ChecklistLine):
                lines[one.checklist, one.version, one.key] = one
        return Checklists(heads.values(), lines.values())

    def on(self, day: date) -> Mapping[str, Checklist]:
        """Return the version of every list that is in force on `day`: the district's own before the one that ships."""
        found = dict(shipped.checklists_on(day))
        for (key, version), head in self.heads.items():
            if head.from_date > day:
                continue
            found.pop(key, None)
            if head.is_active:
                found[key] = self._own[key, version]
        return MappingProxyType(found)

    def newest(self, key: str) -> Checklist | None:
        """Return the newest version of a list, also one that has yet to begin or is used no longer."""
        own = self.own(key)
        return self._own[key, own[-1].version] if own else shipped.checklists().get(key)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all lists, those that ship first."""
        return tuple(dict.fromkeys((*shipped.checklists(), *(key for key, _ in self.heads))))
