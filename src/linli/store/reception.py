"""Keeping reception days and visitors' tickets. A line of the rota is ended, never changed; a ticket goes on."""

from collections.abc import Iterable, Sequence
from datetime import date

from linli.domain.reception import DutyKind, ReceptionDuty, Visit, VisitState
from linli.store import models


def add_duties(county_id: int, duties: Iterable[ReceptionDuty]) -> None:
    """Keep new lines of a rota."""
    models.ReceptionDuty.objects.bulk_create(
        models.ReceptionDuty(
            id=one.id, county_id=county_id, unit=one.unit_id, kind=one.kind.value, on_date=one.on_date,
            begins=one.begins, ends=one.ends, post=one.post_id, place=one.place, area_path=one.area_path,
        )
        for one in duties
    )  # fmt: skip


def end_duty(duty_id: str) -> None:
    """Take a line off the rota; it stays in the history."""
    models.ReceptionDuty.objects.filter(pk=duty_id).update(is_active=False)


def duties_between(county_id: int, first: date, last: date, *, units: Sequence[str] = ()) -> tuple[ReceptionDuty, ...]:
    """Return the lines in force of some days, of `units` or of all, in their order."""
    rows = models.ReceptionDuty.objects.filter(county_id=county_id, is_active=True, on_date__range=(first, last))
    if units:
        rows = rows.filter(unit__in=units)
    return tuple(_duty(row) for row in rows.order_by("on_date", "begins", "id"))


def duty(county_id: int, duty_id: str) -> ReceptionDuty | None:
    """Return one line of a rota, ended or not."""
    row = models.ReceptionDuty.objects.filter(county_id=county_id, pk=duty_id).first()
    return _duty(row) if row else None


def units_with_rota(county_id: int, since: date) -> tuple[str, ...]:
    """Return the units that have a rota on or after a day."""
    rows = models.ReceptionDuty.objects.filter(county_id=county_id, is_active=True, on_date__gte=since)
    return tuple(sorted(set(rows.values_list("unit", flat=True))))


def _duty(row: models.ReceptionDuty) -> ReceptionDuty:
    return ReceptionDuty(
        id=row.pk, unit_id=row.unit, on_date=row.on_date, begins=row.begins, ends=row.ends, post_id=row.post,
        place=row.place, kind=DutyKind(row.kind), area_path=row.area_path, is_active=row.is_active,
    )  # fmt: skip


def last_number(county_id: int, unit: str, day: date) -> int:
    """Return the last ticket given at a unit on a day; the caller holds the county's row."""
    rows = models.Visit.objects.filter(county_id=county_id, unit=unit, on_date=day)
    found = rows.order_by("-number").values_list("number", flat=True).first()
    return int(found or 0)


def add_visit(county_id: int, visit: Visit, code_hash: str) -> None:
    """Keep a new ticket under the hash of its code."""
    models.Visit.objects.create(
        id=visit.id, county_id=county_id, unit=visit.unit_id, on_date=visit.on_date, number=visit.number,
        code_hash=code_hash, duty=visit.duty_id, state=visit.state.value, taken_at=visit.taken_at,
    )  # fmt: skip


def lock_visit(county_id: int, unit: str, visit_id: str) -> Visit | None:
    """Return a ticket of that unit, locked until the transaction ends; None where there is none."""
    row = models.Visit.objects.select_for_update().filter(county_id=county_id, unit=unit, pk=visit_id).first()
    return _visit(row) if row else None


def find_visit(county_id: int, unit: str, visit_id: str) -> Visit | None:
    """Return a ticket of that unit, or None."""
    row = models.Visit.objects.filter(county_id=county_id, unit=unit, pk=visit_id).first()
    return _visit(row) if row else None


def visit_of_code(*code_hashes: str) -> tuple[int, Visit] | None:
    """Return (county, ticket) for the hash of a code, or None."""
    row = models.Visit.objects.filter(code_hash__in=code_hashes).first()
    return (int(row.county_id), _visit(row)) if row else None


def visits_on(county_id: int, unit: str, day: date) -> tuple[Visit, ...]:
    """Return the tickets of a unit and day by number."""
    rows = models.Visit.objects.filter(county_id=county_id, unit=unit, on_date=day)
    return tuple(_visit(row) for row in rows.order_by("number"))


def mark_visit(visit: Visit) -> None:
    """Keep how far a ticket has come."""
    models.Visit.objects.filter(pk=visit.id).update(
        duty=visit.duty_id, state=visit.state.value, called_at=visit.called_at, received_at=visit.received_at,
        received_post=visit.received_post, ended_at=visit.ended_at, case_id=visit.case_id,
    )  # fmt: skip


def _visit(row: models.Visit) -> Visit:
    return Visit(
        id=row.pk, unit_id=row.unit, on_date=row.on_date, number=row.number, state=VisitState(row.state),
        taken_at=row.taken_at, duty_id=row.duty, called_at=row.called_at, received_at=row.received_at,
        received_post=row.received_post, ended_at=row.ended_at, case_id=row.case_id,
    )  # fmt: skip
