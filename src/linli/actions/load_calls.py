"""Loading call records of a telephone exchange: moments only. A number or a name in the file is not read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from linli.actions.deciding import Office
from linli.actions.table_rows import RefusedRow, TableRow, table_rows
from linli.domain.calls import Call
from linli.domain.delimited import RawRecord
from linli.domain.problems import Problem, Refused
from linli.domain.source_values import kept_text, read_moment
from linli.store import calls as stored
from linli.store import journal

COLUMNS = ("id", "began", "answered", "ended")
REQUIRED = ("id", "began", "answered")
KEY_MAX = 80
SOURCE_MAX = 40
CHUNK_ROWS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCalls:
    """What became of a file: every row is kept, known or refused."""

    read: int
    kept: int
    known: int
    refused: tuple[RefusedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReading:
    """How a file is to be read."""

    source: str
    """Name of the exchange: its numbers of calls are its own."""
    is_day_first: bool = False
    is_dry_run: bool = False


def load_calls(office: Office, records: Iterable[RawRecord], reading: CallReading) -> LoadedCalls:
    """Load a table (header first); a second run keeps nothing new, so a load that broke off is simply repeated."""
    source = kept_text(reading.source, limit=SOURCE_MAX, at="--source")
    if not source:
        raise Refused([Problem("required", at="--source")])
    rows = table_rows(records, COLUMNS, REQUIRED)
    read = kept = known = 0
    refused: list[RefusedRow] = []
    seen: set[str] = set()
    while chunk := list(islice(rows, CHUNK_ROWS)):
        read += len(chunk)
        fresh = tuple(_calls(office, chunk, reading, seen, refused))
        before = stored.known_calls(office.county_id, source, [call.key for _, call in fresh])
        changed = [(line, call) for line, call in fresh if before.get(call.key, call) != call]
        refused += [RefusedRow(line=line, key=call.key, problems=(Problem("row_changed"),)) for line, call in changed]
        known += len(before) - len(changed)
        new = [call for _, call in fresh if call.key not in before]
        kept += len(new)
        if not reading.is_dry_run:
            with journal.one_transaction():
                stored.add_calls(office.county_id, source, new)
    return LoadedCalls(read=read, kept=kept, known=known, refused=tuple(refused))


def _calls(
    office: Office, chunk: Iterable[TableRow], reading: CallReading, seen: set[str], refused: list[RefusedRow]
) -> Iterator[tuple[int, Call]]:
    """Yield the calls that can be read, and note the rows that cannot with all their mistakes."""
    for row in chunk:
        call, problems = _call(office, row, reading)
        if call is not None and call.key in seen:
            problems.append(Problem("row_twice", at="id"))
        if call is None or problems:
            refused.append(RefusedRow(line=row.line, key=row.cells.get("id", "")[:KEY_MAX], problems=tuple(problems)))
            continue
        seen.add(call.key)
        yield row.line, call


def _call(office: Office, row: TableRow, reading: CallReading) -> tuple[Call | None, list[Problem]]:
    problems = list(row.problems)
    moments: dict[str, datetime | None] = {}
    if problems:
        return None, problems
    key = ""
    try:
        key = kept_text(row.cells["id"], limit=KEY_MAX, at="id")
    except Refused as refused:
        problems += refused.problems
    problems += [Problem("required", at=name) for name in ("id", "began") if not row.cells[name]]
    for name in ("began", "answered", "ended"):
        text = row.cells.get(name, "")
        try:
            zone = office.directory.calendar.zone
            moments[name] = read_moment(text, zone=zone, is_day_first=reading.is_day_first, at=name) if text else None
        except Refused as refused:
            problems += refused.problems
    began, answered, ended = (moments.get(name) for name in ("began", "answered", "ended"))
    if began and answered and answered < began:
        problems.append(Problem("ends_before_it_begins", at="answered"))
    if ended and ended < (answered or began or ended):
        problems.append(Problem("ends_before_it_begins", at="ended"))
    if problems or began is None:
        return None, problems
    return Call(key=key, began_at=began, answered_at=answered, ended_at=ended), []
