"""Sittings in the store: their streams, the rows that lists read, and what stands before a joint meeting."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from linli.domain.case_query import CaseLine, CaseQuery, ClockFilter
from linli.domain.meeting import STREAM, Sitting, folded
from linli.store import cases
from linli.store.ledgers import Ledger
from linli.store.models import Meeting
from linli.store.secrets import opened, sealed_rows, unsealed

PAPER_FIELDS = {"docx": "paper_docx", "pdf": "paper_pdf"}
STUCK_MAX = 60
"""So many matters of each kind are looked at more closely."""
SOLVED = """
SELECT count(*) FILTER (WHERE r.is_final AND r.result = 'solved' AND c.lapsed_at IS NULL),
       count(*) FILTER (WHERE r.is_final OR c.status = 'running'),
       count(*) FILTER (WHERE NOT r.is_final AND c.status = 'paused')
FROM clock c JOIN case_row r ON r.id = c.case_id
WHERE c.county_id = %s AND c.key = 'solving' AND c.due_at >= %s AND c.due_at < %s
  AND r.procedure = 'difficult_case' AND r.result <> 'cancelled' AND r.area_path LIKE %s
  AND (%s = '' OR EXISTS (
      SELECT FROM entry e WHERE e.county_id = c.county_id AND e.stream = 'case/' || c.case_id AND e.seq = 1
      AND position(convert_to(%s, 'UTF8') IN e.body) > 0))
"""
"""Solved by the deadline, due, and reported but not yet called back; the first entry names the meeting's unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """One sitting in a list."""

    id: str
    unit: str
    starts_at: datetime
    place: str
    stage: str
    items: int
    orders: int
    minutes_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPage:
    """One page of sittings, the newest first; an empty cursor means there are no more."""

    lines: tuple[MeetingLine, ...]
    next_cursor: str = ""


def _write_row(county_id: int, after: Sitting, _today: date) -> None:
    head = after.head
    values = {
        "county_id": county_id, "seq": after.seq, "unit": head.unit, "area_path": head.area,
        "starts_at": after.starts_at, "place": head.place, "chair": head.chair, "stage": head.stage,
        "items": len(after.agenda), "orders": sum(bool(one.order_number) for one in after.agenda),
        "minutes_number": head.number,
    }  # fmt: skip
    Meeting.objects.update_or_create(id=after.id, defaults=values)


SITTINGS: Ledger[Sitting] = Ledger(prefix=STREAM, fold=folded, write_row=_write_row)


def page(county_id: int, units: Sequence[str], *, cursor: str = "", limit: int = 20) -> MeetingPage:
    """Return one page of the sittings of `units`, the newest first, by keyset."""
    rows = Meeting.objects.filter(county_id=county_id, unit__in=list(units))
    moment, _, id_ = cursor.partition("_")
    if id_:
        try:
            at = datetime.fromisoformat(moment)
        except ValueError:
            return MeetingPage(lines=())
        rows = rows.filter(Q(starts_at__lt=at) | Q(starts_at=at, id__lt=id_))
    told = ("id", "unit", "starts_at", "place", "stage", "items", "orders", "minutes_number")
    found = list(rows.order_by("-starts_at", "-id").values(*told)[: limit + 1])
    lines = tuple(MeetingLine(**one) for one in found[:limit])
    more = f"{lines[-1].starts_at.isoformat()}_{lines[-1].id}" if len(found) > limit else ""
    return MeetingPage(lines=lines, next_cursor=more)


def texts_of(county_id: int, streams: Sequence[str], fields: Sequence[str]) -> dict[tuple[str, int, str], str]:
    """Return what was written, by (stream, seq, field), of several streams at once."""
    if not streams:
        return {}
    with opened(county_id, list(streams)):
        rows = sealed_rows(county_id, list(streams), "field = ANY(%s)", [list(fields)])
    return {
        (row.place.stream, row.place.seq, row.place.field): held.value.decode("utf-8", "replace")
        for row, held in unsealed(rows)
    }


