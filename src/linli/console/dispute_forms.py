"""Moves of a dispute that have a page of their own, and what a party gives itself: where each is done."""

from django.urls import reverse

from linli.domain.dispute_parties import GIVEN_BY_PARTY
from linli.domain.engine.state import CaseState

DISPUTE = "dispute"
OWN_PAGES = {
    "plan_sitting": "console:sitting_new", "hold_session": "console:sitting_record", "cancel_sitting": "console:case",
    "propose_agreement": "console:agreement", "conclude": "console:table",
}  # fmt: skip


def own_page(state: CaseState, verb: str, part: str = "") -> str:
    """Return the address of the page where a move of a dispute is made, or "" where the common form serves."""
    if state.procedure != DISPUTE:
        return ""
    asked = state.parts.get(part)
    if asked is not None:
        return reverse("console:table", args=[state.id]) if asked.rule in GIVEN_BY_PARTY else ""
    return reverse(OWN_PAGES[verb], args=[state.id]) if verb in OWN_PAGES else ""


def is_on_the_panel(state: CaseState, verb: str, part: str = "") -> bool:
    """Say whether a move is offered on the dispute's own panel, so that the common list leaves it out."""
    asked = state.parts.get(part)
    if state.procedure != DISPUTE:
        return False
    return asked.rule in GIVEN_BY_PARTY if asked is not None else verb == "cancel_sitting"
