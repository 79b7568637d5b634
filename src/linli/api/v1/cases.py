"""Matters: listing, reading, filing, moving, noting."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from ninja import Header, Path, Query, Router, Status

from linli.actions.api_moves import AskedMove, file_for, move_for
from linli.actions.api_views import KEY_MAX, case_of, cases_of, moves_of
from linli.api.v1 import case_schemas as cs
from linli.api.v1 import telling
from linli.api.v1.door import Key, caller
from linli.api.v1.reads import refuse_unknown
from linli.api.v1.schemas import NO_NUL
from linli.api.v1.values import given
from linli.domain.case_query import ClockFilter, Order
from linli.domain.problems import Problem, Refused

router = Router(tags=["matters"])
CaseKey = Annotated[
    str, Path(..., min_length=1, max_length=KEY_MAX, pattern=NO_NUL, description="Id or number of the matter.")
]
CommandId = Annotated[
    str,
    Header(
        ..., alias="Idempotency-Key", pattern=r"^[A-Za-z0-9._:-]{1,48}$",
        description="The command's own id. The same again with the same body gives the same answer and does nothing.",
    ),
]  # fmt: skip
Version = Annotated[
    str,
    Header(
        ..., alias="If-Match", pattern=r'^("[0-9]{1,9}"|\*)$',
        description="The ETag of the matter that this was decided on; * for whichever there is.",
    ),
]  # fmt: skip


@router.get("/cases", response=cs.CasePage, auth=Key("case.read"), summary="Matters")
def case_list(request: HttpRequest, asked: Query[cs.CaseFilters]) -> cs.CasePage:
    """Return one page of the matters that the key's post may list."""
    refuse_unknown(request, cs.CaseFilters)
    asking = caller(request)
    filters = _filters(request, asked)
    page = cases_of(
        asking, filters, words=asked.q, mine=asked.mine == "1", page=(asked.cursor, asked.limit)
    )  # fmt: skip
    return cs.CasePage(items=[telling.case_line(one, asking.now) for one in page.lines], next=page.next_cursor or None)


def _filters(request: HttpRequest, asked: cs.CaseFilters) -> dict[str, Any]:
    """Return the filters as a query knows them; a category, area or unit that does not exist is refused."""
    directory = caller(request).office.directory
    known: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
        ("category", asked.category, directory.categories),
        ("area", asked.area, directory.tree.by_path),
        ("unit", asked.unit, directory.units),
    )
    problems = [
        Problem("unknown_choice", at=key, params={"value": value[:40]})
        for key, value, there in known
        if value and value not in there
    ]
    if problems:
        raise Refused(problems)
    found: dict[str, Any] = {
        "stages": (asked.stage,) if asked.stage else (),
        "is_final": asked.state == "final" if asked.state else None,
        "clock": ClockFilter(asked.clock) if asked.clock else None,
        "categories": (asked.category,) if asked.category else (),
        "area_path": asked.area,
        "holder_unit": asked.unit,
        "channels": (asked.channel,) if asked.channel else (),
        "urgency": asked.urgency,
        "order": Order(asked.sort),
    }
    if asked.since:
        today = localtime(caller(request).now).replace(hour=0, minute=0, second=0, microsecond=0)
        found["filed_since"] = today - timedelta(days=int(asked.since) - 1)
    # What `mine` sets stays where nothing else was asked.
    return {key: value for key, value in found.items() if value not in ("", (), None)}


@router.get("/cases/{key}", response=cs.Case, auth=Key("case.read"), summary="One matter")
def case(request: HttpRequest, response: HttpResponse, key: CaseKey) -> cs.Case:
    """Return a matter with its clocks, what happened, and what may be done; nothing that somebody wrote."""
    asking = caller(request)
    view = case_of(asking, key)
    response["ETag"] = f'"{view.state.seq}"'
    return telling.case(asking, view, moves_of(asking, view))


@router.post("/cases", response={201: cs.Filed}, auth=Key("case.file"), summary="File a matter")
def file(request: HttpRequest, response: HttpResponse, body: cs.Filing, command_id: CommandId) -> "Status[cs.Filed]":
    """Take in a matter through the one door of every channel."""
    request.linli_fields_below = "/values"  # type: ignore[attr-defined]  # where the engine's fields stand in the body
    filed = file_for(caller(request), command_id, body.procedure, given(body.values))
    response["Location"] = f"{request.path}/{filed.case_id}"
    return Status(201, cs.Filed(id=filed.case_id, number=filed.number, receipt=filed.receipt))


@router.post("/cases/{key}/moves", response=cs.Moved, auth=Key("case.move"), summary="Make a move")
def move(
    request: HttpRequest,
    response: HttpResponse,
    key: CaseKey,
    body: cs.MoveAsked,
    command_id: CommandId,
    if_match: Version,
) -> cs.Moved:
    """Make a move on a matter, as the post of this key; the fields it asks stand in the matter's `moves`."""
    request.linli_fields_below = "/values"  # type: ignore[attr-defined]  # as above
    seen = None if if_match == "*" else int(if_match.strip('"'))
    asked = AskedMove(
        command_id=command_id, verb=body.verb, values=given(body.values), part=body.part, seen_version=seen
    )
    return _moved(request, response, key, asked)


@router.post("/cases/{key}/notes", response=cs.Moved, auth=Key("case.note"), summary="Add a note")
def note(request: HttpRequest, response: HttpResponse, key: CaseKey, body: cs.Note, command_id: CommandId) -> cs.Moved:
    """Add a remark; it needs no version, because it decides nothing."""
    return _moved(request, response, key, AskedMove(command_id=command_id, verb="note", values={"note": body.note}))


def _moved(request: HttpRequest, response: HttpResponse, key: str, asked: AskedMove) -> cs.Moved:
    case_id, version = move_for(caller(request), key, asked)
    response["ETag"] = f'"{version}"'
    return cs.Moved(id=case_id, version=version)
