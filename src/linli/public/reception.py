"""Who receives visitors on which day, as a page and as a calendar; and a visitor's own ticket."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions.deciding import Office
from linli.actions.public_views import wrong_codes
from linli.actions.reception import (
    DayShown,
    DutyShown,
    goings_down,
    months_shown,
    rota_shown,
    rota_unit,
    units_with_rota,
)
from linli.actions.settings import setting_text
from linli.actions.visits import ticket_shown
from linli.domain.calendar_feed import Appointment, feed
from linli.domain.problems import Refused
from linli.domain.receipt import read_receipt_code
from linli.public.opening import private_page, public_page
from linli.public.refusals import too_many
from linli.public.words import area_words, language, unit_name
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import FilterChip
from linli.ui.sender_address import sender_address

CODE_MAX = 80
KEY_MAX = 60
FEED_TYPE = "text/calendar; charset=utf-8"


@public_page
def reception(request: HttpRequest) -> HttpResponse:
    """Show who receives this month and the next, with the days on which nobody does."""
    office, now = the_office(), present()
    unit_id = rota_unit(office, str(request.GET.get("unit", ""))[:KEY_MAX])
    if not unit_id:
        raise Http404
    today = office.directory.calendar.local_date(now)
    first, following = months_shown(office, now)
    last = (following + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    months = [_month(month, rota_shown(office, unit_id, month, now), today) for month in (first, following)]
    unit = office.directory.units[unit_id]
    context = {
        "unit": unit,
        "unit_name": unit_name(unit),
        "months": months,
        "out": [_line(office, one) for one in goings_down(office, today, last, now) if one.leader],
        "units": _chips(office, unit_id, now),
        "feed_url": reverse("public_reception_feed", args=[unit.key]),
        "place": setting_text(office, "channels.reception_place", now),
    }
    return render(request, "public/reception.html", context)


@public_page
def reception_feed(request: HttpRequest, *, unit: str) -> HttpResponse:
    """Give the same rota to calendar programs."""
    office, now = the_office(), present()
    unit_id = rota_unit(office, unit[:KEY_MAX])
    if not unit_id:
        raise Http404
    today = office.directory.calendar.local_date(now)
    zone = office.directory.calendar.zone
    first, following = months_shown(office, now)
    last = (following + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    days = [*rota_shown(office, unit_id, first, now), *rota_shown(office, unit_id, following, now)]
    lines = [line for one in days for line in one.lines]
    lines += [one for one in goings_down(office, today, last, now) if one.duty.unit_id == unit_id]
    name = office.directory.units[unit_id].name
    appointments = [
        Appointment(
            uid=one.duty.id,
            begins_at=datetime.combine(one.duty.on_date, one.duty.begins, tzinfo=zone),
            ends_at=datetime.combine(one.duty.on_date, one.duty.ends, tzinfo=zone),
            title=f"{one.duty.kind.wording.zh}:{one.leader}({one.title})",
            place=one.duty.place,
        )
        for one in lines
        if one.leader and one.duty.on_date >= today
    ]
    content = feed(appointments, made_at=now, name=f"{name}接待日")
    response = HttpResponse(content, content_type=FEED_TYPE)
    response["Content-Disposition"] = 'attachment; filename="reception.ics"'
    return response


@private_page
def ticket(request: HttpRequest, *, code: str) -> HttpResponse:
    """Show the holder of a ticket how many wait before, and afterwards where the answer is."""
    office, now = the_office(), present()
    try:
        found = ticket_shown(office, read_receipt_code(code[:CODE_MAX]))
    except Refused:
        found = None
    if found is None:
        if wrong_codes(office, sender_address(request), now):
            return too_many(request)
        raise Http404
    context = {
        "shown": found,
        "state": found.visit.state.wording.within(language()),
        "unit_name": unit_name(office.directory.units.get(found.visit.unit_id)),
        "matter_url": reverse("matter", args=[found.receipt]) if found.receipt else "",
    }
    return render(request, "public/ticket.html", context)


def _month(month: date, rota: Sequence[DayShown], today: date) -> dict[str, Any]:
    """Return a month from today on; where nobody is named at all that is said once, not day by day."""
    days = [_day(one) for one in rota if one.day >= today]
    return {"month": month, "days": days, "is_empty": bool(days) and all(one["is_gap"] for one in days)}


def _day(one: DayShown) -> dict[str, Any]:
    return {"day": one.day, "is_gap": one.is_gap, "lines": [_told(line) for line in one.lines if line.leader]}


def _told(one: DutyShown) -> dict[str, Any]:
    return {"line": one, "title": one.title_en if language() == "en" else one.title}


def _line(office: Office, one: DutyShown) -> dict[str, Any]:
    return {**_told(one), "area": area_words(office, one.duty.area_path)}


def _chips(office: Office, chosen: str, now: datetime) -> Sequence[FilterChip]:
    units = office.directory.units
    found = units_with_rota(office, now)
    return [
        FilterChip(title=unit_name(units[one]), url=f"?unit={units[one].key}", is_on=one == chosen) for one in found
    ]
