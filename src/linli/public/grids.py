"""My grid: who looks after it, what is going on in it, and the sheet to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from linli.actions.deciding import Office
from linli.actions.public_views import PublicMatter, public_matters
from linli.domain.area import Area, AreaLevel
from linli.domain.area_names import QUERY_MAX
from linli.domain.deadline_steps import length_wording
from linli.domain.working_time import ClockUnit
from linli.public.drafts import Draft, draft_to_fill
from linli.public.opening import finding_page, public_page
from linli.public.place_cards import card_of, finder
from linli.public.refusals import refused, shown_once
from linli.public.report_place import locate
from linli.public.tiles import NOT_SURE
from linli.public.words import area_words, category_name, category_of, language, stage_words
from linli.ui.language import listed
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import TableRow
from linli.ui.refusals import Refusal

MATTERS_MAX = 40
SQUARE_METRES_PER_HECTARE = 10_000


@finding_page
def grid_finder(request: HttpRequest) -> HttpResponse:
    """Find a grid by words, by position, or down from its street."""
    office = the_office()
    if request.method == "POST":
        draft = draft_to_fill(request)
        problem = locate(office, draft, request.POST)
        if problem is None:
            return redirect("grid_page", key=_key_of(office, draft))
        return refused(request, Refusal(problems=(problem,)))
    query = " ".join(request.GET.get("q", "").split())[:QUERY_MAX]
    page: dict[str, object] = {"finder": finder(office, query=query, under=request.GET.get("under", "")[:60])}
    page["problems"] = shown_once(request).problems
    return render(request, "public/grid_finder.html", page)


@public_page
def grid_page(request: HttpRequest, *, key: str) -> HttpResponse:
    """Show one area: for a grid everything the law has it publish."""
    office, now = the_office(), present()
    area = office.directory.tree.by_key.get(key[:60])
    if area is None or area.level is AreaLevel.COUNTY:
        raise Http404
    matters = public_matters(office, now, area_path=area.path, is_final=False, limit=MATTERS_MAX)
    path = reverse("grid_page", args=[area.key])
    page = {
        "area": area,
        "card": card_of(office, area, now),
        "finder": finder(office, query="", under=area.key),
        "matters": tuple(matter_row(office, one) for one in matters),
        "duties": duty_rows(office, area),
        "address": f"{office.ports.public_url or f'{request.scheme}://{request.get_host()}'}{path}",
        "today": now,
        "hectares": f"{area.size_m2 / SQUARE_METRES_PER_HECTARE:.1f}" if area.size_m2 else "",
    }
    return render(request, "public/grid_page.html", page)


def matter_row(office: Office, matter: PublicMatter) -> dict[str, object]:
    """Return what a list shows of an open matter: kind, grid, stage, since when."""
    category = category_of(office, matter.category)
    return {
        "kind": category_name(office, matter.category),
        "icon": category.icon if category else "dot",
        "place": area_words(office, matter.area_path),
        "stage": stage_words(matter),
        "is_final": matter.is_final,
        "filed_at": matter.filed_at,
    }


def duty_rows(office: Office, area: Area) -> tuple[TableRow, ...]:
    """Return the list of matters a grid handles, by family, with the time each has there."""
    known = office.directory.categories.values()
    tops = [one for one in known if one.parent_key is None and one.is_active and one.key != NOT_SURE]
    rows = []
    for top in tops:
        below = [one.name.within(language()) for one in known if one.parent_key == top.key and one.is_active]
        limit = office.directory.limit(top.key, area.path, "ordinary")
        length = length_wording(limit.length, ClockUnit(limit.unit)).within(language())
        rows.append(TableRow(cells=(top.name.within(language()), listed(below), length)))
    return tuple(rows)


def _key_of(office: Office, draft: Draft) -> str:
    """A position is used once to name the grid, and not kept."""
    return office.directory.tree.by_path[draft.area].key
