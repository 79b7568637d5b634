"""Streams that are no cases: entries of registers (letters, reception days, tickets), appended in their transaction."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from linli.domain.engine.assembling import ChainedEntry, Head, chain
from linli.domain.engine.context import Actor, Command, EntryDraft
from linli.domain.entry import Entry
from linli.store import journal, models, writing
from linli.store.writing import Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The command that entries come from, with the answer that it gets whenever it comes again."""

    command: Command
    actor: Actor
    result: Mapping[str, Any]
    at: datetime
    base_seq: int = 0


def append(county_id: int, drafts: Sequence[EntryDraft], *, given: Given | None = None) -> dict[str, int]:
    """Add entries at the ends of their streams, within the caller's transaction; return where each stream ends.

    The county's row is locked first, so that two who begin the same stream wait for each other.
    """
    models.County.objects.select_for_update().only("pk").get(pk=county_id)
    by_stream: dict[str, list[EntryDraft]] = {}
    for one in drafts:
        by_stream.setdefault(one.stream, []).append(one)
    heads = journal.lock_streams(county_id, by_stream)
    chained = {stream: chain(own, heads.get(stream, Head()), os.urandom) for stream, own in by_stream.items()}
    write(county_id, chained, given=given)
    return {stream: entries[-1].seq for stream, entries in chained.items()}


def write(county_id: int, chained: Mapping[str, Sequence[ChainedEntry]], *, given: Given | None = None) -> None:
    """Write chained entries at the ends of streams that the caller has locked, and the command they come from.

    The command stands with the first stream, whose first new entry names it.
    """
    rows: dict[str, list[dict[str, Any]]] = {table.name: [] for table in writing.ORDER}
    for stream, entries in chained.items():
        last = entries[-1]
        rows["stream"].append({"county_id": county_id, "stream": stream, "seq": last.seq, "hash": last.hash})
        journal.add_entries(rows, county_id, entries)
    if given is not None:
        rows["command"].append(
            {
                "county_id": county_id, "id": given.command.id, "actor": given.actor.post_id,
                "body_hash": journal.kept_hash(given.command.body_hash(given.actor)), "stream": next(iter(chained)),
                "base_seq": given.base_seq, "result": dict(given.result), "recv": given.at,
            }
        )  # fmt: skip
    batch = Writing()
    for table in writing.ORDER:
        batch.add(table, rows[table.name])
    batch.send(by_copy=False)


def entries_of(county_id: int, stream: str) -> Sequence[Entry]:
    """Return the entries of one stream, in order."""
    return journal.entries_of(county_id, [stream])[stream]
