"""The answer: drafted beside the co-handlers' opinions, signed by the head of the unit who did not draft it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.case_moves import find_move, moves_for
from linli.actions.case_views import CaseView
from linli.actions.suggestions import draft_answer, profile_of, proposal_in, sign_answer
from linli.console.case import refusal
from linli.console.command_ids import command_id
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.suggestions.admitted import ROOM_POSTS
from linli.console.suggestions.one import FIELDS, choice_title, co_handlers_of, head, seen
from linli.console.words import language
from linli.domain.problems import Refused
from linli.domain.suggestion import DISPOSITIONS
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

ANSWER_MAX = 8000
ASKED = ("disposition", "contacted", "answer")


@who_may(ROOM_POSTS)
def answer(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Show the editor of the answer, or keep the draft."""
    view = seen(request, case_id)
    move = find_move(moves_for(request.office, view, request.now), "draft")
    if move is None:
        raise Http404
    if request.method == "POST":
        return _drafted(request, view)
    kept = take_refusal(request.session, request.path)
    letters = profile_of(request.office, request.now).letters
    context = {
        **head(request, view),
        "proposal": proposal_in(view),
        "co_handlers": list(co_handlers_of(request, view)),
        "held_up": refusal(view, move)["reasons"] if move.reasons else "",
        "outcomes": [
            Option(value=one.key, title=f"{letters[one.key]} · {one.title.within(language())}")
            for one in DISPOSITIONS
            if one.key in letters
        ],
        "ways": [Option(value=one.key, title=one.title.within(language())) for one in FIELDS["contacted"].choices],
        "typed": kept.typed or {"answer": _before(view)},
        "problems": kept.problems,
        "labels": {"disposition": _("Outcome"), "contacted": _("How the deputies were consulted"),
                   "answer": _("The answer")},
        "may_promise": find_move(moves_for(request.office, view, request.now), "promise") is not None,
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/suggestions/answer.html", context)


def _before(view: CaseView) -> str:
    """Return the last draft, which a second answer begins from."""
    drafts = [one.seq for one in view.entries if one.type == "case.draft"]
    return view.values.get((drafts[-1], "answer"), "") if drafts else ""


def _drafted(request: SeatedRequest, view: CaseView) -> HttpResponse:
    typed = {key: str(request.POST.get(key, "")).replace("\r\n", "\n")[:ANSWER_MAX] for key in ASKED}
    try:
        draft_answer(request.office, request.post, view.state, typed, command_id=command_id(request), now=request.now)
    except Refused as refused:
        own = tuple(one for one in refused.problems if one.at != "answer_class")
        return refused_at(request, request.path, Refusal(problems=own, typed=typed))
    request.session[KEPT_SENT] = f"suggestion-{view.state.id}"
    messages.success(request, _("The answer waits to be signed."))
    return HttpResponseRedirect(reverse("console:suggestion", args=[view.state.id]))


@who_may(ROOM_POSTS)
def sign(request: SeatedRequest, case_id: str) -> HttpResponse:
    """Show the draft as the deputies will read it, or sign it."""
    view = seen(request, case_id)
    move = find_move(moves_for(request.office, view, request.now), "sign")
    if move is None:
        raise Http404
    if request.method == "POST":
        try:
            sign_answer(request.office, request.post, view.state, command_id=command_id(request), now=request.now)
        except Refused as refused:
            return refused_at(request, request.path, Refusal(problems=refused.problems, typed={}))
        messages.success(request, _("It is signed; the deputies have 10 working days to say what they think."))
        return HttpResponseRedirect(reverse("console:suggestion", args=[view.state.id]))
    kept = take_refusal(request.session, request.path)
    context = {
        **head(request, view),
        "proposal": proposal_in(view),
        "co_handlers": list(co_handlers_of(request, view)),
        "draft": _before(view),
        "drafted_as": choice_title("disposition", view.state.notes.get("drafted_as", "")),
        "drafted_class": choice_title("answer_class", view.state.notes.get("drafted_class", "")),
        "held_up": refusal(view, move)["reasons"] if move.reasons else "",
        "problems": kept.problems,
        "command_id": command_id(request),
    }
    return render(request, "console/suggestions/sign.html", context)
