"""Rows of a table whose first record is its header: each with its cells by the names of the columns."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from linli.domain.delimited import RawRecord
from linli.domain.problems import Problem, Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row below the header: its cells by the column's name, or what is wrong with it."""

    line: int
    cells: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """A row that was not kept, with all its mistakes."""

    line: int
    key: str
    problems: tuple[Problem, ...]


def table_rows(records: Iterable[RawRecord], columns: Sequence[str], required: Sequence[str]) -> Iterator[TableRow]:
    """Yield the rows below the header; raises Refused naming every required column that is missing."""
    source = iter(records)
    header = next(source, None)
    names = [cell.strip().lower().lstrip("\ufeff") for cell in header.cells] if header else []
    missing = [name for name in required if name not in names]
    if missing:
        raise Refused([Problem("column_missing", at=name, params={"value": name}) for name in missing])
    places = {name: names.index(name) for name in columns if name in names}
    for record in source:
        if record.problem:
            yield TableRow(line=record.line, cells={}, problems=(Problem(record.problem),))
        elif any(cell.strip() for cell in record.cells):
            cells = {
                name: record.cells[at].strip() if at < len(record.cells) else "" for name, at in places.items()
            }  # fmt: skip
            yield TableRow(line=record.line, cells=cells)
