"""Planning a sitting: day, place, chair, units asked; and calling it off."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from linli.actions import meetings as acts
from linli.actions.meeting_views import MeetingView, choices_for
from linli.console.command_ids import command_id
from linli.console.meetings.admitted import BY_MEETING, PREPARING_POSTS
from linli.console.meetings.sitting import head_of, seen_or_404
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.meeting_checks import LENGTHS_MINUTES, PLACE_MAX, Plan
from linli.domain.problems import Refused
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

LABELS = ("starts_at", "place", "length_minutes", "chair", "units", "reason")
DAYS_AHEAD = 7


@who_may(PREPARING_POSTS)
def meeting_new(request: SeatedRequest) -> HttpResponse:
    """Plan a sitting; its agenda builds itself from what is stuck."""
    here = reverse("console:meeting_new")
    if request.method != "POST":
        return _form(request, here, None)
    plan, typed = _typed(request)
    try:
        meeting_id = acts.plan_meeting(
            request.office, request.post, plan, command_id=command_id(request), now=request.now
        )  # fmt: skip
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("The meeting is planned and its agenda built. Check why each item is there."))
    return HttpResponseRedirect(reverse("console:meeting", args=[meeting_id]))


@who_may(BY_MEETING)
def meeting_plan(request: SeatedRequest, meeting_id: str) -> HttpResponse:
    """Put a sitting to another day, place or circle, or call it off."""
    view = seen_or_404(request, meeting_id)
    if not (view.may_prepare and view.is_planned):
        raise Http404
    here = reverse("console:meeting_plan", args=[view.sitting.id])
    if request.method != "POST":
        return _form(request, here, view)
    plan, typed = _typed(request)
    id_, now = command_id(request), request.now
    try:
        if "cancel" in request.POST:
            acts.cancel(
                request.office, request.post, view.sitting.id, typed["reason"], command_id=id_, now=now
            )  # fmt: skip
        else:
            acts.replan(request.office, request.post, view.sitting.id, plan, command_id=id_, now=now)
    except Refused as refused:
        if "cancel" in request.POST:  # the form of calling it off holds the reason alone; the plan stands as it was
            typed = {**_standing(request, view), "reason": typed["reason"]}
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("The meeting is called off.") if "cancel" in request.POST else _("Saved."))
    return HttpResponseRedirect(reverse("console:meeting", args=[view.sitting.id]))


def _typed(request: SeatedRequest) -> tuple[Plan, dict[str, str]]:
    given = {key: str(request.POST.get(key, "")).strip()[:500] for key in LABELS if key != "units"}
    units = tuple(str(one)[:26] for one in request.POST.getlist("units"))[:200]
    length = given["length_minutes"]
    plan = Plan(
        starts_at=_moment(request, given["starts_at"]), place=given["place"], chair=given["chair"], units=units,
        length_minutes=int(length) if length.isdecimal() and len(length) < 5 else 0,
    )  # fmt: skip
    return plan, {**given, "units": ",".join(units)}


def _moment(request: SeatedRequest, typed: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        return None
    return moment.replace(tzinfo=request.office.directory.calendar.zone) if moment.tzinfo is None else moment


def _form(request: SeatedRequest, here: str, view: MeetingView | None) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    choices = choices_for(request.office, request.post, view, request.now, language())
    typed: Mapping[str, str] = refusal.typed or _standing(request, view)
    chairs = tuple(Option(value=one.id, title=choices.called.get(one.id, one.id)) for one in choices.chairs)
    chosen = set(typed.get("units", "").split(","))
    context = {
        **(head_of(request, view) if view else {}),
        "view": view,
        "typed": typed,
        "problems": refusal.problems,
        "labels": {
            "starts_at": _("When"), "place": _("Where"), "length_minutes": _("How long it lasts"),
            "chair": _("Who chairs"), "units": _("Units asked to it"), "reason": _("Why it is called off"),
        },
        "chairs": chairs,
        "lengths": tuple(
            Option(value=str(one), title=_("%(count)s minutes") % {"count": one}) for one in LENGTHS_MINUTES
        ),
        "units": [
            {"id": one.id, "name": unit_name(request.office, one.id), "is_chosen": one.id in chosen}
            for one in choices.units
        ],
        "place_max": PLACE_MAX,
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/meetings/plan.html", context)


def _standing(request: SeatedRequest, view: MeetingView | None) -> dict[str, str]:
    """What stands in the form before anybody typed: the sitting's own plan, or a week from now at nine."""
    if view is None:
        unit = acts.own_unit(request.office, request.post)
        day = localtime(request.now) + timedelta(days=DAYS_AHEAD)
        chairs = choices_for(request.office, request.post, None, request.now, language()).chairs
        return {
            "starts_at": f"{day:%Y-%m-%d}T09:00", "length_minutes": "60", "chair": chairs[0].id if chairs else "",
            "units": _usual(request, unit.area_path if unit else ""),
        }  # fmt: skip
    head = view.sitting.head
    return {
        "starts_at": f"{localtime(view.sitting.starts_at):%Y-%m-%dT%H:%M}", "place": head.place,
        "length_minutes": str(head.length_minutes), "chair": head.chair, "units": ",".join(head.units),
    }  # fmt: skip


def _usual(request: SeatedRequest, area_path: str) -> str:
    """The centre beside the meeting comes as a rule."""
    centre = request.office.directory.lowest_centre(area_path)
    return centre.id if centre else ""
