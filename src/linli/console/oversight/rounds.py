"""Rounds: the list of them, one round with its units and papers, one unit of it with its problems."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions.oversight_views import RoundView, rounds_of
from linli.console.command_ids import command_id
from linli.console.oversight.admitted import BY_ROUND, ROUND_POSTS
from linli.console.oversight.rows import (
    ID_MAX,
    day_words,
    head_of,
    joined_words,
    noted_row,
    places_seen,
    problem_row,
    recovered_words,
    round_row,
    seen_or_404,
    sheet_sums,
    unit_rows,
)
from linli.console.seat import SeatedRequest, who_may
from linli.console.words import language, unit_name
from linli.domain.oversight_round import CHANNEL_WORDS, RoundStage, team_unit
from linli.ui.refusals import take_refusal

CURSOR_MAX = 60
LAST = 10
"""So many emptyings of letter boxes the round's page shows; their sum counts all."""


@who_may(ROUND_POSTS)
def rounds(request: SeatedRequest) -> HttpResponse:
    """List the rounds of the post's team, or of the area it watches over, the latest first."""
    office = request.office
    page = rounds_of(office, request.post, cursor=str(request.GET.get("after", ""))[:CURSOR_MAX])
    context = {
        "rows": [round_row(office, line) for line in page.lines],
        "next_cursor": page.next_cursor,
        "may_plan": team_unit(request.post, office.directory) is not None,
    }
    return render(request, "console/oversight/list.html", context)


@who_may(BY_ROUND)
def one_round(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Show one round: where it stands, its rate, its units, its papers, letter boxes and questionnaires."""
    view = seen_or_404(request, round_id)
    one, refusal = view.round, take_refusal(request.session, request.path)
    rows = unit_rows(request.office, view)
    today = request.office.directory.calendar.local_date(request.now)
    context = {
        **head_of(request, view),
        "view": view,
        "rows": rows,
        "unvisited": joined_words(row.name for row in rows if not row.visited),
        "rate": view.rate,
        "recovered": recovered_words(view.rate.recovered),
        "leader": view.called.get(one.head.leader, ""),
        "team": joined_words(view.called.get(id_, "") for id_ in one.head.team),
        "channels": joined_words(CHANNEL_WORDS[key].within(language()) for key in one.head.channels),
        "papers": _papers(request, view),
        "boxes": _boxes(request, view),
        "letters": sum(box.letters for box in one.boxes),
        "sheets": sheet_sums(one),
        "places": places_seen(one),
        "cancelled_because": next(iter(view.reasons.values()), "") if one.stage is RoundStage.CANCELLED else "",
        "may_end": view.leads and one.stage is RoundStage.ON_SITE,
        "period_is_over": today >= one.ends_on,
        "may_close": view.leads and one.stage is RoundStage.ENDED,
        "problems": refusal.problems,
        "command_id": command_id(request),
    }
    return render(request, "console/oversight/round.html", context)


def _papers(request: SeatedRequest, view: RoundView) -> list[dict[str, object]]:
    rows = []
    for seq, paper in reversed(view.round.papers):
        state = view.states.get(f"case/{paper.case}")
        rows.append(
            {
                "number": paper.document, "unit": unit_name(request.office, paper.unit), "day": day_words(paper.day),
                "due": day_words(paper.rectify_date), "case_number": state.number if state else "",
                "case_url": reverse("console:case", args=[paper.case]), "seq": seq,
            }
        )  # fmt: skip
    return rows


def _boxes(request: SeatedRequest, view: RoundView) -> list[dict[str, object]]:
    return [
        {
            "unit": unit_name(request.office, box.unit), "day": day_words(box.day), "letters": box.letters,
            "witness": view.called.get(box.witness, ""),
        }
        for box in tuple(reversed(view.round.boxes))[:LAST]
    ]  # fmt: skip


@who_may(BY_ROUND)
def unit(request: SeatedRequest, round_id: str, unit_id: str) -> HttpResponse:
    """Show one unit of the round: what waits to be handed over to it, and what became of the rest."""
    view = seen_or_404(request, round_id)
    told = view.round.units.get(unit_id[:ID_MAX])
    if told is None or told.is_dropped:
        raise Http404
    back = reverse("console:oversight_unit", args=[view.round.id, told.unit])
    rate = view.rate.of_unit(told.unit)
    context = {
        **head_of(request, view),
        "view": view,
        "unit": unit_name(request.office, told.unit),
        "unit_id": told.unit,
        "visited": day_words(told.visited_date),
        "rate": rate,
        "noted": [noted_row(request.office, view, one) for one in view.round.noted(told.unit)],
        "handed": [problem_row(request.office, view, one, back=back) for one in rate.problems],
    }
    return render(request, "console/oversight/unit.html", context)
