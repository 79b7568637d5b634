"""The slip for one party: its own link as words and as a code to scan, to be sent or printed and handed over."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions.dispute_parties import party_token
from linli.console.case_facts import case_head
from linli.console.mediation.sittings import dispute_or_404
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import BY_CASE
from linli.console.words import language, unit_name
from linli.domain.dispute_parties import parties_of
from linli.domain.engine.access import AT_WORK


@who_may(BY_CASE)
def slip(request: SeatedRequest, key: str, letter: str) -> HttpResponse:
    """Show the link of one party, to whoever works on the dispute."""
    view = dispute_or_404(request, key)
    party = next((one for one in parties_of(view.entries, view.state) if one.letter == letter), None)
    if party is None or view.state.is_final or not view.relations & AT_WORK:
        raise Http404
    office = request.office
    path = reverse("party", args=[party_token(office, view.state, party)])
    context = {
        **case_head(office, view),
        "case": view.state,
        "party": party.wording.within(language()),
        "path": path,
        "address": f"{office.ports.public_url or f'{request.scheme}://{request.get_host()}'}{path}",
        "holder": unit_name(office, view.state.holder.unit),
        "phone": unit.phone if (unit := office.directory.units.get(view.state.holder.unit)) else "",
    }
    return render(request, "console/mediation/slip.html", context)
