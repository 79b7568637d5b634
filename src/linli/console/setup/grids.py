"""Two grids of rules: category × area → unit by duty, category × class × urgency → limit; many cells at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from linli.actions.proposals import Saved, save_rows
from linli.actions.setup_pages import ANSWERING, duty_cell, gaps
from linli.actions.setup_records import Typed
from linli.console.seat import SeatedRequest, who_may
from linli.console.setup.admitted import READERS
from linli.console.setup.record_words import EVERY_CLASS, EVERYTHING, length_words
from linli.console.setup.second_person import because_of, say_saved, second_person
from linli.console.words import category_name, language, one_area, unit_name
from linli.domain.area import Area, AreaClass, AreaLevel
from linli.domain.category import Category
from linli.domain.default_limits import cited
from linli.domain.directory import Directory
from linli.domain.duty import DutyRole
from linli.domain.engine.access import may_set_up
from linli.domain.limit import Cell, Limit, limit_at
from linli.domain.problems import Problem, Refused
from linli.domain.setup_sheets import CLASS_WORDINGS, DUTY_WORDINGS, LENGTH_WORDINGS, SHEETS, URGENCY_WORDINGS
from linli.ui.pieces import FilterChip, Option

REFUSED_STATUS = 422
CELLS_MAX = 400
COLUMNS_MAX = 14
SEPARATOR = "|"


def _families(directory: Directory) -> list[Category]:
    return [one for one in directory.categories.values() if one.is_active and not one.parent_key]


def _lines(directory: Directory, family: str) -> list[tuple[str, bool]]:
    """Return the categories of the grid's lines with whether each is a family: all families, or one with its own."""
    if family:
        own = [one.key for one in directory.categories.values() if one.is_active and one.parent_key == family]
        return [(family, True), *((key, False) for key in own)]
    return [("", True), *((one.key, False) for one in _families(directory))]


def _columns(directory: Directory, above: str) -> list[Area]:
    """Return the areas of the grid's columns: one area and those right below it."""
    top = directory.tree.by_path.get(above) or next(
        (one for one in directory.tree if one.level is AreaLevel.COUNTY), None
    )
    if top is None:
        return []
    depth = top.path.count("/") + 1
    below = [one for one in directory.tree if one.path.startswith(top.path) and one.path.count("/") == depth]
    return [top, *sorted((one for one in below if one.valid_to is None), key=lambda one: one.path)][:COLUMNS_MAX]


def _chips(
    request: SeatedRequest, key: str, values: Iterable[tuple[str, str]], *, current: str = ""
) -> list[FilterChip]:
    current, chips = current or str(request.GET.get(key, "")), []
    for value, title in values:
        query = request.GET.copy()
        query[key] = value
        chips.append(FilterChip(title=title, url=f"?{query.urlencode()}", is_on=value == current))
    return chips


def _family_chips(request: SeatedRequest) -> list[FilterChip]:
    directory = request.office.directory
    named = [(one.key, one.name.within(language())) for one in _families(directory)]
    return _chips(request, "family", [("", _("All families")), *named])


@who_may(READERS)
def duties(request: SeatedRequest) -> HttpResponse:
    """Show whose duty each category is in each area, with the gaps; give many cells to a unit at once."""
    directory = request.office.directory
    role = _role(str(request.POST.get("role", "") or request.GET.get("role", "")))
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and may_set_up("setup.change", request.post, directory):
        try:
            say_saved(request, _give(request, role))
        except Refused as refused:
            problems = refused.problems
        else:
            return HttpResponseRedirect(f"{request.path}?{_kept(request)}")
    family, above = str(request.GET.get("family", "")), str(request.GET.get("above", ""))
    columns = _columns(directory, above)
    without = gaps(directory)
    streets = [one for one in directory.tree if one.level in (AreaLevel.COUNTY, AreaLevel.SUBDISTRICT)]
    context = {
        "problems": problems,
        "role": role,
        "roles": _chips(
            request,
            "role",
            [(one.value, DUTY_WORDINGS[one].within(language())) for one in ANSWERING],
            current=role.value,
        ),
        "families": _family_chips(request),
        "aboves": _chips(
            request,
            "above",
            [("" if one.level is AreaLevel.COUNTY else one.path, one_area(one)) for one in streets],
        ),
        "columns": [one_area(one) for one in columns],
        "lines": [_duty_line(request, key, is_family, columns, role) for key, is_family in _lines(directory, family)],
        "units": [Option(value=one.key, title=unit_name(request.office, one.id)) for one in _units(directory, columns)],
        **second_person(request, noun="duty"),
        "gap_count": len(without),
        "gap_names": sorted({category_name(request.office, key) for key, _area in without})[:12],
        "query": request.GET.urlencode(),
        "may_change": may_set_up("setup.change", request.post, directory),
    }
    return render(request, "console/setup/duties.html", context, status=REFUSED_STATUS if problems else 200)


def _role(text: str) -> DutyRole:
    return DutyRole(text) if text in {one.value for one in ANSWERING} else DutyRole.TERRITORIAL


def _kept(request: SeatedRequest) -> str:
    query = QueryDict(mutable=True)
    query.update({key: str(request.GET.get(key, "")) for key in ("role", "family", "above") if request.GET.get(key)})
    return query.urlencode()


