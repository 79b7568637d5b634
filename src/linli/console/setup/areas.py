"""Areas: the tree with search, and outlines from a layer or drawn by hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.actions import boundaries as actions
from linli.actions.setup_seat import drop_draft
from linli.console.place_sketch import sketch_for
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import CHANGERS, READERS
from linli.console.setup.records import one_url
from linli.console.words import area_words, language, one_area
from linli.domain.area import Area, AreaLevel
from linli.domain.boundaries import Matched, outline_text
from linli.domain.coordinates import Crs
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Problem, Refused
from linli.domain.setup_sheets import AREA_KIND_WORDINGS, CLASS_WORDINGS, SHEETS
from linli.domain.wording import Wording
from linli.ui.map_view import pick_map
from linli.ui.pieces import Option

REFUSED_STATUS = 422
SHOWN_MAX = 300
CRS_WORDS = {
    Crs.WGS84: Wording("WGS-84(GPS、天地图)", "WGS-84 (GPS, Tianditu)"),
    Crs.CGCS2000: Wording("CGCS2000(国家大地坐标)", "CGCS2000 (national)"),
    Crs.GCJ02: Wording("GCJ-02(高德、腾讯)", "GCJ-02 (Amap, Tencent)"),
    Crs.BD09: Wording("BD-09(百度)", "BD-09 (Baidu)"),
}
BY_WORDS = {"code": Wording("按代码", "by code"), "name": Wording("按名称", "by name")}


@who_may(READERS)
def areas(request: SeatedRequest) -> HttpResponse:
    """Show one level of the tree, or what a search finds in all of it."""
    tree, words = request.office.directory.tree, str(request.GET.get("q", "")).strip()[:80]
    top = next((one for one in tree if one.level is AreaLevel.COUNTY), None)
    above = tree.by_path.get(str(request.GET.get("above", ""))) or top
    if words:
        found = [one for one in tree if words.lower() in f"{one.name} {one.name_en} {one.key}".lower()]
    else:
        found = [one for one in tree if above and _is_below(one, above)]
    found.sort(key=lambda one: one.path)
    counted: dict[str, int] = {}
    for one in tree:
        head = one.path.rstrip("/").rpartition("/")[0] + "/"
        counted[head] = counted.get(head, 0) + 1
    context = {
        "above": above,
        "lineage": [{"name": one_area(one), "path": one.path} for one in tree.lineage(above.path)] if above else [],
        "rows": [_row(request, one, counted) for one in found[:SHOWN_MAX]],
        "more": max(0, len(found) - SHOWN_MAX),
        "above_url": _record_url(above) if above else "",
        "search_words": words,
        "count": len(tree),
        "may_change": may_set_up("setup.change", request.post, request.office.directory),
    }
    return render(request, "console/setup/areas.html", context)


def _is_below(one: Area, above: Area) -> bool:
    return one.path.startswith(above.path) and one.path.count("/") == above.path.count("/") + 1


def _record_url(area: Area) -> str:
    return one_url(SHEETS["area"], {"key": area.key})


def _row(request: SeatedRequest, one: Area, counted: dict[str, int]) -> dict[str, Any]:
    return {
        "area": one,
        "name": one_area(one),
        "where": area_words(request.office, one.path),
        "kind": AREA_KIND_WORDINGS[one.kind],
        "area_class": CLASS_WORDINGS[one.area_class],
        "below": counted.get(one.path, 0),
        "url": _record_url(one),
        "outline_url": reverse("console:setup_outline", args=[one.key]),
    }


def _crs_options() -> list[Option]:
    return [Option(value=one.value, title=words.within(language())) for one, words in CRS_WORDS.items()]


@who_may(CHANGERS)
def layer(request: SeatedRequest) -> HttpResponse:
    """Take a layer of outlines, show what it would do, and apply it."""
    problems: tuple[Problem, ...] = ()
    crs = str(request.POST.get("crs", Crs.WGS84.value))
    if request.method == "POST":
        try:
            return _take_layer(request, crs)
        except Refused as refused:
            problems = refused.problems
    waiting = actions.waiting_layer(request.office, request.post)
    context = {
        "problems": problems,
        "crs": crs,
        "crs_options": _crs_options(),
        "waiting": waiting,
        **(_told(waiting) if waiting else {}),
    }
    return render(request, "console/setup/layer.html", context, status=REFUSED_STATUS if problems else 200)


def _take_layer(request: SeatedRequest, crs: str) -> HttpResponse:
    here = HttpResponseRedirect(reverse("console:setup_layer"))
    if "give_up" in request.POST:
        drop_draft(request.office, request.post, actions.DRAFT)
        return here
    if "apply" in request.POST:
        count = actions.apply_layer(request.office, request.post, request.now)
        said = ngettext("%(count)s outline saved.", "%(count)s outlines saved.", count)
        messages.success(request, said % {"count": count})
        return HttpResponseRedirect(reverse("console:setup_areas"))
    sent = request.FILES.get("file")
    if sent is None:
        raise Refused([Problem("required", at="file")])
    actions.send_layer(
        request.office, request.post, filename=str(sent.name), content=sent.read(), crs=crs, now=request.now
    )
    return here


def _told(waiting: actions.WaitingLayer) -> dict[str, Any]:
    plan = waiting.plan
    return {
        "crs_words": CRS_WORDS[waiting.crs],
        "usable": len(plan.areas),
        "matched": [_matched(one) for one in plan.matched[:SHOWN_MAX]],
        "overlaps": [
            {"one": one_area(row.one), "other": one_area(row.other), "percent": f"{row.share:.0%}"}
            for row in plan.overlaps[:SHOWN_MAX]
        ],
        "gaps": [{"area": one_area(row.area), "percent": f"{row.share:.0%}"} for row in plan.gaps[:SHOWN_MAX]],
        "without": [one_area(one) for one in plan.without[:SHOWN_MAX]],
        "without_count": len(plan.without),
    }


def _matched(one: Matched) -> dict[str, Any]:
    problem = Problem(one.problem, params={"area": one.label}) if one.problem else None
    return {
        "label": one.label,
        "area": one_area(one.area) if one.area else "",
        "key": one.area.key if one.area else "",
        "by": BY_WORDS.get(one.by),
        "is_new": one.is_new,
        "problem": problem,
    }


@who_may(CHANGERS)
def outline(request: SeatedRequest, area_key: str) -> HttpResponse:
    """Draw an area's outline: by the map where there is script, by its corners in any case."""
    area = request.office.directory.tree.by_key.get(area_key)
    if area is None:
        raise Http404
    problems: tuple[Problem, ...] = ()
    text, crs = str(request.POST.get("outline", ""))[:200_000], str(request.POST.get("crs", Crs.WGS84.value))
    if request.method == "POST":
        try:
            actions.draw_outline(request.office, request.post, area.key, text, crs, now=request.now)
        except Refused as refused:
            problems = refused.problems
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(reverse("console:setup_outline", args=[area.key]))
    else:
        text = outline_text(area.geometry)
    context = {
        "area": area,
        "name": one_area(area),
        "where": area_words(request.office, area.path),
        "problems": problems,
        "text": text,
        "crs": crs,
        "crs_options": _crs_options(),
        "sketch": sketch_for(request.office, area.path) if area.geometry else None,
        "map": pick_map(request.office, area.path),
    }
    return render(request, "console/setup/outline.html", context, status=REFUSED_STATUS if problems else 200)
