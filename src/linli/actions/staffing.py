"""Staffing: accounts and the posts they hold; the first desk of a new county."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from linli.actions.deciding import Office, new_id
from linli.actions.default_rules import default_rules
from linli.domain.area import Area, AreaKind, AreaLevel
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Problem, Refused
from linli.domain.setup_records import Record
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.store import journal, setup, staff

PASSWORD_BYTES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDesk:
    """The first account of a county; the password is shown once and kept only as a hash."""

    username: str
    password: str
    unit: str


@journal.one_transaction()
def open_desk(county: str, *, name: str, username: str, now: datetime) -> OpenedDesk:
    """Make `county` and its governance centre where they are missing, and one account that runs its desk.

    The account holds two posts, operator and administrator. Raises Refused where the account exists
    already, and `second_county` where this installation serves another county: nothing is kept then.
    """
    if staff.is_taken(username):
        raise Refused([Problem("account_exists", at="operator", params={"value": username[:40]})])
    county_id = setup.county_of(county, name=name)
    setup.serve_county(county_id)
    directory = setup.directory_of(county_id)
    records: list[Record] = [] if directory.categories else list(default_rules(now.year))
    root = next((area for area in directory.tree if area.level is AreaLevel.COUNTY), None)
    if root is None:
        root = Area(
            id=new_id(now), key=county, name=name, level=AreaLevel.COUNTY, kind=AreaKind.COUNTY, path=f"/{county}/"
        )
        records.append(root)
    centre = directory.lowest_centre(root.path)
    if centre is None:
        centre = Unit(
            id=new_id(now), key=f"centre-{root.key}", name=f"{root.name}综治中心", kind=UnitKind.GOVERNANCE_CENTRE,
            area_id=root.id, area_path=root.path, tier=AreaLevel.COUNTY,
        )  # fmt: skip
        records.append(centre)
    pseudonym, password = new_id(now), secrets.token_urlsafe(PASSWORD_BYTES)
    records.extend(
        Post(id=new_id(now), unit_id=centre.id, role=role, area_path=root.path, staff_id=pseudonym, started_at=now)
        for role in (Role.OPERATOR, Role.ADMINISTRATOR)
    )
    staff.save_staff([staff.StaffMember(username=username, pseudonym=pseudonym, name=username)], password=password)
    setup.save_records(county_id, records, actor={"kind": "system"}, now=now)
    return OpenedDesk(username=username, password=password, unit=centre.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class FreshPassword:
    """A password that is shown once, with the login it belongs to."""

    username: str
    password: str


def fresh_password(office: Office, by: Post, of: Post) -> FreshPassword:
    """Give whoever holds `of` a fresh password; raises Refused where `by` may not, or there is no account."""
    if not may_set_up("setup.change", by, office.directory) or of.staff_id is None:
        raise Refused([Problem("not_found")])
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    try:
        username = staff.set_password(of.staff_id, password)
    except LookupError:
        raise Refused([Problem("not_found")]) from None
    return FreshPassword(username=username, password=password)
