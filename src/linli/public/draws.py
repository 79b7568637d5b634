"""Published draws 双随机: every draw that was ever made, what it was drawn from once it is open, and its file."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from linli.actions.deciding import Office
from linli.actions.draws import PublicDraw, public_draw
from linli.domain.inspection_draw import WHY_BACK, DrawStage
from linli.public.opening import public_page
from linli.public.words import language, unit_called
from linli.store import inspections
from linli.ui.moment import present
from linli.ui.office import the_office

ID_MAX, CURSOR_MAX = 26, 80


def _title(office: Office, checklist: str) -> str:
    known = office.directory.checklists.newest(checklist)
    return known.title.within(language()) if known else checklist


@public_page
def draws(request: HttpRequest) -> HttpResponse:
    """List every draw, the newest first; one that was taken back stays."""
    office = the_office()
    page = inspections.draws(office.county_id, cursor=request.GET.get("after", "")[:CURSOR_MAX])
    rows = [
        {
            "url": reverse("public_draw", args=[one.id]), "title": _title(office, one.checklist), "line": one,
            "unit": unit_called(office, one.unit), "is_back": one.stage == DrawStage.TAKEN_BACK.value,
        }
        for one in page.lines
    ]  # fmt: skip
    next_url = f"{reverse('public_draws')}?after={page.next_cursor}" if page.next_cursor else ""
    return render(request, "public/draws.html", {"rows": rows, "next_url": next_url})


def _found(draw_id: str) -> PublicDraw:
    found = public_draw(the_office(), draw_id[:ID_MAX], present())
    if found is None:
        raise Http404
    return found


@public_page
def draw(request: HttpRequest, *, draw_id: str) -> HttpResponse:
    """Show one draw: the two SHA-256 from the first day, seed, pool and result from its last day."""
    found = _found(draw_id)
    told = found.draw.told
    page = {
        "draw": found.draw, "told": told, "title": _title(the_office(), told.checklist),
        "unit": unit_called(the_office(), told.unit),
        "is_back": found.draw.stage is DrawStage.TAKEN_BACK,
        "why": WHY_BACK[told.why_back].within(language()) if told.why_back else "",
        "opened": found.told, "rows": _rows(found),
        "file_url": reverse("public_draw_file", args=[found.draw.id]),
    }  # fmt: skip
    return render(request, "public/draw.html", page)


def _rows(found: PublicDraw) -> list[dict[str, object]]:
    results = found.told["drawn"] if found.told else ()
    if not isinstance(results, list):
        return []
    return [{"key": key, "place": found.places.get(key, ""), "team": team} for key, *team in results]


@public_page
def draw_file(request: HttpRequest, *, draw_id: str) -> HttpResponse:
    """Give an open draw as the file that the script of the docs reads; one still shut is not there."""
    found = _found(draw_id)
    if found.told is None:
        raise Http404
    return JsonResponse(found.told, json_dumps_params={"ensure_ascii": False})
