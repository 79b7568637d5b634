"""Staffing: accounts and the posts they hold; the first desk of a new county."""

from dataclasses import dataclass
from datetime import datetime

from linli.actions.account_news import AccountChange, tell_change
from linli.actions.deciding import Office, new_id
from linli.actions.default_rules import default_rules
from linli.actions.load_staff import link_address
from linli.domain.area import Area, AreaKind, AreaLevel
from linli.domain.engine.access import may_set_up
from linli.domain.problems import Problem, Refused
from linli.domain.setup_records import Record
from linli.domain.unit import Post, Role, Unit, UnitKind
from linli.store import first_links, journal, open_id_links, second_factors, setup, staff, staff_sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDesk:
    """The first account of a county; the token makes a link by which its holder sets a password, shown once."""

    username: str
    unit: str
    token: str
    expires_at: datetime


@journal.one_transaction()
def open_desk(county: str, *, name: str, username: str, now: datetime) -> OpenedDesk:
    """Make `county` and its governance centre where they are missing, and one account that runs its desk.

    The account holds two posts, operator and administrator, and no password yet: asked again before there is
    one, it only gets a new link. Raises Refused where the account is in use, and `second_county` where this
    installation serves another county: nothing is kept then.
    """
    unused = staff.without_password([username])
    if staff.is_taken(username) and not unused:
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
    pseudonym = unused[0][2] if unused else new_id(now)
    if not unused:
        records.extend(
            Post(id=new_id(now), unit_id=centre.id, role=role, area_path=root.path, staff_id=pseudonym, started_at=now)
            for role in (Role.OPERATOR, Role.ADMINISTRATOR)
        )
        staff.save_staff([staff.StaffMember(username=username, pseudonym=pseudonym, name=username)])
    setup.save_records(county_id, records, actor={"kind": "system"}, now=now)
    token, expires_at = first_links.new_link(pseudonym, now)
    return OpenedDesk(username=username, unit=centre.name, token=token, expires_at=expires_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstLink:
    """A link that is shown once, with the login it belongs to."""

    username: str
    address: str
    expires_at: datetime


def first_link(office: Office, by: Post, of: Post, *, now: datetime) -> FirstLink:
    """Make a link by which whoever holds `of` sets a password nobody else has seen.

    Raises Refused where `by` may not, or there is no account.
    """
    _check(office, by, of)
    try:
        token, expires_at = first_links.new_link(of.staff_id or "", now)
    except LookupError:
        raise Refused([Problem("not_found")]) from None
    username, _name = staff.people()[of.staff_id or ""]
    return FirstLink(username=username, address=link_address(office, token), expires_at=expires_at)


def _account_of(of: Post) -> tuple[int, str]:
    """Return number and pseudonym of the account that holds `of`; raises Refused where nobody does."""
    account = staff.account_of(of.staff_id or "")
    if account is None:
        raise Refused([Problem("not_found")])
    return account.pk, account.pseudonym


def clear_factors(office: Office, by: Post, of: Post, *, now: datetime) -> None:
    """Take away the second factors of whoever holds `of`, who has lost them; every session ends."""
    _check(office, by, of)
    account_id, pseudonym = _account_of(of)
    if second_factors.remove_all(account_id):
        tell_change(office, pseudonym, AccountChange.FACTORS_CLEARED, now=now)
    staff_sessions.end_sessions(account_id)


def unlink_open_id(office: Office, by: Post, of: Post, *, now: datetime) -> None:
    """Let whoever holds `of` come with another identity of the single sign-on; every session ends."""
    _check(office, by, of)
    account_id, pseudonym = _account_of(of)
    if open_id_links.unlink(account_id):
        tell_change(office, pseudonym, AccountChange.UNLINKED, now=now)
        staff_sessions.end_sessions(account_id)


def end_sessions(office: Office, by: Post, of: Post) -> int:
    """Sign whoever holds `of` out everywhere, who stays; return how many sessions there were."""
    _check(office, by, of)
    return staff_sessions.end_sessions_of(of.staff_id or "")


def _check(office: Office, by: Post, of: Post) -> None:
    if not may_set_up("setup.change", by, office.directory) or of.staff_id is None:
        raise Refused([Problem("not_found")])
