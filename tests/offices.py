"""The cast's county in a real database, and a story or two that its people play there."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import shapely

from linli.actions.cases import file_case, move_case
from linli.actions.deciding import FiledCase, Filing, Office
from linli.actions.office import open_office
from linli.domain.engine.context import Command
from linli.domain.setup_records import Record
from linli.store import setup
from tests import cast
from tests.actions.silent_ports import SILENT_PORTS

SYSTEM = {"kind": "system"}
_ids = count(1)


def records() -> list[Record]:
    """Everything the cast's county has set up; one grid has a border."""
    found = cast.setup()
    border = shapely.to_wkb(shapely.box(114.30, 36.10, 114.31, 36.11))
    ids = {one.id: f"a{number}" for number, one in enumerate(found.areas)}  # the cast's are too long to store
    areas = [replace(one, id=ids[one.id], geometry=border if one.path == cast.GRID else None) for one in found.areas]
    units = [replace(one, area_id=ids[one.area_id]) for one in found.units]
    rules = (*found.categories, *found.limits, *found.calendar.tables)
    return [*areas, *units, *found.posts, *found.duties, *rules]


def set_up_office() -> Office:
    """Set the county up in the present database and open its office."""
    county_id = setup.county_of("minghe", name="明河区")
    setup.save_records(county_id, records(), actor=SYSTEM, now=cast.STARTED_AT)
    return open_office(SILENT_PORTS, county_id)


def command_id(word: str = "c") -> str:
    """Return an id that no other command of this run has."""
    return f"{word}-{next(_ids)}"


def filing(**changes: Any) -> Filing:
    """Return a resident's report of a street lamp, with `changes`."""
    return Filing(command_id=command_id("file"), fields=cast.report(**changes))


def file(office: Office, *, at: datetime = cast.MONDAY, **changes: Any) -> FiledCase:
    """File such a report."""
    return file_case(office, filing(**changes), actor=cast.actor("resident"), now=at)


def move(office: Office, stream: str, who: str, verb: str, *, at: datetime = cast.MONDAY, **fields: Any) -> None:
    """Let `who` make a move."""
    command = Command(id=command_id(verb), verb=verb, stream=stream, fields=fields)
    move_case(office, command, actor=cast.actor(who), now=at)


def handled_case(office: Office) -> str:
    """Play a case from its report until a department has begun to work; return its stream."""
    stream = file(office).stream
    at = cast.MONDAY + timedelta(minutes=20)
    move(office, stream, "hu", "register", at=at)
    move(office, stream, "pan", "dispatch", at=at, unit=cast.UNITS["city-management"].id)
    move(office, stream, "wei", "accept", at=at + timedelta(hours=1))
    move(office, stream, "song", "start", at=at + timedelta(hours=2))
    return stream
