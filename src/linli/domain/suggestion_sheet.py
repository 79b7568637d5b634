"""The sheet on which a year's suggestions come: its columns, and its rows read into what is to be registered.

Pure. Every mistake is named with its row and column, all of them at once; a row with one is not registered.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linli.domain.directory import Directory
from linli.domain.setup_cells import CellProblem, SheetRow
from linli.domain.sheet_columns import CellKind, Column, Sheet
from linli.domain.suggestion import DEPUTIES_MAX, NUMBER_MAX, TOPICS
from linli.domain.unit import Unit
from linli.domain.wording import Wording

W = Wording
TITLE_MAX, TEXT_MAX, NAME_MAX, PHONE_MAX = 40, 8000, 40, 40
_NAMES = re.compile(r"[,,、;;\n]+")
_LONG_NUMBER = re.compile(r"\d{7}")
SHEET = Sheet(
    noun="suggestion",
    title=W("议案建议", "Suggestions"),
    remark=W(
        "一行一件。几位代表、几个单位用顿号隔开。姓名会公布,电话密封保存;不写身份证号。编号、电话请设成文本。",
        "One a row. Separate deputies and units by commas. Names are published, telephones sealed; no identity"
        " numbers. Format numbers and telephones as text.",
    ),
    columns=(
        Column(key="number", title=W("编号", "Number"), kind=CellKind.WHOLE, is_required=True, width=8),
        Column(key="kind", title=W("类别", "Kind"), kind=CellKind.CHOICE, default="suggestion", width=10,
               choices=(("motion", W("议案", "Motion")), ("suggestion", W("建议", "Suggestion")))),
        Column(key="topic", title=W("领域", "Field of work"), kind=CellKind.CHOICE, default="other", width=12,
               choices=tuple((one.key, one.title) for one in TOPICS)),
        Column(key="title", title=W("标题", "Title"), is_required=True, limit=TITLE_MAX, width=36),
        Column(key="text", title=W("内容", "Text"), is_required=True, limit=TEXT_MAX, width=60),
        Column(key="deputies", title=W("代表", "Deputies"), is_required=True, limit=1200, width=24),
        Column(key="phones", title=W("代表电话", "Telephones"), limit=1200, width=20),
        Column(key="proposed", title=W("提出日期", "Proposed on"), kind=CellKind.DATE, width=12),
        Column(key="lead", title=W("主办单位", "Lead unit"), width=22),
        Column(key="co_units", title=W("协办单位", "Co-handlers"), limit=400, width=28),
        Column(key="months", title=W("答复期限", "To be answered in"), kind=CellKind.CHOICE, default="3", width=10,
               choices=(("3", W("三个月", "3 months")), ("6", W("六个月", "6 months")))),
        Column(key="publish", title=W("是否公开", "Published"), kind=CellKind.FLAG, default="1", width=10),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Deputy:
    """One deputy who proposed it."""

    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionRow:
    """One suggestion as it is to be registered."""

    row: int
    number: int
    kind: str
    topic: str
    title: str
    text: str
    deputies: tuple[Deputy, ...]
    proposed: date | None
    lead: str
    """Unit id; "" where the office hands it over later."""
    co_units: tuple[str, ...]
    is_complex: bool
    is_published: bool

    def content(self) -> str:
        """Return everything that it says, to tell whether a row that comes again is the same."""
        people = [f"{one.name}\x1e{one.phone}" for one in self.deputies]
        marks = (self.kind, self.topic, self.title, self.text, *people, str(self.proposed), self.lead, *self.co_units)
        return "\x1f".join((*marks, str(self.is_complex), str(self.is_published)))


def read_suggestions(
    rows: Iterable[SheetRow], directory: Directory, *, office_unit: str, now: datetime
) -> tuple[list[SuggestionRow], list[CellProblem]]:
    """Return what the rows say, and every mistake in those that cannot be registered.

    `rows` may hold such as have a mistake in a cell already: what else is wrong with them is found beside it.
    `office_unit` is the unit that registers them; whether a unit has somebody who takes work is asked for `now`.
    """
    found: list[SuggestionRow] = []
    problems: list[CellProblem] = []
    seen: set[int] = set()
    units = _by_name(directory)
    county = min((area.path for area in directory.tree), key=len)
    staffed = {one.id for one in units.values() if directory.working_post(one.id, now, county)} - {office_unit}
    for row in rows:
        of_units = _unit_mistakes(row, units, staffed, office_unit)
        mistakes = [*_number_mistakes(row, seen), *_people_mistakes(row), *of_units]
        problems += mistakes
        number = row.values.get("number")
        if not mistakes and number is not None:
            found.append(_suggestion(row, units))
        seen.add(number if number is not None else 0)
    return found, problems


def _by_name(directory: Directory) -> dict[str, Unit]:
    units = [one for one in directory.units.values() if one.is_active]
    return {name: one for one in units for name in (one.name_en, one.name) if name}


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a cell, without blanks around them."""
    return tuple(name.strip() for name in _NAMES.split(text) if name.strip())


