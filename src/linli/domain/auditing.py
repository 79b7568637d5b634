"""Auditing: whether a stream is what it claims to be. Pure: rows in, faults out; nothing is asked again.

Source: ARCHITECTURE "One journal" and RFC 8785; every check names the stream, the entry and the field.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from linli.domain.case_row import clock_rows_of, row_of
from linli.domain.engine.fold import fold
from linli.domain.entry import FIRST_PREV, Entry, entry_hash, entry_of, read_canonical

ERASE = ".erase"
"""Entries of such a type name the values that were erased, as "seq/field" in `pub.erased`."""
SALT_BYTES = 32
UNOPENED, SHUT, KEYLESS = "unopened", "shut", "keyless"
"""What stands for a commitment: nobody tried to open the value; it does not open; its key is gone."""
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What parsing or folding a forged body may raise; a body of ours raises none of them."""


class FaultCode(StrEnum):
    """What an audit can find."""

    SEQ = "seq_not_next"
    PREV = "prev_differs"
    HASH = "hash_differs"
    BODY = "body_not_canonical"
    UNREADABLE = "entry_unreadable"
    COLUMN = "column_differs"
    SALT = "salt_missing"
    HEAD = "head_differs"
    NO_HEAD = "head_missing"
    NO_ENTRIES = "entries_missing"
    VALUE = "value_differs"
    SHUT_VALUE = "value_does_not_open"
    NO_KEY = "value_key_missing"
    NO_VALUE = "value_missing"
    EXTRA_VALUE = "value_without_commitment"
    ERASED_VALUE = "value_erased_but_there"
    ROW = "row_differs"
    NO_ROW = "row_missing"
    EXTRA_ROW = "row_without_entries"
    NO_COMMAND = "command_missing"
    EXTRA_COMMAND = "command_without_entry"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fault:
    """One place where the record is not what it claims to be; faults sort by place."""

    county_id: int
    stream: str
    seq: int
    """The entry, or 0 where the fault is not in one."""
    field: str
    """Column, field of the entry or row; "" for the entry as a whole. Never a value."""
    code: FaultCode


class StoredEntry(NamedTuple):
    """An entry as its columns hold it."""

    seq: int
    type: str
    recv: datetime
    hash: str
    salt: bytes
    body: bytes


