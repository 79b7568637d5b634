"""Files that hold records, whatever they are: delimited text, a workbook, an answer of an Open311 server."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from linli.actions.packed_files import MB, check_packed
from linli.actions.setup_workbook import UNREADABLE
from linli.domain.delimited import SAMPLE_BYTES, RawRecord, guess_delimiter, guess_encoding, records, text_lines
from linli.domain.open311_source import looks_like_open311, open311_records
from linli.domain.problems import Problem, Refused
from linli.domain.sheet_records import SHEET_ROWS_MAX, sheet_records

FILE_MB_MAX, UNPACKED_MB_MAX = 20, 200
SHEETS_MAX = 40
DELIMITED, WORKBOOK, OPEN311 = "delimited", "workbook", "open311"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """What a file was recognised as, and so how it is read."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


def is_workbook(start: bytes) -> bool:
    """Say whether a file begins as a packed one, which no text does."""
    return start.startswith(b"PK\x03\x04")


def recognise(content: bytes, *, encoding: str = "", sheet: str = "") -> SourceFile:
    """Return what a file is; raises Refused where it is empty, too large or a sheet is named that it lacks."""
    if len(content) > FILE_MB_MAX * MB:
        raise Refused([Problem("workbook_too_large", at="file", params={"limit": FILE_MB_MAX})])
    if not content.strip():
        raise Refused([Problem("required", at="file")])
    if is_workbook(content):
        sheets = tuple(_open(content).sheetnames[:SHEETS_MAX])
        if sheet and sheet not in sheets:
            raise Refused([Problem("unknown_choice", at="sheet", params={"value": sheet[:40]})])
        return SourceFile(kind=WORKBOOK, sheet=sheet or sheets[0], sheets=sheets)
    sample = content[:SAMPLE_BYTES]
    if looks_like_open311(sample):
        return SourceFile(kind=OPEN311, encoding="utf-8")
    spelled = encoding or guess_encoding(sample)
    first = next(text_lines([sample], spelled), "")
    return SourceFile(kind=DELIMITED, encoding=spelled, delimiter=guess_delimiter(first))


def file_records(content: bytes, found: SourceFile) -> Iterator[RawRecord]:
    """Yield the records of a file, heads first."""
    if found.kind == WORKBOOK:
        return sheet_records(_rows(content, found.sheet))
    if found.kind == OPEN311:
        return open311_records(content)
    return records(text_lines([content], found.encoding), delimiter=found.delimiter)


def _open(content: bytes) -> Any:
    """Open a workbook with the values that its formulas last had; nothing in it is ever reckoned."""
    try:
        check_packed(content, unpacked_mb_max=UNPACKED_MB_MAX, told_mb=FILE_MB_MAX)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except UNREADABLE:
        raise Refused([Problem("workbook_unreadable", at="file")]) from None
    if not book.sheetnames:
        raise Refused([Problem("workbook_empty", at="file")])
    return book


def _rows(content: bytes, sheet: str) -> Iterator[Sequence[Any]]:
    book = _open(content)
    try:
        page = book[sheet]
        # What a sheet claims about its own size is not believed.
        page.reset_dimensions()
        yield from islice(page.iter_rows(values_only=True), SHEET_ROWS_MAX + 1)
    except UNREADABLE:
        raise Refused([Problem("workbook_unreadable", at="file")]) from None
