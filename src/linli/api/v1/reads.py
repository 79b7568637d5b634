"""Reading the county and what it has set up."""

from functools import cache
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from linli.actions.api_views import areas_of, slice_of, units_of
from linli.api.v1 import schemas as s
from linli.api.v1 import telling
from linli.api.v1.case_schemas import CaseFilters, PageQuery
from linli.api.v1.door import Key, caller
from linli.domain.problem_catalogue import CATALOGUE
from linli.domain.problems import Problem, Refused
from linli.procedures import procedures

router = Router(tags=["set-up"])
READING = Key("area.read")


class AreaQuery(PageQuery):
    """Which areas."""

    level: Literal["", "county", "subdistrict", "community", "grid"] = ""
    below: str = Field("", max_length=200, pattern=s.NO_NUL, description="Path of an area; everything below it.")


def unknown_parameters(request: HttpRequest, known: type[PageQuery]) -> tuple[Problem, ...]:
    """Return a problem for each parameter that means nothing here."""
    unknown = sorted(set(request.GET) - set(known.model_fields))
    return tuple(Problem("unknown_field", at=key[:40] or "?", params={"value": key[:40]}) for key in unknown)


def refuse_unknown(request: HttpRequest, known: type[PageQuery]) -> None:
    """Refuse them: a filter with a slip in its name would find everything."""
    problems = unknown_parameters(request, known)
    if problems:
        raise Refused(problems)


QUERIES: dict[str, type[PageQuery]] = {
    "areas": AreaQuery, "units": PageQuery, "categories": PageQuery, "limits": PageQuery, "case_list": CaseFilters,
}  # fmt: skip
"""What may be asked of each list, by its name."""


@router.get("/county", response=s.County, auth=READING, summary="The county")
def county(request: HttpRequest) -> s.County:
    """Return the county that this installation serves."""
    asking = caller(request)
    directory = asking.office.directory
    top = min(directory.tree, key=lambda area: len(area.path))
    return s.County(
        key=directory.county, name=top.name, name_en=top.name_en, time_zone=str(directory.calendar.zone),
        areas=len(areas_of(asking)), units=len(units_of(asking)),
    )  # fmt: skip


@router.get("/me", response=s.Me, auth=READING, summary="What this key is good for")
def me(request: HttpRequest) -> s.Me:
    """Return the key's scopes, area, rate and post."""
    asking = caller(request)
    client, post = asking.client, asking.post
    return s.Me(
        id=client.id, name=client.name, scopes=sorted(client.scopes), area=client.area_path,
        rate_per_minute=client.rate_per_minute, unit=post.unit_id if post else None,
        role=post.role.value if post else None, post=post.id if post else None,
    )  # fmt: skip


@router.get("/areas", response=s.AreaPage, auth=READING, summary="Areas")
def areas(request: HttpRequest, asked: Query[AreaQuery]) -> s.AreaPage:
    """Return the areas within the key's own, in order of path."""
    refuse_unknown(request, AreaQuery)
    found = [(one.path, one) for one in areas_of(caller(request), level=asked.level, below=asked.below)]
    query = f"areas {asked.level} {asked.below}"
    items, cursor = slice_of(caller(request), found, query=query, cursor=asked.cursor, limit=asked.limit)
    return s.AreaPage(items=[telling.area(one) for one in items], next=cursor or None)


@router.get("/units", response=s.UnitPage, auth=READING, summary="Units")
def units(request: HttpRequest, asked: Query[PageQuery]) -> s.UnitPage:
    """Return the units that reach into the key's area."""
    refuse_unknown(request, PageQuery)
    found = [(one.id, one) for one in units_of(caller(request))]
    items, cursor = slice_of(caller(request), found, query="units", cursor=asked.cursor, limit=asked.limit)
    return s.UnitPage(items=[telling.unit(one) for one in items], next=cursor or None)


@router.get("/categories", response=s.CategoryPage, auth=READING, summary="Categories")
def categories(request: HttpRequest, asked: Query[PageQuery]) -> s.CategoryPage:
    """Return the kinds of matters, in order of key."""
    refuse_unknown(request, PageQuery)
    kept = caller(request).office.directory.categories
    found = sorted(kept.items())
    items, cursor = slice_of(caller(request), found, query="categories", cursor=asked.cursor, limit=asked.limit)
    told = [
        s.Category(
            key=one.key, parent=one.parent_key, name=s.words(one.name), kind=one.kind.value,
            closing_condition=one.closing_condition.value, is_active=one.is_active,
        )
        for one in items
    ]  # fmt: skip
    return s.CategoryPage(items=told, next=cursor or None)


@router.get("/limits", response=s.LimitPage, auth=READING, summary="Handling limits")
def limits(request: HttpRequest, asked: Query[PageQuery]) -> s.LimitPage:
    """Return the rows that are in force; the most precise one that fits a matter holds."""
    refuse_unknown(request, PageQuery)
    rows = (one for one in caller(request).office.directory.setup.limits if one.is_active)
    found = sorted((f"{one.category}|{one.area_class or ''}|{one.urgency}", one) for one in rows)
    items, cursor = slice_of(caller(request), found, query="limits", cursor=asked.cursor, limit=asked.limit)
    told = [
        s.Limit(
            category=one.category, area_class=one.area_class.value if one.area_class else None, urgency=one.urgency,
            length=one.length, unit=one.unit, source=one.source,
        )
        for one in items
    ]  # fmt: skip
    return s.LimitPage(items=told, next=cursor or None)


@router.get("/procedures", response=s.ProcedureList, auth=READING, summary="Procedures")
def procedure_list(request: HttpRequest) -> HttpResponse:
    """Return every procedure: stages, moves with what they ask, and clocks."""
    return HttpResponse(_procedures_told(), content_type="application/json; charset=utf-8")


@cache
def _procedures_told() -> str:
    """Return the list as JSON; it stays the same for as long as the process lives."""
    return s.ProcedureList(items=[telling.procedure(one) for one in procedures().values()]).model_dump_json()


@router.get("/procedures/{key}", response=s.Procedure, auth=READING, summary="One procedure")
def procedure(request: HttpRequest, key: Annotated[str, Path(..., max_length=40, pattern=s.NO_NUL)]) -> s.Procedure:
    """Return one procedure in its newest version."""
    found = procedures().get(key)
    if found is None:
        raise Refused([Problem("not_found")])
    return telling.procedure(found)


@router.get("/problems", response=s.ProblemCatalogue, summary="Everything a refusal can say")
def problems(request: HttpRequest) -> s.ProblemCatalogue:
    """Return every code of the catalogue in both languages; no key is needed."""
    items = [s.ProblemCode(code=code, words=s.words(wording)) for code, wording in sorted(CATALOGUE.items())]
    return s.ProblemCatalogue(items=items)
