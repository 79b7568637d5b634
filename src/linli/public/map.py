"""The neighbourhood on a map: how many public matters are open where, and the same as a list down to the grids."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.actions.deciding import Office
from linli.actions.map_views import OpenSums, loose_name, open_sums
from linli.domain.area import Area, AreaLevel
from linli.domain.area_names import areas_below
from linli.public.opening import public_page
from linli.public.tiles import NOT_SURE
from linli.public.words import area_name, language
from linli.ui.map_view import district_map, place_map, tile_url
from linli.ui.moment import present
from linli.ui.office import the_office
from linli.ui.pieces import FilterChip, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SumRow:
    """One area of the list with how many public matters are open in it."""

    title: str
    count: int
    page_url: str
    down_url: str
    """Leads to its parts in this list; "" for a grid."""


@public_page
def public_map(request: HttpRequest) -> HttpResponse:
    """Show the sums on the map and as a list; the kind and the area looked into are the address."""
    office, now = the_office(), present()
    kinds = {one.key: one for one in office.directory.categories.values() if _is_family(one.parent_key, one.key)}
    kind = request.GET.get("kind", "")
    kind = kind if kind in kinds and kinds[kind].is_active else ""
    here = office.directory.tree.by_key.get(request.GET.get("under", "")[:60])
    here = here if here is not None and here.level in (AreaLevel.SUBDISTRICT, AreaLevel.COMMUNITY) else None
    sums = open_sums(office, now, kind=kind)
    title = area_name(here) if here else ""
    matters_url = tile_url("matter", "0") + (f"&kind={kind}" if kind else "")
    drawn = place_map(office, here.path, title=title) if here else None
    whole = district_map(office, "sums", title=_("Map of the neighbourhood"), matters_url=matters_url)
    page = {
        "map": replace(whole, bounds=drawn.bounds, outline=drawn.outline) if drawn else whole,
        "page_url": reverse("grid_page", args=["KEY"]).replace("KEY", "{}"),
        "filters": [
            FilterChip(
                title=one.name.within(language()),
                url=_url(kind="" if key == kind else key, under=here),
                is_on=key == kind,
            )
            for key, one in kinds.items()
            if one.is_active
        ],
        "kind": kind,
        "count": sums.below(here.path if here else "/"),
        "here": title,
        "above": [
            Link(title=area_name(area), url=_url(kind=kind, under=area))
            for area in (office.directory.tree.lineage(here.path)[1:-1] if here else ())
        ],
        "all_url": _url(kind=kind, under=None),
        "rows": _rows(office, sums, here, kind),
    }
    return render(request, "public/map.html", page)


def _is_family(parent_key: str | None, key: str) -> bool:
    return parent_key is None and key != NOT_SURE


def _rows(office: Office, sums: OpenSums, here: Area | None, kind: str) -> tuple[SumRow, ...]:
    """Return the areas right below `here`, and `here` itself for what was placed no closer."""
    rows = [
        SumRow(
            title=area_name(area), count=sums.below(area.path), page_url=reverse("grid_page", args=[area.key]),
            down_url="" if area.level is AreaLevel.GRID else _url(kind=kind, under=area),
        )
        for area in areas_below(office.directory, here)
    ]  # fmt: skip
    top = here or next((area for area in office.directory.tree if area.level is AreaLevel.COUNTY), None)
    loose = sums.by_path.get(top.path, 0) if top else 0
    if top is not None and loose:
        page_url = reverse("grid_page", args=[top.key]) if here else ""
        rows.append(SumRow(title=loose_name(top).within(language()), count=loose, page_url=page_url, down_url=""))
    return tuple(rows)


def _url(*, kind: str, under: Area | None) -> str:
    query = QueryDict(mutable=True)
    query.update({key: value for key, value in (("kind", kind), ("under", under.key if under else "")) if value})
    return reverse("public_map") + (f"?{query.urlencode()}" if query else "")
