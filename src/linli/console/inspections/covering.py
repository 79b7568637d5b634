"""Coverage of places by each checklist, and campaigns with what came of them; no figure is about a person."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions import campaigns as acts
from linli.actions.deciding import Office, today_of
from linli.actions.inspection_views import coverage
from linli.console.command_ids import command_id
from linli.console.inspections.admitted import INSPECTION_POSTS, PLANNING_POSTS
from linli.console.inspections.planning import ID_MAX
from linli.console.inspections.rows import list_options, list_title, place_name
from linli.console.seat import SeatedRequest, refused_at, who_may
from linli.console.words import area_words, language, unit_name
from linli.domain.campaign import CHECKLISTS_MAX, TITLE_MAX, Opening
from linli.domain.inspection_rights import may_plan
from linli.domain.problems import Refused
from linli.domain.season import SEASONS, Standing
from linli.ui.pieces import Option
from linli.ui.refusals import Refusal, take_refusal

DUE_SHOWN = 200


@who_may(INSPECTION_POSTS)
def cover(request: SeatedRequest) -> HttpResponse:
    """Show how far places of my area were looked at in time with one checklist, and which are due."""
    known = request.office.directory.checklists.on(today_of(request.office, request.now))
    wanted = str(request.GET.get("checklist", ""))[:40]
    chosen = known.get(wanted) or next(iter(known.values()), None)
    found = coverage(request.office, request.post, chosen, request.post.area_path, request.now) if chosen else None
    if chosen is None or found is None:
        raise Http404
    context = {
        "lists": list_options(known.values()), "checklist": chosen.key, "found": found,
        "again_days": chosen.again_days,
        "rows": [
            {
                "place": place_name(one.place), "area": area_words(request.office, one.place.area_path),
                "look": one.look,
                "url": reverse("console:inspection", args=[one.look.id]) if one.look else "",
                "plan_url": f"{reverse('console:inspection_new')}?place={one.place.key}&checklist={chosen.key}",
            }
            for one in found.lines[:DUE_SHOWN]
        ],
        "more": max(0, len(found.lines) - DUE_SHOWN),
        "may_plan": may_plan(request.post, request.office.directory),
    }  # fmt: skip
    return render(request, "console/inspections/coverage.html", context)


@who_may(INSPECTION_POSTS)
def campaigns(request: SeatedRequest) -> HttpResponse:
    """List the campaigns of my area with their figures, and the seasons that the calendar switches on."""
    today = today_of(request.office, request.now)
    context = {
        "rows": [_row(request, one) for one in acts.campaigns_of(request.office, request.post)],
        "seasons": [_season(request.office, one) for one in acts.seasons_of(request.office, request.now)],
        "today": today,
        "may_plan": may_plan(request.post, request.office.directory),
        "command_id": command_id(request),
        "problems": take_refusal(request.session, request.path).problems,
    }
    return render(request, "console/inspections/campaigns.html", context)


def _row(request: SeatedRequest, one: acts.CampaignView) -> dict[str, object]:
    line = one.line
    query = f"{reverse('console:inspections_all')}?campaign={line.id}"
    return {
        "id": line.id, "title": one.title, "tally": one.tally,
        "lists": [list_title(request.office, key) for key in line.checklists],
        "unit": unit_name(request.office, line.unit), "first": line.first_date, "last": line.last_date,
        "is_closed": line.is_closed, "is_own": one.is_own, "url": query,
        "close_url": reverse("console:campaign_close", args=[line.id]),
        "found": one,
    }  # fmt: skip


def _season(office: Office, one: Standing) -> dict[str, object]:
    url = f"{reverse('console:campaign_new')}?season={one.season.key}"
    return {
        "title": one.season.title, "lists": [list_title(office, key) for key in one.season.checklists], "url": url,
        "first": one.first_date, "last": one.last_date, "source": one.season.source,
    }  # fmt: skip


@who_may(PLANNING_POSTS)
def campaign_new(request: SeatedRequest) -> HttpResponse:
    """Open a campaign, by hand or from a season."""
    here = reverse("console:campaign_new")
    if request.method != "POST":
        return _form(request, here)
    typed = {key: str(request.POST.get(key, "")).strip()[:60] for key in ("title", "first", "last", "season")}
    lists = tuple(str(one)[:40] for one in request.POST.getlist("checklists"))[:CHECKLISTS_MAX]
    given = Opening(checklists=lists, **typed)
    try:
        acts.open_campaign(request.office, request.post, given, command_id=command_id(request), now=request.now)
    except Refused as refused:
        return refused_at(
            request, here, Refusal(problems=refused.problems, typed={**typed, "checklists": ",".join(lists)})
        )  # fmt: skip
    messages.success(request, _("The campaign is open: inspections can name it from now on."))
    return HttpResponseRedirect(reverse("console:campaigns"))


def _form(request: SeatedRequest, here: str) -> HttpResponse:
    refusal = take_refusal(request.session, here)
    standing = {one.season.key: one for one in acts.seasons_of(request.office, request.now)}
    wanted = standing.get(str(request.GET.get("season", "")))
    typed = dict(refusal.typed) or _from_season(wanted)
    chosen = set(typed.get("checklists", "").split(","))
    known = request.office.directory.checklists.on(today_of(request.office, request.now)).values()
    context = {
        "typed": typed,
        "problems": refusal.problems,
        "labels": {
            "title": _("What it is called"), "checklists": _("Checklists"), "first": _("First day"),
            "last": _("Last day"), "season": _("Season"),
        },
        "lists": [{"id": one.key, "name": one.title.within(language()), "is_chosen": one.key in chosen}
                  for one in known],
        "seasons": [Option(value="", title=_("None")),
                    *(Option(value=one.key, title=one.title.within(language())) for one in SEASONS)],
        "title_max": TITLE_MAX,
        "command_id": command_id(request),
    }  # fmt: skip
    return render(request, "console/inspections/campaign.html", context)


def _from_season(one: Standing | None) -> dict[str, str]:
    if one is None:
        return {}
    return {
        "title": f"{one.first_date.year} {one.season.title.within(language())}", "season": one.season.key,
        "checklists": ",".join(one.season.checklists), "first": one.first_date.isoformat(),
        "last": one.last_date.isoformat(),
    }  # fmt: skip


@who_may(PLANNING_POSTS)
def campaign_close(request: SeatedRequest, campaign_id: str) -> HttpResponse:
    """Close a campaign; what was done stays counted."""
    if request.method != "POST":
        raise Http404
    here = reverse("console:campaigns")
    try:
        acts.close_campaign(
            request.office, request.post, campaign_id[:ID_MAX], command_id=command_id(request), now=request.now
        )  # fmt: skip
    except Refused as refused:
        if "not_found" in refused.codes or "not_yours" in refused.codes:
            raise Http404 from None
        return refused_at(request, here, Refusal(problems=refused.problems, typed={}))
    messages.success(request, _("The campaign is closed; what was done stays counted."))
    return HttpResponseRedirect(here)
