"""What the wall counts: many numbers in few questions, each over the same query as the list behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Case, CharField, Count, Value, When
from django.db.models.functions import Concat, TruncHour

from linli.domain.case_query import CaseQuery, ClockFilter
from linli.store.cases import clock_is, rows_of
from linli.store.models import Entry
from linli.store.outbox import ATTEMPTS_MAX

if TYPE_CHECKING:
    from django.db.models import QuerySet

MACHINERY = """
SELECT (SELECT min(next_tick_at) FROM case_row WHERE county_id = %(county)s AND next_tick_at IS NOT NULL),
       count(*) FILTER (WHERE attempts < %(tries)s AND not_before <= %(sent_by)s),
       count(*) FILTER (WHERE attempts >= %(tries)s)
FROM outbox WHERE county_id = %(county)s AND done_at IS NULL
"""
CLOCKS = (ClockFilter.OVERDUE, ClockFilter.NEAR, ClockFilter.ON_TIME, ClockFilter.PAUSED)


def open_by_place(query: CaseQuery) -> dict[tuple[str, str], int]:
    """Return counts of open cases by (area path, clock state); "" where no step runs."""
    cases = [When(clock_is(one, query.now), then=Value(one.value)) for one in CLOCKS]
    look = Case(*cases, default=Value(""), output_field=CharField())
    rows = rows_of(replace(query, is_final=False)).annotate(look=look).values_list("area_path", "look")
    return {(str(path), str(state)): int(count) for path, state, count in rows.annotate(count=Count("id"))}


def count_by_hour(query: CaseQuery, column: str) -> dict[datetime, int]:
    """Return how many of the query's cases have `column` (a moment) in each hour."""
    rows = rows_of(query).annotate(hour=TruncHour(column)).values_list("hour").annotate(count=Count("id"))
    return {hour: int(count) for hour, count in rows}


def count_acts_by_hour(query: CaseQuery, acts: Mapping[str, Sequence[str]]) -> dict[tuple[str, datetime], int]:
    """Return in each hour how many of the query's cases have an entry of each named group of types."""
    rows = _entries_of(query, acts).annotate(hour=TruncHour("recv")).values_list("group", "hour")
    return {(name, hour): int(count) for name, hour, count in rows.annotate(count=Count("stream", distinct=True))}


def count_acts(query: CaseQuery, acts: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return how many of the query's cases have an entry of each named group of types."""
    rows = _entries_of(query, acts).values_list("group").annotate(count=Count("stream", distinct=True))
    return dict.fromkeys(acts, 0) | {str(name): int(count) for name, count in rows}


def _entries_of(query: CaseQuery, acts: Mapping[str, Sequence[str]]) -> "QuerySet[Any]":
    """Return the entries of the query's cases since its moment, each with the name of its group."""
    if query.acted_since is None:
        raise ValueError("acts are counted from a moment on")
    types = [one for own in acts.values() for one in own]
    cases = rows_of(replace(query, acts=tuple(types)))
    group = Case(
        *(When(type__in=own, then=Value(name)) for name, own in acts.items()), default=Value(""),
        output_field=CharField(),
    )  # fmt: skip
    return Entry.objects.filter(
        county_id=query.county_id,
        type__in=types,
        recv__gte=query.acted_since,
        stream__in=cases.annotate(own_stream=Concat(Value("case/"), "id")).values("own_stream"),
    ).annotate(group=group)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machinery:
    """Whether the house's own works run."""

    tick_due_at: datetime | None
    """The earliest clock that wants attention, or None."""
    unsent: int
    """Messages that should have gone out by now."""
    given_up: int


def machinery(county_id: int, *, sent_by: datetime) -> Machinery:
    """Return how far the tick and the outbox are behind."""
    with connection.cursor() as cursor:
        asked: dict[str, int | datetime] = {"county": county_id, "tries": ATTEMPTS_MAX, "sent_by": sent_by}
        cursor.execute(MACHINERY, asked)
        tick_due_at, unsent, given_up = cursor.fetchone()
    return Machinery(tick_due_at=tick_due_at, unsent=unsent, given_up=given_up)
