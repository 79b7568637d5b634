"""A grid with its places in a real database, and rounds that its people go on there."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from linli.actions.deciding import Office
from linli.actions.office import open_office
from linli.actions.rounds import CheckIn, check_in, finish_round, start_round
from linli.domain.calendar import SHANGHAI
from linli.domain.place import Place, PlaceKind
from linli.domain.round import How, Round
from linli.store import ledgers, setup
from linli.store.rounds import ROUNDS
from tests import cast, offices
from tests.actions.silent_ports import SILENT_PORTS

REN, QIU, HE = (cast.POSTS[one] for one in ("ren", "qiu", "he"))
MONDAY = cast.MONDAY.date()
PLACES = (
    Place(id="pl-lane", key="L01", name="柳荫巷", kind=PlaceKind.FIRE_LANE, area_path=cast.GRID),
    Place(id="pl-school", key="S01", name="桥东小学", kind=PlaceKind.SCHOOL, area_path=cast.GRID),
    Place(id="pl-yard", key="Y01", name="河畔小区", kind=PlaceKind.ESTATE, area_path=cast.OTHER_GRID),
    Place(id="pl-old", key="O01", name="旧市场", kind=PlaceKind.MARKET, area_path=cast.GRID, is_active=False),
)


def set_up(places: Iterable[Place] = PLACES) -> Office:
    """The cast's county with four places."""
    office = offices.set_up_office()
    return with_places(office, places)


def with_places(office: Office, places: Iterable[Place]) -> Office:
    """The office after its places were saved."""
    setup.save_records(office.county_id, list(places), actor=offices.SYSTEM, now=cast.STARTED_AT)
    return open_office(SILENT_PORTS, office.county_id)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    """A moment of a day at the place."""
    return datetime.combine(day, time(hour, minute), tzinfo=SHANGHAI)


def stored(office: Office, round_id: str) -> Round:
    """The round as its stream leaves it."""
    found = ledgers.kept(ROUNDS, office.county_id, round_id)
    assert found is not None
    return found


def begun(office: Office, who: str = "ren", now: datetime = cast.MONDAY) -> Round:
    """A round that was started."""
    id_ = start_round(office, cast.POSTS[who], command_id=offices.command_id("start"), now=now)
    return stored(office, id_)


def passed(
    office: Office, found: Round, place: str = "L01", *, who: str = "ren", now: datetime, **changes: Any
) -> Round:
    """A check-in."""
    asked = CheckIn(place=place, how=changes.pop("how", How.CODE), told=changes.pop("told", ""))
    id_ = offices.command_id("stop")
    return check_in(office, cast.POSTS[who], found.id, asked, command_id=id_, now=now)


def walk(office: Office, who: str = "ren", *, now: datetime, minutes: int = 60, is_clear: bool = True) -> Round:
    """A whole round."""
    found = begun(office, who, now)
    for step in range(10, minutes, 50):
        passed(office, found, who=who, now=now + timedelta(minutes=step))
    return finish_round(
        office, cast.POSTS[who], found.id, is_clear=is_clear, command_id=offices.command_id("end"),
        now=now + timedelta(minutes=minutes),
    )  # fmt: skip


def walk_week(office: Office, who: str = "ren", *, monday: date = MONDAY, days: int = 5) -> None:
    """Two rounds of an hour on each day."""
    for number in range(days):
        for hour in (9, 15):
            walk(office, who, now=at(hour, day=monday + timedelta(days=number)))
