"""The page of one party of a dispute, by its own link: whether it wants mediation, when it sits, and its way out.

It shows no name, nothing of what the others say, and no text of an agreement.
"""

import re
from datetime import datetime
from secrets import token_urlsafe

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.actions.deciding import Office
from linli.actions.dispute_parties import BY_LINK, TOKEN_MAX, Deed, PartyView, move_by_party, open_by_party
from linli.actions.sittings import invitation, place_words
from linli.domain.dispute_parties import parties_of
from linli.domain.problems import Refused
from linli.domain.sittings import SittingState, sittings_of
from linli.public.opening import private_page
from linli.public.refusals import leads_nowhere, refused, shown_once
from linli.public.words import category_name, language, unit_called
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.refusals import Refusal

COMMAND_ID = re.compile(r"^[A-Za-z0-9_-]{8,24}$")
REASON_MAX = 600
VERBS = ("give", "refuse", "ask_recusal", "withdraw")
RULES_IN_ORDER = ("consent", "prolongation", "application")


@private_page
def party(request: HttpRequest, *, token: str) -> HttpResponse:
    """Show a party its dispute, or do what it asks."""
    office, now = the_office(), present()
    view = open_by_party(office, token, now)
    if view is None:
        return leads_nowhere(request, office, now)
    if request.method == "POST":
        return _done(request, office, token, now)
    return _shown(request, office, view, token)


def _done(request: HttpRequest, office: Office, token: str, now: datetime) -> HttpResponse:
    verb, given = request.POST.get("verb", "")[:20], request.POST.get("command_id", "")
    deed = Deed(
        command_id=given if COMMAND_ID.match(given) else token_urlsafe(12),
        verb=verb if verb in VERBS else "",
        rule=request.POST.get("rule", "")[:20],
        reason=request.POST.get("party_reason", "")[:REASON_MAX].replace("\r\n", "\n"),
    )
    try:
        move_by_party(office, token, deed, now)
    except Refused as found:
        return refused(request, Refusal(problems=found.problems, typed={"verb": verb, "party_reason": deed.reason}))
    return redirect(f"{reverse('party', args=[token])}?done=1")


def _shown(request: HttpRequest, office: Office, view: PartyView, token: str) -> HttpResponse:
    refusal = shown_once(request)
    state = view.state
    planned = [one for one in sittings_of(view.entries) if one.state is SittingState.PLANNED and one.minutes]
    page = {
        "token": token,
        "title": view.party.wording.within(language()),
        "kind": category_name(office, state.category),
        "number": state.number,
        "stage": view.procedure.stage(state.stage),
        "holder": unit_called(office, state.holder.unit),
        "phone": unit.phone if (unit := office.directory.units.get(state.holder.unit)) else "",
        "questions": [
            {
                "rule": rule,
                "title": view.procedure.part(rule).title.within(language()),
                "stage": view.party.stage(rule),
                "may_give": view.may_now(f"{rule}_give"),
                "may_refuse": view.may_now(f"{rule}_refuse"),
            }
            for rule in RULES_IN_ORDER
            if rule in BY_LINK and view.party.stage(rule)
        ],
        "parties_count": len(parties_of(view.entries, state)),
        "sittings": [
            {
                "one": one,
                "place": place_words(office, one.room, language()),
                "ics_url": reverse("party_sitting", args=[token, one.number]),
            }
            for one in planned
        ],
        "may_object": view.may_now("ask_recusal"),
        "may_withdraw": view.may_now("withdraw"),
        "is_final": state.is_final,
        "typed": refusal.typed,
        "problems": refusal.problems,
        "was_done": "done" in request.GET and not refusal.problems,
        "command_id": token_urlsafe(12),
    }
    return render(request, "public/party.html", page)


@private_page
def party_sitting(request: HttpRequest, *, token: str, sitting: int) -> HttpResponse:
    """Give a party the invitation to a sitting, as its calendar reads it."""
    office, now = the_office(), present()
    view = open_by_party(office, token[: TOKEN_MAX + 1], now)
    if view is None:
        return leads_nowhere(request, office, now)
    found = next((one for one in sittings_of(view.entries) if one.number == sitting), None)
    if found is None or not found.minutes:
        raise Http404
    content = invitation(office, view.state.number, found, language=language(), now=now)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sitting.ics"'
    return response