def _units(directory: Directory, columns: list[Area]) -> list[Any]:
    top = columns[0].path if columns else "/"
    found = [one for one in directory.units.values() if one.is_active]
    near = [one for one in found if top.startswith(one.area_path) or one.area_path.startswith(top)]
    return sorted(near, key=lambda one: (one.tier.depth, one.kind.value, one.key))


def _duty_line(
    request: SeatedRequest, key: str, is_family: bool, columns: list[Area], role: DutyRole
) -> dict[str, Any]:
    cells = []
    for area in columns:
        cell = duty_cell(request.office.directory, key, area, role)
        unit = unit_name(request.office, cell.duty.unit_id) if cell.duty else ""
        cells.append({"value": f"{key}{SEPARATOR}{area.key}", "words": unit, "is_own": cell.is_own, "area": area})
    title = category_name(request.office, key) if key else EVERYTHING.within(language())
    return {"title": title, "is_family": is_family, "cells": cells}


def _give(request: SeatedRequest, role: DutyRole) -> Saved:
    """Give the marked cells to a unit, or take away what they say themselves."""
    directory, marked = request.office.directory, request.POST.getlist("cell")[:CELLS_MAX]
    unit, is_ended = str(request.POST.get("unit", "")), "end" in request.POST
    if not marked:
        raise Refused([Problem("required", at="cell")])
    if not is_ended and not unit:
        raise Refused([Problem("required", at="unit")])
    rows = []
    for cell in marked:
        category, _sep, area_key = cell.partition(SEPARATOR)
        cells = {"category": category, "area": area_key, "role": role.value, "unit": unit, "is_active": "1"}
        if is_ended:
            area = directory.tree.by_key.get(area_key)
            found = duty_cell(directory, category, area, role) if area else None
            if found is None or not found.is_own or found.duty is None:
                continue
            cells |= {"unit": directory.units[found.duty.unit_id].key, "is_active": "0"}
        rows.append(Typed(sheet=SHEETS["duty"], cells=cells))
    return save_rows(request.office, request.post, rows, now=request.now, because=because_of(request))


@who_may(READERS)
def limits(request: SeatedRequest) -> HttpResponse:
    """Show how long a unit has for each category, class and urgency; set many cells at once."""
    directory = request.office.directory
    problems: tuple[Problem, ...] = ()
    typed = {key: str(request.POST.get(key, "")) for key in ("length", "unit", "source")}
    if request.method == "POST" and may_set_up("setup.change", request.post, directory):
        try:
            say_saved(request, _set_limits(request, typed))
        except Refused as refused:
            problems = refused.problems
        else:
            return HttpResponseRedirect(f"{request.path}?{_kept(request)}")
    family = str(request.GET.get("family", ""))
    heads = [(place, urgency) for place in (None, *AreaClass) for urgency in URGENCY_WORDINGS]
    context = {
        "problems": problems,
        "typed": typed,
        "families": _family_chips(request),
        "heads": [
            {"place": CLASS_WORDINGS[place] if place else EVERY_CLASS, "urgency": URGENCY_WORDINGS[urgency]}
            for place, urgency in heads
        ],
        "lines": [
            {
                "title": category_name(request.office, key) if key else EVERYTHING.within(language()),
                "is_family": is_family,
                "cells": [_limit_cell(directory.limits, key, place, urgency) for place, urgency in heads],
            }
            for key, is_family in _lines(directory, family)
        ],
        "length_units": [Option(value=key, title=words.within(language())) for key, words in LENGTH_WORDINGS.items()],
        "query": request.GET.urlencode(),
        "may_change": may_set_up("setup.change", request.post, directory),
        **second_person(request, noun="limit"),
    }
    return render(request, "console/setup/limits.html", context, status=REFUSED_STATUS if problems else 200)


def _limit_cell(matrix: Mapping[Cell, Limit], key: str, place: AreaClass | None, urgency: str) -> dict[str, Any]:
    """What holds in a cell: its own row, else the nearest above it."""
    found = limit_at(matrix, key, place, urgency)
    return {
        "value": SEPARATOR.join((key, place.value if place else "", urgency)),
        "words": length_words(found) if found else "",
        "source": cited(found.source).within(language()) if found else "",
        "is_own": (key, place, urgency) in matrix,
    }


def _set_limits(request: SeatedRequest, typed: dict[str, str]) -> Saved:
    marked = request.POST.getlist("cell")[:CELLS_MAX]
    if not marked:
        raise Refused([Problem("required", at="cell")])
    standing: dict[tuple[str, AreaClass | None, str], Limit] = {
        (one.category, one.area_class, one.urgency): one for one in request.office.directory.setup.limits
    }
    rows = []
    for cell in marked:
        category, place, urgency = (*cell.split(SEPARATOR), "", "")[:3]
        cells = {"category": category, "area_class": place, "urgency": urgency, **typed, "is_active": "1"}
        if "end" in request.POST:
            own = standing.get((category, AreaClass(place) if place in set(AreaClass) else None, urgency))
            if own is None or not own.is_active:
                continue
            cells |= {"length": str(own.length), "unit": own.unit, "source": own.source, "is_active": "0"}
        rows.append(Typed(sheet=SHEETS["limit"], cells=cells))
    return save_rows(request.office, request.post, rows, now=request.now, because=because_of(request))
