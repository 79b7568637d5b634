"""The reception: today's visitors by their numbers, called, received, and taken in."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import visits
from linli.actions.case_views import open_for
from linli.actions.channel_posts import may_plan
from linli.actions.reception import DutyShown, receiving_on
from linli.console.letters import ROOM_POSTS
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.taking_in import form_context, procedure_chosen, remember_taken, take_in_with, taken_from
from linli.console.words import area_words, language
from linli.domain.problems import Refused
from linli.domain.reception import NEXT_STATES, DutyKind, Visit, VisitState
from linli.ui.refusals import Refusal, take_refusal

TAKEN = "linli_visit_taken"
"""Key of the session that holds what the last visit became, until its page has shown it once."""
TONES = {
    VisitState.WAITING: "neutral", VisitState.CALLED: "near", VisitState.RECEIVED: "waiting",
    VisitState.FILED: "accent", VisitState.ADVISED: "accent", VisitState.LEFT: "quiet",
}  # fmt: skip
ENDED = frozenset({VisitState.FILED, VisitState.ADVISED, VisitState.LEFT})


@who_may(ROOM_POSTS)
def reception(request: SeatedRequest) -> HttpResponse:
    """Show today's visitors and who receives; give a number, or go on with one."""
    if request.method == "POST":
        return _done(request, reverse("console:reception"))
    office, now = request.office, request.now
    today = office.directory.calendar.local_date(now)
    lines = receiving_on(office, request.post.unit_id, today, now)
    rows = [_row(request, one) for one in visits.visits_today(office, request.post, now)]
    context = {
        "problems": take_refusal(request.session, request.path).problems,
        "today": today,
        "is_working_day": office.directory.calendar.is_working_day(today),
        "here": [_leader(request, one) for one in lines if one.duty.kind is DutyKind.HERE and one.leader],
        "out": [_leader(request, one) for one in lines if one.duty.kind is DutyKind.OUT and one.leader],
        "waiting": [one for one in rows if one["visit"].state is VisitState.WAITING],
        "under_way": [one for one in rows if one["visit"].state in (VisitState.CALLED, VisitState.RECEIVED)],
        "ended": [one for one in rows if one["visit"].state in ENDED],
        "may_plan": may_plan(office, request.post),
    }
    return render(request, "console/reception.html", context)


@who_may(ROOM_POSTS)
def visit(request: SeatedRequest, visit_id: str) -> HttpResponse:
    """Show one ticket, to be printed and gone on with."""
    found = visits.visit_of(request.office, request.post, visit_id)
    if found is None:
        raise Http404
    here = reverse("console:visit", args=[found.visit.id])
    if request.method == "POST":
        return _done(request, here)
    base = request.office.ports.public_url
    context = {
        **_row(request, found.visit),
        "code": found.code,
        "address": f"{base}{reverse('ticket', args=[found.code])}",
        "problems": take_refusal(request.session, request.path).problems,
        "taken": taken_from(request, TAKEN, found.visit.id),
        "may_take_in": found.visit.state is VisitState.RECEIVED and bool(procedure_chosen(request)),
        "case_url": _case_url(request, found.visit.case_id),
    }
    return render(request, "console/visit.html", context)


@who_may(ROOM_POSTS)
def take_in(request: SeatedRequest, visit_id: str) -> HttpResponse:
    """Ask what the visitor says, in the form of the right procedure, and file it."""
    found = visits.visit_of(request.office, request.post, visit_id)
    chosen = procedure_chosen(request)
    if request.method == "POST" and found is not None and found.visit.state is VisitState.FILED:  # sent twice
        return HttpResponseRedirect(reverse("console:visit", args=[found.visit.id]))
    if found is None or found.visit.state is not VisitState.RECEIVED or not chosen:
        raise Http404
    back, here = reverse("console:visit", args=[found.visit.id]), f"{request.path}?procedure={chosen}"
    if request.method != "POST":
        refusal = take_refusal(request.session, here)
        page = {**form_context(request, chosen, refusal), "visit": found.visit, "action": here, "back_url": back}
        return render(request, "console/take_in.html", page)
    filed, refusal = take_in_with(
        request,
        chosen,
        lambda filing: visits.take_in_visit(request.office, request.post, found.visit.id, filing, now=request.now),
    )
    if filed is None:
        return refused_at(request, here, refusal)
    remember_taken(request, TAKEN, found.visit.id, filed)
    request.session[KEPT_SENT] = "take-in"
    return HttpResponseRedirect(back)


def _done(request: SeatedRequest, here: str) -> HttpResponse:
    """Give a number, or do one step with a ticket; then back to where it was pressed."""
    office, post, now = request.office, request.post, request.now
    do, key = str(request.POST.get("do", "")), str(request.POST.get("visit", ""))[:26]
    try:
        if do == "ticket":
            made = visits.give_ticket(office, post, duty_id=str(request.POST.get("duty", ""))[:26], now=now)
            return HttpResponseRedirect(reverse("console:visit", args=[made.visit.id]))
        after = visits.step_visit(office, post, key, do, now=now)
    except Refused as refused:
        if refused.codes == ("not_found",):
            raise Http404 from None
        return refused_at(request, here, Refusal(problems=refused.problems))
    told = {"number": after.number, "state": after.state.wording.within(language())}
    messages.success(request, _("No. %(number)s: %(state)s.") % told)
    return HttpResponseRedirect(here)


def _row(request: SeatedRequest, one: Visit) -> dict[str, Any]:
    steps: Mapping[VisitState, str] = {
        VisitState.CALLED: _("Call"), VisitState.RECEIVED: _("Receive"),
        VisitState.ADVISED: _("Answered on the spot"), VisitState.WAITING: _("Did not come: wait again"),
        VisitState.LEFT: _("Has left"),
    }  # fmt: skip
    verbs = {to: verb for verb, to in visits.STEPS.items()}
    following = NEXT_STATES.get(one.state, frozenset())
    return {
        "visit": one,
        "url": reverse("console:visit", args=[one.id]),
        "state": one.state.wording.within(language()),
        "tone": TONES[one.state],
        "steps": [{"verb": verbs[to], "title": title} for to, title in steps.items() if to in following],
    }


def _leader(request: SeatedRequest, one: DutyShown) -> dict[str, Any]:
    return {
        "line": one,
        "title": one.title_en if language() == "en" else one.title,
        "area": area_words(request.office, one.duty.area_path) if one.duty.area_path else "",
    }


def _case_url(request: SeatedRequest, case_id: str) -> str:
    """Return where the matter is read, for those who may list it."""
    if not case_id or open_for(request.office, request.post, case_id) is None:
        return ""
    return reverse("console:case", args=[case_id])
