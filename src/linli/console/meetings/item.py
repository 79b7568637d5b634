"""One item of a sitting: the four fixed, or an order where an earlier deadline passed; leaving it out with a reason."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import meetings as acts
from linli.actions.meeting_views import Choices, ItemView, MeetingView, choices_for
from linli.console.command_ids import command_id
from linli.console.meetings.admitted import BY_MEETING
from linli.console.meetings.rows import Drawing, cards_of, strength_options
from linli.console.meetings.sitting import head_of, seen_or_404
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.meeting_checks import MEASURES_MAX, REASON_MAX, Fixing
from linli.domain.problems import Refused
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("sponsor", "handler", "measures", "due_date", "strength")


def _prepared_or_404(request: SeatedRequest, meeting_id: str, case_id: str) -> tuple[MeetingView, ItemView]:
    view = seen_or_404(request, meeting_id)
    found = next((one for one in (*view.items, *view.left_out) if one.item.case == case_id), None)
    if found is None or not (view.may_prepare and view.is_planned):
        raise Http404
    return view, found


@who_may(BY_MEETING)
def item(request: SeatedRequest, meeting_id: str, case_id: str) -> HttpResponse:
    """Show the four of one item, or fix them; what is still open may be filled in later, before the minutes."""
    view, found = _prepared_or_404(request, meeting_id, case_id)
    here = reverse("console:meeting_item", args=[view.sitting.id, case_id])
    if request.method != "POST":
        return _form(request, here, view, found)
    typed = {key: str(request.POST.get(key, "")).strip().replace("\r\n", "\n")[: MEASURES_MAX + 1] for key in FIELDS}
    given = Fixing(**typed)
    try:
        acts.fix_item(
            request.office, request.post, view.sitting.id, case_id, given=given, command_id=command_id(request),
            now=request.now,
        )  # fmt: skip
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(f"{reverse('console:meeting', args=[view.sitting.id])}#item-{case_id}")


def _form(request: SeatedRequest, here: str, view: MeetingView, found: ItemView) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    choices = choices_for(request.office, request.post, view, request.now, language())
    drawing = Drawing(office=request.office, post_id=request.post.id, now=request.now, called=view.called)
    cards, left_out = cards_of(drawing, view)
    is_carried = found.item.is_carried
    context = {
        **head_of(request, view),
        "card": next(card for card in (*cards, *left_out) if card.case_id == found.item.case),
        "typed": refusal.typed or _standing(found),
        "problems": refusal.problems,
        "labels": {
            "sponsor": _("Case sponsor"), "handler": _("Handler"), "due_date": _("Deadline"),
            "measures": _("Why it is supervised") if is_carried else _("Measures"),
            "strength": _("Strength of supervision"), "reason": _("Why"),
        },
        "sponsors": [Option(value="", title=_("Please choose")), *_options(choices)],
        "handlers": _groups(request, choices),
        "strengths": strength_options(),
        "measures_max": REASON_MAX if is_carried else MEASURES_MAX,
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/meetings/item.html", context)


def _standing(found: ItemView) -> dict[str, str]:
    one = found.item
    holder = found.line.holder_post if found.line and not one.post else one.post
    return {
        "sponsor": one.sponsor, "handler": holder, "measures": found.measures, "due_date": one.due_date,
        "strength": one.strength,
    }  # fmt: skip


def _options(choices: Choices) -> list[Option]:
    return [Option(value=one.id, title=choices.called.get(one.id, one.id)) for one in choices.sponsors]


def _groups(request: SeatedRequest, choices: Choices) -> list[dict[str, object]]:
    """Return who can handle it, by unit."""
    return [
        {
            "title": unit_name(request.office, unit.id),
            "options": [{"value": one.id, "title": choices.called.get(one.id, one.id)} for one in posts],
        }
        for unit, posts in choices.handlers
    ]


@who_may(BY_MEETING)
def leave_out(request: SeatedRequest, meeting_id: str, case_id: str) -> HttpResponse:
    """Leave an item out of this sitting, with the reason."""
    view, found = _prepared_or_404(request, meeting_id, case_id)
    if request.method != "POST":
        raise Http404
    reason = str(request.POST.get("reason", "")).strip()
    here = reverse("console:meeting_item", args=[view.sitting.id, found.item.case])
    try:
        acts.leave_out(
            request.office, request.post, view.sitting.id, case_id, reason=reason, command_id=command_id(request),
            now=request.now,
        )  # fmt: skip
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed={**_standing(found),
                                                                                   "reason": reason}))  # fmt: skip
    messages.success(request, _("Left out of this meeting; the reason stands on the agenda."))
    return HttpResponseRedirect(f"{reverse('console:meeting', args=[view.sitting.id])}#left-out")
