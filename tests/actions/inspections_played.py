"""Inspections played in a real database: a market, a flood site and a school, and people who look at them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from linli.actions.deciding import Office
from linli.actions.inspection_answers import Standing, answer, put_name, sign_for_place
from linli.actions.inspection_end import finish
from linli.actions.inspections import plan_inspection, start
from linli.actions.office import open_office
from linli.domain.inspection import Inspection, Outcome
from linli.domain.inspection_checks import Answer, Plan
from linli.domain.place import Place, PlaceKind
from linli.store import ledgers, setup
from linli.store.inspection_streams import INSPECTIONS
from tests import cast, offices
from tests.actions.plain_press import PlainPress

AT = cast.MONDAY
TODAY = "2026-03-02"
STROKES = "[" + ",".join(f"[{x},100,{x + 40},180,{x + 80},120,{x + 120},200]" for x in (100, 300, 500)) + "]"
PLACES = (
    Place(id="pl-market", key="M1", name="桥东市场", kind=PlaceKind.MARKET, area_path=cast.GRID, name_en="East Market"),
    Place(id="pl-market2", key="M2", name="桥西市场", kind=PlaceKind.MARKET, area_path=cast.BRIDGE_WEST + "g1/"),
    Place(id="pl-site", key="S1", name="河岸工地", kind=PlaceKind.SITE, area_path=cast.GRID),
    Place(id="pl-school", key="X1", name="荷塘小学", kind=PlaceKind.SCHOOL, area_path=cast.FAR_GRID),
    Place(id="pl-shut", key="Z1", name="旧市场", kind=PlaceKind.MARKET, area_path=cast.GRID, is_active=False),
)


class EchoPhotos:
    """Cleans nothing: a photo is its bytes."""

    def clean(self, photo: bytes) -> bytes:
        """Return the photo."""
        return photo


def set_up(places: tuple[Place, ...] = PLACES) -> Office:
    """The cast's county with these places and a press."""
    office = offices.set_up_office()
    setup.save_records(office.county_id, places, actor=offices.SYSTEM, now=cast.STARTED_AT)
    ports = replace(office.ports, papers=PlainPress(), photos=EchoPhotos())
    return open_office(ports, office.county_id)


def plan(**changes: Any) -> Plan:
    """A routine look at the market by the street's committee."""
    told: dict[str, Any] = {
        "place": "pl-market", "checklist": "fire_market", "planned": TODAY, "inspectors": ("p-he",), **changes
    }  # fmt: skip
    return Plan(**told)


def planned(office: Office, *, who: str = "he", now: datetime = AT, **changes: Any) -> Inspection:
    """Plan one."""
    id_ = plan_inspection(office, cast.POSTS[who], plan(**changes), command_id=offices.command_id("plan"), now=now)
    return one(office, id_)


def one(office: Office, id_: str) -> Inspection:
    """The inspection as it stands."""
    found = ledgers.kept(INSPECTIONS, office.county_id, id_)
    assert found is not None
    return found


def begun(office: Office, *, who: str = "he", now: datetime = AT, **changes: Any) -> Inspection:
    """Plan one and begin it."""
    inspection = planned(office, who=who, now=now, **changes)
    lead = inspection.head.inspectors[0].removeprefix("p-")
    return start(office, cast.POSTS[lead], inspection.id, command_id=offices.command_id("start"), now=now)


def say(office: Office, inspection: Inspection, who: str, *given: Answer, now: datetime = AT) -> tuple[str, ...]:
    """Answer items; return the problems as code@where."""
    found = answer(
        office, cast.POSTS[who], inspection.id, given, command_id=offices.command_id("answer"), now=now
    )  # fmt: skip
    return tuple(f"{one.code}@{one.at}" for one in found)


def answered(office: Office, inspection: Inspection, who: str, *not_ok: str, now: datetime = AT) -> Inspection:
    """Answer every item: these are not in order, the rest is."""
    given = [
        Answer(item=key, outcome=Outcome.NOT_OK.value if key in not_ok else Outcome.OK.value,
               note="货物堵住通道" if key in not_ok else "")
        for key in inspection.head.items
    ]  # fmt: skip
    assert say(office, inspection, who, *given, now=now) == ()
    return one(office, inspection.id)


def signed(office: Office, inspection: Inspection, who: str, *others: str, now: datetime = AT) -> Inspection:
    """Let the place sign, and the other inspectors."""
    sign_for_place(
        office, cast.POSTS[who], inspection.id, Standing(way="signed", strokes=STROKES),
        command_id=offices.command_id("sign"), now=now,
    )  # fmt: skip
    for other in others:
        put_name(office, cast.POSTS[other], inspection.id, command_id=offices.command_id("name"), now=now)
    return one(office, inspection.id)


def finished(
    office: Office, *not_ok: str, who: str = "he", now: datetime = AT, others: tuple[str, ...] = (), **changes: Any
) -> Inspection:
    """Play one to its end, twenty minutes long."""
    inspection = answered(office, begun(office, who=who, now=now, **changes), who, *not_ok, now=now)
    signed(office, inspection, who, *others, now=now)
    end = now + timedelta(minutes=20)
    return finish(office, cast.POSTS[who], inspection.id, command_id=offices.command_id("finish"), now=end)
