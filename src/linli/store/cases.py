"""Reading cases: lists by query, one case whole, what a receipt leads to. Returns frozen values, never rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from linli.domain.case_query import PAGE_SIZE_MAX, CaseLine, CasePage, CaseQuery, ClockFilter, Order
from linli.domain.engine.access import Reach
from linli.domain.engine.context import ValuePlace
from linli.domain.engine.fold import fold
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry, parse_entry
from linli.domain.follow_up import KIND_OF
from linli.store.held_reports import is_waiting
from linli.store.models import Case, Clock, Receipt
from linli.store.models import Entry as EntryRow
from linli.store.secrets import opened, sealed_rows, unsealed

LATEST_TICK = timedelta(days=1)
"""How late a clock that came due may be noted."""
_MARKS = ("step_provisional", "wait_provisional")
LINE_COLUMNS = tuple(one.name for one in fields(CaseLine) if one.name not in _MARKS)
_ORDERS: dict[Order, tuple[str, str, bool]] = {
    Order.NEWEST: ("reported_at", "id", True),
    Order.OLDEST: ("reported_at", "id", False),
    Order.DUE: ("step_due_at", "id", False),
}


def list_cases(query: CaseQuery) -> CasePage:
    """Return one page of the cases that `query` asks for, within its reach, by keyset."""
    column, key, is_descending = _ORDERS[query.order]
    rows = _filtered(query)
    if query.order is Order.DUE:
        rows = rows.filter(step_due_at__isnull=False)
    after = _read_cursor(query.cursor)
    if after is not None:
        moment, id_ = after
        far = "lt" if is_descending else "gt"
        rows = rows.filter(Q(**{f"{column}__{far}": moment}) | Q(**{column: moment, f"{key}__{far}": id_}))
    sign = "-" if is_descending else ""
    limit = min(max(1, query.limit), PAGE_SIZE_MAX)
    rows = _marked(rows.order_by(f"{sign}{column}", f"{sign}{key}"))
    found = list(rows.values(*LINE_COLUMNS, *_MARKS)[: limit + 1])
    lines = tuple(_line(row) for row in found[:limit])
    next_cursor = _cursor(getattr(lines[-1], column), lines[-1].id) if len(found) > limit else ""
    return CasePage(lines=lines, next_cursor=next_cursor)


def _marked(rows: "QuerySet[Case]") -> "QuerySet[Case]":
    """Add which of the two clocks rest on a year without a notice; a partial index holds those few."""
    clocks = Clock.objects.filter(
        county_id=OuterRef("county_id"), case_id=OuterRef("id"), provisional=True, status="running"
    )
    return rows.annotate(
        step_provisional=Exists(clocks.filter(key=OuterRef("step_clock"))),
        wait_provisional=Exists(clocks.filter(key="wait")),
    )


def each_case(query: CaseQuery, *, most: int) -> Iterator[CaseLine]:
    """Yield up to `most` cases of `query`, page by page: for exports."""
    query = replace(query, limit=PAGE_SIZE_MAX)
    given = 0
    while True:
        page = list_cases(query)
        for line in page.lines:
            if given >= most:
                return
            given += 1
            yield line
        if not page.next_cursor:
            return
        query = replace(query, cursor=page.next_cursor)


def count_cases(query: CaseQuery, *, most: int = 1000) -> int:
    """Return how many cases `query` finds, counting no further than `most`."""
    return _filtered(query).order_by()[:most].count()


def count_by(query: CaseQuery, column: str) -> dict[str, int]:
    """Return counts of the query's cases by a coded column (stage, category, channel, holder_unit, area_path)."""
    rows = _filtered(query).order_by().values(column).annotate(number=Count("id"))
    return {str(row[column]): int(row["number"]) for row in rows}


def count_by_place(query: CaseQuery) -> dict[tuple[str, str], int]:
    """Return counts of the query's cases by area path and category, in one question."""
    rows = _filtered(query).order_by().values_list("area_path", "category").annotate(number=Count("id"))
    return {(str(path), str(category)): int(number) for path, category, number in rows}


