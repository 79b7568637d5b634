"""Double-random draws at the console: drawn, planned from, taken back."""

import re
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import draws as acts
from linli.actions.deciding import today_of
from linli.actions.draws import DrawView
from linli.actions.meeting_words import called
from linli.console.command_ids import command_id
from linli.console.inspections.admitted import BY_INSPECTION, INSPECTION_POSTS, PLANNING_POSTS
from linli.console.inspections.planning import ID_MAX
from linli.console.inspections.rows import list_options, list_title, place_name
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import language, unit_name
from linli.domain.draw import INSPECTORS_MAX, PER_PLACE_MAX
from linli.domain.inspection_draw import WHY_BACK, Drawing, DrawStage
from linli.domain.inspection_rights import may_plan
from linli.domain.problems import Refused
from linli.domain.wording import Wording
from linli.store import inspections as lists
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

STAGES = {
    DrawStage.DRAWN: Wording("已抽取", "Drawn"),
    DrawStage.PLANNED: Wording("已安排检查", "Inspections planned"),
    DrawStage.TAKEN_BACK: Wording("已作废", "Declared void"),
}
TONES = {DrawStage.DRAWN: "waiting", DrawStage.PLANNED: "accent", DrawStage.TAKEN_BACK: "quiet"}
CURSOR_MAX, ASIDE_MAX = 80, 4000
FIELDS = ("checklist", "count", "per_place", "first", "last")
ASIDE = "aside-"
ASIDE_APART = re.compile(r"[\s,，、;；]+")


@who_may(INSPECTION_POSTS)
def draws(request: SeatedRequest) -> HttpResponse:
    """List the draws of my area, the newest first; those taken back stand among them."""
    cursor = str(request.GET.get("after", ""))[:CURSOR_MAX]
    page = lists.draws(request.office.county_id, area_path=request.post.area_path, cursor=cursor)
    context = {
        "rows": [
            {
                "url": _url(request, one), "title": list_title(request.office, one.checklist),
                "stage": STAGES[DrawStage(one.stage)].within(language()), "tone": TONES[DrawStage(one.stage)],
                "unit": unit_name(request.office, one.unit), "line": one,
            }
            for one in page.lines
        ],
        "next_cursor": page.next_cursor,
        "may_plan": may_plan(request.post, request.office.directory),
    }  # fmt: skip
    return render(request, "console/inspections/draws.html", context)


def _url(request: SeatedRequest, one: lists.DrawLine) -> str:
    """Return where to read a draw: with its result for whoever may see that, else as everybody does."""
    sees = acts.sees_result(request.post, one.unit, one.area_path)
    return reverse("console:draw" if sees else "public_draw", args=[one.id])


