"""Where a supervision order on a meeting's item is signed: on a page of its own, which numbers it."""

from urllib.parse import urlencode

from django.urls import reverse

from linli.domain.engine.state import CaseState
from linli.domain.meeting import Strength

ITEM = "difficult_case"
STRENGTHS = {one.verb: one.value for one in Strength}


def order_page(state: CaseState, verb: str) -> str:
    """Return the address of the page where an order is signed, or "" where the common form serves."""
    if state.procedure != ITEM or verb not in STRENGTHS:
        return ""
    return f"{reverse('console:meeting_order', args=[state.id])}?{urlencode({'strength': STRENGTHS[verb]})}"
