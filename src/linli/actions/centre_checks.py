"""Self-checks of governance centres, what each is measured by, and how many stand where one is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from linli.actions.deciding import Office, today_of
from linli.actions.ledger_acts import Keeping, acted, begun, text
from linli.actions.own_streams import Asked, Made
from linli.actions.settings import setting_whole
from linli.domain.area import AreaLevel
from linli.domain.centre import (
    AREA_SETTINGS,
    ROOMS_DUE,
    Centre,
    CentreRule,
    TypedDesk,
    check_values,
)
from linli.domain.centre_coverage import Covered, coverage
from linli.domain.problems import Problem, Refused
from linli.domain.supply_checks import Reading, is_centre_post, may_read_kept
from linli.domain.unit import Post, Unit, UnitKind
from linli.store import centres, ledgers
from linli.store.centres import CENTRES


def may_see(office: Office, post: Post, centre: Centre) -> bool:
    """Say whether a post may see a centre's self-check."""
    return may_read_kept(post, unit=centre.head.unit, area=centre.head.area)


def may_check(office: Office, post: Post, unit: Unit) -> bool:
    """Say whether a post checks a centre: its own, or one below it."""
    return is_centre_post(post, office.directory) and unit.area_path.startswith(post.area_path)


KEEPING: Keeping[Centre] = Keeping(
    ledger=CENTRES, may_see=may_see,
    may_change=lambda office, post, centre: may_check(office, post, office.directory.units[centre.id]),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreAct:
    """A self-check as it was typed."""

    command_id: str
    typed: Mapping[str, str]
    rooms: tuple[str, ...] = ()
    weekdays: tuple[str, ...] = ()
    desks: tuple[TypedDesk, ...] = ()


def centre_units(office: Office, within: str = "/") -> tuple[Unit, ...]:
    """Return the governance centres in use in (and below) an area, the highest first."""
    found = (
        one for one in office.directory.units.values()
        if one.kind is UnitKind.GOVERNANCE_CENTRE and one.is_active and one.area_path.startswith(within)
    )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.tier.depth, one.area_path)))


def centre_rule(office: Office, level: AreaLevel, now: datetime) -> CentreRule:
    """Return what a centre of a level is measured by today; a level of its own kind like the next above."""
    known = level if level in ROOMS_DUE else AreaLevel.COMMUNITY
    return CentreRule(rooms=ROOMS_DUE[known], area_m2=setting_whole(office, AREA_SETTINGS[known], now))


def centre_of(office: Office, post: Post, unit_key: str) -> tuple[Unit, Centre | None] | None:
    """Return a centre and its self-checks as a post may see them; None for one that is missing or not its to see."""
    unit = next((one for one in centre_units(office) if one.key == unit_key), None)
    if unit is None or not may_read_kept(post, unit=unit.id, area=unit.area_path):
        return None
    return unit, ledgers.kept(CENTRES, office.county_id, unit.id)


def check_centre(office: Office, post: Post, unit: Unit, act: CentreAct, *, now: datetime) -> None:
    """Note a self-check of a centre, whole; raises Refused with every mistake."""
    if not may_check(office, post, unit):
        raise Refused([Problem("not_yours")])

    def make(_centre: Centre | None = None) -> Made:
        reading = Reading(typed=act.typed, today=today_of(office, now))
        told, note = check_values(
            reading, unit.id, office.directory, rooms=act.rooms, weekdays=act.weekdays, desks=act.desks
        )
        return Made(past="checked", effects=(told,), values=text("note", note))

    fields = {
        **act.typed, "rooms": list(act.rooms), "weekdays": list(act.weekdays),
        "desks": [[one.unit, one.residency, *one.days] for one in act.desks],
    }  # fmt: skip
    asked = Asked(command_id=act.command_id, verb="check", fields=fields)
    if ledgers.kept(CENTRES, office.county_id, unit.id) is None:
        begun(office, post, KEEPING, asked, now=now, make=make, own_id=unit.id)
    else:
        acted(office, post, KEEPING, unit.id, asked, now=now, make=make)


def covered(office: Office, post: Post, now: datetime) -> tuple[Covered, ...]:
    """Return what is built and due below the post's area: of the county, for whoever serves all of it."""
    return coverage(office.directory, today_of(office, now), post.area_path)


def checked_days(office: Office, post: Post) -> Mapping[str, date]:
    """Return the day of the latest self-check of each centre below the post's area, by id of its unit."""
    return centres.checked_on(office.county_id, post.area_path)