def rows_of(query: CaseQuery) -> "QuerySet[Case]":
    """Return the rows of `query` for other readers of this package; nothing outside the store is given rows."""
    return _filtered(query).order_by()


def clock_is(clock: ClockFilter, now: datetime) -> Q:
    """Return the condition that the step clock stands so; for other readers of this package."""
    return _clock(clock, now)


def count_by_clock(query: CaseQuery) -> dict[ClockFilter, int]:
    """Return how many open cases stand in each clock state."""
    rows = _filtered(replace(query, is_final=False)).order_by()
    counts = rows.aggregate(**{one.value: Count("id", filter=_clock(one, query.now)) for one in ClockFilter})
    return {one: int(counts[one.value]) for one in ClockFilter}


def find_case(county_id: int, key: str) -> CaseLine | None:
    """Return the case of that id or number, or None; whether it may be seen is the caller's question."""
    if not key.isprintable():  # PostgreSQL takes no NUL, and no id or number holds anything like it
        return None
    rows = _marked(Case.objects.filter(Q(id=key) | Q(number=key), county_id=county_id))
    row = rows.values(*LINE_COLUMNS, *_MARKS).first()
    return _line(row) if row else None


def id_within(query: CaseQuery, key: str) -> str | None:
    """Return the id of the case of that id or number where `query` reaches it."""
    if not key.isprintable():
        return None
    found = _filtered(query).filter(Q(id=key) | Q(number=key)).values_list("id", flat=True).first()
    return str(found) if found else None


def case_of_receipt(*code_hashes: str) -> tuple[int, str] | None:
    """Return (county, case id) of a receipt, or None; its code has one hash for each secret it may be kept under."""
    row = Receipt.objects.filter(code_hash__in=code_hashes).values_list("county_id", "case_id").first()
    return (int(row[0]), str(row[1])) if row else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One case with its whole past; values are fetched apart, when the reader may see them."""

    state: CaseState
    entries: tuple[Entry, ...]
    hashes: tuple[str, ...]


def open_case(county_id: int, stream: str) -> CaseFile | None:
    """Return the case's entries and the state they fold to, or None."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body, hash FROM entry WHERE county_id = %s AND stream = %s ORDER BY seq",
            [county_id, stream],
        )
        rows = cursor.fetchall()
    if not rows:
        return None
    entries = tuple(parse_entry(bytes(body)) for body, _ in rows)
    return CaseFile(state=fold(entries), entries=entries, hashes=tuple(hash_ for _, hash_ in rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseValue:
    """A value of a case as somebody gave it."""

    seq: int
    field: str
    subject: str
    value: bytes

    @property
    def text(self) -> str:
        """The value as text."""
        return self.value.decode("utf-8", "replace")


def values_of(county_id: int, stream: str, *, fields: Sequence[str] | None = None) -> tuple[CaseValue, ...]:
    """Return the kept values of a case in order; `fields` narrows them before they are opened.

    Photos and papers are files, and no words: they are fetched one by one.
    """
    words = "field NOT LIKE 'photo%%' AND field NOT LIKE 'paper\\_%%' AND (%s::text[] IS NULL OR field = ANY(%s))"
    chosen = list(fields) if fields is not None else None
    with opened(county_id, [stream]):
        rows = sealed_rows(county_id, [stream], words, [chosen, chosen or []])
    return tuple(
        CaseValue(seq=row.place.seq, field=row.place.field, subject=row.place.subject, value=held.value)
        for row, held in unsealed(rows)
    )


def kept_values(county_id: int, stream: str) -> tuple[ValuePlace, ...]:
    """Return which values of a case are kept, and whose each is; never what it says."""
    with opened(county_id, [stream]), connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, field, subject FROM value WHERE county_id = %s AND stream = %s ORDER BY seq, field",
            [county_id, stream],
        )
        return tuple(ValuePlace(*row) for row in cursor.fetchall())


def photos_of(county_id: int, stream: str) -> tuple[tuple[int, str], ...]:
    """Return (seq, field) of the case's photos."""
    with opened(county_id, [stream]), connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, field FROM value WHERE county_id = %s AND stream = %s AND field LIKE %s ORDER BY seq, field",
            [county_id, stream, "photo%"],
        )
        return tuple((int(row[0]), str(row[1])) for row in cursor.fetchall())


