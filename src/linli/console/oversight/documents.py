"""Papers of a round: the notice that begins it, the document by which problems go to a unit, and both given again."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.oversight_papers import Document, paper_file, publish_notice
from linli.actions.oversight_papers import hand_over as press_document
from linli.console.command_ids import command_id
from linli.console.oversight.admitted import BY_ROUND
from linli.console.oversight.rows import ID_MAX, head_of, joined_words, noted_row, seen_or_404
from linli.console.papers import TYPES, file_answer
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.oversight_checks import NOTICE_MAX, WORDS_MAX
from linli.domain.oversight_round import CHANNEL_WORDS, RoundStage
from linli.domain.problems import Problem, Refused
from linli.ui.refusals import Refusal, take_refusal


def _standing(request: SeatedRequest) -> tuple[Problem, ...]:
    press = request.office.ports.papers
    return press.standing() if press else (Problem("paper_no_press"),)


@who_may(BY_ROUND)
def notice(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Show what the notice will say, or publish it: the paper, and the public page."""
    view = seen_or_404(request, round_id)
    is_due = view.round.stage is RoundStage.PLANNED
    if not view.leads or (request.method != "POST" and not is_due):
        raise Http404
    page = "oversight_notice" if is_due else "oversight_round"  # sent twice: answered as the first was
    here = reverse(f"console:{page}", args=[view.round.id])
    if request.method == "POST":
        words = str(request.POST.get("notice_words", "")).strip().replace("\r\n", "\n")[: NOTICE_MAX + 1]
        channels = tuple(str(one)[:20] for one in request.POST.getlist("channels"))[:20]
        try:
            publish_notice(
                request.office, request.post, view.round.id, words, channels, command_id=command_id(request),
                now=request.now,
            )  # fmt: skip
        except Refused as refused:
            typed = {"notice_words": words, "channels": ",".join(channels)}
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("The notice is out: print it for the walls; the public page shows it too."))
        return HttpResponseRedirect(reverse("console:oversight_round", args=[view.round.id]))
    refusal = take_refusal(request.session, here)
    chosen = refusal.typed.get("channels", ",".join(CHANNEL_WORDS)).split(",")
    context = {
        **head_of(request, view),
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {"notice_words": _("The notice"), "channels": _("Ways to reach the team")},
        "visited": joined_words(unit_name(request.office, one.unit) for one in view.round.visited),
        "channels": [
            {"id": key, "name": words.within(language()), "is_chosen": key in chosen}
            for key, words in CHANNEL_WORDS.items()
        ],
        "standing": _standing(request),
        "notice_max": NOTICE_MAX,
        "command_id": command_id(request),
    }
    return render(request, "console/oversight/notice.html", context)


@who_may(BY_ROUND)
def hand_over(request: SeatedRequest, round_id: str, unit_id: str) -> HttpResponse:
    """Show what goes to a unit, or hand it over: the document, and one matter with a part for each problem."""
    view = seen_or_404(request, round_id)
    unit = unit_id[:ID_MAX]
    if not (view.may_hand_over and unit in view.round.units):
        raise Http404
    here = reverse("console:oversight_hand_over", args=[view.round.id, unit])
    back = reverse("console:oversight_unit", args=[view.round.id, unit])
    if request.method == "POST":
        typed = {"rectify_date": str(request.POST.get("rectify_date", "")).strip()[:20]}
        typed["demands"] = str(request.POST.get("demands", "")).strip().replace("\r\n", "\n")[: WORDS_MAX + 1]
        chosen = tuple(str(one)[:10] for one in request.POST.getlist("findings"))[:200]
        given = Document(unit=unit, findings=chosen, **typed)
        try:
            press_document(
                request.office, request.post, view.round.id, given, command_id=command_id(request), now=request.now
            )  # fmt: skip
        except Refused as refused:
            shown = {**typed, "findings": ",".join(chosen)}
            return refused_at(request, here, Refusal(problems=refused.problems, typed=shown))
        messages.success(request, _("Handed over: the unit finds it on its own page, with its clock."))
        return HttpResponseRedirect(back)
    refusal = take_refusal(request.session, here)
    waiting = view.round.noted(unit)
    ticked = refusal.typed["findings"].split(",") if "findings" in refusal.typed else [one.id for one in waiting]
    context = {
        **head_of(request, view),
        "unit": unit_name(request.office, unit),
        "unit_url": back,
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {
            "findings": _("Problems"), "rectify_date": _("To be rectified by"), "demands": _("What is demanded"),
        },
        "rows": [
            {"row": noted_row(request.office, view, one), "is_chosen": one.id in ticked} for one in waiting
        ],
        "standing": _standing(request),
        "words_max": WORDS_MAX,
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/oversight/hand_over.html", context)


@who_may(BY_ROUND)
def file(request: SeatedRequest, round_id: str, seq: int, kind: str) -> HttpResponse:
    """Give a paper of the round as it was made."""
    found = None
    if kind in TYPES and seq < 2**31:
        found = paper_file(request.office, request.post, round_id[:ID_MAX], seq, kind)
    if found is None:
        raise Http404
    return file_answer(found[1], kind, found[0])
