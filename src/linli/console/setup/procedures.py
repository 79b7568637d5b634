"""Procedures: each as a drawing of its stages and as a sheet of its moves and clocks, written from the declarations."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from linli.console.seat import SeatedRequest, who_may
from linli.console.seats_admitted import ANY_POST
from linli.console.words import language
from linli.domain.engine import declaration_words as words
from linli.domain.engine.declarations import ClockRule, Move, Procedure, StageKind, Trigger
from linli.domain.engine.moves import all_moves
from linli.domain.wording import Wording
from linli.procedures import procedures as all_procedures
from linli.ui.stage_drawing import StageDrawing, draw_stages

ANYWHERE: dict[tuple[str, ...], Wording] = {
    ("*new",): Wording("新建", "New"),
    ("*any",): Wording("任何环节", "Any stage"),
    ("*open",): Wording("未结案", "Any open stage"),
    ("*final",): Wording("已结案", "Any closed stage"),
}


@who_may(ANY_POST)
def procedures(request: SeatedRequest) -> HttpResponse:
    """Show every procedure."""
    rows = [{"one": one, "stages": len(one.stages), "clocks": len(one.clocks)} for one in all_procedures().values()]
    return render(request, "console/setup/procedures.html", {"rows": rows})


@who_may(ANY_POST)
def procedure(request: SeatedRequest, procedure: str) -> HttpResponse:
    """Show one procedure."""
    found = all_procedures().get(procedure)
    if found is None:
        raise Http404
    own = len(found.moves)
    context = {
        "procedure": found,
        "of": words.OF_WORDINGS[found.of],
        "seal": found.seal.wording,
        "requester": words.REQUESTER_WORDINGS[found.requester],
        "drawing": drawing_of(found),
        "stages": [{"one": one, "kind": words.STAGE_KIND_WORDINGS[one.kind]} for one in found.stages],
        "moves": [_move(found, one) for one in found.moves],
        "shared": [_move(found, one) for one in all_moves(found)[own:]],
        "clocks": [_clock(found, one) for one in found.clocks],
    }
    return render(request, "console/setup/procedure.html", context)


def drawing_of(procedure: Procedure) -> StageDrawing:
    """Return the drawing of a procedure: its own moves that change the stage."""
    tongue = language()
    stages = [(one.key, one.title.within(tongue), one.kind is StageKind.FINAL) for one in procedure.stages]
    moves = [
        (key, move.after, move.title.within(tongue))
        for move in procedure.moves
        if move.after is not None and move.before not in ANYWHERE
        for key in move.before
    ]
    return draw_stages(stages, moves, title=procedure.title.within(tongue))


def _move(procedure: Procedure, move: Move) -> dict[str, Any]:
    titles = {stage.key: stage.title for stage in procedure.stages}
    known = [titles[key] for key in move.before if key in titles]
    who = words.listed([words.who_wording(way, procedure) for way in move.who], ";", "; ") if move.who else None
    if move.trigger is not Trigger.PERSON:
        who = words.TRIGGER_WORDINGS[move.trigger]
    return {
        "title": move.title,
        "before": ANYWHERE.get(move.before) or (words.listed(known) if known else ""),
        "after": titles.get(move.after or "", ""),
        "who": who or "",
        "second": words.SECOND_WORDINGS[move.second] if move.second else "",
        "guards": [words.guard_wording(one, procedure) for one in move.guards],
    }


def _clock(procedure: Procedure, rule: ClockRule) -> dict[str, Any]:
    return {
        "title": rule.title,
        "kind": words.CLOCK_KIND_WORDINGS[rule.kind],
        "length": words.length_of(rule),
        "starts": [words.event_wording(one, procedure) for one in rule.start],
        "stops": [words.event_wording(one, procedure) for one in rule.stop],
        "lapse": words.ON_LAPSE_WORDINGS[rule.on_lapse],
        "source": rule.source or "",
    }
