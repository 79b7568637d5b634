"""What time alone makes due of things that stand ready: expired supplies, late returns, used-up equipment, drills."""

from dataclasses import dataclass
from datetime import datetime

from linli.actions.assets import note_used_up
from linli.actions.deciding import Office, today_of
from linli.actions.emergency_plans import remind_of_drills
from linli.actions.ledger_acts import by_system
from linli.actions.stock import KEEPING
from linli.store import stock

CHUNK = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Readied:
    """What one sweep came to."""

    sites: int
    """Sites whose shortage became a matter."""
    pieces: int
    plans: int


def tick_ready(office: Office, *, now: datetime) -> Readied:
    """Deal with everything that fell due by `now`; safe to repeat, catches up after any downtime."""
    today, sites, seen = today_of(office, now), 0, list[str]()
    while found := stock.due(office.county_id, today, but=seen, limit=CHUNK):
        for site_id in found:
            seen.append(site_id)
            sites += by_system(office, KEEPING, site_id, now=now, make=lambda _site: None)
    return Readied(sites=sites, pieces=note_used_up(office, now=now), plans=remind_of_drills(office, now=now))
