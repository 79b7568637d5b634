"""Reading matters as a door asks for them: by ids, kinds, places and span, in few statements."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from linli.domain.case_query import CaseLine
from linli.domain.entry import Entry, parse_entry
from linli.store.cases import LINE_COLUMNS
from linli.store.models import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorQuery:
    """One question of a door; what it never shows is said in every one."""

    county_id: int
    seals: Collection[str]
    procedures: Collection[str]
    hidden_families: Collection[str]
    """First-level keys of categories whose matters never appear."""
    area_path: str = ""
    ids: Sequence[str] = ()
    """Ids or numbers; when given, kinds, places, state and span do not count."""
    codes: Sequence[str] = ()
    paths: Collection[str] | None = None
    """Only matters placed exactly in one of these areas."""
    since: datetime | None = None
    before: datetime | None = None
    is_final: bool | None = None
    after: tuple[datetime, str] | None = None
    """The last matter of the page before."""
    offset: int = 0
    limit: int = 1000


def list_for_door(query: DoorQuery) -> tuple[CaseLine, ...]:
    """Return up to `limit` + 1 matters, the newest first: one more than asked tells that there is another page."""
    rows = _visible(query)
    named = Q(id__in=query.ids) | Q(number__in=query.ids)
    rows = rows.filter(named) if query.ids else _narrowed(rows, query)
    if query.after is not None:
        moment, id_ = query.after
        rows = rows.filter(Q(reported_at__lt=moment) | Q(reported_at=moment, id__lt=id_))
    found = rows.order_by("-reported_at", "-id").values(*LINE_COLUMNS)[query.offset : query.offset + query.limit + 1]
    return tuple(CaseLine(**row) for row in found)


def _visible(query: DoorQuery) -> "QuerySet[Case]":
    rows = Case.objects.filter(
        county_id=query.county_id, seal__in=sorted(query.seals), procedure__in=sorted(query.procedures)
    )
    for family in sorted(query.hidden_families):
        rows = rows.exclude(Q(category=family) | Q(category__startswith=f"{family}."))
    return rows.filter(area_path__startswith=query.area_path) if query.area_path else rows


def _narrowed(rows: "QuerySet[Case]", query: DoorQuery) -> "QuerySet[Case]":
    exact = {
        "reported_at__gte": query.since,
        "reported_at__lt": query.before,
        "is_final": query.is_final,
        "category__in": list(query.codes) or None,
        "area_path__in": sorted(query.paths) if query.paths is not None else None,
    }
    return rows.filter(**{key: value for key, value in exact.items() if value is not None})


def moved_for_door(query: DoorQuery) -> dict[str, list[Entry]]:
    """Return the entries of visible matters that came in between `since` and `before`, by matter, oldest first.

    At most `limit` entries; two statements, however many matters moved.
    """
    ids = list(
        _visible(query)
        .filter(moved_at__gte=query.since)
        .order_by("moved_at", "id")
        .values_list("id", flat=True)[: query.limit]
    )
    found: dict[str, list[Entry]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT stream, body FROM entry WHERE county_id = %s AND stream = ANY(%s) AND recv >= %s AND recv < %s"
            " ORDER BY recv, stream, seq LIMIT %s",
            [query.county_id, [f"case/{one}" for one in ids], query.since, query.before, query.limit],
        )
        for stream, body in cursor.fetchall():
            found.setdefault(str(stream).removeprefix("case/"), []).append(parse_entry(bytes(body)))
    return found
