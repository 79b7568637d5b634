"""The rate of a round from its matters, read in one query however many documents went out."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from linli.actions.deciding import Office
from linli.domain.engine.fold import fold
from linli.domain.engine.state import CaseState
from linli.domain.entry import Entry
from linli.domain.oversight_rate import Rate, rate_of
from linli.domain.oversight_round import OversightRound
from linli.store import journal


def rate_now(office: Office, one: OversightRound, now: datetime) -> Rate:
    """Return the rate of a round as its matters stand now."""
    states, entries = matters_of(office, one)
    return rate_of(one, states, entries, office.directory.calendar.local_date(now))


def matters_of(office: Office, one: OversightRound) -> tuple[Mapping[str, CaseState], Mapping[str, Sequence[Entry]]]:
    """Return the matters that a round handed over, as states and as entries, by stream."""
    streams = [f"case/{case}" for case in one.cases]
    entries = journal.entries_of(office.county_id, streams) if streams else {}
    return {stream: fold(of) for stream, of in entries.items() if of}, entries
