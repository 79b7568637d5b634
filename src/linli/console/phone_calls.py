"""The telephone in figures, beside the standard, and the calls behind each number."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.calls import CALLS_MAX, call_days
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import FILING_POSTS
from linli.domain.calls import CONNECTED_MIN_PERCENT, PICK_UP_MAX_S, CallFigures, by_day, by_hour, figures_of
from linli.ui.pieces import FilterChip

DAYS_SHOWN = (1, 7, 30)
DAYS_FIRST = 7
ROWS_MAX = 200


@who_may(FILING_POSTS)
def figures(request: SeatedRequest) -> HttpResponse:
    """Show the figures of the last days, by day and by hour of the day."""
    days = _days(request)
    found = call_days(request.office, request.now, days=days)
    zone = request.office.directory.calendar.zone
    list_url = reverse("console:phone_calls")
    day_rows = [
        _row(day.isoformat(), one, f"{list_url}?days={days}&day={day.isoformat()}")
        for day, one in by_day(found.calls, zone).items()
    ]
    hour_rows = [
        _row(f"{hour:02d}:00", one, f"{list_url}?days={days}&hour={hour}")
        for hour, one in by_hour(found.calls, zone).items()
    ]
    context = {
        "all": _row("", figures_of(found.calls), f"{list_url}?days={days}"),
        "tables": [(_("By day"), _("Day"), day_rows), (_("By hour of the day"), _("Hour"), hour_rows)],
        "periods": _chips(days),
        "found": found,
        "calls_max": CALLS_MAX,
        "pick_up_s": PICK_UP_MAX_S,
        "connected_min": CONNECTED_MIN_PERCENT,
    }
    return render(request, "console/phone_figures.html", context)


@who_may(FILING_POSTS)
def calls(request: SeatedRequest) -> HttpResponse:
    """List the calls behind a number: moments only."""
    days = _days(request)
    found = call_days(request.office, request.now, days=days)
    zone = request.office.directory.calendar.zone
    day, hour = str(request.GET.get("day", ""))[:10], str(request.GET.get("hour", ""))[:2]
    chosen = []
    for one in found.calls:
        began = one.began_at.astimezone(zone)
        if (not day or began.date().isoformat() == day) and (not hour or str(began.hour) == hour):
            chosen.append(one)
    context = {
        "calls": chosen[:ROWS_MAX],
        "count": len(chosen),
        "rows_max": ROWS_MAX,
        "scope": day or (f"{int(hour):02d}:00" if hour.isdecimal() else ""),
        "back_url": f"{reverse('console:phone_figures')}?days={days}",
    }
    return render(request, "console/phone_calls.html", context)


def _days(request: SeatedRequest) -> int:
    asked = str(request.GET.get("days", ""))
    return int(asked) if asked in {str(one) for one in DAYS_SHOWN} else DAYS_FIRST


def _chips(days: int) -> list[FilterChip]:
    titles = {1: _("Today"), 7: _("Last 7 days"), 30: _("Last 30 days")}
    return [FilterChip(title=titles[one], url=f"?days={one}", is_on=one == days) for one in DAYS_SHOWN]


def _row(name: str, one: CallFigures, url: str) -> dict[str, Any]:
    return {
        "name": name,
        "url": url,
        "calls": one.calls,
        "answered": one.answered,
        "in_time": _percent(one.in_time_percent),
        "connected": _percent(one.connected_percent),
        "meets": one.meets_connection,
        "wait": _("%(seconds).0f s") % {"seconds": one.median_wait_s} if one.median_wait_s is not None else "—",
    }


def _percent(share: float | None) -> str:
    return f"{share:.1f} %" if share is not None else _("no calls")
