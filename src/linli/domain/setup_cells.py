"""Cells of a set-up sheet: read into values, with every mistake named by sheet, row and column."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from linli.domain.plain_cells import cell_text
from linli.domain.problems import Problem
from linli.domain.sheet_columns import CellKind, Column, Sheet
from linli.domain.wording import Wording

ROWS_MAX = 20_000
WHOLE_MAX = 1_000_000_000
EXACT_MAX = 10**15
"""A spreadsheet keeps fifteen digits of a number; what lies beyond was changed by it."""
_SPLIT = re.compile(r"[,,、;;\s]+")
_JOINTS = re.compile(r"[,,、;;\n]+")
"""What joins several choices; a choice itself may hold blanks."""
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
FLAGS = {
    "是": "1", "yes": "1", "1": "1", "true": "1", "y": "1", "√": "1", "否": "0", "no": "0", "0": "0", "false": "0",
    "n": "0", "×": "0",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CellProblem:
    """A mistake with the place where it stands."""

    sheet: Wording
    row: int
    """As the spreadsheet numbers it; 0 for the whole sheet."""
    column: Wording | None
    problem: Problem
    letter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One row that was read: values by column key, "" or None where a cell is empty."""

    sheet: Sheet
    row: int
    values: Mapping[str, Any] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Return a text, "" where it is empty."""
        return str(self.values.get(key) or "")

    def has(self, key: str) -> bool:
        """Say whether the file has this column at all; a form has every field."""
        return not self.letters or key in self.letters

    def wrong(self, key: str, code: str, **params: str | int) -> CellProblem:
        """Return a mistake at one cell of this row."""
        column = self.sheet.column(key) if key else None
        return CellProblem(
            sheet=self.sheet.title, row=self.row, column=column.title if column else None,
            letter=self.letters.get(key, ""), problem=Problem(code, at=key, params=params),
        )  # fmt: skip


def read_sheet(
    sheet: Sheet, table: Sequence[Sequence[Any]], *, with_wrong: bool = False
) -> tuple[list[SheetRow], list[CellProblem]]:
    """Return the rows of a sheet and every mistake in its heads and cells.

    Lines above the heads are skipped; a row without any value counts as none. Rows with a mistake are left out,
    or returned too (`with_wrong`), for who looks for what else is wrong with them.
    """
    head_at = next((at for at, row in enumerate(table) if _is_head(sheet, row)), None)
    if head_at is None:
        missing = Problem("sheet_without_heads", params={"value": sheet.columns[0].title.zh})
        return [], [CellProblem(sheet=sheet.title, row=1, column=None, problem=missing)]
    places, problems = _places(sheet, table[head_at], head_at + 1)
    rows: list[SheetRow] = []
    if len(table) - head_at > ROWS_MAX:
        too_many = Problem("sheet_too_long", params={"limit": ROWS_MAX})
        problems.append(CellProblem(sheet=sheet.title, row=0, column=None, problem=too_many))
        return [], problems
    letters = {key: column_letter(place) for key, place in places.items()}
    for at, raw in enumerate(table[head_at + 1 :], head_at + 2):
        if all(_text(cell) == "" for cell in raw):
            continue
        row, mistakes = _read_row(sheet, raw, at, places=places, letters=letters)
        problems.extend(mistakes)
        if with_wrong or not mistakes:
            rows.append(row)
    return rows, problems


def _is_head(sheet: Sheet, row: Sequence[Any]) -> bool:
    first = sheet.columns[0].title
    return any(_text(cell).lower() in (first.zh, first.en.lower()) for cell in row)


def _places(sheet: Sheet, head: Sequence[Any], row: int) -> tuple[dict[str, int], list[CellProblem]]:
    names = [_text(cell).lower() for cell in head]
    places: dict[str, int] = {}
    for column in sheet.columns:
        spellings = (column.title.zh.lower(), column.title.en.lower())
        found = [at for at, name in enumerate(names) if name in spellings]
        if found:
            places[column.key] = found[0]
    problems = [
        CellProblem(
            sheet=sheet.title, row=row, column=column.title,
            problem=Problem("column_missing", params={"value": column.title.zh, "value_en": column.title.en}),
        )
        for column in sheet.columns
        if column.is_required and column.key not in places
    ]  # fmt: skip
    known = {one for column in sheet.columns for one in (column.title.zh.lower(), column.title.en.lower())}
    for at, name in enumerate(names):
        if name and name not in known:
            strange = Problem("column_unknown", params={"value": name[:40]})
            problems.append(
                CellProblem(sheet=sheet.title, row=row, column=None, letter=column_letter(at), problem=strange)
            )
    return places, problems


def _read_row(
    sheet: Sheet, raw: Sequence[Any], at: int, *, places: Mapping[str, int], letters: Mapping[str, str]
) -> tuple[SheetRow, list[CellProblem]]:
    values: dict[str, Any] = {}
    problems: list[CellProblem] = []
    row = SheetRow(sheet=sheet, row=at, letters=letters)
    for column in sheet.columns:
        place = places.get(column.key)
        cell = raw[place] if place is not None and place < len(raw) else None
        value, problem = read_cell(column, cell)
        values[column.key] = value
        if problem is not None and (place is not None or not column.is_required):
            problems.append(row.wrong(column.key, problem.code, **problem.params))
    return SheetRow(sheet=sheet, row=at, values=values, letters=letters), problems


def read_cell(column: Column, cell: Any) -> tuple[Any, Problem | None]:
    """Return the value of a cell and what is wrong with it; an empty one yields the column's default."""
    if isinstance(cell, int | float) and abs(cell) >= EXACT_MAX:
        return _empty(column), Problem("digits_lost")
    text = _text(cell)
    if not text:
        text = column.default
    if not text:
        return _empty(column), Problem("required") if column.is_required else None
    if len(text) > column.limit and column.kind in (CellKind.TEXT, CellKind.DAYS, CellKind.MANY):
        return text, Problem("too_long", params={"limit": column.limit})
    if any(char < " " and char != "\n" for char in text):
        return text, Problem("bad_text")
    match column.kind:
        case CellKind.WHOLE:
            return _whole(text)
        case CellKind.DATE:
            day = read_day(text)
            return day, None if day else Problem("not_a_date")
        case CellKind.DAYS:
            return _days(text)
        case CellKind.FLAG:
            return _flag(text)
        case CellKind.CHOICE:
            return _choice(column, text)
        case CellKind.MANY:
            return _many(column, text)
    return text, None


