"""Setting up a county: areas, units, posts, duties and rules, each saved with its entry; and who may sign in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.domain.setup_records import Record
from linli.store import setup, staff
from linli.store.staff import StaffMember

__all__ = ["CountySetUp", "StaffMember", "set_up"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountySetUp:
    """What was set up: the county's id, and how many streams and accounts were saved."""

    county_id: int
    streams: int
    accounts: int


def set_up(
    county: str, *, name: str, records: Sequence[Record], members: Iterable[StaffMember], now: datetime
) -> CountySetUp:
    """Save `records` on the streams of `county` and add the accounts of `members`, none with a password.

    Doing it again writes the same records over and leaves accounts as they are.
    """
    county_id = setup.county_of(county, name=name)
    setup.serve_county(county_id)
    streams = setup.save_records(county_id, records, actor={"kind": "system"}, now=now)
    return CountySetUp(county_id=county_id, streams=streams, accounts=staff.save_staff(members))
