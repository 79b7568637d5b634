"""The tables of guides and desks as a workbook holds them: read whole, every mistake with its row and column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from linli.domain.problems import Problem
from linli.domain.service_guide import (
    LIMIT_DAYS_MAX,
    LINE_MAX,
    TEXT_MAX,
    ServiceDesk,
    ServiceGuide,
    desk_problems,
    guide_problems,
    read_lines,
    read_materials,
)
from linli.domain.setup_cells import CellProblem, SheetRow, read_cell
from linli.domain.sheet_columns import CellKind, Column, Sheet
from linli.domain.wording import Wording as W

UNREAD_MAX = 20_000
DESKS = Sheet(
    noun="service_desk", title=W("窗口", "Desks"),
    remark=W("一行一个窗口;“承办单位”写单位编码", "One desk a row; the unit by its code"),
    columns=(
        Column(key="key", title=W("编码", "Code"), is_required=True, limit=40),
        Column(key="name", title=W("窗口名称", "Desk"), is_required=True, limit=LINE_MAX, width=24),
        Column(key="name_en", title=W("英文名称", "English name"), limit=LINE_MAX, width=24),
        Column(key="unit", title=W("承办单位", "Unit"), is_required=True, limit=40, width=20),
        Column(key="place", title=W("地点", "Place"), is_required=True, limit=LINE_MAX, width=28),
        Column(key="hours", title=W("办公时间", "Hours"), limit=LINE_MAX, width=28),
        Column(key="phone", title=W("电话", "Phone"), limit=40),
        Column(key="standard", title=W("服务标准", "Published standard"), is_required=True, limit=TEXT_MAX, width=48),
        Column(key="is_active", title=W("启用", "In use"), kind=CellKind.FLAG, default="是"),
    ),
)  # fmt: skip
GUIDES = Sheet(
    noun="service_guide", title=W("办事指南", "Guides"),
    remark=W("一行一件事;材料和步骤在格子里换行写,材料写成“名称|形式|份数|从哪里来”",
             "One service a row; papers and steps line by line, a paper as “name|form|copies|where from”"),
    columns=(
        Column(key="key", title=W("编码", "Code"), is_required=True, limit=40),
        Column(key="title", title=W("事项", "Service"), is_required=True, limit=40, width=28),
        Column(key="title_en", title=W("英文名称", "English name"), limit=LINE_MAX, width=24),
        Column(key="desk", title=W("窗口", "Desk"), is_required=True, limit=40, width=20),
        Column(key="for_whom", title=W("谁可以办", "For whom"), limit=LINE_MAX, width=28),
        Column(key="materials", title=W("材料", "Papers"), limit=6000, width=48),
        Column(key="limit_days", title=W("承诺工作日", "Promised working days"), kind=CellKind.WHOLE,
        is_required=True,
               limit=LIMIT_DAYS_MAX),
        Column(key="steps", title=W("步骤", "Steps"), is_required=True, limit=TEXT_MAX, width=40),
        Column(key="basis", title=W("依据", "Basis"), is_required=True, limit=TEXT_MAX, width=40),
        Column(key="fee", title=W("收费", "Fee"), limit=LINE_MAX),
        Column(key="cross_province", title=W("跨省通办", "Cross-province"), kind=CellKind.FLAG, default="否"),
        Column(key="is_active", title=W("启用", "In use"), kind=CellKind.FLAG, default="是"),
    ),
)  # fmt: skip


def unread(sheet: Sheet) -> Sheet:
    """Return `sheet` with plain text in every column, so that a row with a mistake is looked at whole all the same."""
    columns = (
        replace(one, kind=CellKind.TEXT, is_required=False, default="", limit=UNREAD_MAX) for one in sheet.columns
    )
    return replace(sheet, columns=tuple(columns))


def _read(row: SheetRow, sheet: Sheet) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of a row and what is wrong with its cells."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in sheet.columns:
        values[column.key], problem = read_cell(column, row.values.get(column.key))
        if problem is not None:
            problems.append(Problem(problem.code, at=column.key, params=problem.params))
    return values, problems


def guide_row(guide: ServiceGuide) -> list[Any]:
    """Return a guide as a row of its table."""
    told: dict[str, Any] = {
        **guide.to_json(), "materials": "\n".join(one.line for one in guide.materials),
        "steps": "\n".join(guide.steps),
    }  # fmt: skip
    return [_cell(told[one.key]) for one in GUIDES.columns]


def desk_row(desk: ServiceDesk) -> list[Any]:
    """Return a desk as a row of its table."""
    told = desk.to_json()
    return [_cell(told[one.key]) for one in DESKS.columns]


def _cell(value: Any) -> Any:
    return ("是" if value else "否") if isinstance(value, bool) else value


def guide_of(given: Mapping[str, Any]) -> tuple[ServiceGuide, list[Problem]]:
    """Return the guide that a row or a form describes, and what in it cannot be read."""
    materials, problems = read_materials(str(given.get("materials") or ""))

    def said(key: str) -> str:
        return str(given.get(key) or "").strip()

    guide = ServiceGuide(
        key=said("key"), title=said("title"), title_en=said("title_en"), desk=said("desk"), materials=materials,
        limit_days=_whole(given.get("limit_days")), steps=read_lines(said("steps")), basis=said("basis"),
        fee=said("fee"), for_whom=said("for_whom"), cross_province=bool(given.get("cross_province")),
        is_active=bool(given.get("is_active", True)),
    )  # fmt: skip
    return guide, problems


def desk_of(given: Mapping[str, Any]) -> ServiceDesk:
    """Return the desk that a row or a form describes."""
    keys = ("key", "name", "name_en", "unit", "place", "hours", "phone", "standard")
    words = {key: str(given.get(key) or "").strip() for key in keys}
    return ServiceDesk(**words, is_active=bool(given.get("is_active", True)))


def _whole(value: Any) -> int:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def read_guides(
    rows: Iterable[SheetRow], desks: Mapping[str, ServiceDesk]
) -> tuple[tuple[ServiceGuide, ...], list[CellProblem]]:
    """Return the guides of a table and every mistake in it, one for each cell; rows were read as `unread` text."""
    found: list[ServiceGuide] = []
    problems: list[CellProblem] = []
    seen: set[str] = set()
    for row in rows:
        values, mistakes = _read(row, GUIDES)
        guide, more = guide_of(values)
        problems += _placed(row, [*mistakes, *more, *guide_problems(guide, desks)], guide.key, seen)
        found.append(guide)
    return tuple(found), problems


def read_desks(rows: Iterable[SheetRow], units: Mapping[str, str]) -> tuple[tuple[ServiceDesk, ...], list[CellProblem]]:
    """Return the desks of a table and every mistake in it, one for each cell; rows were read as `unread` text."""
    found: list[ServiceDesk] = []
    problems: list[CellProblem] = []
    seen: set[str] = set()
    for row in rows:
        values, mistakes = _read(row, DESKS)
        desk = desk_of(values)
        problems += _placed(row, [*mistakes, *desk_problems(desk, units)], desk.key, seen)
        found.append(desk)
    return tuple(found), problems


def _placed(row: SheetRow, mistakes: Sequence[Problem], key: str, seen: set[str]) -> list[CellProblem]:
    first = {one.at: one for one in reversed(mistakes)}
    placed = [row.wrong(one.at, one.code, **one.params) for at, one in sorted(first.items())]
    if key in seen:
        placed.append(row.wrong("key", "row_named_twice"))
    seen.add(key)
    return placed