@who_may(PLANNING_POSTS)
def draw_new(request: SeatedRequest) -> HttpResponse:
    """Draw places and inspectors by lot."""
    here = reverse("console:draw_new")
    if request.method != "POST":
        return _form(request, here)
    typed = {key: str(request.POST.get(key, "")).strip()[:ASIDE_MAX] for key in FIELDS}
    aside = {key: str(words)[:ASIDE_MAX] for key, words in request.POST.items() if key.startswith(ASIDE)}
    team = tuple(str(one)[:ID_MAX] for one in request.POST.getlist("inspectors"))[:INSPECTORS_MAX]
    given = Drawing(
        checklist=typed["checklist"], count=_whole(typed["count"]), per_place=_whole(typed["per_place"]),
        inspectors=team, first=typed["first"], last=typed["last"], aside=_aside(aside),
    )  # fmt: skip
    try:
        id_ = acts.draw_lots(request.office, request.post, given, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return refused_at(
            request, here, Refusal(problems=refused.problems, typed={**typed, **aside, "inspectors": ",".join(team)})
        )  # fmt: skip
    messages.success(request, _("Drawn. Its two SHA-256 are public from now on, the rest on its last day."))
    return HttpResponseRedirect(reverse("console:draw", args=[id_]))


def _aside(typed: Mapping[str, str]) -> str:
    """Return who steps aside where, as a draw is asked: a line for each place of each inspector."""
    return "\n".join(
        f"{key.removeprefix(ASIDE)},{place}"
        for key, words in typed.items()
        for place in ASIDE_APART.split(words)
        if place
    )


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0


def _form(request: SeatedRequest, here: str) -> HttpResponse:
    office, refusal = request.office, take_refusal(request.session, here)
    unit = office.directory.units[request.post.unit_id]
    able = acts.inspectors_for(office, unit, request.now)
    names = called(office, [one.id for one in able], language())
    typed = dict(refusal.typed) or {"count": "5", "per_place": "2", "inspectors": ",".join(one.id for one in able)}
    chosen = set(typed.get("inspectors", "").split(","))
    known = office.directory.checklists.on(today_of(office, request.now)).values()
    context = {
        "typed": typed,
        "problems": refusal.problems,
        "labels": {
            "checklist": _("Checklist"), "count": _("How many places"), "per_place": _("Inspectors for each"),
            "inspectors": _("Who can be drawn"), "first": _("First day"), "last": _("Last day"),
            "aside": _("Who steps aside where"),
        },
        "lists": [Option(value="", title=_("Please choose")), *list_options(known)],
        "per_places": [Option(value=str(one), title=str(one)) for one in range(1, PER_PLACE_MAX + 1)],
        "able": [
            {
                "id": one.id, "name": names.get(one.id, one.id), "is_chosen": one.id in chosen,
                "aside_name": f"{ASIDE}{one.id}", "aside": typed.get(f"{ASIDE}{one.id}", ""),
            }
            for one in able
        ],
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/inspections/draw_new.html", context)


def _seen_or_404(request: SeatedRequest, draw_id: str) -> DrawView:
    view = acts.open_draw(request.office, request.post, draw_id[:ID_MAX])
    if view is None:
        raise Http404
    return view


@who_may(BY_INSPECTION)
def draw(request: SeatedRequest, draw_id: str) -> HttpResponse:
    """Show what was drawn, before the public sees it, with what may be done about it."""
    view = _seen_or_404(request, draw_id)
    told = view.draw.told
    is_own = told.unit == request.post.unit_id and may_plan(request.post, request.office.directory)
    refusal = take_refusal(request.session, request.path)
    context = {
        "draw": view.draw, "told": told, "title": list_title(request.office, told.checklist),
        "unit": unit_name(request.office, told.unit),
        "stage": STAGES[view.draw.stage].within(language()), "tone": TONES[view.draw.stage],
        "rows": _results(request, view),
        "why": WHY_BACK[told.why_back].within(language()) if told.why_back else "",
        "whys": [Option(value=key, title=one.within(language())) for key, one in WHY_BACK.items()],
        "may_act": is_own and view.draw.stage is DrawStage.DRAWN,
        "public_url": reverse("public_draw", args=[view.draw.id]),
        "typed": refusal.typed, "problems": refusal.problems, "labels": {"why": _("Why")},
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/inspections/draw.html", context)


def _results(request: SeatedRequest, view: DrawView) -> list[dict[str, object]]:
    places = {one.key: one for one in request.office.directory.setup.places}
    names = called(request.office, view.pool.inspectors, language())
    return [
        {
            "place": place_name(places.get(one.place)), "key": one.place,
            "team": [names.get(who, who) for who in one.inspectors],
        }
        for one in view.results
    ]  # fmt: skip


@who_may(BY_INSPECTION)
def draw_act(request: SeatedRequest, draw_id: str) -> HttpResponse:
    """Plan the inspections of a draw, or take it back."""
    view = _seen_or_404(request, draw_id)
    if request.method != "POST":
        raise Http404
    here, id_ = reverse("console:draw", args=[view.draw.id]), command_id(request)
    why = str(request.POST.get("why", ""))[:20]
    try:
        if "plan" in request.POST:
            acts.plan_drawn(request.office, request.post, view.draw.id, command_id=id_, now=request.now)
            messages.success(request, _("Each place has its unannounced inspection."))
        else:
            acts.take_back(request.office, request.post, view.draw.id, why, command_id=id_, now=request.now)
            messages.success(request, _("Taken back. It stays public, with the reason."))
    except Refused as refused:
        if "not_yours" in refused.codes:
            raise Http404 from None
        return refused_at(request, here, Refusal(problems=refused.problems, typed={"why": why}))
    return HttpResponseRedirect(here)
