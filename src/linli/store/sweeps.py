"""Sweeps of like places in the store: their streams, and the rows that lists read."""

import os
from collections.abc import Iterable
from datetime import date
from typing import Any

from linli.domain.engine.assembling import Head, chain
from linli.domain.engine.context import Actor, Command, EntryDraft
from linli.domain.entry import Entry, parse_entry
from linli.domain.sweep import STREAM, Sweep, SweepLine, folded
from linli.store import models
from linli.store.journal import entries_of, lock_streams
from linli.store.streams import Given, write

LISTED_MAX = 200


COLUMNS = tuple(SweepLine.__dataclass_fields__)


def sweep(county_id: int, sweep_id: str) -> Sweep | None:
    """Return one sweep, or None."""
    if not (sweep_id.isascii() and sweep_id.isalnum()):
        return None
    stream = f"{STREAM}{sweep_id}"
    return folded(entries_of(county_id, [stream])[stream])


def locked(county_id: int, sweep_id: str) -> tuple[Sweep | None, Head]:
    """Lock a sweep's stream and return it with its head."""
    stream = f"{STREAM}{sweep_id}"
    heads = lock_streams(county_id, [stream])
    found = folded(entries_of(county_id, [stream])[stream]) if stream in heads else None
    return found, heads.get(stream, Head())


def append(
    county_id: int, drafts: tuple[EntryDraft, ...], head: Head, command: Command, actor: Actor
) -> Sweep:  # fmt: skip
    """Append the entries of one act to a sweep's stream and write its row over; return the sweep after them."""
    draft, entries = drafts[0], chain(drafts, head, os.urandom)
    result = {"stream": draft.stream, "seq": entries[-1].seq}
    given = Given(command=command, actor=actor, result=result, at=draft.at, base_seq=head.seq)
    past: Iterable[Entry] = entries_of(county_id, [draft.stream])[draft.stream] if head.seq else ()
    write(county_id, {draft.stream: entries}, given=given)
    after = folded([*past, *(parse_entry(one.body) for one in entries)])
    if after is None:
        raise ValueError("a sweep has an entry")
    models.Sweep.objects.update_or_create(id=after.id, defaults=row_of(county_id, after))
    return after


def row_of(county_id: int, after: Sweep) -> dict[str, Any]:
    """Return the row of a sweep, but for its id."""
    told, coverage = after.head, after.coverage
    return {
        "county_id": county_id, "seq": after.seq, "case_id": told.case, "kind": told.kind, "area_path": told.area,
        "overseer": told.overseer, "due_date": date.fromisoformat(told.due_date), "stage": told.stage,
        "places": coverage.total, "checked": coverage.checked, "found": coverage.found, "begun_at": after.begun_at,
    }  # fmt: skip


def lines(county_id: int, *, area_path: str = "", case_id: str = "", most: int = LISTED_MAX) -> tuple[SweepLine, ...]:
    """Return the sweeps whose area lies in `area_path`, or that began at one hazard, the newest first."""
    rows = models.Sweep.objects.filter(county_id=county_id)
    if area_path:
        rows = rows.filter(area_path__startswith=area_path)
    if case_id:
        rows = rows.filter(case_id=case_id)
    return tuple(SweepLine(**one) for one in rows.order_by("-begun_at", "-id").values(*COLUMNS)[:most])
