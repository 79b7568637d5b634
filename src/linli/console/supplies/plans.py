"""Emergency plans and drills: the list by the next drill, one plan with every version, drills with what they taught."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import emergency_plans as acts
from linli.actions.deciding import today_of
from linli.actions.ledger_views import Told, reach_of, told_of
from linli.console.command_ids import command_id
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.supplies.admitted import KEEPING_POSTS, READY_POSTS
from linli.console.supplies.typed import CURSOR_MAX, ID_MAX, act_of, chips, day_words, typed_of, worded
from linli.console.words import area_words, language, unit_name
from linli.domain.emergency_plan import (
    DRILL_DAYS,
    FORM_WORDS,
    KIND_WORDS,
    DrillForm,
    DrillSet,
    EmergencyPlan,
    PlanKind,
)
from linli.domain.problems import Refused
from linli.domain.supply_checks import PLAN_MAX, may_begin
from linli.store import ledgers
from linli.store import plans as stored
from linli.store.plans import PLANS
from linli.ui.refusals import Refusal, take_refusal

FIELDS = ("kind", "title", "every_days", "in_force", "text")
DRILL_FIELDS = ("form", "planned")
HELD_FIELDS = ("held", "heads", "lessons", "reason")


def labels() -> dict[str, str]:
    """Return what the fields of plans and drills are called."""
    return {
        "kind": _("Against what"), "title": _("Name of the plan"), "every_days": _("Drilled every (days)"),
        "in_force": _("In force from"), "text": _("Text of the plan"), "form": _("How it is drilled"),
        "planned": _("Planned for"), "held": _("Held on"), "heads": _("How many took part"),
        "lessons": _("What it taught"), "reason": _("Why it is called off"),
    }  # fmt: skip


@who_may(READY_POSTS)
def plans(request: SeatedRequest) -> HttpResponse:
    """List the plans within the post's reach, the next drill first."""
    office, reach, here = request.office, reach_of(request.post), reverse("console:plans")
    today = today_of(office, request.now)
    only = str(request.GET.get("only", ""))
    only = only if only in ("overdue", "ended") else ""
    page = stored.page(
        office.county_id, reach, today, only=only, cursor=str(request.GET.get("after", ""))[:CURSOR_MAX]
    )  # fmt: skip
    overdue, in_force = stored.counts(office.county_id, reach, today)
    shown = (("", _("In force")), ("overdue", _("Drill overdue")), ("ended", _("Plans ended")))
    context = {
        "tab": "plans", "overdue": overdue, "in_force": in_force, "only": only,
        "filters": chips(here, "only", {"only": only}, shown),
        "rows": [
            {
                "line": one, "url": reverse("console:plan", args=[one.id]), "unit": unit_name(office, one.unit),
                "kind": KIND_WORDS[PlanKind(one.kind)].within(language()), "due": day_words(one.due_date),
                "drilled": day_words(one.drilled_date), "is_overdue": one.is_active and one.due_date < today,
                "area": area_words(office, one.area_path),
            }
            for one in page.lines
        ],
        "next_cursor": page.next_cursor, "may_begin": may_begin(request.post, office.directory),
    }  # fmt: skip
    return render(request, "console/supplies/plans.html", context)


