"""Delimited text from anywhere: any encoding, every record kept or named, however broken the file is.

A record whose quotes never close would swallow the rest of a file; here it is named and reading goes on
with the next line.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from charset_normalizer import from_bytes

SAMPLE_BYTES = 262_144
RECORD_LINES_MAX = 200
"""Most physical lines one record may span before its quotes count as never closed."""
_ENCODINGS = ("utf-8", "gb18030")

# The module's own limit would make a large field an error of the whole file.
csv.field_size_limit(64 * 1024 * 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """One record of a file: its cells, or what is wrong with it."""

    line: int
    """Physical line on which it begins, from 1."""
    cells: tuple[str, ...]
    problem: str = ""
    """Code of the catalogue, where the record could not be read."""


def guess_encoding(sample: bytes) -> str:
    """Return the encoding that reads `sample`: marked, UTF-8, GB18030, or the best guess."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if sample.startswith(mark):
            return name
    for name in _ENCODINGS:
        if _bad_bytes(sample, name) == 0:
            return name
    few = len(sample) // 200
    if _bad_bytes(sample, "utf-8") <= few:
        # Mostly UTF-8 with some broken rows: the rows are named, the file is not.
        return "utf-8"
    best = from_bytes(sample[:65_536]).best()
    return best.encoding if best is not None else "gb18030"


def _bad_bytes(sample: bytes, encoding: str) -> int:
    """Count the characters of `sample` that do not decode; a character cut off at its end is forgiven."""
    text = sample.decode(encoding, "surrogateescape" if encoding == "utf-8" else "replace")
    bad = sum(0xDC80 <= ord(char) <= 0xDCFF or char == "\ufffd" for char in text[:-4])
    return bad


def text_lines(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """Yield physical lines with their ends; bytes that do not decode become lone surrogates."""
    if encoding.startswith("utf-16"):
        yield from b"".join(chunks).decode(encoding, "replace").splitlines(keepends=True)
        return
    kept = b""
    is_first = True
    for chunk in chunks:
        *whole, kept = (kept + chunk).split(b"\n")
        for line in whole:
            yield _decoded(line + b"\n", encoding, is_first=is_first)
            is_first = False
    if kept:
        yield _decoded(kept, encoding, is_first=is_first)


def _decoded(line: bytes, encoding: str, *, is_first: bool) -> str:
    if encoding == "utf-8-sig":
        line = line.removeprefix(b"\xef\xbb\xbf") if is_first else line
        encoding = "utf-8"
    return line.decode(encoding, "surrogateescape")


class _QuoteNeverClosed(Exception):
    """A record took more lines than any honest one does."""


class _Feed:
    """Lines handed to the reader one by one, with a way back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._source = iter(lines)
        self._waiting: deque[str] = deque()
        self.taken: list[str] = []
        self.is_at_end = False

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= RECORD_LINES_MAX:
            raise _QuoteNeverClosed
        try:
            line = self._waiting.popleft() if self._waiting else next(self._source)
        except StopIteration:
            self.is_at_end = True
            raise
        self.taken.append(line)
        return line

    def begin(self) -> None:
        """Start a new record."""
        self.taken, self.is_at_end = [], False

    def give_back(self, kept: int) -> None:
        """Hand out again all but the first `kept` lines of this record."""
        self._waiting.extendleft(reversed(self.taken[kept:]))
        self.taken = self.taken[:kept]
        self.is_at_end = False


def records(lines: Iterable[str], *, delimiter: str = ",") -> Iterator[RawRecord]:
    """Yield every record of `lines`; none is lost and none takes its neighbours along."""
    feed, line = _Feed(lines), 1
    while True:
        feed.begin()
        record = _next_record(feed, line, delimiter)
        if record is None:
            return
        line += len(feed.taken)
        if record.problem or any(cell.strip() for cell in record.cells):
            yield record


def _next_record(feed: _Feed, line: int, delimiter: str) -> RawRecord | None:
    try:
        # Strict reading tells an open quote at the end of the file from a closed one.
        return RawRecord(line=line, cells=tuple(next(csv.reader(feed, delimiter=delimiter, strict=True))))
    except StopIteration:
        return None
    except _QuoteNeverClosed:
        is_open = True
    except csv.Error:
        is_open = feed.is_at_end
    if not is_open:
        # Something after a closing quote: a lenient reading keeps the record, but only within its own line;
        # over several lines it was an open quote that met the next row's.
        feed.give_back(0)
        try:
            cells = tuple(next(csv.reader(feed, delimiter=delimiter)))
        except (_QuoteNeverClosed, csv.Error):
            cells = ()
        if cells and len(feed.taken) == 1:
            return RawRecord(line=line, cells=cells)
    feed.give_back(1)
    return RawRecord(line=line, cells=(feed.taken[0].rstrip("\r\n"),), problem="quote_not_closed")


def guess_delimiter(header: str) -> str:
    """Return the delimiter that splits a header line into most cells."""
    return max(",;\t|", key=lambda mark: (header.count(mark), mark == ","))