def photo(county_id: int, stream: str, seq: int, field: str) -> bytes | None:
    """Return one photo, or None."""
    with opened(county_id, [stream]):
        rows = sealed_rows(county_id, [stream], "seq = %s AND field = %s AND field LIKE 'photo%%'", [seq, field])
    return next((held.value for _, held in unsealed(rows)), None)


def paper(county_id: int, stream: str, seq: int, field: str) -> bytes | None:
    """Return the bytes of one issued paper, or None."""
    with opened(county_id, [stream]):
        rows = sealed_rows(county_id, [stream], "seq = %s AND field = %s AND field LIKE 'paper\\_%%'", [seq, field])
    return next((held.value for _, held in unsealed(rows)), None)


def count_alike(county_id: int, spots: Sequence[tuple[str, str]], since: datetime) -> dict[tuple[str, str], int]:
    """Return how many cases were reported since then for each (area path, category), those without any left out."""
    wanted = sorted(set(spots))
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.area_path, c.category, count(*) FROM case_row c"
            " JOIN unnest(%s::text[], %s::text[]) AS spot(area_path, category)"
            " ON c.area_path = spot.area_path AND c.category = spot.category"
            " WHERE c.county_id = %s AND c.reported_at >= %s GROUP BY 1, 2",
            [[one[0] for one in wanted], [one[1] for one in wanted], county_id, since],
        )
        return {(str(row[0]), str(row[1])): int(row[2]) for row in cursor.fetchall()}


def _line(row: dict[str, Any]) -> CaseLine:
    return CaseLine(**row)


def _filtered(query: CaseQuery) -> "QuerySet[Case]":
    rows = Case.objects.filter(county_id=query.county_id)
    if query.reach is not None:
        rows = rows.filter(_within(query.reach))
    exact = {
        "procedure__in": query.procedures,
        "stage__in": query.stages,
        "channel__in": query.channels,
        "is_final": query.is_final,
        "urgency": query.urgency,
        "holder_unit": query.holder_unit,
        "holder_unit__in": query.holder_units,
        "holder_post": query.holder_post,
        "reopen_asked": query.reopen_asked,
        "extension_asked": query.extension_asked,
        "awaits_agreement": query.awaits_agreement,
        "on_agenda": query.on_agenda,
        "reported_at__gte": query.filed_since,
        "reported_at__lt": query.filed_before,
        "closed_at__gte": query.closed_since,
        "closed_at__lt": query.closed_before,
        "grade__in": query.grades,
        "origin": query.origin,
        "origin__startswith": query.origin_start,
        "place_id": query.place_id,
        "severity": query.severity,
        "id__in": query.ids,
    }
    rows = rows.filter(**{key: value for key, value in exact.items() if value not in ("", (), None)})
    if query.area_path:
        rows = rows.filter(area_path__startswith=query.area_path)
    if query.co_unit:
        rows = rows.filter(co_units__contains=[query.co_unit])
    if query.past_unit:
        rows = rows.filter(past_units__contains=[query.past_unit])
    if query.categories:
        rows = rows.filter(_any(Q(category=one) | Q(category__startswith=f"{one}.") for one in query.categories))
    if query.clock is not None:
        rows = rows.filter(_clock(query.clock, query.now), is_final=False)
    if query.due_since is not None or query.due_before is not None:
        rows = rows.filter(_due(query))
    if query.acts:
        rows = rows.filter(_acted(query))
    if query.is_held is not None:
        waits = is_waiting(query.county_id)
        rows = rows.filter(waits if query.is_held else ~waits)
    if query.text:
        rows = rows.filter(_text(query))
    return rows