@who_may(KEEPING_POSTS)
def plan_new(request: SeatedRequest) -> HttpResponse:
    """Make a plan of the post's unit."""
    here = reverse("console:plan_new")
    if request.method == "POST":
        typed = typed_of(request, FIELDS)
        try:
            plan_id = acts.make_plan(request.office, request.post, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("The plan is kept. Plan its first drill."))
        return HttpResponseRedirect(reverse("console:plan", args=[plan_id]))
    standing = {
        "every_days": str(DRILL_DAYS), "in_force": today_of(request.office, request.now).isoformat(), "kind": "flood",
    }  # fmt: skip
    return _form(request, here, standing, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSeen:
    """A plan as the post may see it."""

    plan: EmergencyPlan
    may_change: bool
    today: date

    @property
    def url(self) -> str:
        """Its own page."""
        return reverse("console:plan", args=[self.plan.id])


def seen_or_404(request: SeatedRequest, plan_id: str) -> PlanSeen:
    """Return the plan as the post may see it; raises Http404 for one that is missing or not its to see."""
    office, post = request.office, request.post
    found = ledgers.kept(PLANS, office.county_id, plan_id[:ID_MAX])
    if found is None or not acts.may_see(office, post, found):
        raise Http404
    may_change = acts.may_change(office, post, found)
    return PlanSeen(plan=found, may_change=may_change, today=today_of(office, request.now))


def kept_or_404(request: SeatedRequest, plan_id: str) -> PlanSeen:
    """Return a plan in force that the post keeps; raises Http404 for any other."""
    seen = seen_or_404(request, plan_id)
    if not (seen.may_change and seen.plan.head.is_active):
        raise Http404
    return seen


def _head(request: SeatedRequest, seen: PlanSeen) -> dict[str, object]:
    head, office = seen.plan.head, request.office
    return {
        "tab": "plans", "plan": seen.plan, "head": head, "plan_url": seen.url, "may_change": seen.may_change,
        "kind": KIND_WORDS[PlanKind(head.kind)].within(language()), "unit": unit_name(office, head.unit),
        "area": area_words(office, head.area), "due": day_words(head.due), "drilled": day_words(head.drilled),
        "is_overdue": seen.plan.is_overdue(seen.today), "command_id": command_id(request), "labels": labels(),
        "in_force": day_words(head.in_force),
    }  # fmt: skip


@who_may(READY_POSTS)
def plan(request: SeatedRequest, plan_id: str) -> HttpResponse:
    """Show one plan: what it says, every former version, its drills with what they taught."""
    seen = seen_or_404(request, plan_id)
    told = told_of(request.office, seen.plan.stream, language())
    refusal = take_refusal(request.session, seen.url)
    drills = [_drill(seen, told, one) for one in reversed(tuple(seen.plan.drills.values()))]
    context = {
        **_head(request, seen),
        "text": told.texts.get((seen.plan.head.text_seq, "text"), ""),
        "former": [
            {"set": one, "from": day_words(one.in_force), "text": told.texts.get((one.text_seq, "text"), "")}
            for one in reversed(seen.plan.versions[:-1])
        ],
        "coming": [one for one in drills if one["drill"].is_open],
        "drills": [one for one in drills if not one["drill"].is_open],
        "forms": worded(FORM_WORDS), "typed": refusal.typed or {"form": "field"}, "problems": refusal.problems,
        "may_drill": seen.may_change and seen.plan.head.is_active,
    }  # fmt: skip
    return render(request, "console/supplies/plan.html", context)


def _drill(seen: PlanSeen, told: Told, one: DrillSet) -> dict[str, Any]:
    return {
        "drill": one, "form": FORM_WORDS[DrillForm(one.form)].within(language()), "planned": day_words(one.planned),
        "held": day_words(one.held), "lessons": told.texts.get((one.lessons_seq, "lessons"), ""),
        "url": reverse("console:drill", args=[seen.plan.id, one.drill]),
    }  # fmt: skip


@who_may(READY_POSTS)
def plan_version(request: SeatedRequest, plan_id: str) -> HttpResponse:
    """Put a new version into force; the former ones stay to be read."""
    seen = kept_or_404(request, plan_id)
    here = reverse("console:plan_version", args=[seen.plan.id])
    if request.method == "POST":
        typed = typed_of(request, FIELDS)
        try:
            acts.new_version(request.office, request.post, seen.plan.id, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("The new version is kept."))
        return HttpResponseRedirect(seen.url)
    told = told_of(request.office, seen.plan.stream, language())
    standing = {
        "every_days": str(seen.plan.head.every_days), "in_force": seen.today.isoformat(),
        "text": told.texts.get((seen.plan.head.text_seq, "text"), ""),
    }  # fmt: skip
    return _form(request, here, standing, seen)


def _form(request: SeatedRequest, here: str, standing: Mapping[str, str], seen: PlanSeen | None) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    context = {
        **(_head(request, seen) if seen else {"tab": "plans", "labels": labels(), "command_id": command_id(request)}),
        "seen": seen, "typed": refusal.typed or standing, "problems": refusal.problems,
        "kinds": worded(KIND_WORDS), "text_max": PLAN_MAX,
    }  # fmt: skip
    return render(request, "console/supplies/plan_form.html", context)


@who_may(READY_POSTS)
def plan_do(request: SeatedRequest, plan_id: str) -> HttpResponse:
    """Plan a drill for a day; or end a plan, and put it into force again."""
    seen = seen_or_404(request, plan_id)
    if request.method != "POST" or not seen.may_change:
        raise Http404
    typed = typed_of(request, DRILL_FIELDS)
    try:
        if "end" in request.POST:
            acts.end_plan(request.office, request.post, seen.plan.id, act_of(request, {}), now=request.now)
        else:
            acts.plan_drill(request.office, request.post, seen.plan.id, act_of(request, typed), now=request.now)
            messages.success(request, _("The drill is planned."))
    except Refused as refused:
        return refused_at(request, seen.url, Refusal(problems=refused.problems, typed=typed))
    return HttpResponseRedirect(seen.url)


@who_may(READY_POSTS)
def drill(request: SeatedRequest, plan_id: str, drill_id: str) -> HttpResponse:
    """Record a drill that was held with what it taught, or call it off with the reason."""
    seen = kept_or_404(request, plan_id)
    found = seen.plan.drills.get(drill_id)
    if found is None or not found.is_open:
        raise Http404
    here = reverse("console:drill", args=[seen.plan.id, drill_id])
    if request.method == "POST":
        typed = typed_of(request, HELD_FIELDS)
        make = acts.call_drill_off if "off" in request.POST else acts.record_drill
        try:
            make(request.office, request.post, seen.plan.id, drill_id, act_of(request, typed), now=request.now)
        except Refused as refused:
            return refused_at(request, here, Refusal(problems=refused.problems, typed=typed))
        messages.success(request, _("Kept. The next drill is due by itself."))
        return HttpResponseRedirect(seen.url)
    refusal = take_refusal(request.session, here)
    context = {
        **_head(request, seen), "drill": found, "form": FORM_WORDS[DrillForm(found.form)].within(language()),
        "planned": day_words(found.planned), "typed": refusal.typed or {"held": seen.today.isoformat()},
        "problems": refusal.problems,
    }  # fmt: skip
    return render(request, "console/supplies/drill.html", context)
