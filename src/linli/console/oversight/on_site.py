"""On site: a problem written down or taken off, a letter box emptied, a questionnaire filled in; made for a phone."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import oversight as acts
from linli.actions.oversight_views import RoundView
from linli.console.command_ids import command_id
from linli.console.oversight.admitted import BY_ROUND
from linli.console.oversight.rows import (
    KIND_WORDS,
    TOPIC_WORDS,
    head_of,
    noted_row,
    options_of,
    seen_or_404,
    unit_options,
)
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.oversight_checks import WORDS_MAX, Noted, Opening, Sheet
from linli.domain.oversight_questions import ANSWERS, PLACE_KINDS, QUESTIONS
from linli.domain.oversight_round import FindingStage
from linli.domain.problems import Refused
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal


def _noting_or_404(request: SeatedRequest, round_id: str) -> RoundView:
    view = seen_or_404(request, round_id)
    if not view.may_note:
        raise Http404
    return view


def _back(request: SeatedRequest, view: RoundView, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("console:oversight_round", args=[view.round.id]))


@who_may(BY_ROUND)
def problem(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Write a problem down: of one unit, or shared by several."""
    view = _noting_or_404(request, round_id)
    here = reverse("console:oversight_problem", args=[view.round.id])
    if request.method == "POST":
        units = tuple(str(one)[:26] for one in request.POST.getlist("units"))[:200]
        typed = {key: str(request.POST.get(key, "")).strip()[:40] for key in ("kind", "topic")}
        words = str(request.POST.get("words", "")).strip().replace("\r\n", "\n")[: WORDS_MAX + 1]
        given = Noted(**typed, units=units, words=words)
        try:
            acts.note_finding(
                request.office, request.post, view.round.id, given, command_id=command_id(request), now=request.now
            )  # fmt: skip
        except Refused as refused:
            shown = {**typed, "words": words, "units": ",".join(units)}
            return refused_at(request, here, Refusal(problems=refused.problems, typed=shown))
        return _back(request, view, _("The problem is written down. It goes to the unit with a document."))
    refusal = take_refusal(request.session, here)
    chosen = set(refusal.typed.get("units", str(request.GET.get("unit", ""))[:26]).split(","))
    context = {
        **head_of(request, view),
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {
            "kind": _("Individual or shared"), "topic": _("What it is about"), "units": _("Which units have it"),
            "words": _("The problem"),
        },
        "kinds": options_of(KIND_WORDS),
        "topics": options_of(TOPIC_WORDS),
        "units": [
            {"id": one.unit, "name": unit_name(request.office, one.unit), "is_chosen": one.unit in chosen}
            for one in view.round.visited
        ],
        "words_max": WORDS_MAX,
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/oversight/problem.html", context)


@who_may(BY_ROUND)
def leave_out(request: SeatedRequest, round_id: str, finding: str) -> HttpResponse:
    """Take a problem off before it is handed over, with the reason."""
    view = _noting_or_404(request, round_id)
    found = view.round.findings.get(finding)
    is_noted = found is not None and found.stage == FindingStage.NOTED
    if found is None or (request.method != "POST" and not is_noted):
        raise Http404
    here = reverse("console:oversight_out", args=[view.round.id, found.id])
    if not is_noted:  # a form that was sent twice is answered as the first was
        here = reverse("console:oversight_round", args=[view.round.id])
    if request.method == "POST":
        reason = str(request.POST.get("reason", "")).strip().replace("\r\n", "\n")[: WORDS_MAX + 1]
        try:
            acts.leave_out(
                request.office, request.post, view.round.id, found.id, reason=reason, command_id=command_id(request),
                now=request.now,
            )  # fmt: skip
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed={"reason": reason}))
        return _back(request, view, _("Taken off; the reason stays in the record."))
    refusal = take_refusal(request.session, here)
    context = {
        **head_of(request, view),
        "row": noted_row(request.office, view, found),
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {"reason": _("Why")},
        "words_max": WORDS_MAX,
        "command_id": command_id(request),
    }
    return render(request, "console/oversight/out.html", context)


@who_may(BY_ROUND)
def box(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Enter that two people emptied a letter box."""
    view = _noting_or_404(request, round_id)
    here = reverse("console:oversight_box", args=[view.round.id])
    if request.method == "POST":
        typed = {key: str(request.POST.get(key, "")).strip()[:26] for key in ("unit", "day", "letters", "witness")}
        letters = typed["letters"]
        is_number = letters.isascii() and letters.isdigit() and len(letters) < 7
        given = Opening(
            unit=typed["unit"], day=typed["day"], letters=int(letters) if is_number else None, witness=typed["witness"]
        )  # fmt: skip
        try:
            acts.open_box(
                request.office, request.post, view.round.id, given, command_id=command_id(request), now=request.now
            )  # fmt: skip
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        return _back(request, view, _("Entered. Take each letter in as a letter, with a number of its own."))
    refusal = take_refusal(request.session, here)
    one = view.round
    others = [id_ for id_ in (one.head.leader, *one.head.team) if id_ != request.post.id]
    context = {
        **_frame(request, view, refusal),
        "labels": {
            "unit": _("At which unit"), "day": _("Day"), "letters": _("Letters in it"), "witness": _("Second person"),
        },
        "witnesses": [
            Option(value="", title=_("Please choose")),
            *(Option(value=id_, title=view.called.get(id_, id_)) for id_ in others),
        ],
    }  # fmt: skip
    return render(request, "console/oversight/box.html", context)


def _frame(request: SeatedRequest, view: RoundView, refusal: Refusal) -> dict[str, object]:
    today = request.office.directory.calendar.local_date(request.now).isoformat()
    return {
        **head_of(request, view),
        "typed": refusal.typed or {"day": today},
        "problems": refusal.problems,
        "units": unit_options(request.office, view.round),
        "command_id": command_id(request),
    }


@who_may(BY_ROUND)
def sheet(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Fill in one questionnaire about a place or service."""
    view = _noting_or_404(request, round_id)
    here = reverse("console:oversight_sheet", args=[view.round.id])
    if request.method == "POST":
        typed = {key: str(request.POST.get(key, "")).strip()[:26] for key in ("unit", "day", "place_kind")}
        answers = {key: str(request.POST.get(f"q_{key}", ""))[:20] for key in QUESTIONS}
        given = Sheet(**typed, answers={key: value for key, value in answers.items() if value})
        try:
            acts.take_sheet(
                request.office, request.post, view.round.id, given, command_id=command_id(request), now=request.now
            )  # fmt: skip
        except Refused as refused:
            shown = {**typed, **{f"q_{key}": value for key, value in answers.items()}}
            return refused_at(request, here, Refusal(problems=refused.problems, typed=shown))
        return _back(request, view, _("The questionnaire is kept."))
    refusal = take_refusal(request.session, here)
    context = {
        **_frame(request, view, refusal),
        "labels": {
            "unit": _("In which unit's area"), "day": _("Day"), "place_kind": _("What sort of place"),
            "answers": _("Asked about"),
        },
        "places": options_of(PLACE_KINDS),
        "questions": [
            {"name": f"q_{key}", "title": title.within(language()), "value": refusal.typed.get(f"q_{key}", "")}
            for key, title in QUESTIONS.items()
        ],
        "answers": options_of(ANSWERS),
    }  # fmt: skip
    return render(request, "console/oversight/sheet.html", context)