def _empty(column: Column) -> Any:
    if column.kind is CellKind.MANY:
        return ()
    return frozenset() if column.kind is CellKind.DAYS else None if column.kind is not CellKind.TEXT else ""


def _whole(text: str) -> tuple[int | None, Problem | None]:
    digits = text.replace(",", "").replace(",", "")
    if not (digits.isascii() and digits.isdigit()) or int(digits) > WHOLE_MAX:
        return None, Problem("not_a_number")
    return int(digits), None


def read_day(text: str) -> date | None:
    """Return the day that a text names, or None."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*(int(one) for one in found.groups())) if found else None
    except ValueError:
        return None


def _days(text: str) -> tuple[frozenset[date], Problem | None]:
    parts = [part for part in _SPLIT.split(text.strip()) if part]
    days = {part: read_day(part) for part in parts}
    wrong = [part for part, day in days.items() if day is None]
    if wrong:
        return frozenset(), Problem("not_a_day_of_many", params={"value": wrong[0][:20]})
    return frozenset(day for day in days.values() if day), None


def _flag(text: str) -> tuple[bool | None, Problem | None]:
    found = FLAGS.get(text.lower())
    return (found == "1", None) if found else (None, Problem("not_yes_or_no"))


def _choice(column: Column, text: str) -> tuple[str, Problem | None]:
    wanted = text.lower()
    for value, words in column.choices:
        if wanted in (value, words.zh.lower(), words.en.lower()):
            return value, None
    return text, Problem("unknown_choice", params={"value": text[:40]})


def _many(column: Column, text: str) -> tuple[tuple[str, ...], Problem | None]:
    """Return the values of several choices in the order of the column, each once."""
    found = [_choice(column, part.strip()) for part in _JOINTS.split(text) if part.strip()]
    wrong = next((problem for _value, problem in found if problem is not None), None)
    chosen = {value for value, _problem in found}
    return tuple(value for value, _title in column.choices if value in chosen), wrong


def _text(cell: Any) -> str:
    """Return what a cell shows, without blanks around it; a day without its time, a whole number without a point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell_text(str(cell).strip())


def column_letter(place: int) -> str:
    """Return the letters by which a spreadsheet calls its column at `place` (from 0)."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
