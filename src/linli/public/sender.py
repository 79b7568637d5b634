"""Where a report comes from, as far as it is counted: the part of the net, and a word that ends with the day."""

from django.http import HttpRequest

from linli.actions.reports import Origin
from linli.public.drafts import Draft
from linli.ui.sender_address import sender_address

WORK_FIELD = "work"
WORK_MAX = 400


def origin_of(request: HttpRequest, draft: Draft) -> Origin:
    """Return the origin of a draft that this browser sends."""
    return Origin(
        address=sender_address(request), device=draft.device, solution=request.POST.get(WORK_FIELD, "")[:WORK_MAX]
    )
