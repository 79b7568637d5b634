"""Streams of things that stand ready, each with the row that lists read: locked, appended to, folded, written over."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar

from linli.domain.engine.assembling import Head, chain
from linli.domain.engine.context import Actor, Command, EntryDraft
from linli.domain.entry import Entry, parse_entry
from linli.store.journal import entries_of, lock_streams
from linli.store.reaches import is_open_matter as is_open_matter
from linli.store.streams import Given, write


class Kept(Protocol):
    """Something that a stream adds up to."""

    @property
    def stream(self) -> str:
        """Name of its stream."""

    @property
    def seq(self) -> int:
        """Number of its last entry."""


S = TypeVar("S", bound=Kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger(Generic[S]):
    """One family of streams: what they are called, what they add up to, which row stands beside each."""

    prefix: str
    fold: Callable[[Iterable[Entry]], S | None]
    write_row: Callable[[int, S, date], None]
    """Of a county, as things stand on a day."""


def kept(ledger: Ledger[S], county_id: int, id_: str) -> S | None:
    """Return one thing as its entries leave it, or None."""
    stream = _stream(ledger, id_)
    return ledger.fold(history(county_id, stream)) if stream else None


def _stream(ledger: Ledger[S], id_: str) -> str:
    is_id = id_.isascii() and id_.replace("-", "").replace("_", "").isalnum()
    return f"{ledger.prefix}{id_}" if is_id else ""


def history(county_id: int, stream: str) -> Sequence[Entry]:
    """Return the entries of one thing, in order."""
    return entries_of(county_id, [stream])[stream]


def held(ledger: Ledger[S], county_id: int, id_: str) -> S | None:
    """Lock one thing's stream until the transaction ends and return the thing as it stands now, or None."""
    stream = _stream(ledger, id_)
    return kept(ledger, county_id, id_) if stream and lock_streams(county_id, [stream]) else None


def append(
    ledger: Ledger[S], drafts: Sequence[EntryDraft], given: tuple[Command, Actor] | None, *, county_id: int,
    today: date,
) -> S:  # fmt: skip
    """Append entries to one stream, which is locked from then on, and write its row over; return what it comes to."""
    stream = drafts[0].stream
    head, past = lock_streams(county_id, [stream]).get(stream, Head()), history(county_id, stream)
    entries = chain(tuple(drafts), head, os.urandom)
    command = None
    if given is not None:
        result = {"stream": stream, "seq": entries[-1].seq}
        command = Given(command=given[0], actor=given[1], result=result, at=drafts[0].at, base_seq=head.seq)
    write(county_id, {stream: entries}, given=command)
    after = ledger.fold([*past, *(parse_entry(one.body) for one in entries)])
    if after is None:
        raise ValueError("what was written to has an entry")
    ledger.write_row(county_id, after, today)
    return after
