"""Planning a round: its first day and length, its team, its units with those below them; calling it off."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import oversight as acts
from linli.actions.oversight_views import RoundView, plan_choices
from linli.actions.settings import setting_whole
from linli.console.command_ids import command_id
from linli.console.oversight.admitted import BY_ROUND, PLANNING_POSTS
from linli.console.oversight.rows import head_of, seen_or_404
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.oversight_checks import TITLE_MAX, WORDS_MAX, RoundPlan
from linli.domain.problems import Refused
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

KEYS = ("title", "starts_date", "length_days", "leader", "reason")
LENGTH = "oversight.length_days"


@who_may(PLANNING_POSTS)
def round_new(request: SeatedRequest) -> HttpResponse:
    """Plan a round."""
    here = reverse("console:oversight_new")
    if request.method != "POST":
        return _form(request, here, None)
    plan, typed = _typed(request)
    try:
        round_id = acts.plan_round(request.office, request.post, plan, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("The round is planned. Its notice goes out next."))
    return HttpResponseRedirect(reverse("console:oversight_round", args=[round_id]))


@who_may(BY_ROUND)
def round_plan(request: SeatedRequest, round_id: str) -> HttpResponse:
    """Change a round before its notice is out, or call it off."""
    view = seen_or_404(request, round_id)
    if not (view.may_plan or (request.method == "POST" and view.is_member)):
        raise Http404
    page = "oversight_plan" if view.may_plan else "oversight_round"  # sent twice: answered as the first was
    here = reverse(f"console:{page}", args=[view.round.id])
    if request.method != "POST":
        return _form(request, here, view)
    plan, typed = _typed(request)
    office, post, id_, now = request.office, request.post, command_id(request), request.now
    try:
        if "cancel" in request.POST:
            acts.cancel(office, post, view.round.id, typed["reason"], command_id=id_, now=now)
        else:
            acts.replan(office, post, view.round.id, plan, command_id=id_, now=now)
    except Refused as refused:
        if "cancel" in request.POST:  # the form of calling it off holds the reason alone; the plan stands as it was
            typed = {**_standing(request, view), "reason": typed["reason"]}
        return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
    messages.success(request, _("The round is called off.") if "cancel" in request.POST else _("Saved."))
    return HttpResponseRedirect(reverse("console:oversight_round", args=[view.round.id]))


def _typed(request: SeatedRequest) -> tuple[RoundPlan, dict[str, str]]:
    given = {key: str(request.POST.get(key, "")).strip()[: WORDS_MAX + 1] for key in KEYS}
    units = tuple(str(one)[:26] for one in request.POST.getlist("units"))[:200]
    team = tuple(str(one)[:26] for one in request.POST.getlist("team"))[:100]
    length = given["length_days"]
    plan = RoundPlan(
        title=given["title"], starts_date=given["starts_date"][:20], leader=given["leader"][:26], team=team,
        units=units, length_days=int(length) if length.isascii() and length.isdigit() and len(length) < 5 else 0,
    )  # fmt: skip
    return plan, {**given, "units": ",".join(units), "team": ",".join(team)}


def _form(request: SeatedRequest, here: str, view: RoundView | None) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    office = request.office
    choices = plan_choices(office, office.directory.units[request.post.unit_id], request.now, language())
    typed: Mapping[str, str] = refusal.typed or _standing(request, view)
    chosen, team = set(typed.get("units", "").split(",")), set(typed.get("team", "").split(","))
    context = {
        **(head_of(request, view) if view else {}),
        "view": view,
        "typed": typed,
        "problems": refusal.problems,
        "labels": {
            "title": _("What the round is called"), "starts_date": _("First day"), "length_days": _("Days"),
            "leader": _("Team leader"), "team": _("Team"), "units": _("Units visited"),
            "reason": _("Why it is called off"),
        },
        "leaders": [
            Option(value="", title=_("Please choose")),
            *(Option(value=one.id, title=choices.called.get(one.id, one.id)) for one in choices.people),
        ],
        "people": [
            {"id": one.id, "name": choices.called.get(one.id, one.id), "is_chosen": one.id in team}
            for one in choices.people
        ],
        "units": [
            {"id": one.id, "name": unit_name(office, one.id), "is_chosen": one.id in chosen} for one in choices.units
        ],
        "title_max": TITLE_MAX,
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/oversight/plan.html", context)


def _standing(request: SeatedRequest, view: RoundView | None) -> dict[str, str]:
    """What stands in the form before anybody typed: the round's own plan, or the district's usual length."""
    if view is None:
        days = setting_whole(request.office, LENGTH, request.now)
        return {"length_days": str(days), "leader": request.post.id}
    head = view.round.head
    return {
        "title": head.title, "starts_date": head.starts_date, "length_days": str(head.length_days),
        "leader": head.leader, "team": ",".join(head.team),
        "units": ",".join(one.unit for one in view.round.visited),
    }  # fmt: skip
