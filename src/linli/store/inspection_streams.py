"""Streams of inspections, draws and campaigns: what they add up to, and the rows that lists read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from linli.domain import campaign as campaigns
from linli.domain import inspection as inspections
from linli.domain import inspection_draw as draws
from linli.domain.campaign import Campaign
from linli.domain.inspection import Inspection
from linli.domain.inspection_draw import Draw
from linli.store import models
from linli.store.ledgers import Ledger
from linli.store.secrets import opened, sealed_rows, unsealed


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


def row_of_draw(county_id: int, after: Draw) -> dict[str, Any]:
    """Return the row of a draw, but for its id."""
    told = after.told
    return {
        "county_id": county_id, "seq": after.seq, "unit": told.unit, "area_path": told.area,
        "checklist": told.checklist, "stage": told.stage, "count": told.count, "places": told.places,
        "inspectors": told.inspectors, "drawn_at": after.drawn_at, "opens_date": told.opens,
    }  # fmt: skip


def row_of_campaign(county_id: int, after: Campaign) -> dict[str, Any]:
    """Return the row of a campaign, but for its id."""
    told = after.told
    return {
        "county_id": county_id, "seq": after.seq, "unit": told.unit, "area_path": told.area,
        "checklists": list(told.checklists), "season": told.season, "first_date": told.first,
        "last_date": told.last, "is_closed": told.is_closed,
    }  # fmt: skip


def _write_inspection(county_id: int, after: Inspection, _today: date) -> None:
    models.Inspection.objects.update_or_create(id=after.id, defaults=row_of_inspection(county_id, after))


def _write_draw(county_id: int, after: Draw, _today: date) -> None:
    models.InspectionDraw.objects.update_or_create(id=after.id, defaults=row_of_draw(county_id, after))


def _write_campaign(county_id: int, after: Campaign, _today: date) -> None:
    models.InspectionCampaign.objects.update_or_create(id=after.id, defaults=row_of_campaign(county_id, after))


INSPECTIONS: Ledger[Inspection] = Ledger(
    prefix=inspections.STREAM, fold=inspections.folded, write_row=_write_inspection
)  # fmt: skip
DRAWS: Ledger[Draw] = Ledger(prefix=draws.STREAM, fold=draws.folded, write_row=_write_draw)
CAMPAIGNS: Ledger[Campaign] = Ledger(prefix=campaigns.STREAM, fold=campaigns.folded, write_row=_write_campaign)


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