def paper(county_id: int, meeting: Sitting, kind: str) -> bytes | None:
    """Return the minutes as they were made, or None."""
    return cases.paper(county_id, meeting.stream, meeting.minutes_seq, PAPER_FIELDS[kind])


def stuck(query: CaseQuery, *, holders: Sequence[str], agenda_unit: str) -> tuple[CaseLine, ...]:
    """Return the open matters of `holders` that may be stuck, and those a lapse put before `agenda_unit`.

    Sealed ones come by their own lapse alone. At most STUCK_MAX of each kind, those due longest first.
    """
    rows = cases.rows_of(query)
    held = rows.filter(holder_unit__in=list(holders), seal__in=("open", "restricted"), on_agenda=False)
    late = held.filter(cases.clock_is(ClockFilter.OVERDUE, query.now)).order_by("step_due_at", "id")
    lists = (
        rows.filter(on_agenda=True, agenda_unit=agenda_unit)
        .exclude(procedure="difficult_case")
        .order_by("step_due_at", "id"),
        held.filter(Q(reopens__gte=2) | Q(lapses__gte=2) | Q(past_units__len__gte=3)).order_by("step_due_at", "id"),
        late,
    )
    ids = [id_ for one in lists for id_ in one.values_list("id", flat=True)[:STUCK_MAX]]
    return _lines(query, ids)


def before_meeting(query: CaseQuery, *, agenda_unit: str, after: str = "", limit: int = 50) -> tuple[CaseLine, ...]:
    """Return open items that `agenda_unit` fixed before, the oldest first, by keyset of their ids."""
    rows = cases.rows_of(query).filter(on_agenda=True, agenda_unit=agenda_unit, procedure="difficult_case")
    ids = list(rows.filter(id__gt=after).order_by("id").values_list("id", flat=True)[:limit])
    return _lines(query, ids)


def missed(query: CaseQuery, *, agenda_unit: str) -> tuple[CaseLine, ...]:
    """Return open items that `agenda_unit` fixed and whose deadline passed, those due longest first.

    Those reported solved wait for the sponsor or the call and are none. At most STUCK_MAX.
    """
    rows = cases.rows_of(query).filter(on_agenda=True, agenda_unit=agenda_unit, procedure="difficult_case")
    late = rows.filter(lapses__gte=1, stage__in=("fixed", "handling")).order_by("step_due_at", "id")
    return _lines(query, list(late.values_list("id", flat=True)[:STUCK_MAX]))


def _lines(query: CaseQuery, ids: Sequence[str]) -> tuple[CaseLine, ...]:
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return ()
    page_of = cases.list_cases(replace(query, ids=wanted, limit=len(wanted)))
    by_id = {line.id: line for line in page_of.lines}
    return tuple(by_id[one] for one in wanted if one in by_id)


def solved_rate(county_id: int, *, unit: str, area_path: str, since: datetime, until: datetime) -> tuple[int, int, int]:
    """Return (solved by the deadline, due, waiting for the call) of a meeting's items due in a time."""
    with connection.cursor() as cursor:
        cursor.execute(SOLVED, [county_id, since, until, f"{area_path}%", unit, f'"{unit}"'])
        row = cursor.fetchone()
    return (int(row[0]), int(row[1]), int(row[2])) if row else (0, 0, 0)


def last_of(county_id: int, unit: str, before: datetime) -> MeetingLine | None:
    """Return the latest decided sitting of a unit before a moment, or None."""
    rows = Meeting.objects.filter(county_id=county_id, unit=unit, stage="decided", starts_at__lt=before)
    told = ("id", "unit", "starts_at", "place", "stage", "items", "orders", "minutes_number")
    row = rows.order_by("-starts_at", "-id").values(*told).first()
    return MeetingLine(**row) if row else None
