"""The page of one case, for every procedure: what and where, what happened, the clocks, the moves I may make now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions.case_moves import OpenMove, leading_move, moves_for
from linli.actions.case_views import CaseView, open_for, photo_for
from linli.actions.deciding import Office
from linli.console.case_facts import case_facts, case_head
from linli.console.clock_story import clock_story
from linli.console.clock_views import ClockPage
from linli.console.dispute_forms import is_on_the_panel, own_page
from linli.console.dispute_panel import dispute_panel
from linli.console.hazard_panel import hazard_panel
from linli.console.look_rows import page_of_looks
from linli.console.order_page import order_page
from linli.console.paper_rows import papers_panel
from linli.console.petition_panel import petition_panel
from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import BY_CASE
from linli.console.told import NO_PICTURES, Pictures, told
from linli.console.words import language, move_called, problem_words, unit_name

QUIET_VERBS = frozenset(
    {"note", "attach", "correct", "correct_closed", "supervise", "merge", "split", "pause", "resume", "erase", "void"}
) | {"hold_erasure", "lift_hold"}
"""Moves that stand behind "more": needed now and then, never the next step."""
DANGEROUS_VERBS = frozenset({"void", "reject", "erase"})
BUTTONS_MAX = 5
"""How many moves stand in the open beside the leading one."""


def seen_or_404(request: SeatedRequest, key: str) -> CaseView:
    """Return the case as the post may see it; raises Http404 for one that is missing or not its to see."""
    view = open_for(request.office, request.post, key[:60], request.now)
    if view is None:
        raise Http404
    return view


@who_may(BY_CASE)
def case(request: SeatedRequest, key: str) -> HttpResponse:
    """Show one case."""
    view = seen_or_404(request, key)
    return render(request, "console/case.html", case_context(request, view))


def case_context(request: SeatedRequest, view: CaseView, pictures: Pictures = NO_PICTURES) -> dict[str, Any]:
    """Return everything the page of a case shows; `pictures` are photos opened for this answer alone."""
    office, now = request.office, request.now
    clocks = clocks_of(office, view, now)
    papers = papers_panel(office, view, now)
    return {
        **case_head(office, view),
        **case_facts(office, view, now),
        "case": view.state,
        "told": told(office, view, now, pictures),
        "looks": page_of_looks(office, view),
        "glass": view.glass,
        "may_break_glass": view.has("case.glass") and not view.has("case.sealed"),
        "clocks": clocks,
        "step_chip": clocks[0] if clocks and not view.state.is_final else None,
        **papers,
        "petition": petition_panel(office, view, papers, now),
        "dispute": dispute_panel(office, view, now),
        "hazard": hazard_panel(office, view),
        **move_buttons(office, view, now),
    }


def clocks_of(office: Office, view: CaseView, now: datetime) -> list[Any]:
    """Return the two clocks that every case shows, each with the way to its explanation."""
    page = ClockPage(office=office, state=view.state, procedure=view.procedure, now=now)

    def explanation(key: str) -> str:
        return reverse("console:clock", args=[view.state.id, key])

    step = page.my_step(view.post)
    shown = [page.view(step[0], step[1], explain_url=explanation(step[0].key))] if step else []
    wait = page.wait(explanation("wait"))
    return [*shown, *([wait] if wait else [])]


def move_buttons(office: Office, view: CaseView, now: datetime) -> dict[str, Any]:
    """Return the moves as buttons: one leads, some follow, the rest stand behind "more"; refusals are explained."""
    found = moves_for(office, view, now)
    moves = tuple(
        one for one in found if not is_on_the_panel(view.state, one.move.verb, one.part.id if one.part else "")
    )
    lead = leading_move(moves, view.procedure, view.state.stage)
    rest = [one for one in moves if one.is_open and one is not lead]
    shown = [one for one in rest if one.move.verb not in QUIET_VERBS][:BUTTONS_MAX]
    return {
        "lead": button(office, view, lead) if lead else None,
        "moves": [button(office, view, one) for one in shown],
        "more_moves": [button(office, view, one) for one in rest if one not in shown],
        "refusals": [refusal(view, one) for one in moves if one.is_explained],
        "command_id": uuid4().hex,
    }


def button(office: Office, view: CaseView, one: OpenMove) -> Mapping[str, Any]:
    """Return a move as its button: pressed at once where it asks nothing, else leading to its form."""
    query = f"?part={one.part.id}" if one.part else f"?proposal={one.proposal}" if one.proposal else ""
    title = one.move.title.within(language())
    if one.part and one.part.unit:
        title = f"{title} · {unit_name(office, one.part.unit)}"
    if one.proposal:
        title = f"{title} · {proposal_words(view, one.proposal)}"
    asks = [key for key, _required in one.move.asks() if key != "proposal"]
    common = reverse("console:move", args=[view.state.id, one.move.verb]) + query
    return {
        "verb": one.move.verb,
        "title": title,
        "url": own_page(view.state, one.move.verb) or order_page(view.state, one.move.verb) or common,
        "asks": bool(asks),
        "is_dangerous": one.move.verb in DANGEROUS_VERBS,
    }


def proposal_words(view: CaseView, verb: str) -> str:
    """Return the title of a proposed move."""
    found = move_called(view.procedure, verb)
    return found.title.within(language()) if found else verb


def refusal(view: CaseView, one: OpenMove) -> Mapping[str, str]:
    """Return why a move may not be made now."""
    reasons = " ".join(problem_words(problem, view.procedure) for problem in one.reasons)
    return {"title": one.move.title.within(language()), "reasons": reasons}


@who_may(BY_CASE)
def clock(request: SeatedRequest, key: str, clock_key: str) -> HttpResponse:
    """Explain one clock: from when, how long, by what rule, and every day that did not count."""
    view = seen_or_404(request, key)
    found = view.state.clocks.get(clock_key)
    if found is None:
        raise Http404
    page = ClockPage(office=request.office, state=view.state, procedure=view.procedure, now=request.now)
    shown = page.wait("") if clock_key == "wait" else page.view(found, "")
    story = clock_story(request.office, view, found, request.now)
    return render(
        request, "console/clock.html", {**case_head(request.office, view), "case": view.state, "clock": shown, **story}
    )


@who_may(BY_CASE)
def photo(request: SeatedRequest, key: str, seq: int, name: str) -> HttpResponse:
    """Give one photo to a post that may see the case's words."""
    found = photo_for(request.office, request.post, key[:60], seq, name[:60])
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="image/jpeg")
    response["Content-Disposition"] = "inline"
    return response
