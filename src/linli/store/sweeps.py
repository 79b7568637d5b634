"""Sweeps of like places in the store: their streams, and the rows that lists read."""

from datetime import date
from typing import Any

from linli.domain.sweep import STREAM, Sweep, SweepLine, folded
from linli.store import models
from linli.store.ledgers import Ledger

LISTED_MAX = 200
COLUMNS = tuple(SweepLine.__dataclass_fields__)


def row_of(county_id: int, after: Sweep) -> dict[str, Any]:
    """Return the row of a sweep, but for its id."""
    told, coverage = after.head, after.coverage
    return {
        "county_id": county_id, "seq": after.seq, "case_id": told.case, "kind": told.kind, "area_path": told.area,
        "overseer": told.overseer, "due_date": date.fromisoformat(told.due_date), "stage": told.stage,
        "places": coverage.total, "checked": coverage.checked, "found": coverage.found, "begun_at": after.begun_at,
    }  # fmt: skip


def _write_row(county_id: int, after: Sweep, _today: date) -> None:
    models.Sweep.objects.update_or_create(id=after.id, defaults=row_of(county_id, after))


SWEEPS: Ledger[Sweep] = Ledger(prefix=STREAM, fold=folded, write_row=_write_row)


def lines(county_id: int, *, area_path: str = "", case_id: str = "", most: int = LISTED_MAX) -> tuple[SweepLine, ...]:
    """Return the sweeps whose area lies in `area_path`, or that began at one hazard, the newest first."""
    rows = models.Sweep.objects.filter(county_id=county_id)
    if area_path:
        rows = rows.filter(area_path__startswith=area_path)
    if case_id:
        rows = rows.filter(case_id=case_id)
    return tuple(SweepLine(**one) for one in rows.order_by("-begun_at", "-id").values(*COLUMNS)[:most])
