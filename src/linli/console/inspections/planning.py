"""Planning an inspection: where, with which list, what sort of look, on what day, by whom."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import inspections as acts
from linli.actions.campaigns import open_for
from linli.actions.deciding import today_of
from linli.actions.inspection_views import InspectionView, choices_for, open_inspection
from linli.console.command_ids import command_id
from linli.console.inspections.admitted import BY_INSPECTION, PLANNING_POSTS
from linli.console.inspections.rows import KINDS, list_options, options
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.inspection_checks import INSPECTORS_MAX, REASON_MAX, Plan
from linli.domain.problems import Refused
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

ID_MAX = 26
FIELDS = ("place", "checklist", "kind", "planned", "campaign", "previous", "reason")
PLACES_SHOWN = 200
"""So many names are offered while somebody types; the register may hold thousands."""


def seen_or_404(request: SeatedRequest, inspection_id: str) -> InspectionView:
    """Return the inspection as the post may see it; raises Http404 for one that is missing or not its to see."""
    view = open_inspection(request.office, request.post, inspection_id[:ID_MAX], request.now, language())
    if view is None:
        raise Http404
    return view


@who_may(PLANNING_POSTS)
def new(request: SeatedRequest) -> HttpResponse:
    """Plan an inspection."""
    here = reverse("console:inspection_new")
    if request.method != "POST":
        return _form(request, here, None)
    plan, typed = _typed(request)
    try:
        id_ = acts.plan_inspection(request.office, request.post, plan, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("The inspection is planned; its inspectors find it under “My inspections”."))
    return HttpResponseRedirect(reverse("console:inspection", args=[id_]))


@who_may(BY_INSPECTION)
def change(request: SeatedRequest, inspection_id: str) -> HttpResponse:
    """Put an inspection to another day, list or team, or call it off."""
    view = seen_or_404(request, inspection_id)
    is_open = view.is_planned or view.is_started
    if not view.may_steer or (request.method != "POST" and not is_open):
        raise Http404
    page = "inspection_plan" if is_open else "inspection"  # a form that was sent twice is answered as the first was
    here = reverse(f"console:{page}", args=[view.inspection.id])
    if request.method != "POST":
        return _form(request, here, view)
    plan, typed = _typed(request)
    office, post, id_ = request.office, request.post, view.inspection.id
    is_off = "cancel" in request.POST
    try:
        if is_off:
            acts.cancel(office, post, id_, typed["reason"], command_id=command_id(request), now=request.now)
        else:
            acts.replan(office, post, id_, plan, command_id=command_id(request), now=request.now)
    except Refused as refused:
        if is_off:  # the form of calling it off holds the reason alone; the plan stands as it was
            typed = {**_standing(request, view), "reason": typed["reason"]}
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("The inspection is called off.") if is_off else _("Saved."))
    return HttpResponseRedirect(reverse("console:inspection", args=[id_]))


def _typed(request: SeatedRequest) -> tuple[Plan, dict[str, str]]:
    given = {key: str(request.POST.get(key, "")).strip()[: REASON_MAX + 1] for key in FIELDS}
    team = tuple(str(one)[:ID_MAX] for one in request.POST.getlist("inspectors"))[: INSPECTORS_MAX + 1]
    place = acts.place_called(request.office, given["place"])
    plan = Plan(
        place=place.id if place else given["place"], checklist=given["checklist"], kind=given["kind"],
        planned=given["planned"], inspectors=team, previous=given["previous"], campaign=_campaign(request, given),
    )  # fmt: skip
    return plan, {**given, "inspectors": ",".join(team)}


def _campaign(request: SeatedRequest, given: Mapping[str, str]) -> str:
    """A campaign that is over, or was never there, is named by no inspection."""
    known = open_for(request.office, request.post, request.now) if given["campaign"] else {}
    return given["campaign"] if given["campaign"] in known else ""


def _form(request: SeatedRequest, here: str, view: InspectionView | None) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    choices = choices_for(request.office, request.post, request.now, language())
    typed = refusal.typed or _standing(request, view)
    chosen = set(typed.get("inspectors", "").split(","))
    named = open_for(request.office, request.post, request.now)
    context = {
        "view": view,
        "typed": typed,
        "problems": refusal.problems,
        "labels": {
            "place": _("Place"), "checklist": _("Checklist"), "kind": _("What sort of look"), "planned": _("Day"),
            "inspectors": _("Inspectors"), "reason": _("Why it is called off"), "campaign": _("Campaign"),
            "previous": _("Follows"),
        },
        "places": choices.places[:PLACES_SHOWN],
        "lists": [Option(value="", title=_("Please choose")), *list_options(choices.checklists)],
        "kinds": options(KINDS),
        "campaigns": [Option(value="", title=_("None")), *(Option(value=key, title=one) for key, one in named.items())],
        "teams": [
            {
                "title": unit_name(request.office, unit.id),
                "posts": [{"id": one.id, "name": choices.called.get(one.id, one.id), "is_on": one.id in chosen}
                          for one in team],
                "is_open": number == 0 or any(one.id in chosen for one in team),
            }
            for number, (unit, team) in enumerate(choices.inspectors)
        ],
        "is_joint": any(one.id in chosen for _unit, team in choices.inspectors[1:] for one in team),
        "may_replan": view is None or view.is_planned,
        "back": reverse("console:inspection", args=[view.inspection.id]) if view else reverse("console:inspections"),
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/inspections/plan.html", context)


def _standing(request: SeatedRequest, view: InspectionView | None) -> dict[str, str]:
    """What stands in the form before anybody typed: the plan as it is, or what the link that led here names."""
    if view is not None:
        head = view.inspection.head
        return {
            "place": view.place.key if view.place else "", "checklist": head.checklist, "kind": head.kind,
            "planned": head.planned, "inspectors": ",".join(head.inspectors), "previous": head.previous,
            "campaign": head.campaign,
        }  # fmt: skip
    asked = {key: str(request.GET.get(key, ""))[: ID_MAX + 10] for key in FIELDS}
    before = None
    if asked["previous"]:
        before = open_inspection(request.office, request.post, asked["previous"], request.now, language())
    today = today_of(request.office, request.now).isoformat()
    told = {**asked, "planned": asked["planned"] or today, "kind": asked["kind"] or "routine"}
    if before is not None and before.place is not None:
        head = before.inspection.head
        told |= {
            "place": before.place.key, "checklist": head.checklist, "kind": "follow_up",
            "inspectors": ",".join(head.inspectors),
        }  # fmt: skip
    else:
        told |= {"previous": ""}
    return told
