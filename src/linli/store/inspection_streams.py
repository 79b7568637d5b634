"""Streams of inspections, draws and campaigns: locked, lengthened by one entry, their rows written over."""

import os
from collections.abc import Sequence
from typing import Any

from linli.domain import campaign as campaigns
from linli.domain import inspection as inspections
from linli.domain import inspection_draw as draws
from linli.domain.campaign import Campaign
from linli.domain.engine.assembling import Head, chain
from linli.domain.engine.context import Actor, Command, EntryDraft
from linli.domain.entry import Entry, parse_entry
from linli.domain.inspection import Inspection
from linli.domain.inspection_draw import Draw
from linli.store import models
from linli.store.journal import entries_of, lock_streams
from linli.store.secrets import opened, sealed_rows, unsealed
from linli.store.streams import Given, write

Asking = tuple[Command, Actor]


def _stream(prefix: str, id_: str) -> str:
    return f"{prefix}{id_}" if id_.isalnum() and id_.isascii() else ""


def _entries(county_id: int, stream: str) -> Sequence[Entry]:
    return entries_of(county_id, [stream])[stream] if stream else ()


def inspection(county_id: int, id_: str) -> Inspection | None:
    """Return one inspection, or None."""
    return inspections.folded(_entries(county_id, _stream(inspections.STREAM, id_)))


def draw(county_id: int, id_: str) -> Draw | None:
    """Return one draw, or None."""
    return draws.folded(_entries(county_id, _stream(draws.STREAM, id_)))


def campaign(county_id: int, id_: str) -> Campaign | None:
    """Return one campaign, or None."""
    return campaigns.folded(_entries(county_id, _stream(campaigns.STREAM, id_)))


def locked(county_id: int, prefix: str, id_: str) -> tuple[Sequence[Entry], Head]:
    """Lock a stream and return its entries with its head; none where there is no such stream."""
    stream = _stream(prefix, id_)
    heads = lock_streams(county_id, [stream]) if stream else {}
    return (_entries(county_id, stream), heads[stream]) if stream in heads else ((), Head())


def append(
    county_id: int, draft: EntryDraft, head: Head, past: Sequence[Entry], asking: Asking | None
) -> Sequence[Entry]:  # fmt: skip
    """Add one entry to a stream that the caller has locked, and write its row over; return all of its entries."""
    chained = chain((draft,), head, os.urandom)
    given = None
    if asking is not None:
        result = {"stream": draft.stream, "seq": chained[-1].seq}
        given = Given(command=asking[0], actor=asking[1], result=result, at=draft.at, base_seq=head.seq)
    write(county_id, {draft.stream: chained}, given=given)
    entries = [*past, *(parse_entry(one.body) for one in chained)]
    _write_row(county_id, draft.stream, entries)
    return entries


def _write_row(county_id: int, stream: str, entries: Sequence[Entry]) -> None:
    if stream.startswith(inspections.STREAM):
        _write_inspection(county_id, inspections.folded(entries))
    elif stream.startswith(draws.STREAM):
        _write_draw(county_id, draws.folded(entries))
    else:
        _write_campaign(county_id, campaigns.folded(entries))


def _write_inspection(county_id: int, after: Inspection | None) -> None:
    if after is None:
        raise ValueError("an inspection has an entry")
    models.Inspection.objects.update_or_create(id=after.id, defaults=row_of_inspection(county_id, after))


def row_of_inspection(county_id: int, after: Inspection) -> dict[str, Any]:
    """Return the row of an inspection, but for its id."""
    head = after.head
    return {
        "county_id": county_id, "seq": after.seq, "unit": head.unit, "units": list(head.units),
        "inspectors": list(head.inspectors), "area_path": head.area, "place": head.place, "checklist": head.checklist,
        "version": head.version, "kind": head.kind, "stage": head.stage, "planned_date": head.planned,
        "started_at": after.started_at, "finished_at": after.finished_at, "items": len(head.items),
        "not_ok": len(after.not_ok), "batches": len(after.batches), "place_way": after.place_way or "",
        "cases": list(after.cases),
        "again_date": head.again_date or None, "campaign": head.campaign, "draw": head.draw, "previous": head.previous,
    }  # fmt: skip


def _write_draw(county_id: int, after: Draw | None) -> None:
    if after is None:
        raise ValueError("a draw has an entry")
    models.InspectionDraw.objects.update_or_create(id=after.id, defaults=row_of_draw(county_id, after))


def row_of_draw(county_id: int, after: Draw) -> dict[str, Any]:
    """Return the row of a draw, but for its id."""
    told = after.told
    return {
        "county_id": county_id, "seq": after.seq, "unit": told.unit, "area_path": told.area,
        "checklist": told.checklist, "stage": told.stage, "count": told.count, "places": told.places,
        "inspectors": told.inspectors, "drawn_at": after.drawn_at, "opens_date": told.opens,
    }  # fmt: skip


def _write_campaign(county_id: int, after: Campaign | None) -> None:
    if after is None:
        raise ValueError("a campaign has an entry")
    models.InspectionCampaign.objects.update_or_create(id=after.id, defaults=row_of_campaign(county_id, after))


def row_of_campaign(county_id: int, after: Campaign) -> dict[str, Any]:
    """Return the row of a campaign, but for its id."""
    told = after.told
    return {
        "county_id": county_id, "seq": after.seq, "unit": told.unit, "area_path": told.area,
        "checklists": list(told.checklists), "season": told.season, "first_date": told.first,
        "last_date": told.last, "is_closed": told.is_closed,
    }  # fmt: skip


def values_of(county_id: int, stream: str) -> dict[tuple[int, str], bytes]:
    """Return what is kept beside a stream's entries, by (seq, field); photos and papers are fetched one by one."""
    words = "field NOT LIKE 'photo%%' AND field NOT LIKE 'paper\\_%%'"
    with opened(county_id, [stream]):
        rows = sealed_rows(county_id, [stream], words, [])
    return {(row.place.seq, row.place.field): held.value for row, held in unsealed(rows)}


def first_words(county_id: int, streams: Sequence[str], field: str) -> dict[str, str]:
    """Return one field of the first entry of several streams at once, by stream."""
    if not streams:
        return {}
    with opened(county_id, list(streams)):
        rows = sealed_rows(county_id, list(streams), "field = %s AND seq = 1", [field])
    return {row.place.stream: held.value.decode("utf-8", "replace") for row, held in unsealed(rows)}
