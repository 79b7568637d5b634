"""A year's days off as a table, one day or one run of days a row: what a notice looks like when somebody types it.

Every row's mistakes are named at once, each by row and column; with any mistake nothing of the file is taken.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from linli.domain.calendar import DayKind
from linli.domain.delimited import RawRecord
from linli.domain.problems import Problem
from linli.domain.setup_cells import CellProblem, column_letter
from linli.domain.wording import Wording

TITLE = Wording("放假安排", "Days off")
COLUMNS = {
    "from": Wording("日期", "Date"),
    "to": Wording("到", "To"),
    "kind": Wording("类型", "Kind"),
    "remark": Wording("说明", "Remark"),
}
KIND_WORDS = {DayKind.HOLIDAY: Wording("放假", "Day off"), DayKind.MAKE_UP: Wording("上班", "Worked")}
_HEADS = {
    "from": ("日期", "开始", "起", "从", "date", "from"),
    "to": ("到", "至", "止", "结束", "to", "until"),
    "kind": ("类型", "类别", "安排", "kind"),
    "remark": ("说明", "节日", "名称", "星期", "周", "remark", "name", "weekday"),
}
_KINDS = {
    **dict.fromkeys(("放假", "休息", "休", "假", "day off", "off", "holiday"), DayKind.HOLIDAY),
    **dict.fromkeys(("上班", "调休上班", "补班", "班", "worked", "work", "make-up"), DayKind.MAKE_UP),
}
_WRITTEN = re.compile(r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?")
_SERIAL_EPOCH = date(1899, 12, 30)
_SERIALS = range(36_526, 73_416)
"""Days of 2000 to 2100 as spreadsheets number them."""
RUN_DAYS_MAX = 31
ROWS_MAX = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """What a file says of a year; with problems it says nothing."""

    off_days: frozenset[date] = frozenset()
    work_days: frozenset[date] = frozenset()
    rows: int = 0
    problems: tuple[CellProblem, ...] = ()


def read_calendar(records: Iterable[RawRecord], year: int) -> CalendarFile:
    """Return the days of `year` that a table names, or every mistake in it by row and column."""
    source = iter(records)
    head = next(source, None)
    places = _places(head.cells if head else ())
    missing = [key for key in ("from", "kind") if key not in places]
    if head is None or missing:
        at = head.line if head else 1
        return CalendarFile(problems=tuple(_wrong(at, key, "column_missing", places, **_named(key)) for key in missing))
    reader = _Reader(year, places)
    for record in source:
        reader.read(record)
        if reader.rows > ROWS_MAX:
            reader.problems.append(_wrong(0, "", "sheet_too_long", places, limit=ROWS_MAX))
            break
    if not reader.days and not reader.problems:
        reader.problems.append(_wrong(head.line, "", "calendar_no_days", places))
    if reader.problems:
        return CalendarFile(rows=reader.rows, problems=tuple(reader.problems))
    by_kind = {kind: frozenset(day for day, (one, _) in reader.days.items() if one is kind) for kind in KIND_WORDS}
    return CalendarFile(
        off_days=by_kind[DayKind.HOLIDAY], work_days=by_kind[DayKind.MAKE_UP], rows=reader.rows
    )  # fmt: skip


def read_day(words: str, year: int) -> date | Problem:
    """Return the day that a cell holds, as people or spreadsheets write it, or what is wrong with it."""
    words = words.strip().removesuffix(" 00:00:00").removesuffix("T00:00:00")
    if not words:
        return Problem("calendar_cell_empty")
    digits = words.replace(".0", "") if re.fullmatch(r"\d{5}\.0", words) else words
    if re.fullmatch(r"\d{5}", digits) and int(digits) in _SERIALS:
        return _SERIAL_EPOCH + timedelta(days=int(digits))
    if re.fullmatch(r"\d{5}\.\d+", words):
        return Problem("calendar_part_of_day", params={"value": words[:20]})
    packed = re.fullmatch(r"(\d{4})(\d{2})(\d{2})", digits)
    written = packed or _WRITTEN.fullmatch(re.sub(r"\s", "", words))
    if written is None:
        return Problem("not_a_date", params={"value": words[:20]})
    try:
        return date(int(written[1] or year), int(written[2]), int(written[3]))
    except ValueError:
        return Problem("calendar_no_such_day", params={"value": words[:20]})


class _Reader:
    """Takes row after row and keeps every mistake."""

    def __init__(self, year: int, places: Mapping[str, int]) -> None:
        self.year, self.places = year, places
        self.days: dict[date, tuple[DayKind, int]] = {}
        self.problems: list[CellProblem] = []
        self.rows = 0

    def read(self, record: RawRecord) -> None:
        """Take one row: all its cells are looked at, whatever is wrong with the first."""
        if not record.problem and not any(cell.strip() for cell in record.cells):
            return
        self.rows += 1
        if record.problem:
            self.problems.append(_wrong(record.line, "", record.problem, self.places))
            return
        cells = {key: record.cells[at].strip() if at < len(record.cells) else "" for key, at in self.places.items()}
        before = len(self.problems)
        first = self._day(record.line, "from", cells["from"])
        last = self._day(record.line, "to", cells["to"]) if cells.get("to") else first
        kind = _KINDS.get(cells["kind"].lower())
        if kind is None:
            empty = not cells["kind"]
            code = "calendar_cell_empty" if empty else "calendar_kind_unknown"
            self._say(record.line, "kind", code, **({} if empty else {"value": cells["kind"][:20]}))
        if first and last and not 0 <= (last - first).days < RUN_DAYS_MAX:
            self._say(record.line, "to", "calendar_run_wrong", limit=RUN_DAYS_MAX)
        elif first and last and kind and len(self.problems) == before:
            self._add(record.line, first, last, kind)

    def _day(self, line: int, key: str, words: str) -> date | None:
        found = read_day(words, self.year)
        if isinstance(found, Problem):
            self._say(line, key, found.code, **found.params)
            return None
        if found.year != self.year:
            self._say(line, key, "calendar_other_year", day=f"{found}", year=self.year)
            return None
        return found

    def _add(self, line: int, first: date, last: date, kind: DayKind) -> None:
        for day in _run(first, last):
            before = self.days.get(day)
            if before is not None:
                self._say(line, "from", "calendar_day_again", day=f"{day}", first=before[1])
            elif kind is DayKind.MAKE_UP and day.weekday() < 5:
                self._say(line, "from", "calendar_not_a_weekend", day=f"{day}")
            else:
                self.days[day] = (kind, line)

    def _say(self, line: int, key: str, code: str, **params: str | int) -> None:
        self.problems.append(_wrong(line, key, code, self.places, **params))


def _run(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=one) for one in range((last - first).days + 1))


def _places(heads: Iterable[str]) -> dict[str, int]:
    names = [head.strip().lower().lstrip("\ufeff") for head in heads]
    found = {key: at for key, words in _HEADS.items() for at, name in enumerate(names) if name in words}
    if "from" not in found:  # "放假日期", "开始日期": the first head that names a date
        at = next((at for at, name in enumerate(names) if "日期" in name or "date" in name), None)
        found |= {} if at is None else {"from": at}
    return found


def _named(key: str) -> dict[str, str | int]:
    return {"value": COLUMNS[key].zh, "value_en": COLUMNS[key].en}


def _wrong(row: int, key: str, code: str, places: Mapping[str, int], **params: str | int) -> CellProblem:
    return CellProblem(
        sheet=TITLE, row=row, column=COLUMNS.get(key), letter=column_letter(places[key]) if key in places else "",
        problem=Problem(code, at=key, params=params),
    )  # fmt: skip


def calendar_rows(off_days: Iterable[date], work_days: Iterable[date]) -> list[tuple[date, date, DayKind]]:
    """Return a year's days as runs (first, last, kind) in order of time, as the table writes and reads them."""
    rows: list[tuple[date, date, DayKind]] = []
    for kind, days in ((DayKind.HOLIDAY, sorted(off_days)), (DayKind.MAKE_UP, sorted(work_days))):
        for day in days:
            if rows and rows[-1][2] is kind and (day - rows[-1][1]).days == 1:
                rows[-1] = (rows[-1][0], day, kind)
            else:
                rows.append((day, day, kind))
    return sorted(rows)
