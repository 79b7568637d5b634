"""Sittings: the list of them, one as a leader reads it, its agenda put in order, its calendar file."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import meetings as acts
from linli.actions.meeting_agenda import OVERDUE
from linli.actions.meeting_orders import solved_rate
from linli.actions.meeting_views import MeetingView, open_meeting, sittings_of
from linli.actions.settings import setting_whole
from linli.console.command_ids import command_id
from linli.console.meetings.admitted import BY_MEETING, MEETING_POSTS
from linli.console.meetings.rows import STAGE_TONES, STAGES, Drawing, cards_of, meeting_row, meeting_title, when_words
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.calendar_feed import Appointment, feed
from linli.domain.meeting import MeetingStage, may_prepare
from linli.domain.problems import Refused
from linli.ui.refusals import Refusal, take_refusal

ID_MAX = 26
CURSOR_MAX = 80


@who_may(MEETING_POSTS)
def meetings(request: SeatedRequest) -> HttpResponse:
    """List the sittings of the post's joint meeting, the newest first, with how many items were solved in time."""
    office, unit = request.office, acts.own_unit(request.office, request.post)
    if unit is None:
        raise Http404
    page = sittings_of(office, request.post, cursor=str(request.GET.get("after", ""))[:CURSOR_MAX])
    context = {
        "unit": unit_name(office, unit.id),
        "rows": [meeting_row(office, one) for one in page.lines],
        "next_cursor": page.next_cursor,
        "rate": solved_rate(office, request.post, request.now),
        "may_plan": may_prepare(request.post, unit, office.directory),
    }
    return render(request, "console/meetings/list.html", context)


def seen_or_404(request: SeatedRequest, meeting_id: str) -> MeetingView:
    """Return the sitting as the post may see it; raises Http404 for one that is missing or not its to see."""
    view = open_meeting(request.office, request.post, meeting_id[:ID_MAX], request.now, language())
    if view is None:
        raise Http404
    return view


def head_of(request: SeatedRequest, view: MeetingView) -> dict[str, object]:
    """Return what every page of a sitting shows at its top."""
    sitting = view.sitting
    return {
        "title": meeting_title(request.office, view.unit.id, sitting.starts_at),
        "when": when_words(sitting.starts_at),
        "place": sitting.head.place,
        "chair": view.called.get(sitting.head.chair, ""),
        "stage": STAGES[sitting.stage].within(language()),
        "tone": STAGE_TONES[sitting.stage],
        "meeting_url": reverse("console:meeting", args=[sitting.id]),
        "sitting": sitting,
    }


@who_may(BY_MEETING)
def meeting(request: SeatedRequest, meeting_id: str) -> HttpResponse:
    """Show one sitting: what is stuck and why, whose duty, what was promised, what I signed."""
    view = seen_or_404(request, meeting_id)
    office, sitting = request.office, view.sitting
    drawing = Drawing(office=office, post_id=request.post.id, now=request.now, called=view.called)
    cards, left_out = cards_of(drawing, view)
    refusal = take_refusal(request.session, request.path)
    signed = [order for card in cards if card.became for order in card.became.orders if order.is_mine]
    context = {
        **head_of(request, view),
        "cards": cards,
        "left_out": left_out,
        "units": [unit_name(office, one) for one in sitting.head.units],
        "complete_count": sum(card.is_complete for card in cards),
        "carried_count": sum(card.is_carried for card in cards),
        "signed": signed,
        "summary": view.summary,
        "cancelled_because": view.cancelled_because,
        "is_planned": view.is_planned,
        "overdue_days": setting_whole(office, OVERDUE, request.now),
        "is_decided": sitting.stage is MeetingStage.DECIDED,
        "may_prepare": view.may_prepare and view.is_planned,
        "may_sign": view.may_sign,
        "i_signed": sitting.signer == request.post.id,
        "signer": view.called.get(sitting.signer, ""),
        "problems": refusal.problems,
        "typed": refusal.typed,
        "command_id": command_id(request),
    }
    return render(request, "console/meetings/meeting.html", context)


@who_may(BY_MEETING)
def agenda(request: SeatedRequest, meeting_id: str) -> HttpResponse:
    """Put the agenda in order: what got stuck meanwhile, a matter by its number, one place up or down, one back on."""
    view = seen_or_404(request, meeting_id)
    if request.method != "POST":
        raise Http404
    here = reverse("console:meeting", args=[view.sitting.id])
    number = str(request.POST.get("number", "")).strip()[:60]
    try:
        _arrange(request, view.sitting.id, number)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed={"number": number}))
    return HttpResponseRedirect(f"{here}#agenda")


def _arrange(request: SeatedRequest, meeting_id: str, number: str) -> None:
    office, post, id_, now = request.office, request.post, command_id(request), request.now
    case_id, act = str(request.POST.get("case", ""))[:ID_MAX], str(request.POST.get("act", ""))
    if act == "refresh":
        came = acts.refresh(office, post, meeting_id, command_id=id_, now=now)
        words = _("%(count)s more on the agenda.") % {"count": came} if came else _("Nothing else is stuck.")
        messages.success(request, words)
    elif act == "propose":
        acts.propose(office, post, meeting_id, number, command_id=id_, now=now)
    elif act == "take_back":
        acts.take_back(office, post, meeting_id, case_id, command_id=id_, now=now)
    elif act in ("up", "down"):
        acts.shift(office, post, meeting_id, case_id, up=act == "up", command_id=id_, now=now)


@who_may(BY_MEETING)
def calendar(request: SeatedRequest, meeting_id: str) -> HttpResponse:
    """Give the sitting as a calendar file."""
    view = seen_or_404(request, meeting_id)
    sitting = view.sitting
    event = Appointment(
        uid=sitting.id, title=meeting_title(request.office, view.unit.id, sitting.starts_at),
        place=sitting.head.place, begins_at=sitting.starts_at, ends_at=sitting.ends_at,
        words=_("%(count)s items") % {"count": len(sitting.agenda)} + "\n" + request.build_absolute_uri(
            reverse("console:meeting", args=[sitting.id])),
        is_off=sitting.stage is MeetingStage.CANCELLED, sequence=sitting.seq,
    )  # fmt: skip
    response = HttpResponse(feed([event], made_at=request.now), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="meeting-{sitting.id}.ics"'
    return response