def _number_mistakes(row: SheetRow, seen: set[int]) -> Iterator[CellProblem]:
    number = row.values.get("number")
    if number is None:
        return
    if number in seen and number:
        yield row.wrong("number", "row_twice")
    if number < 1:
        yield row.wrong("number", "too_small", limit=1)
    if number > NUMBER_MAX:
        yield row.wrong("number", "too_large", limit=NUMBER_MAX)


def _people_mistakes(row: SheetRow) -> Iterator[CellProblem]:
    names, phones = split_names(row.text("deputies")), split_names(row.text("phones"))
    if not names and row.text("deputies"):
        yield row.wrong("deputies", "required")
    if len(names) > DEPUTIES_MAX:
        yield row.wrong("deputies", "too_many_deputies", limit=DEPUTIES_MAX)
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield row.wrong("deputies", "deputy_twice", value=name[:40])
        if _LONG_NUMBER.search(name):
            yield row.wrong("deputies", "digits_in_name", value=name[:2] + "…")
        if len(name) > NAME_MAX:
            yield row.wrong("deputies", "too_long", limit=NAME_MAX)
    if phones and len(phones) != len(names):
        yield row.wrong("phones", "deputies_and_phones", count=len(names), wanted=len(phones))
    if any(len(phone) > PHONE_MAX for phone in phones):
        yield row.wrong("phones", "too_long", limit=PHONE_MAX)


def _unit_mistakes(
    row: SheetRow, units: dict[str, Unit], staffed: set[str], office_unit: str
) -> Iterator[CellProblem]:  # fmt: skip
    lead, others = row.text("lead").strip(), split_names(row.text("co_units"))
    for key, names in (("lead", (lead,) if lead else ()), ("co_units", tuple(dict.fromkeys(others)))):
        for name in names:
            unit = units.get(name)
            if unit is None:
                yield row.wrong(key, "unit_name_unknown", value=name[:40])
            elif unit.id == office_unit:
                yield row.wrong(key, "unit_is_office", value=name[:40])
            elif unit.id not in staffed:
                yield row.wrong(key, "target_without_post", unit=unit.name, unit_en=unit.name_en or unit.name)
    if lead and lead in others:
        yield row.wrong("co_units", "lead_is_co_unit", value=lead[:40])


def _suggestion(row: SheetRow, units: dict[str, Unit]) -> SuggestionRow:
    phones: Sequence[str] = split_names(row.text("phones"))
    names = split_names(row.text("deputies"))
    lead = row.text("lead").strip()
    return SuggestionRow(
        row=row.row,
        number=int(row.values["number"]),
        kind=row.text("kind"),
        topic=row.text("topic"),
        title=row.text("title").replace("\n", " "),
        text=row.text("text"),
        deputies=tuple(
            Deputy(name=name, phone=phones[at] if phones else "") for at, name in enumerate(names)
        ),
        proposed=row.values.get("proposed"),
        lead=units[lead].id if lead else "",
        co_units=tuple(dict.fromkeys(units[name].id for name in split_names(row.text("co_units")))),
        is_complex=row.text("months") == "6",
        is_published=row.values.get("publish") is not False,
    )  # fmt: skip