def _due(query: CaseQuery) -> Q:
    found = Q(is_final=False, is_paused=False, step_due_at__isnull=False)
    if query.due_since is not None:
        found &= Q(step_due_at__gte=query.due_since)
    return found & Q(step_due_at__lt=query.due_before) if query.due_before is not None else found


def _acted(query: CaseQuery) -> Q:
    """An entry of one of the types, within the time; rows that did not move since then are never looked at.

    A clock that comes due is noted with the moment it was due, which may lie a little before it was received.
    """
    own = EntryRow.objects.filter(
        county_id=query.county_id, stream=Concat(Value("case/"), OuterRef("id")), type__in=query.acts
    )
    found = Q()
    if query.acted_since is not None:
        own, found = own.filter(recv__gte=query.acted_since), Q(moved_at__gte=query.acted_since - LATEST_TICK)
    if query.acted_before is not None:
        own = own.filter(recv__lt=query.acted_before)
    return found & Q(Exists(own))


def _text(query: CaseQuery) -> Q:
    found = Q(number__icontains=query.text) | Q(title__icontains=query.text)
    if query.text_categories:
        found |= Q(category__in=query.text_categories)
    if query.text_areas:
        found |= _any(Q(area_path__startswith=path) for path in query.text_areas)
    return found


def _any(conditions: Iterator[Q] | Sequence[Q]) -> Q:
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def _clock(clock: ClockFilter, now: datetime) -> Q:
    runs = Q(step_due_at__isnull=False, is_paused=False, is_final=False)
    match clock:
        case ClockFilter.PAUSED:
            return Q(is_paused=True, is_final=False)
        case ClockFilter.OVERDUE:
            return runs & Q(step_due_at__lte=now)
        case ClockFilter.NEAR:
            return runs & Q(step_due_at__gt=now, step_warn_at__lte=now)
        case ClockFilter.ON_TIME:
            return runs & Q(step_due_at__gt=now, step_warn_at__gt=now)


def accused_in(county_id: int, case_id: str) -> tuple[str, ...]:
    """Return the pseudonyms of those whom a case accuses."""
    return tuple(Case.objects.filter(county_id=county_id, id=case_id).values_list("accused", flat=True).first() or ())


def _within(reach: Reach) -> Q:
    """The access policy's `Reach.holds` as a condition; `tests/store/test_cases.py` holds the two equal."""
    part = Q(co_units__contains=[reach.unit_id]) | Q(sponsor_post=reach.post_id)
    ways = [
        (reach.area_seals, Q(area_path__startswith=reach.area_path)),
        (reach.work_seals, Q(holder_unit=reach.unit_id)),
        (reach.past_seals, Q(past_units__contains=[reach.unit_id])),
    ]
    if reach.oversight_path is not None:
        overseen = Q(area_path__startswith=reach.oversight_path)
        followed = overseen & Q(procedure__in=sorted(KIND_OF))
        ways += [
            (reach.oversight_seals, overseen),
            (reach.follow_seals, followed),
            (reach.call_seals, followed & Q(is_final=True)),
        ]
        part |= overseen & Q(agenda_unit=reach.unit_id)
    ways.append((reach.part_seals, part))
    found = _any([Q(seal__in=sorted(seals)) & condition for seals, condition in ways if seals])
    return found & ~Q(accused__contains=[reach.staff_id]) if reach.staff_id else found


def _cursor(moment: datetime, id_: str) -> str:
    return f"{moment.isoformat()}~{id_}"


def _read_cursor(cursor: str) -> tuple[datetime, str] | None:
    """Return what a cursor stands for; a broken one asks for the first page."""
    moment, _, id_ = cursor.partition("~")
    try:
        parsed = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (parsed, id_[:26]) if parsed.tzinfo is not None and id_ and "\0" not in id_ else None
