"""Equipment in the store: rows, pages by filters, codes that are taken, and what was used up."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from linli.domain.asset import STREAM, Asset, AssetState, folded
from linli.store import models
from linli.store.ledgers import Ledger
from linli.store.reaches import KeptReach

PAGE = 40
EXPORT_MAX = 5_000
TOLD = ("id", "unit", "area_path", "kind", "code", "place", "state", "due_date", "expires_date", "case_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetLine:
    """One piece in a list."""

    id: str
    unit: str
    area_path: str
    kind: str
    code: str
    place: str
    state: str
    due_date: date
    expires_date: date | None
    case_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetFilter:
    """What a list asks for; empty asks for everything in use."""

    kind: str = ""
    state: str = ""
    is_overdue: bool = False
    area: str = ""
    """Everything in and below this area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetPage:
    """One page of equipment; an empty cursor means there is no more."""

    lines: tuple[AssetLine, ...]
    next_cursor: str = ""


def write_row(county_id: int, after: Asset, today: date) -> None:
    """Write a piece's row over."""
    models.Asset.objects.update_or_create(id=after.id, defaults=row_of(county_id, after, today))


def row_of(county_id: int, after: Asset, today: date) -> dict[str, Any]:
    """Return the row of a piece as it stands on a day, but for its id."""
    head = after.head
    return {
        "county_id": county_id, "seq": after.seq, "unit": head.unit, "area_path": head.area, "kind": head.kind,
        "code": head.code, "place": head.place, "state": head.state, "case_id": head.case,
        "due_date": date.fromisoformat(head.due),
        "expires_date": date.fromisoformat(head.expires) if head.expires else None,
    }  # fmt: skip


ASSETS: Ledger[Asset] = Ledger(prefix=STREAM, fold=folded, write_row=write_row)


def _rows(county_id: int, reach: KeptReach, wanted: AssetFilter, today: date) -> "QuerySet[models.Asset]":
    rows = models.Asset.objects.filter(reach.query, county_id=county_id)
    in_use = [AssetState.OK.value, AssetState.FAULT.value]
    rows = rows.filter(state=wanted.state) if wanted.state else rows.filter(state__in=in_use)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.is_overdue:
        rows = rows.filter(due_date__lt=today)
    return rows.filter(area_path__startswith=wanted.area) if wanted.area else rows


def page(county_id: int, reach: KeptReach, wanted: AssetFilter, today: date, *, cursor: str = "") -> AssetPage:
    """Return one page of equipment, what is due longest first, by keyset."""
    rows = _rows(county_id, reach, wanted, today)
    day, _, id_ = cursor.partition("_")
    if id_.isalnum():
        try:
            last = date.fromisoformat(day)
        except ValueError:
            return AssetPage(lines=())
        rows = rows.filter(Q(due_date__gt=last) | Q(due_date=last, id__gt=id_))
    found = list(rows.order_by("due_date", "id").values(*TOLD)[: PAGE + 1])
    lines = tuple(AssetLine(**one) for one in found[:PAGE])
    more = f"{lines[-1].due_date.isoformat()}_{lines[-1].id}" if len(found) > PAGE else ""
    return AssetPage(lines=lines, next_cursor=more)


def every(county_id: int, reach: KeptReach, wanted: AssetFilter, today: date) -> tuple[AssetLine, ...]:
    """Return everything that a filter asks for, up to EXPORT_MAX."""
    rows = _rows(county_id, reach, wanted, today).order_by("due_date", "id").values(*TOLD)[:EXPORT_MAX]
    return tuple(AssetLine(**one) for one in rows)


def counts(county_id: int, reach: KeptReach, today: date) -> tuple[int, int, int]:
    """Return how many pieces are overdue for a check, how many are faulty, and how many are in use."""
    rows = _rows(county_id, reach, AssetFilter(), today)
    return rows.filter(due_date__lt=today).count(), rows.filter(state=AssetState.FAULT.value).count(), rows.count()


def code_holder(county_id: int, code: str) -> str:
    """Return the id of the piece that bears a code, or ""."""
    return models.Asset.objects.filter(county_id=county_id, code=code).values_list("id", flat=True).first() or ""


def used_up(county_id: int, today: date, *, limit: int) -> list[str]:
    """Return the ids of pieces in order that may no longer be used."""
    rows = models.Asset.objects.filter(county_id=county_id, expires_date__lt=today, state=AssetState.OK.value)
    return list(rows.order_by("expires_date", "id").values_list("id", flat=True)[:limit])
