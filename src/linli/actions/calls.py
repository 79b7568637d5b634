"""The telephone in figures: the calls of some days, as the exchange recorded them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from linli.actions.deciding import Office
from linli.domain.calls import Call
from linli.store.calls import calls_between

CALLS_MAX = 50_000
"""Most calls read at once; a month of a busy district is a tenth of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDays:
    """Calls of whole days, the last one today."""

    first_date: date
    last_date: date
    calls: tuple[Call, ...]
    is_cut: bool = False
    """There were more than CALLS_MAX: only the latest are counted."""


def call_days(office: Office, now: datetime, *, days: int) -> CallDays:
    """Return the calls that began on the last `days` days, today included, the newest first."""
    calendar = office.directory.calendar
    last = calendar.local_date(now)
    first = last - timedelta(days=days - 1)
    begin = datetime.combine(first, time.min, tzinfo=calendar.zone)
    end = datetime.combine(last + timedelta(days=1), time.min, tzinfo=calendar.zone)
    calls = calls_between(office.county_id, begin, end, most=CALLS_MAX + 1)
    return CallDays(first_date=first, last_date=last, calls=calls[:CALLS_MAX], is_cut=len(calls) > CALLS_MAX)
