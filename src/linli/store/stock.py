"""Stock in the store: the rows of sites, pages of them, and which want attention by the mere passing of time."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from linli.domain.stock import STREAM, StockSite, folded
from linli.store import models
from linli.store.ledgers import Ledger
from linli.store.reaches import KeptReach

PAGE = 30
TOLD = ("id", "unit", "area_path", "name", "kind", "items", "short", "counted_date", "case_id", "is_active")


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """One site in a list."""

    id: str
    unit: str
    area_path: str
    name: str
    kind: str
    items: int
    short: int
    counted_date: date | None
    case_id: str
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One page of sites; an empty cursor means there are no more."""

    lines: tuple[SiteLine, ...]
    next_cursor: str = ""


def write_row(county_id: int, after: StockSite, today: date) -> None:
    """Write a site's row over; what waits for a matter is looked at again tomorrow."""
    models.StockSite.objects.update_or_create(id=after.id, defaults=row_of(county_id, after, today))


def row_of(county_id: int, after: StockSite, today: date) -> dict[str, Any]:
    """Return the row of a site as it stands on a day, but for its id."""
    head, waits = after.head, after.wants_matter(today, is_counted=False)
    return {
        "county_id": county_id, "seq": after.seq, "unit": head.unit, "area_path": head.area, "name": head.name,
        "kind": head.kind, "items": len(after.items), "short": len(after.short(today)), "case_id": head.case,
        "is_active": head.is_active,
        "counted_date": date.fromisoformat(head.counted) if head.counted else None,
        "changes_date": today + timedelta(days=1) if waits else after.changes_on(today),
    }  # fmt: skip


SITES: Ledger[StockSite] = Ledger(prefix=STREAM, fold=folded, write_row=write_row)


def page(county_id: int, reach: KeptReach, *, only: str = "", kind: str = "", cursor: str = "") -> SitePage:
    """Return one page of sites in use, the newest first, by keyset; `only` short ones, or those no longer in use."""
    rows = models.StockSite.objects.filter(reach.query, county_id=county_id, is_active=only != "ended")
    if only == "short":
        rows = rows.filter(short__gt=0)
    if kind:
        rows = rows.filter(kind=kind)
    if cursor.isalnum():
        rows = rows.filter(id__lt=cursor)
    found = list(rows.order_by("-id").values(*TOLD)[: PAGE + 1])
    lines = tuple(SiteLine(**one) for one in found[:PAGE])
    return SitePage(lines=lines, next_cursor=lines[-1].id if len(found) > PAGE else "")


def count_short(county_id: int, reach: KeptReach) -> tuple[int, int]:
    """Return how many sites in use are short of something, and how many there are."""
    rows = models.StockSite.objects.filter(reach.query, county_id=county_id, is_active=True)
    return rows.filter(short__gt=0).count(), rows.count()


def due(county_id: int, today: date, *, but: list[str], limit: int) -> list[str]:
    """Return the ids of sites on which something has expired or become late, or that wait for a matter."""
    rows = models.StockSite.objects.filter(county_id=county_id, changes_date__lte=today).exclude(id__in=but)
    return list(rows.order_by("changes_date", "id").values_list("id", flat=True)[:limit])
