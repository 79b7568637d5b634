"""The Accountability page: openings in an emergency, looks, alerts, erasures, and whether the record is whole."""

from django.http import HttpResponse
from django.shortcuts import render

from linli.actions.erasures import erasures_lately
from linli.actions.glass import glasses
from linli.actions.look_views import ACCOUNTED_DAYS, accounted_looks, check_latest, is_accountable
from linli.console.accountability.admitted import ACCOUNTANTS
from linli.console.accountability.glass import glass_row
from linli.console.accountability.standing import standing
from linli.console.look_rows import look_rows
from linli.console.seat import SeatedRequest, who_may
from linli.domain.look import LookKind
from linli.domain.unit import Role


@who_may(ACCOUNTANTS)
def page(request: SeatedRequest) -> HttpResponse:
    """Show how people's data were used in the last days, as far as the post answers for it."""
    office, post, now = request.office, request.post, request.now
    mine = [one for one in glasses(office, now) if is_accountable(office, post, one.broken)]
    checked, faults = check_latest(office)
    is_county_wide = post.role is not Role.UNIT_HEAD
    context = {
        "days": ACCOUNTED_DAYS,
        "glasses": [glass_row(request, one) for one in mine],
        "waiting": sum(one.review is None for one in mine),
        "overdue": sum(one.is_overdue(now) for one in mine),
        "looks": look_rows(office, accounted_looks(office, post, LookKind.LOOK, now)),
        "alerts": look_rows(office, accounted_looks(office, post, LookKind.ALERT, now)),
        "erasures": erasures_lately(office, post, now) if is_county_wide else None,
        "standing": standing(request, mine) if is_county_wide else None,
        "checked": checked,
        "fault_count": len(faults),
        "first_fault": faults[0] if faults else None,
    }
    return render(request, "console/accountability/page.html", context)
