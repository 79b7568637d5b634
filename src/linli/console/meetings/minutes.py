"""Minutes: everything that one press makes, shown before it is pressed; the paper afterwards."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.meeting_minutes import minutes_file, press_minutes
from linli.console.command_ids import command_id
from linli.console.meetings.admitted import BY_MEETING
from linli.console.meetings.rows import Drawing, cards_of, meeting_title
from linli.console.meetings.sitting import ID_MAX, head_of, seen_or_404
from linli.console.papers import TYPES, file_answer
from linli.console.rail import KEPT_SENT
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import unit_name
from linli.domain.meeting_checks import SUMMARY_MAX, Minutes
from linli.domain.problems import Problem, Refused
from linli.ui.refusals import Refusal, take_refusal


@who_may(BY_MEETING)
def minutes(request: SeatedRequest, meeting_id: str) -> HttpResponse:
    """Show what will be made, or make it: the paper, an entry and an item for each matter, the orders."""
    view = seen_or_404(request, meeting_id)
    here = reverse("console:meeting_minutes", args=[view.sitting.id])
    if request.method == "POST":
        return _pressed(request, view.sitting.id, here)
    if not (view.is_planned and (view.may_sign or view.may_prepare)):
        raise Http404
    refusal = take_refusal(request.session, here)
    drawing = Drawing(office=request.office, post_id=request.post.id, now=request.now, called=view.called)
    cards, _left_out = cards_of(drawing, view)
    here_now = set(refusal.typed.get("present", ",".join(view.sitting.head.units)).split(","))
    press = request.office.ports.papers
    context = {
        **head_of(request, view),
        "meeting_id": view.sitting.id,
        "cards": cards,
        "fresh_count": sum(not card.is_carried for card in cards),
        "carried_count": sum(card.is_carried for card in cards),
        "incomplete": [card for card in cards if not card.is_complete],
        "may_sign": view.may_sign,
        "units": [
            {"id": one, "name": unit_name(request.office, one), "is_chosen": one in here_now}
            for one in view.sitting.head.units
        ],
        "typed": refusal.typed,
        "problems": refusal.problems,
        "labels": {"summary": _("Summary"), "present": _("Units that came")},
        "standing": press.standing() if press else (Problem("paper_no_press"),),
        "summary_max": SUMMARY_MAX,
        "command_id": command_id(request),
    }
    return render(request, "console/meetings/minutes.html", context)


def _pressed(request: SeatedRequest, meeting_id: str, here: str) -> HttpResponse:
    summary = str(request.POST.get("summary", "")).strip().replace("\r\n", "\n")[: SUMMARY_MAX + 1]
    present = tuple(str(one)[:26] for one in request.POST.getlist("present"))[:200]
    given = Minutes(summary=summary, present=present)
    try:
        press_minutes(
            request.office, request.post, meeting_id, given, command_id=command_id(request), now=request.now
        )  # fmt: skip
    except Refused as refused:
        there = here
        if "minutes_made" in refused.codes or "meeting_cancelled" in refused.codes:
            there = reverse("console:meeting", args=[meeting_id])
        typed = {"summary": summary, "present": ",".join(present)}
        return refused_at(request, there, Refusal(problems=refused.problems, typed=typed))
    request.session[KEPT_SENT] = f"minutes-{meeting_id}"
    messages.success(request, _("The minutes are made: every matter has its entry, every order its number."))
    return HttpResponseRedirect(reverse("console:meeting", args=[meeting_id]))


@who_may(BY_MEETING)
def file(request: SeatedRequest, meeting_id: str, kind: str) -> HttpResponse:
    """Give the minutes as they were made."""
    found = minutes_file(request.office, request.post, meeting_id[:ID_MAX], kind) if kind in TYPES else None
    if found is None:
        raise Http404
    sitting, content = found
    name = f"{meeting_title(request.office, sitting.head.unit, sitting.starts_at)}{sitting.head.number}"
    return file_answer(content, kind, name)
