"""The set-up as the rows of its sheets: what a workbook is written with, and reads back to the same records."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from linli.domain.directory import Directory
from linli.domain.mediation_committee import MediationCommittee
from linli.domain.mediator import Mediator
from linli.domain.message_templates import TEMPLATES
from linli.domain.own_checklist import ChecklistHead, ChecklistLine
from linli.domain.setup_rows import day_of
from linli.domain.sheet_columns import CellKind, Column, Sheet
from linli.domain.wording import Language

Values = Mapping[str, Any]


def table_of(
    sheet: Sheet, directory: Directory, people: Mapping[str, tuple[str, str]], language: Language
) -> Iterable[list[Any]]:
    """Yield the rows of a sheet as cells; `people` are (login, name) by pseudonym."""
    for values in rows_of(sheet, directory, people):
        yield [cell_of(column, values.get(column.key), language) for column in sheet.columns]


def rows_of(sheet: Sheet, directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    """Return the records of a sheet as values by column key."""
    return _ROWS[sheet.noun](directory, people)


def cell_of(column: Column, value: Any, language: Language) -> Any:
    """Return a value as a cell shows it, in `language`."""
    if value is None or value == "":
        return None
    if column.kind is CellKind.CHOICE:
        words = {key: title.within(language) for key, title in column.choices}
        return words.get(str(getattr(value, "value", value)), str(value))
    if column.kind is CellKind.MANY:
        joint = "、" if language == "zh" else ", "
        return joint.join(title.within(language) for key, title in column.choices if key in value) or None
    if column.kind is CellKind.FLAG:
        return ("是" if value else "否") if language == "zh" else ("yes" if value else "no")
    if column.kind is CellKind.DAYS:
        return ", ".join(sorted(day.isoformat() for day in value)) or None
    if isinstance(value, date):
        return value.isoformat()
    return value


def _areas(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    tree = directory.tree
    for one in sorted(tree, key=lambda area: area.path):
        parent = tree.by_id.get(one.parent_id or "") or _above(directory, one.path)
        yield {
            "key": one.key, "name": one.name, "name_en": one.name_en, "level": one.level, "kind": one.kind,
            "parent": parent.key if parent else "", "area_class": one.area_class, "population": one.population,
            "household_count": one.household_count, "valid_from": one.valid_from, "valid_to": one.valid_to,
        }  # fmt: skip


def _above(directory: Directory, path: str) -> Any:
    lineage = directory.tree.lineage(path)
    return lineage[-2] if len(lineage) > 1 else None


def _key_at(directory: Directory, path: str) -> str:
    area = directory.tree.by_path.get(path)
    return area.key if area else path


def _units(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    for one in sorted(directory.units.values(), key=lambda unit: (unit.area_path, unit.key)):
        yield {
            "key": one.key, "name": one.name, "name_en": one.name_en, "kind": one.kind,
            "area": _key_at(directory, one.area_path), "phone": one.phone, "is_active": one.is_active,
        }  # fmt: skip


def _posts(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    for one in sorted(directory.posts.values(), key=lambda post: (post.area_path, post.unit_id, post.id)):
        unit = directory.units.get(one.unit_id)
        login, name = people.get(one.staff_id or "", ("", ""))
        yield {
            "unit": unit.key if unit else "", "role": one.role, "area": _key_at(directory, one.area_path),
            "title": one.title, "login": login, "person": name, "started": day_of(one.started_at),
            "ended": day_of(one.ended_at), "id": one.id,
        }  # fmt: skip


def _duties(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    active = (one for one in directory.setup.duties if one.is_active)
    for one in sorted(active, key=lambda duty: (duty.category, duty.area_path, duty.role, duty.unit_id)):
        unit = directory.units.get(one.unit_id)
        yield {
            "category": one.category, "area": _key_at(directory, one.area_path), "role": one.role,
            "unit": unit.key if unit else "", "is_active": True,
        }  # fmt: skip


def _categories(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    for one in directory.setup.categories:
        yield {
            "key": one.key, "name": one.name.zh, "name_en": one.name.en, "kind": one.kind,
            "closing_condition": one.closing_condition, "icon": one.icon, "is_active": one.is_active,
            "position": one.position,
        }  # fmt: skip


def _limits(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    for one in sorted(directory.setup.limits, key=lambda row: (row.category, row.area_class or "", row.urgency)):
        yield {
            "category": one.category, "area_class": one.area_class, "urgency": one.urgency, "length": one.length,
            "unit": one.unit, "source": one.source, "is_active": one.is_active,
        }  # fmt: skip


def _years(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    for one in directory.calendar.tables:
        yield {
            "year": one.year, "off_days": one.off_days, "work_days": one.work_days, "notice": one.notice,
            "provisional": one.provisional,
        }  # fmt: skip


def _settings(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    for one in sorted(directory.setup.settings, key=lambda row: (row.key, row.from_date)):
        yield {"key": one.key, "value": one.value, "from_date": one.from_date, "reason": one.reason}


def _messages(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    own = {(one.template, one.language): one for one in directory.setup.texts}
    for key in TEMPLATES:
        for language in ("zh", "en"):
            found = own.get((key, language))
            if found is not None:
                yield {"template": key, "language": language, "subject": found.subject, "text": found.text}


def _lists(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    for one in sorted(directory.setup.lists, key=lambda item: (item.list, item.number)):
        yield {
            "list": one.list, "number": one.number, "title": one.title, "body": one.body, "unit": one.unit,
            "source": one.source, "is_active": one.is_active,
        }  # fmt: skip


def _committees(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    for one in sorted(directory.setup.committees, key=lambda row: _unit_place(directory, row.unit_id)):
        chair = directory.posts.get(one.chair_post_id)
        yield {
            **_same(one), "unit": _unit_key(directory, one.unit_id),
            "chair": people.get(chair.staff_id or "", ("", ""))[0] if chair else "",
        }  # fmt: skip


def _mediators(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    posts = directory.posts
    known = [one for one in directory.setup.mediators if one.post_id in posts]
    for one in sorted(known, key=lambda row: (_unit_place(directory, posts[row.post_id].unit_id), row.post_id)):
        post = posts[one.post_id]
        login = people.get(post.staff_id or "", ("", ""))[0]
        if not login:
            continue  # held by nobody with an account: no row could name it when it comes back
        yield {**_same(one), "unit": _unit_key(directory, post.unit_id), "login": login}


def _checklists(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    return map(_same, directory.checklists.heads.values())


def _checklist_items(directory: Directory, people: Mapping[str, tuple[str, str]]) -> Iterable[Values]:
    lines = directory.checklists.lines
    return (_same(one) for key in directory.checklists.heads for one in lines.get(key, ()))


def _same(record: MediationCommittee | Mediator | ChecklistHead | ChecklistLine) -> dict[str, Any]:
    """Return the fields that a sheet has under the same name."""
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _unit_key(directory: Directory, unit_id: str) -> str:
    unit = directory.units.get(unit_id)
    return unit.key if unit else ""


def _unit_place(directory: Directory, unit_id: str) -> tuple[str, str]:
    unit = directory.units.get(unit_id)
    return (unit.area_path, unit.key) if unit else ("", unit_id)


_ROWS: dict[str, Callable[[Directory, Mapping[str, tuple[str, str]]], Iterable[Values]]] = {
    "area": _areas, "unit": _units, "post": _posts, "duty": _duties, "category": _categories, "limit": _limits,
    "year_table": _years, "setting": _settings, "message_text": _messages, "list_item": _lists,
    "mediation_committee": _committees, "mediator": _mediators,
    "checklist": _checklists, "checklist_item": _checklist_items,
}  # fmt: skip