@dataclass(slots=True, kw_only=True)
class StreamRows:
    """Everything that is stored about one stream."""

    county_id: int
    stream: str
    entries: list[StoredEntry] = field(default_factory=list)
    head: tuple[int, str] | None = None
    commitments: dict[tuple[int, str], str] = field(default_factory=dict)
    """(seq, field) of each kept value -> the commitment recomputed from it, or UNOPENED, SHUT or KEYLESS."""
    row: Mapping[str, Any] | None = None
    clocks: list[Mapping[str, Any]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Checked:
    """What a stream's check found: its readable entries and its faults."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    is_readable: bool = True


def check_stream(rows: StreamRows) -> Checked:
    """Check chain, columns, head and values of one stream; `entries` come in order of seq."""
    checked, prev, due = Checked(), FIRST_PREV, 1
    for stored in rows.entries:
        entry, faults = check_entry(rows.stream, stored, due=due, prev=prev)
        prev, due = stored.hash, stored.seq + 1
        for name, code in faults:
            checked.faults.append(_fault(rows, stored.seq, name, code))
        if entry is None:
            checked.is_readable = False
        else:
            checked.entries.append(entry)
    checked.faults.extend(_head_faults(rows, due - 1, prev))
    if rows.commitments or any(entry.com for entry in checked.entries):
        checked.faults.extend(_value_faults(rows, checked.entries))
    return checked


def check_entry(
    stream: str, stored: StoredEntry, *, due: int, prev: str
) -> tuple[Entry | None, list[tuple[str, FaultCode]]]:
    """Return the entry that a row holds (None when unreadable) and what is wrong with it, by field."""
    faults: list[tuple[str, FaultCode]] = []
    if stored.seq != due:
        faults.append(("seq", FaultCode.SEQ))
    if entry_hash(stored.body) != stored.hash:
        faults.append(("hash", FaultCode.HASH))
    if len(stored.salt) != SALT_BYTES or not any(stored.salt):
        faults.append(("salt", FaultCode.SALT))
    try:
        data = read_canonical(stored.body)
    except ValueError:
        return None, [*faults, ("body", FaultCode.BODY)]
    try:
        entry = entry_of(data)
    except UNREADABLE:
        return None, [*faults, ("body", FaultCode.UNREADABLE)]
    if entry.prev != prev:
        faults.append(("prev", FaultCode.PREV))
    said = (entry.stream, entry.seq, entry.type, entry.recv)
    held = (stream, stored.seq, stored.type, stored.recv)
    if said != held:
        names = ("stream", "seq", "type", "recv")
        faults.extend((n, FaultCode.COLUMN) for n, a, b in zip(names, said, held, strict=True) if a != b)
    return entry, faults


def _head_faults(rows: StreamRows, last_seq: int, last_hash: str) -> Iterator[Fault]:
    if not rows.entries:
        yield _fault(rows, 0, "", FaultCode.NO_ENTRIES)
    elif rows.head is None:
        yield _fault(rows, last_seq, "", FaultCode.NO_HEAD)
    elif rows.head != (last_seq, last_hash):
        # The entries end before the head: the first one missing is the place; else the last one there.
        seq = last_seq + 1 if rows.head[0] > last_seq else last_seq
        yield _fault(rows, seq, "seq" if rows.head[0] != last_seq else "hash", FaultCode.HEAD)


def _value_faults(rows: StreamRows, entries: Sequence[Entry]) -> Iterator[Fault]:
    committed = {(entry.seq, name): digest for entry in entries for name, digest in entry.com.items()}
    erased = {one for entry in entries for one in erased_by(entry)}
    for (seq, name), digest in committed.items():
        found = rows.commitments.get((seq, name))
        is_erased = (seq, name) in erased
        if found is None and not is_erased:
            yield _fault(rows, seq, name, FaultCode.NO_VALUE)
        elif found is not None and is_erased:
            # A row that came back without its key, from an old backup, holds nothing that anybody could read.
            if found != KEYLESS:
                yield _fault(rows, seq, name, FaultCode.ERASED_VALUE)
        elif found not in (None, UNOPENED, digest):
            code = {SHUT: FaultCode.SHUT_VALUE, KEYLESS: FaultCode.NO_KEY}.get(str(found), FaultCode.VALUE)
            yield _fault(rows, seq, name, code)
    for seq, name in rows.commitments.keys() - committed.keys():
        yield _fault(rows, seq, name, FaultCode.EXTRA_VALUE)


def erased_by(entry: Entry) -> Iterator[tuple[int, str]]:
    """Yield (seq, field) of each value that an entry says was erased."""
    if entry.type.endswith(ERASE):
        for spelled in entry.pub.get("erased", ()):
            seq, _, name = str(spelled).partition("/")
            if seq.isdecimal():
                yield int(seq), name


def case_faults(rows: StreamRows, entries: Sequence[Entry]) -> Iterator[Fault]:
    """Compare a case's row and clocks with the fold of its entries."""
    last = rows.entries[-1].seq
    try:
        state = fold(entries)
        expected = {"county_id": rows.county_id, **row_of(state)}
        clocks = clock_rows_of(state)
    except UNREADABLE:
        yield _fault(rows, last, "eff", FaultCode.UNREADABLE)
        return
    if rows.row is None:
        yield _fault(rows, last, "case_row", FaultCode.NO_ROW)
    elif rows.row != expected:
        yield from _row_faults(rows, last, "case_row", (expected, rows.row))
    present = {str(row["key"]): row for row in rows.clocks}
    for clock in clocks:
        row = present.pop(clock["key"], None)
        name = f"clock.{clock['key']}"
        if row is None:
            yield _fault(rows, last, name, FaultCode.NO_ROW)
            continue
        clock["county_id"] = rows.county_id
        if row != clock:
            yield from _row_faults(rows, last, name, (clock, row))
    for key in present:
        yield _fault(rows, last, f"clock.{key}", FaultCode.EXTRA_ROW)


def _row_faults(
    rows: StreamRows, seq: int, table: str, pair: tuple[Mapping[str, Any], Mapping[str, Any]]
) -> Iterator[Fault]:
    expected, found = pair
    for name in expected:
        if found.get(name) != expected[name]:
            yield _fault(rows, seq, f"{table}.{name}", FaultCode.ROW)


def _fault(rows: StreamRows, seq: int, name: str, code: FaultCode) -> Fault:
    return Fault(county_id=rows.county_id, stream=rows.stream, seq=seq, field=name, code=code)
