"""Emergency plans in the store: rows, pages by the day of the next drill, and which unit is to be reminded."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q

from linli.domain.emergency_plan import STREAM, EmergencyPlan, folded
from linli.store import models
from linli.store.ledgers import Ledger
from linli.store.reaches import KeptReach

PAGE = 30
TOLD = ("id", "unit", "area_path", "kind", "title", "version", "in_force_date", "drilled_date", "due_date", "is_active")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One plan in a list."""

    id: str
    unit: str
    area_path: str
    kind: str
    title: str
    version: int
    in_force_date: date
    drilled_date: date | None
    due_date: date
    is_active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """One page of plans; an empty cursor means there are no more."""

    lines: tuple[PlanLine, ...]
    next_cursor: str = ""


def _day(spelled: str) -> date | None:
    return date.fromisoformat(spelled) if spelled else None


def write_row(county_id: int, after: EmergencyPlan, today: date) -> None:
    """Write a plan's row over."""
    models.EmergencyPlan.objects.update_or_create(id=after.id, defaults=row_of(county_id, after, today))


def row_of(county_id: int, after: EmergencyPlan, today: date) -> dict[str, Any]:
    """Return the row of a plan as it stands on a day, but for its id."""
    head = after.head
    return {
        "county_id": county_id, "seq": after.seq, "unit": head.unit, "area_path": head.area, "kind": head.kind,
        "title": head.title, "version": head.version, "in_force_date": date.fromisoformat(head.in_force),
        "drilled_date": _day(head.drilled), "due_date": date.fromisoformat(head.due),
        "reminded_date": _day(head.reminded), "is_active": head.is_active,
    }  # fmt: skip


PLANS: Ledger[EmergencyPlan] = Ledger(prefix=STREAM, fold=folded, write_row=write_row)


def page(county_id: int, reach: KeptReach, today: date, *, only: str = "", cursor: str = "") -> PlanPage:
    """Return one page of plans, the next drill first, by keyset; `only` overdue ones, or those no longer in force."""
    rows = models.EmergencyPlan.objects.filter(reach.query, county_id=county_id, is_active=only != "ended")
    if only == "overdue":
        rows = rows.filter(due_date__lt=today)
    day, _, id_ = cursor.partition("_")
    if id_.isalnum():
        try:
            last = date.fromisoformat(day)
        except ValueError:
            return PlanPage(lines=())
        rows = rows.filter(Q(due_date__gt=last) | Q(due_date=last, id__gt=id_))
    found = list(rows.order_by("due_date", "id").values(*TOLD)[: PAGE + 1])
    lines = tuple(PlanLine(**one) for one in found[:PAGE])
    more = f"{lines[-1].due_date.isoformat()}_{lines[-1].id}" if len(found) > PAGE else ""
    return PlanPage(lines=lines, next_cursor=more)


def counts(county_id: int, reach: KeptReach, today: date) -> tuple[int, int]:
    """Return how many plans in force are overdue for a drill, and how many there are."""
    rows = models.EmergencyPlan.objects.filter(reach.query, county_id=county_id, is_active=True)
    return rows.filter(due_date__lt=today).count(), rows.count()


def to_remind(county_id: int, today: date, *, limit: int) -> list[str]:
    """Return the ids of plans whose drill is overdue, and whose unit was not told so yet."""
    rows = models.EmergencyPlan.objects.filter(county_id=county_id, is_active=True, due_date__lt=today)
    rows = rows.filter(Q(reminded_date=None) | ~Q(reminded_date=F("due_date")))
    return list(rows.order_by("due_date", "id").values_list("id", flat=True)[:limit])
