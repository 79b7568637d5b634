"""Waiting reports by kind, place and reason: what a flood looks like from above."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Min, OuterRef, Subquery

from linli.domain.case_query import CaseQuery
from linli.store import cases, held_reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Waiting reports that are alike in what is coded about them."""

    category: str
    area_path: str
    reasons: tuple[str, ...]
    count: int
    first_at: datetime
    until: datetime


def groups(query: CaseQuery, *, most: int) -> tuple[Group, ...]:
    """Return what waits within `query`, the largest group first."""
    own = held_reports.waiting(query.county_id).filter(case_id=OuterRef("id"))
    rows = (
        cases.rows_of(replace(query, is_held=True))
        .annotate(reasons=Subquery(own.values("reasons")[:1]), held_until=Subquery(own.values("until")[:1]))
        .values("category", "area_path", "reasons")
        .annotate(number=Count("id"), first_at=Min("filed_at"), until=Min("held_until"))
        .order_by("-number", "category", "area_path", "reasons")[:most]
    )
    return tuple(
        Group(
            category=row["category"], area_path=row["area_path"], reasons=tuple(row["reasons"].split(",")),
            count=row["number"], first_at=row["first_at"], until=row["until"],
        )
        for row in rows
    )  # fmt: skip
